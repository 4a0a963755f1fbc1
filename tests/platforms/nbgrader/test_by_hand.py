"""What people enter by `adjust` and in formgrader: kept, and one, whatever is graded when."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from nbgrader.api import Gradebook

from autograder.course.config import load_config
from autograder.course.loading import load_course
from autograder.grading.engine import Engine, Settings
from autograder.platforms.nbgrader.by_hand import ByHand
from autograder.platforms.nbgrader.gradebook import GradebookWriter
from autograder.platforms.nbgrader.merging import Entered, Place, merge
from autograder.reports import adjusting
from autograder.reports.journal import Target
from autograder.reports.report import Report
from autograder.reports.store import Store
from autograder.submissions.found import submission_at
from autograder.submissions.submission import Submission
from tests.conftest import needs_sandbox
from tests.nbgrader_course import RIGHT, SQUARES, TRIPLES, autograder, filled, write

POINTS = {"double": 2.0, "quadruple": 3.0}
NOTHING = Entered()


# The rule


def test_a_value_that_only_one_place_has_changed_is_taken_over():
    agreed = Entered(1.0, comment="Look again.")
    merged = merge(Entered(2.0, comment="Look again."), replace(agreed, comment=""), agreed)
    assert merged.journal == merged.gradebook == merged.agreed == Entered(2.0)
    assert merged.conflicts == ()


def test_where_both_have_changed_people_decide():
    ours, theirs = Entered(2.0, comment="good"), Entered(None, 0.5, "good")
    merged = merge(ours, theirs, NOTHING)
    assert (merged.journal, merged.gradebook) == (ours, theirs)
    assert (merged.agreed, merged.conflicts) == (Entered(comment="good"), ("points",))
    for place, value in ((Place.JOURNAL, ours), (Place.GRADEBOOK, theirs)):
        merged = merge(ours, theirs, NOTHING, place)
        assert merged.journal == merged.gradebook == merged.agreed == value


def test_points_beyond_what_there_is_are_extra_credit():
    assert Entered(2.1).normal(2.0) == Entered(2.0, 0.1)
    assert Entered(2.5, 0.5).normal(2.0) == Entered(2.0, 1.0)
    assert Entered(None, 0.5).normal(2.0) == Entered(None, 0.5)


# A desk: reports, their journal, and a gradebook


@dataclass
class Desk:
    """One submission, graded, with a journal and a real gradebook."""

    root: Path
    folder: Path
    report: Report
    submission: Submission
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.store = Store(self.folder / "out")

    @property
    def address(self) -> str:
        return f"sqlite:///{self.folder}/gradebook.db"

    def target(self, exercise: str) -> Target:
        return Target("lea", "01_tiny", exercise)

    def adjust(self, exercise: str, points: float | None = None, comment: str = "") -> None:
        adjusting.enter(
            self.store,
            self.target(exercise),
            points=points,
            reason="shown in class" if points is not None else "",
            comment=comment,
            most=POINTS[exercise],
            bonus=True,
        )

    def undo(self, exercise: str) -> None:
        self.store.journal.undo(self.target(exercise))

    def formgrader(
        self,
        exercise: str,
        points: float | None = None,
        extra: float | None = None,
        comment: str | None = None,
    ) -> None:
        """Set what formgrader's handlers set, as they set it."""
        with Gradebook(self.address) as gradebook:
            grade = gradebook.find_grade(f"check-{exercise}", "tiny", "01_tiny", "lea")
            grade.manual_score, grade.extra_credit = points, extra
            grade.needs_manual_grade = grade.manual_score is None and grade.auto_score is None
            if comment is not None:
                row = gradebook.find_comment(exercise, "tiny", "01_tiny", "lea")
                row.manual_comment = comment
            gradebook.db.commit()

    def grade(self, **scores: float) -> ByHand:
        """Grade again, with other scores if there are any."""
        exercises = [
            replace(one, score=scores.get(one.name, one.score)) for one in self.report.exercises
        ]
        score = sum(one.score for one in exercises)
        report = replace(self.report, exercises=exercises, score=score)
        self.store.write(report, "key")
        by_hand = ByHand(self.store)
        with self.writer(by_hand) as writer:
            writer.write(report, self.submission, None)
        return by_hand

    def bring_together(self, prefer: Place | None = None) -> ByHand:
        by_hand = ByHand(self.store, prefer)
        with self.writer(by_hand) as writer:
            assert writer.merge_by_hand(load_course(self.root).assignment("01_tiny")) == []
        return by_hand

    def writer(self, by_hand: ByHand) -> GradebookWriter:
        return GradebookWriter(
            load_course(self.root), load_config(self.root), self.address, by_hand
        )

    def entered(self) -> dict[tuple[str, str], Entered]:
        """What each place has, by the place and the exercise."""
        standing = self.store.journal.standing("lea", "01_tiny")
        found = {}
        with Gradebook(self.address) as gradebook:
            for exercise, most in POINTS.items():
                ours = standing.get(exercise)
                found["journal", exercise] = (
                    Entered(ours.points, ours.extra, ours.comment).normal(most) if ours else NOTHING
                )
                grade = gradebook.find_grade(f"check-{exercise}", "tiny", "01_tiny", "lea")
                comment = gradebook.find_comment(exercise, "tiny", "01_tiny", "lea")
                found["gradebook", exercise] = Entered(
                    grade.manual_score, grade.extra_credit, comment.manual_comment or ""
                ).normal(most)
        return found

    def scores(self) -> tuple[dict[str, float], dict[str, float]]:
        """Of each exercise, by the reports and by the gradebook."""
        report = self.store.report("lea", "01_tiny")
        assert report is not None
        with Gradebook(self.address) as gradebook:
            notebook = gradebook.find_submission_notebook("tiny", "01_tiny", "lea")
            theirs = {grade.name.removeprefix("check-"): grade.score for grade in notebook.grades}
        return {one.name: one.score for one in report.exercises}, theirs

    def comment(self, exercise: str) -> str | None:
        with Gradebook(self.address) as gradebook:
            return gradebook.find_comment(exercise, "tiny", "01_tiny", "lea").auto_comment


