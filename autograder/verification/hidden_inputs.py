"""Whether hidden tests draw their inputs from the secret: if not, all students get the same ones.

A student who knows a test's inputs can answer with a table. So each test takes `rng`, and the calls
that it makes differ between secrets. Exercises without parameters are exempt, and so are tests that
are marked `fixed_inputs` with a reason.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from typing import Any

from autograder.course.findings import Finding
from autograder.course.model import Assignment, CourseError
from autograder.grading.calls import Recorded
from autograder.keras_models.importing import import_keras
from autograder.testing.collecting import Grader, Test, collect, generator
from autograder.verification.mutants.in_process import InProcessStudent

#: More than two, since a whole number that is drawn may be the same under two of them.
_SECRETS = ("one", "two", "three", "four")


def check_hidden_inputs(assignment: Assignment) -> list[Finding]:
    """Find the tests of an assignment whose inputs are the same under every secret.

    They are run with the model answers in a process of their own, each no further than to its
    first call that differs.
    """
    try:
        grader = collect([assignment])[assignment.name]
        source = assignment.model_answers.read_text(encoding="utf-8")
    except (CourseError, OSError):
        return []  # the course checks say what is missing
    with ProcessPoolExecutor(
        max_workers=1,
        mp_context=multiprocessing.get_context("fork"),  # tests are closures, not to be pickled
        initializer=_inherit,
        initargs=(grader, source),
    ) as pool:
        return pool.submit(_find).result()


_inherited: tuple[Grader, str] | None = None


def _inherit(grader: Grader, source: str) -> None:
    """Keep in the process what it inherits."""
    global _inherited  # noqa: PLW0603 - how a process of a pool keeps what it inherits
    _inherited = grader, source


def _find() -> list[Finding]:
    """The findings of all exercises that take something."""
    assert _inherited is not None
    grader, source = _inherited
    if any(exercise.keras for exercise in grader.assignment.exercises):
        import_keras()  # quietly, before the answers do
    answers: dict[str, Any] = {"__name__": "answers"}
    exec(compile(source, "<model answers>", "exec", dont_inherit=True), answers)
    findings: list[Finding] = []
    for exercise in grader.assignment.exercises:
        if exercise.parameters == "()":
            continue
        for message in _of_exercise(grader.tests[exercise.name], answers):
            findings.append(Finding(grader.assignment.name, exercise.name, message))
    return findings


def _of_exercise(tests: Sequence[Test], answers: dict[str, Any]) -> Iterator[str]:
    for test in tests:
        if test.fixed_inputs is not None:
            continue
        if "rng" not in test.takes:
            yield (
                f"has {test.name}, whose inputs are the same for everybody: draw them from rng, or "
                "mark it fixed_inputs with the reason"
            )
        elif not _draws(test, answers):
            yield (
                f"has {test.name}, which takes rng but makes the same calls under every secret: "
                "an argument must depend on what it draws"
            )


def _draws(test: Test, answers: dict[str, Any]) -> bool:
    """Whether a call of a test differs between secrets."""
    for number in count():
        first, *others = (_call(test, secret, answers, number) for secret in _SECRETS)
        if any(other != first for other in others):
            return True
        if first is None:
            return False
    raise AssertionError


def _call(test: Test, secret: str, answers: dict[str, Any], number: int) -> bytes | None:
    """The packed arguments of a test's call of this number; None where it makes fewer."""
    if "keras" in sys.modules:  # the initial weights of a model are not drawn from `rng`
        import_keras().utils.set_random_seed(0)
    student = _Student(answers, number)
    try:
        test.run(student=student, rng=generator(secret, test))
    except _ReachedError:
        return student.recorded[-1].arguments
    except Exception:  # a model answer that fails a test is found when it is graded
        return None
    return None


class _ReachedError(BaseException):
    """Ends a test at the call that is asked for; no test catches it."""


class _Student(InProcessStudent):
    """Answers the first calls of a test by the model answers, and ends the test at the next."""

    trainer = None
    judged = None

    def __init__(self, answers: dict[str, Any], number: int) -> None:
        super().__init__(answers)
        self._left = number

    def record(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], *, frozen: bool
    ) -> Recorded:
        """Keep a call; end the test if it is the one that is asked for."""
        call = super().record(name, args, kwargs, frozen=frozen)
        if self._left == 0:
            raise _ReachedError
        self._left -= 1
        return call
