"""What becomes of an error that is meant for people: its message, and the status to exit with."""

from __future__ import annotations

from autograder.cli.console import USAGE_ERROR, fail
from autograder.course.bank import BankError
from autograder.course.model import CourseError
from autograder.datasets.fashion_mnist import DataError
from autograder.extras import MissingExtraError, explain_missing
from autograder.reports.store import StoreError
from autograder.sandbox.errors import SandboxError
from autograder.submissions.found import NothingFoundError


def explain(error: Exception) -> None:
    """End the program with the error's message; return where the error is a bug of ours."""
    if isinstance(error, (BankError, CourseError, NothingFoundError, StoreError)):
        fail(str(error), USAGE_ERROR)
    if isinstance(error, MissingExtraError):
        fail(str(error), 1)
    if isinstance(error, ModuleNotFoundError):
        message = explain_missing((error.name or "").partition(".")[0])
        if message is not None:
            fail(message, 1)
    if isinstance(error, DataError):
        fail(str(error), 1)
    if isinstance(error, SandboxError):
        fail(f"{error}\nNothing was graded without a sandbox.", 3)
