"""Running the hidden tests of a submission: one after the other, or interleaved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple
from warnings import catch_warnings

from autograder.course.model import Exercise
from autograder.grading.calls import CHANGED, Recorded, StudentError
from autograder.grading.interleaving import InterleavedStudent, run_interleaved
from autograder.grading.session import Session
from autograder.keras_models.importing import import_keras
from autograder.reports.report import TrainingReport
from autograder.sandbox.errors import SandboxError
from autograder.testing.collecting import Grader, Test, generator
from autograder.testing.expectations import AspectFailedError, ExpectationFailedError
from autograder.training.measures import TrainingError
from autograder.training.trainer import Judgement


@dataclass(frozen=True)
class Verdict:
    """What one test's run came to."""

    message: str | None  # None: passed
    place: str = ""  # where the student's code raised an error, as the end of the message
    not_attempted: bool = False
    raised: bool = False
    refutes_aspect: bool = False  # it is what holds beside the values that does not


#: Of a test that has not come to its end, for whatever reason.
NO_VERDICT = Verdict("The test left no verdict.")


class ExerciseRun(NamedTuple):
    """What the tests of one exercise came to; one without an entry has left no verdict."""

    verdicts: dict[str, Verdict]
    recorded: list[Recorded]  # in the order of the calls: an answer may keep state
    calls: dict[str, list[Recorded]]  # the same by test
    training: TrainingReport | None = None


class _TestCalls(list[Recorded]):
    """The calls of one test; those of its exercise are kept in their order, too."""

    def __init__(self, of_exercise: list[Recorded]) -> None:
        super().__init__()
        self._of_exercise = of_exercise

    def append(self, call: Recorded) -> None:
        """Keep a call."""
        super().append(call)
        self._of_exercise.append(call)


def run_in_sequence(
    exercises: Sequence[Exercise], grader: Grader, session: Session, seed: str
) -> Iterator[tuple[Exercise, ExerciseRun]]:
    """Run the tests one after the other, and what the grader trains beside them.

    Exercises whose answer is trained come first, so that the others fill the time.
    """
    import_keras()  # quietly, before a test does
    trainer = session.trainer
    assert trainer is not None
    runs: dict[str, ExerciseRun] = {}
    judged: dict[tuple[str, str], Judgement] = {}
    with catch_warnings(action="ignore"):  # Keras warns of models that are wrong or unusual
        for exercise in sorted(exercises, key=lambda exercise: not trainer.trains(exercise.name)):
            verdicts: dict[str, Verdict] = {}
            recorded: list[Recorded] = []
            calls: dict[str, list[Recorded]] = {}
            for test in grader.tests[exercise.name]:
                session.recorded = calls[test.name] = _TestCalls(recorded)
                session.judged = None
                verdicts[test.name] = _run_test(test, session, seed)
                if session.judged is not None and verdicts[test.name].message is None:
                    judged[exercise.name, test.name] = session.judged
            runs[exercise.name] = ExerciseRun(verdicts, recorded, calls)
        trained: dict[str, TrainingReport | None] = {}
        for (exercise_name, test_name), judgement in judged.items():
            verdict, trained[exercise_name] = _await(judgement)
            runs[exercise_name].verdicts[test_name] = verdict
    for exercise in exercises:
        yield exercise, runs[exercise.name]._replace(training=trained.get(exercise.name))


def run_all_interleaved(
    exercises: Sequence[Exercise], grader: Grader, session: Session, seed: str
) -> Iterator[tuple[Exercise, ExerciseRun]]:
    """Run all tests interleaved, so that their calls cross together."""
    tests = [test for exercise in exercises for test in grader.tests[exercise.name]]
    runs = {exercise.name: ExerciseRun({}, [], {}) for exercise in exercises}
    for test in tests:
        run = runs[test.exercise]
        run.calls[test.name] = _TestCalls(run.recorded)
    verdicts = run_interleaved(
        [
            partial(
                _run_test,
                test,
                InterleavedStudent(session, runs[test.exercise].calls[test.name]),
                seed,
            )
            for test in tests
        ],
        session,
    )
    for test, verdict in zip(tests, verdicts, strict=True):
        runs[test.exercise].verdicts[test.name] = verdict
    for exercise in exercises:
        yield exercise, runs[exercise.name]


def _run_test(test: Test, student: Session | InterleavedStudent, seed: str) -> Verdict:
    fixtures: dict[str, object] = {"student": student}
    if "rng" in test.takes:
        fixtures["rng"] = generator(seed, test)
    try:
        test.run(**fixtures)
    except StudentError as error:
        # The frame that has raised it holds it, and others there hold what has been answered.
        error.__traceback__ = None
        return Verdict(
            str(error),
            error.place,
            not_attempted=error.not_attempted,
            raised=True,
            refutes_aspect=error.kind == CHANGED,
        )
    except AspectFailedError as failure:
        return Verdict(str(failure), refutes_aspect=True)
    except ExpectationFailedError as failure:
        return Verdict(str(failure))
    except SandboxError:
        raise  # the grader's trouble, not the student's
    except AssertionError:
        return Verdict("The returned value is wrong.")
    except Exception:  # whatever it is, the test has not passed
        # The test computed with what came back, and it was not what every right answer is.
        return Verdict("It returned something that the test cannot work with.")
    return Verdict(None)


def _await(judgement: Judgement) -> tuple[Verdict, TrainingReport | None]:
    """The verdict of a test that ends with a training, and what was trained.

    What else goes wrong there is the grader's trouble, not the student's, and is raised.
    """
    try:
        passed, training, message = judgement()
    except TrainingError as error:
        return Verdict(str(error)), None
    return Verdict(None if passed else message), training
