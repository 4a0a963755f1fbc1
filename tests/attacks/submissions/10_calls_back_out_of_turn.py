# mechanism: calls functions back that were never passed, with bombs, forever, and ignores answers
# success: a function of the grader's runs that was not passed, or the call does not end

# %%
import gc
import sys

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
frames = sys.modules["autograder.sandbox.inside.protocol.channel"]
messages = sys.modules["autograder.sandbox.inside.protocol.messages"]
values = sys.modules["autograder.sandbox.inside.protocol.values"]
end = next(thing for thing in gc.get_objects() if isinstance(thing, frames.WorkerEnd))


def back(*args):
    for number in (0, -1, 7, 2**31, -(2**31)):
        end.send(messages.CallBack(0, number, values.pack_arguments([1], {})))
        answer = end.receive()
        if isinstance(answer, messages.Answer) and not answer.failed:
            raise ValueError("loot" + "ed:" + repr(values.unpack(answer.value)))
    shapes = ([1, 2, 3], [(1,), [], []], [[1], ["x"], []], [[], [[]], [1]], [[], [], [], []])
    bombs = (b"", b"\xc0", b"\x91" * 100, values.pack("x"), *map(values.pack, shapes))
    for arguments in bombs:
        end.send(messages.CallBack(2**62, 0, arguments))
        end.receive()
    while True:
        arguments = values.pack_arguments([], {"self": 1, "__class__": 2})
        end.send(messages.CallBack(0, 0, arguments))
        end.receive()


for name in STUBS[:2]:
    globals()[name] = back
