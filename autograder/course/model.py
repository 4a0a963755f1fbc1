"""The course as data: assignments and exercises, read from the text of the source notebooks.

A source notebook is a jupytext percent file, `source/04_losses/losses.py`. Reading one needs
nothing but the standard library, so that a command starts fast.
"""

from __future__ import annotations

import ast
import json
import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

CellKind = Literal["markdown", "code"]

DOTTED_NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)+")
MARKER = re.compile(r"#\s*%%(?:\s+(?P<options>.*))?")
METADATA_KEY = re.compile(r"(?P<key>[A-Za-z_][\w.-]*)=")
ASSIGNMENT_NAME = re.compile(r"(?P<number>\d+)_(?P<slug>[a-z][a-z0-9_]*)")
HEADER_FENCE = "# ---"
HEADER_ENTRY = re.compile(r"#\s+(?P<key>assignment|title):\s*(?P<value>.*)")


class CourseError(Exception):
    """A course that cannot be read, or an assignment that is not there; the message says where."""


@dataclass(frozen=True)
class Cell:
    """One cell of a source notebook, without its marker line."""

    kind: CellKind
    source: str  # as it stands in the notebook: markdown without the leading "# "
    metadata: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Exercise:
    """One stub function and what belongs to it."""

    name: str  # the function's name
    points: float
    stub: str  # the source of the stub's cell
    parameters: str  # the signature without the name, such as "(y_true, y_pred, delta=1.0)"
    docstring: str
    checks: tuple[str, ...]  # the sources of the visible check cells, in order
    keras: bool = False  # whether it is graded in a worker that has Keras
    without: tuple[str, ...] = ()  # library functions that it must not use, such as "np.tanh"


@dataclass(frozen=True)
class Assignment:
    """One notebook of the course, and where everything that belongs to it stands."""

    root: Path  # the course's folder
    name: str  # number and slug, such as "04_losses"
    title: str
    cells: tuple[Cell, ...]
    exercises: tuple[Exercise, ...]  # in the notebook's order

    @property
    def number(self) -> int:
        """The place in the course, from the name: 4 for "04_losses"."""
        return int(self.name.partition("_")[0])

    @property
    def slug(self) -> str:
        """The name without its number, which every file of the assignment bears."""
        return self.name.partition("_")[2]

    @property
    def source(self) -> Path:
        """The notebook as text: prose, stubs and visible checks."""
        return self.root / "source" / self.name / f"{self.slug}.py"

    @property
    def model_answers(self) -> Path:
        """The reference solution, one function an exercise."""
        return self.root / "solutions" / f"{self.slug}.py"

    @property
    def misconceptions(self) -> Path:
        """The bank's wrong answers with their hints."""
        return self.root / "solutions" / "misconceptions" / f"{self.slug}.py"

    @property
    def alternatives(self) -> Path:
        """The bank's unusual right answers."""
        return self.root / "solutions" / "alternatives" / f"{self.slug}.py"

    @property
    def grader(self) -> Path:
        """The hidden tests."""
        return self.root / "solutions" / "graders" / f"test_{self.slug}.py"

    @property
    def release_notebook(self) -> Path:
        """The notebook that students get."""
        return self.root / "release" / self.name / f"{self.slug}.ipynb"

    @property
    def max_score(self) -> float:
        """The points of all exercises together."""
        return float(sum(exercise.points for exercise in self.exercises))

    def exercise(self, name: str) -> Exercise:
        """Return the exercise called `name`; raise CourseError listing the exercises otherwise."""
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        there_is = ", ".join(exercise.name for exercise in self.exercises) or "none"
        raise CourseError(f"{self.name} has no exercise {name!r}. Its exercises: {there_is}.")


@dataclass(frozen=True)
class Course:
    """All assignments under one folder."""

    root: Path
    assignments: tuple[Assignment, ...]  # sorted by number

    def assignment(self, name: str) -> Assignment:
        """Return the assignment called "04_losses", "losses", "04" or "4".

        Raise CourseError listing the assignments otherwise.
        """
        for assignment in self.assignments:
            if name in {assignment.name, assignment.slug}:
                return assignment
            if name.isascii() and name.isdigit() and int(name) == assignment.number:
                return assignment
        there_is = ", ".join(assignment.name for assignment in self.assignments) or "none"
        raise CourseError(f"There is no assignment {name!r}. Assignments: {there_is}.")


def load_course(root: Path | None = None) -> Course:
    """Read the course in the folder `root`.

    Without `root` it is the folder named by the environment variable AUTOGRADER_COURSE, else the
    nearest folder from here upwards that holds `source/` and `solutions/`, else the folder in
    which this package stands.
    """
    root = (root or _find_root()).resolve()
    folder = root / "source"
    if not folder.is_dir():
        raise CourseError(
            f"{root} is no course: it has no folder source/. "
            "Go to the course's folder, or name it in AUTOGRADER_COURSE."
        )
    assignments: list[Assignment] = []
    for path in sorted(folder.iterdir()):
        # A folder without text is what a checkout leaves of an assignment that another branch has.
        if path.is_dir() and not path.name.startswith(".") and any(path.glob("*.py")):
            assignments.append(_read_assignment(root, path))
    assignments.sort(key=lambda assignment: assignment.number)
    _refuse_clashes(assignments)
    return Course(root, tuple(assignments))


