"""What students get wrong: the misconceptions of the bank, with calls that show them, for teachers.

The entries are code of the course's own and are called, as a worker would call them, in a child of
this process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NoReturn

import msgspec
from msgspec.structs import replace

from autograder.course.bank import Entry, read_bank
from autograder.course.examples import Examples, read_examples
from autograder.course.model import Assignment, Exercise
from autograder.grading.public_calls import Made, observe, shown
from autograder.keras_models.importing import import_keras
from autograder.reports.report import Counterexample, Outcome, Report
from autograder.training.trainer import protocols_of
from autograder.verification.course_code import Answers, in_child

_WRONG: frozenset[Outcome] = frozenset(("wrong", "raised an error"))
_TRAINED = "The grader trains what it builds: no single call shows it."
_WOULD_TRAIN = "The call that shows it trains a model, so it is left out here."
_NO_EXAMPLE = "No public example shows it."


class Mistake(msgspec.Struct, frozen=True):
    """A misconception of the bank, as teachers read it."""

    name: str  # the entry's own
    title: str
    hint: str  # as students read it
    example: Counterexample | None
    without_example: str = ""  # why there is none
    made_by: int | None = None  # how many of the class; None without reports


class ExerciseMistakes(msgspec.Struct, frozen=True):
    """The misconceptions of one exercise."""

    name: str
    mistakes: list[Mistake]
    wrong: int | None = None  # how many of the class gave a wrong answer; None without reports
    recognised: int | None = None  # of how many of these the mistake was recognised


class AssignmentMistakes(msgspec.Struct, frozen=True):
    """The misconceptions of one assignment, by exercise in the notebook's order."""

    assignment: str
    title: str
    exercises: list[ExerciseMistakes]
    students: int | None = None  # whose reports were counted; None without reports

    @property
    def count(self) -> int:
        """How many misconceptions there are."""
        return sum(len(exercise.mistakes) for exercise in self.exercises)


def find_mistakes(assignment: Assignment) -> AssignmentMistakes:
    """The misconceptions of an assignment's bank, each with the smallest call that shows it.

    Calls that train a model take long and are not made.
    """
    return in_child(_find, assignment)


def count_class(found: AssignmentMistakes, reports: Iterable[Report]) -> AssignmentMistakes:
    """The same with how many of the class made each mistake, those made most often first.

    Where no report is of the assignment, nothing is counted.
    """
    own = [report for report in reports if report.assignment == found.assignment]
    if not own:
        return found
    answers = [exercise for report in own for exercise in report.exercises]
    made = Counter((answer.name, answer.misconception) for answer in answers)
    wrong = Counter(answer.name for answer in answers if answer.outcome in _WRONG)
    recognised = Counter(answer.name for answer in answers if answer.misconception is not None)
    exercises = [
        replace(
            exercise,
            mistakes=sorted(
                (
                    replace(mistake, made_by=made[exercise.name, mistake.name])
                    for mistake in exercise.mistakes
                ),
                key=lambda mistake: -(mistake.made_by or 0),
            ),
            wrong=wrong[exercise.name],
            recognised=recognised[exercise.name],
        )
        for exercise in found.exercises
    ]
    return replace(found, exercises=exercises, students=len(own))


def title_of(entry: Entry) -> str:
    """An entry's name in words, without the exercise's: `mse_sums` reads "Sums"."""
    words = entry.name.removeprefix(f"{entry.of}_").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _find(assignment: Assignment) -> AssignmentMistakes:
    bank = read_bank(assignment.root / "solutions", assignment.slug)
    wrong = [entry for entry in bank if entry.kind == "misconception"]
    examples = read_examples(assignment.examples)
    trained = {protocol.bar.partition("/")[2] for protocol in protocols_of(assignment, "quick")}
    if any(exercise.keras for exercise in assignment.exercises):
        _forbid_training()
    found = []
    for exercise in assignment.exercises:
        calls: _Calls | str = _TRAINED if exercise.name in trained else _NO_EXAMPLE
        if exercise.name in examples and exercise.name not in trained:
            calls = _calls_of(assignment, exercise, examples[exercise.name])
        mistakes = [_mistake(entry, calls) for entry in wrong if entry.of == exercise.name]
        found.append(ExerciseMistakes(exercise.name, mistakes))
    return AssignmentMistakes(assignment.name, assignment.title, found)


def _mistake(entry: Entry, calls: _Calls | str) -> Mistake:
    example, why = None, _NO_EXAMPLE
    if entry.uses is not None:
        why = f"What it returns is right, but it uses `{entry.uses}`."
    elif entry.unseen is not None:
        why = entry.unseen
    elif isinstance(calls, str):
        why = calls
    else:
        try:
            example = calls.smallest_difference(entry)
        except _TrainingError:
            why = _WOULD_TRAIN
    hint = entry.hint or ""
    return Mistake(entry.name, title_of(entry), hint, example, "" if example else why)


class _TrainingError(BaseException):
    """A call begins to train a model; not an Exception, which answers may catch."""


def _forbid_training() -> None:
    """Let all models refuse to train in this process."""

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise _TrainingError

    model = import_keras().Model
    model.fit = model.train_on_batch = refuse


def _calls_of(assignment: Assignment, exercise: Exercise, examples: Examples) -> _Calls | str:
    """The public examples of an exercise, or why they are not called."""
    try:
        return _Calls(assignment, exercise, examples)
    except _TrainingError:
        return _WOULD_TRAIN


class _Calls:
    """The public examples of one exercise, made of the bank's entries."""

    def __init__(self, assignment: Assignment, exercise: Exercise, examples: Examples) -> None:
        self._answers = Answers(assignment)
        self._exercise = exercise.name
        self._public = self._answers.public_calls(exercise, examples)

    def smallest_difference(self, entry: Entry) -> Counterexample | None:
        """What people are shown of the smallest call on which an entry is wrong.

        As in grading, the examples that are listed, smallest first, go before generated ones.
        """
        generated = sorted(self._public.generated, key=lambda call: call.size)
        for call in (*self._public.listed, *generated):
            observed = observe(self._answers.function(self._exercise, entry), call.request)
            if self._public.differ(observed, call):
                example = shown(Made(call, observed, True))
                if example is not None:
                    return example
        return None
