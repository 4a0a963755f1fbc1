"""Whether a command could work on the course here: settings, secret, folders and exchange.

Nothing is made or changed; what is to be written is tried with a file that has no name.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.course.config import load_config
from autograder.course.loading import COURSE_VARIABLE, find_root, load_course
from autograder.course.model import Course, CourseError
from autograder.course.roster import ROSTER, load_roster
from autograder.course.secret import SECRET_VARIABLE, SHORTEST, load_secret, secret_path
from autograder.doctor.component import Component
from autograder.reports import lateness, total
from autograder.text import counted
from autograder.watching.exchange import FEEDBACK, INBOUND, exchange_at
from autograder.watching.places import PlaceError

_OUTBOUND = "outbound"


def examine(output: Path | None = None, exchange: Path | None = None) -> list[Component]:
    """Examine the course here, if there is one, and the folders that are given."""
    found = list(_course())
    if output is not None:
        found.append(_writable("--output", output))
    if exchange is not None:
        found += _exchange(exchange)
    return found


def _course() -> Iterator[Component]:
    try:
        root = find_root()
    except CourseError as error:
        if os.environ.get(COURSE_VARIABLE):
            yield Component("course", False, True, str(error))
        else:
            yield Component("course", False, False, "none here, so only the machine was checked")
        return
    try:
        course = load_course(root)
    except CourseError as error:
        yield Component("course", False, True, str(error))
    else:
        exercises = sum(len(assignment.exercises) for assignment in course.assignments)
        counts = (
            f"{counted(len(course.assignments), 'assignment')}, {counted(exercises, 'exercise')}"
        )
        yield Component("course", True, True, f"{course.root}: {counts}")
        yield _read("course.toml", lambda: _settings(course))
        yield _read(ROSTER, lambda: _roster(course))
    yield _secret(root)
    yield _writable("course folder", secret_path(root).parent)


def _read(name: str, read: Callable[[], str]) -> Component:
    try:
        return Component(name, True, True, read())
    except CourseError as error:
        return Component(name, False, True, str(error))


def _settings(course: Course) -> str:
    """What `course.toml` comes to; raises CourseError for what commands would refuse."""
    config = load_config(course.root)
    due = lateness.rules_of(course, config.late).due
    total.rules_of(course, config.total)
    if not (course.root / "course.toml").exists():
        return "not there, so every setting has its default"
    return f"{counted(len(due), 'due date')}; feedback: {config.feedback}"


def _roster(course: Course) -> str:
    if not (course.root / ROSTER).exists():
        return "not there; names and extensions are optional"
    people = load_roster(course).people
    extended = sum(bool(person.extra_days or person.extensions) for person in people)
    return f"{counted(len(people), 'student')}, {extended} with more time"


# Secret


def _secret(root: Path) -> Component:
    given = os.environ.get(SECRET_VARIABLE)
    if given:
        long_enough = len(given) >= SHORTEST
        short = "" if long_enough else f", fewer than {SHORTEST}: students could try them all"
        text = f"from {SECRET_VARIABLE}, {counted(len(given), 'character')}{short}"
        return Component("secret", long_enough, False, text)
    path = secret_path(root)
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        problem = _refusal(path.parent)
        text = problem or f"the first run makes it: {path}"
        return Component("secret", problem is None, True, text)
    except OSError as error:
        return Component("secret", False, True, f"{path} cannot be read: {error.strerror}.")
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        text = f"others may read or change {path} (rights {mode:04o}): run `chmod 600 {path}`."
        return Component("secret", False, True, text)
    return _read("secret", lambda: f"{load_secret(root) and path}, for its owner only")


# Folders


def _writable(name: str, folder: Path) -> Component:
    problem = _refusal(folder)
    made = "" if folder.is_dir() else "; it is made when it is needed"
    return Component(name, problem is None, True, problem or f"{folder} can be written to{made}")


def _refusal(folder: Path) -> str | None:
    """Why nothing can be written into a folder, which need not be there yet; None if it can."""
    there = folder.absolute()
    while not there.exists() and there != there.parent:
        there = there.parent
    if not there.is_dir():
        return f"{there} is not a folder."
    try:
        with tempfile.TemporaryFile(dir=there):
            return None
    except OSError as error:
        what = (
            f"{folder} cannot be written to"
            if there == folder.absolute()
            else (f"{folder} cannot be made in {there}")
        )
        return f"{what}: {error.strerror}."


# Exchange


def _exchange(folder: Path) -> Iterator[Component]:
    """What nbgrader's commands made, and whether this user and students may do what they must."""
    if not folder.is_dir():
        yield Component("exchange", False, True, f"There is no folder {folder}.")
        return
    try:
        course = exchange_at(folder)
    except PlaceError as error:
        yield Component("exchange", False, True, str(error))
        return
    if course is None:
        text = (
            f"{folder} holds no course with a folder {INBOUND}/: run `nbgrader release_assignment` "
            "once, which makes it."
        )
        yield Component("exchange", False, True, text)
        return
    yield Component("exchange", True, True, f"{course}, a course's folder")
    yield _outbound(course / _OUTBOUND)
    yield _inbound(course / INBOUND)
    yield _feedback(course / FEEDBACK)


def _outbound(folder: Path) -> Component:
    if not folder.is_dir():
        text = "not there: `nbgrader release_assignment` makes it"
        return Component(f"  {_OUTBOUND}", False, False, text)
    return _open_to_students(_OUTBOUND, folder, 0o005, "fetch assignments")


def _inbound(folder: Path) -> Component:
    if not os.access(folder, os.R_OK | os.X_OK):
        text = f"{folder} cannot be read: run this and the watch as its owner."
        return Component(f"  {INBOUND}", False, True, text)
    if _rights(folder) & stat.S_IROTH:
        return _listed(INBOUND, folder, "who has handed in", 0o2733)
    return _open_to_students(INBOUND, folder, 0o003, "hand in")


def _feedback(folder: Path) -> Component:
    problem = _refusal(folder)
    if problem is not None:
        return Component(f"  {FEEDBACK}", False, True, problem)
    if not folder.is_dir():
        return Component(f"  {FEEDBACK}", True, True, "not there; the watch makes it")
    if _rights(folder) & stat.S_IROTH:
        return _listed(FEEDBACK, folder, "the pages of all others", 0o711)
    return _open_to_students(FEEDBACK, folder, 0o001, "fetch their pages")


def _rights(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


def _listed(name: str, folder: Path, what: str, mode: int) -> Component:
    """A folder whose list students can read, which nbgrader does not make so."""
    text = (
        f"students can list {what} in {folder} (rights {_rights(folder):04o}): "
        f"run `chmod {mode:04o} {folder}`."
    )
    return Component(f"  {name}", False, True, text)


def _open_to_students(name: str, folder: Path, needed: int, what: str) -> Component:
    """A folder's rights for all others, which matter only where students have own users."""
    mode = _rights(folder)
    ok = mode & needed == needed
    text = f"students can {what}" if ok else f"students with users of their own cannot {what}"
    return Component(f"  {name}", ok, False, f"{text} (rights {mode:04o})")
