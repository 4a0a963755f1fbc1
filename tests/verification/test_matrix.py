"""The matrix of tests by entries, as a page and on the terminal."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from autograder.course.findings import Finding
from autograder.verification.matrix import matrix_text, verification_page
from autograder.verification.result import ExerciseMatrix, Verification
from tests.cli.test_cli import run
from tests.conftest import needs_sandbox

NASTY = "<img src=x onerror=alert(1)>&_\"'"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def found() -> Verification:
    matrix = ExerciseMatrix(
        "double",
        ["test_doubles", "test_leaves_alone"],
        caught_by={
            "double_squares": ["test_doubles", "test_leaves_alone"],
            "double_in_place": ["test_leaves_alone"],
            NASTY: [],
        },
        accepted=["double_adds"],
        rejected={"double_ufunc": ["test_doubles"]},
        titles={"test_doubles": "Every <b>element</b> is doubled.", "test_leaves_alone": "It is."},
    )
    failure = Finding("01_tiny", NASTY, "slips through every test of double")
    return Verification("01_tiny", [matrix], [failure], 3, 2, 1.4)


def text_of(page: str) -> str:
    return "".join(ElementTree.fromstring(page).find(f"{XHTML}body").itertext())


def test_the_page_is_well_formed_and_holds_every_entry_test_and_failure(found):
    text = text_of(verification_page([found]))
    (matrix,) = found.matrices
    for name in (*matrix.caught_by, *matrix.accepted, *matrix.rejected, *matrix.tests):
        assert name in text
    assert text.index("1 failure: the graders") < text.index("double_squares")
    assert f"01_tiny: {NASTY}: slips through every test of double" in text
    assert "Test 1 catches nothing alone" in text


def test_names_and_titles_are_escaped(found):
    page = verification_page([found])
    assert "<img" not in page
    assert "<b>element" not in page


def test_control_and_bidirectional_characters_are_visible_and_long_names_cut(found):
    evil = "double_\u202e\x1b[2J\x07" + "x" * 10_000
    (matrix,) = found.matrices
    matrix.accepted.append(evil)
    matrix.titles["test_doubles"] = evil
    found.failures.append(Finding("01_tiny", evil, evil))
    page = verification_page([found])
    assert not set("\u202e\x1b\x07") & set(page)
    assert "\\u202e\\u001b[2J\\u0007" in text_of(page)
    assert len(page) < 60_000


def test_a_page_needs_nothing_from_elsewhere_and_runs_no_script(found):
    page = ElementTree.fromstring(verification_page([found]))
    policy = [meta.get("content") for meta in page.iter(f"{XHTML}meta") if meta.get("http-equiv")]
    assert policy == [
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    ]
    assert page.get("lang") == "en"
    assert page.find(f"{XHTML}head/{XHTML}title").text
    tags = {element.tag.removeprefix(XHTML) for element in page.iter()}
    assert not tags & {"script", "link", "img", "iframe", "form", "object"}
    links = [element.get("href") for element in page.iter(f"{XHTML}a")]
    anchors = {f"#{element.get('id')}" for element in page.iter() if element.get("id")}
    assert links
    assert set(links) <= anchors


def test_tables_have_captions_and_every_header_a_scope(found):
    page = ElementTree.fromstring(verification_page([found]))
    tables = list(page.iter(f"{XHTML}table"))
    assert len(tables) == 2
    for table in tables:
        assert table.find(f"{XHTML}caption").text
        assert {header.get("scope") for header in table.iter(f"{XHTML}th")} <= {
            "col", "row", "rowgroup",
        }  # fmt: skip


def test_marks_stand_where_a_test_fails(found):
    page = ElementTree.fromstring(verification_page([found]))
    rows = {}
    for row in page.iter(f"{XHTML}tr"):
        name, *cells = ["".join(cell.itertext()).strip() for cell in row]
        rows[name] = ["fails" in cell if cell in ("●fails", "·") else cell for cell in cells]
    assert rows["double_squares"] == [True, True, "caught"]
    assert rows["double_in_place"] == [False, True, "caught"]
    assert rows[NASTY] == [False, False, "not caught"]
    assert rows["double_adds"] == [False, False, "accepted"]
    assert rows["double_ufunc"] == [True, False, "rejected"]
    assert rows["Misconceptions caught"] == ["1", "2", ""]
    assert rows["of them by no other test"] == ["0", "1", ""]


def test_without_failures_the_page_says_so(found):
    found.failures.clear()
    text = text_of(verification_page([found, found]))
    assert "No failures: 6 misconceptions caught, 4 alternatives accepted." in text


def test_the_terminal_shows_numbered_tests_and_a_line_of_marks_for_each_entry(found):
    assert matrix_text(found.matrices[0]).splitlines() == [
        "1  test_doubles: Every <b>element</b> is doubled.",
        "2  test_leaves_alone: It is.",
        "1 2   (x: the test fails for this answer)",
        "x x   double_squares (misconception, caught)",
        ". x   double_in_place (misconception, caught)",
        f". .   {NASTY} (misconception, NOT CAUGHT)",
        ". .   double_adds (alternative, accepted)",
        "x .   double_ufunc (alternative, REJECTED)",
        "Tests that catch nothing that another test does not catch: 1",
    ]


@needs_sandbox
def test_verify_writes_the_page(tiny, tmp_path):
    page = tmp_path / "matrix.html"
    verified = run("verify", "--html", page, "--matrix", course=tiny.root)
    assert verified.returncode == 0, verified.stdout
    text = text_of(page.read_text(encoding="utf-8"))
    assert "double_in_place" in text
    assert "No failures: 8 misconceptions caught, 4 alternatives accepted." in text
    assert ". x   double_in_place (misconception, caught)" in verified.stdout
