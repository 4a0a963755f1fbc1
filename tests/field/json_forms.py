"""The same notebook in other forms of JSON, as tools write it and nbformat reads it."""

from __future__ import annotations

import json
from typing import Any

from tests.field.hand_in import HandIn, transformation

GROUP = "JSON"


def _plain(notebook: dict[str, Any], **options: Any) -> bytes:
    return json.dumps(notebook, **{"ensure_ascii": False, "indent": 1, **options}).encode()


@transformation(GROUP, "an output of pandas or Plotly holds NaN", stage="text")
def output_with_nan(hand_in: HandIn) -> bytes:
    output = {"data": {"application/json": {"value": float("nan")}}, "metadata": {}}
    output |= {"output_type": "display_data"}
    for cell in hand_in.code()[:3]:
        cell["outputs"] = [output]
    return _plain(hand_in.notebook())


@transformation(GROUP, "widgets' state holds infinities", stage="text")
def infinity_in_the_metadata(hand_in: HandIn) -> bytes:
    hand_in.metadata["widgets"] = {"state": {"max": float("inf"), "min": float("-inf")}}
    return _plain(hand_in.notebook())


@transformation(GROUP, "sources as lists of lines, as JupyterLab saves them", stage="text")
def sources_as_lists(hand_in: HandIn) -> bytes:
    for cell in hand_in.cells:
        cell["source"] = str(cell["source"]).splitlines(keepends=True)
    return _plain(hand_in.notebook())


@transformation(GROUP, "everything on one line", stage="text")
def on_one_line(hand_in: HandIn) -> bytes:
    return _plain(hand_in.notebook(), indent=None, separators=(",", ":"))


@transformation(GROUP, "characters escaped, surrogate pairs among them", stage="text")
def escaped_characters(hand_in: HandIn) -> bytes:
    hand_in.cells.append(
        {"cell_type": "markdown", "id": "smile", "metadata": {}, "source": "Done 🙂"}
    )
    return _plain(hand_in.notebook(), ensure_ascii=True)


@transformation(GROUP, "a byte-order mark, as Windows editors put it", stage="text")
def byte_order_mark(hand_in: HandIn) -> bytes:
    return b"\xef\xbb\xbf" + _plain(hand_in.notebook())


@transformation(GROUP, "Windows line ends, as Git checks them out", stage="text")
def windows_line_ends(hand_in: HandIn) -> bytes:
    return _plain(hand_in.notebook()).replace(b"\n", b"\r\n")


@transformation(GROUP, "keys that no version of the format knows", stage="text")
def unknown_keys(hand_in: HandIn) -> bytes:
    hand_in.extra = {"orig_nbformat": 3, "signature": "sha256:0"}
    for cell in hand_in.cells:
        cell["collapsed"] = False
        cell["prompt_number"] = None
    return _plain(hand_in.notebook())


@transformation(GROUP, "format 4.4, before cells had ids", stage="text")
def format_without_ids(hand_in: HandIn) -> bytes:
    hand_in.minor = 4
    for cell in hand_in.cells:
        cell.pop("id", None)
    return _plain(hand_in.notebook())


@transformation(GROUP, "a later minor version of the format", stage="text")
def later_minor_version(hand_in: HandIn) -> bytes:
    hand_in.minor = 9
    return _plain(hand_in.notebook())


@transformation(GROUP, "outputs and counts missing, as scripts write notebooks", stage="text")
def outputs_missing(hand_in: HandIn) -> bytes:
    for cell in hand_in.code():
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
    return _plain(hand_in.notebook())


@transformation(GROUP, "null where a list or an object is expected", stage="text")
def nulls(hand_in: HandIn) -> bytes:
    for cell in hand_in.code():
        cell["outputs"] = None
    for cell in hand_in.cells:
        if not cell["metadata"]:
            cell["metadata"] = None
    return _plain(hand_in.notebook())


@transformation(GROUP, "format 3 with worksheets, of an old server", stage="text")
def format_3(hand_in: HandIn) -> bytes:
    import nbformat

    notebook = nbformat.from_dict(hand_in.notebook())
    old = nbformat.convert(notebook, 3)
    for sheet in old["worksheets"]:
        for cell in sheet["cells"]:
            cell.pop("id", None)
    return nbformat.writes(old, version=3).encode()


@transformation(GROUP, "a trailing blank line and a byte of nothing at the end", stage="text")
def blank_lines_at_the_end(hand_in: HandIn) -> bytes:
    return _plain(hand_in.notebook()) + b"\n\n \n"
