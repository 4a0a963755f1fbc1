"""Values as people would type them."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.course.examples import call
from autograder.grading.as_python import as_python, call_text, definitions, results
from autograder.sandbox.inside.protocol import values


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.5, "2.5"),
        (True, "True"),
        (None, "None"),
        ("a", "'a'"),
        (1 / 3, "0.3333333333333333"),
        (-np.inf, "-np.inf"),
        (np.nan, "np.nan"),
        (np.uint8(3), "np.uint8(3)"),
        (np.float64(2.5), "np.float64(2.5)"),
        (np.array([1.0, 2.0]), "np.array([1.0, 2.0])"),
        (np.array([[1, 2]]), "np.array([[1, 2]])"),
        (np.array([1], dtype=np.uint8), "np.array([1], dtype=np.uint8)"),
        (np.array([1.0], dtype=np.float32), "np.array([1.0], dtype=np.float32)"),
        (np.array([True]), "np.array([True])"),
        (np.array([]), "np.array([], dtype=np.float64)"),
        (np.zeros((0, 3)), "np.zeros((0, 3))"),
        (np.array([np.nan, np.inf]), "np.array([np.nan, np.inf])"),
        ([1, (2.0,)], "[1, (2.0,)]"),
        ({"w": np.array([1.0])}, "{'w': np.array([1.0])}"),
        (np.random.default_rng(7), "np.random.default_rng(7)"),
    ],
)
def test_it_is_what_gives_the_value(value, text):
    assert as_python(value) == text
    made = eval(text, {"np": np})
    assert type(made) is type(value)
    if not isinstance(value, np.random.Generator):
        np.testing.assert_equal(made, value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.zeros((20, 30)), "an array of shape (20, 30)"),
        ([0] * 50, "a list of 50 items"),
        (values.Foreign("coroutine"), "an object of type coroutine"),
        (values.Model(b"", [], b""), "a Keras model"),
        ("\u202ex" * 200, "'\\\\u202ex"),
    ],
)
def test_what_is_long_or_no_data_is_said_in_words(value, text):
    assert as_python(value).startswith(text)
    assert len(as_python(value)) < 100


@pytest.mark.parametrize(
    ("returned", "expected", "texts"),
    [
        (2 / 3, 0.5, ("0.666667", "0.5")),
        (np.array(2.5), np.array([2.5]), ("2.5", "np.array([2.5])")),
        (1.00000001, 1.0, ("1.00000001", "1.0")),
        (np.array([1, 2]), [1, 2], ("np.array([1, 2])", "[1, 2]")),
    ],
)
def test_results_have_as_few_digits_as_tell_them_apart(returned, expected, texts):
    assert results(returned, expected) == texts


def square(x):
    return x * x


def test_a_call_is_what_a_person_would_type():
    example = call(square, np.array([1.0]), delta=0.5)
    assert call_text("slope", example) == "slope(square, np.array([1.0]), delta=0.5)"
    assert definitions(example) == "def square(x):\n    return x * x"
