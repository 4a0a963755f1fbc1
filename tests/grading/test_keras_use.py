"""Which exercises wait for a worker with Keras, as the text shows."""

from __future__ import annotations

import time

import pytest

from autograder.grading.keras_use import exercises_with_keras
from autograder.submissions.submission import CodeCell

IMPORTS = "import keras\nimport numpy as np"
NUMPY = (
    "def l2_penalty(weights, strength):\n    return strength * sum(np.sum(w**2) for w in weights)"
)


def chosen(assignment, *sources: str) -> list[str]:
    cells = [CodeCell(number, source, None) for number, source in enumerate(sources, start=1)]
    return [
        exercise.name
        for exercise in exercises_with_keras(assignment, assignment.exercises, cells)
        if not exercise.keras
    ]


@pytest.mark.parametrize(
    "source",
    [
        "def l2_penalty(weights, strength):\n    return strength * keras.ops.sum(weights[0] ** 2)",
        "from keras import ops\ndef l2_penalty(w, s):\n    return s * ops.sum(w[0])",
        "from keras import (\n    ops as o,\n)\ndef l2_penalty(w, s):\n    return s * o.sum(w[0])",
        "import tensorflow as tf\ndef l2_penalty(w, s):\n    return s * tf.reduce_sum(w[0])",
        "def l2_penalty(w, s):\n    import keras as K\n    return s * K.ops.sum(w[0])",
        "def l2_penalty(w, s): return s * total(w)\ndef total(w):\n    return keras.ops.sum(w[0])",
        "square = keras.ops.square\nl2_penalty = lambda w, s: s * square(w[0])",
        "@keras.saving.register_keras_serializable()\ndef l2_penalty(w, s):\n    return s",
        "from keras.ops import *\ndef l2_penalty(w, s):\n    return s * sum(w[0])",
    ],
)
def test_an_answer_that_uses_keras_waits_for_it(real, source):
    assert "l2_penalty" in chosen(real.assignment("overtraining"), IMPORTS, source)


@pytest.mark.parametrize(
    "source",
    [
        NUMPY,
        NUMPY.replace("):", '):\n    """As keras.regularizers.L2 does."""', 1),
        NUMPY + "  # keras.ops would do as well",
        NUMPY + "\n\n\nmodel = keras.Sequential([])\nprint(l2_penalty(model.weights, 1))",
        "def other():\n    return keras.ops.sum(1)\n\n\n" + NUMPY,
        "def keras_free(): pass\n" + NUMPY,
    ],
)
def test_an_answer_that_does_not_use_it_does_not_wait(real, source):
    assert chosen(real.assignment("overtraining"), IMPORTS, source) == []


@pytest.mark.parametrize("slug", ["overtraining", "regression", "fashion_mnist", "classification"])
def test_no_model_answer_waits(real, slug):
    assignment = real.assignment(slug)
    assert chosen(assignment, assignment.model_answers.read_text()) == []


def test_where_the_notebook_does_not_import_it_there_is_none(real):
    assert (
        chosen(real.assignment("losses"), "import keras\ndef mse(a, b): return keras.ops.sum(a)")
        == []
    )


def test_above_the_notebooks_own_import_there_is_none(real):
    assignment = real.assignment("parameter_counting")
    text = (
        "import keras\ndef dense_params(inputs, units): return keras.Sequential([]).count_params()"
    )
    assert chosen(assignment, text) == []


@pytest.mark.parametrize(
    "source",
    ["a" + " " * 10**6, ("'''" + '"""') * 10**5, "import keras\n" * 10**5, "@x\n" * 10**5,
     "a = b\nb = a\n" * 10**4, "from keras import (" * 10**4, "#" * 10**6],
)  # fmt: skip
def test_long_texts_cost_little(real, source):
    begun = time.process_time()
    chosen(real.assignment("overtraining"), source)
    assert time.process_time() - begun < 5
