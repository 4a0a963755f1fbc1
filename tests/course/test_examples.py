"""Public examples: how a file of them is read, and that the course's own are calls that work."""

from __future__ import annotations

import runpy
import subprocess
import sys
import textwrap

import numpy as np
import pytest

from autograder.course.examples import ExamplesError, call, read_examples
from autograder.course.loading import load_course
from autograder.grading.calls import Recorded, Request
from autograder.grading.in_process import call_as_in_worker
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
    path = write(tmp_path / "tiny.py", text)
    with pytest.raises(ExamplesError) as raised:
        [of_exercise.listed for of_exercise in read_examples(path).values()]
    assert message in str(raised.value)


def test_examples_are_made_anew_whenever_they_are_asked_for(tmp_path):
    text = "@examples(of='f')\ndef f():\n    yield call([2])"
    f = read_examples(write(tmp_path / "tiny.py", text))["f"]
    f.listed[0].args[0].clear()
    assert f.listed == (call([2]),)


@pytest.mark.parametrize("assignment", WITH_EXAMPLES, ids=lambda assignment: assignment.name)
def test_the_model_answers_take_every_example_and_leave_it_as_it_was(assignment):
    found = read_examples(assignment.examples)
    assert list(found) == [exercise.name for exercise in assignment.exercises]
    answers = runpy.run_path(str(assignment.model_answers))
    rng = np.random.default_rng(0)
    for name, of_exercise in found.items():
        count = 2 if assignment.exercise(name).keras else 20
        made = [of_exercise.generator(rng) for _ in range(count)] if of_exercise.generator else []
        assert of_exercise.listed
        for example in (*of_exercise.listed, *made):
            request = Request.of(name, example.args, example.kwargs, frozen=True)
            recorded = Recorded(name, request.arguments, request.functions, True, None, None)
            called = call_as_in_worker(answers[name], recorded)
            assert (called.error, called.changed) == (None, False), f"{name}: {example}"


def test_numeric_assignments_read_their_examples_without_keras():
    code = """
        import sys
        from pathlib import Path
        from autograder.course.examples import read_examples
        from autograder.course.loading import load_course

        for assignment in load_course(Path()).assignments:
            for exercise, found in read_examples(assignment.examples).items():
                if not assignment.exercise(exercise).keras:
                    found.listed
                    found.generator
        assert "keras" not in sys.modules
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], cwd=REPOSITORY, check=True)
