"""How much of a result is told, and when: a limit a day, and what is held back until it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.course.config import Config, LateRules, WatchRules
from autograder.course.roster import Person, Roster
from autograder.grading.engine import Settings
from autograder.grading.keys import Keys
from autograder.limits import Limits
from autograder.reports.journal import Target
from autograder.reports.report import ExerciseReport, Report, TestReport
from autograder.reports.store import Store
from autograder.watching.journal import Entry, Journal
from autograder.watching.telling import Teller

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


class Desk:
    """A journal and who tells, on a clock of its own."""

    def __init__(
        self,
        tiny,
        folder: Path,
        watching: WatchRules,
        due: datetime | None = None,
        own_pages: bool = True,
        roster: Roster | None = None,
    ) -> None:
        self.now = NOON
        self.folder = folder
        self.store = Store(folder)
        self.store.prepare()
        self.journal = Journal(folder)
        roster = roster or Roster()
        rules = LateRules({"01_tiny": due} if due else {}, zone=UTC, roster=roster)
        self.teller = Teller(
            self.journal,
            self.store,
            Config(watching=watching, late=rules),
            rules,
            Keys(tiny, Settings(b"a secret", Limits())),
            own_pages=own_pages,
            clock=self.seconds,
        )

    def seconds(self) -> float:
        return self.now.timestamp()

    def hand_in(self, number: int, content: str = "", *, ran: bool = True) -> str:
        """Tell a result; give how much of it was shown."""
        test = TestReport("test_it", "It is doubled.", False, "The values are wrong.")
        exercise = ExerciseReport("double", 0.0, 2.0, "wrong", None, "Twice it is.", [test])
        layers = ["seccomp"] if ran else []
        report = Report(
            "01_tiny", "ada", 0.0, 5.0, [exercise], "f" * 64, "", layers, [], 0.1
        )  # fmt: skip
        moment = self.now.timestamp()
        entry = Entry(
            f"ada+{number}", "", content or f"sha {number}", "ada", "01_tiny", moment, moment,
            moment, f"key {number}", report, "key", "tiny.py", str(self.page(number)),
        )  # fmt: skip
        return self.teller.tell(self.journal.record(entry)).shown

    def page(self, number: int) -> Path:
        return self.folder / "pages" / f"{number}.html"

    def text(self, number: int) -> str:
        return self.page(number).read_text()

    def pass_time(self, **time: float) -> list[tuple[str, str]]:
        """What is shown when a while has passed: pages and how much is on them."""
        self.now += timedelta(**time)
        return [(Path(told.page).stem, told.shown) for told in self.teller.review_if_due()]


@pytest.fixture
def desk(tiny, tmp_path):
    desks: list[Desk] = []

    def make(*arguments, **options) -> Desk:
        desks.append(Desk(tiny, tmp_path / str(len(desks)), *arguments, **options))
        list(desks[-1].teller.review())
        return desks[-1]

    yield make
    for one in desks:
        one.journal.__exit__(None, None, None)


def test_without_limits_all_is_shown_at_once(desk):
    one = desk(WatchRules())
    assert [one.hand_in(number) for number in range(5)] == ["full"] * 5
    assert "Twice it is." in one.text(4)
    assert one.pass_time(days=2) == []
    assert one.teller.next_review is None


def test_so_many_a_day_and_the_last_of_the_others_on_the_next(desk):
    one = desk(WatchRules(per_day=2))
    assert [one.hand_in(number) for number in range(5)] == ["full", "full"] + ["waits"] * 3
    assert "2 results of an assignment a day" in one.text(4)
    assert "after 2026-11-04 00:00:00 UTC" in one.text(4)
    assert "Twice it is." not in one.text(4)
    assert (one.folder / "ada" / "01_tiny" / "report.json").is_file()  # staff see it at once

    assert one.pass_time(hours=11) == []
    assert one.pass_time(hours=2) == [("2", "replaced"), ("3", "replaced"), ("4", "full")]
    assert "Twice it is." in one.text(4)
    assert "You have handed in again since" in one.text(2)
    assert one.hand_in(5) == "full"  # the second of this day
    assert one.hand_in(6) == "waits"


def test_what_was_told_before_and_what_was_not_run_do_not_count(desk):
    one = desk(WatchRules(per_day=1))
    assert [one.hand_in(number, ran=False) for number in range(3)] == ["full"] * 3
    assert one.hand_in(3, "the same") == "full"
    assert one.hand_in(4) == "waits"


@pytest.mark.parametrize(
    ("before_due", "shown", "seen", "not_seen"),
    [
        ("titles", "titles", "It is doubled.", "Twice it is."),
        ("score", "score", "of 5 points", "It is doubled."),
        ("nothing", "waits", "after the due date", "of 5 points"),
    ],
)
def test_before_it_is_due_less_is_shown(desk, before_due, shown, seen, not_seen):
    one = desk(WatchRules(before_due=before_due), due=NOON + timedelta(hours=3))
    assert one.hand_in(1) == shown
    assert seen in one.text(1)
    assert not_seen not in one.text(1)
    assert "2026-11-03 15:00:00 UTC" in one.text(1)
    assert one.pass_time(hours=2) == []
    assert one.pass_time(hours=2) == [("1", "full")]
    assert "Twice it is." in one.text(1)
    assert one.hand_in(2) == "full"


def test_who_has_more_time_is_shown_less_for_longer(desk):
    roster = Roster.of([Person("ada", extra_days=1.0), Person("ben")])
    due = NOON + timedelta(hours=3)
    one = desk(WatchRules(before_due="nothing"), due=due, roster=roster)
    assert one.hand_in(1) == "waits"
    assert "2026-11-04 15:00:00 UTC" in one.text(1)
    assert one.pass_time(hours=4) == []  # due for the others
    assert one.pass_time(hours=24) == [("1", "full")]


def test_points_by_hand_are_on_the_page_and_not_in_the_report(desk):
    one = desk(WatchRules())
    one.store.journal.add(Target("ada", "01_tiny", "double"), points=1.5, reason="shown in class")
    one.hand_in(1)
    assert "1.5 of 5 points" in one.text(1)
    assert "Reason: shown in class." in one.text(1)
    assert b"shown in class" not in one.store.path("ada", "01_tiny").read_bytes()


def test_of_one_page_for_all_hand_ins_the_last_is_on_it(desk):
    one = desk(WatchRules(), own_pages=False)
    assert one.hand_in(1) == "full"
    one.now -= timedelta(hours=1)
    assert one.hand_in(2) == "replaced"  # an older one, graded later
    assert not one.page(2).exists()


def test_a_course_that_shows_more_than_before_shows_it_of_older_results(desk):
    one = desk(WatchRules())
    one.teller._config = replace(one.teller._config, feedback="score")
    assert one.hand_in(1) == "score"
    one.teller._config = replace(one.teller._config, feedback="full")
    assert [told.shown for told in one.teller.review()] == ["full"]
    assert list(one.teller.review()) == []
