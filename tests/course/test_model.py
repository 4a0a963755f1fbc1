"""The course as data: reading source notebooks, and what is said when one is wrong."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import jupytext
import pytest

from autograder.course.model import (
    Assignment,
    Cell,
    Course,
    CourseError,
    load_course,
    parse_percent,
)

REPOSITORY = Path(__file__).resolve().parents[2]

HEADER = """\
# ---
# jupyter:
#   autograder:
#     assignment: 04_losses
#     title: Losses
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

"""

MSE = '''\
def mse(y_true, y_pred, *, scale=1.0):
    """Mean squared error.

    Returns a number.
    """
    raise NotImplementedError
'''

HINGE = '''\
def hinge(y):
    """Hinge loss."""
    raise NotImplementedError
'''

NOTEBOOK = f"""\
{HEADER}# %% [markdown]
# # Losses
#
# Formula: $a % b$

# %%
import numpy as np

# %% exercise="mse" points=2
{MSE}

# %% [markdown]
# Check it.

# %% check="mse"
assert mse(1, 1) == 0

# %% check="mse" tags=["slow one", "x"]
assert mse(1, 3) == 4

# %% exercise="hinge" points=0.5
{HINGE}"""


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a course with one assignment."""
    write(tmp_path / "course/source/04_losses/losses.py", NOTEBOOK)
    write(tmp_path / "course/solutions/losses.py", "")
    return (tmp_path / "course").resolve()


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

    def test_falls_back_on_the_packages_own_course(self, tmp_path, monkeypatch):
        monkeypatch.delenv("AUTOGRADER_COURSE", raising=False)
        monkeypatch.chdir(tmp_path)
        assert load_course().root == REPOSITORY

    def test_a_folder_that_is_no_course(self, tmp_path):
        with pytest.raises(CourseError, match=r"is no course: .* AUTOGRADER_COURSE"):
            load_course(tmp_path)

    def test_imports_nothing_slow(self):
        code = (
            "import sys, autograder.course.model as c; c.load_course(); "
            "print({'jupytext', 'nbformat', 'numpy', 'yaml', 'pytest'} & set(sys.modules))"
        )
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
        )
        assert run.stdout == "set()\n"


class TestLookUp:
    @pytest.mark.parametrize("name", ["04_losses", "losses", "04", "4"])
    def test_finds_an_assignment(self, root, name):
        assert load_course(root).assignment(name).name == "04_losses"

    @pytest.mark.parametrize("name", ["", "5", "loss", "4_losses", "²"])
    def test_lists_assignments_otherwise(self, root, name):
        with pytest.raises(CourseError) as error:
            load_course(root).assignment(name)
        assert str(error.value) == f"There is no assignment {name!r}. Assignments: 04_losses."

    def test_finds_an_exercise(self, root):
        losses = load_course(root).assignments[0]
        assert isinstance(losses, Assignment)
        assert losses.exercise("hinge") is losses.exercises[1]

    def test_lists_exercises_otherwise(self, root):
        with pytest.raises(CourseError) as error:
            load_course(root).assignments[0].exercise("mae")
        assert str(error.value) == "04_losses has no exercise 'mae'. Its exercises: mse, hinge."


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


class TestParsePercent:
    def test_no_text_has_no_cells(self):
        assert parse_percent("") == []
        assert parse_percent(HEADER) == []

    def test_text_before_the_first_marker_is_code(self):
        assert parse_percent("x = 1\n\n# %%\ny = 2\n") == [
            Cell("code", "x = 1", {}),
            Cell("code", "y = 2", {}),
        ]

    def test_reads_metadata_as_json(self):
        (cell,) = parse_percent('# %% a="x = \\"1\\" ]" b=[1, {"c": null}] d.e=-2.5\n1\n')
        assert cell.metadata == {"a": 'x = "1" ]', "b": [1, {"c": None}], "d.e": -2.5}

    def test_takes_the_comment_marks_off_markdown(self):
        (cell,) = parse_percent("# %% [markdown]\n# # Title\n#\n#     indented\n#no space\n\n")
        assert cell == Cell("markdown", "# Title\n\n    indented\nno space", {})

    def test_keeps_blank_lines_and_control_characters_inside_code(self):
        (cell,) = parse_percent("# %%\n\nx = 1\n\n\ny = '\f'\n\n")
        assert cell.source == "x = 1\n\n\ny = '\f'"

    def test_comments_that_resemble_a_marker_are_no_marker(self):
        (cell,) = parse_percent("# %%\n# %%time\n# 5 %% of it\n    # %%\n")
        assert cell.source == "# %%time\n# 5 %% of it\n    # %%"

    def test_an_error_names_the_line(self):
        with pytest.raises(CourseError, match=r"^3: expected key=value"):
            parse_percent("# %%\n1\n# %% A title\n")

    @pytest.mark.parametrize("path", sorted(REPOSITORY.glob("source/*/*.py")), ids=lambda p: p.stem)
    def test_agrees_with_jupytext(self, path):
        text = path.read_text(encoding="utf-8")
        cells = jupytext.reads(text, fmt="py:percent").cells
        for cell in cells:
            cell.metadata.pop("lines_to_next_cell", None)  # jupytext's own note on blank lines
        assert [(cell.kind, cell.source, cell.metadata) for cell in parse_percent(text)] == [
            (cell.cell_type, cell.source.strip("\n"), cell.metadata) for cell in cells
        ]

    def test_agrees_with_jupytext_on_the_made_up_notebook(self):
        theirs = jupytext.reads(NOTEBOOK, fmt="py:percent").cells
        assert [(cell.kind, cell.source) for cell in parse_percent(NOTEBOOK)] == [
            (cell.cell_type, cell.source) for cell in theirs
        ]


def assignments() -> list[Assignment]:
    return list(load_course(REPOSITORY).assignments)


@pytest.mark.parametrize("assignment", assignments(), ids=lambda assignment: assignment.name)
class TestRealCourse:
    def test_every_exercise_has_a_check(self, assignment):
        assert assignment.exercises
        assert [exercise.name for exercise in assignment.exercises if not exercise.checks] == []

    def test_model_answers_have_the_stubs_signatures(self, assignment):
        tree = ast.parse(assignment.model_answers.read_text(encoding="utf-8"))
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        answers = {node.name: f"({ast.unparse(node.args)})" for node in functions}
        stubs = {exercise.name: exercise.parameters for exercise in assignment.exercises}
        assert answers == stubs
