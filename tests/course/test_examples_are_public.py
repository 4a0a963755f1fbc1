"""Public examples come from nowhere hidden: none is a call that only a hidden test makes."""

from __future__ import annotations

import contextlib
import doctest
import functools
import io
import runpy
import warnings

import pytest

from autograder.course.examples import read_examples
from autograder.course.loading import load_course
from autograder.course.notebook import parse_percent
from autograder.grading.calls import Request
from autograder.testing.collecting import collect, generator
from autograder.verification.mutants.in_process import InProcessStudent
from tests.conftest import REPOSITORY

#: Exercises with so few calls that a hidden test makes nearly all of them, and why.
FEW_CALLS = {"class_name": "there are ten classes", "accuracy": "no sample at all is one call"}
WITH_EXAMPLES = [
    assignment
    for assignment in load_course(REPOSITORY).assignments
    if assignment.examples.is_file()
]


def packed(name, args, kwargs):
    """A call as bytes; the functions among its arguments all look the same."""
    return name, Request.of(name, args, kwargs, frozen=True).arguments


def hidden_calls(assignment):
    """The calls that the hidden tests make under two seeds alike: they are written out there."""
    grader, by_seed = collect([assignment])[assignment.name], []
    for seed in ("one", "two"):
        student = InProcessStudent(runpy.run_path(str(assignment.model_answers)))
        for tests in grader.tests.values():
            for test in tests:
                if not assignment.exercise(test.exercise).keras:
                    fixtures = {"rng": generator(seed, test)} if "rng" in test.takes else {}
                    test.run(student=student, **fixtures)
        by_seed.append({(call.function, call.arguments) for call in student.recorded})
    return by_seed[0] & by_seed[1]


def shown_calls(assignment):
    """The calls that the notebook's checks and docstrings make."""
    shown, module = set(), {"__name__": "notebook"}
    answers = runpy.run_path(str(assignment.model_answers))
    exercises = {exercise.name: exercise for exercise in assignment.exercises}

    def recorder(name):
        @functools.wraps(answers[name])
        def call(*args, **kwargs):
            with contextlib.suppress(TypeError):  # an argument that cannot cross to a worker
                shown.add(packed(name, args, kwargs))
            return answers[name](*args, **kwargs)

        return call

    parser = doctest.DocTestParser()
    for cell in parse_percent(assignment.source.read_text(encoding="utf-8")):
        name = cell.metadata.get("exercise")
        of = exercises.get(name or cell.metadata.get("check"))
        if of is not None and of.keras:
            continue
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if name:
                module[name] = recorder(name)
                for example in parser.get_examples(of.docstring):
                    exec(example.source, module)
            elif cell.kind == "code" and "demonstration" not in cell.metadata.get("tags", ()):
                exec(cell.source, module)
    return shown


@pytest.mark.parametrize("assignment", WITH_EXAMPLES, ids=lambda assignment: assignment.name)
def test_no_listed_example_is_a_call_that_only_a_hidden_test_makes(assignment):
    listed = {
        packed(exercise.name, example.args, example.kwargs): f"{exercise.name} {number}"
        for exercise in assignment.exercises
        if exercise.parameters != "()" and not exercise.keras and exercise.name not in FEW_CALLS
        for number, example in enumerate(
            read_examples(assignment.examples)[exercise.name].listed, 1
        )
    }
    hidden = hidden_calls(assignment) & listed.keys()
    only_hidden = hidden - (shown_calls(assignment) if hidden else set())
    assert sorted(listed[call] for call in only_hidden) == []
