"""What the grader asks of a host, which forks workers, and what the host answers.

Host and grader trust each other; no byte of a submission passes between them. They speak over a
stream socket, at first the host's standard input:

    the grader sends                           the host answers, with one line of JSON
    ----------------------------------------   ---------------------------------------
    Settings, once, as one line of JSON        Ready, when it has imported everything
    FORK_WORKER, with the worker's socket      Forked
    KILL_WORKER                                Killed, when the worker's processes are gone

It does one thing after the other, so requests may be sent ahead. When the socket is closed, the
host kills the worker and ends.
"""

from __future__ import annotations

import msgspec

#: Requests are one byte each. The first comes with the descriptor of the worker's socket.
FORK_WORKER = b"F"
KILL_WORKER = b"K"


class Settings(msgspec.Struct, frozen=True):
    """What a host imports, and what confines its workers."""

    user: int | None  # the user number for root to turn into, see `confinement.become_nobody`
    namespaces: bool
    imports: tuple[str, ...]  # modules imported before the first fork
    program: str  # the module with what the workers do: `prepare(argument)`, `serve(socket)`
    argument: str
    landlock: bool
    readable: tuple[str, ...]  # folders that workers may read
    seccomp: bytes  # the system-call filter; empty for none
    rlimits: dict[str, int]
    scratch_bytes: int
    scratch_files: int


class Ready(msgspec.Struct, tag=True, frozen=True):
    """The host has imported everything."""

    landlock: int  # the version of Landlock's interface in this kernel, 0 if it has none


class Forked(msgspec.Struct, tag=True, frozen=True):
    """A worker runs; it says itself when it is confined."""

    process: int  # its number, as the host sees it


class Killed(msgspec.Struct, tag=True, frozen=True):
    """The worker is gone, if there was one."""

    status: int  # as `os.waitpid` gives it


HostAnswer = Ready | Forked | Killed
