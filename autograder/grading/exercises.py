"""Grades exercises of a submission in a session with one worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from msgspec import structs

from autograder.course.model import Exercise
from autograder.grading.calls import UNANSWERED
from autograder.grading.counterexamples import Counterexamples
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.explanations import Notice
from autograder.grading.failing_calls import FailingCall, failing_calls
from autograder.grading.resemblance import Resemblance
from autograder.grading.running import run_all_interleaved, run_in_sequence
from autograder.grading.scoring import score_exercise
from autograder.grading.second_look import look_again
from autograder.grading.session import Session
from autograder.grading.unexplained import returned_by
from autograder.grading.workers import Workers
from autograder.limits import Limits
from autograder.reports.report import ExerciseReport, Outcome
from autograder.submissions.submission import CodeCell
from autograder.testing.collecting import Grader
from autograder.training.trainer import Trainer

#: Outcomes of answers that an example can show to be wrong.
_SHOWN: tuple[Outcome, ...] = ("wrong", "raised an error")


class GradedExercises(NamedTuple):
    """The reports of exercises, by name, and what was noticed when the cells ran."""

    reports: dict[str, ExerciseReport]
    notices: Sequence[Notice]
    failing: Sequence[FailingCall] = ()  # where they were asked for
    #: What wrong answers returned that nothing explains, by exercise: see `returned_by`.
    returned: Mapping[str, dict[str, str]] = MappingProxyType({})


def grade_exercises(
    exercises: Sequence[Exercise],
    grader: Grader,
    cells: Sequence[CodeCell],
    workers: Workers,
    *,
    seed: str,
    limits: Limits,
    diagnosis: Diagnosis | None,
    counterexamples: Counterexamples | None = None,
    resemblance: Resemblance | None = None,
    trainer: Trainer | None = None,
    explain: bool = False,
) -> GradedExercises:
    """Run the hidden tests of exercises and score them.

    `counterexamples` shows by public examples where answers are wrong, and `resemblance` recognises
    their mistakes there. With a `trainer`, models
    that students have built are rebuilt and trained in this process, which must be the confined
    child; without it there are none. To `explain`, the failing calls of hidden tests are found.
    """
    parameters = {exercise.name: exercise.parameters for exercise in exercises}
    forbidden = {exercise.name: exercise.without for exercise in exercises if exercise.without}
    reports: dict[str, ExerciseReport] = {}
    wrong: list[str] = []
    failing: list[FailingCall] = []
    with Session(workers, cells, limits, forbidden, trainer, parameters) as session:
        run_tests = run_all_interleaved if trainer is None else run_in_sequence
        runs = list(run_tests(exercises, grader, session, seed))
        for exercise, run in runs:
            shortcut = session.shortcut(exercise.name)
            if shortcut is None and exercise.without:
                shortcut = look_again(exercise, run, grader, session, seed)
            reports[exercise.name] = score_exercise(
                exercise, grader.tests[exercise.name], run, shortcut, diagnosis
            )
            if explain:
                right = diagnosis.right(exercise.name) if diagnosis is not None else None
                failing += failing_calls(exercise.name, run, right)
            answers = all(call.error not in UNANSWERED for call in run.recorded)
            if trainer is not None and trainer.trains(exercise.name):
                continue  # many answers are right: the model answer would give one of them away
            if answers and shortcut is None and reports[exercise.name].outcome in _SHOWN:
                wrong.append(exercise.name)
        returned: dict[str, dict[str, str]] = {}
        if counterexamples is not None and wrong:
            returned = _show(reports, wrong, counterexamples, resemblance, session)
        return GradedExercises(reports, session.notices, failing, returned)


def _show(
    reports: dict[str, ExerciseReport],
    wrong: Sequence[str],
    counterexamples: Counterexamples,
    resemblance: Resemblance | None,
    session: Session,
) -> dict[str, dict[str, str]]:
    """Add to the reports of wrong answers what public examples show of them.

    Gives what those returned that are like no mistake of the bank, by exercise.
    """
    unexplained = [name for name in wrong if reports[name].misconception is None]
    with session.anew() as fresh:
        shown = counterexamples.find(wrong, fresh, unexplained=unexplained)
    for name, example in shown.examples.items():
        reports[name] = structs.replace(reports[name], example=example)
    returned: dict[str, dict[str, str]] = {}
    for name in unexplained:
        made = shown.made.get(name, [])
        recorded = [one.recorded for one in made]
        entry = resemblance.find(name, recorded) if resemblance is not None else None
        if entry is not None:
            reports[name] = structs.replace(
                reports[name], misconception=entry.name, hint=entry.hint
            )
        elif values := returned_by(made, single=counterexamples.with_keras):
            returned[name] = values
    return returned
