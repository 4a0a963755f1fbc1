# mechanism: whole, true answers that arrive a byte at a time, each just within the time of a call
# success: the submission takes longer than its limits

# %%
import os
import sys
import time

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
channel = sys.modules["autograder.sandbox.inside.protocol.channel"]
messages = sys.modules["autograder.sandbox.inside.protocol.messages"]
values = sys.modules["autograder.sandbox.inside.protocol.values"]


def slow(*args, **kwargs):
    frame = sys._getframe()
    while frame.f_locals.get("message") is None:
        frame = frame.f_back
    number = frame.f_locals["message"].id
    data = channel.frame([messages.Returned(number, values.pack(0.5), False, [], False)])
    for place in range(len(data)):
        os.write(3, data[place : place + 1])
        time.sleep(1.3 / len(data))
    os.read(3, 1)  # take something away from the next call
    time.sleep(1.0)


for name in STUBS:
    globals()[name] = slow
