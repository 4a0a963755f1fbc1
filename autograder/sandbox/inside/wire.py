"""What crosses the trust boundary: length-prefixed frames of messages, which hold plain data.

Both sides use this module, but only one of them trusts nothing: whatever the grader reads, the
student may have written. So a frame is measured before it is read; what is long or of no fixed type
is walked before it is decoded (no maps, no deep nesting); and an array is checked before it exists.
"""

from __future__ import annotations

import math
import select
import socket
import struct
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any

import msgspec
import numpy as np

#: Frames larger than this are refused before they are read.
MAX_FRAME = 16 * 1024 * 1024
MAX_DEPTH = 16
MAX_ITEMS = 1_000_000  # in a value, whatever is nested in it included
EXTENSION_ITEMS = 16  # what an extension counts as: its content is decoded by itself

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
_PLAIN = {dtype: name for name, dtype in _DTYPES.items() if dtype.str == name}
MAX_DIMENSIONS = 16
MAX_BIG_INTEGER = 4096  # bytes


class WireError(Exception):
    """A frame that breaks the rules, or a channel that has closed; the other side is not well."""


class SilenceError(WireError):
    """The other side did not answer in time."""


class Foreign:
    """Stands for a value that is no data; only its type's name crosses."""

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name


class Model:
    """A Keras model as data; nothing of it is checked here but its size."""

    def __init__(self, architecture: bytes, weights: list[Any], compiled: bytes = b"") -> None:
        self.architecture = architecture  # JSON text
        self.weights = weights
        self.compiled = compiled  # what it was compiled with, JSON text; empty: not compiled


class History(dict[str, Any]):
    """The history of a training, as Keras keeps it: a list of numbers for each quantity."""


# --- messages ------------------------------------------------------------------------------------


class Execute(msgspec.Struct, array_like=True, tag="execute", frozen=True):
    """To the worker: run a cell of the notebook."""

    id: int
    cell: int
    source: str
    fallback: str | None  # what to run if the source is no Python: without magics


class Call(msgspec.Struct, array_like=True, tag="call", frozen=True):
    """To the worker: call a function of the student's by name."""

    id: int
    function: str
    arguments: bytes  # packed: a tuple of positional arguments and a dictionary of the others
    frozen: bool


class Answer(msgspec.Struct, array_like=True, tag="answer", frozen=True):
    """To the worker: what the grader's function, called back, returned."""

    id: int
    value: bytes
    failed: bool


class Watch(msgspec.Struct, array_like=True, tag="watch", frozen=True):
    """To the worker, before any cell: which functions are to do without what of a library."""

    id: int
    without: list[tuple[str, list[str]]]  # a function of the student's, and dotted names
    cells: list[tuple[int, str, str | None]]  # to look at: number, source and fallback


