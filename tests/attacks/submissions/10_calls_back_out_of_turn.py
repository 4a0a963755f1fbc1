# mechanism: calls functions back that were never passed, with bombs, forever, and ignores answers
# success: a function of the grader's runs that was not passed, or the call does not end

# %%
import gc
import sys

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
wire = sys.modules["autograder.sandbox.inside.wire"]
end = next(thing for thing in gc.get_objects() if isinstance(thing, wire.WorkerEnd))


def back(*args):
    for number in (0, -1, 7, 2**31, -(2**31)):
        end.send(wire.CallBack(0, number, wire.pack([(1,), {}])))
        answer = end.receive()
        if isinstance(answer, wire.Answer) and not answer.failed:
            raise ValueError("loot" + "ed:" + repr(wire.unpack(answer.value)))
    for arguments in (b"", b"\xc0", b"\x91" * 100, wire.pack("x"), wire.pack([1, 2, 3])):
        end.send(wire.CallBack(2**62, 0, arguments))
        end.receive()
    while True:
        end.send(wire.CallBack(0, 0, wire.pack([(), {"self": 1, "__class__": 2}])))
        end.receive()


for name in STUBS[:2]:
    globals()[name] = back
