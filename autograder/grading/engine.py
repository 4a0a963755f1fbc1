"""The engine: everything warm that grades one submission after another in this process."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.course.bank import Entry
from autograder.course.config import Config
from autograder.course.model import Assignment, Course
from autograder.course.secret import load_secret
from autograder.grading.confined.grader import ConfinedGrader
from autograder.grading.cores import CorePinning
from autograder.grading.counterexamples import Counterexamples
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.failing_calls import FailingCall
from autograder.grading.grade import failed, grade_submission, unreadable
from autograder.grading.resemblance import Resemblance
from autograder.limits import Limits
from autograder.reports.report import Report
from autograder.sandbox.errors import SandboxError
from autograder.sandbox.host import Host
from autograder.sandbox.profiles import NUMERIC, Profile
from autograder.submissions.reading import read_code
from autograder.submissions.submission import Submission, UnreadableError
from autograder.testing.collecting import Grader, collect
from autograder.text import printable
from autograder.training.protocols import Scale
from autograder.training.store import TrainingStore, store_path


@dataclass(frozen=True)
class Settings:
    """How to grade, the same for all submissions of a run."""

    secret: bytes
    limits: Limits
    sandboxed: bool = True
    bank: tuple[Entry, ...] | None = None  # entries that diagnosis uses; None: the course's own
    counterexamples: int = 0  # of how many wrong answers of a submission a public example is shown
    scale: Scale = "quick"  # of the protocol by which the grader trains models
    trainings: Path | None = None  # where trainings are kept; None: nowhere

    @classmethod
    def of_course(
        cls, course: Course, config: Config, *, sandboxed: bool = True, scale: Scale = "quick"
    ) -> Self:
        """The settings by which a course grades, with its secret."""
        return cls(
            load_secret(course.root),
            config.limits,
            sandboxed=sandboxed,
            counterexamples=config.counterexamples,
            scale=scale,
            trainings=store_path(course.root),
        )


class Engine:
    """Graders collected, diagnosis read, and worker hosts started when first needed."""

    def __init__(
        self, graders: dict[str, Grader], settings: Settings, core: int | None = None
    ) -> None:
        self.graders = graders
        self._settings = settings
        self.trainings = TrainingStore(settings.trainings)
        self._pinning = CorePinning(core)
        self._hosts: dict[str, Host] = {}
        self._confined: ConfinedGrader | None = None
        self._diagnoses: dict[str, Diagnosis] = {}
        self._counterexamples: dict[str, Counterexamples] = {}
        self._resemblances: dict[str, Resemblance] = {}

    @classmethod
    def of(
        cls, assignments: Sequence[Assignment], settings: Settings, host: Host | None = None
    ) -> Engine:
        """An engine for some assignments; the first host starts while graders are collected."""
        engine = cls({}, settings)
        if host is not None:
            engine.adopt(host)
        if assignments:
            engine.host(NUMERIC)
            try:
                engine.graders = collect(assignments)
            except BaseException:
                engine.close()
                raise
        return engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the hosts."""
        while self._hosts:
            self._hosts.popitem()[1].close()
        if self._confined is not None:
            self._confined.close()
            self._confined = None

    def grade(self, submission: Submission) -> Report:
        """Grade a submission; a host that breaks is replaced once."""
        grader = self.graders.get(submission.assignment)
        if grader is None:
            return unreadable(submission, None, self._why_not(submission))
        try:
            return self._grade(submission, grader)
        except SandboxError:
            self.close()
            return self._grade(submission, grader)
        except Exception as error:  # one submission must not end the grading of the others
            # Where it failed; the error's text may hold whatever the student's code sent.
            frame = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__} in {frame.filename}, line {frame.lineno}"
            print(f"autograder: {printable(submission.student, 60)}: {what}", file=sys.stderr)
            return failed(submission, grader.assignment)

    def explain(self, submission: Submission, seed: str) -> tuple[Report, list[FailingCall]]:
        """Grade a submission by a seed, and give the failing calls of hidden tests: for staff.

        Raises SandboxError for a host that breaks.
        """
        failing: list[FailingCall] = []
        report = self._grade(submission, self.graders[submission.assignment], failing, seed)
        return report, failing

    def host(self, profile: Profile) -> Host:
        """The warm host of a profile; it and this process keep to their core, if they have one."""
        self._pinning.set(pinned=profile is NUMERIC)
        host = self._hosts.get(profile.name)
        if host is None:
            host = start_host(profile, self._settings)
            self._hosts[profile.name] = host
        return host

    def confined(self) -> ConfinedGrader:
        """What grades exercises with Keras, in a child without authority."""
        if self._confined is None:
            settings = self._settings
            assignments = [grader.assignment for grader in self.graders.values()]
            self._confined = ConfinedGrader(
                [one for one in assignments if any(e.keras for e in one.exercises)] or assignments,
                settings.limits,
                settings.scale,
                settings.bank,
                sandboxed=settings.sandboxed,
                store=self.trainings,
            )
        return self._confined

    def adopt(self, host: Host) -> None:
        """Take a host that was started elsewhere for its profile."""
        self._hosts[host.profile.name] = host

    def _why_not(self, submission: Submission) -> str:
        """Why a submission without a grader cannot be graded."""
        try:
            read_code(submission, self._settings.limits)
        except UnreadableError as reason:
            return str(reason)
        name = printable(submission.filename, 100)
        return f"{name} belongs to no assignment of this course: none of its functions is known."

    def _grade(
        self,
        submission: Submission,
        grader: Grader,
        failing: list[FailingCall] | None = None,
        seed: str = "",
    ) -> Report:
        return grade_submission(
            submission,
            grader,
            self.host,
            secret=self._settings.secret,
            limits=self._settings.limits,
            diagnosis=self._diagnosis(grader.assignment),
            counterexamples=self._counterexamples_of(grader.assignment),
            resemblance=self._resemblance_of(grader.assignment),
            confined=self.confined,
            failing=failing,
            seed=seed,
        )

    def _diagnosis(self, assignment: Assignment) -> Diagnosis:
        diagnosis = self._diagnoses.get(assignment.name)
        if diagnosis is None:
            bank = self._settings.bank
            diagnosis = Diagnosis.of(assignment) if bank is None else Diagnosis(assignment, bank)
            self._diagnoses[assignment.name] = diagnosis
        return diagnosis

    def _resemblance_of(self, assignment: Assignment) -> Resemblance:
        found = self._resemblances.get(assignment.name)
        if found is None:
            found = self._resemblances[assignment.name] = Resemblance(self._diagnosis(assignment))
        return found

    def _counterexamples_of(self, assignment: Assignment) -> Counterexamples | None:
        if not self._settings.counterexamples:
            return None
        found = self._counterexamples.get(assignment.name)
        if found is None:
            right, most = self._diagnosis(assignment).right, self._settings.counterexamples
            found = Counterexamples(assignment, right, most)
            self._counterexamples[assignment.name] = found
        return found


def start_host(profile: Profile, settings: Settings) -> Host:
    """Start the worker host of a profile."""
    return Host(profile, limits=settings.limits, sandboxed=settings.sandboxed)


def assignments_of(course: Course, names: Iterable[str]) -> list[Assignment]:
    """The assignments among `names` that the course has, in its order."""
    wanted = set(names)
    return [assignment for assignment in course.assignments if assignment.name in wanted]
