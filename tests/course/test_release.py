"""Building and checking `release/`, with the real nbgrader."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.course.findings import Finding
from autograder.course.model import Assignment, Course, CourseError, load_course
from autograder.course.release import (
    ReleaseError,
    build,
    check,
    check_course,
    write_merged_source,
)

REPOSITORY = Path(__file__).resolve().parents[2]

SOURCE = '''\
# ---
# jupyter:
#   autograder:
#     assignment: 04_losses
#     title: Losses
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Losses
#
# How far off is a prediction?

# %%
import numpy as np

# %% exercise="mse" points=2
def mse(y_true, y_pred):
    """Mean squared error.

    Examples
    --------
    >>> mse([1.0, 2.0], [1.0, 4.0])
    2.0
    """
    raise NotImplementedError

# %% check="mse"
assert mse([1.0, 2.0], [1.0, 4.0]) == 2.0, "für zwei Werte"

# %% check="mse"
assert mse([3.0], [3.0]) == 0.0

# %% exercise="halved" points=0.5
def halved(
    y_true,
    factor=0.5,
):
    """Half of it."""
    raise NotImplementedError

# %% check="halved"
assert halved(4) == 2

# %% tags=["demonstration"]
print(mse([0.0], [1.0]))
'''

ANSWERS = '''\
"""Model answers."""

import numpy as np


def mse(y_true, y_pred):
    """Mean squared error."""
    # The mean goes over everything.
    errors = np.asarray(y_true) - np.asarray(y_pred)

    return np.mean(errors**2)


def halved(y_true, factor=0.5):
    return factor * y_true
'''

TESTS = '''\
"""Hidden tests of 04 losses."""

from autograder.testing import exercise, expect_close


def reference(y_true, y_pred):
    return sum((a - b) * (a - b) for a, b in zip(y_true, y_pred)) / len(y_true)


@exercise("mse")
class TestMse:
    def test_averages(self, student, rng):
        """The squared errors are averaged."""
        y_true, y_pred = rng.normal(size=(2, 7))
        expect_close(student.mse(y_true, y_pred), reference(y_true, y_pred))
'''


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course of one assignment that is not released yet."""
    root = tmp_path / "course"
    write(root / "source/04_losses/losses.py", SOURCE)
    write(root / "solutions/losses.py", ANSWERS)
    write(root / "solutions/graders/test_losses.py", TESTS)
    return load_course(root)


@pytest.fixture
def losses(course: Course) -> Assignment:
    """Its assignment."""
    return course.assignment("losses")


@pytest.fixture
def released(losses: Assignment) -> Assignment:
    """Its assignment, with what students get in place."""
    build(losses, losses.root / "release")
    return losses


def messages(assignment: Assignment) -> list[str]:
    return [problem.message for problem in check(assignment)]


def edit(assignment: Assignment, cell: int, **changes: object) -> None:
    """Change one cell of the released notebook, which counts from 1."""
    path = assignment.release_notebook
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][cell - 1] |= changes
    text = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def reread(assignment: Assignment, source: str = SOURCE, answers: str = ANSWERS) -> Assignment:
    """The assignment after staff changed its texts."""
    write(assignment.source, source)
    write(assignment.model_answers, answers)
    return load_course(assignment.root).assignment(assignment.name)


