"""Leniency has a limit: hand-ins that are wrong lose the points of the exercise, and no others."""

from __future__ import annotations

import pytest

from autograder.course.answers import callers
from autograder.course.model import Course
from autograder.grading.engine import Engine
from tests.conftest import needs_sandbox
from tests.field.grading import grade, graded_exercises
from tests.field.hand_in import right_hand_in
from tests.field.must_lose import MUST_LOSE


@needs_sandbox
@pytest.mark.parametrize("slug", ["losses", "metrics", "backpropagation"])
@pytest.mark.parametrize("spoil", MUST_LOSE, ids=lambda spoil: spoil.__name__)
def test_loses_the_points_of_its_exercise(spoil, slug, real: Course, field_engine: Engine):
    assignment = real.assignment(slug)
    for number in range(2):
        hand_in = right_hand_in(assignment, graded_exercises(assignment), number)
        name = spoil(hand_in)
        report = grade(field_engine, hand_in, None)
        scores = {exercise.name: exercise for exercise in report.exercises}
        assert scores[name].score < scores[name].max_score, report.warnings
        reached = callers(assignment)[name]
        others = [one for one in report.exercises if one.name not in reached]
        assert all(one.score == one.max_score for one in others), name
