"""The worker host imports and warms up what submissions need, then forks a worker for each.

It runs inside bubblewrap and is trusted; no byte of a submission passes through it. The grader
speaks to it over a socket, at first its standard input: see `protocol.control`.
"""

from __future__ import annotations

import importlib
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from autograder.sandbox.inside import confinement
from autograder.sandbox.inside.protocol import control

#: The descriptor of the socket to the grader: the host's in the host, the worker's in a worker.
CHANNEL = 3
SCRATCH = "/scratch"
DEVICES = ["/dev/null", "/dev/urandom", "/dev/zero"]


def main() -> None:
    """Set the host up as the grader's first line says, then fork workers until the grader goes."""
    confinement.die_with_parent()
    os.dup2(0, CHANNEL)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    connection = socket.socket(fileno=CHANNEL)
    with connection.makefile("rb", buffering=0) as lines:
        settings = msgspec.json.decode(lines.readline(), type=control.Settings)
    confinement.close_descriptors(CHANNEL + 1)
    if settings.namespaces:
        _enter_namespaces(settings.user)
        confinement.forbid_user_namespaces()
        confinement.bound_capabilities()
    for name in settings.imports:
        importlib.import_module(name)
    program = importlib.import_module(settings.program)
    program.prepare(settings.argument)
    host = _Host(connection, settings, program.serve)
    host.send(control.Ready(confinement.landlock_version()))
    host.serve()


def _enter_namespaces(user: int | None) -> None:
    """Leave root behind; the new PID namespace begins with a child, for which this one waits."""
    confinement.become_nobody(user)
    child = os.fork()
    if child:
        confinement.die_with_parent()  # again: changing the user has undone it
        os.close(CHANNEL)
        os.waitpid(child, 0)
        os._exit(0)
    confinement.die_with_parent()


class _Host:
    """One worker at a time, forked on request."""

    def __init__(
        self,
        connection: socket.socket,
        settings: control.Settings,
        serve_worker: Callable[[socket.socket], None],
    ) -> None:
        self._connection = connection
        self._serve_worker = serve_worker
        self._settings = settings
        self._namespace = -1  # the descriptor of the host's own PID namespace
        self._readable = sorted({os.path.realpath(path) for path in settings.readable})
        if settings.namespaces:
            self._namespace = os.open("/proc/self/ns/pid", os.O_RDONLY)
            # What is mounted here is there, and private, in the namespaces of the workers.
            confinement.make_mounts_private()
            # Everything in /dev is there for reading and writing, but not to be changed itself.
            confinement.make_read_only(filter(os.path.ismount, map(str, Path("/dev").iterdir())))
            # Without /proc there is nothing to read of this or any other process.
            confinement.replace_proc(sys.executable)
            self._readable.append("/proc")
        if settings.seccomp:
            confinement.filter_header(settings.seccomp)
        self._worker = 0  # the number of its process; 0 if there is none

    def send(self, answer: control.HostAnswer) -> None:
        """Answer the grader."""
        self._connection.sendall(msgspec.json.encode(answer) + b"\n")

    def serve(self) -> None:
        """Do what the grader asks for until it closes the socket."""
        while True:
            request, descriptors, _, _ = socket.recv_fds(self._connection, 1, 1)
            if not request:
                break
            if request == control.FORK_WORKER:
                self.send(self._fork(descriptors[0]))
            elif request == control.KILL_WORKER:
                self.send(self._kill())
        self._kill()

    def _fork(self, descriptor: int) -> control.Forked:
        # A PID namespace for each worker: when its first process dies, all others do.
        if self._namespace >= 0:
            confinement.unshare(confinement.CLONE_NEWPID)
        self._worker = os.fork()
        if self._worker == 0:
            self._run(descriptor)
        if self._namespace >= 0:
            confinement.set_namespace(self._namespace, confinement.CLONE_NEWPID)
        os.close(descriptor)
        return control.Forked(self._worker)

    def _kill(self) -> control.Killed:
        if self._worker == 0:
            return control.Killed(0)
        os.kill(self._worker, signal.SIGKILL)
        _, status = os.waitpid(self._worker, 0)
        self._worker = 0
        return control.Killed(status)

    def _run(self, descriptor: int) -> None:
        """In the child: confine it, then have it do its work. Never returns."""
        try:
            confinement.die_with_parent()
            os.setsid()  # kill(0, ...) reaches a process group, whatever its PID namespace
            os.dup2(descriptor, CHANNEL)  # closes the host's channel; the worker's replaces it
            confinement.close_descriptors(CHANNEL + 1)
            channel = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, fileno=CHANNEL)
            self._confine()
            self._serve_worker(channel)
        except BaseException as error:
            # The trusted side sees a closed channel, and reads the reason here.
            print(f"worker: {error!r}", file=sys.__stderr__, flush=True)
            os._exit(1)
        os._exit(0)

    def _confine(self) -> None:
        settings = self._settings
        if settings.namespaces:
            # New namespaces: the mounts below are this worker's alone, and shared memory and
            # message queues disappear with it.
            confinement.unshare(confinement.CLONE_NEWNS | confinement.CLONE_NEWIPC)
            # A new scratch: the disk cannot be filled, nothing is left for the next worker.
            confinement.mount_scratch(SCRATCH, settings.scratch_bytes, settings.scratch_files)
            os.chdir(SCRATCH)
        # Endless loops, memory, threads, open files, large files, core dumps: all have an end.
        confinement.limit_resources(settings.rlimits)
        if settings.namespaces:
            # The power over those namespaces was for setting them up; student code gets none.
            confinement.drop_capabilities()
        # No program file gives any power back.
        confinement.no_new_privileges()
        if settings.landlock:
            # Files, TCP, signals and abstract sockets once more, by another part of the kernel.
            # Built here, not once in the host: its rules name this worker's own scratch.
            rules = confinement.landlock_rules(self._readable, [SCRATCH], DEVICES)
            confinement.enter_landlock(rules)
        if settings.seccomp:
            # Last, since it denies the calls above: no process, program, socket, mount, trace.
            confinement.filter_system_calls(settings.seccomp)
