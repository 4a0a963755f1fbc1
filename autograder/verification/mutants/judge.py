"""Judging the mutants of an assignment: a process an exercise, each test within its limits."""

from __future__ import annotations

import contextlib
import importlib.util
import multiprocessing
import os
import re
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

from autograder.course.model import Assignment, CourseError
from autograder.grading.calls import Recorded
from autograder.testing.collecting import Grader, Test, collect, generator
from autograder.training.protocols import read_protocols
from autograder.verification.mutants import time_limit
from autograder.verification.mutants.generate import mutate
from autograder.verification.mutants.in_process import InProcessStudent
from autograder.verification.mutants.result import ExerciseMutants, Mutant, MutationResult
from autograder.verification.mutants.sample import Sample

#: A mutant is caught when it fails under each of these seeds, as a submission has only one.
GRADING_SEEDS = ("mutants", "mutants again")
#: Address space of a process, in bytes; a mutant's array may be huge.
MEMORY = 8 << 30
#: How many calls are made up, at most, out of those that the grader makes.
VARIATIONS = 1500
#: Where a call may train a model: fewer runs of the grader, and fewer made-up calls.
KERAS_SEEDS, KERAS_VARIATIONS = 2, 20
_FREE = re.compile(r"#\s*mutants:\s*free\b[ \t]*(?P<why>.*)$", re.MULTILINE)


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
    source = assignment.model_answers.read_text(encoding="utf-8")
    names = [exercise.name for exercise in assignment.exercises]
    free = _free_lines(source, str(assignment.model_answers))
    by_exercise: defaultdict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutate(source, names):
        by_exercise[mutant.exercise].append(mutant)
    grader = collect([assignment])[assignment.name]
    judge = _Judge(grader, source, dict(by_exercise), free, seeds)
    judged: list[ExerciseMutants] = []
    # Forked, since tests are closures and cannot be pickled. A process that dies ends the whole.
    with ProcessPoolExecutor(
        max_workers=workers,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_prepare_process,
        initargs=(judge,),
    ) as pool:
        for exercise in pool.map(_judge_exercise, names):
            judged.append(exercise)
            if on_judged is not None:
                on_judged(exercise)
    return MutationResult(assignment.name, judged, round(time.monotonic() - begun, 1))


def _free_lines(source: str, path: str) -> frozenset[int]:
    """The lines whose accepted changes are right answers too, by their comments."""
    lines: set[int] = set()
    for number, line in enumerate(source.split("\n"), start=1):
        if match := _FREE.search(line):
            if not match["why"].strip():
                raise CourseError(f"{path}:{number}: say why, as in `# mutants: free <why>`")
            lines.add(number)
    return frozenset(lines)


@dataclass(frozen=True)
class _Judge:
    """Judges the mutants of one assignment, an exercise at a time."""

    grader: Grader
    source: str  # the model answers
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
            with _silent_stderr():
                importlib.import_module("keras")  # before the clock runs
        self._refuse_wrong_model(exercise)
        sample: Sample | None = None
        for mutant in mutants:
            failed = [self._fails(mutant, seed) for seed in GRADING_SEEDS]
            if all(failed):
                result.caught.append(mutant)
                continue
            sample = sample or self._sample(exercise)
            evidence = sample.difference(self._module(mutant)[exercise])
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
        return self.grader.assignment.exercise(exercise).keras

    def _why_skipped(self, exercise: str) -> str:
        """Why the mutants of a Keras exercise are not judged; nothing where they are."""
        assignment = self.grader.assignment
        if (f"{assignment.name}/{exercise}", "quick") in read_protocols(assignment.root):
            # Training tells mutants apart by a bar; the bank's entries prove that.
            return "since the grader trains the answer"
        return ""

    def _module(self, mutant: Mutant | None = None) -> dict[str, Any]:
        """The model answers, freshly executed, with a mutant in place of its function."""
        module: dict[str, Any] = {"__name__": "mutants"}
        exec(compile(self.source, "<model answers>", "exec", dont_inherit=True), module)
        if mutant is not None:
            exec(compile(mutant.source, "<mutant>", "exec", dont_inherit=True), module)
        return module

    def _fails(self, mutant: Mutant, seed: str) -> bool:
        """Whether a test of its exercise fails for a mutant."""
        student = InProcessStudent(self._module(mutant))
        tests = self.grader.tests[mutant.exercise]
        return any(_failure(test, student, seed) is not None for test in tests)

    def _refuse_wrong_model(self, exercise: str) -> None:
        """A model answer that fails a test would make every mutant look caught."""
        for seed in GRADING_SEEDS:
            student = InProcessStudent(self._module())
            for test in self.grader.tests[exercise]:
                failure = _failure(test, student, seed)
                if failure is not None:
                    raise CourseError(
                        f"{self.grader.assignment.model_answers}: {exercise}: the model answer "
                        f"fails {test.name} ({failure}); its mutants cannot be judged."
                    )

    def _sample(self, exercise: str) -> Sample:
        """The calls that the exercise's tests make under many seeds, until none is new."""
        module = self._module()
        keras = self._is_keras(exercise)
        calls: dict[tuple[bytes, bool], Recorded] = {}
        for number in range(min(self.seeds, KERAS_SEEDS) if keras else self.seeds):
            before = len(calls)
            student = InProcessStudent(module)
            for test in self.grader.tests[exercise]:
                _failure(test, student, f"sample {number}")
            for call in student.recorded:
                if call.function == exercise:
                    calls.setdefault((call.arguments, call.frozen), call)
            if len(calls) == before:
                break
        variations = KERAS_VARIATIONS if keras else VARIATIONS
        return Sample(module[exercise], list(calls.values()), variations)


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


_inherited: _Judge | None = None


def _prepare_process(judge: _Judge) -> None:
    """Prepare a process of the pool: what it judges, and its limits."""
    global _inherited  # noqa: PLW0603 - how a process of a pool keeps what it inherits
    _inherited = judge
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    time_limit.install()
    if not any(exercise.keras for exercise in judge.grader.assignment.exercises):
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, most))


def _judge_exercise(exercise: str) -> ExerciseMutants:
    assert _inherited is not None
    return _inherited.judge(exercise)


@contextlib.contextmanager
def _silent_stderr() -> Iterator[None]:
    """Keep TensorFlow, which writes past Python, from writing on the terminal."""
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)
