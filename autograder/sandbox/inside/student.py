"""The program of most hosts: their workers run a student's code."""

from __future__ import annotations

import socket
import sys

from autograder.sandbox.inside import models, warm_up, worker


def prepare(argument: str) -> None:
    """In the host, before the first fork."""
    warm_up.warm_up()
    if "keras" in sys.modules:
        models.run_eagerly()


def serve(connection: socket.socket) -> None:
    """In a confined worker, until the grader closes the channel."""
    worker.close_output()
    worker.serve(connection, with_stand_ins=True)
