"""The class page: what it counts, that it is the same every time, and that nothing in it runs."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import datetime

import pytest
from msgspec.structs import replace

from autograder.reports.overview import overviews
from autograder.reports.pages.class_page import Headings, render, write_page
from autograder.reports.report import (
    Counterexample,
    ExerciseReport,
    Report,
    TestReport,
    Unexplained,
)
from autograder.reports.store import Store
from autograder.submissions.platform_names import Source


def exercise(name, outcome="right", score=2.0, misconception=None, passed=(True, True)):
    return ExerciseReport(
        name=name,
        score=score,
        max_score=2.0,
        outcome=outcome,
        misconception=misconception,
        hint="Think again." if misconception else None,
        tests=[
            TestReport(f"test_{place}", f"It holds {place}.", one, None if one else "It is wrong.")
            for place, one in enumerate(passed)
        ],
    )


def report(student, *exercises, seconds=0.1, warnings=(), sandbox=("bubblewrap",)):
    return Report(
        assignment="04_losses",
        student=student,
        score=sum(one.score for one in exercises),
        max_score=2.0 * len(exercises),
        exercises=list(exercises),
        submission_sha256="0" * 64,
        seed="1",
        sandbox=list(sandbox),
        warnings=list(warnings),
        seconds=seconds,
    )


CLASS = [
    report("ada", exercise("mse"), exercise("mae")),
    report("ben", exercise("mse", "wrong", 1.0, "sums", (False, True)), exercise("mae")),
    report(
        "cleo",
        exercise("mse", "wrong", 0.0, "sums", (False, False)),
        exercise("mae", "raised an error", 0.0, None, (False, False)),
        seconds=9.0,
    ),
    report(
        "dan",
        exercise("mse", "not attempted", 0.0, None, (False, False)),
        exercise("mae", "not attempted", 0.0, None, (False, False)),
        warnings=["It is not a notebook."],
        sandbox=(),
    ),
]


def test_an_overview_counts():
    (one,) = overviews(CLASS)
    assert (one.submissions, one.max_score, one.mean, one.median) == (4, 4.0, 1.75, 1.5)
    assert one.bins == (2, 0, 0, 0, 0, 0, 0, 1, 0, 1)
    assert one.successes[0].outcomes == {"right": 1, "wrong": 2, "not attempted": 1}
    assert [(m.exercise, m.name, m.count) for m in one.mistakes] == [("mse", "sums", 2)]
    assert [found.student for found in one.slow] == ["cleo"]
    assert [found.student for found in one.ungraded] == ["dan"]


def test_tests_that_tell_nobody_apart():
    everybody = [report(name, exercise("mse", "wrong", 1.0, None, (False, True))) for name in "ab"]
    (one,) = overviews(everybody)
    assert [remark.test for remark in one.failed_by_all] == ["test_0"]
    assert (one.passed_by_all, one.tests) == (1, 2)


def test_the_page_is_the_same_whatever_the_order():
    assert render(CLASS) == render(CLASS[::-1])


def test_the_policy_allows_the_pages_own_script_and_nothing_else():
    page = render(CLASS)
    (script,) = re.findall(r"<script>(.*?)</script>", page, flags=re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page


def test_names_and_warnings_are_data():
    hostile = "<script>alert(1)</script>"
    page = render([report(hostile, exercise("mse"), warnings=[f"{hostile}\u202e"])])
    assert hostile not in page
    assert "\u202e" not in page
    assert page.count("<script>") == 1


def cells(page, student):
    """The cells of a student's row, each as its class and its text."""
    (row,) = re.findall(rf"<tr><th scope=\"row\"><bdi>{student}</bdi></th>(.*?)</tr>", page)
    return [
        (kind, re.sub(r"<.*?>", "", text))
        for kind, text in re.findall(r"<td(?: class=\"([\w ]+)\")?>(.*?)</td>", row)
    ]


