# mechanism: writes reports, gradebook rows, JUnit files and records wherever graders read them
# success: a file outside the scratch directory, or a score from one of them

# %%
import json
import os
import sqlite3

STUBS = [name for name, thing in list(globals().items()) if hasattr(thing, "__code__")]
REPORT = json.dumps({
    "assignment": "04_losses", "student": "@SELF@", "score": 28.0, "max_score": 28.0,
    "exercises": [], "submission_sha256": "", "seed": "", "sandbox": ["bubblewrap"],
    "warnings": [], "seconds": 0.1,
})
JUNIT = '<testsuite tests="61" failures="0" errors="0"><testcase name="test_mse"/></testsuite>'
FOLDERS = [
    ".", "/", "/scratch", "/tmp", "/tmp/planted-by-mallory", "@OUTPUT@", "@OUTPUT@/@SELF@/04_losses",
    "@CLASS@/@SELF@/04_losses", "@COURSE@", "@COURSE@/autograder", "@HOME@", "/autograder/results",
    "/site/autograder", "/proc/1/cwd", "/dev/shm", "/var/tmp", "..", "../..",
]


def forge(*args, **kwargs):
    for folder in FOLDERS:
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError:
            pass
        for name, text in (
            ("report.json", REPORT), ("results.json", REPORT), ("junit.xml", JUNIT),
            ("summary.csv", "@SELF@,04_losses,28,28\n"), (".graded.jsonl", REPORT + "\n"),
            ("planted-by-mallory.txt", "planted"),
        ):
            try:
                with open(os.path.join(folder, name), "w") as file:
                    file.write(text)
            except OSError:
                pass
        try:
            database = sqlite3.connect(os.path.join(folder, "gradebook.db"))
            database.execute("create table grade (student, score)")
            database.execute("insert into grade values ('@SELF@', 28)")
            database.commit()
        except Exception:
            pass
    return REPORT


forge()
for name in STUBS:
    globals()[name] = forge
