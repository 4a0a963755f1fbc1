"""Judging the answers beyond the mutants of an assignment, a process an exercise."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.course.examples import Examples, read_examples
from autograder.course.model import Assignment
from autograder.verification.beyond.drawing import Drawn, alternatives_of, pairs_of
from autograder.verification.beyond.inputs import Inputs
from autograder.verification.beyond.result import BeyondResult, ExerciseBeyond, FalseAccept
from autograder.verification.mutants.pool import judge_each
from autograder.verification.mutants.trial import GRADING_SEEDS, Trial

#: On how many public inputs an accepted answer is compared with the model answer.
INPUTS = 10_000


def run(
    assignment: Assignment,
    *,
    inputs: int = INPUTS,
    seeds: int = 20,
    workers: int = 1,
    on_judged: Callable[[ExerciseBeyond], None] | None = None,
) -> BeyondResult:
    """Draw and judge the answers beyond the mutants of an assignment.

    An accepted answer is compared with the model answer on `inputs` public examples, and on the
    calls that `seeds` runs of the grader make. `workers` processes judge an exercise each, and
    `on_judged` is called with each exercise when it is finished, in the notebook's order.
    """
    begun = time.monotonic()
    judge = _Judge(
        Trial.of(assignment),
        alternatives_of(assignment),
        read_examples(assignment.examples),
        inputs,
        seeds,
    )
    judged: list[ExerciseBeyond] = []
    names = [exercise.name for exercise in assignment.exercises]
    keras = any(exercise.keras for exercise in assignment.exercises)
    for exercise in judge_each(judge.judge, names, workers=workers, keras=keras):
        judged.append(exercise)
        if on_judged is not None:
            on_judged(exercise)
    return BeyondResult(assignment.name, judged, round(time.monotonic() - begun, 1))


@dataclass(frozen=True)
class _Judge:
    """Judges the answers beyond the mutants of one assignment, an exercise at a time."""

    trial: Trial
    alternatives: dict[str, list[Drawn]]  # by exercise
    examples: dict[str, Examples]
    inputs: int
    seeds: int

    def judge(self, exercise: str) -> ExerciseBeyond:
        """Sort the answers beyond the mutants of one exercise by what becomes of them."""
        result = ExerciseBeyond(exercise)
        if self.trial.assignment.exercise(exercise).keras:
            # To call them on thousands of inputs would take hours.
            result.why_skipped = "since its calls use Keras"
            return result
        if exercise not in self.examples:
            result.why_skipped = "since it has no public examples"
            return result
        self.trial.refuse_wrong_model(exercise)
        of_alternatives = self.alternatives.get(exercise, [])
        pairs = list(pairs_of(self.trial, exercise))
        result.alternatives, result.pairs = len(of_alternatives), len(pairs)
        inputs = Inputs(
            exercise,
            self.examples[exercise],
            self._function(exercise),
            self.inputs,
            lambda: self.trial.recorded(exercise, self.seeds),
        )
        result.inputs = inputs.public
        for drawn in (*of_alternatives, *pairs):
            self._sort(drawn, result, inputs)
        return result

    def _sort(self, drawn: Drawn, result: ExerciseBeyond, inputs: Inputs) -> None:
        mutant = drawn.mutant
        failed = [self.trial.fails(mutant.exercise, mutant.source, seed) for seed in GRADING_SEEDS]
        if all(failed):
            result.caught += 1
            return
        function = self._function(mutant.exercise, mutant.source)
        # A pair is compared without: the model answer differs from itself nowhere.
        unchanged = self._function(mutant.exercise, drawn.unchanged) if drawn.unchanged else None
        evidence = inputs.difference(function, unchanged)
        if any(failed):
            evidence = f"caught under some seeds only; {evidence or 'a test is not repeatable'}"
        if evidence is None:
            result.equivalent.append(mutant)
        elif drawn.free:
            result.free.append(mutant)
        else:
            result.false_accepts.append(FalseAccept(mutant, evidence))

    def _function(self, exercise: str, definition: str | None = None) -> Callable[..., Any]:
        """The model answer, or what takes its place."""
        function: Callable[..., Any] = self.trial.module(definition)[exercise]
        return function
