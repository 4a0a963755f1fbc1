"""Values as bytes, and back: arguments on their way to the worker, results on their way from it.

None, booleans, numbers, text, bytes and lists are MessagePack's own. Everything else crosses as an
extension type whose content is decoded here: see the codes below.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.random.bit_generator import ISeedSequence

from autograder.sandbox.inside.protocol.guard import (
    MAX_DEPTH,
    MAX_FRAME,
    MAX_ITEMS,
    ProtocolError,
    TooLargeError,
    inspect,
)

# Codes of the extension types.
ARRAY, TUPLE, PAIRS, BIG_INTEGER, GENERATOR, FUNCTION, FOREIGN, MODEL, HISTORY = range(1, 10)

#: Kinds and sizes of numbers that an array may hold: bool, (unsigned) integer, float, complex.
DTYPES = frozenset(
    ["|b1", "|i1", "|u1"]
    + [f"<{kind}{size}" for kind in "iu" for size in (2, 4, 8)]
    + ["<f2", "<f4", "<f8", "<c8", "<c16"]
)
_DTYPES = {name: np.dtype(name) for name in DTYPES}
#: The names of those that need no conversion before they cross.
_PLAIN_DTYPES = {dtype: name for name, dtype in _DTYPES.items() if dtype.str == name}
MAX_DIMENSIONS = 16
MAX_BIG_INTEGER = 4096  # bytes
_MAX_TYPE_NAME = 100  # bytes

_Functions = list[Callable[..., Any]] | None
_to_msgpack = msgspec.msgpack.Encoder().encode
_read_array = msgspec.msgpack.Decoder(tuple[str, tuple[int, ...], bytes]).decode
_read_array_view = msgspec.msgpack.Decoder(tuple[str, tuple[int, ...], memoryview]).decode
_Ext = msgspec.msgpack.Ext


class Foreign:
    """Stands for a value that is not data; only the name of its type crosses."""

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name


class Model:
    """A Keras model as data; of it, nothing but its size is checked here."""

    def __init__(self, architecture: bytes, weights: list[Any], compiled: bytes = b"") -> None:
        self.architecture = architecture  # JSON text
        self.weights = weights
        self.compiled = compiled  # the settings that it was compiled with, JSON text, or empty


class History(dict[str, Any]):
    """The history of a training, as Keras keeps it: a list of numbers for each quantity."""


# --- packing -------------------------------------------------------------------------------------


def pack(value: Any, functions: list[Callable[..., Any]] | None = None) -> bytes:
    """Encode a value.

    Callables are replaced by their index in `functions`, to which they are appended; without
    that list they are foreign. Anything that is not data crosses as the name of its type.
    """
    return _to_msgpack(_encode_value(value, functions, 0))


def pack_arguments(
    args: Sequence[Any], kwargs: Mapping[str, Any], functions: _Functions = None
) -> bytes:
    """Encode a call's arguments: positional ones, names, and the values of these names.

    Callables are treated as by `pack`.
    """
    positional = [
        _encode_array(value) if type(value) is np.ndarray else _encode_value(value, functions, 1)
        for value in args
    ]
    if not kwargs:
        return _to_msgpack((positional, (), ()))
    named = [_encode_value(value, functions, 1) for value in kwargs.values()]
    return _to_msgpack((positional, list(kwargs), named))


def _encode_value(value: Any, functions: _Functions, depth: int) -> Any:
    """Rewrite a value in what MessagePack has, with extension types for the rest.

    Every call of a student's function comes this way, so the exact type chooses the encoder; only
    values of a type that is not in the table are tried against one type after the other.
    """
    if depth > MAX_DEPTH:
        return _Ext(FOREIGN, b"deeply nested container")
    kind = type(value)
    if kind in _MSGPACK_TYPES:
        return value
    encode = _ENCODERS.get(kind) or _find_encoder(value)
    return encode(value, functions, depth)


def _find_encoder(value: Any) -> _Encoder:
    """The encoder for a value of a type that is not in the table, such as a subclass."""
    return next((encode for kind, encode in _BASES if isinstance(value, kind)), _encode_other)


def _encode_list(
    value: list[Any] | tuple[Any, ...], functions: _Functions, depth: int
) -> list[Any]:
    if depth < MAX_DEPTH and _MSGPACK_TYPES.issuperset(map(type, value)):
        return list(value)
    return [_encode_value(item, functions, depth + 1) for item in value]


def _encode_tuple(value: tuple[Any, ...], functions: _Functions, depth: int) -> Any:
    if depth < MAX_DEPTH and _MSGPACK_TYPES_AND_INTEGERS.issuperset(map(type, value)):
        try:
            return _Ext(TUPLE, _to_msgpack(value))
        except OverflowError:
            pass  # an integer that is too large for MessagePack
    return _Ext(TUPLE, _to_msgpack(_encode_list(value, functions, depth)))


def _encode_dict(value: dict[Any, Any], functions: _Functions, depth: int) -> Any:
    if not all(isinstance(key, str) for key in value):
        return _encode_other(value, functions, depth)
    pairs = [
        item
        for key, entry in value.items()
        for item in (str(key), _encode_value(entry, functions, depth + 1))
    ]
    return _Ext(HISTORY if isinstance(value, History) else PAIRS, _to_msgpack(pairs))


def _encode_integer(value: int, functions: _Functions, depth: int) -> Any:
    number = int(value)
    if -(2**63) <= number < 2**63:
        return number
    data = number.to_bytes(number.bit_length() // 8 + 1, "little", signed=True)
    return _Ext(BIG_INTEGER, data[: MAX_BIG_INTEGER + 1])


def _encode_numpy_array(value: np.ndarray[Any, Any], functions: _Functions, depth: int) -> Any:
    return _encode_array(value)


def _encode_numpy_scalar(value: np.generic, functions: _Functions, depth: int) -> Any:
    """Encode a scalar of NumPy's as an array without dimensions."""
    return _encode_array(np.asarray(value))


