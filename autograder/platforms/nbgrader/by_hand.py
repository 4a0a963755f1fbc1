"""What people entered by `adjust` and what they entered in formgrader, brought together.

Manual scores, extra credit and manual comments of a gradebook stand for the points and comments of
the journal beside the reports, and the other way round. A reason, which nbgrader has no place for,
goes before the autograder's comment.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

import msgspec

from autograder.course.release import check_cell_id
from autograder.platforms.nbgrader.agreed import Agreed, AgreedFile
from autograder.platforms.nbgrader.merging import Entered, Merged, Place, What, merge
from autograder.reports.journal import Journal, Standing, Target
from autograder.reports.lateness import moment
from autograder.reports.report import Report
from autograder.reports.store import Store
from autograder.submissions.found import notice_on

_BY_HAND = "By hand: "  # begins a reason in the autograder's comment


class Change(msgspec.Struct, frozen=True):
    """What one place took over from the other."""

    student: str
    assignment: str
    exercise: str
    before: Entered
    now: Entered

    @classmethod
    def of(cls, target: Target, before: Entered, now: Entered) -> Self:
        """A change of what was entered for a target."""
        return cls(target.student, target.assignment, target.exercise, before, now)


class Conflict(msgspec.Struct, frozen=True):
    """What was entered differently in both places since they last agreed."""

    student: str
    assignment: str
    exercise: str
    what: What
    journal: Entered
    gradebook: Entered
    entered: datetime | None  # in the journal
    agreed: datetime | None  # when both last agreed; the gradebook keeps no times

    def in_words(self) -> str:
        """Both values, when each was entered, and how to decide."""
        since = f"after {moment(self.agreed)}, when both agreed" if self.agreed else "at some time"
        ours = f", {moment(self.entered)}" if self.entered else ""
        target = ", ".join((self.student, self.assignment, self.exercise))
        return (
            f"{target}: {self.journal.in_words(self.what)} by `adjust`{ours}, but "
            f"{self.gradebook.in_words(self.what)} in the gradebook, entered {since}. Both were "
            "left as they are."
        )


@dataclass(frozen=True)
class Row:
    """Where a gradebook keeps what is entered for an exercise (`api.Grade`, `api.Comment`)."""

    grade: Any
    comment: Any

    @property
    def entered(self) -> Entered:
        """What a person has entered."""
        text = (self.comment.manual_comment or "").strip() if self.comment is not None else ""
        return Entered(self.grade.manual_score, self.grade.extra_credit or None, text)

    def enter(self, entered: Entered) -> None:
        """Enter it in a person's place."""
        grade = self.grade
        if (grade.manual_score, grade.extra_credit or None) != (entered.points, entered.extra):
            grade.manual_score, grade.extra_credit = entered.points, entered.extra
            grade.needs_manual_grade = grade.manual_score is None and grade.auto_score is None
        if self.comment is not None and entered.comment != self.entered.comment:
            self.comment.manual_comment = entered.comment or None

    def give_reason(self, reason: str) -> None:
        """Put the reason for points before the autograder's comment, in place of an earlier one."""
        if self.comment is None:
            return
        automatic = self.comment.auto_comment or ""
        if automatic.startswith(_BY_HAND):
            automatic = automatic.partition("\n\n")[2]
        given = f"{_BY_HAND}{' '.join(reason.split())}" if reason else ""
        text = "\n\n".join(filter(None, (given, automatic))) or None
        if text != (self.comment.auto_comment or None):
            self.comment.auto_comment = text


@dataclass
class _Exercise:
    """An exercise of a submission, merged and not yet kept."""

    target: Target
    row: Row
    standing: Standing
    ours: Entered
    theirs: Entered
    agreed: Agreed | None  # before
    merged: Merged
    row_id: str


