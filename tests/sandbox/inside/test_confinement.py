"""Each step of confinement alone: what it stops, and that nothing else did.

`behind` runs an act in a forked process behind one layer. Every act is also tried without it.
"""

from __future__ import annotations

import errno
import faulthandler
import mmap
import os
import resource
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.limits import MEBIBYTE, Limits
from autograder.sandbox.inside import confinement
from autograder.sandbox.users import unused_user
from tests.conftest import needs_sandbox
from tests.sandbox.acts import (
    as_nobody,
    as_root,
    behind,
    fork,
    nothing,
)

pytestmark = needs_sandbox


class TestLandlock:
    @pytest.fixture
    def landlock(self, tmp_path: Path) -> Callable[[], None]:
        def enter() -> None:
            confinement.no_new_privileges()  # the kernel takes no domain from anyone else
            confinement.enter_landlock(
                confinement.landlock_rules(["/usr"], [str(tmp_path)], ["/dev/null"])
            )

        return enter

    def needs(self, version: int) -> None:
        have = confinement.landlock_version()
        if have < version:
            pytest.skip(f"this kernel's Landlock is version {have}, this needs {version}")

    @pytest.mark.parametrize("path", ["/etc/passwd", "/proc/self/environ", "/etc"])
    def test_files_outside_cannot_be_read(self, landlock, path):
        def read() -> None:
            os.close(os.open(path, os.O_RDONLY))

        assert behind(nothing, read) == "done"
        assert behind(landlock, read) == "EACCES"

    def test_files_inside_can_be_read_or_written(self, landlock, tmp_path):
        assert behind(landlock, lambda: list(Path("/usr").iterdir())) == "done"
        assert behind(landlock, lambda: (tmp_path / "new").write_text("x")) == "done"
        assert behind(landlock, lambda: Path("/dev/null").write_text("x")) == "done"

    def test_files_outside_cannot_be_written_made_or_removed(self, landlock, tmp_path):
        outside = tmp_path.parent / f"{tmp_path.name}-outside"
        outside.mkdir()
        (outside / "file").write_text("x")
        acts = [
            lambda: (outside / "file").write_text("y"),
            (outside / "new").touch,
            (outside / "folder").mkdir,
            (outside / "file").unlink,
        ]
        assert [behind(landlock, act) for act in acts] == ["EACCES"] * 4
        assert [behind(nothing, act) for act in acts] == ["done"] * 4

    def test_files_outside_cannot_be_truncated(self, landlock, tmp_path):
        self.needs(3)
        path = tmp_path.parent / f"{tmp_path.name}-long"
        path.write_text("long")
        assert behind(landlock, lambda: os.truncate(path, 0)) == "EACCES"
        assert behind(nothing, lambda: os.truncate(path, 0)) == "done"

    def test_tcp_cannot_connect_or_listen(self, landlock):
        self.needs(4)
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = server.getsockname()
            connect = lambda: socket.create_connection(address, 2)  # noqa: E731
            listen = lambda: socket.socket().bind(("127.0.0.1", 0))  # noqa: E731
            assert (behind(nothing, connect), behind(nothing, listen)) == ("done", "done")
            assert (behind(landlock, connect), behind(landlock, listen)) == ("EACCES", "EACCES")

    def test_signals_reach_nobody_outside(self, landlock):
        self.needs(6)
        signal_parent = lambda: os.kill(os.getppid(), 0)  # noqa: E731
        assert behind(nothing, signal_parent) == "done"
        assert behind(landlock, signal_parent) == "EPERM"
        assert behind(landlock, lambda: os.kill(os.getpid(), 0)) == "done"

    def test_abstract_sockets_lead_nowhere(self, landlock):
        self.needs(6)
        name = f"\0autograder-{os.getpid()}"
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(name)
            server.listen()
            connect = lambda: socket.socket(socket.AF_UNIX).connect(name)  # noqa: E731
            assert behind(nothing, connect) == "done"
            assert behind(landlock, connect) == "EPERM"


def limited(**limits: int) -> Callable[[], None]:
    return lambda: confinement.limit_resources(limits)


def used_address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * mmap.PAGESIZE


