"""The course's total: weights, what is dropped, bonus, late penalties, and the roster's names."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from autograder.course.config import LateRules, TotalRules, load_config
from autograder.course.model import CourseError
from autograder.course.roster import Person, Roster
from autograder.platforms.exports import export
from autograder.reports import adjustments, lateness
from autograder.reports.journal import Standing
from autograder.reports.pages.class_page import render as render_class
from autograder.reports.pages.feedback import render as render_feedback
from autograder.reports.pages.total_page import as_csv, render
from autograder.reports.report import Report
from autograder.reports.statistics import correlation, statistics_of
from autograder.reports.store import Store
from autograder.reports.total import TOTAL, as_report, rules_of, total_of
from autograder.submissions.platform_names import Source
from tests.conftest import FILES, write_course
from tests.reports.classes import report

DUE = datetime(2026, 11, 3, 12, tzinfo=UTC)
NAMES = ("01_tiny", "02_small", "03_little")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of three assignments of 5 points each."""
    root = tmp_path_factory.mktemp("course")
    files = {}
    for name in NAMES:
        slug = name.partition("_")[2]
        files |= {
            path.replace("01_tiny", name).replace("tiny", slug): text.replace("01_tiny", name)
            for path, text in FILES.items()
        }
    return write_course(root, files)


def of(student: str, *scores: float | None) -> list[Report]:
    """A student's reports, with shares in fifths."""
    return [
        report(student, name, double=min(score, 2.0), quadruple=max(score - 2.0, 0.0))
        for name, score in zip(NAMES, scores, strict=False)
        if score is not None
    ]


def totals(course, reports, roster: Roster | None = None, **rules) -> dict[str, float]:
    result = total_of(course, TotalRules(**rules), reports, roster or Roster())
    return {row.student: row.total for row in result.rows}


@pytest.mark.parametrize(
    ("scores", "rules", "total"),
    [
        ((5, 4, 3), {}, 80.0),
        ((5, 4, None), {}, 60.0),
        ((5, 4, None), {"drop_lowest": 1}, 90.0),
        ((5, 4, 3), {"drop_lowest": 9}, 100.0),
        ((5, 0, 5), {"scale": 20}, 13.3333),
        ((5, 4, 3), {"weights": {"tiny": 3, "small": 1}}, 95.0),
        ((5, 4, 3), {"weights": {"1": 3, "2": 1}, "drop_lowest": 1}, 100.0),
        ((4, 4, 5), {"bonus": ("little",)}, 130.0),
        ((4, 4, 5), {"bonus": ("little",), "weights": {"1": 1, "2": 1, "3": 0.2}}, 90.0),
        ((5, 5, None), {"bonus": ("little",), "drop_lowest": 1}, 100.0),
    ],
)
def test_the_total_is_the_weighted_mean_of_the_shares(course, scores, rules, total):
    everybody = of("ada", *scores) + of("zoe", 5, 5, 5)
    assert totals(course, everybody, **rules)["ada"] == pytest.approx(total, abs=1e-3)


@given(
    scores=st.lists(st.integers(0, 5), min_size=3, max_size=3),
    more=st.integers(0, 2),
    drop=st.integers(0, 2),
)
def test_more_points_never_make_a_total_smaller(course, scores, more, drop):
    better = [*scores]
    better[more] = min(better[more] + 1, 5)
    before = totals(course, of("ada", *scores), drop_lowest=drop)["ada"]
    assert 0 <= before <= totals(course, of("ada", *better), drop_lowest=drop)["ada"] <= 100


def test_late_penalties_count_unless_the_course_says_otherwise(course):
    source = Source(file="tiny.py", submitted=DUE + timedelta(hours=1))
    late = lateness.apply(replace(of("ada", 5)[0], source=source), LateRules({"01_tiny": DUE}, 0.2))
    assert totals(course, [late])["ada"] == 80.0
    assert totals(course, [late], late_penalties=False)["ada"] == 100.0
    by_hand = adjustments.apply(late, {"": Standing(3.0, "agreed")})
    assert totals(course, [by_hand], late_penalties=False)["ada"] == 60.0


