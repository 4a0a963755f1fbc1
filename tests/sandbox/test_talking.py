"""Two submissions that are graded at the same time, or one after the other, cannot talk.

A channel is what one worker does, and what another sees of it. With the filter and the limits off,
the channels that they close carry a bit from one worker to the other; with them on, the reader sees
the same whether the sender has done anything or not. A host has one worker at a time, so two that
are graded side by side are those of two hosts; they have one user, as those of an ordinary user do.

What is left is time: whoever computes makes others slower (see docs/security.md).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.sandbox.host import find_worker
from autograder.sandbox.inside.protocol import messages
from autograder.sandbox.users import unused_user
from tests.conftest import needs_sandbox
from tests.sandbox.acts import behind, call, nothing, number_of
from tests.sandbox.test_seccomp import filtered
from tests.sandbox.workers import Inside, Partial

pytestmark = needs_sandbox


@dataclass(frozen=True)
class Channel:
    """How to send a bit; expressions that a worker evaluates."""

    name: str
    send: str  # what is done for a one, and nothing for a zero
    read: str
    listen: str = "None"  # what the reader does before


CLOSED_BY_FILTER = [
    Channel("flock", "lock(fcntl.LOCK_SH)", "lock(fcntl.LOCK_EX)"),
    Channel("record lock", "record_lock(fcntl.F_SETLK)", "record_lock(fcntl.F_GETLK)"),
    Channel("lock of an open file", "record_lock(37)", "record_lock(36)"),
    Channel("shared futex", "raw(FUTEX, WORD, 1, 1)", "waited.get(timeout=9)", "wait()"),
    Channel("dnotify", "open(FILE).read()", "noticed[:1]", "notify()"),
    Channel("inotify", "open(FILE).read()", "seen()", "watch()"),
    Channel("pipes' inodes", "pipes(60000)", "pipes(2100) - begin > 50000", "first_pipe()"),
    Channel("quota of signals", "queue_signals()", "queue_signals() < 1000"),
]
CLOSED_ANYWAY = [
    Channel("abstract socket", "listen()", "connect()"),
    Channel("shared memory by key", "share(0o1666)", "share(0)"),
    Channel("priority", "os.setpriority(2, 1000, 7)", "os.getpriority(2, 1000)"),
    Channel("threads", "[thread() for _ in range(40)] and 0", "threads()"),
    Channel("room in scratch", "fill('/scratch')", "room()"),
    Channel("access times", "open(FILE).read()", "times(FILE)"),
    Channel("time of a device", "os.utime('/dev/null')", "times('/dev/null')"),
    Channel("time of a terminal", "os.utime('/dev/pts/ptmx')", "times('/dev/pts/ptmx')"),
]


def each(channels: list[Channel]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("channel", channels, ids=lambda channel: channel.name)


WORDS = """
import fcntl, queue, struct, sys, threading
kept, noticed, waited = [], [], queue.Queue()
FILE = os.path.join(os.path.dirname(os.__file__), "this.py")
FUTEX, TGKILL = @FUTEX@, @TGKILL@
WORD = ctypes.cast(libc.getpid, ctypes.c_void_p).value & ~3

def keep(thing):
    kept.append(thing)
    return thing

def lock(kind):
    fcntl.flock(keep(open(FILE)), kind | fcntl.LOCK_NB)

def record_lock(command):
    asked = fcntl.F_RDLCK if command in (fcntl.F_SETLK, 37) else fcntl.F_WRLCK
    words = struct.pack("hhqqi4x", asked, 0, 0, 0, 0)
    return struct.unpack("h", fcntl.fcntl(keep(open(FILE)), command, words)[:2])[0]

def wait():
    value = ctypes.c_int.from_address(WORD).value
    within = ctypes.create_string_buffer(struct.pack("qq", 3, 0))
    def wait():
        answer = libc.syscall(ctypes.c_long(FUTEX), ctypes.c_long(WORD), 0, value, within, 0, 0)
        waited.put("woken" if answer == 0 else "not woken")
    threading.Thread(target=wait).start()
    time.sleep(0.5)

def notify():
    signal.signal(signal.SIGIO, lambda *_: noticed.append(1))
    folder = keep(os.open(os.path.dirname(FILE), os.O_RDONLY))
    fcntl.fcntl(folder, fcntl.F_NOTIFY, fcntl.DN_ACCESS | fcntl.DN_MULTISHOT)

