"""Whether the public examples show every mistake of the bank, and refute no right answer.

The entries are code of the course's own and are called, as a worker would call them, in a child of
this process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from autograder.course.bank import Entry, read_bank
from autograder.course.examples import Examples, ExamplesError, read_examples
from autograder.course.findings import Finding
from autograder.course.model import Assignment, Exercise
from autograder.grading.curves import MOST_POINTS
from autograder.grading.public_calls import PublicCall, observe
from autograder.training.trainer import protocols_of
from autograder.verification.course_code import Answers, in_child
from autograder.verification.entries import location_of


def check_examples(assignment: Assignment) -> list[Finding]:
    """Find the mistakes that no public example shows, and the right answers that differ on one.

    An assignment without a file of examples is not checked, nor are exercises whose answers the
    grader trains: of those nothing is shown.
    """
    if not assignment.examples.is_file():
        return []
    return in_child(_check, assignment)


def _check(assignment: Assignment) -> list[Finding]:
    bank = read_bank(assignment.root / "solutions", assignment.slug)
    try:
        found = list(_findings(assignment, read_examples(assignment.examples), bank))
    except ExamplesError as error:
        file = assignment.examples.relative_to(assignment.root).as_posix()
        found = [(file, str(error).replace(f"{assignment.examples}: ", ""))]
    return [Finding(assignment.name, where, message) for where, message in found]


def _findings(
    assignment: Assignment, examples: dict[str, Examples], bank: Sequence[Entry]
) -> Iterator[tuple[str, str]]:
    known = {exercise.name for exercise in assignment.exercises}
    trained = {protocol.bar.partition("/")[2] for protocol in protocols_of(assignment, "quick")}
    for name in examples:
        if name not in known:
            yield name, "has public examples, but is not an exercise"
    for exercise in assignment.exercises:
        if exercise.name not in examples:
            yield exercise.name, "has no public examples"
        elif exercise.name not in trained:
            calls = _Calls(assignment, exercise, examples[exercise.name])
            yield from ((exercise.name, message) for message in calls.unfit())
            for entry in bank:
                if entry.of == exercise.name and entry.uses is None:
                    shown = calls.first_difference(entry)
                    for message in _of_entry(entry, shown, exercise):
                        yield location_of(entry), message


def _of_entry(entry: Entry, shown: str | None, exercise: Exercise) -> Iterator[str]:
    """What is wrong with an entry that differs on the example `shown` first, or on none."""
    if entry.kind == "alternative":
        if entry.unlike is not None and not exercise.keras:
            yield "says why it is unlike the model answer: use @compared in the examples instead"
        elif shown is not None and entry.unlike is None:
            yield f"is right but differs from the model answer on {shown}"
        elif shown is None and entry.unlike is not None:
            yield "is said to be unlike the model answer, but differs from it on no public example"
    elif shown is None and entry.unseen is None:
        yield f"no public example of {entry.of} shows the misconception {entry.name}"
    elif shown is not None and entry.unseen is not None:
        yield f"is said to be seen on no public example, but is seen on {shown}"


def _unfit_curve(curve: PublicCall) -> Iterator[str]:
    x = np.asarray(curve.example.args[0])
    y = np.asarray(curve.expected.value if curve.expected.packed else np.nan)
    if not (x.ndim == 1 and y.shape == x.shape and (np.diff(x) > 0).all()):
        yield (
            "has a curve whose first argument is not an array of shape (n,) in ascending order, or "
            "whose model answer has another shape"
        )
    elif x.size > MOST_POINTS or not np.isfinite(y).all():
        yield f"has a curve of more than {MOST_POINTS} points, or of numbers that are not finite"


class _Calls:
    """The public examples of one exercise, made of model answers and of a bank's entries."""

    def __init__(self, assignment: Assignment, exercise: Exercise, examples: Examples) -> None:
        self._answers = Answers(assignment)
        self._exercise = exercise.name
        self._public = self._answers.public_calls(exercise, examples)
        self._calls = [*self._public.listed, *self._public.generated]

    def unfit(self) -> Iterator[str]:
        """List the examples on which the model answer does not give a value quietly."""
        for call in self._calls:
            if call.expected.error or call.expected.changed or call.expected.warned:
                what = call.expected.error or "a warning"
                yield f"has a model answer that comes to {what} on {call.name}"

        if self._public.curve is not None:
            yield from _unfit_curve(self._public.curve)

    def first_difference(self, entry: Entry) -> str | None:
        """The name of the first example on which an entry differs from the model answer."""
        for call in self._calls:
            observed = observe(self._answers.function(self._exercise, entry), call.request)
            if self._public.differ(observed, call):
                return call.name
        return None
