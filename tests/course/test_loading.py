"""Reading a course's folder, and what is said when something in it is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course.loading import load_course
from autograder.course.model import Course, CourseError
from tests.conftest import REPOSITORY
from tests.course.example import HEADER, MSE, NOTEBOOK, write


def line_of(text: str) -> int:
    """The line of the notebook that begins with `text`."""
    return next(n for n, line in enumerate(NOTEBOOK.split("\n"), 1) if line.startswith(text))


class TestLoadCourse:
    def test_reads_an_assignment(self, root):
        course = load_course(root)
        assert isinstance(course, Course)
        assert course.root == root
        (losses,) = course.assignments
        assert (losses.name, losses.number, losses.slug) == ("04_losses", 4, "losses")
        assert losses.title == "Losses"
        assert losses.max_score == 2.5
        assert [cell.kind for cell in losses.cells] == [
            "markdown",
            "code",
            "code",
            "markdown",
            "code",
            "code",
            "code",
        ]
        assert losses.cells[0].source == "# Losses\n\nFormula: $a % b$"

    def test_reads_exercises(self, root):
        mse, hinge = load_course(root).assignments[0].exercises
        assert (mse.name, mse.points) == ("mse", 2.0)
        assert mse.stub == MSE.rstrip("\n")
        assert mse.parameters == "(y_true, y_pred, *, scale=1.0)"
        assert mse.docstring == "Mean squared error.\n\nReturns a number."
        assert mse.checks == ("assert mse(1, 1) == 0", "assert mse(1, 3) == 4")
        assert (hinge.name, hinge.points, hinge.checks) == ("hinge", 0.5, ())

    def test_knows_where_everything_stands(self, root):
        losses = load_course(root).assignments[0]
        assert losses.source == root / "source/04_losses/losses.py"
        assert losses.model_answers == root / "solutions/losses.py"
        assert losses.misconceptions == root / "solutions/misconceptions/losses.py"
        assert losses.alternatives == root / "solutions/alternatives/losses.py"
        assert losses.grader == root / "solutions/graders/test_losses.py"
        assert losses.release_notebook == root / "release/04_losses/losses.ipynb"

    def test_is_data(self, root):
        one, two = load_course(root), load_course(root)
        assert one == two
        assert hash(one) == hash(two)

    def test_sorts_by_number(self, root):
        for name in ("10_last", "01_first"):
            text = HEADER.replace("04_losses", name)
            write(root / f"source/{name}/{name[3:]}.py", text)
        names = [assignment.name for assignment in load_course(root).assignments]
        assert names == ["01_first", "04_losses", "10_last"]

    def test_passes_over_folders_without_text(self, root):
        write(root / "source/05_gradients/gradients.ipynb", "{}")
        write(root / "source/.hidden/x.py", "")
        assert len(load_course(root).assignments) == 1

    def test_reads_windows_line_ends_and_a_byte_order_mark(self, root):
        expected = load_course(root)
        path = root / "source/04_losses/losses.py"
        path.write_bytes(b"\xef\xbb\xbf" + NOTEBOOK.replace("\n", "\r\n").encode())
        assert load_course(root) == expected

    def test_environment_names_the_course(self, root, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("AUTOGRADER_COURSE", str(root))
        assert load_course().root == root

    def test_finds_the_course_upwards(self, root, monkeypatch):
        monkeypatch.delenv("AUTOGRADER_COURSE", raising=False)
        monkeypatch.chdir(root / "source/04_losses")
        assert load_course().root == root

    def test_outside_a_course_the_folder_and_init_are_named(self, tmp_path, monkeypatch):
        monkeypatch.delenv("AUTOGRADER_COURSE", raising=False)
        monkeypatch.chdir(tmp_path)
        with pytest.raises(CourseError) as error:
            load_course()
        assert str(error.value) == (
            f"There is no course in {tmp_path} or in a folder above it: none of them holds "
            "source/ and solutions/. Go to the course's folder, or name it in AUTOGRADER_COURSE. "
            "`autograder init` begins a course in an empty folder."
        )

    def test_the_environment_names_a_folder_that_is_not_there(self, tmp_path, monkeypatch):
        monkeypatch.setenv("AUTOGRADER_COURSE", str(tmp_path / "gone"))
        with pytest.raises(CourseError, match=r"no folder .*/gone, which AUTOGRADER_COURSE names"):
            load_course()

    def test_a_folder_that_is_not_a_course(self, tmp_path):
        with pytest.raises(CourseError, match=r"is not a course: .* `autograder init`"):
            load_course(tmp_path)

    def test_imports_nothing_slow(self):
        code = (
            "import sys, autograder.course.loading as c; c.load_course(); "
            "print({'jupytext', 'nbformat', 'numpy', 'yaml', 'pytest'} & set(sys.modules))"
        )
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
        )
        assert run.stdout == "set()\n"


HINGE_MARK = '# %% exercise="hinge" points=0.5'


class TestErrors:
    """Each names the file, the line and the cure."""

    @pytest.mark.parametrize(
        ("old", "new", "line", "message"),
        [
            ('="hinge"', '="mse"', HINGE_MARK, "a second exercise 'mse'; the first stands in line"),
            (" points=0.5", "", HINGE_MARK, "exercise 'hinge' has no points; write points=2"),
            ("points=0.5", 'points="2"', HINGE_MARK, "points= must be a number"),
            ("points=0.5", "points=true", HINGE_MARK, "points= must be a number"),
            ("points=0.5", "points=0", HINGE_MARK, "points= must be a number above zero"),
            ("points=0.5", "points=NaN", HINGE_MARK, "points= must be a number above zero"),
            ("points=0.5", "points=x", HINGE_MARK, "the value of points= is not JSON"),
            ("points=0.5", "points=2 points=3", HINGE_MARK, "points= stands twice"),
            ("points=0.5", "points = 2", HINGE_MARK, "expected key=value on the marker line"),
            ("points=0.5", "points=2x=3", HINGE_MARK, "a space belongs after the value of points="),
            ("points=0.5", 'points=1 check="mse"', HINGE_MARK, "a stub or a check, not both"),
            ("points=0.5", "points=1 tags=3", HINGE_MARK, "tags= must be a list of strings"),
            ('exercise="hinge" ', "", HINGE_MARK, "points= stands beside exercise="),
            ('exercise="hinge"', "exercise=7", HINGE_MARK, "must be the function's name"),
            ("%% exercise=", "%% [markdown] exercise=", HINGE_MARK, "a line of a markdown cell"),
            ("def hinge", "x = 1\ndef hinge", HINGE_MARK, "must hold one function"),
            ("def hinge", "@x\ndef hinge", HINGE_MARK, "must hold one function"),
            ("def hinge(y):", "class hinge:", HINGE_MARK, "must hold one function"),
            ("def hinge", "def henge", HINGE_MARK, "the cell defines 'henge'"),
            ('"""Hinge loss."""', "", HINGE_MARK, "the stub has no docstring"),
            ('"""Hinge loss."""', '"""H."""\n    x = 1', HINGE_MARK, "after its docstring a stub"),
            ("def hinge(y):", "def hinge(y:", HINGE_MARK, "not valid Python"),
            ('check="mse" tags', 'check="msee" tags', '# %% check="mse" tags', "no such exercise"),
            # codespell:ignore-next-line
            ("title: Losses", "titel: Losses", "# ---", "the header names no title"),
            ("04_losses", "05_losses", "#     assignment", "the folder says that this is 04"),
        ],
    )
    def test_of_a_notebook(self, root, old, new, line, message):
        text = NOTEBOOK
        if line == HINGE_MARK:
            before, mark, after = text.partition(HINGE_MARK)
            text = before + (mark + after).replace(old, new, 1)
        else:
            text = text.replace(old, new, 1)
        path = root / "source/04_losses/losses.py"
        write(path, text)
        with pytest.raises(CourseError) as error:
            load_course(root)
        # What is wrong inside a cell is reported in its own line, right after the marker's.
        places = [f"{path}:{line_of(line) + further}: " for further in (0, 1)]
        assert str(error.value).startswith(tuple(places))
        assert message in str(error.value)

    def test_a_stub_that_ends_in_a_comment(self, root):
        write(root / "source/04_losses/losses.py", NOTEBOOK.rstrip("\n") + "  # yours\n")
        with pytest.raises(CourseError, match="one line, `raise NotImplementedError`"):
            load_course(root)

    @pytest.mark.parametrize(
        ("path", "message"),
        [
            ("source/losses/losses.py", "an assignment's folder is named like 04_losses"),
            ("source/05_x/y.py", r"05_x/x\.py: missing"),
            ("source/04_x/x.py", "the number of 04_losses again"),
            ("source/05_losses/losses.py", "the slug of 04_losses again"),
        ],
    )
    def test_of_names(self, root, path, message):
        write(root / path, HEADER.replace("04_losses", Path(path).parent.name))
        with pytest.raises(CourseError, match=message):
            load_course(root)

    def test_another_encoding(self, root):
        (root / "source/04_losses/losses.py").write_bytes(b"# \xff")
        with pytest.raises(CourseError, match=r"losses\.py: not UTF-8"):
            load_course(root)