def _encode_generator(value: np.random.Generator, functions: _Functions, depth: int) -> Any:
    if not isinstance(value.bit_generator, np.random.PCG64):
        return _encode_other(value, functions, depth)
    state: Any = value.bit_generator.state
    numbers = (*state["state"].values(), state["has_uint32"], state["uinteger"])
    return _Ext(GENERATOR, b"".join(number.to_bytes(16, "little") for number in numbers))


def _encode_model(value: Model, functions: _Functions, depth: int) -> Any:
    weights = [_encode_array(np.asarray(array)) for array in value.weights]
    return _Ext(MODEL, _to_msgpack([value.architecture, weights, value.compiled]))


def _encode_foreign(value: Foreign, functions: _Functions, depth: int) -> Any:
    return _Ext(FOREIGN, value.type_name.encode()[:_MAX_TYPE_NAME])


def _encode_other(value: Any, functions: _Functions, depth: int) -> Any:
    """Encode a function as its index, and what is not data as the name of its type."""
    if functions is not None and callable(value):
        functions.append(value)
        return _Ext(FUNCTION, (len(functions) - 1).to_bytes(4, "little"))
    return _Ext(FOREIGN, type(value).__name__.encode(errors="replace")[:_MAX_TYPE_NAME])


_Encoder = Callable[[Any, _Functions, int], Any]
#: What MessagePack has itself; of an integer only a size that fits.
_MSGPACK_TYPES = frozenset([type(None), bool, float, str, bytes])
_MSGPACK_TYPES_AND_INTEGERS = _MSGPACK_TYPES | {int}
#: In this order: a float of NumPy's is a float as well, and is to cross as an array.
_BASES: tuple[tuple[type, _Encoder], ...] = (
    (np.ndarray, _encode_numpy_array),
    (np.generic, _encode_numpy_scalar),
    (int, _encode_integer),
    (float, lambda value, functions, depth: float(value)),
    (str, lambda value, functions, depth: str(value)),
    (bytes, lambda value, functions, depth: bytes(value)),
    (tuple, _encode_tuple),
    (list, _encode_list),
    (dict, _encode_dict),
    (np.random.Generator, _encode_generator),
    (Model, _encode_model),
    (Foreign, _encode_foreign),
)
_ENCODERS: dict[type, _Encoder] = {
    **dict(_BASES),
    **dict.fromkeys((np.float64, np.float32, np.int64, np.bool_), _encode_numpy_scalar),
    History: _encode_dict,
}


