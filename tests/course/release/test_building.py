"""Building what students get, with the real nbgrader."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.course.model import CourseError
from autograder.course.release import ReleaseError, build, check
from tests.conftest import REPOSITORY
from tests.course.release.example import ANSWERS, SOURCE, reread


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

    def test_names_a_file_that_cannot_be_written(self, losses, tmp_path):
        (tmp_path / "release").write_text("")
        with pytest.raises(CourseError, match=r"losses\.ipynb cannot be written: Not a directory"):
            build(losses, tmp_path / "release")

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
