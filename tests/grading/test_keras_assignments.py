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
    ("10_regression", "evaluates_only"),  # an entry: what it gives is computed in single precision
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


@pytest.mark.parametrize(("name", "mistake"), RECOGNISED)
def test_a_mistake_is_recognised(real, name, mistake):
    assignment = real.assignment(name)
    entry = next(
        entry
        for entry in read_bank(assignment.root / "solutions", assignment.slug)
        if mistake in (entry.of, entry.name) and entry.kind == "misconception"
    )
    wrong = replace(submission_of(assignment, entry), only=frozenset({entry.of}))
    (report,) = grade(assignment, wrong)
    assert report.exercises[0].misconception == entry.name
    assert report.exercises[0].hint == entry.hint


OF_KERAS = {
    "l2_penalty": (
        "def l2_penalty(weights, strength):\n"
        "    total = sum(keras.ops.sum(keras.ops.square(keras.ops.cast(w, 'float64')))\n"
        "                for w in weights)\n"
        "    return strength * total\n"
    ),
    "l1_penalty": (
        "import tensorflow as tf\n\n\ndef l1_penalty(weights, strength):\n"
        "    sums = [tf.reduce_sum(tf.abs(tf.cast(w, tf.float64))) for w in weights]\n"
        "    return strength * sum(sums)\n"
    ),
}


def test_a_notebook_that_imports_keras_has_it_in_every_exercise(real):
    assignment = real.assignment("overtraining")
    text = "# %%\nimport keras\nimport numpy as np\n\n# %%\n" + "\n# %%\n".join(OF_KERAS.values())
    only = frozenset(["l1_penalty", "l2_penalty"])
    (report,) = grade(
        assignment, Submission("a", assignment.name, "a.py", text.encode(), only=only)
    )
    assert [exercise.outcome for exercise in report.exercises] == ["right", "right"], report
    assert report.warnings == []


@pytest.mark.parametrize(
    ("slug", "name", "answer", "uses"),
    [
        (
            "overtraining",
            "l2_penalty",
            "def l2_penalty(weights, strength):\n    one = keras.regularizers.L2(strength)\n"
            "    return sum(float(one(w.astype(float))) for w in weights)\n",
            "keras.regularizers.L2",
        ),
        (
            "regression",
            "r_squared",
            "from keras.metrics import R2Score\n\n\ndef r_squared(y_true, y_pred):\n"
            "    metric = R2Score()\n"
            "    metric.update_state(np.reshape(y_true, (-1, 1)), np.reshape(y_pred, (-1, 1)))\n"
            "    return float(metric.result())\n",
            "keras.metrics.R2Score",
        ),
    ],
)
def test_what_keras_itself_has_of_an_exercise_is_a_short_cut(real, slug, name, answer, uses):
    assignment = real.assignment(slug)
    text = f"import keras\nimport numpy as np\n\n\n{answer}"
    only = frozenset([name])
    (report,) = grade(
        assignment, Submission("a", assignment.name, "a.py", text.encode(), only=only)
    )
    assert report.score == 0
    assert f"It uses {uses} in cell 1" in str(report.exercises[0].tests[-1].message)


def test_cells_that_need_keras_give_no_warning_where_they_work(real):
    assignment = real.assignment("fashion_mnist")
    model = assignment.model_answers.read_text()
    own = (
        "build_mlp().summary()",
        "n, bins, patches = plt.hist([1, 2])",
        "network = build_mlp()",
        "print(network.count_params())",
        "keras.utils.set_random_seed(1)",
    )
    cells = ["import keras\nimport matplotlib.pyplot as plt", model, *own]
    text = "\n".join(f"# %%\n{cell}\n" for cell in cells)
    only = frozenset(["preprocess", "class_name", "build_mlp"])
    (report,) = grade(
        assignment, Submission("a", assignment.name, "a.py", text.encode(), only=only)
    )
    assert report.warnings == []
    assert report.score == report.max_score
    failing = text + "# %%\nprint(1 / 0)\n"
    submission = Submission("a", assignment.name, "a.py", failing.encode(), only=only)
    (report,) = grade(assignment, submission)
    assert report.warnings == ["Cell 8 raised ZeroDivisionError, line 1: division by zero."]
