"""Judging the mutants of an assignment: a process an exercise, each test within its limits."""

from __future__ import annotations

import importlib
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from autograder.course.model import Assignment
from autograder.training.protocols import read_protocols
from autograder.verification.mutants.free import free_lines
from autograder.verification.mutants.generate import mutate
from autograder.verification.mutants.pool import judge_each
from autograder.verification.mutants.result import ExerciseMutants, Mutant, MutationResult
from autograder.verification.mutants.sample import Sample
from autograder.verification.mutants.trial import GRADING_SEEDS, Trial

#: How many calls are made up, at most, out of those that the grader makes.
VARIATIONS = 1500
#: Where a call may train a model: fewer runs of the grader, and fewer made-up calls.
KERAS_SEEDS, KERAS_VARIATIONS = 2, 20


def run(
    assignment: Assignment,
    *,
    seeds: int = 20,
    workers: int = 1,
    on_judged: Callable[[ExerciseMutants], None] | None = None,
) -> MutationResult:
    """Make and judge the mutants of an assignment's model answers.

    `seeds` is how many runs of the grader give the calls on which an accepted mutant is compared
    with the model answer. `workers` processes judge an exercise each, and `on_judged` is called
    with each exercise when it is finished, in the notebook's order.
    """
    begun = time.monotonic()
    trial = Trial.of(assignment)
    names = [exercise.name for exercise in assignment.exercises]
    free = free_lines(trial.source, str(assignment.model_answers))
    by_exercise: defaultdict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutate(trial.source, names, names):
        by_exercise[mutant.exercise].append(mutant)
    judge = _Judge(trial, dict(by_exercise), free, seeds)
    judged: list[ExerciseMutants] = []
    keras = any(exercise.keras for exercise in assignment.exercises)
    for exercise in judge_each(judge.judge, names, workers=workers, keras=keras):
        judged.append(exercise)
        if on_judged is not None:
            on_judged(exercise)
    return MutationResult(assignment.name, judged, round(time.monotonic() - begun, 1))


@dataclass(frozen=True)
class _Judge:
    """Judges the mutants of one assignment, an exercise at a time."""

    trial: Trial
    mutants: dict[str, list[Mutant]]  # by exercise
    free: frozenset[int]  # lines whose accepted changes are right
    seeds: int

    def judge(self, exercise: str) -> ExerciseMutants:
        """Sort the mutants of one exercise by what becomes of them."""
        result = ExerciseMutants(exercise)
        mutants = self.mutants.get(exercise, [])
        if self._is_keras(exercise):
            result.why_skipped = self._why_skipped(exercise)
            if result.why_skipped:
                result.skipped = mutants
                return result
            importlib.import_module("keras")  # before the clock runs
        self.trial.refuse_wrong_model(exercise)
        sample: Sample | None = None
        for mutant in mutants:
            failed = [self.trial.fails(exercise, mutant.source, seed) for seed in GRADING_SEEDS]
            if all(failed):
                result.caught.append(mutant)
                continue
            sample = sample or self._sample(exercise)
            evidence = sample.difference(self.trial.module(mutant.source)[exercise])
            if any(failed):
                evidence = f"caught under some seeds only; {evidence or 'a test is not repeatable'}"
            if evidence is None:
                result.equivalent.append(mutant)
            elif mutant.line in self.free:
                result.free.append(mutant)
            else:
                result.missed.append(mutant)
                result.evidence.append(evidence)
        return result

    def _is_keras(self, exercise: str) -> bool:
        return self.trial.assignment.exercise(exercise).keras

    def _why_skipped(self, exercise: str) -> str:
        """Why the mutants of a Keras exercise are not judged; nothing where they are."""
        assignment = self.trial.assignment
        if (f"{assignment.name}/{exercise}", "quick") in read_protocols(assignment.root):
            # Training tells mutants apart by a bar; the bank's entries prove that.
            return "since the grader trains the answer"
        return ""

    def _sample(self, exercise: str) -> Sample:
        """The calls that tell an accepted mutant from the model answer."""
        keras = self._is_keras(exercise)
        seeds = min(self.seeds, KERAS_SEEDS) if keras else self.seeds
        variations = KERAS_VARIATIONS if keras else VARIATIONS
        recorded = self.trial.recorded(exercise, seeds)
        return Sample(self.trial.module()[exercise], recorded, variations)
