"""What a session bounds: how much a submission may answer in all, and how long a call computes."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from autograder.grading.calls import SLOW, Request, StudentError
from autograder.grading.session import Session
from autograder.sandbox.inside.protocol import messages
from autograder.submissions.submission import CodeCell
from tests.conftest import LIMITS, needs_sandbox

pytestmark = needs_sandbox
ZEROS = "def zeros(n):\n    return [0.0] * n\n"


def test_all_values_together_have_a_bound(host):
    limits = replace(LIMITS, answer_bytes=10_000)
    with Session(host, [CodeCell(1, ZEROS, None)], limits) as student:
        for _ in range(3):
            assert len(student.zeros(300)) == 300
        with pytest.raises(StudentError, match=r"The values that all functions returned are"):
            list(student.zeros.each([(300,)] * 3))


ENDLESS = """
def add_up(numbers):
    while len(numbers) > 2:
        try:
            numbers[0] += 1
        except Exception:
            pass
    return sum(numbers)

def double(x):
    return 2 * x
"""


def test_a_call_is_stopped_after_its_processor_time(host):
    with Session(host, [CodeCell(1, ENDLESS, None)], LIMITS) as student:
        assert student.add_up.within(0.2, [1, 2]) == 3
        begun = time.monotonic()
        with pytest.raises(StudentError, match=r"stopped after 0\.2 s of computing") as stopped:
            student.add_up.within(0.2, [1, 2, 3])
        assert stopped.value.kind == SLOW
        assert time.monotonic() - begun < LIMITS.call_seconds
        with pytest.raises(StudentError, match="stopped after"):  # it is not called again
            student.add_up([1, 2])
        assert student.double(4) == 8  # by the same worker
        assert student.recorded[1].error == SLOW


def test_code_that_stops_the_clock_has_the_time_of_a_call(host):
    text = ENDLESS.replace(
        "    while", "    import signal\n    signal.setitimer(signal.ITIMER_PROF, 0)\n    while"
    )
    limits = replace(LIMITS, call_seconds=1.0)
    with (
        Session(host, [CodeCell(1, text, None)], limits) as student,
        pytest.raises(StudentError, match="took longer than 1 s"),
    ):
        student.add_up.within(0.2, [1, 2, 3])


def test_a_model_is_not_rebuilt_where_none_is_asked_for(host):
    text = (
        "import sys\n"
        "values = sys.modules['autograder.sandbox.inside.protocol.values']\n"
        "def model():\n"
        "    return [values.Model(b'{}', [])]\n"
    )
    with (
        Session(host, [CodeCell(1, text, None)], LIMITS) as student,
        pytest.raises(StudentError, match="a Keras model where none is asked for"),
    ):
        student.model()


def test_values_are_counted_when_they_come(host):
    """Of many calls that cross together, no more is kept than may be answered in all."""
    limits = replace(LIMITS, answer_bytes=10_000)
    with Session(host, [CodeCell(1, ZEROS, None)], limits) as student:
        requests = [Request.of("zeros", (300,), {}, frozen=False) for _ in range(10)]
        replies = student.answer(requests)
    kept = [reply for reply in replies if isinstance(reply, messages.Returned)]
    assert len(kept) == 3
    assert all(isinstance(reply, StudentError) for reply in replies[3:])