def test_an_extension_comes_before_the_late_policy():
    roster = Roster.of([Person("ada", extensions={"01_tiny": 2.0}), Person("ben", extra_days=0.5)])
    rules = LateRules({"01_tiny": DUE}, 0.2, roster=roster)
    source = Source(file="tiny.py", submitted=DUE + timedelta(days=1))
    days = {
        student: lateness.apply(replace(report(student), source=source), rules).lateness.days
        for student in ("ada", "ben", "cleo")
    }
    assert days == {"ada": 0, "ben": 1, "cleo": 1}


def test_everybody_of_the_roster_has_a_row_and_the_rosters_name(course):
    roster = Roster.of([Person("ada", "Ada Lovelace", "A", {"moodle": "7"}), Person("zoe", "Zoe")])
    reports = [
        replace(one, person=roster.find("ada"), student="lovelaceada") for one in of("ada", 5, 4)
    ]
    result = total_of(course, TotalRules(), reports, roster)
    assert [(row.student, row.name, row.total) for row in result.rows] == [
        ("ada", "Ada Lovelace", 90.0),
        ("zoe", "Zoe", 0.0),
    ]
    assert [row.student for row in result.missing(1)] == ["zoe"]
    ada, zoe = csv.DictReader(io.StringIO(as_csv(result)))
    assert (ada["name"], ada["02_small"], ada["total"], ada["of"]) == (
        "Ada Lovelace", "4", "90", "100",
    )  # fmt: skip
    assert (zoe["01_tiny"], zoe["not_handed_in"]) == ("", "2")


def test_what_does_not_count_is_said(course):
    reports = [*of("ada", 5, 5), *of("ada", 3), report("ada", "77_gone")]
    result = total_of(course, TotalRules(weights={"1": 1.0}), reports, Roster())
    assert result.rows[0].total == 60.0
    assert result.notices == (
        "Left out, because they belong to no assignment of the course: ada (77_gone).",
        "In several folders; the one named last counts: ada (01_tiny).",
        "Without a weight in course.toml, so it does not count: 02_small.",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[total]\nscale = 0", "total.scale must be a number above 0 and at most 10000"),
        ("[total]\ndrop_lowest = -1", "total.drop_lowest must be a whole number from 0 to 100"),
        ("[total]\nlate_penalties = 1", "total.late_penalties must be true or false"),
        ('[total]\nbonus = "tiny"', "total.bonus must be a list of assignments"),
        ("[total.weights]\ntiny = -1", "total.weights must be a table of assignments with numbers"),
        ("[total]\ndrop = 1", r"\[total\] has no setting drop"),
        ('[total]\nbonus = ["nope"]', r"\[total\]: There is no assignment 'nope'"),
        ("[total.weights]\ntiny = 1\n1 = 2", "weights names an assignment twice"),
    ],
)
def test_a_wrong_setting_is_named(course, tmp_path, text, message):
    (tmp_path / "course.toml").write_text(text)
    with pytest.raises(CourseError, match=message):
        rules_of(course, load_config(tmp_path).total)


def test_settings_are_read(course, tmp_path):
    text = '[total]\nscale = 20\ndrop_lowest = 1\nbonus = ["3"]\n[total.weights]\ntiny = 2\n'
    (tmp_path / "course.toml").write_text(text)
    rules = rules_of(course, load_config(tmp_path).total)
    assert rules == TotalRules(20.0, 1, True, ("03_little",), {"01_tiny": 2.0})


# Statistics


