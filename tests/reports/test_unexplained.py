"""Groups of unexplained wrong answers."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from autograder.reports.report import Counterexample, Unexplained, for_student, without_code
from autograder.reports.unexplained import groups_of, wrong_alike
from tests.reports.test_report import REPORT


def answered(student, returned, function="def double(x): return 0", call="double(1)"):
    example = Counterexample(call, "0", "2")
    exercise = replace(REPORT.exercises[0], example=example)
    found = Unexplained("double", returned, function, ["import numpy as np"])
    return replace(REPORT, student=student, exercises=[exercise], unexplained=[found])


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({"a": "1", "b": "2"}, {"a": "1", "b": "2"}, True),
        ({"a": "1", "b": "2"}, {"a": "3", "b": "4"}, False),
        # Calls that only one has answered say nothing.
        ({"a": "1", "b": "2", "c": ""}, {"a": "1", "b": "2", "d": "5"}, True),
        ({"a": "1"}, {"b": "1"}, False),
        # Where both are right, they are so with different mistakes.
        ({"a": "1", "b": "", "c": "", "d": "", "e": ""},
         {"a": "2", "b": "", "c": "", "d": "", "e": ""}, False),
        # Half of the wrong calls, and six of ten in all.
        ({"a": "1", "b": "2", "c": ""}, {"a": "1", "b": "3", "c": ""}, True),
        ({"a": "1", "b": "2"}, {"a": "1", "b": "3"}, False),
    ],
)  # fmt: skip
def test_answers_are_wrong_alike_where_most_calls_agree(one, other, alike):
    assert wrong_alike(one, other) == wrong_alike(other, one) == alike


def test_groups_are_numbered_by_size_whatever_the_order():
    reports = [
        answered("ada", {"a": "9", "b": "8"}),
        answered("ben", {"a": "1", "b": "2"}, "def double(x):\n    return x", "double(22)"),
        answered("cleo", {"a": "1", "b": "2"}, ""),
        answered("dan", {"a": "1", "b": "2"}, "def double(y):\n    return y - 0", "double(1)"),
    ]
    first, second = groups_of(reports)
    assert groups_of(reports[::-1]) == [first, second]
    assert (first.exercise, first.number, first.students) == ("double", 1, ("ben", "cleo", "dan"))
    assert (first.author, first.function) == ("ben", "def double(x):\n    return x")
    assert first.needs == ("import numpy as np",)
    assert first.example == Counterexample("double(1)", "0", "2")
    assert (second.number, second.students) == (2, ("ada",))


@pytest.mark.parametrize("feedback", ["full", "titles", "score"])
def test_students_never_see_what_is_for_staff(feedback):
    report = answered("ada", {"a": "1"})
    assert for_student(report, feedback).unexplained == []
    assert without_code(report).unexplained == []
    assert without_code(report).exercises == report.exercises
