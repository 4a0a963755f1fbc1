"""What crosses the trust boundary, and what does not."""

from __future__ import annotations

import contextlib
import socket
import struct
import time

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.sandbox.channel import Channel, ChannelTimeoutError
from autograder.sandbox.inside.protocol import guard, messages, values
from autograder.sandbox.inside.protocol.guard import ProtocolError

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=10,
)


@given(PLAIN)
def test_plain_values_come_back_as_they_went(value):
    assert values.unpack(values.pack(value)) == value


@given(arrays.arrays(st.sampled_from(["?", "u1", "i8", "f4", "f8", "c16"]), arrays.array_shapes()))
def test_arrays_keep_dtype_shape_and_bits(array):
    back = values.unpack(values.pack(array))
    assert (back.dtype, back.shape, back.tobytes()) == (array.dtype, array.shape, array.tobytes())


def test_numpy_scalars_come_back_as_0d_arrays():
    back = values.unpack(values.pack(np.float32(1.5)))
    assert back.shape == ()
    assert back == 1.5


def test_a_number_crosses_as_any_other_array_does():
    for value in (np.float64(-1.5), np.asarray(-1.5)):
        packed = values.pack(value)
        assert packed == values.pack([value])[1:]
        assert values.unpack(packed) == -1.5
        assert values.unpack(packed).shape == ()
    for broken in (packed[:-1], packed + b"\0"):
        with pytest.raises(ProtocolError):
            values.unpack(broken)


def test_big_endian_and_non_contiguous_arrays_keep_their_values():
    array = np.arange(6, dtype=">i4").reshape(2, 3).T
    assert np.array_equal(values.unpack(values.pack(array)), array)


def test_generator_crosses_as_its_state():
    rng = np.random.default_rng(3)
    rng.random()
    assert values.unpack(values.pack(rng)).random() == rng.random()


def test_function_crosses_as_a_number():
    functions: list = []
    data = values.pack([len, 1], functions)
    assert functions == [len]
    assert values.unpack(data, lambda number: f"stand-in {number}") == ["stand-in 0", 1]


@pytest.mark.parametrize(
    "value", [object(), {1, 2}, np.array([object()]), lambda: 1, {1: 2}, type("Odd", (), {})()]
)
def test_what_is_no_data_crosses_as_its_types_name(value):
    assert isinstance(values.unpack(values.pack(value)), values.Foreign)


def test_a_container_that_holds_itself_does_not_recurse_for_ever():
    endless: list = []
    endless.append(endless)
    with pytest.raises(ProtocolError):
        values.unpack(values.pack(endless))


def test_array_whose_shape_and_data_disagree_is_refused():
    body = msgspec.msgpack.encode(("<f8", (1_000_000_000,), b"12345678"))
    with pytest.raises(ProtocolError, match="disagree"):
        values.unpack(msgspec.msgpack.encode(msgspec.msgpack.Ext(values.ARRAY, body)))


@pytest.mark.parametrize("dtype", ["|O", "<U4", "|V8", "<f3", "f8,f8", ">f8", "<M8[s]"])
def test_array_of_another_dtype_is_refused(dtype):
    body = msgspec.msgpack.encode((dtype, (1,), b"12345678"))
    with pytest.raises(ProtocolError):
        values.unpack(msgspec.msgpack.encode(msgspec.msgpack.Ext(values.ARRAY, body)))


def test_maps_are_refused_before_they_are_decoded():
    with pytest.raises(ProtocolError, match="does not cross"):
        values.unpack(msgspec.msgpack.encode({"a": 1}))


def test_a_million_nested_lists_are_refused():
    with pytest.raises(ProtocolError, match="nested"):
        values.unpack(b"\x91" * 1_000_000 + b"\xc0")


def test_the_parts_of_a_value_together_hold_no_more_than_one_may():
    part = values.pack([0] * 600_000)
    with pytest.raises(ProtocolError, match="too much"):
        values.unpack(values.pack([tuple(values.unpack(part))] * 2))
    with pytest.raises(ProtocolError, match="too much"):
        values.unpack(values.pack([()] * 100_000))


def test_a_list_that_promises_more_than_it_holds_is_refused():
    with pytest.raises(ProtocolError):
        values.unpack(b"\xdd\xff\xff\xff\xff\xc0")


@settings(max_examples=2000, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_never_do_more_than_raise(data):
    with contextlib.suppress(ProtocolError):
        values.unpack(data)


@settings(max_examples=500, deadline=None)
@given(PLAIN, st.integers(0, 500), st.binary(min_size=1, max_size=3))
def test_mutated_frames_never_do_more_than_raise(value, place, patch):
    data = bytearray(values.pack(value))
    data[place % len(data) : place % len(data) + len(patch)] = patch
    with contextlib.suppress(ProtocolError):
        values.unpack(bytes(data))


class TestChannel:
    @pytest.fixture
    def ends(self):
        ours, theirs = socket.socketpair()
        channel = Channel(ours)
        yield channel, theirs
        channel.close()
        theirs.close()

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