def test_statistics_say_what_goes_together_and_what_separates(course):
    good = range(3, 9)
    reports = []
    for number in range(12):
        able = number in good
        reports += [
            report(f"s{number:02}", "01_tiny", double=2.0, quadruple=3.0 if able else 0.0),
            report(f"s{number:02}", "02_small", double=2.0 * able, quadruple=3.0 if able else 0.5),
        ]
    found = statistics_of(total_of(course, TotalRules(), reports, Roster()))
    tiny = found.progress[0]
    assert (tiny.handed_in, tiny.students, tiny.mean) == (12, 12, pytest.approx(0.7))
    assert tiny.quartiles == pytest.approx((0.4, 0.7, 1.0))
    assert tiny.correlations == pytest.approx((1.0, 1.0))
    names = [(one.assignment, one.exercise) for one in found.best]
    assert set(names) == {
        ("01_tiny", "quadruple"), ("02_small", "double"), ("02_small", "quadruple"),
    }  # fmt: skip
    assert all(one.correlation == pytest.approx(1.0, abs=0.01) for one in found.best)


def test_too_few_or_all_alike_have_no_correlation(course):
    few = statistics_of(total_of(course, TotalRules(), of("ada", 5, 4), Roster()))
    assert (few.progress[0].correlations, few.best) == ((None, None), ())
    import numpy as np

    assert correlation(np.ones(9), np.arange(9.0)) is None
    with_gaps = np.array([np.nan, 1.0, 2.0, 3.0, 4.0, 6.0])
    assert correlation(with_gaps, -with_gaps) == pytest.approx(-1.0)


# Written


def test_the_page_escapes_names_and_marks_what_is_dropped(course):
    result = total_of(course, TotalRules(drop_lowest=1), of("<b>", 5, 4), Roster())
    page = render(result, statistics_of(result), "Course & co")
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
    assert "Course &amp; co: total" in page
    assert '<td class="dropped">4</td>' in page


def test_canvas_and_moodle_take_the_total(course, tmp_path):
    roster = Roster.of([Person("ada", "Ada Lovelace", platform_ids={"canvas": "7", "moodle": "9"})])
    reports = [replace(one, person=roster.people[0]) for one in of("ada", 5, 4, 3)]
    result = total_of(course, TotalRules(), reports, roster)
    rows = [as_report(row, result.scale, "Total") for row in result.rows]
    template = tmp_path / "canvas-export.csv"
    template.write_text("Student,ID,Total (5)\n    Points Possible,,50\nSomebody,7,\nada,9,\n")
    options = {"feedback": "full", "titles": {TOTAL: "Total"}}
    (path,) = export(rows, "canvas", tmp_path, template=template, **options).files
    assert path.read_text().splitlines()[2:] == ["Somebody,7,40", "ada,9,"]
    (path,) = export(rows, "moodle", tmp_path, **options).files
    (row,) = csv.DictReader(path.open())
    assert path.name == "course_total.csv"
    assert (row["Identifier"], row["Full name"], row["Grade"], row["Maximum Grade"]) == (
        "Participant 9", "Ada Lovelace", "80", "100",
    )  # fmt: skip


def test_names_stand_on_pages_and_who_has_handed_in_nothing_has_a_row(tmp_path):
    roster = Roster.of([Person("ada", "Ada <Lovelace>", "A"), Person("zoe", "Zoe Zimmer")])
    store = Store(tmp_path, roster)
    store.write(report("ada"), "key")
    assert "person" not in store.path("ada", "01_tiny").read_text()
    one = store.report("ada", "01_tiny")
    assert "<bdi>Ada &lt;Lovelace&gt;</bdi>" in render_feedback(one, "full")
    page = render_class(store.reports(), roster=roster)
    assert "<bdi>Ada &lt;Lovelace&gt;</bdi> <small><bdi>ada</bdi></small>" in page
    assert '<bdi>Zoe Zimmer</bdi> <small><bdi>zoe</bdi></small></th><td class="missing">' in page
    store.write_summary()
    (row,) = csv.DictReader((tmp_path / "summary.csv").open())
    assert (row["name"], row["section"]) == ("Ada <Lovelace>", "A")