class TestBuild:
    def test_writes_the_notebook_that_students_get(self, losses, tmp_path):
        path = build(losses, tmp_path / "release")

        assert path == tmp_path / "release/04_losses/losses.ipynb"
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
        assert notebook.metadata == {
            "autograder": {"assignment": "04_losses", "title": "Losses"},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        }
        assert [cell.source for cell in notebook.cells] == [cell.source for cell in losses.cells]
        assert [cell.cell_type for cell in notebook.cells] == [cell.kind for cell in losses.cells]

    def test_stubs_are_those_of_the_source_to_the_letter(self, losses, tmp_path):
        notebook = nbformat.read(build(losses, tmp_path), as_version=4)
        sources = {cell.id: cell.source for cell in notebook.cells}
        assert sources["mse"] == losses.exercise("mse").stub
        assert sources["halved"] == losses.exercise("halved").stub
        assert sources["mse"].endswith('    """\n    raise NotImplementedError')

    def test_marks_cells_for_nbgrader(self, losses, tmp_path):
        notebook = nbformat.read(build(losses, tmp_path), as_version=4)
        marks = {cell.id: cell.metadata.get("nbgrader") for cell in notebook.cells}
        for mark in marks.values():
            if mark is not None:
                assert len(mark.pop("checksum")) == 32
        solution = {
            "cell_type": "code",
            "grade": False,
            "locked": False,
            "schema_version": 3,
            "solution": True,
            "task": False,
        }
        test = {**solution, "grade": True, "locked": True, "solution": False}
        assert {name: mark for name, mark in marks.items() if mark is not None} == {
            "mse": {**solution, "grade_id": "mse"},
            "check-mse": {**test, "grade_id": "check-mse", "points": 2},
            "check-mse-2": {**test, "grade_id": "check-mse-2", "points": 0},
            "halved": {**solution, "grade_id": "halved"},
            "check-halved": {**test, "grade_id": "check-halved", "points": 0.5},
        }

    def test_keeps_tags_and_locks_checks(self, losses, tmp_path):
        cells = nbformat.read(build(losses, tmp_path), as_version=4).cells
        assert cells[-1].metadata == {"tags": ["demonstration"]}
        assert cells[3].metadata["editable"] is False
        assert cells[3].metadata["deletable"] is False
        assert cells[0].metadata == {}

    def test_is_the_same_every_time(self, losses, tmp_path):
        first = build(losses, tmp_path / "one").read_bytes()
        assert build(losses, tmp_path / "two").read_bytes() == first

    def test_an_edit_leaves_other_cells_ids_alone(self, losses, tmp_path):
        before = nbformat.read(build(losses, tmp_path), as_version=4)
        longer = SOURCE.replace("# %%\nimport", "# %% [markdown]\n# New.\n\n# %%\nimport")
        after = nbformat.read(build(reread(losses, longer), tmp_path), as_version=4)
        ids = [cell.id for cell in after.cells]
        del ids[1]
        assert ids == [cell.id for cell in before.cells]

    def test_equal_cells_get_ids_of_their_own(self, losses, tmp_path):
        twice = SOURCE + "\n# %% [markdown]\n# Again.\n\n# %% [markdown]\n# Again.\n"
        notebook = nbformat.read(build(reread(losses, twice), tmp_path), as_version=4)
        ids = [cell.id for cell in notebook.cells]
        assert len(ids) == len(set(ids))

    def test_is_silent_and_leaves_nothing_in_the_course(self, losses, tmp_path, capfd, monkeypatch):
        monkeypatch.chdir(tmp_path)
        before = sorted(losses.root.rglob("*"))
        build(losses, tmp_path / "elsewhere")
        assert capfd.readouterr() == ("", "")
        assert sorted(losses.root.rglob("*")) == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["course", "elsewhere"]
        assert Path.cwd() == tmp_path

    def test_names_an_exercise_without_answer(self, losses, tmp_path):
        losses = reread(losses, answers="def mse(y_true, y_pred):\n    return 0\n")
        with pytest.raises(ReleaseError, match=r"losses\.py: no function 'halved'"):
            build(losses, tmp_path)

    def test_names_a_missing_file_of_answers(self, losses, tmp_path):
        losses.model_answers.unlink()
        with pytest.raises(CourseError, match=r"solutions/losses\.py is missing"):
            build(losses, tmp_path)

    def test_names_an_answer_with_another_signature(self, losses, tmp_path):
        losses = reread(losses, answers=ANSWERS.replace("factor=0.5)", "factor=0.25)"))
        expected = r"losses\.py:14: 'halved' takes \(y_true, factor=0\.25\), but the stub"
        with pytest.raises(ReleaseError, match=expected):
            build(losses, tmp_path)

    def test_names_an_answer_that_is_no_python(self, losses, tmp_path):
        losses = reread(losses, answers=ANSWERS + "\ndef broken(:\n")
        with pytest.raises(ReleaseError, match=r"losses\.py:17: not valid Python"):
            build(losses, tmp_path)

    def test_says_what_nbgrader_said(self, losses, tmp_path):
        losses = reread(losses, SOURCE + "\n# %%\n### BEGIN SOLUTION\nx = 1\n")
        with pytest.raises(ReleaseError, match="no end solution statement found"):
            build(losses, tmp_path)

    def test_refuses_a_stub_that_nbgrader_changes(self, losses, tmp_path):
        answers = ANSWERS.replace("# The mean", "### END SOLUTION The mean")
        with pytest.raises(ReleaseError, match="did not give back the stub of 'mse'"):
            build(reread(losses, answers=answers), tmp_path)


