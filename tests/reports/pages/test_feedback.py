"""The student's page: what it shows, what it must not, and that nothing in it is markup."""

from __future__ import annotations

import html.parser
import re
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from autograder.reports.pages.feedback import exercise_text, render, write_pages
from autograder.reports.pages.templating import environment
from autograder.reports.report import Counterexample, TestReport
from autograder.reports.store import Store
from autograder.reports.words import NOT_JUDGED, STUB
from autograder.submissions.platform_names import Source
from tests.reports.test_report import REPORT


def test_full_feedback_names_the_mistake_and_the_failed_test():
    page = render(REPORT, "full")
    for text in ("1.5 of 5 points", "Compute a new array.", "The argument is left alone.",
                 "It changed.", "not right yet", "1 test passed"):  # fmt: skip
        assert text in page


EXAMPLE = Counterexample("double(f, 2.0)", "<b>3.0</b>", "4.0", "def f(x):\n    return x")


def test_a_call_that_goes_wrong_is_shown_to_those_who_see_everything():
    wrong = next(one for one in REPORT.exercises if one.outcome != "right")
    exercises = [replace(wrong, example=EXAMPLE)]
    page = render(replace(REPORT, exercises=exercises), "full")
    call, definition = "double(<wbr>f, 2.0)", "def f(x):\n    return x\n"
    for text in (call, "&lt;b&gt;3.0&lt;/b&gt;", "4.0", definition):
        assert f"<code>{text}</code>" in page
    assert "double(f, 2.0)" not in render(replace(REPORT, exercises=exercises), "titles")
    lines = exercise_text(exercises[0], "full").splitlines()
    place = lines.index("For example, double(f, 2.0)")
    assert lines[place + 1 : place + 3] == ["with: def f(x):", "with:     return x"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("mse(np.array([0.0, 1.0]), 2)",
         'mse(<wbr>np.array<span class="whole">([0.0, 1.0])</span>, 2)'),
        ("a_b(1)", 'a_<wbr/>b(<wbr>1)'),
        ("np.array([1.0])", 'np.array<span class="whole">([1.0])</span>'),
        ("a Keras model: Dense(3, relu)",
         'a Keras model: Dense<span class="whole">(3, relu)</span>'),
        (f"f(g({', '.join(['1'] * 9)}))", f"f(<wbr>g({', '.join(['1'] * 9)}))"),
        ("f('<b>')", "f(<wbr>&#39;&lt;b&gt;&#39;)"),
        ("<b>(x)", '&lt;b&gt;<span class="whole">(x)</span>'),
    ],
)  # fmt: skip
def test_code_breaks_between_arguments_and_nothing_in_it_is_markup(code, shown):
    told = environment().filters["expression"](code)
    assert told == shown
    assert html.unescape(re.sub(r"<[^>]*>", "", told)) == code


def judged_as(*tests: TestReport, outcome="wrong"):
    """The report of an exercise with these tests."""
    return replace(REPORT.exercises[0], outcome=outcome, hint=None, tests=list(tests))


REFUTED = TestReport("a", "Every element is doubled.", False, "The returned value is wrong.")
ASPECT = TestReport("b", "The argument is left alone.", False, NOT_JUDGED, judged=False)
RAISED = TestReport("c", "Lists are taken.", False, "It raised NameError.", judged=False)
UNWRITTEN = TestReport("d", "Lists are taken.", False, STUB, judged=False)


@pytest.mark.parametrize(
    ("tests", "outcome", "lines"),
    [
        (
            [ASPECT, REFUTED],
            "wrong",
            [
                "1 test failed: The returned value is wrong.",
                "- Every element is doubled.",
                "1 test could not be judged yet:",
                "- The argument is left alone.",
            ],
        ),
        (
            [RAISED],
            "raised an error",
            ["It raised NameError.", "1 test could not be judged yet:", "- Lists are taken."],
        ),
        ([UNWRITTEN], "not attempted", []),
        ([replace(UNWRITTEN, message="It is missing.")], "not attempted", ["It is missing."]),
    ],
)
def test_what_is_refuted_comes_first_and_what_could_not_be_judged_after_it(tests, outcome, lines):
    exercise = judged_as(*tests, outcome=outcome)
    assert exercise_text(exercise, "full").splitlines()[2:] == lines
    page = render(replace(REPORT, exercises=[exercise]), "full")
    places = [page.index(line.lstrip("- ").split(":")[0]) for line in lines]
    assert places == sorted(places)
    assert ("Lists are taken." in page) == ("- Lists are taken." in lines)


def test_the_page_names_course_assignment_attempt_and_time():
    source = Source(file="tiny.py", attempt=2, submitted=datetime(2026, 10, 2, 9, 30, tzinfo=UTC))
    page = render(replace(REPORT, title="Tiny", source=source), "full", "Deep learning")
    assert "<title>Tiny: ada</title>" in page
    about = (
        "Deep learning · <code>01_tiny</code> · attempt 2 · handed in 2026-10-02 09:30:00 UTC</p>"
    )
    assert about in page


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


def test_pages_in_a_folder_of_their_own_hold_no_seed(tmp_path):
    store = Store(tmp_path / "reports")
    store.write(REPORT, "key")
    pages = tmp_path / "feedback"
    assert list(write_pages(store, "full", pages)) == [pages / "01_tiny" / "ada.html"]
    assert REPORT.seed not in (pages / "01_tiny" / "ada.html").read_text()


EVIL = "<script>alert(1)</script><a href='javascript:1' onclick=\"x\">{{ 7*7 }}\u202e\x1b[2J\x00\r"


def test_hostile_text_in_every_field_is_shown_as_text_on_one_line():
    exercise = REPORT.exercises[0]
    test = replace(exercise.tests[1], title=EVIL, message=EVIL)
    exercise = replace(exercise, name=EVIL, misconception=EVIL, hint=EVIL, tests=[test])
    page = render(
        replace(REPORT, assignment=EVIL, student=EVIL, warnings=[EVIL], exercises=[exercise]),
        "full",
    )
    tags: dict[str, list[tuple[str, str | None]]] = {}
    parser = html.parser.HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.setdefault(tag, []).extend(attributes)  # type: ignore[method-assign]
    parser.feed(page)
    assert not {"script", "a", "img", "link", "iframe", "form", "base"} & set(tags)
    assert {name for attributes in tags.values() for name, _ in attributes} <= {
        "aria-label", "charset", "class", "content", "http-equiv", "lang", "name",
    }  # fmt: skip
    assert "49" not in page
    assert page.count("\\u202e\\u001b[2J\\u0000\\u000d") >= 6
    assert not set("\u202e\x1b\x00\r") & set(page)


def test_the_page_allows_no_script_nothing_from_elsewhere_and_no_form():
    page = render(REPORT, "full")
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in page
    # The policy comes before anything that a student wrote.
    assert page.index(policy) < page.index("<title>")


def test_long_text_is_cut():
    page = render(replace(REPORT, warnings=["x" * 1_000_000]), "full")
    assert len(page) < 20_000
