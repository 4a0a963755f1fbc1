"""Tests that run side by side: the same verdicts as one after the other, whatever a call does."""

from __future__ import annotations

import time
from functools import partial

import numpy as np
import pytest

from autograder.grading.student import Student, StudentError
from autograder.grading.together import Seat, run_together
from autograder.limits import Limits
from autograder.submissions.submission import CodeCell
from tests.conftest import needs_sandbox

pytestmark = needs_sandbox

LIMITS = Limits(call_seconds=1.5, submission_seconds=60.0)

FUNCTIONS = """
import os, time

calls = []

def double(x):
    calls.append(x)
    return 2 * x

def seen():
    return list(calls)

def picky(x):
    if x == 2:
        raise ValueError
    return x

def hangs():
    time.sleep(600)

def slow(x):
    time.sleep(0.4)
    return x

def ends():
    os._exit(0)

def raises():
    raise ValueError

def applies(function, x):
    global kept
    kept = function
    return function(x)

def applies_later(x):
    return kept(x)
"""


def student_of(host, *cells: str) -> Student:
    numbered = [CodeCell(number, source, None) for number, source in enumerate(cells, start=1)]
    return Student(host, numbered, LIMITS)


@pytest.fixture
def student(host):
    student = student_of(host, FUNCTIONS)
    yield student
    student.close()


def side_by_side(student, *tests):
    """What each test returns, or the kind of its error; and the calls in the order of recording."""
    recorded = []

    def run(test):
        try:
            return test(Seat(student, recorded))
        except StudentError as error:
            return error.kind

    results = run_together([partial(run, test) for test in tests], student)
    return results, [call.function for call in recorded]


def test_each_test_gets_its_own_answers(student):
    def doubles(start, seat):
        return [int(seat.double(number)) for number in range(start, start + 5)]

    results, _ = side_by_side(student, *(partial(doubles, start) for start in (0, 10, 20)))
    assert results == [[2 * number for number in range(start, start + 5)] for start in (0, 10, 20)]


def test_tests_take_turns_call_by_call(student):
    def two(name, seat):
        seat.double(f"{name}1")
        seat.double(f"{name}2")

    side_by_side(student, partial(two, "a"), partial(two, "b"))
    assert student.seen() == ["a1", "b1", "a2", "b2"]


def test_calls_that_do_not_wait_for_each_other_cross_together(student):
    def several(seat):
        return [int(value) for value in seat.double.each([(3,), (4,), (5,)])]

    def two(seat):
        return int(seat.double(int(seat.double(1))))

    results, recorded = side_by_side(student, several, two)
    assert results == [[6, 8, 10], 4]
    assert recorded == ["double"] * 5
    assert [int(number) for number in student.seen()] == [3, 4, 5, 1, 2]


def test_what_one_of_them_raises_comes_in_its_turn(student):
    def several(seat):
        values = seat.picky.each([(1,), (2,), (3,)])
        yield int(next(values))
        yield next(values)

    def until_it_raises(seat):
        reached = several(seat)
        first = next(reached)
        with pytest.raises(StudentError) as raised:
            next(reached)
        return first, raised.value.kind

    results, recorded = side_by_side(student, until_it_raises)
    assert results == [(1, "ValueError")]
    assert recorded == ["picky", "picky"]


def test_they_may_also_be_made_by_a_student_alone(student):
    assert [int(value) for value in student.double.each([(1,), (2,)])] == [2, 4]
    assert list(student.double.each([])) == []


def test_one_test_leaves_nothing_for_the_next(student):
    def strict(seat):
        np.seterr(all="raise")
        return int(seat.double(1))

    def lenient(seat):
        seat.double(1)
        return np.geterr()["divide"]

    results, _ = side_by_side(student, strict, strict)
    assert results == [2, 2]
    results, _ = side_by_side(student, lenient, lenient)
    assert results == ["warn", "warn"]


def test_a_test_without_a_call_and_one_that_makes_many(student):
    results, recorded = side_by_side(
        student, lambda seat: "none", lambda seat: [seat.double(1) for _ in range(300)][-1]
    )
    assert results == ["none", 2]
    assert recorded == ["double"] * 300


@pytest.mark.parametrize(("bad", "kind"), [("hangs", "slow"), ("ends", "ended")])
def test_a_call_that_breaks_the_worker_is_found_among_many(student, bad, kind):
    tests = [lambda seat, n=n: int(seat.double(n)) for n in range(5)]
    tests.insert(3, lambda seat: getattr(seat, bad)())
    results, recorded = side_by_side(student, *tests)
    assert results == [0, 2, 4, kind, 6, 8]
    assert recorded.count("double") == 5
    assert recorded.count(bad) == 1


def test_a_slow_call_before_one_that_hangs_is_not_blamed(student):
    results, _ = side_by_side(
        student, lambda seat: seat.slow(1), lambda seat: seat.hangs(), lambda seat: seat.slow(2)
    )
    assert results == [1, "slow", 2]


def test_a_function_that_took_too_long_is_not_called_again(student):
    begun = time.monotonic()
    results, _ = side_by_side(student, *[lambda seat: seat.hangs()] * 20)
    assert results == ["slow"] * 20
    assert time.monotonic() - begun < 20 * LIMITS.call_seconds


def test_an_exception_is_its_tests_own(student):
    results, _ = side_by_side(student, lambda seat: seat.raises(), lambda seat: seat.double(1))
    assert results == ["ValueError", 2]


def test_a_call_back_reaches_its_own_function(student):
    results, _ = side_by_side(
        student,
        lambda seat: seat.applies(lambda x: x + 1, 1),
        lambda seat: seat.double(4),
        lambda seat: seat.applies(lambda x: x + 2, 1),
    )
    assert results == [2, 8, 3]


def test_a_call_back_at_the_wrong_time_harms_nobody_else(student):
    def keeps_and_uses(seat):
        seat.applies(lambda x: x, 1)
        return seat.applies_later(2)

    def waits_and_doubles(seat):
        seat.double(0)
        return seat.double(1)

    results, _ = side_by_side(student, keeps_and_uses, waits_and_doubles)
    assert results[1] == 2
    assert results[0] in ("TypeError", "NameError")


def test_large_arguments_cross_beside_small_ones(student):
    large = np.arange(2**20, dtype=float)
    results, _ = side_by_side(
        student,
        lambda seat: seat.double(large),
        lambda seat: seat.double(1),
        lambda seat: seat.double(large),
    )
    assert np.array_equal(results[0], 2 * large)
    assert results[1] == 2


def test_what_a_test_raises_on_its_own_ends_all(student):
    def broken(seat):
        seat.double(1)
        raise KeyError("a grader's own mistake")

    with pytest.raises(KeyError):
        run_together([partial(broken, Seat(student, [])), lambda: None], student)
    assert student.double(2) == 4


@pytest.mark.parametrize("bad", ["os._exit(0)", "time.sleep(600)"])
def test_a_cell_that_breaks_the_worker_is_found_among_many(host, bad):
    student = student_of(
        host, "import os, time", "def one():\n    return 1", bad, "def two():\n    return 2"
    )
    try:
        assert (student.one(), student.two()) == (1, 2)
        assert [warning[:7] for warning in student.warnings] == ["Cell 3 "]
    finally:
        student.close()
