# mechanism: reports exceptions with forged cells, lines, names and texts, megabytes of them
# success: a report shows text that is not the student's, control characters, or the grader fails

# %%
import gc
import sys

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
frames = sys.modules["autograder.sandbox.inside.protocol.channel"]
messages = sys.modules["autograder.sandbox.inside.protocol.messages"]
end = next(thing for thing in gc.get_objects() if isinstance(thing, frames.WorkerEnd))
LOOT = "loot" + "ed:\x1b[31m<script>alert(1)</script>"
PROBLEMS = [
    ("ValueError", LOOT, 1, 2**62, "f"),
    (LOOT, LOOT, -1, -1, LOOT),
    ("NotImplementedError", "", 0, 0, LOOT),
    ("NotImplementedError", "", 0, 0, "looted" + "_x" * 5_000_000),
    ("ValueError", "x" * 15_000_000, 2**62, -(2**62), ""),
    ("NotImplementedError", LOOT, 3, 1, ""),
    ("\u202egnp.exe", "", 1, 1, "\u202e"),
    ("SystemExit", "", 0, 1, "a\nb"),
]
count = 0


def lie(*args):
    global count
    count += 1
    frame = sys._getframe()
    while "message" not in frame.f_locals:
        frame = frame.f_back
    problem = messages.Problem(*PROBLEMS[count % len(PROBLEMS)])
    end.send(messages.Raised(frame.f_locals["message"].id, problem, count % 2 == 0))
    raise SystemExit


for name in STUBS:
    globals()[name] = lie
