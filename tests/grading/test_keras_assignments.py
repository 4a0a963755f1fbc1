"""The assignments that build and train models: model answers, stubs, and a mistake by its name.

`autograder verify` grades their whole banks, which takes minutes each.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.course.bank import read_bank
from autograder.grading.engine import Settings
from autograder.grading.pool import grade_all
from autograder.limits import Limits
from autograder.submissions.submission import Submission
from autograder.verification.bank import submission_of
from tests.conftest import needs_sandbox

pytestmark = needs_sandbox

TRAINED = ["10_regression", "11_classification", "12_fashion_mnist", "13_overtraining"]
#: One entry for each way of comparing what crosses: histories, models, settings.
RECOGNISED = [
    ("10_regression", "train"),
    ("11_classification", "compile_classifier"),
    ("12_fashion_mnist", "build_mlp"),
    ("13_overtraining", "build_regularized"),
]


def grade(assignment, *submissions):
    return list(
        grade_all(iter(submissions), [assignment], Settings(b"x" * 32, Limits()), workers=1)
    )


@pytest.mark.parametrize("name", TRAINED)
def test_model_answers_have_full_marks_and_stubs_none(real, name):
    assignment = real.assignment(name)
    model = Submission("model", name, "a.py", assignment.model_answers.read_bytes())
    stub = Submission("stub", name, "a.ipynb", assignment.release_notebook.read_bytes())
    right, untouched = grade(assignment, model, stub)
    assert [exercise.name for exercise in right.exercises if exercise.outcome != "right"] == []
    assert right.score == right.max_score
    assert untouched.score == 0
    assert {exercise.outcome for exercise in untouched.exercises} == {"not attempted"}


@pytest.mark.parametrize(("name", "exercise"), RECOGNISED)
def test_a_mistake_is_recognised(real, name, exercise):
    assignment = real.assignment(name)
    entry = next(
        entry
        for entry in read_bank(assignment.root / "solutions", assignment.slug)
        if entry.of == exercise and entry.kind == "misconception"
    )
    wrong = replace(submission_of(assignment, entry), only=frozenset({exercise}))
    (report,) = grade(assignment, wrong)
    assert report.exercises[0].misconception == entry.name
    assert report.exercises[0].hint == entry.hint
