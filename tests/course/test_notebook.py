"""The percent format, cut into cells as jupytext cuts it."""

from __future__ import annotations

import jupytext
import pytest

from autograder.course.model import Cell, CourseError
from autograder.course.notebook import parse_percent, split_sections
from tests.conftest import REPOSITORY
from tests.course.example import HEADER, NOTEBOOK


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


class TestSplitSections:
    def test_takes_nothing_away(self):
        first, second = split_sections("# ---\nx\n\n# %% [markdown] a=1 \r\n# y\n")
        assert (first.line, first.options, first.lines) == (0, None, ["# ---", "x", ""])
        assert (second.line, second.options, second.lines) == (4, "[markdown] a=1", ["# y", ""])
