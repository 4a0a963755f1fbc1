"""One vocabulary for outcomes, and one rule for what stands out about a report."""

from __future__ import annotations

from typing import get_args

import pytest
from msgspec.structs import replace

from autograder.reports.report import Counterexample, ExerciseReport, Outcome, Report, TestReport
from autograder.reports.words import OUTCOMES, example_sentence, notice, remarks
from autograder.submissions.platform_names import Source


def exercise(name: str, outcome: Outcome, hint: str | None = None) -> ExerciseReport:
    tests = [TestReport("test_a", "It is right.", outcome == "right", "a wrong value")]
    return ExerciseReport(name, 0.0, 1.0, outcome, None, hint, tests)


def report(*exercises: ExerciseReport, warnings: tuple[str, ...] = (), **more) -> Report:
    sandbox = ["bubblewrap"] if exercises else []
    return Report(
        "01_tiny", "ada", 0.0, 2.0, [*exercises], "", "", sandbox, [*warnings], 0.1, **more
    )


RIGHT = exercise("mse", "right")
WRONG = exercise("mae", "wrong", "Take absolute values.")
RAISED = exercise("huber", "raised an error")
OPEN = exercise("hinge", "not attempted")


@pytest.mark.parametrize(
    ("returned", "definitions", "sentence"),
    [
        ("3.0", "", "For example, f(2.0) gives 3.0 instead of 4.0."),
        ("an error: KeyError", "",
         "For example, f(2.0) gives an error: KeyError instead of 4.0."),
        ("3.0", "def g(x):\n    return x", ""),
    ],
)  # fmt: skip
def test_an_example_is_one_sentence_where_it_needs_no_definitions(returned, definitions, sentence):
    example = Counterexample("f(2.0)", returned, "4.0", definitions)
    assert example_sentence(replace(WRONG, example=example)) == sentence
    assert example_sentence(WRONG) == ""


def test_every_outcome_has_its_words():
    assert OUTCOMES.keys() == set(get_args(Outcome))
    assert [words.sentence for words in OUTCOMES.values()] == [
        "Right.",
        "Not right yet.",
        "Raised an error.",
        "Not attempted.",
    ]


@pytest.mark.parametrize(
    ("graded", "words"),
    [
        (report(RIGHT), ""),
        (report(WRONG, RIGHT), "mae: Take absolute values."),
        (report(RAISED), "huber: a wrong value"),
        (report(OPEN), "nothing attempted"),
        (report(OPEN, warnings=("It was slow.", "Twice.")), "nothing attempted; It was slow."),
        (report(RIGHT, OPEN), "1 not attempted"),
        (
            report(WRONG, RAISED, OPEN, warnings=("It was slow.",)),
            "It was slow.; mae: Take absolute values.; 2 more",
        ),
        (report(warnings=("It is empty.", "Else.")), "It is empty."),
        (report(WRONG, source=Source(file="a.py", late=True)),
         "late, the platform says; mae: Take absolute values."),
    ],
)  # fmt: skip
def test_what_stands_out_about_a_report(graded, words):
    assert notice(graded) == words


def test_a_student_reads_every_warning():
    assert remarks(report(RIGHT, warnings=("a", "b"))) == ["a", "b"]
