"""The class page: what it counts, that it is the same every time, and that nothing in it runs."""

from __future__ import annotations

import base64
import hashlib
import re

from autograder.reports.pages.class_page import overviews, render, write_page
from autograder.reports.report import ExerciseReport, Report, TestReport
from autograder.reports.store import Store


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
    assert (one.failed_by_none, one.tests) == (1, 2)


def test_the_page_is_the_same_whatever_the_order():
    assert render(CLASS) == render(CLASS[::-1])


def test_the_policy_allows_the_sorting_script_and_nothing_else():
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


def test_a_page_of_a_thousand_stays_small(tmp_path):
    store = Store(tmp_path)
    exercises = [exercise(f"exercise_{place}") for place in range(14)]
    for place in range(1000):
        store.write(report(f"student-{place:04}", *exercises), "key")
    assert write_page(store).stat().st_size < 2_000_000
