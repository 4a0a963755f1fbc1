"""Interleaved tests: the same verdicts as one after the other, whatever a call does."""

from __future__ import annotations

import time
from functools import partial

import numpy as np
import pytest

from autograder.grading.calls import StudentError
from autograder.grading.interleaving import InterleavedStudent, run_interleaved
from autograder.grading.session import Session
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


def session_of(host, *cells: str) -> Session:
    numbered = [CodeCell(number, source, None) for number, source in enumerate(cells, start=1)]
    return Session(host, numbered, LIMITS)


@pytest.fixture
def session(host):
    with session_of(host, FUNCTIONS) as session:
        yield session


def interleave(session, *tests):
    """What each test returns, or the kind of its error; and the calls in the order of recording."""
    recorded = []

    def run(test):
        try:
            return test(InterleavedStudent(session, recorded))
        except StudentError as error:
            return error.kind

    results = run_interleaved([partial(run, test) for test in tests], session)
    return results, [call.function for call in recorded]


def test_each_test_gets_its_own_answers(session):
    def doubles(start, student):
        return [int(student.double(number)) for number in range(start, start + 5)]

    results, _ = interleave(session, *(partial(doubles, start) for start in (0, 10, 20)))
    assert results == [[2 * number for number in range(start, start + 5)] for start in (0, 10, 20)]


def test_tests_take_turns_call_by_call(session):
    def two(name, student):
        student.double(f"{name}1")
        student.double(f"{name}2")

    interleave(session, partial(two, "a"), partial(two, "b"))
    assert session.seen() == ["a1", "b1", "a2", "b2"]


def test_calls_that_do_not_wait_for_each_other_cross_together(session):
    def several(student):
        return [int(value) for value in student.double.each([(3,), (4,), (5,)])]

    def two(student):
        return int(student.double(int(student.double(1))))

    results, recorded = interleave(session, several, two)
    assert results == [[6, 8, 10], 4]
    assert recorded == ["double"] * 5
    assert [int(number) for number in session.seen()] == [3, 4, 5, 1, 2]


def test_what_one_of_them_raises_comes_in_its_turn(session):
    def several(student):
        values = student.picky.each([(1,), (2,), (3,)])
        yield int(next(values))
        yield next(values)

    def until_it_raises(student):
        reached = several(student)
        first = next(reached)
        with pytest.raises(StudentError) as raised:
            next(reached)
        return first, raised.value.kind

    results, recorded = interleave(session, until_it_raises)
    assert results == [(1, "ValueError")]
    assert recorded == ["picky", "picky"]


def test_they_may_also_be_made_by_a_student_alone(session):
    assert [int(value) for value in session.double.each([(1,), (2,)])] == [2, 4]
    assert list(session.double.each([])) == []


def test_one_test_leaves_nothing_for_the_next(session):
    def strict(student):
        np.seterr(all="raise")
        return int(student.double(1))

    def lenient(student):
        student.double(1)
        return np.geterr()["divide"]

    results, _ = interleave(session, strict, strict)
    assert results == [2, 2]
    results, _ = interleave(session, lenient, lenient)
    assert results == ["warn", "warn"]


def test_a_test_without_a_call_and_one_that_makes_many(session):
    results, recorded = interleave(
        session, lambda student: "none", lambda student: [student.double(1) for _ in range(300)][-1]
    )
    assert results == ["none", 2]
    assert recorded == ["double"] * 300


@pytest.mark.parametrize(("bad", "kind"), [("hangs", "slow"), ("ends", "ended")])
def test_a_call_that_breaks_the_worker_is_found_among_many(session, bad, kind):
    tests = [lambda student, n=n: int(student.double(n)) for n in range(5)]
    tests.insert(3, lambda student: getattr(student, bad)())
    results, recorded = interleave(session, *tests)
    assert results == [0, 2, 4, kind, 6, 8]
    assert recorded.count("double") == 5
    assert recorded.count(bad) == 1


def test_a_slow_call_before_one_that_hangs_is_not_blamed(session):
    results, _ = interleave(
        session,
        lambda student: student.slow(1),
        lambda student: student.hangs(),
        lambda student: student.slow(2),
    )
    assert results == [1, "slow", 2]


def test_a_function_that_took_too_long_is_not_called_again(session):
    begun = time.monotonic()
    results, _ = interleave(session, *[lambda student: student.hangs()] * 20)
    assert results == ["slow"] * 20
    assert time.monotonic() - begun < 20 * LIMITS.call_seconds


def test_an_exception_is_its_tests_own(session):
    results, _ = interleave(
        session, lambda student: student.raises(), lambda student: student.double(1)
    )
    assert results == ["ValueError", 2]


def test_a_call_back_reaches_its_own_function(session):
    results, _ = interleave(
        session,
        lambda student: student.applies(lambda x: x + 1, 1),
        lambda student: student.double(4),
        lambda student: student.applies(lambda x: x + 2, 1),
    )
    assert results == [2, 8, 3]


def test_a_call_back_at_the_wrong_time_harms_nobody_else(session):
    def keeps_and_uses(student):
        student.applies(lambda x: x, 1)
        return student.applies_later(2)

    def waits_and_doubles(student):
        student.double(0)
        return student.double(1)

    results, _ = interleave(session, keeps_and_uses, waits_and_doubles)
    assert results[1] == 2
    assert results[0] in ("TypeError", "NameError")


def test_large_arguments_cross_beside_small_ones(session):
    large = np.arange(2**20, dtype=float)
    results, _ = interleave(
        session,
        lambda student: student.double(large),
        lambda student: student.double(1),
        lambda student: student.double(large),
    )
    assert np.array_equal(results[0], 2 * large)
    assert results[1] == 2


def test_what_a_test_raises_on_its_own_ends_all(session):
    def broken(student):
        student.double(1)
        raise KeyError("a grader's own mistake")

    with pytest.raises(KeyError):
        run_interleaved([partial(broken, InterleavedStudent(session, [])), lambda: None], session)
    assert session.double(2) == 4


@pytest.mark.parametrize("bad", ["os._exit(0)", "time.sleep(600)"])
def test_a_cell_that_breaks_the_worker_is_found_among_many(host, bad):
    cells = "import os, time", "def one():\n    return 1", bad, "def two():\n    return 2"
    with session_of(host, *cells) as session:
        assert (session.one(), session.two()) == (1, 2)
        assert [notice.text[:7] for notice in session.notices] == ["Cell 3 "]