@dataclass
class ByHand:
    """Brings together what was entered in the journal of a folder of reports and in a gradebook."""

    store: Store
    prefer: Place | None = None
    to_journal: list[Change] = field(default_factory=list)
    to_gradebook: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    _refused: dict[str, None] = field(default_factory=dict)  # in order
    _waiting: list[_Exercise] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.agreed = AgreedFile(self.store.folder)

    @property
    def journal(self) -> Journal:
        """Where `adjust` enters."""
        return self.store.journal

    @property
    def notices(self) -> list[str]:
        """What could not be made one, as sentences for staff."""
        wholes = [
            f"{target.student} ({target.assignment})"
            for target in sorted(self.journal.targets())
            if not target.exercise
        ]
        return [
            *(conflict.in_words() for conflict in self.conflicts),
            *notice_on(
                "The gradebook has no place for what is entered for an assignment as a whole, so "
                "only reports, pages and exports have it",
                wholes,
            ),
            *notice_on(
                "Entered in the gradebook and not taken over, because it is less than 0",
                [*self._refused],
            ),
        ]

    def merge(self, report: Report, submitted: Any, only: str | None = None) -> bool:
        """Enter in the gradebook what it lacks; what the journal lacks waits for `keep`.

        `report` has the names that the journal uses, `submitted` is the gradebook's
        `api.SubmittedNotebook`, `only` the single exercise that matters. Whoever calls holds the
        journal's lock. Gives whether something was entered in the gradebook.
        """
        self._waiting = []
        standing = self.journal.standing(report.student, report.assignment)
        rows = _rows(submitted)
        changed = False
        for exercise in report.exercises:
            row = rows.get(exercise.name)
            if row is None or only not in (None, exercise.name):
                continue
            target = Target(report.student, report.assignment, exercise.name)
            changed |= self._merge(
                target, row, standing.get(exercise.name, Standing()), exercise.max_score
            )
        return changed

    def _merge(self, target: Target, row: Row, standing: Standing, most: float) -> bool:
        entered = row.entered
        if not _is_valid(entered):
            self._refused[", ".join(msgspec.structs.astuple(target))] = None
            return False
        ours = Entered(standing.points, standing.extra, standing.comment).normal(most)
        theirs = entered.normal(most)
        agreed = self.agreed.of(row.grade.id)
        merged = merge(ours, theirs, agreed.entered if agreed else Entered(), self.prefer)
        self._waiting.append(
            _Exercise(target, row, standing, ours, theirs, agreed, merged, row.grade.id)
        )
        if merged.gradebook != theirs:
            row.enter(merged.gradebook)
        same = (merged.gradebook.points, merged.gradebook.extra) == (ours.points, ours.extra)
        row.give_reason(standing.reason if same else "")
        return merged.gradebook != theirs

    def keep(self) -> None:
        """Write what the journal lacks, and what is agreed on: the gradebook has what it lacked."""
        for one in self._waiting:
            merged = one.merged
            if merged.journal != one.ours:
                now = merged.journal
                kept = now.points is not None and now.points == one.ours.points
                self.journal.write(
                    one.target,
                    points=now.points,
                    extra=now.extra,
                    reason=one.standing.reason if kept else "",
                    comment=now.comment,
                    gradebook=True,
                )
                self.to_journal.append(Change.of(one.target, one.ours, now))
            if merged.gradebook != one.theirs:
                self.to_gradebook.append(Change.of(one.target, one.theirs, merged.gradebook))
            before = one.agreed.entered if one.agreed else Entered()
            if merged.agreed != before:
                self.agreed.add(
                    Agreed(
                        one.row_id,
                        datetime.now(UTC).replace(microsecond=0),
                        merged.agreed,
                        one.target.student,
                        one.target.assignment,
                    )
                )
            for what in merged.conflicts:
                self.conflicts.append(
                    Conflict(
                        one.target.student,
                        one.target.assignment,
                        one.target.exercise,
                        what,
                        merged.journal,
                        merged.gradebook,
                        self.journal.changed(one.target),
                        one.agreed.time if one.agreed else None,
                    )
                )
        self._waiting = []


def _rows(submitted: Any) -> dict[str, Row]:
    """The gradebook's rows of a submission, by exercise."""
    names = {cell.id: cell.name for cell in submitted.notebook._base_cells}
    comments = {names[comment.cell_id]: comment for comment in submitted.comments}
    grades = {names[grade.cell_id]: grade for grade in submitted.grades}
    exercises = {check_cell_id(name): name for name in comments}
    return {
        exercises.get(name, name): Row(grade, comments.get(exercises.get(name, name)))
        for name, grade in grades.items()
    }


def _is_valid(entered: Entered) -> bool:
    return all(
        one is None or (math.isfinite(one) and one >= 0) for one in (entered.points, entered.extra)
    )
