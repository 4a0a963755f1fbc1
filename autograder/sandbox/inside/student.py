"""The program of most hosts: their workers run a student's code."""

from __future__ import annotations

import socket

from autograder.sandbox.inside import warm_up, worker


def prepare(argument: str) -> None:
    """In the host, before the first fork."""
    warm_up.warm_up()


def serve(connection: socket.socket) -> None:
    """In a confined worker, until the grader closes the channel."""
    worker.close_output()
    worker.serve(connection, with_stand_ins=True)
