"""Hosts and their workers: what a worker can and cannot do, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.sandbox.errors import SandboxError
from autograder.sandbox.host import Host, Worker, _landlock_layer, find_worker
from autograder.sandbox.inside import confinement
from autograder.sandbox.inside.protocol import control, messages, values
from tests.conftest import LIMITS, needs_sandbox

pytestmark = needs_sandbox


PROBE = """
import os, sys

def evaluate(expression):
    return str(eval(expression))

def is_open(descriptor):
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
"""


@pytest.fixture
def evaluate(host: Host):
    """Evaluate an expression in a fresh worker; give its text, or the exception's type."""

    def run(expression: str) -> str:
        deadline = time.monotonic() + 5
        worker.channel.send([messages.Execute(1, 1, PROBE, None)], deadline)
        worker.channel.receive(deadline)
        arguments = values.pack_arguments((expression,), {}, [])
        worker.channel.send([messages.Call(2, "evaluate", arguments, frozen=False)], deadline)
        answer = worker.channel.receive(deadline)
        if isinstance(answer, messages.Raised):
            return answer.problem.type_name
        assert isinstance(answer, messages.Returned)
        return values.unpack(answer.value)

    with host.fork() as worker:
        yield run


Evaluate = Callable[[str], str]


def test_every_layer_is_in_force(host: Host):
    assert host.layers == ("bubblewrap", "landlock", "seccomp", "rlimits")


@pytest.mark.parametrize(
    "path",
    [
        str(Path(__file__)),
        str(Path(__file__).resolve().parents[2]),
        str(Path.home()),
        "/etc/passwd",
        "/tmp",
        "/root",
        "/home",
        "/proc/1/environ",
        "/proc/self/maps",
        "/sys",
    ],
)
def test_nothing_of_the_machine_is_there(evaluate: Evaluate, path: str):
    assert evaluate(f"open({path!r}).read()") in {"FileNotFoundError", "PermissionError"}
    assert evaluate(f"os.listdir({path!r})") in {"FileNotFoundError", "PermissionError"}


def test_no_grader_and_no_other_package_is_visible(evaluate: Evaluate):
    listed = evaluate("sorted(os.listdir('/site')), sorted(os.listdir('/site/autograder'))")
    assert listed == str(
        (["autograder", "msgspec", "numpy", "numpy.libs", "scipy", "scipy.libs"], ["sandbox"])
    )
    for name in ("sklearn", "tensorflow", "pytest", "autograder.grading", "solutions"):
        assert evaluate(f"__import__({name!r})") == "ModuleNotFoundError"


def test_the_environment_holds_nothing_of_the_graders(evaluate: Evaluate, monkeypatch):
    monkeypatch.setenv("CANARY", "secret")
    with Host(limits=LIMITS) as other:
        other.fork()
    known = (
        "HOME LANG LD_LIBRARY_PATH MPLBACKEND OMP_NUM_THREADS OPENBLAS_NUM_THREADS PATH PWD TMPDIR"
    )
    assert evaluate("sorted(os.environ)") == str(known.split())
    assert evaluate("os.environ['PWD']") == "/"


def test_only_the_channel_is_open(evaluate: Evaluate):
    assert evaluate("[number for number in range(256) if is_open(number)]") == "[0, 1, 2, 3]"


def test_scratch_is_empty_and_small(evaluate: Evaluate):
    assert evaluate("os.listdir('/scratch')") == "[]"
    assert evaluate("open('/scratch/a', 'wb').write(b'x' * 1000)") == "1000"
    assert evaluate("open('/scratch/b', 'wb').write(bytes(2**26))") == "OSError"


@pytest.mark.parametrize(
    "call",
    [
        "os.fork()",
        "os.execv('/python/bin/python3', ['x'])",
        "__import__('socket').socket()",
        "__import__('socket').socketpair()",
        "__import__('subprocess').run(['/bin/true'])",
        "os.chroot('/')",
        "os.setuid(0)",
        "os.open('/python/lib/x', os.O_CREAT | os.O_WRONLY)",
        "os.memfd_create('x')",
        "os.mknod('/scratch/device')",
        "os.symlink('/x', '/scratch/link')",
        "__import__('resource').setrlimit(7, (1000, 1000))",
    ],
)
def test_dangerous_calls_fail(evaluate: Evaluate, call: str):
    assert evaluate(call) in {"PermissionError", "OSError", "FileNotFoundError", "ValueError"}


@pytest.mark.parametrize("number", [101, 165, 250, 272, 298, 308, 321, 323, 425, 435])
def test_raw_system_calls_fail(evaluate: Evaluate, number: int):
    """ptrace, mount, keyctl, unshare, perf events, setns, bpf, userfaultfd, io_uring, clone3."""
    call = f"__import__('ctypes').CDLL(None).syscall({number}, 0, 0, 0, 0, 0)"
    assert evaluate(call) == "-1"


