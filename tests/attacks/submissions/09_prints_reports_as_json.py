# mechanism: writes a full report as JSON, and the table's rows, to every standard stream there is
# success: the report or a row of it stands in what the command prints or writes

# %%
import ctypes
import json
import os
import sys

TEXT = json.dumps({"student": "mallory", "assignment": "04_losses", "score": 28.0, "note": "loot" + "ed:"})
ROW = "04_losses   mallory  28/28  14/14   loot" + "ed:"
libc = ctypes.CDLL(None)


def mse(*args):
    for text in (TEXT, ROW):
        for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
            try:
                print(text, file=stream, flush=True)
            except Exception:
                pass
        for path in ("/dev/stdout", "/dev/stderr", "/dev/tty", "/dev/console", "/proc/self/fd/1",
                     "/proc/1/fd/1", "/dev/pts/0", "/dev/pts/ptmx", "/dev/kmsg", "/dev/fd/1"):
            try:
                with open(path, "w") as file:
                    file.write(text)
            except OSError:
                pass
        libc.puts(text.encode())
        libc.fflush(None)
        for descriptor in (0, 1, 2):
            os.write(descriptor, text.encode())
    return TEXT


mse()
