"""Public examples: how a file of them is read, and that the course's own are calls that work."""

from __future__ import annotations

import copy
import runpy
import textwrap

import numpy as np
import pytest

from autograder.course.examples import ExamplesError, call, read_examples
from autograder.course.loading import load_course
from tests.conftest import REPOSITORY

WITH_EXAMPLES = [
    assignment
    for assignment in load_course(REPOSITORY).assignments
    if assignment.examples.is_file()
]


def write(path, text):
    header = "from autograder.course.examples import call, compared, examples, generator\n"
    path.write_text(header + textwrap.dedent(text), encoding="utf-8")
    return path


def test_examples_are_read_in_their_order(tmp_path):
    path = write(
        tmp_path / "tiny.py",
        """
        @examples(of="double")
        def double():
            yield call(2)
            yield call(x=[1, 2])

        @generator(of="double")
        def more_of_double(rng):
            return call(rng.integers(9))

        @compared(of="double")
        def rounded(value, x):
            return round(value)
        """,
    )
    double = read_examples(path)["double"]
    assert double.listed == (call(2), call(x=[1, 2]))
    assert 0 <= double.generator(np.random.default_rng(0)).args[0] < 9
    assert double.compared(3.9, 2) == 4


def test_a_missing_file_holds_no_examples(tmp_path):
    assert read_examples(tmp_path / "tiny.py") == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@examples(of='f')\ndef f():\n    yield 2", "f: yield call(...), not 2"),
        ("@generator(of='f')\ndef f(rng):\n    return call(2)", "f: @generator without examples"),
        ("@compared(of='f')\ndef f(value):\n    return 2", "f: @compared without examples"),
        (
            "@examples(of='f')\ndef f():\n    yield call(2)\n"
            "@examples(of='f')\ndef g():\n    yield call(2)",
            "a second function @examples",
        ),
    ],
)
def test_a_file_that_breaks_the_format_is_refused(tmp_path, text, message):
    with pytest.raises(ExamplesError) as raised:
        read_examples(write(tmp_path / "tiny.py", text))
    assert message in str(raised.value)


@pytest.mark.parametrize("assignment", WITH_EXAMPLES, ids=lambda assignment: assignment.name)
def test_the_model_answers_take_every_example(assignment):
    found = read_examples(assignment.examples)
    assert list(found) == [exercise.name for exercise in assignment.exercises]
    answers = runpy.run_path(str(assignment.model_answers))
    rng = np.random.default_rng(0)
    for name, of_exercise in found.items():
        made = [of_exercise.generator(rng) for _ in range(20)] if of_exercise.generator else []
        assert of_exercise.listed
        for example in (*of_exercise.listed, *made):
            before = copy.deepcopy(example)
            answers[name](*example.args, **example.kwargs)
            for given, kept in zip(example.args, before.args, strict=True):
                if not isinstance(given, np.random.Generator):
                    np.testing.assert_equal(given, kept)