@pytest.fixture(scope="module")
def first(tmp_path_factory, copy_of_released_course) -> Desk:
    """A desk on which nobody has entered anything; made once and copied."""
    root = copy_of_released_course(tmp_path_factory.mktemp("desk"))
    path = write(root, "lea", filled(root, {"double": SQUARES, "quadruple": TRIPLES}))
    course, limits = load_course(root), load_config(root).limits
    submission = submission_at(path, course, limits, student="lea", assignment="01_tiny")
    engine = Engine.of(course.assignments, Settings(b"test", limits))
    report = engine.grade(submission)
    engine.close()
    desk = Desk(root, tmp_path_factory.mktemp("first"), report, submission)
    desk.grade()
    return desk


@pytest.fixture
def desk(first, tmp_path) -> Desk:
    return copy_of(first, tmp_path)


def copy_of(first: Desk, folder: Path) -> Desk:
    shutil.copytree(first.folder, folder, dirs_exist_ok=True)
    return Desk(first.root, folder, first.report, first.submission)


@needs_sandbox
def test_adjusted_points_are_manual_scores_and_the_reason_goes_before_the_hint(desk):
    hint = desk.comment("double")
    assert hint
    desk.adjust("double", 1.5, "Well explained.")
    desk.adjust("quadruple", 3.5)
    desk.grade()
    entered = desk.entered()
    assert entered["gradebook", "double"] == Entered(1.5, None, "Well explained.")
    assert entered["gradebook", "quadruple"] == Entered(3.0, 0.5)
    assert desk.scores() == ({"double": 1.5, "quadruple": 3.5},) * 2
    assert desk.comment("double") == f"By hand: shown in class\n\n{hint}"
    desk.undo("double")
    assert len(desk.bring_together().to_gradebook) == 1
    assert desk.comment("double") == hint
    assert desk.entered()["gradebook", "double"] == NOTHING


@needs_sandbox
def test_what_formgrader_has_counts_in_reports_and_extra_credit_is_on_top(desk):
    desk.formgrader("double", 1.0, comment="Almost.")
    desk.formgrader("quadruple", None, 0.5)
    desk.bring_together()
    desk.grade(quadruple=3.0)
    assert desk.scores() == ({"double": 1.0, "quadruple": 3.5},) * 2
    report = desk.store.report("lea", "01_tiny")
    assert report.score == 4.5
    assert [(one.points, one.extra, one.reason, one.comment) for one in report.adjustments] == [
        (1.0, None, "", "Almost."),
        (None, 0.5, "", ""),
    ]
    desk.formgrader("double", None, comment="")  # taken out again
    desk.formgrader("quadruple", None, None)
    assert len(desk.bring_together().to_journal) == 2
    assert desk.store.report("lea", "01_tiny").adjustments == []