class TestWriteMergedSource:
    def test_fills_in_the_model_answers(self, losses):
        path = write_merged_source(losses)
        assert path == losses.root / "source/04_losses/losses.ipynb"
        sources = {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}
        stub = losses.exercise("mse").stub
        assert sources["mse"] == stub.replace(
            "    raise NotImplementedError",
            "    ### BEGIN SOLUTION\n"
            "    # The mean goes over everything.\n"
            "    errors = np.asarray(y_true) - np.asarray(y_pred)\n"
            "\n"
            "    return np.mean(errors**2)\n"
            "    ### END SOLUTION",
        )
        assert sources["halved"].endswith(
            "### BEGIN SOLUTION\n    return factor * y_true\n    ### END SOLUTION"
        )

    def test_runs_from_top_to_bottom(self, losses, capsys):
        notebook = nbformat.read(write_merged_source(losses), as_version=4)
        code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        exec(compile("\n\n".join(code), "merged", "exec"), {})
        assert capsys.readouterr().out == "1.0\n"


class TestCheck:
    def test_a_fresh_release_has_no_problem(self, released):
        assert check(released) == []

    def test_a_missing_notebook(self, losses):
        message = "release/04_losses/losses.ipynb is missing; run `autograder release 04_losses`"
        assert check(losses) == [Finding("04_losses", "release/", message)]

    def test_a_changed_source_names_the_first_cell(self, released):
        source = SOURCE.replace("Half of it.", "One half.").replace("print(", "print('!', ")
        assert messages(reread(released, source)) == [
            "cell 6 (halved) differs from a fresh build in metadata, source; "
            "run `autograder release 04_losses`"
        ]

    def test_a_new_cell(self, released):
        source = SOURCE + "\n# %% [markdown]\n# The end.\n"
        assert messages(reread(released, source)) == [
            "8 cells, but 9 in a fresh build; run `autograder release 04_losses`"
        ]

    def test_a_changed_answer_changes_nothing_for_students(self, released):
        answers = ANSWERS.replace("np.mean(errors**2)", "np.mean(errors * errors)")
        assert check(reread(released, answers=answers)) == []

    def test_another_title(self, released):
        assert messages(reread(released, SOURCE.replace("title: Losses", "title: Loss"))) == [
            "metadata or layout of the file differs from a fresh build; "
            "run `autograder release 04_losses`"
        ]

    def test_an_output_and_an_execution_count(self, released):
        output = {"name": "stdout", "output_type": "stream", "text": ["hello\n"]}
        edit(released, 8, outputs=[output], execution_count=3)
        name = "cell 8 (code-"
        differs, holds, counts = messages(released)
        assert differs.startswith(name)
        assert "differs from a fresh build in execution_count, outputs; run" in differs
        assert holds.startswith(name)
        assert holds.endswith("holds an output")
        assert counts.startswith(name)
        assert counts.endswith("has an execution count")

    @pytest.mark.parametrize("text", ["", "[]", '{"cells": 1}', '{"cells": [1]}', "\xff"])
    def test_a_file_that_is_no_notebook(self, released, text):
        released.release_notebook.write_text(text, encoding="latin-1")
        (message,) = messages(released)
        assert message.startswith("release/04_losses/losses.ipynb is no notebook: ")

    def test_a_release_that_cannot_be_built(self, released):
        released.model_answers.unlink()
        assert messages(released) == [f"{released.model_answers} is missing"]

    def test_compiled_and_other_files(self, released):
        folder = released.release_notebook.parent
        write(folder / "__pycache__/losses.cpython-311.pyc", "")
        write(folder / "losses.py", "")
        assert messages(released) == [
            "release/04_losses/__pycache__/losses.cpython-311.pyc is a compiled file; delete it",
            "release/04_losses/losses.py is an unexpected file; delete it",
        ]

    @pytest.mark.parametrize(
        "cell",
        [
            "# %%\nprint(1)\nreturn np.mean(errors**2)",
            "# %%\n    # return  np.mean( errors ** 2 )",
            "# %%\nnp.mean(errors**2)",
            "# %% [markdown]\n# Remember that `np.mean(errors ** 2)` is the answer.",
            "# %%\n'''\n>>> np.mean(errors**2)\n'''",
        ],
    )
    def test_a_line_of_a_model_answer(self, losses, cell):
        losses = reread(losses, f"{SOURCE}\n{cell}\n")
        build(losses, losses.root / "release")
        (message,) = messages(losses)
        assert message.startswith("cell 9 (")
        assert " holds a line of solutions/losses.py:11: " in message

    def test_a_line_of_a_model_answer_in_an_output(self, released):
        output = {"name": "stdout", "output_type": "stream"}
        edit(released, 8, outputs=[{**output, "text": ["\n", "    return np.mean(errors**2)"]}])
        assert messages(released)[-1].endswith("solutions/losses.py:11: return np.mean(errors**2)")

    def test_a_line_of_a_hidden_test(self, losses):
        line = "y_true, y_pred = rng.normal(size=(2, 7))"
        losses = reread(losses, f"{SOURCE}\n# %%\n{line}\n")
        build(losses, losses.root / "release")
        (message,) = messages(losses)
        assert message.endswith(f"holds a line of solutions/graders/test_losses.py:14: {line}")

    def test_lines_that_tell_nothing_are_no_leak(self, losses):
        lines = "from autograder.grading import exercise, expect_close\nx = y = 0\n"
        public = "# The squared errors are averaged.\ndef reference(y_true, y_pred):\n    pass\n"
        answers = ANSWERS.replace("    # The mean", "    x = y = 0\n    # The mean")
        losses = reread(losses, f"{SOURCE}\n# %%\n{lines}{public}", answers)
        build(losses, losses.root / "release")
        assert check(losses) == []


class TestCheckCourse:
    def test_gathers_the_problems_of_every_assignment(self, course):
        assert [problem.assignment for problem in check_course(course)] == ["04_losses"]

    def test_a_folder_of_no_assignment(self, course, released):
        write(course.root / "release/05_gradients/gradients.ipynb", "{}")
        assert check_course(course) == [
            Finding("05_gradients", "release/", "release/05_gradients belongs to no assignment")
        ]

    def test_the_real_course_is_released(self):
        course = load_course(REPOSITORY)
        if not course.assignments:
            pytest.skip("no assignment is written yet")
        assert check_course(course) == []


def test_nbgraders_own_command_makes_the_same_notebook(losses, tmp_path):
    shutil.copy(REPOSITORY / "nbgrader_config.py", losses.root)
    # nbgrader starts `alembic`, which is installed beside it.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "04_losses", "--force"]
    run = subprocess.run(
        command, cwd=losses.root, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert (losses.root / "gradebook.db").is_file()
    assert check(losses) == []
