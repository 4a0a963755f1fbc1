"""The course as data: what is found in it by name, and the course of this repository."""

from __future__ import annotations

import ast

import pytest

from autograder.course.loading import load_course
from autograder.course.model import Assignment, CourseError
from tests.conftest import REPOSITORY


class TestLookUp:
    @pytest.mark.parametrize("name", ["04_losses", "losses", "04", "4"])
    def test_finds_an_assignment(self, root, name):
        assert load_course(root).assignment(name).name == "04_losses"

    @pytest.mark.parametrize("name", ["", "5", "loss", "4_losses", "²"])
    def test_lists_assignments_otherwise(self, root, name):
        with pytest.raises(CourseError) as error:
            load_course(root).assignment(name)
        assert str(error.value) == f"There is no assignment {name!r}. Assignments: 04_losses."

    def test_finds_an_exercise(self, root):
        losses = load_course(root).assignments[0]
        assert isinstance(losses, Assignment)
        assert losses.exercise("hinge") is losses.exercises[1]

    def test_lists_exercises_otherwise(self, root):
        with pytest.raises(CourseError) as error:
            load_course(root).assignments[0].exercise("mae")
        assert str(error.value) == "04_losses has no exercise 'mae'. Its exercises: mse, hinge."


def assignments() -> list[Assignment]:
    return list(load_course(REPOSITORY).assignments)


@pytest.mark.parametrize("assignment", assignments(), ids=lambda assignment: assignment.name)
class TestRealCourse:
    def test_every_exercise_has_a_check(self, assignment):
        assert assignment.exercises
        assert [exercise.name for exercise in assignment.exercises if not exercise.checks] == []

    def test_model_answers_have_the_stubs_signatures(self, assignment):
        tree = ast.parse(assignment.model_answers.read_text(encoding="utf-8"))
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        answers = {node.name: f"({ast.unparse(node.args)})" for node in functions}
        stubs = {exercise.name: exercise.parameters for exercise in assignment.exercises}
        assert answers == stubs
