"""What crosses the trust boundary, and what does not."""

from __future__ import annotations

import contextlib

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.sandbox.inside.protocol import values
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


def test_the_parts_of_a_value_together_hold_no_more_than_one_may():
    part = values.pack([0] * 600_000)
    with pytest.raises(ProtocolError, match="too much"):
        values.unpack(values.pack([tuple(values.unpack(part))] * 2))
    with pytest.raises(ProtocolError, match="too much"):
        values.unpack(values.pack([()] * 100_000))


@settings(max_examples=2000, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_never_do_more_than_raise(data):
    with contextlib.suppress(ProtocolError):
        values.unpack(data)


@settings(max_examples=500, deadline=None)
@given(PLAIN, st.integers(0, 500), st.binary(min_size=1, max_size=3))
def test_mutated_frames_never_do_more_than_raise(value, position, patch):
    data = bytearray(values.pack(value))
    start = position % len(data)
    data[start : start + len(patch)] = patch
    with contextlib.suppress(ProtocolError):
        values.unpack(bytes(data))


@pytest.mark.parametrize(
    ("dtype", "shape", "data"),
    [
        ("<f8", (2,), bytes(8)),  # shape and data disagree
        ("<f8", (-1, -1), bytes(8)),
        ("<f8", (0, 10**18), b""),
        ("<f8", (2**63, 2), b""),
        ("|O", (1,), bytes(8)),
        ("|b1", (1,), b"\x02"),  # neither true nor false
        ("<f8", (1,) * 17, bytes(8)),
        ("<f8", (1.0,), bytes(8)),
        ("<f8", (True,), bytes(8)),
        (8, (1,), bytes(8)),
        ("<f8", (1,), "12345678"),
    ],
)
def test_an_array_that_breaks_the_rules_is_refused_before_it_exists(dtype, shape, data):
    import msgspec

    body = msgspec.msgpack.encode((dtype, shape, data))
    with pytest.raises(ProtocolError):
        values.unpack(msgspec.msgpack.encode(msgspec.msgpack.Ext(values.ARRAY, body)))
