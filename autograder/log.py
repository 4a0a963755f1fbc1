"""The log for machines: a line of JSON for each event, where an operator has asked for it.

An event says what happened in a word, and in fields to what. Fields never hold hidden inputs,
secrets or the text of an answer, and texts are made safe to print, whoever chose them.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

import msgspec

from autograder.text import printable

STANDARD_ERROR = Path("-")
_LONGEST_TEXT = 500

_LOGGER = logging.getLogger("autograder")
_LOGGER.addHandler(logging.NullHandler())  # without an operator's wish, nothing is said anywhere
_LOGGER.propagate = False

Field = str | int | float | bool | None | list[str]


class LogError(Exception):
    """A log that cannot be written; the message names the file."""


def info(event: str, **fields: Field) -> None:
    """Log something that is as it should be."""
    _log(logging.INFO, event, fields)


def warning(event: str, **fields: Field) -> None:
    """Log something that an operator may want to look at."""
    _log(logging.WARNING, event, fields)


def error(event: str, **fields: Field) -> None:
    """Log why something was not done."""
    _log(logging.ERROR, event, fields)


@contextmanager
def logging_to(path: Path | None) -> Iterator[None]:
    """Append events to a file, or write them to standard error for `-`; None: log nothing.

    A file that was moved away, as logrotate does, is begun anew. What ends the block with an error
    is logged. Raises LogError.
    """
    if path is None:
        yield
        return
    try:
        handler: logging.Handler = (
            logging.StreamHandler(sys.stderr)
            if path == STANDARD_ERROR
            else WatchedFileHandler(path, encoding="utf-8")
        )
    except OSError as problem:
        raise LogError(f"The log {path} cannot be written: {problem.strerror}.") from problem
    handler.setFormatter(_Lines())
    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(logging.INFO)
    try:
        yield
    except Exception as problem:
        _log_failure(problem)
        raise
    except KeyboardInterrupt:
        info("stopped")
        raise
    finally:
        _LOGGER.removeHandler(handler)
        handler.close()


def _log_failure(problem: Exception) -> None:
    package = type(problem).__module__.partition(".")[0]
    if package == "autograder":
        error("failed", error=type(problem).__name__, message=str(problem))
    elif package not in ("click", "typer"):  # their exceptions are how a command ends
        # A bug of ours; what its message quotes is not known.
        error("failed", error=type(problem).__name__)


class _Lines(logging.Formatter):
    """A line of JSON: the time, the level, the event, and its fields."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": moment, "level": record.levelname.lower(), "event": record.msg}
        fields: dict[str, Any] = getattr(record, "fields", {})
        return msgspec.json.encode(line | fields).decode()


def _log(level: int, event: str, fields: dict[str, Field]) -> None:
    if _LOGGER.isEnabledFor(level):
        safe = {name: _safe(value) for name, value in fields.items() if value is not None}
        _LOGGER.log(level, event, extra={"fields": safe})


def _safe(value: Field) -> Field:
    if isinstance(value, str):
        return printable(value, _LONGEST_TEXT)
    if isinstance(value, list):
        return [printable(one, _LONGEST_TEXT) for one in value]
    return value
