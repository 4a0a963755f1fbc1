"""The optional parts of the installation: which extra brings a library that is not there."""

from __future__ import annotations

import importlib.util

_LIBRARIES = {
    "keras": ("PIL", "keras", "sklearn", "tensorflow"),
    "course": (
        "jupyterlab",
        "libcst",
        "matplotlib",
        "nbconvert",
        "nbformat",
        "nbgrader",
        "sqlalchemy",
    ),
    "cluster": ("distributed",),
    "watch": ("watchfiles",),
}


class MissingExtraError(Exception):
    """A library of an extra is needed and not installed; the message names the extra."""


def extra_of(library: str) -> str | None:
    """The extra that brings a library; None where it is not one of an extra."""
    return next((extra for extra, libraries in _LIBRARIES.items() if library in libraries), None)


def explain_missing(library: str) -> str | None:
    """Say which extra brings a library; None where none of them does."""
    extra = extra_of(library)
    if extra is None:
        return None
    return (
        f"This needs {library}, which is not installed. "
        f"Install the extra `{extra}` of keras-autograder."
    )


def require(library: str) -> None:
    """Refuse to go on without a library of an extra; raises MissingExtraError."""
    message = explain_missing(library)
    if message is not None and importlib.util.find_spec(library) is None:
        raise MissingExtraError(message)
