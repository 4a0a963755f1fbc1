"""The program of most hosts: their workers run a student's code."""

from __future__ import annotations

import socket
import sys

from autograder.sandbox.inside import warm_up, worker
from autograder.sandbox.inside.tensorflow_start import start_tensorflow


def prepare(argument: str) -> None:
    """In the host, before the first fork."""
    warm_up.warm_up()
    if "keras" in sys.modules:
        start_tensorflow()


def serve(connection: socket.socket) -> None:
    """In a confined worker, until the grader closes the channel."""
    worker.close_output()
    worker.serve(connection, with_stand_ins=True)
