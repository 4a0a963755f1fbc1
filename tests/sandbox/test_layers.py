"""Each layer of the sandbox alone, with all others off: what it stops, and that nothing else did.

`behind` runs an act in a forked process behind one layer. Every act is also tried without it.
"""

from __future__ import annotations

import ctypes
import errno
import faulthandler
import mmap
import os
import platform
import resource
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from autograder.limits import MEBIBYTE, Limits
from autograder.sandbox import seccomp
from autograder.sandbox.host import Host, find_worker
from autograder.sandbox.inside import confinement
from autograder.sandbox.inside.protocol import control, messages, values
from autograder.sandbox.layers import LAYERS, missing_around
from autograder.sandbox.users import unused_user
from tests.conftest import LIMITS, needs_sandbox

pytestmark = needs_sandbox

IS_ROOT = os.geteuid() == 0
as_root = pytest.mark.skipif(not IS_ROOT, reason="without root the kernel refuses it anyway")
on_x86 = pytest.mark.skipif(platform.machine() != "x86_64", reason="has no other way in")
LIBC = ctypes.CDLL(None, use_errno=True)

_OUT_OF_MEMORY, _OTHER = 200, 201


def behind(layer: Callable[[], object], act: Callable[[], object]) -> str:
    """What comes of an act behind a layer: "done", an errno's name, or the signal that ended it."""
    child = os.fork()
    if child == 0:
        code = _OTHER
        try:
            layer()
            act()
            code = 0
        except MemoryError:
            code = _OUT_OF_MEMORY
        except OSError as error:
            code = error.errno or _OTHER
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name + " core" * os.WCOREDUMP(status)
    code = os.WEXITSTATUS(status)
    names = {0: "done", _OUT_OF_MEMORY: "out of memory", _OTHER: "another error"}
    return names.get(code) or errno.errorcode[code]


def nothing() -> None:
    """No layer."""


def call(number: int, *arguments: int) -> None:
    """A raw system call."""
    words = [ctypes.c_long(argument) for argument in arguments]
    if LIBC.syscall(ctypes.c_long(number), *words) < 0:
        raise OSError(ctypes.get_errno(), "system call")


# --- Landlock ------------------------------------------------------------------------------------


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


# --- seccomp -------------------------------------------------------------------------------------


def filtered() -> None:
    confinement.no_new_privileges()
    confinement.filter_system_calls(seccomp.program())


def fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def number_of(name: str) -> int:
    import pyseccomp

    return int(pyseccomp.resolve_syscall(pyseccomp.system_arch(), name))


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


# --- rlimits -------------------------------------------------------------------------------------


def limited(**limits: int) -> Callable[[], None]:
    return lambda: confinement.limit_resources(limits)


def as_nobody() -> None:
    """Root is not bound by every limit: turn into a user of no rights first."""
    user = unused_user()
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)


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
        def look() -> None:
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

        assert behind(nothing, look) == "done"


# --- capabilities, privileges, descriptors -------------------------------------------------------


def powerful() -> None:
    """Have every capability in a user namespace of one's own."""
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
        def look() -> None:
            powerful()
            confinement.bound_capabilities()
            confinement.drop_capabilities()
            lines = Path("/proc/self/status").read_text().splitlines()
            sets = [int(line.split()[1], 16) for line in lines if line.startswith("Cap")]
            assert sets == [0] * 5

        assert behind(nothing, look) == "done"

    @as_root
    def test_a_program_that_root_runs_gets_none_back(self):
        def rename() -> None:
            confinement.unshare(0x04000000)  # a namespace of its own for the machine's name
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
        def look() -> None:
            confinement.no_new_privileges()
            assert "NoNewPrivs:\t1" in Path("/proc/self/status").read_text()

        assert behind(nothing, look) == "done"

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


# --- what only a host has: bubblewrap, and the namespaces of a fork ------------------------------


class Partial(Host):
    """A host with some of its layers off."""

    def __init__(self, **changes: object) -> None:
        self._changes = changes
        super().__init__(limits=LIMITS)

    def _settings(self) -> control.Settings:
        return msgspec.structs.replace(super()._settings(), **self._changes)


NO_KERNEL_LAYERS: dict[str, object] = {"landlock": False, "seccomp": b"", "rlimits": {}}

