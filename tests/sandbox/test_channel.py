"""The grader's end of the channel, and workers that break its rules: grading goes on."""

from __future__ import annotations

import socket
import struct
import time

import msgspec
import numpy as np
import pytest

from autograder.grading.calls import StudentError
from autograder.grading.session import Session
from autograder.limits import Limits
from autograder.sandbox.channel import Channel, ChannelTimeoutError
from autograder.sandbox.inside.protocol import guard, messages
from autograder.sandbox.inside.protocol.channel import frame
from autograder.sandbox.inside.protocol.guard import ProtocolError
from autograder.submissions.submission import CodeCell
from tests.conftest import needs_sandbox

pytestmark = needs_sandbox


class TestChannel:
    @pytest.fixture
    def ends(self):
        ours, theirs = socket.socketpair()
        with Channel(ours) as channel, theirs:
            yield channel, theirs

    def test_a_silent_worker_is_waited_for_no_longer_than_the_deadline(self, ends):
        begun = time.monotonic()
        with pytest.raises(ChannelTimeoutError):
            ends[0].receive(begun + 0.2)
        assert time.monotonic() - begun >= 0.2

    def test_a_frame_that_is_too_large_is_refused_before_it_is_read(self, ends):
        ends[1].sendall(struct.pack("<I", guard.MAX_FRAME + 1))
        with pytest.raises(ProtocolError, match="too large"):
            ends[0].receive(time.monotonic() + 1)

    def test_half_a_frame_is_silence(self, ends):
        ends[1].sendall(struct.pack("<I", 100) + b"half")
        with pytest.raises(ChannelTimeoutError):
            ends[0].receive(time.monotonic() + 0.1)

    def test_a_closed_channel_is_an_error(self, ends):
        ends[1].close()
        with pytest.raises(ProtocolError, match="closed"):
            ends[0].receive(time.monotonic() + 1)

    def test_a_worker_that_does_not_read_does_not_block_the_grader(self, ends):
        call = messages.Call(1, "f", b"x" * (8 * 1024 * 1024), frozen=False)
        with pytest.raises(ChannelTimeoutError):
            ends[0].send([call], time.monotonic() + 0.2)

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"\xc0",
            b"\x90",
            b"\x91\x91\xa8returned",
            b"garbage",
            b"\x80",
            msgspec.msgpack.encode(["missing", 1]),
            msgspec.msgpack.encode([["missing", 1], 2]),
            msgspec.msgpack.encode([[{"a": 1}] * 7]),
            msgspec.msgpack.encode([["returned", 1, b"", False, [{"a": 1}], False, [], b""]]),
            msgspec.msgpack.encode([["returned", 1, b"", False, [], False, [], b"", {"a": 1}]]),
            msgspec.msgpack.encode([["raised", 1, {"type_name": "E"}, False]]),
            b"\x91\x98\xa8returned" + b"\x91" * 4000 + b"\xc0",
            b"\x91" * 4000 + b"\xc0",
            b"\x91" * 70_000 + b"\xc0",
            msgspec.msgpack.encode([["missing", 1]]) + b"\xc0",
        ],
    )
    def test_a_frame_that_holds_no_messages_is_refused(self, ends, body):
        ends[1].sendall(struct.pack("<I", len(body)) + body)
        with pytest.raises(ProtocolError):
            ends[0].receive(time.monotonic() + 1)


PRELUDE = """
import os, struct, threading, time, msgspec

def honest(x):
    return x

def frame(*message):
    body = msgspec.msgpack.encode([message])
    return struct.pack("<I", len(body)) + body

def nothing():
    return msgspec.msgpack.encode(None)
"""


DRIPS = """
def drips():
    for byte in struct.pack("<I", 100) + bytes(100):
        os.write(3, bytes([byte]))
        time.sleep(0.9)
"""


NEVER_READS = """
import signal
signal.signal(signal.SIGALRM, signal.SIG_IGN)
os.write(3, frame("executed", 1, None, False) + frame("executed", 2, None, False))
time.sleep(600)
"""


SAYS_NOTHING = """
def says_nothing():
    while True:
        time.sleep(600)
"""


DIES = """
def dies():
    os._exit(0)
"""


CLOSES = """
def closes():
    os.close(3)
    time.sleep(600)
"""