class Use(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """A place where a function uses what it is to do without."""

    function: str
    name: str  # of the library's function
    cell: int
    line: int


class Watched(
    msgspec.Struct, array_like=True, tag="watched", frozen=True, forbid_unknown_fields=True
):
    """From the worker, before any cell: it is watching, and what the cells' text showed."""

    id: int
    uses: list[Use]


class Executed(
    msgspec.Struct, array_like=True, tag="executed", frozen=True, forbid_unknown_fields=True
):
    """From the worker: a cell has run; the error, if one ended a statement of it."""

    id: int
    problem: Problem | None
    fell_back: bool


class Problem(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """An exception in the student's code."""

    type_name: str
    message: str
    cell: int  # the student's innermost line: its cell, ...
    line: int  # ... its line within the cell, counted from 1, 0 if unknown
    function: str  # ... and the function that it belongs to


class Returned(
    msgspec.Struct, array_like=True, tag="returned", frozen=True, forbid_unknown_fields=True
):
    """From the worker: what a call returned, and what was noticed beside it."""

    id: int
    value: bytes
    changed: bool
    warnings: list[str]
    printed: bool
    used: list[str] = []  # of the library functions that are watched
    models: bytes = b""  # packed: the models among the arguments as they are now


class Raised(
    msgspec.Struct, array_like=True, tag="raised", frozen=True, forbid_unknown_fields=True
):
    """From the worker: a call ended with an exception."""

    id: int
    problem: Problem
    changed: bool


class Missing(
    msgspec.Struct, array_like=True, tag="missing", frozen=True, forbid_unknown_fields=True
):
    """From the worker: the notebook defines no such function."""

    id: int


class CallBack(
    msgspec.Struct, array_like=True, tag="callback", frozen=True, forbid_unknown_fields=True
):
    """From the worker: the student's code calls a function that the grader passed."""

    id: int
    function: Annotated[int, msgspec.Meta(ge=0)]
    arguments: bytes


#: The worker's first frame: every layer is in force, and no student's code has run yet.
CONFINED = Executed(0, None, False)

ToWorker = Execute | Call | Answer | Watch
FromWorker = Executed | Watched | Returned | Raised | Missing | CallBack

_encode = msgspec.msgpack.Encoder().encode
_decode_from_worker = msgspec.msgpack.Decoder(
    Annotated[list[FromWorker], msgspec.Meta(min_length=1)]
).decode
_decode_to_worker = msgspec.msgpack.Decoder(list[ToWorker]).decode
_decode_array = msgspec.msgpack.Decoder(tuple[str, tuple[int, ...], bytes]).decode
_decode_array_view = msgspec.msgpack.Decoder(tuple[str, tuple[int, ...], memoryview]).decode


# --- values --------------------------------------------------------------------------------------

_FLOAT = np.dtype("<f8")
_NUMBER = _encode(msgspec.msgpack.Ext(ARRAY, _encode((_FLOAT.str, (), bytes(8)))))[:-8]
_NUMBER_LENGTH = len(_NUMBER) + 8
_pack_number = struct.Struct("<d").pack


def pack(value: Any, functions: list[Callable[..., Any]] | None = None) -> bytes:
    """Encode a value.

    Callables are replaced by their place in `functions`, to which they are appended; without
    that list they are foreign. Anything that is no data crosses as its type's name.
    """
    if type(value) is np.float64:
        return _NUMBER + _pack_number(value)
    return _encode(_lower(value, functions, 0))


def _lower(value: Any, functions: list[Callable[..., Any]] | None, depth: int) -> Any:
    """Rewrite a value in what MessagePack has, with extension types for the rest."""
    if depth > MAX_DEPTH:
        return msgspec.msgpack.Ext(FOREIGN, b"deeply nested container")
    kind = type(value)
    if value is None or kind in (bool, float, str, bytes):
        return value
    if kind is np.ndarray:
        return _lower_array(value)
    if kind is list:
        return [_lower(item, functions, depth + 1) for item in value]
    if kind is int and -(2**63) <= value < 2**63:
        return value
    if isinstance(value, np.ndarray):
        return _lower_array(value)
    if isinstance(value, np.generic):
        return _lower_array(np.asarray(value))
    if isinstance(value, int) and not isinstance(value, bool):
        number = int(value)
        if -(2**63) <= number < 2**63:
            return number
        data = number.to_bytes(number.bit_length() // 8 + 1, "little", signed=True)
        return msgspec.msgpack.Ext(BIG_INTEGER, data[: MAX_BIG_INTEGER + 1])
    if isinstance(value, float):
        return float(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bytes):
        return bytes(value)
    if isinstance(value, tuple):
        items = [_lower(item, functions, depth + 1) for item in value]
        return msgspec.msgpack.Ext(TUPLE, _encode(items))
    if isinstance(value, list):
        return [_lower(item, functions, depth + 1) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        pairs = [
            item
            for key, entry in value.items()
            for item in (str(key), _lower(entry, functions, depth + 1))
        ]
        code = HISTORY if isinstance(value, History) else PAIRS
        return msgspec.msgpack.Ext(code, _encode(pairs))
    if isinstance(value, np.random.Generator) and isinstance(value.bit_generator, np.random.PCG64):
        state: Any = value.bit_generator.state
        numbers = (*state["state"].values(), state["has_uint32"], state["uinteger"])
        return msgspec.msgpack.Ext(GENERATOR, b"".join(n.to_bytes(16, "little") for n in numbers))
    if functions is not None and callable(value):
        functions.append(value)
        return msgspec.msgpack.Ext(FUNCTION, (len(functions) - 1).to_bytes(4, "little"))
    if isinstance(value, Model):
        weights = [_lower_array(np.asarray(array)) for array in value.weights]
        return msgspec.msgpack.Ext(MODEL, _encode([value.architecture, weights, value.compiled]))
    if isinstance(value, Foreign):
        return msgspec.msgpack.Ext(FOREIGN, value.type_name.encode()[:100])
    return msgspec.msgpack.Ext(FOREIGN, kind.__name__.encode(errors="replace")[:100])


def _lower_array(array: np.ndarray[Any, Any]) -> msgspec.msgpack.Ext:
    key = array.dtype, array.shape
    head = _heads.get(key)
    if head is not None:
        return msgspec.msgpack.Ext(ARRAY, head + array.tobytes())
    plain = _PLAIN.get(array.dtype)
    if plain is not None:
        content = _encode((plain, array.shape, array.tobytes()))
        if len(_heads) < _MOST_HEADS:
            _heads[key] = content[: len(content) - array.nbytes]
        return msgspec.msgpack.Ext(ARRAY, content)
    if array.dtype.kind not in "biufc":
        return msgspec.msgpack.Ext(FOREIGN, f"array of dtype {array.dtype.name}".encode()[:100])
    if array.dtype.itemsize > (16 if array.dtype.kind == "c" else 8):  # long double
        array = array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)
    array = np.asarray(array, dtype=array.dtype.newbyteorder("<"))
    return msgspec.msgpack.Ext(ARRAY, _encode((array.dtype.str, array.shape, array.tobytes())))


#: What comes before an array's bytes, by its dtype and shape: most shapes come again and again.
_heads: dict[tuple[np.dtype[Any], tuple[int, ...]], bytes] = {}
_MOST_HEADS = 1000


def unpack(data: bytes, function: Callable[[int], Any] | None = None) -> Any:
    """Decode a value that the other side has packed; raise WireError when it breaks the rules.

    `function` gives what stands for a function of that number; without it there are none.
    Arrays are read-only.
    """
    if len(data) == _NUMBER_LENGTH and data.startswith(_NUMBER):  # what comes most
        return np.frombuffer(data, _FLOAT, 1, len(_NUMBER)).reshape(())
    return _raise_value(data, function, 0, _Budget())


def pack_arguments(
    args: Sequence[Any], kwargs: Mapping[str, Any], functions: list[Callable[..., Any]]
) -> bytes:
    """Encode a call's arguments: positional ones, names, and the values of these names."""
    lowered = [
        _lower_array(value) if type(value) is np.ndarray else _lower(value, functions, 1)
        for value in args
    ]
    if not kwargs:
        return _encode((lowered, (), ()))
    named = [_lower(value, functions, 1) for value in kwargs.values()]
    return _encode((lowered, list(kwargs), named))


def unpack_arguments(
    data: bytes, function: Callable[[int], Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Decode what the grader has packed as arguments, which nobody need doubt."""
    args, names, values = arguments_decoder(function)(data)
    return tuple(args), dict(zip(names, values, strict=True))


#: Gives positional arguments, names, and the values of these names.
ArgumentsDecoder = Callable[[bytes], tuple[list[Any], list[str], list[Any]]]


def arguments_decoder(
    function: Callable[[int], Any], *, writable: bool = False
) -> ArgumentsDecoder:
    """A decoder of packed arguments: the positional ones, names, and the values of these names.

    To make it takes longer than to use it. What it decodes is the grader's, and not looked at.
    If `writable`, arrays may be written to, except those in tuples and dictionaries.
    """

    def extension(code: int, view: memoryview) -> Any:
        if code != ARRAY:
            return _raise_extension(code, bytes(view), function, 0, None)
        dtype, shape, data = _decode_array_view(view)
        array = np.frombuffer(data, _DTYPES[dtype])
        if len(shape) != 1:
            array = array.reshape(shape)
        return array.copy() if writable else array

    return msgspec.msgpack.Decoder(ext_hook=extension).decode


class _Budget:
    """How many items a value may still hold: its parts, decoded one by one, share it."""

    def __init__(self) -> None:
        self.items = MAX_ITEMS

    def spend(self, items: int) -> None:
        self.items -= items
        if self.items < 0:
            raise WireError("a value that holds too much")


def _raise_value(
    data: bytes, function: Callable[[int], Any] | None, depth: int, budget: _Budget | None
) -> Any:
    """Decode a value; without a budget it is the grader's own, and not looked at before."""
    if depth > MAX_DEPTH:
        raise WireError("a value is nested too deeply")
    if len(data) > 3 and data[0] == 0xC7 and data[2] == ARRAY and data[1] == len(data) - 3:
        return _as_array(data[3:])  # the shortest way for one small array
    if budget is not None:
        budget.spend(inspect(data))

    def extension(code: int, view: memoryview) -> Any:
        return _raise_extension(code, bytes(view), function, depth, budget)

    try:
        return msgspec.msgpack.decode(data, ext_hook=extension)
    except WireError:
        raise
    except (msgspec.DecodeError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise WireError("a value that cannot be decoded") from error


def _raise_extension(
    code: int,
    content: bytes,
    function: Callable[[int], Any] | None,
    depth: int,
    budget: _Budget | None,
) -> Any:
    """Decode a value of one of the extension types, nested `depth` deep."""

    def items() -> list[Any]:
        found = _raise_value(content, function, depth + 1, budget)
        if not isinstance(found, list):
            raise WireError("a container that is none")
        return found

    if code == ARRAY:
        return _build_array(content, checked=budget is not None)
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
    if code == FOREIGN and len(content) <= 100:
        return Foreign(content.decode(errors="replace"))
    raise WireError("an unknown kind of value")


def _as_array(content: bytes) -> np.ndarray[Any, Any]:
    try:
        return _build_array(content)
    except (msgspec.DecodeError, ValueError, TypeError, OverflowError) as error:
        raise WireError("a value that cannot be decoded") from error


def _build_array(content: bytes, *, checked: bool = True) -> np.ndarray[Any, Any]:
    if checked and not _has_array_head(content):
        inspect(content)
    dtype, shape, data = _decode_array(content)
    if not checked:
        return np.frombuffer(data, _DTYPES[dtype]).reshape(shape)
    if dtype not in DTYPES or len(shape) > MAX_DIMENSIONS:
        raise WireError("an array of an unknown kind")
    kind = _DTYPES[dtype]
    if math.prod(shape) * kind.itemsize != len(data):
        raise WireError("an array whose shape and data disagree")
    if shape and not 0 <= min(shape) <= max(shape) <= MAX_FRAME:  # others are 0, or also negative
        raise WireError("an array of negative or absurd length")
    if dtype == "|b1" and data.translate(None, b"\0\1"):
        raise WireError("an array of truth values that are neither true nor false")
    return np.frombuffer(data, kind).reshape(shape)


def _has_array_head(content: bytes) -> bool:
    """Whether these are three items, the second a short list, as `_decode_array` wants them.

    It takes a text, whole numbers and bytes in these places and nothing behind them, so that there
    is nothing left for `inspect` to find.
    """
    return content[:2] == b"\x93\xa3" and 0x90 <= content[5] <= 0x9F if len(content) > 5 else False


def _build_dict(pairs: list[Any]) -> dict[str, Any]:
    keys = pairs[::2]
    if len(pairs) % 2 or not all(type(key) is str for key in keys):
        raise WireError("a dictionary whose keys are not strings")
    return dict(zip(keys, pairs[1::2], strict=True))


def _build_model(items: list[Any]) -> Model:
    if [type(item) for item in items] == [bytes, list, bytes]:
        architecture, weights, compiled = items
        if all(isinstance(array, np.ndarray) and array.dtype.kind == "f" for array in weights):
            return Model(architecture, weights, compiled)
    raise WireError("a model that is none")


def _build_generator(content: bytes) -> np.random.Generator:
    state, increment, has_uint32, uinteger = (
        int.from_bytes(content[start : start + 16], "little") for start in range(0, 64, 16)
    )
    bits = np.random.PCG64(0)
    bits.state = {
        "bit_generator": "PCG64",
        "state": {"state": state, "inc": increment},
        "has_uint32": has_uint32,
        "uinteger": uinteger,
    }
    return np.random.Generator(bits)


# Sizes of what follows a MessagePack head byte: fixed payloads, and widths of length fields.
_FIXED = {0xC0: 0, 0xC2: 0, 0xC3: 0, 0xCA: 4, 0xCB: 8} | {
    0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8, 0xD0: 1, 0xD1: 2, 0xD2: 4, 0xD3: 8,
    0xD4: 2, 0xD5: 3, 0xD6: 5, 0xD7: 9, 0xD8: 17,
}  # fmt: skip
_SIZED = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4}
_EXTENDED = {0xC7: 1, 0xC8: 2, 0xC9: 4}
_LISTS = {0xDC: 2, 0xDD: 4}


def _payload(head: int) -> int:
    """How many bytes follow a head that says so itself; -1 for every other."""
    if head <= 0x7F or head >= 0xE0:
        return 0
    if 0xA0 <= head <= 0xBF:
        return head - 0xA0
    return _FIXED.get(head, -1) if head < 0xD4 else -1  # extensions count as more


_PAYLOADS = tuple(map(_payload, range(256)))


def inspect(data: bytes) -> int:
    """Walk the heads of a frame without decoding it; raise WireError for what may not come.

    Maps are refused (colliding keys would stall the decoder), and so are deep nesting, more items
    than MAX_ITEMS and anything that does not end exactly where the frame does. Gives how many
    items there are.
    """
    position, end, items = 0, len(data), 0
    open_lists = [1]  # how many items each list still lacks, outermost first
    while open_lists:
        if open_lists[-1] == 0:
            open_lists.pop()
            continue
        open_lists[-1] -= 1
        items += 1
        if position >= end or items > MAX_ITEMS:
            raise WireError("a frame that ends too early or holds too much")
        head = data[position]
        position += 1
        payload = _PAYLOADS[head]
        if payload >= 0:
            position += payload
            continue
        length: int | None = None
        if 0x90 <= head <= 0x9F:
            length = head - 0x90
        elif head in _FIXED:
            position += _FIXED[head]
            items += EXTENSION_ITEMS
        elif head in _SIZED or head in _EXTENDED or head in _LISTS:
            width = _SIZED.get(head) or _EXTENDED.get(head) or _LISTS[head]
            size = int.from_bytes(data[position : position + width], "big")
            position += width
            if head in _LISTS:
                length = size
            else:
                position += size + (1 if head in _EXTENDED else 0)
                items += EXTENSION_ITEMS if head in _EXTENDED else 0
        else:
            raise WireError("a kind of data that does not cross")
        if length is not None:
            if length > end - position or len(open_lists) > MAX_DEPTH:
                raise WireError("a list that is too long or nested too deeply")
            open_lists.append(length)
    if position != end:
        raise WireError("a frame of the wrong length")
    return items


# --- channels ------------------------------------------------------------------------------------

#: Frames as short as these are decoded at once: their types leave no room for maps or nesting,
#: and their length none for many items.
_SHORT = 64 * 1024
_PIECE = 32 * 1024  # most frames are smaller, and come whole
_MOMENT = struct.pack("@ll", 0, 20_000)  # seconds and microseconds
_pack_length = struct.Struct("<I").pack
_unpack_length = struct.Struct("<I").unpack


def frame(messages: Sequence[ToWorker | FromWorker]) -> bytes:
    """One or more messages as they cross: the length of what follows, and a list of them."""
    body = _encode(messages)
    if len(body) > MAX_FRAME:
        raise WireError("a frame too large to send")
    return _pack_length(len(body)) + body


def _read_messages(body: bytes) -> Iterator[FromWorker]:
    if len(body) > _SHORT:
        inspect(body)
    try:
        return iter(_decode_from_worker(body))
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise WireError("a frame that holds no messages") from error


class Channel:
    """The grader's end of a worker's socket: never blocks past a deadline, trusts no frame.

    A read waits in the kernel, a moment at most: an answer that comes at once, as nearly all do,
    costs one system call. Only then is it waited for with the deadline in view.
    """

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(True)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _MOMENT)
        self._socket = connection
        self._poll = select.poll()
        self._received = b""
        self._taken = 0  # how much of that has been asked for
        self._messages: Iterator[FromWorker] = iter(())  # of the last frame

    def close(self) -> None:
        """Close the socket; safe to call twice."""
        self._socket.close()

    def send(self, messages: Sequence[ToWorker], deadline: float) -> None:
        """Send messages in one frame; raise SilenceError if it is not taken by the deadline."""
        view = memoryview(frame(messages))
        while view:
            try:
                view = view[self._socket.send(view, socket.MSG_DONTWAIT) :]
            except BlockingIOError:
                self._wait(select.POLLOUT, deadline)
            except OSError as error:
                raise WireError("the worker has closed the channel") from error

    def receive(self, deadline: float) -> FromWorker:
        """Receive a message; raise SilenceError past the deadline and WireError for a bad frame."""
        message = self.take()
        while message is None:
            (length,) = _unpack_length(self._read(4, deadline))
            if length > MAX_FRAME:
                raise WireError("a frame that is too large")
            self._messages = _read_messages(self._read(length, deadline))
            message = next(self._messages, None)
        return message

    def take(self) -> FromWorker | None:
        """The next message of a frame that has come, if there is one."""
        return next(self._messages, None)

    def _read(self, length: int, deadline: float) -> bytes:
        begin = self._taken
        missing = begin + length - len(self._received)
        if missing > 0:
            parts = [self._received[begin:]]
            while missing > 0:
                part = self._receive(missing, deadline)
                parts.append(part)
                missing -= len(part)
            self._received, begin = b"".join(parts), 0
        self._taken = begin + length
        return self._received[begin : self._taken]

    def _receive(self, missing: int, deadline: float) -> bytes:
        """What has come, waited for if nothing has; of a large frame a large piece at a time."""
        waited = False
        while True:
            try:
                part = self._socket.recv(min(max(missing, _PIECE), 1 << 20))
            except BlockingIOError:
                if waited and time.monotonic() > deadline:
                    raise SilenceError("the worker is too slow") from None
                self._wait(select.POLLIN, deadline)
                waited = True
                continue
            except OSError as error:
                raise WireError("the worker has closed the channel") from error
            if not part:
                raise WireError("the worker has closed the channel")
            if time.monotonic() > deadline:
                raise SilenceError("the worker is too slow")
            return part

    def _wait(self, event: int, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left > 0:
            self._poll.register(self._socket, event)
            if self._poll.poll(left * 1000 + 1):
                return
        raise SilenceError("the worker does not answer")


#: How long an answer may wait for others to go with it, in seconds, and how much may wait.
_PATIENCE = 0.005
_PARCEL = 64 * 1024


class WorkerEnd:
    """The worker's end of the socket: plain blocking reads and writes.

    Answers are kept while there are more messages to work on at once, and sent together.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._received = b""
        self._messages: Iterator[ToWorker] = iter(())  # of the last frame
        self._answers = bytearray()
        self._count = 0  # of answers
        self._sent = 0.0  # when answers were last sent, or there was nothing to do

    def send(self, message: FromWorker) -> None:
        """Send a message to the grader, at the latest when nothing is left to be done."""
        body = _encode(message)
        if self._count and len(self._answers) + len(body) > _PARCEL:
            self._flush()
        self._answers += body
        self._count += 1

    def receive(self) -> ToWorker:
        """Receive the grader's next message; raise EOFError when it has gone."""
        if self._count and time.monotonic() - self._sent > _PATIENCE:
            self._flush()
        message = next(self._messages, None)
        while message is None:
            (length,) = _unpack_length(self._read(4))
            self._messages = iter(_decode_to_worker(self._read(length)))
            message = next(self._messages, None)
        return message

    def _flush(self) -> None:
        # The head of a list whose length has two bytes: a parcel holds fewer answers than that.
        head = b"\xdc" + self._count.to_bytes(2, "big")
        self._socket.sendall(_pack_length(len(head) + len(self._answers)) + head + self._answers)
        self._answers.clear()
        self._count = 0
        self._sent = time.monotonic()

    def _read(self, length: int) -> bytes:
        """The next bytes, waited for if there are fewer; answers go out first."""
        received = self._received
        if len(received) < length:
            if self._count:
                self._flush()
            parts = [received]
            missing = length - len(received)
            while missing > 0:
                part = self._socket.recv(min(max(missing, _PIECE), 1 << 20))
                if not part:
                    raise EOFError
                parts.append(part)
                missing -= len(part)
            received = b"".join(parts)
            self._sent = time.monotonic()
        self._received = received[length:]
        return received[:length]
