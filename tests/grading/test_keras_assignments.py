"""The assignments that build and train models: model answers, stubs, and a mistake by its name.

`autograder verify` grades their whole banks, which takes minutes each.
"""

from __future__ import annotations

import functools
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

#: One entry for each way of comparing what crosses: histories, models, settings.
RECOGNISED = {
    "10_regression": ("train", "evaluates_only"),  # an entry: it computes in single precision
    "11_classification": ("compile_classifier",),
    "12_fashion_mnist": ("build_mlp",),
    "13_overtraining": ("build_regularized",),
    "14_convolution": ("build_cnn",),
    "15_recurrent": ("gru_step",),
}
#: Exercises whose answer the grader trains.
TRAINED = (
    "build_better_regressor",
    "build_better_classifier",
    "build_improved",
    "build_mark_finder",
    "build_forecaster",
    "build_text_classifier",
)
#: Right answers of exercises without Keras, in notebooks that import it.
OF_KERAS = """\
# %%
import keras
import numpy as np

# %%
def l2_penalty(weights, strength):
    total = sum(keras.ops.sum(keras.ops.square(keras.ops.cast(w, 'float64')))
                for w in weights)
    return strength * total

# %%
import tensorflow as tf


def l1_penalty(weights, strength):
    sums = [tf.reduce_sum(tf.abs(tf.cast(w, tf.float64))) for w in weights]
    return strength * sum(sums)
"""
#: What Keras itself has of an exercise: the assignment, the exercise, an answer, what it uses.
SHORT_CUTS = [
    (
        "13_overtraining",
        "l2_penalty",
        "def l2_penalty(weights, strength):\n    one = keras.regularizers.L2(strength)\n"
        "    return sum(float(one(w.astype(float))) for w in weights)\n",
        "keras.regularizers.L2",
    ),
    (
        "10_regression",
        "r_squared",
        "from keras.metrics import R2Score\n\n\ndef r_squared(y_true, y_pred):\n"
        "    metric = R2Score()\n"
        "    metric.update_state(np.reshape(y_true, (-1, 1)), np.reshape(y_pred, (-1, 1)))\n"
        "    return float(metric.result())\n",
        "keras.metrics.R2Score",
    ),
]
OWN_CELLS = (
    "build_mlp().summary()",
    "n, bins, patches = plt.hist([1, 2])",
    "network = build_mlp()",
    "print(network.count_params())",
    "keras.utils.set_random_seed(1)",
)


class Class:
    """Submissions for one assignment, graded together: Keras takes long to start."""

    def __init__(self, assignment):
        self.assignment = assignment
        self.submissions = []
        self.expectations = []

    def add(self, content, expect, filename="a.py", only=None):
        content = content.encode() if isinstance(content, str) else content
        student = f"student-{len(self.submissions)}"
        submission = Submission(student, self.assignment.name, filename, content, only=only)
        self.submissions.append(submission)
        self.expectations.append(expect)

    def add_mistake(self, mistake):
        entry = next(
            entry
            for entry in read_bank(self.assignment.root / "solutions", self.assignment.slug)
            if mistake in (entry.of, entry.name) and entry.kind == "misconception"
        )
        wrong = submission_of(self.assignment, entry)
        self.submissions.append(replace(wrong, only=frozenset({entry.of})))
        self.expectations.append(lambda report: expect_recognised(report, entry))

    def grade(self):
        settings = Settings(b"x" * 32, Limits(), counterexamples=20)
        reports = list(grade_all(iter(self.submissions), [self.assignment], settings, workers=1))
        for expect, report in zip(self.expectations, reports, strict=True):
            expect(report)
            for exercise in report.exercises:
                # A model answer of an exercise that is trained would be shown as the one right one.
                is_trained = exercise.name in TRAINED
                assert not exercise.example or not (exercise.outcome == "right" or is_trained)


@pytest.mark.parametrize("name", RECOGNISED)
def test_answers_of_all_kinds_are_judged_right(real, name):
    assignment = real.assignment(name)
    together = Class(assignment)
    together.add(assignment.model_answers.read_bytes(), expect_full_marks)
    together.add(assignment.release_notebook.read_bytes(), expect_nothing_attempted, "a.ipynb")
    for mistake in RECOGNISED[name]:
        together.add_mistake(mistake)
    for where, exercise, answer, uses in SHORT_CUTS:
        if where == name:
            text = f"import keras\nimport numpy as np\n\n\n{answer}"
            expect = functools.partial(expect_short_cut, uses=uses)
            together.add(text, expect, only=frozenset([exercise]))
    if name == "13_overtraining":
        together.add(OF_KERAS, expect_all_right, only=frozenset(["l1_penalty", "l2_penalty"]))
    if name == "12_fashion_mnist":
        model = assignment.model_answers.read_text()
        cells = ["import keras\nimport matplotlib.pyplot as plt", model, *OWN_CELLS]
        text = "\n".join(f"# %%\n{cell}\n" for cell in cells)
        only = frozenset(["preprocess", "class_name", "build_mlp"])
        together.add(text, expect_all_right, only=only)
        together.add(text + "# %%\nprint(1 / 0)\n", expect_warning_of_cell_8, only=only)
    together.grade()


def expect_full_marks(report):
    assert [exercise.name for exercise in report.exercises if exercise.outcome != "right"] == []
    assert report.score == report.max_score


def expect_all_right(report):
    assert {exercise.outcome for exercise in report.exercises} == {"right"}, report
    assert report.warnings == []


def expect_nothing_attempted(report):
    assert report.score == 0
    assert {exercise.outcome for exercise in report.exercises} == {"not attempted"}


def expect_recognised(report, entry):
    assert report.exercises[0].misconception == entry.name
    assert report.exercises[0].hint == entry.hint
    example = report.exercises[0].example
    assert example
    assert example.call.startswith(f"{entry.of}(")
    assert example.returned != example.expected


def expect_short_cut(report, uses):
    assert report.score == 0
    assert f"It uses {uses} in cell 1" in str(report.exercises[0].tests[-1].message)


def expect_warning_of_cell_8(report):
    assert report.warnings == ["Cell 8 raised ZeroDivisionError, line 1: division by zero."]