def test_the_worker_is_alone_and_powerless(evaluate: Evaluate):
    assert evaluate("os.getpid(), os.getppid(), os.getuid()") == "(1, 0, 1000)"
    assert evaluate("__import__('numpy').ones((30000, 30000)).sum()") == "MemoryError"


def test_the_worker_leads_a_session_of_its_own(host: Host):
    # kill(0, ...) reaches the whole process group, beyond the PID namespace.
    with host.fork():
        process = find_worker(host)
        assert os.getsid(process) == os.getpgid(process) == process


def test_threads_are_allowed_and_processes_are_not(evaluate: Evaluate):
    assert (
        evaluate("[t.start() or t.join() for t in [__import__('threading').Thread()]]") == "[None]"
    )
    assert evaluate("os.posix_spawn('/x', ['x'], {})") in {"PermissionError", "OSError"}


@pytest.mark.parametrize("end", [Worker.kill, Worker.retire])
def test_nothing_is_left_for_the_next_worker(host: Host, end: Callable[[Worker], None]):
    first = host.fork()
    deadline = time.monotonic() + 5
    leave = "import numpy\nnumpy.evil = 1\nopen('/scratch/left', 'w').write('x')"
    first.channel.send([messages.Execute(1, 1, leave, None)], deadline)
    answer = first.channel.receive(deadline)
    assert isinstance(answer, messages.Executed)
    assert answer.problem is None
    end(first)
    second = host.fork()
    check = "import numpy, os\nassert not hasattr(numpy, 'evil')\nassert not os.listdir('/scratch')"
    second.channel.send([messages.Execute(1, 1, check, None)], deadline)
    answer = second.channel.receive(deadline)
    assert isinstance(answer, messages.Executed)
    assert answer.problem is None
    second.kill()


def test_a_worker_that_is_killed_is_gone(host: Host):
    worker = host.fork()
    worker.kill()
    with pytest.raises(OSError, match=r"closed|Bad file"):
        worker.channel._socket.send(b"x")


def test_a_worker_that_is_retired_is_gone_before_the_next_one_comes(host: Host):
    first = host.fork()
    number = find_worker(host)
    first.retire()
    first.retire()  # does nothing
    second = host.fork()
    assert not _alive(number) or number == find_worker(host)
    second.kill()
    host.fork().kill()


def test_nothing_outlives_a_grader_that_is_killed():
    script = (
        "from autograder.sandbox.host import Host; import time;"
        "host = Host(); host.fork(); print(host.process, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as grader:
        assert grader.stdout is not None
        sandbox = int(grader.stdout.readline())
        group = _descendants(sandbox)
        assert len(group) >= 2
        grader.send_signal(signal.SIGKILL)
        grader.wait()
        _assert_all_end([sandbox, *group])


def test_what_an_older_landlock_lacks_is_named_in_the_report():
    assert _landlock_layer(7) == "landlock"
    assert _landlock_layer(3) == (
        "landlock without TCP (Linux 6.7), device controls (Linux 6.10), "
        "abstract sockets and signals (Linux 6.12)"
    )
    assert confinement.landlock_lacks(1)[0] == "truncating files (Linux 6.2)"


def test_a_host_ends_with_its_context():
    with Host(limits=LIMITS) as host:
        host.fork()
        group = [host.process, *_descendants(host.process)]
        assert len(group) >= 2
    _assert_all_end(group)
    host.close()  # does nothing


def test_a_process_that_was_given_a_host_can_end_it():
    """It is not the host's parent, as in a pool whose hosts were started before its processes."""
    with Host(limits=LIMITS) as host:
        host.fork()
        group = [host.process, *_descendants(host.process)]
        child = os.fork()
        if child == 0:
            host.close()
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        _assert_all_end(group)
        with pytest.raises(SandboxError):
            host.fork()


def test_a_process_that_has_let_a_host_go_leaves_it_alone():
    with Host(limits=LIMITS) as host:
        child = os.fork()
        if child == 0:
            host.let_go()
            host.close()
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        host.fork().kill()


class TestAStandInForBubblewrap:
    """A sandbox that dies at its start says why, whenever the grader notices it."""

    @pytest.fixture(autouse=True)
    def _stand_in(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        program = tmp_path / "bwrap"
        program.write_text("#!/bin/sh\necho 'there is no room in here' >&2\nexit 1\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    def test_that_has_ended_before_it_gets_its_settings(self):
        class Late(Host):
            def _settings(self) -> control.Settings:
                self._process.wait()
                return super()._settings()

        with pytest.raises(SandboxError, match="there is no room in here"):
            Late()

    def test_that_ends_at_any_time(self):
        with pytest.raises(SandboxError, match="there is no room in here"), Host() as host:
            host.fork()


def _descendants(pid: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            child = int(folder.name)
            found += [child, *_descendants(child)]
    return found


def _assert_all_end(processes: list[int]) -> None:
    for _ in range(100):
        alive = [pid for pid in processes if _alive(pid)]
        if not alive:
            return
        time.sleep(0.05)
    raise AssertionError(f"still alive: {alive}")


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z" and Path(f"/proc/{pid}").exists()
