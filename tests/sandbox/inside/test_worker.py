"""Cells in a worker: a statement that fails costs nothing but itself, and nothing runs twice."""

from __future__ import annotations

import pytest

from autograder.grading.session import Session
from autograder.limits import Limits
from autograder.submissions.submission import CodeCell
from tests.conftest import needs_sandbox

pytestmark = needs_sandbox

SHOW_DONE = """
def show_done():
    return list(done)
"""


def run(host, source: str) -> tuple[list[int], list[str]]:
    """The numbers that a cell has added to a list, and the warnings about it."""
    cells = [
        CodeCell(1, "done = []", None),
        CodeCell(2, source, None),
        CodeCell(3, SHOW_DONE, None),
    ]
    student = Session(host, cells, Limits())
    try:
        notices = [notice.text for notice in student.notices]
        return [int(number) for number in student.show_done()], notices
    finally:
        student.close()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("done.append(1)\ndone.append(2)", [1, 2]),
        ("done.append(1)\ndone.append(1 / 0)\ndone.append(3)", [1, 3]),
        ("done.append(1); done.append(1 / 0); done.append(3)", [1, 3]),
        ("done.append(1); done.append(1 / 0)\ndone.append(3); 1 / 0; done.append(4)", [1, 3, 4]),
        ("done.append(\n    1 / 0\n)\ndone.append(2)", [2]),
        ("for i in range(3):\n    done.append(i)\n    done[i + i]\ndone.append(9)", [0, 1, 9]),
        ("@missing\n@property\ndef f(): pass\ndone.append(1)", [1]),
        ("@property\n@missing\ndef f(): pass\ndone.append(1)", [1]),
        ("class C:\n    done.append(1)\n    1 / 0\ndone.append(2)", [1, 2]),
        ("def f(a=1 / 0): pass\ndone.append(1)", [1]),
        ("def f():\n    g()\ndef g():\n    1 / 0\nf()\ndone.append(1)", [1]),
        ("done.append(1)\nraise SystemExit\ndone.append(2)", [1, 2]),
        ("done.append(1)\nreturn\ndone.append(2)", [1, 2]),
        ("try:\n    1 / 0\nfinally:\n    done.append(1)\ndone.append(2)", [1, 2]),
        ("with open('/nowhere'):\n    done.append(1)\ndone.append(2)", [2]),
        ("ä = '€'; done.append(1); 1 / 0; done.append(len(ä))", [1, 1]),
        ("done.append(1)\ndone.append(\n", []),
    ],
)
def test_each_statement_runs_once(host, source, expected):
    assert run(host, source)[0] == expected


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("done.append(1)", []),
        ("x = 1\n1 / 0", ["Cell 2 raised ZeroDivisionError, line 2: division by zero."]),
        ("1 / 0\n[][1]", ["Cell 2 raised ZeroDivisionError, line 1: division by zero."]),
        (
            "x = 1\nreturn",
            ["Cell 2 raised SyntaxError: 'return' outside function (<cell 2>, line 2)."],
        ),
    ],
)
def test_the_first_problem_is_reported(host, source, said):
    assert run(host, source)[1] == said
