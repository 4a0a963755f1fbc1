"""Workers of hosts that lack some layers: they evaluate expressions."""

from __future__ import annotations

import time

import msgspec

from autograder.sandbox.host import Host
from autograder.sandbox.inside.protocol import control, messages, values
from tests.conftest import LIMITS


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

def evaluate(expression):
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
    """A worker of a host that evaluates expressions."""

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
        answer = self._ask(messages.Call(2, "evaluate", arguments, frozen=False))
        assert isinstance(answer, messages.Returned), answer
        value: str = values.unpack(answer.value)
        return value