def watch():
    global watching
    watching = libc.inotify_init1(os.O_NONBLOCK)
    libc.inotify_add_watch(watching, FILE.encode(), 1)

def seen():
    return len(os.read(watching, 4096))

def pipes(count):
    for _ in range(count):
        ends = os.pipe()
        number = os.fstat(ends[0]).st_ino
        for end in ends:
            os.close(end)
    return number

def first_pipe():
    global begin
    begin = pipes(1)

def queue_signals():
    signal.pthread_sigmask(signal.SIG_BLOCK, [40])
    for count in range(10**6):
        if libc.syscall(TGKILL, os.getpid(), threading.get_native_id(), 40) < 0:
            return count

def listen():
    listener = keep(socket.socket(socket.AF_UNIX))
    listener.bind(chr(0) + "talk")
    listener.listen()

def connect():
    socket.socket(socket.AF_UNIX).connect(chr(0) + "talk")

def share(flags):
    if libc.shmget(4711, 4096, flags) < 0:
        raise OSError(ctypes.get_errno(), "shmget")

def thread():
    ends = threading.Event()
    threading.Thread(target=ends.wait, daemon=True).start()
    return keep(ends)

def threads():
    made = []
    try:
        while len(made) < 100:
            made.append(thread())
    except RuntimeError:
        pass
    for one in made:
        one.set()
    return len(made)

def room():
    try:
        fill("/scratch")
    except OSError:
        pass
    size = os.path.getsize("/scratch/big")
    os.unlink("/scratch/big")
    return size

def times(path):
    status = os.stat(path)
    return status.st_atime_ns, status.st_mtime_ns, status.st_ctime_ns
