"""What people enter by hand: applied wherever a report is read, kept whatever is graded again."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from autograder.course.config import LateRules
from autograder.platforms.exports import export
from autograder.reports import adjusting, adjustments, lateness
from autograder.reports import report as reports
from autograder.reports.adjusting import AdjustmentError
from autograder.reports.comparison import compare
from autograder.reports.journal import Standing, Target
from autograder.reports.pages.class_page import render as render_class
from autograder.reports.pages.feedback import render
from autograder.reports.report import Adjustment, Report
from autograder.reports.store import Store
from autograder.submissions.platform_names import Source
from tests.reports.classes import POINTS, report

DUE = datetime(2026, 11, 3, 12, tzinfo=UTC)


def late(policy: float | str, **scores: float) -> Report:
    source = Source(file="tiny.py", submitted=DUE + timedelta(days=1))
    return lateness.apply(
        replace(report(**scores), source=source), LateRules({"01_tiny": DUE}, policy)
    )


# Applied


def test_points_of_an_exercise_take_the_place_of_the_graders():
    one = adjustments.apply(report(), {"quadruple": Standing(1.5, "shown in class", "Well done!")})
    assert (one.score, [exercise.score for exercise in one.exercises]) == (3.5, [2.0, 1.5])
    assert one.adjustments == [Adjustment("quadruple", 0.0, 1.5, "shown in class", "Well done!")]
    assert adjustments.in_words(one) == [
        "quadruple: 1.5 points by hand instead of 0. Reason: shown in class.",
        "quadruple: Well done!",
    ]
    assert adjustments.in_short(one) == ["by hand: quadruple 1.5"]


def test_points_of_the_assignment_are_its_score():
    one = adjustments.apply(
        report(), {"": Standing(4.0, "oral exam"), "double": Standing(1.0, "copied")}
    )
    assert (one.score, one.exercises[0].score) == (4.0, 1.0)
    assert one.adjustment() == Adjustment("", 1.0, 4.0, "oral exam")
    assert adjustments.in_short(one) == ["by hand: double 1, score 4"]


def test_extra_credit_is_added_to_the_graders_score_and_to_points_by_hand():
    one = adjustments.apply(
        report(), {"double": Standing(extra=0.5), "quadruple": Standing(1.0, extra=0.25)}
    )
    assert (one.score, [exercise.score for exercise in one.exercises]) == (3.75, [2.5, 1.25])
    assert one.is_scored_by_hand
    assert adjustments.in_words(one) == [
        "double: Extra credit: 0.5.",
        "quadruple: 1 points by hand instead of 0. Extra credit: 0.25.",
    ]
    assert adjustments.in_short(one) == ["by hand: double +0.5, quadruple 1 +0.25"]


def test_what_was_taken_out_again_leaves_nothing():
    assert adjustments.apply(report(), {"double": Standing()}).adjustments == []


def test_a_comment_changes_no_score():
    one = adjustments.apply(report(), {"double": Standing(comment="Very clear")})
    assert (one.score, one.is_scored_by_hand) == (2.0, False)
    assert adjustments.in_words(one) == ["double: Very clear."]


@pytest.mark.parametrize(
    ("policy", "entered", "score", "penalty"),
    [
        (0.1, {"quadruple": Standing(3.0, "right")}, 4.5, 0.5),
        ("zero", {"quadruple": Standing(3.0, "right")}, 0.0, 5.0),
        (0.1, {"": Standing(2.0, "was ill")}, 2.0, 0.5),
        (0.1, {"double": Standing(0.25, "copied")}, 0.0, 0.25),
    ],
)
def test_the_late_penalty_is_that_of_the_new_points(policy, entered, score, penalty):
    one = adjustments.apply(late(policy), entered)
    assert (one.score, one.lateness.penalty) == (score, penalty)
    before = late(policy)
    assert adjustments.apply(before, {}) == before


def test_a_report_with_adjustments_has_the_form_that_the_schema_says():
    one = adjustments.apply(report(), {"double": Standing(1.5, "why", "comment")})
    data = reports.encode(one)
    assert reports.decode(data) == one
    jsonschema.validate(json.loads(data), json.loads(reports.schema()))
    assert b"adjustments" not in reports.encode(report())


# Kept


@pytest.fixture
def store(tmp_path) -> Store:
    store = Store(tmp_path / "out")
    for student in ("ada", "ben"):
        store.write(report(student), "key")
    return store


def enter(store: Store, exercise: str = "", **entered) -> None:
    adjusting.enter(store, Target("ada", "01_tiny", exercise), most=5.0, **entered)


WHAT = st.sampled_from(["", *POINTS])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("grade"), st.sampled_from([0.0, 0.5, 2.0]), st.sampled_from([0.0, 3.0])),
        st.tuples(st.just("adjust"), WHAT, st.sampled_from([0.0, 0.25, 1.0, 2.0])),
        st.tuples(st.just("comment"), WHAT, st.text("ab", min_size=1)),
        st.tuples(st.just("undo"), WHAT, st.none()),
    ),
    max_size=12,
)


@given(steps=STEPS)
@settings(max_examples=60, deadline=None)
def test_every_order_of_adjusting_undoing_and_grading_keeps_what_people_entered(steps):
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        graded = {"double": 2.0, "quadruple": 0.0}
        store.write(report(**graded), "key")
        entered: dict[str, list[tuple[float | None, str]]] = {"": [], "double": [], "quadruple": []}
        for count, (act, first, second) in enumerate(steps):
            if act == "grade":
                graded = {"double": first, "quadruple": second}
                Store(Path(folder)).write(report(**graded), f"key {count}")
            elif act == "undo":
                if entered[first]:
                    adjusting.undo(store, Target("ada", "01_tiny", first))
                    entered[first].pop()
                else:
                    with pytest.raises(AdjustmentError, match="Nothing to undo"):
                        adjusting.undo(store, Target("ada", "01_tiny", first))
            elif act == "adjust":
                enter(store, first, points=second, reason="because")
                entered[first].append((second, ""))
            else:
                enter(store, first, comment=second)
                entered[first].append((None, second))
            check(store.report("ada", "01_tiny"), graded, entered)
            check(Store(Path(folder)).report("ada", "01_tiny"), graded, entered)
        raw = reports.decode(store.path("ada", "01_tiny").read_bytes())
        assert raw == report(**graded)


def check(one: Report, graded: dict, entered: dict) -> None:
    points = {
        name: [score for score, _ in kept if score is not None] for name, kept in entered.items()
    }
    expected = {name: (points[name] or [score])[-1] for name, score in graded.items()}
    assert {exercise.name: exercise.score for exercise in one.exercises} == expected
    assert one.score == (points[""] or [round(sum(expected.values()), 4)])[-1]
    comments = {name: [text for _, text in kept if text] for name, kept in entered.items()}
    for name, texts in comments.items():
        adjustment = one.adjustment(name)
        assert (adjustment.comment if adjustment else "") == (texts or [""])[-1]


def test_what_no_longer_fits_is_kept_and_named(store):
    enter(store, "quadruple", points=1.0, reason="shown")
    enter(store, points=4.0, reason="oral exam")
    store.write(replace(report(), exercises=report().exercises[:1]), "other key")
    assert store.report("ada", "01_tiny").score == 4.0
    (notice,) = store.notices
    assert notice == (
        "What was entered by hand for ada, 01_tiny, quadruple, was not applied: the report has no "
        "such exercise."
    )
    store.path("ada", "01_tiny").unlink()
    assert [one.student for one in store.reports()] == ["ben"]
    assert "ada, 01_tiny, was not applied: there is no such report." in " ".join(store.notices)
    store.write(report(), "key")
    assert Store(store.folder).report("ada", "01_tiny").exercises[1].score == 1.0


# Refused


@pytest.mark.parametrize(
    ("entered", "message"),
    [
        ({"points": float("nan"), "reason": "x"}, "finite"),
        ({"points": float("inf"), "reason": "x"}, "finite"),
        ({"points": -0.5, "reason": "x"}, "at least 0"),
        ({"points": 5.5, "reason": "x"}, r"5\.5 points are more than the 5 .*--bonus"),
        ({"points": 1.0}, "need a reason"),
        ({"points": 1.0, "reason": "  "}, "need a reason"),
        ({"reason": "why"}, "A reason is one for points"),
        ({}, "Nothing to enter"),
        ({"comment": "x" * 2001}, "longer than 2000"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_leaves_no_line(store, entered, message):
    with pytest.raises(AdjustmentError, match=message):
        enter(store, **entered)
    assert store.journal.entries() == []


def test_a_bonus_exceeds_the_points_that_there_are(store):
    enter(store, points=5.5, reason="found a bug", bonus=True)
    assert store.report("ada", "01_tiny").score == 5.5


def test_an_unknown_exercise_is_refused_with_near_ones():
    with pytest.raises(AdjustmentError, match=r"no exercise quadrupel\. Did you mean quadruple\?"):
        adjusting.target_of(report(), "quadrupel")


# Shown


@pytest.fixture
def adjusted(store) -> Store:
    enter(store, "quadruple", points=1.5, reason="shown <in> class", comment="=Well, done")
    enter(store, points=4.25, reason="oral exam")
    return store


def test_the_summary_is_written_anew(adjusted):
    ada, ben = csv.DictReader((adjusted.folder / "summary.csv").open())
    assert (ada["score"], ben["score"], ben["by_hand"]) == ("4.25", "2", "")
    assert "quadruple: 1.5 points by hand instead of 0. Reason: shown <in> class." in ada["by_hand"]


def test_the_students_page_says_it_with_the_reason(adjusted):
    page = render(adjusted.report("ada", "01_tiny"), "score")
    assert "4.25 of 5 points" in page
    assert "1.5 points by hand instead of 0. Reason: shown &lt;in&gt; class." in page
    assert "4.25 points by hand instead of 3.5. Reason: oral exam." in page
    assert "=Well, done" in page
    assert "by hand" not in render(adjusted.report("ben", "01_tiny"), "full")


def test_the_class_page_counts_it(adjusted):
    page = render_class(adjusted.reports())
    assert "<td>4.25</td>" in page
    assert "by hand: quadruple 1.5, score 4.25" in page


def test_every_export_has_it(adjusted, tmp_path):
    template = tmp_path / "canvas-export.csv"
    template.write_text("Student,ID,Tiny (1)\n    Points Possible,,5\nada,7,\nben,8,\n")
    kept = {}
    for format in ("csv", "json", "moodle", "gradescope", "canvas"):
        export(
            adjusted.reports(),
            format,
            tmp_path / format,
            feedback="full",
            titles={"01_tiny": "Tiny"},
            template=template if format == "canvas" else None,
        )
    rows = list(csv.DictReader((tmp_path / "csv" / "grades.csv").open()))
    kept["csv"] = rows[0]["score"]
    kept["json"] = str(json.loads((tmp_path / "json" / "grades.json").read_text())[0]["score"])
    (row, _) = csv.DictReader((tmp_path / "moodle" / "01_tiny.csv").open())
    kept["moodle"] = row["Grade"]
    assert row["Feedback comments"].startswith("quadruple: 1.5 points by hand instead of 0.")
    results = json.loads((tmp_path / "gradescope/ada/01_tiny/results.json").read_text())
    kept["gradescope"] = str(results["score"])
    assert results["tests"][1]["score"] == 1.5
    assert results["tests"][1]["output"].startswith("1.5 points by hand instead of 0.")
    kept["canvas"] = (tmp_path / "canvas" / "canvas.csv").read_text().splitlines()[2].split(",")[2]
    assert kept == dict.fromkeys(kept, "4.25")


def test_a_comparison_names_it_as_the_reason(adjusted, tmp_path):
    plain = Store(tmp_path / "plain")
    for student in ("ada", "ben"):
        plain.write(report(student), "key")
    (change,) = compare(plain, adjusted).changes
    assert (change.student, change.old, change.new, change.why) == ("ada", 2.0, 4.25, ["by hand"])
