"""Notebook files as JSON: their cells, and writing them."""

from __future__ import annotations

from pathlib import Path

from autograder.course.model import CourseError

JSON = dict[str, object]  # a notebook or a cell as it stands in an .ipynb file


def cells_of(notebook: JSON) -> list[JSON]:
    """The cells of a notebook; ValueError if it is not one."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise ValueError("it has no list of cells")
    return cells


def source_of(cell: JSON) -> str:
    """A cell's text, which a file may hold in one piece or as lines."""
    source = cell["source"]
    return "".join(source) if isinstance(source, list) else str(source)


def write_notebook(notebook: JSON, path: Path) -> None:
    """Write a notebook that nbformat has found valid, the same text every time."""
    import nbformat  # noqa: PLC0415 - takes half a second, and only a build needs it

    node = nbformat.from_dict(notebook)  # type: ignore[no-untyped-call]
    nbformat.validate(node)
    text: str = nbformat.writes(node)  # type: ignore[no-untyped-call]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise CourseError(f"{path} cannot be written: {error.strerror}.") from error



def describe(number: int, cell: JSON) -> str:
    """Name a cell for staff, by its number and its id."""
    return f"cell {number} ({cell.get('id', 'without id')})"
