"""What becomes of an error that is meant for people: its message, and the status to exit with."""

from __future__ import annotations

from autograder.cli.console import USAGE_ERROR, fail
from autograder.course.bank import BankError
from autograder.course.model import CourseError
from autograder.datasets.fashion_mnist import DataError
from autograder.extras import MissingExtraError, explain_missing
from autograder.log import LogError
from autograder.reports.journal import JournalError
from autograder.reports.store import StoreError
from autograder.sandbox.errors import SandboxError
from autograder.submissions.found import NothingFoundError
from autograder.watching.changes import ChangesError
from autograder.watching.places import PlaceError


def explain(error: Exception) -> None:
    """End the program with the error's message; return where the error is a bug of ours."""
    wrong_use = (
        BankError,
        CourseError,
        JournalError,
        LogError,
        NothingFoundError,
        PlaceError,
        StoreError,
    )
    if isinstance(error, wrong_use):
        fail(str(error), USAGE_ERROR)
    if isinstance(error, (ChangesError, MissingExtraError)):
        fail(str(error), 1)
    if isinstance(error, ModuleNotFoundError):
        message = explain_missing((error.name or "").partition(".")[0])
        if message is not None:
            fail(message, 1)
    if isinstance(error, DataError):
        fail(str(error), 1)
    if isinstance(error, SandboxError):
        fail(f"{error}\nNothing was graded without a sandbox.", 3)
