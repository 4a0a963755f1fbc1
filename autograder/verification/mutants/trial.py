"""Putting a changed answer on trial: the tests of its exercise, run on it in this process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.course.model import Assignment, CourseError
from autograder.grading.calls import Recorded
from autograder.testing.collecting import Grader, Test, collect, generator
from autograder.verification.mutants import time_limit
from autograder.verification.mutants.in_process import InProcessStudent

#: A mutant is caught when it fails under each of these seeds, as a submission has only one.
GRADING_SEEDS = ("mutants", "mutants again")


@dataclass(frozen=True)
class Trial:
    """An assignment's model answers, and the tests that judge what is put in their place."""

    grader: Grader
    source: str  # the model answers

    @classmethod
    def of(cls, assignment: Assignment) -> Trial:
        """The trial of an assignment's mutants, by its hidden tests."""
        source = assignment.model_answers.read_text(encoding="utf-8")
        return cls(collect([assignment])[assignment.name], source)

    @property
    def assignment(self) -> Assignment:
        """What the tests belong to."""
        return self.grader.assignment

    def module(self, definition: str | None = None) -> dict[str, Any]:
        """The model answers, freshly executed, with another definition of one function."""
        module: dict[str, Any] = {"__name__": "mutants"}
        exec(compile(self.source, "<model answers>", "exec", dont_inherit=True), module)
        if definition is not None:
            exec(compile(definition, "<mutant>", "exec", dont_inherit=True), module)
        return module

    def fails(self, exercise: str, definition: str, seed: str) -> bool:
        """Whether a test of the exercise fails for a definition of its function."""
        student = InProcessStudent(self.module(definition))
        return any(
            _failure(test, student, seed) is not None for test in self.grader.tests[exercise]
        )

    def refuse_wrong_model(self, exercise: str) -> None:
        """A model answer that fails a test would make every mutant look caught."""
        for seed in GRADING_SEEDS:
            student = InProcessStudent(self.module())
            for test in self.grader.tests[exercise]:
                failure = _failure(test, student, seed)
                if failure is not None:
                    raise CourseError(
                        f"{self.assignment.model_answers}: {exercise}: the model answer "
                        f"fails {test.name} ({failure}); its mutants cannot be judged."
                    )

    def recorded(self, exercise: str, seeds: int) -> Sequence[Recorded]:
        """The calls that the exercise's tests make under many seeds, until none is new."""
        module = self.module()
        calls: dict[tuple[bytes, bool], Recorded] = {}
        for number in range(seeds):
            before = len(calls)
            student = InProcessStudent(module)
            for test in self.grader.tests[exercise]:
                _failure(test, student, f"sample {number}")
            for call in student.recorded:
                if call.function == exercise:
                    calls.setdefault((call.arguments, call.frozen), call)
            if len(calls) == before:
                break
        return list(calls.values())


def _failure(test: Test, student: InProcessStudent, seed: str) -> str | None:
    """Why a test fails; None when it passes."""
    fixtures: dict[str, object] = {"student": student}
    if "rng" in test.takes:
        fixtures["rng"] = generator(seed, test)
    try:
        with time_limit.limited():
            test.run(**fixtures)
    except time_limit.TooSlowError:
        return "too slow"
    except Exception as error:  # whatever it is, the test has not passed
        return f"{type(error).__name__}: {error}"
    return None