def _encode_array(array: np.ndarray[Any, Any]) -> msgspec.msgpack.Ext:
    name = _PLAIN_DTYPES.get(array.dtype)
    if name is not None:
        return _Ext(ARRAY, _to_msgpack((name, array.shape, array.tobytes())))
    if array.dtype.kind not in "biufc":
        return _Ext(FOREIGN, f"array of dtype {array.dtype.name}".encode()[:_MAX_TYPE_NAME])
    if array.dtype.itemsize > (16 if array.dtype.kind == "c" else 8):  # long double
        array = array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)
    array = np.asarray(array, dtype=array.dtype.newbyteorder("<"))
    return _Ext(ARRAY, _to_msgpack((array.dtype.str, array.shape, array.tobytes())))


# --- unpacking -----------------------------------------------------------------------------------


def unpack(data: bytes, function: Callable[[int], Any] | None = None) -> Any:
    """Decode a value that the other side has packed; raise ProtocolError if it breaks the rules.

    `function` gives what stands for a function of that number; without it there are none.
    Arrays are read-only.
    """
    return _decode_value(data, function, 0, _Budget())


def unpack_arguments(
    data: bytes, function: Callable[[int], Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Decode what the grader has packed as arguments, which needs no check."""
    args, names, values = arguments_decoder(function)(data)
    return tuple(args), dict(zip(names, values, strict=True))


#: Gives positional arguments, names, and the values of these names.
ArgumentsDecoder = Callable[[bytes], tuple[list[Any], list[str], list[Any]]]


def arguments_decoder(
    function: Callable[[int], Any], *, writable: bool = False
) -> ArgumentsDecoder:
    """A decoder of packed arguments: the positional ones, names, and the values of these names.

    To make it takes longer than to use it. What it decodes is the grader's, and not checked.
    If `writable`, arrays may be written to, wherever they are.
    """

    def extension(code: int, view: memoryview) -> Any:
        if code == TUPLE:
            return decode_tuple(view)
        if code == PAIRS:
            return _build_dict(decode(view))
        if code != ARRAY:
            return _decode_extension(code, bytes(view), function, 0, None)
        dtype, shape, data = _read_array_view(view)
        array = np.frombuffer(data, _DTYPES[dtype])
        if len(shape) != 1:
            array = array.reshape(shape)
        return array.copy() if writable else array

    decode = msgspec.msgpack.Decoder(ext_hook=extension).decode
    decode_tuple = msgspec.msgpack.Decoder(tuple[Any, ...], ext_hook=extension).decode
    return decode


class _Budget:
    """How many items a value may still hold: its parts, decoded one by one, share it."""

    def __init__(self) -> None:
        self.items = MAX_ITEMS

    def spend(self, items: int) -> None:
        self.items -= items
        if self.items < 0:
            raise TooLargeError("a value that holds too much")


def _decode_value(
    data: bytes, function: Callable[[int], Any] | None, depth: int, budget: _Budget | None
) -> Any:
    """Decode a value; without a budget it is the grader's own, and not checked before."""
    if depth > MAX_DEPTH:
        raise ProtocolError("a value is nested too deeply")
    if len(data) > 3 and data[0] == 0xC7 and data[2] == ARRAY and data[1] == len(data) - 3:
        return _decode_lone_array(data[3:])  # the shortest way for one small array
    if budget is not None:
        budget.spend(inspect(data))

    def extension(code: int, view: memoryview) -> Any:
        return _decode_extension(code, bytes(view), function, depth, budget)

    try:
        return msgspec.msgpack.decode(data, ext_hook=extension)
    except ProtocolError:
        raise
    except (msgspec.DecodeError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise ProtocolError("a value that cannot be decoded") from error


def _decode_extension(
    code: int,
    content: bytes,
    function: Callable[[int], Any] | None,
    depth: int,
    budget: _Budget | None,
) -> Any:
    """Decode a value of one of the extension types, nested `depth` deep."""

    def items() -> list[Any]:
        found = _decode_value(content, function, depth + 1, budget)
        if not isinstance(found, list):
            raise ProtocolError("a container that is not a list")
        return found

    if code == ARRAY:
        return _decode_array(content, checked=budget is not None)
    if code == TUPLE:
        return tuple(items())
    if code == PAIRS:
        return _build_dict(items())
    if code == HISTORY:
        return History(_build_dict(items()))
    if code == BIG_INTEGER and len(content) <= MAX_BIG_INTEGER:
        return int.from_bytes(content, "little", signed=True)
    if code == GENERATOR and len(content) == 64:
        return _build_generator(content)
    if code == FUNCTION and function is not None and len(content) == 4:
        return function(int.from_bytes(content, "little"))
    if code == MODEL:
        return _build_model(items())
    if code == FOREIGN and len(content) <= _MAX_TYPE_NAME:
        return Foreign(content.decode(errors="replace"))
    raise ProtocolError("an unknown kind of value")


def _decode_lone_array(content: bytes) -> np.ndarray[Any, Any]:
    try:
        return _decode_array(content)
    except (msgspec.DecodeError, ValueError, TypeError, OverflowError) as error:
        raise ProtocolError("a value that cannot be decoded") from error


def _decode_array(content: bytes, *, checked: bool = True) -> np.ndarray[Any, Any]:
    if checked and not _has_array_head(content):
        inspect(content)
    dtype, shape, data = _read_array(content)
    if not checked:
        return np.frombuffer(data, _DTYPES[dtype]).reshape(shape)
    if dtype not in DTYPES or len(shape) > MAX_DIMENSIONS:
        raise ProtocolError("an array of an unknown kind")
    kind = _DTYPES[dtype]
    if math.prod(shape) * kind.itemsize != len(data):
        raise ProtocolError("an array whose shape and data disagree")
    if shape and not 0 <= min(shape) <= max(shape) <= MAX_FRAME:  # others are 0, or also negative
        raise ProtocolError("an array of negative or absurd length")
    if dtype == "|b1" and data.translate(None, b"\0\1"):
        raise ProtocolError("an array of truth values that are neither true nor false")
    return np.frombuffer(data, kind).reshape(shape)


def _has_array_head(content: bytes) -> bool:
    """Whether these are three items, the second a short list, as `_read_array` wants them.

    It takes a text, whole numbers and bytes as these items and nothing behind them, so that there
    is nothing left for `inspect` to find.
    """
    return content[:2] == b"\x93\xa3" and 0x90 <= content[5] <= 0x9F if len(content) > 5 else False


def _build_dict(pairs: list[Any]) -> dict[str, Any]:
    keys = pairs[::2]
    if len(pairs) % 2 or not all(type(key) is str for key in keys):
        raise ProtocolError("a dictionary whose keys are not strings")
    return dict(zip(keys, pairs[1::2], strict=True))


def _build_model(items: list[Any]) -> Model:
    if [type(item) for item in items] == [bytes, list, bytes]:
        architecture, weights, compiled = items
        if all(isinstance(array, np.ndarray) and array.dtype.kind == "f" for array in weights):
            return Model(architecture, weights, compiled)
    raise ProtocolError("a model that lacks a part or has a wrong one")


class _NoSeed(ISeedSequence):
    """Seeds a generator whose state is set anyway, in a tenth of the time of a number."""

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> np.ndarray[Any, Any]:
        return np.zeros(n_words, dtype)


_NO_SEED: Any = _NoSeed()


def _build_generator(content: bytes) -> np.random.Generator:
    state, increment, has_uint32, uinteger = (
        int.from_bytes(content[start : start + 16], "little") for start in range(0, 64, 16)
    )
    bits = np.random.PCG64(_NO_SEED)
    bits.state = {
        "bit_generator": "PCG64",
        "state": {"state": state, "inc": increment},
        "has_uint32": has_uint32,
        "uinteger": uinteger,
    }
    return np.random.Generator(bits)
