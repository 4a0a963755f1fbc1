"""The worker host: imports and rehearses what submissions need, then forks a worker for each.

Runs inside bubblewrap and is trusted; no byte of a submission passes through it. The grader
speaks to it over a socket, at first its standard input: it sends one letter at a time, with the
worker's socket attached when it wants a fork, and the host answers with one line of JSON.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import socket
import sys
from typing import Any

from autograder.sandbox.inside import confine, rehearsal, worker

CONTROL = 3
SCRATCH = "/scratch"
DEVICES = ["/dev/null", "/dev/urandom", "/dev/zero"]


def main() -> None:
    """Set the host up as the grader's first line says, then fork workers until it goes away."""
    confine.die_with_parent()
    os.dup2(0, CONTROL)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    control = socket.socket(fileno=CONTROL)
    with control.makefile("rb", buffering=0) as lines:
        settings = json.loads(lines.readline())
    confine.close_descriptors(CONTROL + 1)
    if settings["namespaces"]:
        _enter_namespaces(settings["user"])
        confine.forbid_user_namespaces()
        confine.bound_capabilities()
    for name in settings["imports"]:
        importlib.import_module(name)
    rehearsal.rehearse()
    host = _Host(control, settings)
    host.say({"ready": True, "landlock": confine.landlock_version()})
    host.serve()


def _enter_namespaces(user: int | None) -> None:
    """Leave root behind; the new PID namespace begins with a child, for which this one waits."""
    confine.become_nobody(user)
    child = os.fork()
    if child:
        confine.die_with_parent()  # again: changing the user has undone it
        os.close(CONTROL)
        os.waitpid(child, 0)
        os._exit(0)
    confine.die_with_parent()


class _Host:
    """One worker at a time, forked on request."""

    def __init__(self, control: socket.socket, settings: dict[str, Any]) -> None:
        self._control = control
        self._settings = settings
        self._program = bytes.fromhex(settings["seccomp"])
        self._own = -1
        self._readable = sorted({os.path.realpath(path) for path in settings["readable"]})
        if settings["namespaces"]:
            self._own = os.open("/proc/self/ns/pid", os.O_RDONLY)
            # What is mounted here is there, and private, in the namespaces of the workers.
            confine.private_mounts()
            # Without /proc there is nothing to read of this or any other process.
            confine.replace_proc(sys.executable)
            self._readable.append("/proc")
        if self._program:
            confine.filter_header(self._program)
        self._worker = 0

    def say(self, answer: dict[str, Any]) -> None:
        self._control.sendall(json.dumps(answer).encode() + b"\n")

    def serve(self) -> None:
        while True:
            request, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
            if not request:
                break
            if request == b"S":
                self.say(self._spawn(descriptors[0]))
            elif request == b"K":
                self.say(self._kill())
        self._kill()

    def _spawn(self, descriptor: int) -> dict[str, Any]:
        # A PID namespace for each worker: when its first process dies, all others do.
        if self._own >= 0:
            confine.unshare(confine.CLONE_NEWPID)
        self._worker = os.fork()
        if self._worker == 0:
            self._run(descriptor)
        if self._own >= 0:
            confine.set_namespace(self._own, confine.CLONE_NEWPID)
        os.close(descriptor)
        return {"pid": self._worker}

    def _kill(self) -> dict[str, Any]:
        if self._worker == 0:
            return {"status": 0}
        os.kill(self._worker, signal.SIGKILL)
        _, status = os.waitpid(self._worker, 0)
        self._worker = 0
        return {"status": status}

    def _run(self, descriptor: int) -> None:
        """In the child: confine it, then let the student's code in. Never returns."""
        try:
            confine.die_with_parent()
            os.setsid()  # kill(0, ...) reaches a process group, whatever its PID namespace
            os.dup2(descriptor, CONTROL)  # closes the host's channel; the worker's takes its place
            confine.close_descriptors(CONTROL + 1)
            channel = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, fileno=CONTROL)
            self._confine()
            worker.close_output()
            worker.serve(channel, self._settings["plots"])
        except (
            BaseException
        ) as error:  # the trusted side sees a closed channel, and the reason here
            print(f"worker: {error!r}", file=sys.__stderr__, flush=True)
            os._exit(1)
        os._exit(0)

    def _confine(self) -> None:
        settings = self._settings
        if settings["namespaces"]:
            # Namespaces of its own: the mounts below are this worker's alone, and shared memory
            # and message queues are gone with it.
            confine.unshare(confine.CLONE_NEWNS | confine.CLONE_NEWIPC)
            # Scratch of its own: the disk cannot be filled, nothing is left for the next worker.
            confine.mount_scratch(SCRATCH, settings["scratch_bytes"], settings["scratch_files"])
            os.chdir(SCRATCH)
        # Endless loops, memory, threads, open files, large files, core dumps: all have an end.
        confine.limit_resources(settings["limits"])
        if settings["namespaces"]:
            # The power over those namespaces was for setting them up; student code gets none.
            confine.drop_capabilities()
        # No program file gives any power back.
        confine.no_new_privileges()
        if settings["landlock"]:
            # Files, TCP, signals and abstract sockets once more, by another part of the kernel.
            # Built here, not once in the host: its rules name this worker's own scratch.
            confine.enter_landlock(confine.landlock_rules(self._readable, [SCRATCH], DEVICES))
        if self._program:
            # Last, since it denies the calls above: no process, program, socket, mount, trace.
            confine.filter_system_calls(self._program)


if __name__ == "__main__":
    main()