PROBE = """
import ctypes, os, signal, socket, time
libc = ctypes.CDLL(None, use_errno=True)

def look(expression):
    try:
        return str(eval(expression))
    except OSError as error:
        return __import__("errno").errorcode[error.errno]

def raw(number, *arguments):
    answer = libc.syscall(number, *map(ctypes.c_long, arguments))
    if answer < 0:
        raise OSError(ctypes.get_errno(), "system call")
    return answer

def leave_processes():
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            if os.fork() == 0:
                time.sleep(600)
            time.sleep(600)
    return "left"

def fill(folder):
    with open(folder + "/big", "wb") as file:
        while True:
            file.write(bytes(2**20))

def crowd(folder):
    for number in range(10**6):
        open(f"{folder}/{number}", "w").close()
"""


class Inside:
    """A worker of a host, asked for the values of expressions."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.worker = host.fork()
        self._ask(messages.Execute(1, 1, PROBE, None))

    def _ask(self, message: messages.ToWorker) -> messages.FromWorker:
        deadline = time.monotonic() + 60
        self.worker.channel.send([message], deadline)
        return self.worker.channel.receive(deadline)

    def __call__(self, expression: str) -> str:
        arguments = values.pack_arguments((expression,), {}, [])
        answer = self._ask(messages.Call(2, "look", arguments, frozen=False))
        assert isinstance(answer, messages.Returned), answer
        value: str = values.unpack(answer.value)
        return value


@pytest.fixture(scope="module")
def in_bubblewrap() -> Iterator[Inside]:
    """A worker with nothing but bubblewrap around it."""
    host = Partial(**NO_KERNEL_LAYERS, namespaces=False)
    yield Inside(host)
    host.close()


@pytest.fixture
def in_namespaces() -> Iterator[Inside]:
    """A worker with bubblewrap and namespaces of its own around it, and nothing else."""
    host = Partial(**NO_KERNEL_LAYERS)
    yield Inside(host)
    host.close()


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
        host = Partial(**NO_KERNEL_LAYERS, namespaces=False)
        try:
            look = Inside(host)
            assert "CANARY" not in look("dict(os.environ)")
            assert "secret" not in look("open('/proc/1/environ').read()")
            assert "PYTHONPATH" not in look("open('/proc/self/environ').read()")
        finally:
            host.close()

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

    def test_the_machines_name_and_shared_memory_are_not_told(self, in_bubblewrap):
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
            host = Partial(**NO_KERNEL_LAYERS, namespaces=False)
            opened = Inside(host)("sorted(map(int, os.listdir('/proc/self/fd')))[:-1]")
            host.close()
        finally:
            os.close(high)
        assert opened == "[0, 1, 2, 3]"


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


# --- all of it -----------------------------------------------------------------------------------


def test_all_memory_of_a_submission_together_is_bounded():
    """One process is all there is; what it maps is bounded, and so are its files in memory."""
    limits = Limits(memory_bytes=1024 * MEBIBYTE, scratch_bytes=16 * MEBIBYTE)
    host = Host(limits=limits)
    try:
        look = Inside(host)
        hoard = "(lambda kept: [kept.append(bytearray(2**24)) for _ in range(10**4)])([])"
        deadline = time.monotonic() + 60
        arguments = values.pack_arguments((hoard,), {}, [])
        look.worker.channel.send([messages.Call(3, "look", arguments, frozen=False)], deadline)
        answer = look.worker.channel.receive(deadline)
        assert isinstance(answer, messages.Raised)
        assert answer.problem.type_name == "MemoryError"
        status = Path(f"/proc/{find_worker(host)}/status").read_text()
        peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmPeak"))
        assert int(peak) * 1024 <= limits.memory_bytes
        assert look("fill('/scratch')") == "ENOSPC"
        assert look("os.fork()") == "EPERM"
        assert look("os.memfd_create('x')") == "EPERM"
        assert look(f"raw({number_of('shmget')}, 0, 4096, 0o1600)") == "EPERM"
    finally:
        host.close()


def test_every_layer_is_seen_around_a_worker(host):
    worker = host.fork()
    assert missing_around(find_worker(host)) == []
    worker.kill()


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"seccomp": b""}, {"system-call filter"}),
        ({"rlimits": {}}, {"limits"}),
        (
            {"namespaces": False},
            {"user namespace", "PID namespace", "scratch", "empty /proc", "no capabilities"},
        ),
    ],
)
def test_a_layer_that_is_off_is_seen_to_be_missing(changes, missing):
    host = Partial(**changes)
    try:
        worker = host.fork()
        seen = {layer.name for layer in missing_around(find_worker(host))}
        worker.kill()
    finally:
        host.close()
    if not IS_ROOT:
        missing = missing - {"user namespace", "no capabilities"}  # bubblewrap's own
    assert missing <= seen <= {*missing, "mount namespace"}
    assert seen <= {layer.name for layer in LAYERS}
