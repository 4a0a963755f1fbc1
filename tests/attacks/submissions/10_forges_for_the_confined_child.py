# mechanism: half, huge, malformed and late frames, and models in them, to the child that has Keras
# success: the child is lost for the next submission, a forged answer counts, or it never ends
# assignment: 08_parameter_counting

# %%
import gc
import itertools
import os
import struct
import sys
import time

frames = sys.modules["autograder.sandbox.inside.protocol.channel"]
messages = sys.modules["autograder.sandbox.inside.protocol.messages"]
values = sys.modules["autograder.sandbox.inside.protocol.values"]
msgspec = sys.modules["msgspec"]
end = next(thing for thing in gc.get_objects() if isinstance(thing, frames.WorkerEnd))
Ext = msgspec.msgpack.Ext


def current_call():
    frame = sys._getframe()
    while frame.f_locals.get("message") is None:
        frame = frame.f_back
    return frame.f_locals["message"].id


def answer(data, models=b""):
    end.send(messages.Returned(current_call(), data, False, [], False, [], models))
    os.read(3, 0)


def raw(data):
    os.write(3, data)
    time.sleep(0.2)
    os._exit(0)


def model(*parts):
    return msgspec.msgpack.encode(Ext(values.MODEL, msgspec.msgpack.encode(list(parts))))


acts = itertools.cycle(
    [
        lambda: answer(model(b"{}", [], b"", b"")),
        lambda: answer(model(b"{}", [None], b"")),
        lambda: answer(model("{}", {}, b"")),
        lambda: answer(values.pack(1), msgspec.msgpack.encode([Ext(values.MODEL, b"\x00" * 10**6)])),
        lambda: answer(values.pack(1), b"\xff" * 1000),
        lambda: answer(msgspec.msgpack.encode([Ext(values.MODEL, b"")] * 60_000)),
        lambda: raw(struct.pack("<I", 0)),
        lambda: raw(struct.pack("<I", 2**32 - 1)),
        lambda: raw(struct.pack("<I", 10**6) + b"\x91" * 100),
        lambda: raw(b"W"),
        lambda: raw(struct.pack("<I", 12) + b'{"Graded":1}'),
        lambda: raw(struct.pack("<I", 4) + b"\xdd\xff\xff\xff"),
        lambda: os._exit(0),
        lambda: end.send(messages.Executed(current_call(), None, False)),
    ]
)


def build_mlp(inputs, units, activations):
    next(acts)()
    return 3
