"""Reports: what grading a submission yields, and the JSON that holds it."""

from __future__ import annotations

import inspect
import json
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec.structs import replace

from autograder.course.config import Feedback, LatePolicy
from autograder.course.roster import Person
from autograder.submissions.platform_names import Source

#: The form of report.json. Version 1 had no `version`, versions before 3 neither `example` nor
#: `unexplained`, versions before 4 no `judged`.
VERSION = 4

Outcome = Literal["not attempted", "raised an error", "wrong", "right"]


class TestReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The verdict of one hidden test: passed, refuted, or not judged."""

    __test__ = False  # no test class of pytest's
    name: str
    title: str  # what a student reads: a statement about the function
    passed: bool
    message: str | None  # what kind of failure it was
    judged: bool = True  # whether it could be: an aspect of wrong values says nothing

    @property
    def refuted(self) -> bool:
        """Whether the answer has shown that the title is not true of it."""
        return self.judged and not self.passed


class TrainingReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What training a student's model came to: for the verdict, and for the pictures of it."""

    protocol: str  # "quick" or "full"
    samples: int
    batch_size: int
    epochs: int
    bars: dict[str, float]  # by measure, what must be reached
    runs: list[dict[str, float]]  # each training's measures; three where one was not decisive
    curve: str  # the metric of the learning curve
    values: list[float]  # the first training's learning curve, epoch by epoch
    low: list[float]  # right answers' curves lie between these
    high: list[float]
    confusion: list[list[int]] | None = None  # classes: rows true, columns predicted
    predicted: list[int] | None = None  # the classes of some test images, of the first as a rule
    roc: list[tuple[float, float]] | None = None  # (false positive rate, true positive rate)
    data: str = ""  # what was trained on; older reports do not say it
    shown: list[int] | None = None  # which test images `predicted` is about; None: the first ones
    #: (truth, forecast) of the first steps of the test data
    forecast: list[tuple[float, float]] | None = None
    #: test texts that were misread, each with whether it approves
    misread: list[tuple[str, bool]] | None = None


