"""nbgrader's exchange: where `nbgrader submit` writes and `nbgrader fetch_feedback` looks.

`<exchange>/<course>/inbound/` holds a folder for each hand-in, and `<exchange>/<course>/feedback/`
the pages, each under a name that only those can tell who know the secret beside the hand-in.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from autograder import log
from autograder.course.model import Course
from autograder.files import remove_unfinished
from autograder.limits import Limits
from autograder.submissions.found import safe_name
from autograder.submissions.platform_names import Source
from autograder.submissions.submission import Submission
from autograder.submissions.times import read_time
from autograder.text import printable
from autograder.watching.places import (
    TIMESTAMP,
    HandIn,
    Look,
    PlaceError,
    noted_in,
    open_folder,
    read_folder,
    stamp_of,
)

INBOUND, FEEDBACK = "inbound", "feedback"
_SECRET = "submission_secret.txt"
#: ada+04_losses+2026-10-09 21:59:00.123456 UTC+a random text
_NAME = re.compile(
    r"(?P<student>.+)\+(?P<assignment>[^+]+)\+(?P<time>\d{4}-[^+]+?)(?:\+(?P<random>[^+]*))?",
    re.DOTALL,
)
#: Everybody may fetch a page whose name they know, and nobody may list the names; as nbgrader's.
_FOLDER_MODE = 0o711


class Exchange:
    """One course in an exchange."""

    own_pages = True
    _PATIENCE = 0.1  # seconds, once all is there
    _PATIENCE_WITHOUT_SECRET = 3.0  # as nbgrader before 0.9 wrote it
    _PATIENCE_FOR_PART = 30.0  # with a hand-in that was never finished

    def __init__(
        self, folder: Path, course: Course, limits: Limits, *, check_owner: bool = False
    ) -> None:
        """Raise PlaceError where the folder for feedback cannot be made."""
        self._folder = folder.absolute()
        self._inbound = self._folder / INBOUND
        self._feedback = self._folder / FEEDBACK
        self._assignments = {one.name: one for one in course.assignments}
        self._limits = limits
        self._check_owner = check_owner
        try:
            if not self._feedback.is_dir():
                self._feedback.mkdir()
                self._feedback.chmod(_FOLDER_MODE)
        except OSError as error:
            raise PlaceError(f"{self._feedback} cannot be made: {error.strerror}.") from error
        for place, rights in ((self._inbound, os.R_OK), (self._feedback, os.W_OK)):
            if not os.access(place, rights | os.X_OK):
                what = "read" if rights == os.R_OK else "written to"
                raise PlaceError(f"{place} cannot be {what}: run this as its owner.")

        remove_unfinished(self._feedback, "")

    @property
    def folders(self) -> Sequence[Path]:
        """Where students hand in."""
        return [self._inbound]

    def owner(self, unit: str) -> str:
        """The user of whom its name tells."""
        match = _NAME.fullmatch(unit)
        return match["student"] if match is not None else unit

    def units(self, paths: set[str] | None) -> Iterator[str]:
        """The folders of hand-ins for assignments of the course."""
        if paths is None:
            with os.scandir(self._inbound) as entries:
                names = {entry.name for entry in entries}
        else:
            found = (Path(path) for path in paths)
            names = {
                path.relative_to(self._inbound).parts[0]
                for path in found
                if path.is_relative_to(self._inbound) and path != self._inbound
            }
        for name in sorted(names):
            match = _NAME.fullmatch(name)
            if match is not None and match["assignment"] in self._assignments:
                yield name

    def look(self, unit: str) -> Look:
        """A hand-in is whole when what nbgrader writes last is there."""
        return Look(stamp_of(self._inbound / unit), self._patience(unit))

    def _patience(self, unit: str) -> float:
        with ExitStack() as opened:
            try:
                folder = open_folder(self._inbound, unit, opened)
            except OSError:
                return self._PATIENCE_WITHOUT_SECRET
            if noted_in(folder, TIMESTAMP) is None:
                return self._PATIENCE_FOR_PART
            if noted_in(folder, _SECRET) is None:
                return self._PATIENCE_WITHOUT_SECRET
            return self._PATIENCE

    def read(self, unit: str) -> HandIn | None:
        """Read a hand-in; whose it is, its folder's name says."""
        match = _NAME.fullmatch(unit)
        if match is None:
            return None
        claimed, name = match["student"], match["assignment"]
        submitted = read_time(match["time"])
        student, assignment = safe_name(claimed), self._assignments[name]
        source = Source(file="", id=printable(claimed, 100), submitted=submitted)
        if self._check_owner and not _is_owner(self._inbound / unit, claimed):
            shown = printable(unit, 200)
            print(f"autograder: left alone, since {shown} is another user's", file=sys.stderr)
            log.warning("left_alone", file=str(self._inbound / unit), reason="another user's")
            return None
        submission = read_folder(self._inbound, unit, student, assignment, self._limits, source)
        if submission is None:
            problem = (
                f"There is no notebook in what was handed in: hand in {assignment.slug}.ipynb."
            )
            submission = Submission(student, name, "", b"", problem, source=source)
        moment = submitted.timestamp() if submitted is not None else time.time()
        page = self._feedback / self._page_name(unit, match, submission)
        file = self._inbound / unit / submission.filename
        return HandIn(unit, submission, file, moment, page)

    def _page_name(self, unit: str, match: re.Match[str], submission: Submission) -> str:
        """A page's name as `nbgrader fetch_feedback` computes it."""
        notebook = Path(submission.filename).stem or self._assignments[match["assignment"]].slug
        with ExitStack() as opened:
            try:
                secret = noted_in(open_folder(self._inbound, unit, opened), _SECRET)
            except OSError:
                secret = None
        if secret is not None:
            return f"{_md5(secret.encode() + notebook.encode())}.html"
        course = self._folder.name
        key = "+".join((course, match["assignment"], notebook, match["student"], match["time"]))
        return f"{_md5(submission.content + key.encode())}.html"


def exchange_at(folder: Path) -> Path | None:
    """The folder of a course in an exchange, if it or the folder in which it lies was given.

    Raises PlaceError for an exchange of several courses.
    """
    if (folder / INBOUND).is_dir():
        return folder
    if folder.name == INBOUND and (folder.parent / FEEDBACK).is_dir():
        return folder.parent
    courses = sorted(path.parent for path in folder.glob(f"*/{INBOUND}") if path.is_dir())
    if len(courses) > 1:
        names = ", ".join(str(path) for path in courses)
        raise PlaceError(f"{folder} is an exchange of several courses. Name one: {names}.")
    return courses[0] if courses else None


def _is_owner(folder: Path, student: str) -> bool:
    """Whether a folder belongs to the user of that name."""
    try:
        return pwd.getpwuid(folder.lstat().st_uid).pw_name == student
    except (OSError, KeyError):
        return False


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