ANSWERS_ANOTHER_CALL = """
def answers_another_call():
    os.write(3, frame("returned", 12345, nothing(), False, [], False))
"""


ANSWERS_AS_A_CELL = """
def answers_as_a_cell():
    os.write(3, frame("executed", 3, None, False))
"""


SAYS_TOO_MUCH = """
def says_too_much():
    os.write(3, struct.pack("<I", 2**32 - 1))
"""


SAYS_NONSENSE = """
def says_nonsense():
    os.write(3, struct.pack("<I", 5) + b"hello")
"""


ADDS_A_FIELD = """
def adds_a_field():
    os.write(3, frame("returned", 3, nothing(), False, [], False, [], 1))
"""


FLOODS = """
def floods():
    while True:
        os.write(3, frame("callback", 0, 0, nothing()))
"""


ANSWERS_TWICE = """
def answers_twice():
    os.write(3, frame("returned", 3, msgspec.msgpack.encode(1.0), False, [], False))
    return 2.0
"""


#: Long enough for honest calls on a machine that has much else to do.
PATIENT = Limits(call_seconds=3.0, submission_seconds=60.0)


def student_of(host, *cells: str, limits: Limits = PATIENT) -> Session:
    numbered = [CodeCell(number, source, None) for number, source in enumerate(cells, start=1)]
    return Session(host, numbered, limits)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (DRIPS, "slow"),
        (SAYS_NOTHING, "slow"),
        (DIES, "ended"),
        (CLOSES, "ended"),
        (ANSWERS_ANOTHER_CALL, "forged"),
        (ANSWERS_AS_A_CELL, "forged"),
        (SAYS_TOO_MUCH, "too large"),
        (SAYS_NONSENSE, "ended"),
        (ADDS_A_FIELD, "ended"),
        (FLOODS, "slow"),
    ],
)
def test_its_call_fails_and_the_next_one_is_answered(host, source, kind):
    student = student_of(host, PRELUDE, source)
    try:
        with pytest.raises(StudentError) as failed:
            student.call(source.split()[1].partition("(")[0], (), {}, frozen=False)
        assert failed.value.kind == kind
        assert student.honest(7) == 7
        assert student.notices == []
    finally:
        student.close()


def test_an_argument_that_is_never_read_holds_nobody_up(host):
    """The cell answers in the worker's place and sleeps; the grader sends 10 MB."""
    student = student_of(host, PRELUDE, NEVER_READS)
    try:
        with pytest.raises(StudentError) as failed:
            student.honest(np.zeros(10 * 2**20, dtype="u1"))
        assert failed.value.kind == "slow"
    finally:
        student.close()


def test_a_large_argument_arrives_whole(host):
    student = student_of(host, PRELUDE, limits=Limits(call_seconds=60.0))
    try:
        array = np.arange(10 * 2**20, dtype="u1")
        assert np.array_equal(student.honest(array), array)
    finally:
        student.close()


def test_a_second_reply_is_not_taken_for_the_next_calls(host):
    student = student_of(host, PRELUDE, ANSWERS_TWICE)
    try:
        assert student.answers_twice() == 1.0
        with pytest.raises(StudentError) as failed:
            student.honest(7)
        assert failed.value.kind == "forged"
        assert student.honest(8) == 8
    finally:
        student.close()


@pytest.mark.parametrize(
    "message",
    [
        messages.Returned(1, b"", False, ["w"] * (messages.MOST_WARNINGS + 1), False),
        messages.Returned(1, b"", False, ["w" * (messages.NAME + 1)], False),
        messages.Returned(1, b"", False, [], False, ["u"] * 1001),
        messages.Raised(1, messages.Problem("E" * 201, "", 1, 1, ""), False),
        messages.Executed(1, messages.Problem("E", "t" * 501, 1, 1, ""), False),
        messages.UsesFound(1, [messages.Use("f" * 201, "", 1, 1)]),
    ],
)
def test_nothing_beside_a_value_is_large(message):
    ours, theirs = socket.socketpair()
    with Channel(ours) as channel, theirs:
        theirs.sendall(frame([message]))
        with pytest.raises(ProtocolError, match="no messages"):
            channel.receive(time.monotonic() + 5)
