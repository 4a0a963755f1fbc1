"""The student's page: what it shows, what it must not, and that nothing in it is markup."""

from __future__ import annotations

import html.parser

import pytest
from msgspec.structs import replace

from autograder.feedback import render, write_pages
from autograder.store import Store
from tests.test_report import REPORT


def test_full_feedback_names_the_mistake_and_the_failed_test():
    page = render(REPORT, "full")
    for text in ("1.5 of 5 points", "Compute a new array.", "The argument is left alone.",
                 "It changed.", "not right yet", "1 test passed"):  # fmt: skip
        assert text in page


@pytest.mark.parametrize(
    ("feedback", "hidden"),
    [
        ("full", ["secret", "bubblewrap"]),
        ("titles", ["secret", "Compute a new array.", "It changed."]),
        ("score", ["secret", "Compute a new array.", "The argument is left alone."]),
    ],
)
def test_less_feedback_hides_more(feedback, hidden):
    page = render(REPORT, feedback)
    assert "1.5 of 5 points" in page
    assert not [text for text in hidden if text in page]


def test_names_and_messages_are_text_and_never_markup():
    evil = "<script>alert(1)</script>\"'&"
    page = render(replace(REPORT, student=evil, warnings=[evil]), "full")
    tags: list[str] = []
    parser = html.parser.HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(page)
    assert "script" not in tags
    assert "default-src 'none'" in page


def test_a_page_is_written_beside_each_report(tmp_path):
    store = Store(tmp_path)
    store.write(REPORT, "key")
    assert list(write_pages(store, "full")) == [tmp_path / "ada" / "01_tiny" / "feedback.html"]
