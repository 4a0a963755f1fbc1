"""How many exercises a file fills in."""

from __future__ import annotations

import json

import pytest

from autograder.limits import Limits
from autograder.submissions.answers import count_answers
from autograder.submissions.submission import Submission
from tests.conftest import MODEL, SOURCE


def count(assignment, text, filename="tiny.py"):
    content = text if isinstance(text, bytes) else text.encode()
    return count_answers(Submission("a", assignment.name, filename, content), assignment, Limits())


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (SOURCE, 0),
        (MODEL, 2),
        (SOURCE.replace("Return twice x", "Return two times x"), 0),  # an older release
        (SOURCE.replace("raise NotImplementedError", "return 2 * x", 1), 1),
        (SOURCE.replace("raise NotImplementedError", "pass  # later"), 0),
        (SOURCE.replace("raise NotImplementedError", "return x\n    raise NotImplementedError"), 2),
        ("double = lambda x: 2 * x\n", 1),
        ("double: object = quadruple = abs\n", 1),
        ("def helper(x):\n    return x\n", 0),
        ("if x == 1: double == 2", 0),
        ("x = (", 0),
        ("", 0),
        (b"\xff", 0),
    ],
)
def test_an_answer_is_what_differs_from_the_stub(tiny, text, answers):
    assert count(tiny.assignments[0], text) == answers


def test_every_release_is_untouched_and_every_model_answer_fills_it(real):
    for assignment in real.assignments:
        released = assignment.release_notebook.read_bytes()
        assert count(assignment, released, "x.ipynb") == 0
        answers = assignment.model_answers.read_bytes()
        assert count(assignment, answers) == len(assignment.exercises)


def test_a_broken_notebook_has_no_answers(tiny):
    cell = {"cell_type": "code", "source": MODEL, "metadata": {}}
    whole = json.dumps({"cells": [cell], "metadata": {}})
    assert count(tiny.assignments[0], whole, "x.ipynb") == 2
    assert count(tiny.assignments[0], whole[:-9], "x.ipynb") == 0