@needs_sandbox
def test_a_comment_from_formgrader_leaves_points_and_their_reason_alone(desk):
    desk.adjust("double", 1.5)
    desk.grade()
    desk.formgrader("double", 1.5, comment="See page 3.")
    desk.bring_together()
    [one] = desk.store.report("lea", "01_tiny").adjustments
    assert (one.points, one.reason, one.comment) == (1.5, "shown in class", "See page 3.")


@needs_sandbox
def test_running_it_again_changes_nothing(desk):
    desk.adjust("double", 1.5)
    desk.formgrader("quadruple", 2.0, 0.5, "Nearly.")
    desk.bring_together()
    files = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    for again in (desk.bring_together(), desk.grade(), desk.bring_together(Place.JOURNAL)):
        assert (again.to_journal, again.to_gradebook, again.conflicts) == ([], [], [])
    names = {path.name for path, data in files.items() if path.read_bytes() != data}
    assert names <= {"gradebook.db", ".graded.jsonl"}
    with Gradebook(desk.address) as gradebook:
        assert not gradebook.find_submission("01_tiny", "lea").needs_manual_grade


@needs_sandbox
def test_a_gradebook_made_anew_takes_nothing_away(desk, first):
    desk.adjust("double", 1.5)
    desk.formgrader("quadruple", 2.0)
    desk.bring_together()
    before = desk.entered()
    (desk.folder / "gradebook.db").unlink()
    desk.grade()
    assert desk.entered() == before


@needs_sandbox
def test_a_conflict_says_both_values_and_when_each_was_entered(desk):
    desk.adjust("double", 1.0)
    desk.bring_together()
    desk.adjust("double", 1.5)
    desk.formgrader("double", 0.5, 0.25)
    before = desk.entered()
    for again in (desk.bring_together(), desk.grade()):
        [conflict] = again.conflicts
        assert desk.entered() == before
        assert conflict.entered == desk.store.journal.changed(desk.target("double"))
        assert conflict.agreed is not None
        [notice] = again.notices
        assert "lea, 01_tiny, double: 1.5 points by `adjust`, 20" in notice
        assert "but 0.5 points and 0.25 extra credit in the gradebook, entered after 20" in notice
    desk.bring_together(Place.GRADEBOOK)
    assert desk.entered()["journal", "double"] == Entered(0.5, 0.25)
    assert desk.bring_together().conflicts == []


@needs_sandbox
def test_what_the_gradebook_has_no_place_for_is_said(desk):
    desk.store.journal.add(Target("lea", "01_tiny"), points=4.0, reason="oral exam")
    [notice] = desk.grade().notices
    assert "for an assignment as a whole" in notice
    assert "lea (01_tiny)" in notice


# Every order


@needs_sandbox
@pytest.mark.parametrize("order", [*itertools.permutations(["adjust", "formgrader", "grade"])])
def test_each_order_keeps_what_both_have_entered(first, tmp_path, order):
    desk = copy_of(first, tmp_path)
    for step in order:
        if step == "adjust":
            desk.adjust("double", 1.5, "from adjust")
        elif step == "formgrader":
            desk.formgrader("quadruple", 2.0, 0.5, "from formgrader")
        else:
            desk.grade(double=2.0, quadruple=3.0)
    desk.bring_together()
    expected = {
        "double": Entered(1.5, None, "from adjust"),
        "quadruple": Entered(2.0, 0.5, "from formgrader"),
    }
    assert desk.entered() == {
        (place, name): one for place in ("journal", "gradebook") for name, one in expected.items()
    }
    assert desk.scores() == ({"double": 1.5, "quadruple": 2.5},) * 2


_POINTS = st.sampled_from([None, 0.0, 1.0, 2.0, 2.5])
_TEXTS = st.sampled_from(["", "one", "two"])
_NAMES = st.sampled_from(["double", "double", "quadruple"])
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("adjust"), _NAMES, _POINTS, _TEXTS).filter(lambda one: any(one[2:])),
        st.tuples(st.just("undo"), _NAMES),
        st.tuples(st.just("formgrader"), _NAMES, _POINTS, st.sampled_from([None, 0.5]), _TEXTS),
        st.tuples(st.just("grade"), st.sampled_from([0.0, 1.5])),
        st.tuples(st.just("together"), st.none()),
    ),
    min_size=2,
    max_size=7,
)