class Curve(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer over its first argument, beside the right one; a public call like the others."""

    x: tuple[float, ...]
    returned: tuple[float | None, ...]  # None: not a finite number
    expected: tuple[float, ...]


class Counterexample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A public example on which an answer differs from the model answer, as Python text."""

    call: str
    returned: str  # or how the call ended
    expected: str
    definitions: str = ""  # of the functions among the arguments
    curve: Curve | msgspec.UnsetType = msgspec.UNSET  # where one shows more than a call


class ExerciseReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The outcome and score of one exercise."""

    name: str
    score: float
    max_score: float
    outcome: Outcome
    misconception: str | None  # the bank's entry that behaves alike
    hint: str | None
    tests: list[TestReport]
    training: TrainingReport | msgspec.UnsetType = msgspec.UNSET  # where the grader trained
    example: Counterexample | msgspec.UnsetType = msgspec.UNSET  # where a public one shows it


class Unexplained(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For staff alone: a wrong answer that is like no entry of the bank.

    `returned` has the public calls that gave a value of the right kind: a digest of the arguments,
    and one of the value, empty where it was right. Answers with one mistake have most of them in
    common. The texts are the student's, cut at a length, and were never run by who reads them.
    """

    exercise: str
    returned: dict[str, str]
    function: str  # its definition; empty where that is not a plain `def`
    needs: list[str]  # imports, helpers and constants of the notebook that it mentions


class Lateness(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whether a submission was late, and what it loses by that."""

    due: Annotated[datetime, msgspec.Meta(tz=True)]
    policy: LatePolicy
    days: int  # begun after the due date; 0: in time, or the time of submission is not known
    score_before: float  # the exercises' points
    penalty: float  # what is taken off them


class Adjustment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a person has entered by hand: points in place of the grader's, or a comment."""

    exercise: str = ""  # empty: it is about the assignment as a whole
    automatic: float = 0.0  # the score without it
    points: float | None = None  # in place of the automatic score
    reason: str = ""  # for the points
    comment: str = ""
    extra: float | None = None  # extra credit from nbgrader's gradebook, on top of either

    @property
    def changes_score(self) -> bool:
        """Whether a person has entered points: it is not a comment alone."""
        return self.points is not None or bool(self.extra)


class Report(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="version",
    tag=VERSION,
):
    """What grading one submission yields; `report.json` holds exactly this, and its version."""

    assignment: str
    student: str
    score: float
    max_score: float
    exercises: list[ExerciseReport]
    submission_sha256: str
    seed: str  # of the hidden inputs; for staff only
    sandbox: list[str]  # the layers in force, empty when nothing was run
    warnings: list[str]
    seconds: float
    source: Source | None = None  # where the submission came from, if its name says so
    lateness: Lateness | None = None  # for an assignment with a due date; `score` is less it
    unexplained: list[Unexplained] = []  # for staff only
    title: str = ""  # the assignment's, as people read it
    #: What people have entered, applied to the scores; never in report.json, which a regrade
    #: writes anew
    adjustments: list[Adjustment] = []
    person: Person | None = None  # the student's row of the roster; never in report.json

    @property
    def heading(self) -> str:
        """What people read for the assignment."""
        return self.title or self.assignment

    @property
    def right(self) -> int:
        """How many exercises are right."""
        return sum(exercise.outcome == "right" for exercise in self.exercises)

    def adjustment(self, exercise: str = "") -> Adjustment | None:
        """What was entered by hand for an exercise, or for the assignment as a whole."""
        return next((one for one in self.adjustments if one.exercise == exercise), None)

    @property
    def is_scored_by_hand(self) -> bool:
        """Whether a person has entered points."""
        return any(one.changes_score for one in self.adjustments)

    @property
    def full_name(self) -> str:
        """The student's name by the roster, else as the submission's file gave it."""
        return (self.person.name if self.person else "") or self.student

    def names_on(self, platform: str) -> list[str]:
        """By what a platform may know the student, the surest first."""
        person = self.person
        names = [person.platform_ids.get(platform, "") if person else ""]
        names.append((self.source.id if self.source else None) or "")
        names += [person.id, person.name] if person else []
        return [name for name in (*names, self.student) if name]

    @property
    def is_late(self) -> bool:
        """Whether it came too late, by the course's due date or as the platform says."""
        return bool(self.source and self.source.late) or bool(self.lateness and self.lateness.days)

    @property
    def submitted(self) -> datetime | None:
        """When it was handed in, if that is known."""
        return self.source.submitted if self.source else None


class NewerReportError(msgspec.ValidationError):
    """A report that a newer program wrote."""


class _Version(msgspec.Struct):
    """What is common to the reports of all versions."""

    version: int | None = None


_decode = msgspec.json.Decoder(Report).decode
_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(Report).decode


def encode(report: Report) -> bytes:
    """The report as readable JSON."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def decode(data: bytes) -> Report:
    """A report from its JSON, of this version or an older one.

    Raises NewerReportError for a newer one and msgspec.DecodeError for anything else.
    """
    try:
        return _decode(data)
    except msgspec.ValidationError:
        version = _version_of(data)
        if version is not None and 0 < version < VERSION:
            plain = msgspec.json.decode(data)
            del plain["version"]
            return msgspec.convert(plain, Report)
        if version is not None and version > VERSION:
            raise NewerReportError(
                f"It is a report of version {version}, and this program reads versions up to "
                f"{VERSION}: install a newer keras-autograder"
            ) from None
        raise


def _version_of(data: bytes) -> int | None:
    try:
        return msgspec.json.decode(data, type=_Version).version
    except msgspec.ValidationError:
        return None


def pack(report: Report) -> bytes:
    """The report as another process of this program takes it; pickle would take far longer."""
    return _pack(report)


def unpack(data: bytes) -> Report:
    """A report that `pack` has packed."""
    return _unpack(data)


def schema() -> str:
    """The JSON schema of report.json, generated from the structs."""
    made = msgspec.json.schema(Report)
    for definition in made["$defs"].values():
        if "description" in definition:  # msgspec before 0.23 leaves docstrings indented
            definition["description"] = inspect.cleandoc(definition["description"])
    return json.dumps(made, indent=2, sort_keys=True) + "\n"


def for_student(report: Report, feedback: Feedback) -> Report:
    """What of a report its student may see: nothing for staff, and no more than `feedback` says.

    "full" keeps everything else, "titles" drops messages, mistakes and hints, "score" drops the
    tests as well.
    """
    exercises = report.exercises
    if feedback != "full":
        exercises = [
            replace(
                exercise,
                misconception=None,
                hint=None,
                training=msgspec.UNSET,
                example=msgspec.UNSET,
                tests=[
                    replace(test, message=None) for test in exercise.tests if feedback == "titles"
                ],
            )
            for exercise in exercises
        ]
    return replace(without_code(report), exercises=exercises, seed="", sandbox=[])


def without_code(report: Report) -> Report:
    """The report without what it holds of the submission's code, which is for staff alone."""
    return replace(report, unexplained=[])


def as_plain(report: Report) -> dict[str, Any]:
    """The report in plain dictionaries and lists."""
    plain: dict[str, Any] = msgspec.to_builtins(report)
    return plain
