"""Code of the course's own, run where it can do no harm to this process: in a child of it."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

from autograder.course.bank import Entry
from autograder.course.examples import Examples
from autograder.course.model import Assignment, Exercise
from autograder.grading.public_calls import GENERATED, PublicCalls
from autograder.keras_models.importing import import_keras
from autograder.sandbox.inside.confinement import die_with_parent

Found = TypeVar("Found")


def in_child(work: Callable[[Assignment], Found], assignment: Assignment) -> Found:
    """What `work` gives for an assignment in a child, with Keras where exercises need it.

    The child is a new process and not a fork: where TensorFlow has run, a fork of it waits forever
    for threads that it does not have.
    """
    keras = any(exercise.keras for exercise in assignment.exercises)
    context = multiprocessing.get_context("spawn")
    settings = (keras, os.getpid())
    with ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=settings) as child:
        return child.submit(work, assignment).result()


def _begin(keras: bool, parent: int) -> None:
    die_with_parent(parent)
    os.environ["MPLBACKEND"] = "agg"  # whatever is drawn is not shown
    if keras:
        import_keras()


class Answers:
    """The model answers of an assignment and the entries of its bank, as functions."""

    def __init__(self, assignment: Assignment) -> None:
        self._model = compile(assignment.model_answers.read_bytes(), "<model answers>", "exec")

    def function(self, exercise: str, entry: Entry | None = None) -> Callable[..., Any]:
        """The model answer, or an entry, in a fresh module: an answer may keep state."""
        module: dict[str, Any] = {"__name__": "answers"}
        exec(self._model, module)
        if entry is not None:
            exec(
                compile(f"{entry.imports}\n{entry.renamed_source}", str(entry.path), "exec"), module
            )
        function: Callable[..., Any] = module[exercise]
        return function

    def public_calls(self, exercise: Exercise, examples: Examples) -> PublicCalls:
        """The public examples of an exercise, with what the model answer makes of them."""
        return PublicCalls(
            exercise.name,
            examples,
            lambda: self.function(exercise.name),
            0 if exercise.keras else GENERATED,
            with_keras=exercise.keras,
        )
