"""The system-call filter alone: what it stops, and that nothing else did."""

from __future__ import annotations

import ctypes
import faulthandler
import mmap
import os
import resource
import socket
import threading
import time

import pytest

from autograder.sandbox import seccomp
from autograder.sandbox.inside import confinement
from tests.conftest import needs_sandbox
from tests.sandbox.acts import (
    as_root,
    behind,
    call,
    fork,
    nothing,
    number_of,
    on_x86,
)

pytestmark = needs_sandbox


def filtered() -> None:
    confinement.no_new_privileges()
    confinement.filter_system_calls(seccomp.program())


NO_DESCRIPTOR = 0xFFFFFFFF


SESSION_KEYRING = -3


class TestSystemCallFilter:
    """Arguments are such that the kernel itself never answers EPERM."""

    @pytest.mark.parametrize(
        ("name", "arguments"),
        [
            ("ptrace", (0,)),
            ("process_vm_readv", (os.getpid(), 0, 0, 0, 0, 0)),
            ("process_vm_writev", (os.getpid(), 0, 0, 0, 0, 0)),
            ("pidfd_open", (os.getpid(), 0)),
            ("unshare", (confinement.CLONE_NEWUSER,)),
            ("setns", (NO_DESCRIPTOR, 0)),
            ("mount", (0, 0, 0, 0, 0)),
            ("socket", (socket.AF_INET, socket.SOCK_STREAM, 0)),
            ("socket", (socket.AF_UNIX, socket.SOCK_STREAM, 0)),
            ("socket", (socket.AF_NETLINK, socket.SOCK_RAW, 0)),
            ("socketpair", (socket.AF_UNIX, socket.SOCK_STREAM, 0, 0)),
            ("keyctl", (0, SESSION_KEYRING, 0)),
            ("add_key", (0, 0, 0, 0, 0)),
            ("io_uring_setup", (0, 0)),
            ("io_setup", (1, 0)),
            ("userfaultfd", (0x7FFFFFFF,)),
            ("perf_event_open", (0, 0, 0, 0, 0)),
            ("execveat", (NO_DESCRIPTOR, 0, 0, 0, 0)),
            ("memfd_create", (0, 0)),
            ("shmget", (0, 0, 0)),
            ("inotify_init1", (0,)),
            ("personality", (0xFFFFFFFF,)),
            ("landlock_create_ruleset", (0, 0, 1)),
            ("mknodat", (NO_DESCRIPTOR, 0, 0, 0)),
            ("prctl", (38, 1, 0, 0, 0)),
            ("ioctl", (NO_DESCRIPTOR, 0x5412)),
            pytest.param("bpf", (99, 0, 0), marks=as_root),
            pytest.param("pivot_root", (0, 0), marks=as_root),
            pytest.param("chroot", (0,), marks=as_root),
            pytest.param("open_by_handle_at", (NO_DESCRIPTOR, 0, 0), marks=as_root),
            pytest.param("setuid", (0,), marks=as_root),
        ],
    )
    def test_a_call_that_is_not_on_the_list_is_denied(self, name, arguments):
        number = number_of(name)
        assert behind(nothing, lambda: call(number, *arguments)) != "EPERM"
        assert behind(filtered, lambda: call(number, *arguments)) == "EPERM"

    def test_processes_and_programs_are_denied(self):
        run = lambda: os.execv("/bin/true", ["true"])  # noqa: E731
        assert (behind(nothing, fork), behind(nothing, run)) == ("done", "done")
        assert (behind(filtered, fork), behind(filtered, run)) == ("EPERM", "EPERM")
        assert behind(filtered, lambda: call(number_of("clone3"), 0, 0)) == "ENOSYS"

    def test_a_thread_in_a_new_namespace_is_denied(self):
        flags = 0x00010000 | 0x00000800 | 0x00000100 | confinement.CLONE_NEWNS
        assert behind(filtered, lambda: call(number_of("clone"), flags, 0, 0, 0, 0)) == "EPERM"

    def test_limits_cannot_be_raised(self):
        raise_it = lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # noqa: E731
        assert behind(nothing, raise_it) == "done"
        assert behind(filtered, raise_it) != "done"

    @on_x86
    def test_the_calls_of_other_architectures_end_the_process(self):
        """x32 has other numbers, and int 0x80 leads into the 32-bit table."""

        def from_32_bits() -> None:
            page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
            page.write(bytes.fromhex("b814000000cd80c3"))  # getpid by int 0x80
            faulthandler.disable()
            address = ctypes.addressof(ctypes.c_char.from_buffer(page))
            ctypes.CFUNCTYPE(ctypes.c_int)(address)()

        assert behind(filtered, lambda: call(0x40000000 + 39)).startswith("SIGSYS")
        assert behind(filtered, from_32_bits).startswith("SIGSYS")
        assert not behind(nothing, from_32_bits).startswith("SIGSYS")

    def test_calculations_files_and_threads_go_on(self, tmp_path):
        def work() -> None:
            thread = threading.Thread(target=sorted, args=([3, 1, 2],))
            thread.start()
            thread.join()
            (tmp_path / "file").write_bytes(bytes(100_000))
            (tmp_path / "file").unlink()
            bytearray(10_000_000)
            time.sleep(0.001)
            os.kill(os.getpid(), 0)

        assert behind(filtered, work) == "done"
