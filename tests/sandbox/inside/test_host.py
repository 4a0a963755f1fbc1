"""The namespaces that the host makes for each worker, and the bounds on all of a submission."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.limits import MEBIBYTE, Limits
from autograder.sandbox.host import Host, find_worker
from autograder.sandbox.inside import confinement
from autograder.sandbox.inside.protocol import messages, values
from tests.conftest import LIMITS, needs_sandbox
from tests.sandbox.acts import number_of
from tests.sandbox.workers import NO_KERNEL_LAYERS, Inside, Partial

pytestmark = needs_sandbox


@pytest.fixture
def in_namespaces() -> Iterator[Inside]:
    """A worker in bubblewrap and in namespaces made for it, without any other layer."""
    with Partial(**NO_KERNEL_LAYERS) as host:
        yield Inside(host)


class TestNamespacesOfAFork:
    def test_the_whole_tree_dies_with_the_worker(self, in_namespaces):
        namespace = _namespace_of(find_worker(in_namespaces.host))
        assert in_namespaces("leave_processes()") == "left"
        ours: list[int] = []
        while len(ours) < 7:  # itself, three children, and a child of each
            numbers = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
            ours = [pid for pid in numbers if _namespace_of(pid) == namespace]
        in_namespaces.worker.kill()
        assert [pid for pid in ours if Path(f"/proc/{pid}").exists()] == []

    def test_scratch_has_a_size(self, in_namespaces):
        assert in_namespaces("fill('/scratch')") == "ENOSPC"
        assert int(in_namespaces("os.path.getsize('/scratch/big')")) <= LIMITS.scratch_bytes

    def test_scratch_has_a_number_of_files(self, in_namespaces):
        assert in_namespaces("crowd('/scratch')") == "ENOSPC"
        assert int(in_namespaces("len(os.listdir('/scratch'))")) < LIMITS.scratch_files

    def test_scratch_is_empty_for_the_next_one(self, in_namespaces):
        assert in_namespaces("open('/scratch/left', 'w').close()") == "None"
        in_namespaces.worker.kill()
        assert Inside(in_namespaces.host)("os.listdir('/scratch')") == "[]"

    def test_proc_tells_nothing(self, in_namespaces):
        assert in_namespaces("os.listdir('/proc'), sorted(os.listdir('/proc/self'))") == str(
            (["self"], ["cmdline", "exe"])
        )
        assert in_namespaces("open('/proc/x', 'w')") == "EROFS"

    def test_it_is_alone_and_powerless(self, in_namespaces):
        assert in_namespaces("os.getpid(), os.getppid(), os.getuid()") == "(1, 0, 1000)"
        assert in_namespaces("os.kill(2, 0)") == "ESRCH"
        mount = number_of("mount")
        path = "ctypes.cast(ctypes.c_char_p(b'/scratch'), ctypes.c_void_p).value"
        assert in_namespaces(f"raw({mount}, {path}, {path}, 0, 4096, 0)") == "EPERM"

    def test_no_user_namespace_can_be_made(self, in_namespaces):
        number = number_of("unshare")
        assert in_namespaces(f"raw({number}, {confinement.CLONE_NEWUSER})") in ("ENOSPC", "EPERM")

    def test_shared_memory_does_not_outlive_it(self, in_namespaces):
        number = number_of("shmget")
        assert int(in_namespaces(f"raw({number}, 0x5EC2E7, 4096, 0o1600)")) >= 0
        in_namespaces.worker.kill()
        assert Inside(in_namespaces.host)(f"raw({number}, 0x5EC2E7, 4096, 0)") == "ENOENT"


def _namespace_of(pid: int) -> str:
    try:
        return str(Path(f"/proc/{pid}/ns/pid").readlink())
    except OSError:
        return f"unknown of {pid}"


def test_all_memory_of_a_submission_together_is_bounded():
    """One process is all there is; what it maps is bounded, and so are its files in memory."""
    limits = Limits(memory_bytes=1024 * MEBIBYTE, scratch_bytes=16 * MEBIBYTE)
    with Host(limits=limits) as host:
        inside = Inside(host)
        hoard = "(lambda kept: [kept.append(bytearray(2**24)) for _ in range(10**4)])([])"
        deadline = time.monotonic() + 60
        arguments = values.pack_arguments((hoard,), {}, [])
        inside.worker.channel.send(
            [messages.Call(3, "evaluate", arguments, frozen=False)], deadline
        )
        answer = inside.worker.channel.receive(deadline)
        assert isinstance(answer, messages.Raised)
        assert answer.problem.type_name == "MemoryError"
        status = Path(f"/proc/{find_worker(host)}/status").read_text()
        peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmPeak"))
        assert int(peak) * 1024 <= limits.memory_bytes
        assert inside("fill('/scratch')") == "ENOSPC"
        assert inside("os.fork()") == "EPERM"
        assert inside("os.memfd_create('x')") == "EPERM"
        assert inside(f"raw({number_of('shmget')}, 0, 4096, 0o1600)") == "EPERM"
