"""The pages: groups and pairs, and two side by side, in which nothing of a student's is alive."""

from __future__ import annotations

import random

import pytest

from autograder.similarity.comparing import compare
from autograder.similarity.pages import write_pages
from benchmarks.disguises import in_all_ways
from tests.similarity.test_comparing import OTHER, OWN

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
HOSTILE = '\n\nnote = "</code><script>alert(1)</script>\u202e\x1b[2J"\n'


@pytest.fixture(scope="module")
def pages(tiny, tmp_path_factory):
    copy = "\n\n".join(in_all_ways(part, random.Random(1)) for part in OWN.split("\n\n\n"))
    (assignment,) = tiny.assignments
    comparison = compare(
        assignment,
        [("<b>ada</b>", [OWN + HOSTILE]), ("ben", [copy]), ("cleo", [OTHER]), ("dan", [copy])],
    )
    folder = tmp_path_factory.mktemp("pages")
    write_pages([comparison], folder, titles={"01_tiny": "Tiny"}, course="A & B", most=5)
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_there_is_a_page_for_the_class_and_one_for_each_pair(pages):
    assert sorted(pages) == ["01_tiny-001.html", "similar.html"]
    assert '<a href="01_tiny-001.html">' in pages["similar.html"]
    assert "<bdi>ben</bdi>, <bdi>dan</bdi>" in pages["similar.html"]  # the same code


def test_every_page_allows_no_script_nothing_from_elsewhere_and_no_form(pages):
    for page in pages.values():
        assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in page
        assert page.index(POLICY) < page.index("<title>")


def test_nothing_of_a_student_is_alive(pages):
    for page in pages.values():
        assert "<script" not in page
        assert "<b>" not in page
        assert not {"\u202e", "\x1b"} & set(page)
    assert "&lt;script&gt;alert(1)" in pages["01_tiny-001.html"]


def test_lines_that_both_wrote_and_few_others_are_marked(pages):
    page = pages["01_tiny-001.html"]
    assert "<mark>    steps = np.linspace(0, 4, num=17)</mark>" in page
    assert "<mark>note" not in page
    assert page.index("quadruple") < page.index("Other code")


def test_no_page_accuses(pages):
    for page in pages.values():
        assert "not evidence that somebody copied" in page
        assert not any(word in page.lower() for word in ("plagiar", "cheat", "suspect"))