class TestResourceLimits:
    def test_an_endless_loop_is_killed(self):
        def spin() -> None:
            while True:
                pass

        assert behind(limited(CPU=1), spin) == "SIGKILL"

    def test_memory_has_a_bound(self):
        bound = used_address_space() + 256 * MEBIBYTE
        for allocate in (lambda: bytearray(2**30), lambda: mmap.mmap(-1, 2**30)):
            assert behind(nothing, allocate) == "done"
            assert behind(limited(AS=bound), allocate) in ("out of memory", "ENOMEM")

    def test_processes_and_threads_have_a_bound(self):
        def both() -> None:
            as_nobody()
            confinement.limit_resources({"NPROC": 1})

        assert behind(as_nobody, fork) == "done"
        assert behind(both, lambda: (fork(), fork())) == "EAGAIN"

    def test_open_files_have_a_bound(self):
        open_many = lambda: [os.open("/dev/null", os.O_RDONLY) for _ in range(100)]  # noqa: E731
        assert behind(nothing, open_many) == "done"
        assert behind(limited(NOFILE=64), open_many) == "EMFILE"

    def test_a_file_has_a_bound(self, tmp_path):
        path = tmp_path / "file"
        for write in (
            lambda: path.write_bytes(bytes(2 * MEBIBYTE)),
            lambda: os.truncate(path, 2 * MEBIBYTE),
        ):
            path.write_bytes(b"")
            assert behind(limited(FSIZE=MEBIBYTE), write) == "EFBIG"
            assert path.stat().st_size <= MEBIBYTE
            path.write_bytes(b"")
            assert behind(nothing, write) == "done"

    def test_no_core_is_dumped(self, tmp_path):
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        if hard == 0:
            pytest.skip("no process may dump core here")

        def crash() -> None:
            os.chdir(tmp_path)
            faulthandler.disable()  # pytest's
            os.abort()

        allow = lambda: resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))  # noqa: E731
        assert behind(allow, crash).startswith("SIGABRT")
        assert behind(limited(CORE=0), crash) == "SIGABRT"

    def test_every_limit_is_set_hard_and_cannot_be_raised(self):
        def inspect() -> None:
            as_nobody()
            confinement.limit_resources(Limits().rlimits)
            for name in Limits().rlimits:
                kind = getattr(resource, f"RLIMIT_{name}")
                soft, hard = resource.getrlimit(kind)
                assert soft == hard <= Limits().rlimits[name]
                try:
                    resource.setrlimit(kind, (hard + 1, hard + 1))
                except (OSError, ValueError):
                    continue
                raise AssertionError(name)

        assert behind(nothing, inspect) == "done"


def powerful() -> None:
    """Have every capability in a new user namespace."""
    confinement.become_nobody(unused_user())


class TestCapabilities:
    def test_without_them_nothing_can_be_mounted_and_no_name_changed(self):
        def powerless() -> None:
            powerful()
            confinement.drop_capabilities()

        mount = lambda: confinement.mount_scratch("/tmp", 4096, 4)  # noqa: E731
        leave = lambda: confinement.unshare(confinement.CLONE_NEWIPC)  # noqa: E731
        assert (behind(powerful, mount), behind(powerful, leave)) == ("done", "done")
        assert (behind(powerless, mount), behind(powerless, leave)) == ("EPERM", "EPERM")

    def test_every_set_is_empty(self):
        def inspect() -> None:
            powerful()
            confinement.bound_capabilities()
            confinement.drop_capabilities()
            lines = Path("/proc/self/status").read_text().splitlines()
            sets = [int(line.split()[1], 16) for line in lines if line.startswith("Cap")]
            assert sets == [0] * 5

        assert behind(nothing, inspect) == "done"

    @as_root
    def test_a_program_that_root_runs_gets_none_back(self):
        def rename() -> None:
            confinement.unshare(0x04000000)  # a new namespace for the machine's name
            confinement.bound_capabilities()
            confinement.drop_capabilities()
            done = subprocess.run(["hostname", "changed"], capture_output=True, check=False)
            if done.returncode:
                raise PermissionError(errno.EPERM, "hostname")

        if shutil.which("hostname") is None:
            pytest.skip("there is no program `hostname`")
        assert behind(nothing, rename) == "EPERM"


class TestNoNewPrivileges:
    def test_it_is_set_for_good(self):
        def inspect() -> None:
            confinement.no_new_privileges()
            assert "NoNewPrivs:\t1" in Path("/proc/self/status").read_text()

        assert behind(nothing, inspect) == "done"

    @as_root
    def test_set_uid_programs_are_powerless(self, tmp_path):
        program = tmp_path / "id"
        shutil.copy("/usr/bin/id", program)
        os.chown(program, 65534, 65534)
        program.chmod(0o4755)

        def change() -> None:
            shown = subprocess.run([program, "-u"], capture_output=True, check=True).stdout
            if shown.strip() != b"65534":
                raise PermissionError(errno.EPERM, "set-uid")

        if behind(nothing, change) != "done":
            pytest.skip(f"{tmp_path} is mounted without set-uid programs")
        assert behind(confinement.no_new_privileges, change) == "EPERM"


def test_descriptors_are_closed_however_high():
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    high = min(soft - 1, 5000)

    def use() -> None:
        os.fstat(high)

    def opened() -> None:
        os.dup2(os.open("/dev/null", os.O_RDONLY), high, inheritable=True)

    def closed() -> None:
        opened()
        confinement.close_descriptors(4)

    assert behind(opened, use) == "done"
    assert behind(closed, use) == "EBADF"