def test_the_table_has_a_row_for_each_student_and_a_cell_for_each_assignment():
    late = replace(report("ada", exercise("relu")), assignment="03_activations")
    late = replace(late, source=Source(file="a.py", late=True))
    untouched = report("eva", exercise("mse", "not attempted", 0.0, None, (False, False)))
    nothing = report("flo", exercise("mse", "wrong", 0.0, None, (False, False)))
    page = render([*CLASS, late, untouched, nothing])
    assert cells(page, "ada") == [("full late", "2"), ("full", "4"), ("", "6")]
    assert cells(page, "ben") == [("missing", ""), ("some", "3"), ("", "3")]
    assert cells(page, "dan") == [("missing", ""), ("ungraded", "0"), ("", "0")]
    assert cells(page, "eva") == [("missing", ""), ("untouched", "0"), ("", "0")]
    assert cells(page, "flo") == [("missing", ""), ("none", "0"), ("", "0")]
    assert [*re.findall(r"of (\d+)</small>", page)] == ["2", "4", "6"]


def test_a_score_leads_to_the_students_page():
    page = render(CLASS[:1], lambda report: f"feedback/{report.student}.html")
    assert '<td class="full"><a href="feedback/ada.html">4</a></td>' in page


def test_titles_stand_where_they_are_known_and_so_does_the_time():
    unknown = replace(CLASS[0], assignment="unknown")
    graded = datetime.fromisoformat("2026-11-03T14:05:00+01:00")
    page = render([*CLASS, unknown], headings=Headings("Learning", {"04_losses": "Losses"}, graded))
    assert "<h1>Learning: the class</h1>" in page
    assert "Graded 2026-11-03 14:05:00 +01:00" in page
    assert re.findall(r'<h3 id="\w+">(.*?)</h3>', page) == ["04 Losses", " Not known"]
    plain = render(CLASS)
    assert "<h1>The class</h1>" in plain
    assert re.findall(r'<h3 id="\w+">(.*?)</h3>', plain) == [" 04_losses"]


def test_nothing_is_said_of_tests_that_tell_somebody_apart():
    failing = exercise("mse", "wrong", 0.0, None, (False, False))
    assert "Everybody who tried passes" not in render([report(name, failing) for name in "ab"])
    assert "Everybody who tried passes 2 of 2 tests." in render(
        [report(name, exercise("mse")) for name in "ab"]
    )


def unexplained(student, function="def mse(a, b):\n    return 0", **returned):
    example = Counterexample("mse(1.0, 2.0)", "0", "1.0")
    one = replace(exercise("mse", "wrong", 0.0, None, (False, False)), example=example)
    found = Unexplained("mse", returned, function, [])
    return replace(report(student, one), unexplained=[found])


def test_unknown_mistakes_are_shown_by_group_with_the_code_of_one_student():
    same = {"x": "1", "y": "2", "z": ""}
    reports = [
        unexplained("ada", **same),
        unexplained("ben", "def mse(a, b): return 0", **same),
        unexplained("cleo", **same | {"x": "3", "y": "4"}),
    ]
    page = render(reports, folder="out")
    assert "1 mistake without a hint" in page
    shown = re.sub(r"<.*?>", "", page)
    assert "mse, group 1: 2 students" in shown
    assert "mse, group 2: 1 student\n" in shown
    assert "Made by one student each (1)" in shown
    assert "ada, ben. The code is by ben" in shown
    assert "autograder new-misconception out 04_losses EXERCISE" in page
    assert page.count("<code>mse(<wbr>1.0, 2.0)</code>") == 2


@pytest.mark.parametrize(
    "hostile", ["</pre><script>alert(1)</script>", "\u202e\x1b[31m", "&#60;b>"]
)
def test_a_students_code_stays_text(hostile):
    page = render([unexplained(hostile, f"def mse(a, b):\n\treturn {hostile!s}", x="1")])
    assert page.count("<script>") == 1
    assert hostile not in page
    assert "def mse(a, b):\n    return " in page


def test_a_page_of_a_thousand_stays_small(tmp_path):
    store = Store(tmp_path)
    exercises = [exercise(f"exercise_{place}") for place in range(14)]
    for place in range(1000):
        store.write(report(f"student-{place:04}", *exercises), "key")
    assert write_page(store).stat().st_size < 200_000