def parse_percent(text: str) -> list[Cell]:
    """Split a percent-format notebook into cells; its YAML header is no cell.

    Text before the first marker line is a code cell. Raise CourseError on metadata that is not
    `key=<JSON value>`.
    """
    return [cell for _, cell in _parse(text, "")]


def _find_root() -> Path:
    named = os.environ.get("AUTOGRADER_COURSE")
    if named:
        return Path(named)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "source").is_dir() and (folder / "solutions").is_dir():
            return folder
    return Path(__file__).resolve().parents[2]


def _refuse_clashes(assignments: list[Assignment]) -> None:
    for first in assignments:
        for second in assignments:
            if first is second:
                continue
            if first.number == second.number:
                raise CourseError(f"{second.source}: the number of {first.name} again")
            if first.slug == second.slug:
                raise CourseError(f"{second.source}: the slug of {first.name} again")


def _read_assignment(root: Path, folder: Path) -> Assignment:
    match = ASSIGNMENT_NAME.fullmatch(folder.name)
    if match is None:
        raise CourseError(f"{folder}: an assignment's folder is named like 04_losses")
    path = folder / f"{match['slug']}.py"
    if not path.is_file():
        raise CourseError(f"{path}: missing; the notebook of {folder.name} bears this name")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CourseError(f"{path}: not UTF-8: {error}") from error
    cells = _parse(text, f"{path}:")
    return Assignment(
        root=root,
        name=folder.name,
        title=_read_title(text, path, folder.name),
        cells=tuple(cell for _, cell in cells),
        exercises=_read_exercises(cells, path),
    )


def _read_title(text: str, path: Path, name: str) -> str:
    lines = _split_lines(text)
    header = dict[str, str]()
    for number, line in enumerate(lines[: _header_length(lines)], start=1):
        if match := HEADER_ENTRY.fullmatch(line.rstrip()):
            header[match["key"]] = _unquote(match["value"])
            if match["key"] == "assignment" and header["assignment"] != name:
                raise CourseError(f"{path}:{number}: the folder says that this is {name}")
    if not header.get("title"):
        raise CourseError(f"{path}:1: the header names no title; write `title: ...` in it")
    return header["title"]


def _unquote(scalar: str) -> str:
    if len(scalar) >= 2 and scalar[0] == scalar[-1] and scalar[0] in "'\"":
        return scalar[1:-1]
    return scalar


def _split_lines(text: str) -> list[str]:
    # Not str.splitlines: it also splits at form feeds and the like, which may stand in a string.
    return text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


def _header_length(lines: list[str]) -> int:
    """How many lines the YAML header takes up, its two fences included."""
    if not lines or lines[0].rstrip() != HEADER_FENCE:
        return 0
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == HEADER_FENCE:
            return number
        if not line.startswith("#"):
            break
    return 0


def _parse(text: str, where: str) -> list[tuple[int, Cell]]:
    """Split a percent-format text into cells, each with its first line's number."""
    lines = _split_lines(text)
    start = _header_length(lines)
    marks: list[tuple[int, CellKind, dict[str, object]]] = [(start, "code", {})]
    for number, line in enumerate(lines[start:], start=start + 1):
        if match := MARKER.fullmatch(line.rstrip()):
            kind, metadata = _read_options(match["options"] or "", f"{where}{number}")
            marks.append((number, kind, metadata))
    cells: list[tuple[int, Cell]] = []
    ends = [mark - 1 for mark, _, _ in marks[1:]] + [len(lines)]
    for (mark, kind, metadata), end in zip(marks, ends, strict=True):
        body = lines[mark:end]
        if kind == "markdown":
            body = [_uncomment(line, f"{where}{mark + i}") for i, line in enumerate(body, start=1)]
        source = "\n".join(body).strip("\n")
        if mark > start or source.strip():
            cells.append((mark, Cell(kind, source, metadata)))
    return cells


def _uncomment(line: str, where: str) -> str:
    if line.startswith("# "):
        return line[2:]
    if line.startswith("#"):
        return line[1:]
    if line.strip():
        raise CourseError(f"{where}: a line of a markdown cell begins with '# '")
    return ""