"""


class Talker(Inside):
    """A worker that knows the words of all channels."""

    def __init__(self, host: Partial) -> None:
        super().__init__(host)
        numbers = {"@FUTEX@": number_of("futex"), "@TGKILL@": number_of("tgkill")}
        text = WORDS
        for word, number in numbers.items():
            text = text.replace(word, str(number))
        self._ask(messages.Execute(3, 1, text, None))


@contextmanager
def two_hosts(**changes: object) -> Iterator[tuple[Partial, Partial]]:
    """Two hosts of one user, as the processes of a pool that an ordinary user has started."""
    user = unused_user()
    with ExitStack() as stack:
        first, second = [stack.enter_context(Partial(user=user, **changes)) for _ in range(2)]
        yield first, second


@pytest.fixture(scope="module")
def confined() -> Iterator[tuple[Partial, Partial]]:
    with two_hosts() as hosts:
        yield hosts


@pytest.fixture(scope="module")
def open_hosts() -> Iterator[tuple[Partial, Partial]]:
    with two_hosts(seccomp=b"", rlimits={"NPROC": 64}) as hosts:
        yield hosts


def read_beside(hosts: tuple[Partial, Partial], channel: Channel) -> list[str]:
    """What is read of a zero, and of a one, by fresh workers of two hosts."""
    found = []
    for bit in (0, 1):
        sender, reader = Talker(hosts[0]), Talker(hosts[1])
        with sender.worker, reader.worker:
            reader(channel.listen)
            if bit:
                sender(channel.send)
            found.append(reader(channel.read))
    return found


@each(CLOSED_BY_FILTER + CLOSED_ANYWAY)
def test_side_by_side_nothing_is_read(confined, channel):
    zero, one = read_beside(confined, channel)
    assert zero == one


@each(CLOSED_BY_FILTER)
def test_the_filter_and_the_limits_are_what_closes_it(open_hosts, channel):
    # now and then other processes of the machine use what is listened to
    tries = (read_beside(open_hosts, channel) for _ in range(5))
    assert any(zero != one for zero, one in tries)


@each(CLOSED_ANYWAY)
def test_namespaces_and_mounts_close_it_without_the_filter(open_hosts, channel):
    zero, one = read_beside(open_hosts, channel)
    assert zero == one


@each(CLOSED_BY_FILTER + CLOSED_ANYWAY)
def test_one_after_the_other_nothing_is_read(confined, channel):
    found = []
    for bit in (0, 1):
        sender = Talker(confined[0])
        with sender.worker:
            if bit:
                sender(channel.send)
        reader = Talker(confined[0])
        with reader.worker:
            reader(channel.listen)
            found.append(reader(channel.read))
    assert found[0] == found[1]


def test_a_worker_shares_no_memory_with_its_host(confined):
    with confined[0].fork():
        maps = Path(f"/proc/{find_worker(confined[0])}/maps").read_text()
    modes = [line.split()[1] for line in maps.splitlines()]
    assert "rw-p" in modes
    assert [mode for mode in modes if mode[1] == "w" and mode[3] == "s"] == []


READ_ONLY = os.open(os.__file__, os.O_RDONLY)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("flock", (READ_ONLY, 5)),
        *[
            ("fcntl", (READ_ONLY, command, 0))
            for command in (
                *(4, 5, 6, 7, 8, 10, 36, 37, 38),  # how it is read, locks, owner, signal
                *(1024, 1025, 1026, 1031, 1032, 1034, 1035, 1036, 1037, 1038),  # lease to hints
            )
        ],
        ("mincore", (0, 0, 0)),
        ("preadv2", (READ_ONLY, 0, 0, 0, 0, 8)),
        ("fadvise64", (READ_ONLY, 0, 0, 4)),
        ("readahead", (READ_ONLY, 0, 0)),
        ("sysinfo", (0,)),
        ("getrusage", (0, 0)),
        ("statfs", (0, 0)),
        ("fstatfs", (READ_ONLY, 0)),
        ("futex", (0, 1, 1)),
        ("futex", (0, 3, 1, 1, 0)),
        ("futex_waitv", (0, 0, 0, 0, 0)),
        ("madvise", (0, 0, 12)),  # have equal pages shared
        ("madvise", (0, 0, 20)),  # let others take these pages
        ("madvise", (0, 0, 21)),
        ("mmap", (0, 4096, 0, 0x40022, -1, 0)),  # huge pages
        ("pipe2", (0, 0)),
        ("eventfd2", (0, 0)),
        ("epoll_create1", (0,)),
        ("inotify_add_watch", (READ_ONLY, 0, 0)),
        ("sendmsg", (READ_ONLY, 0, 0)),
        ("recvmsg", (READ_ONLY, 0, 0)),
        ("membarrier", (0, 0, 0)),
        ("mlock", (0, 0)),
        ("msgget", (0, 0)),
        ("mq_open", (0, 0, 0, 0)),
        ("sched_setaffinity", (0, 0, 0)),
        ("setpriority", (0, 0, 0)),
        ("getpriority", (0, 0)),
        ("openat2", (READ_ONLY, 0, 0, 0)),
        ("cachestat", (READ_ONLY, 0, 0, 0)),
        ("ioctl", (READ_ONLY, 0x5421, 0)),
        ("timer_create", (0, 0, 0)),
    ],
)
def test_calls_that_tell_of_others_are_denied(name, arguments):
    number = number_of(name)
    if number < 0:
        pytest.skip(f"{name} is not known here")
    assert behind(filtered, lambda: call(number, *arguments)) == "EPERM"


def test_a_wait_for_a_word_that_others_map_returns_at_once():
    """The C library waits so for the end of a thread, and looks again."""
    wait = number_of("futex"), 1, 0, 1
    assert behind(nothing, lambda: call(*wait)) == "EINVAL"
    assert behind(filtered, lambda: call(*wait)) == "EAGAIN"
    assert behind(filtered, lambda: call(number_of("futex"), 1, 9 | 256, 1)) == "EAGAIN"


def test_writing_back_is_done_by_doing_nothing():
    for name in ("fsync", "fdatasync", "msync"):
        assert behind(filtered, lambda name=name: call(number_of(name), -1, 0, 0)) == "done"


def test_devices_can_be_read_and_written_but_not_changed(confined):
    worker = Talker(confined[0])
    with worker.worker:
        assert worker("open('/dev/null', 'w').write('x')") == "1"
        assert worker("len(open('/dev/urandom', 'rb').read(3))") == "3"
        for path in ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/pts/ptmx"):
            assert worker(f"os.utime('{path}')") == "EROFS"
            assert worker(f"os.chmod('{path}', 0)") in ("EROFS", "EPERM")
