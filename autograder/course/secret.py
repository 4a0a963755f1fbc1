"""The course's secret, which seeds the hidden inputs."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from autograder.course.model import CourseError

#: Of a secret, in bytes; with fewer a student could try them all.
SHORTEST = 16
SECRET_VARIABLE = "AUTOGRADER_SECRET"
_RANDOM_BYTES = 32


def load_secret(root: Path) -> bytes:
    """The secret that seeds hidden inputs: AUTOGRADER_SECRET, else a file made on first use.

    The file is `.autograder/secret` in the course's folder, readable by its owner only. Whoever
    grades with the same secret gets the same reports. Raises CourseError where the file cannot be
    used or made.
    """
    given = os.environ.get(SECRET_VARIABLE)
    if given:
        return given.encode("utf-8", "surrogateescape")
    path = secret_path(root)
    try:
        if not path.exists():
            _make(path)
        secret = path.read_bytes()
    except OSError as error:
        raise CourseError(
            f"The course's secret cannot be kept in {path}: {error.strerror}. Make the folder "
            f"readable and writable for you, or set {SECRET_VARIABLE} to a secret of at least "
            f"{SHORTEST} characters."
        ) from error
    if len(secret.strip()) < SHORTEST:
        raise CourseError(
            f"{path} holds no secret of at least {SHORTEST} characters. Put the course's secret "
            "back from a copy; without one, delete the file: the next run makes a new secret, "
            "and hidden inputs change."
        )
    return secret


def secret_path(root: Path) -> Path:
    """The file of the secret in a course's folder, whether it is there or not."""
    return root / ".autograder" / "secret"


def _make(path: Path) -> None:
    """Write a new secret, unless another process does so first."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix="secret-", dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_hex(_RANDOM_BYTES).encode())
            file.flush()
            os.fsync(descriptor)
        # A link appears with its whole content and never replaces one that is there.
        path.hardlink_to(written)
    except FileExistsError:
        pass
    finally:
        written.unlink()
