"""Checking `release/`: differences, outputs, other files, and lines that must not be there."""

from __future__ import annotations

import json

import pytest

from autograder.course.findings import Finding
from autograder.course.loading import load_course
from autograder.course.model import Assignment
from autograder.course.release import build, check, check_course
from tests.conftest import REPOSITORY
from tests.course.example import write
from tests.course.release.example import SOURCE, ANSWERS, reread


def messages(assignment: Assignment) -> list[str]:
    return [problem.message for problem in check(assignment)]


def edit(assignment: Assignment, cell: int, **changes: object) -> None:
    """Change one cell of the released notebook, which counts from 1."""
    path = assignment.release_notebook
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][cell - 1] |= changes
    text = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


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
        assert message.startswith("release/04_losses/losses.ipynb is not a notebook: ")

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
        assert [problem.assignment for problem in check_course(course)] == [
            "04_losses",
            "requirements.txt",
        ]

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


