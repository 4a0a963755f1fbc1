"""A student's prose, made harmless: what is left of it is on the lists, and says what it said."""

from __future__ import annotations

import html
import json
import re
import time
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from autograder.platforms.nbgrader.prose import (
    MOST_CHARACTERS,
    MOST_IN_NOTEBOOK,
    harmless,
    make_prose_harmless,
    pictures,
)

NOWHERE = Path("/nowhere")
#: All that may be in what comes out: these tags, these attributes with values of these characters,
#: and between them letters, digits, spaces and numbers of characters.
TEXT = r"(?:[^\W_]| |&#\d+;)*"
TAG = (
    r"</?(?:a|abbr|b|blockquote|br|caption|center|cite|code|dd|del|details|dfn|div|dl|dt|em"
    r"|figcaption|figure|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|small|span|strike|strong"
    r"|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var)"
    rf'(?: (?:src="data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+"'
    rf'|(?:align|alt|class|colspan|height|href|open|rowspan|start|title|width)="{TEXT}"))*>'
)
HARMLESS = re.compile(rf'<div style="contain:content;overflow:auto">(?:{TAG}|{TEXT})*</div>')

PIECES = st.sampled_from(
    """< > / = " ' ` * _ ~ ! [ ] ( ) # $ $$ \\ & ; : | - + . @ % ^ { } <!-- --> <![CDATA[ ]]>
    <script> </script> <img src= onerror= <svg> <math> <style> </style> <iframe <a href= <p> <b>
    </b> </div> <table> <td <pre> </pre> <textarea> <title> <noscript> <plaintext> javascript: data:
    attachment:x &lt; &#106; \\href \\begin{a} \\end{a} ``` ~~~ http:// text <div <br> <h1 <input
    class= id= style= position:fixed""".split()
)
BLANKS = st.sampled_from([" ", "\n", "\n\n", "\t", "\0", "\u2028", "\ud800", "x", "é", "數"])


@given(st.lists(st.one_of(PIECES, BLANKS, st.text(max_size=4)), max_size=40).map("".join))
def test_nothing_but_what_is_on_the_lists_comes_out(source):
    made = harmless(source, {})
    assert HARMLESS.fullmatch(made), made
    assert "\n" not in made
    # And Markdown's reader passes it on as it is.
    assert markdown2html_mistune(made).strip() == made


def words(made: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", made)).strip()


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("a *b* c", "<p>a <em>b</em> c</p>"),
        ("# A b", "<h1>A b</h1>"),
        ("x<sub>1</sub>", "<p>x<sub>1</sub></p>"),
        ('<div class="modal" id="x" onclick="y">a</div>', "<div>a</div>"),
        ('<ol start="3"><li>a</li></ol>', '<ol start="3"><li>a</li></ol>'),
        ("[a](#b)", '<p><a href="&#35;b">a</a></p>'),
        ("[a](b/c)", "<p><a>a</a></p>"),
        ("[a](//b)", "<p><a>a</a></p>"),
        ("[a](JavaScript:b)", "<p><a>a</a></p>"),
        ('<td style="text-align:left;position:fixed">a</td>', "a"),
    ],
)
def test_what_is_kept_of_html(source, made):
    inside = harmless(source, {}).removesuffix("</div>").partition(">")[2]
    assert inside.replace("&#10;", "").strip() == made


def test_what_is_not_allowed_is_shown_as_text():
    source = "<script>alert(1)</script>"
    assert words(harmless(source, {})) == source


@pytest.mark.parametrize("command", ["href", "unicode", "require", "style", "cssId", "mmlToken"])
def test_commands_of_tex_that_act_are_shown(command):
    shown = words(harmless(f"$\\{command}{{x}}$ ![\\{command}](x) `\\{command}`", {}))
    assert f"\\{command}" not in shown
    assert shown.replace("\u2060", "").count(f"\\{command}") == 3
    assert words(harmless(f"\\my{command} \\frac", {})) == f"\\my{command} \\frac"


def test_only_pictures_of_pixels_are_attached():
    given = {
        "a": {"image/png": "aGk=\n", "image/svg+xml": "aGk=", "text/html": "aGk="},
        "b": {"image/png": 'x" onerror="y'},
        "c": None,
        "d": {"image/jpeg": ["aGk="]},
    }
    assert pictures(given) == {"a": {"image/png": "aGk="}}
    assert pictures(None) == pictures([1]) == {}


def test_pictures_that_are_attached_are_part_of_the_text():
    shown = harmless(
        '![x](attachment:a) <img src="attachment:a" width="30">', {"a": {"image/png": "aGk="}}
    )
    assert shown.count('src="data:image/png;base64,aGk="') == 2
    assert 'width="30"' in shown
    assert (
        words(harmless("![x](attachment:b)", {})) == "[picture that is not shown: x attachment:b]"
    )


def test_the_courses_own_text_stays_with_its_own_pictures(tmp_path):
    own = {"cell_type": "markdown", "source": ["# A\n", "<b>b</b>"], "attachments": {"p": {}}}
    released = tmp_path / "released.ipynb"
    released.write_text(json.dumps({"cells": [own, {"cell_type": "code", "source": "x"}]}))
    students = [
        {"cell_type": "markdown", "source": "# A\n<b>b</b>", "attachments": {"q": {}}},
        {"cell_type": "markdown", "source": "# A\n<b>c</b>"},
        {"cell_type": "raw", "source": "# A\n<b>b</b>"},
        {"cell_type": "code", "source": "<b>"},
    ]
    make_prose_harmless(students, released)
    assert students[0] == own | {"source": "# A\n<b>b</b>"}
    assert students[1]["source"].startswith("<div style")
    assert students[2]["cell_type"] == "markdown"
    assert words(students[2]["source"]) == "# A\n<b>b</b>"
    assert students[3] == {"cell_type": "code", "source": "<b>"}


def test_long_prose_is_shown_as_it_was_typed():
    long = [nbformat.v4.new_markdown_cell("*a* " * (MOST_CHARACTERS // 4 + 1))]
    make_prose_harmless(long, NOWHERE)
    assert "<em>" not in long[0].source
    many = [nbformat.v4.new_markdown_cell("*a* " * (MOST_CHARACTERS // 4)) for _ in range(10)]
    make_prose_harmless(many, NOWHERE)
    assert sum("<em>" in cell.source for cell in many) == MOST_IN_NOTEBOOK // MOST_CHARACTERS


@pytest.mark.parametrize(
    "piece", ["[", "<b>", "<div>", "`a", "*a ", "$$ ", "\\\\(", "> ", "|a", "<a "]
)
def test_text_made_to_be_slow_is_not(piece):
    begins = time.perf_counter()
    harmless((piece * MOST_CHARACTERS)[:MOST_CHARACTERS], {})
    assert time.perf_counter() - begins < 20