@needs_sandbox
@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a step takes too long to shrink
    suppress_health_check=[HealthCheck.too_slow],
)
@given(steps=_STEPS)
def test_nothing_that_people_entered_is_overwritten_unsaid(first, steps):
    with TemporaryDirectory() as folder:
        desk = copy_of(first, Path(folder))
        last = desk.entered()
        for kind, *values in [*steps, ("together", None), ("grade", 1.0)]:
            if kind == "adjust":
                desk.adjust(*values)
            elif kind == "undo":
                desk.undo(*values)
            elif kind == "formgrader":
                desk.formgrader(*values)
            else:
                before = desk.entered()
                done = desk.bring_together() if kind == "together" else desk.grade(double=values[0])
                now = desk.entered()
                for exercise, what in itertools.product(POINTS, ("points", "comment")):
                    check(exercise, what, last, before, now, done)
                if kind == "grade" and not done.conflicts:
                    ours, theirs = desk.scores()
                    assert ours == pytest.approx(theirs)
                last = now


def check(exercise, what, last, before, now, done) -> None:
    """What an exercise has in both places, after they were brought together."""

    def of(entered, place):
        one = entered[place, exercise]
        return one.comment if what == "comment" else (one.points, one.extra)

    places = ("journal", "gradebook")
    conflicts = [one for one in done.conflicts if (one.exercise, one.what) == (exercise, what)]
    for place in places:
        if of(before, place) != of(last, place):  # somebody has entered it since
            assert of(now, place) == of(before, place)
        assert of(now, place) in [of(before, other) for other in places]  # nothing is made up
    if of(now, "journal") == of(now, "gradebook"):
        assert conflicts == []
    else:
        [conflict] = conflicts
        assert [of(now, place) for place in places] == [of(before, place) for place in places]
        assert conflict.journal == now["journal", exercise]
        assert conflict.gradebook == now["gradebook", exercise]


# The command


@pytest.fixture(scope="module")
def root(tmp_path_factory, copy_of_released_course) -> Iterator[Path]:
    root = copy_of_released_course(tmp_path_factory.mktemp("command"))
    write(root, "lea", filled(root, RIGHT))
    write(root, "max", filled(root, {"double": SQUARES}))
    return root


@needs_sandbox
def test_the_command_brings_both_together_and_names_what_differs(root):
    grading = ("grade", "submitted", "--output", "out", "--gradebook", "sqlite:///gradebook.db")
    together = ("adjust", "--gradebook", "sqlite:///gradebook.db")
    said = autograder(root, *together, ok=False)
    assert "has filled no folder" in said or "There is no gradebook at" in said
    autograder(root, *grading)
    assert "Nothing to do" in autograder(root, *together)
    entry = ("--points", "1", "--reason", "shown")
    autograder(root, "adjust", "lea", "tiny", "double", *entry)
    autograder(root, "adjust", "max", "tiny", "quadruple", *entry)
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        gradebook.find_grade("check-double", "tiny", "01_tiny", "lea").manual_score = 1.5
        gradebook.find_grade("check-double", "tiny", "01_tiny", "max").manual_score = 2
        gradebook.db.commit()
    said = autograder(root, *together, ok=False)
    assert "To the journal: max, 01_tiny, double: 2 points instead of no points." in said
    assert "To the gradebook: max, 01_tiny, quadruple: 1 point instead of no points." in said
    assert "lea, 01_tiny, double: 1 point by `adjust`" in said
    assert "`autograder adjust lea 01_tiny double --gradebook sqlite:///gradebook.db" in said
    said = autograder(root, *grading)
    assert "but 1.5 points in the gradebook" in said
    told = json.loads(
        autograder(root, "adjust", "lea", "tiny", "double", *together[1:], "--prefer", "gradebook",
                   "--json")
    )  # fmt: skip
    assert told["conflicts"] == told["to_gradebook"] == told["notices"] == []
    assert told["to_journal"] == [
        {
            "student": "lea",
            "assignment": "01_tiny",
            "exercise": "double",
            "before": {"points": 1.0},
            "now": {"points": 1.5},
        }
    ]
    assert "(from the gradebook)" in autograder(root, "adjust", "--list", "lea")
    assert "Nothing to do" in autograder(root, *together)
    assert "lea,01_tiny,4.5" in (root / "out" / "summary.csv").read_text()
    assert "goes without an entry" in autograder(root, *together, "--undo", ok=False)
    assert "--prefer goes with" in autograder(root, "adjust", "--prefer", "journal", ok=False)
