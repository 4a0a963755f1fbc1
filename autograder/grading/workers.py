"""What a session needs of whatever gives it workers."""

from __future__ import annotations

from typing import Protocol

from autograder.sandbox.channel import Channel


class ForkedWorker(Protocol):
    """A process that runs a submission's code."""

    channel: Channel

    def retire(self) -> None:
        """Have it killed; safe to call twice."""


class Workers(Protocol):
    """What gives workers."""

    @property
    def with_keras(self) -> bool:
        """Whether they have Keras."""

    def fork(self) -> ForkedWorker:
        """Give a fresh one; the one before has been retired."""
