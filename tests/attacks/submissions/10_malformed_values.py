# mechanism: arrays whose shape and data disagree, object dtypes, unknown extensions, odd generators
# success: the grader fails, or builds an array that is not what its bytes are

# %%
import gc
import sys

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
frames = sys.modules["autograder.sandbox.inside.protocol.channel"]
messages = sys.modules["autograder.sandbox.inside.protocol.messages"]
values = sys.modules["autograder.sandbox.inside.protocol.values"]
msgspec = sys.modules["msgspec"]
end = next(thing for thing in gc.get_objects() if isinstance(thing, frames.WorkerEnd))
Ext = msgspec.msgpack.Ext
encode = msgspec.msgpack.encode


def array(dtype, shape, data):
    return encode(Ext(values.ARRAY, encode((dtype, shape, data))))


VALUES = [
    array("<f8", (1000,), b"\0" * 8),
    array("<f8", (2**32, 2**32), b""),
    array("<f8", (-1, -8), b"\0" * 64),
    array("<f8", (0, 2**62, 2**62), b""),
    array("|O", (1,), b"\x01" * 8),
    array("<f8,<f8", (1,), b"\0" * 16),
    array("<U1", (1,), b"\0" * 4),
    array("<f8", (2**64 - 1, 0), b""),
    array("<f8", (1,) * 64, b"\0" * 8),
    encode(Ext(99, b"x")),
    encode(Ext(-1, bytes(12))),
    encode(Ext(values.GENERATOR, b"\xff" * 64)),
    encode(Ext(values.FUNCTION, bytes(4))),
    encode(Ext(values.MODEL, encode([b"{}", [1, 2]]))),
    encode(Ext(values.PAIRS, encode([1, 2, 3]))),
    encode(Ext(values.BIG_INTEGER, b"\xff" * 5000)),
    encode(Ext(values.FOREIGN, b"\xff" * 100)),
    b"",
    b"\xc0\xc0",
    array("<f8", (0, 2**62), b""),
    array("<f8", (2**62, 0), b""),
]
count = 0


def malformed(*args):
    global count
    count += 1
    frame = sys._getframe()
    while "message" not in frame.f_locals:
        frame = frame.f_back
    value = VALUES[(count + len(frame.f_locals["message"].function)) % len(VALUES)]
    end.send(messages.Returned(frame.f_locals["message"].id, value, False, [], False))
    sys.modules["os"].read(3, 0)
    return 0.0


for name in STUBS:
    globals()[name] = malformed
