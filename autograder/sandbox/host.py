"""Starts worker hosts in bubblewrap and forks workers from them: the trusted side's half.

`Host` keeps one sandbox with Python and NumPy imported; `Host.fork` gives a `Worker`: a channel,
and the power to kill. Both are context managers.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import msgspec

from autograder.limits import Limits
from autograder.sandbox import bubblewrap, requirements, seccomp, users
from autograder.sandbox.channel import Channel
from autograder.sandbox.errors import SandboxError
from autograder.sandbox.inside import confinement
from autograder.sandbox.inside.protocol import control
from autograder.sandbox.inside.protocol.guard import ProtocolError
from autograder.sandbox.inside.protocol.messages import CONFINED
from autograder.sandbox.profiles import ENVIRONMENT, NUMERIC, Profile

#: What a host's Python runs, given the folders of its libraries.
_MAIN = "import sys; sys.path[:0] = {!r}; from autograder.sandbox.inside.host import main; main()"
_Answer = TypeVar("_Answer", bound=control.HostAnswer)


class Host:
    """A sandbox with everything imported, ready to fork workers; one worker at a time.

    A process that has inherited it by a fork may use and close it as well as the one that has
    started it, but only one of them at a time.
    """

    def __init__(
        self,
        profile: Profile = NUMERIC,
        *,
        limits: Limits | None = None,
        sandboxed: bool = True,
    ) -> None:
        self.profile = profile
        self.layers: tuple[str, ...] = ()
        self._limits = limits or Limits()
        self._sandboxed = sandboxed
        self._is_ready = False
        self._awaited: list[type[control.HostAnswer]] = []  # the host's answers that are to come
        self._ahead: Channel | None = None  # to a worker that nobody has asked for yet
        command = self._command()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the host
        self._connection, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._connection.settimeout(profile.start_seconds)
        with theirs:
            self._process = subprocess.Popen(
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env={**ENVIRONMENT, **dict(profile.environment)},
                close_fds=True,
            )
        self._pidfd = _open_pidfd(self._process.pid)
        self._lines = self._connection.makefile("rb")
        try:
            self._send(msgspec.json.encode(self._settings()) + b"\n")
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Host:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def with_keras(self) -> bool:
        """Whether its workers have Keras."""
        return "keras" in self.profile.distributions

    @property
    def process(self) -> int:
        """The number of bubblewrap's process, or of the host without it."""
        return self._process.pid

    def wait_until_ready(self) -> None:
        """Wait until the host has imported everything; raise SandboxError when it cannot start."""
        if not self._is_ready:
            ready = self._receive(control.Ready)
            layers = (
                ["bubblewrap", _landlock_layer(ready.landlock)]
                if self._sandboxed
                else ["NOT SANDBOXED"]
            )
            layers += ["seccomp"] if _filter_program(required=self._sandboxed) else []
            self.layers = (*layers, "rlimits")
            self._is_ready = True

    def fork(self) -> Worker:
        """Give a fresh, confined worker: the one that was forked ahead, if there is one."""
        self.wait_until_ready()
        channel, self._ahead = self._ahead or self._ask_for_worker(), None
        worker = Worker(self, channel)
        try:
            self._settle()
            # It answers once every layer is in force; student code comes after that.
            first = channel.receive(time.monotonic() + self.profile.start_seconds)
        except SandboxError:
            channel.close()
            raise
        except ProtocolError as error:
            channel.close()
            raise self._broken() from error
        if first != CONFINED:
            channel.close()
            raise self._broken()
        return worker

    def kill_worker(self) -> None:
        """Kill the present worker and everything it started; return when all of it is gone."""
        self._ask_to_kill()
        self._settle()

    def replace_worker(self) -> None:
        """Have the present worker killed, as above, then another one forked, and wait for neither.

        The host does one thing after the other: the second begins when the first is gone.
        """
        self._ask_to_kill()
        self._ahead = self._ask_for_worker()

    def close(self) -> None:
        """End the host and whatever runs in it; safe to call twice.

        This does not depend on being the host's parent: processes of a pool are given hosts that
        another process has started.
        """
        if self._pidfd is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            ended = select.poll()
            ended.register(self._pidfd, select.POLLIN)
            ended.poll()
        self.let_go()
        self._process.kill()
        self._process.wait()  # its parent reaps it; for any other process this does nothing

    def let_go(self) -> None:
        """Close what leads to the host in this process; it ends when no process can reach it."""
        if self._ahead is not None:
            self._ahead.close()
        if self._pidfd is not None:
            os.close(self._pidfd)
            self._pidfd = None
        self._connection.close()
        self._lines.close()
        self._errors.close()

    # --- requests --------------------------------------------------------------------------------

    def _ask_for_worker(self) -> Channel:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            try:
                socket.send_fds(self._connection, [control.FORK_WORKER], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise self._broken() from error
        self._awaited.append(control.Forked)
        return Channel(ours)

    def _ask_to_kill(self) -> None:
        self._send(control.KILL_WORKER)
        self._awaited.append(control.Killed)

    def _settle(self) -> None:
        """Wait until the host has done all that it was asked for."""
        while self._awaited:
            self._receive(self._awaited[0])
            del self._awaited[0]

    def _send(self, data: bytes) -> None:
        try:
            self._connection.sendall(data)
        except OSError as error:
            raise self._broken() from error

    def _receive(self, kind: type[_Answer]) -> _Answer:
        try:
            return msgspec.json.decode(self._lines.readline(), type=kind)
        except (OSError, msgspec.DecodeError) as error:  # an empty line: the host has ended
            raise self._broken() from error

    def _broken(self) -> SandboxError:
        time.sleep(0.05)  # let its last words arrive
        self._errors.seek(0)
        words = self._errors.read()[-2000:].decode(errors="replace").strip()
        return SandboxError(
            "The sandbox did not start or has broken. `autograder doctor` shows what this machine "
            f"has. It said: {words or 'nothing'}"
        )

    # --- the start -------------------------------------------------------------------------------

    def _settings(self) -> control.Settings:
        limits = self._limits
        return control.Settings(
            user=users.unused_user() if self._sandboxed else None,
            namespaces=self._sandboxed,
            imports=self.profile.imports,
            program=self.profile.program,
            argument=self.profile.argument,
            landlock=self._sandboxed,
            readable=tuple(bubblewrap.readable(self.profile)),
            seccomp=_filter_program(
                required=self._sandboxed,
                receives_descriptors=self.profile.receives_descriptors,
            ),
            rlimits=limits.rlimits | dict(self.profile.rlimits),
            scratch_bytes=limits.scratch_bytes,
            scratch_files=limits.scratch_files,
        )

    def _command(self) -> list[str]:
        if not self._sandboxed:
            package = Path(__file__).resolve().parents[2]
            folders = [str(package), str(_site_packages())]
            return [sys.executable, "-I", "-S", "-B", "-c", _MAIN.format(folders)]
        bwrap = bubblewrap.find_bubblewrap()
        if bwrap is None:
            raise SandboxError("\n".join(requirements.missing_layers()))
        python = bubblewrap.command(bwrap, self.profile)
        folders = bubblewrap.import_path(self.profile)
        return [*python, "-I", "-S", "-B", "-X", "utf8", "-c", _MAIN.format(folders)]


class Worker:
    """A confined process that runs one submission's code, reached over its channel."""

    def __init__(self, host: Host, channel: Channel) -> None:
        self._host = host
        self.channel = channel
        self._alive = True

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def kill(self) -> None:
        """Kill it and return when it is gone; safe to call twice."""
        if self._alive:
            self._alive = False
            self.channel.close()
            self._host.kill_worker()

    def retire(self) -> None:
        """Have it killed and the next one made ready, without waiting; safe to call twice."""
        if self._alive:
            self._alive = False
            self.channel.close()
            self._host.replace_worker()


def find_worker(host: Host) -> int:
    """The number of the present worker's process, as seen from here: the youngest in the host."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended meanwhile
        children.setdefault(parent, []).append(int(folder.name))
    process = host.process
    while process in children:
        process = max(children[process])
    return process


def _open_pidfd(process: int) -> int | None:
    """A descriptor that any process can kill and await this one by; None before Linux 5.3."""
    try:
        return os.pidfd_open(process)
    except OSError:
        return None


def _landlock_layer(version: int) -> str:
    """How a report names Landlock: with what this kernel's lacks."""
    lacks = confinement.landlock_lacks(version)
    return f"landlock without {', '.join(lacks)}" if lacks else "landlock"


def _filter_program(*, required: bool, receives_descriptors: bool = False) -> bytes:
    try:
        return seccomp.program(receives_descriptors=receives_descriptors)
    except seccomp.SeccompMissingError as error:
        if required:
            raise SandboxError(str(error)) from error
        return b""


def _site_packages() -> Path:
    """The folder in which NumPy is installed."""
    spec = importlib.util.find_spec("numpy")
    if spec is None or spec.origin is None:
        raise SandboxError("NumPy is not installed.")
    return Path(spec.origin).resolve().parents[1]
