"""What a session bounds beside the time: how much a submission may answer in all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.grading.calls import Request, StudentError
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