def _read_options(options: str, where: str) -> tuple[CellKind, dict[str, object]]:
    """Read what follows `# %%`: `[markdown]`, then key=<JSON value> pairs."""
    kind: CellKind = "code"
    rest = options.strip()
    if rest.startswith("[markdown]"):
        kind, rest = "markdown", rest.removeprefix("[markdown]").lstrip()
    metadata: dict[str, object] = {}
    while rest:
        match = METADATA_KEY.match(rest)
        if match is None:
            raise CourseError(f"{where}: expected key=value on the marker line, found {rest!r}")
        key = match["key"]
        if key in metadata:
            raise CourseError(f"{where}: {key}= stands twice on the marker line")
        try:
            value, end = json.JSONDecoder().raw_decode(rest, match.end())
        except json.JSONDecodeError as error:
            raise CourseError(
                f"{where}: the value of {key}= is not JSON; write a string in double quotes"
            ) from error
        metadata[key] = value
        if rest[end : end + 1].strip():
            raise CourseError(f"{where}: a space belongs after the value of {key}=")
        rest = rest[end:].lstrip()
    return kind, metadata


def _read_exercises(cells: list[tuple[int, Cell]], path: Path) -> tuple[Exercise, ...]:
    checks: dict[str, list[str]] = {}
    stubs: dict[str, tuple[int, Cell]] = {}
    for line, cell in cells:
        where = f"{path}:{line}"
        _refuse_bad_metadata(cell, where)
        if "exercise" in cell.metadata:
            name = str(cell.metadata["exercise"])
            if name in stubs:
                first = stubs[name][0]
                raise CourseError(
                    f"{where}: a second exercise {name!r}; the first stands in line {first}"
                )
            stubs[name] = (line, cell)
            checks[name] = []
        elif "check" in cell.metadata:
            name = str(cell.metadata["check"])
            if name not in stubs:
                raise CourseError(f"{where}: a check of {name!r}, but no such exercise before it")
            checks[name].append(cell.source)
    return tuple(
        _read_exercise(name, cell, tuple(checks[name]), path, line)
        for name, (line, cell) in stubs.items()
    )


def _refuse_bad_metadata(cell: Cell, where: str) -> None:
    metadata = cell.metadata
    special = [key for key in ("exercise", "check") if key in metadata]
    for key in special:
        name = metadata[key]
        if not isinstance(name, str) or not name.isidentifier():
            raise CourseError(f"{where}: {key}= must be the function's name in double quotes")
        if cell.kind != "code":
            raise CourseError(f"{where}: {key}= belongs to a code cell")
    if len(special) == 2:
        raise CourseError(f"{where}: a cell is a stub or a check, not both")
    if "points" in metadata and "exercise" not in metadata:
        raise CourseError(f"{where}: points= stands beside exercise=")
    if "without" in metadata and "exercise" not in metadata:
        raise CourseError(f"{where}: without= stands beside exercise=")
    tags = metadata.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise CourseError(f'{where}: tags= must be a list of strings, such as ["demonstration"]')


def _read_exercise(
    name: str, cell: Cell, checks: tuple[str, ...], path: Path, line: int
) -> Exercise:
    where = f"{path}:{line}: exercise {name!r}"
    points = cell.metadata.get("points")
    if points is None:
        raise CourseError(f"{where} has no points; write points=2 beside exercise=")
    if isinstance(points, bool) or not isinstance(points, (int, float)):
        raise CourseError(f"{where}: points= must be a number")
    if not 0 < points < math.inf:
        raise CourseError(f"{where}: points= must be a number above zero")
    try:
        body = ast.parse(cell.source).body
    except SyntaxError as error:
        # Line 1 of the cell is the one after its marker.
        place = f"{path}:{line + (error.lineno or 1)}: exercise {name!r}"
        raise CourseError(f"{place}: not valid Python: {error.msg}") from error
    function = body[0] if len(body) == 1 else None
    if not isinstance(function, ast.FunctionDef) or function.decorator_list:
        raise CourseError(f"{where}: the cell must hold one function, and nothing else")
    if function.name != name:
        raise CourseError(f"{where}: the cell defines {function.name!r}")
    docstring = ast.get_docstring(function)
    if docstring is None:
        raise CourseError(f"{where}: the stub has no docstring")
    without = cell.metadata.get("without", [])
    if not isinstance(without, list) or not all(
        isinstance(one, str) and DOTTED_NAME.fullmatch(one) for one in without
    ):
        raise CourseError(f'{where}: without= must be a list of names, such as ["np.tanh"]')
    for one in without:
        if f"`{one}`" not in docstring:
            raise CourseError(f"{where} is to do without {one}, but its docstring has no `{one}`")
    # The text too: the release tool puts exactly this line where the answer stood.
    last_line = cell.source.rpartition("\n")[2].strip()
    ending = [ast.unparse(node) for node in function.body[1:]]
    if [last_line] != ending or last_line != "raise NotImplementedError":
        raise CourseError(
            f"{where}: after its docstring a stub holds one line, `raise NotImplementedError`"
        )
    return Exercise(
        name=name,
        points=float(points),
        stub=cell.source,
        parameters=f"({ast.unparse(function.args)})",
        docstring=docstring,
        checks=checks,
        keras=cell.metadata.get("keras") is True,
        without=tuple(without),
    )
