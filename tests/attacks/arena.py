"""The arena: a course of its own, canaries all around, and the search for what an attack left.

Attacks are graded as a class between `ada` and `zoe`, whose work is right, by the command line. In
one process all of them meet the same grader and the same worker host.
"""

from __future__ import annotations

import contextlib
import csv
import ctypes
import importlib.util
import json
import math
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from msgspec import UNSET, structs

from autograder.course.answers import functions_of
from autograder.course.loading import load_course
from autograder.course.model import Assignment, Course
from autograder.demo import Answers, filled
from autograder.reports.pages.feedback import render
from autograder.reports.report import Report, decode, encode
from autograder.submissions.submission import UNKNOWN
from autograder.training.store import store_path
from tests.attacks.catalogue import Attack
from tests.attacks.watching import children, watch
from tests.conftest import REPOSITORY

COMMAND = Path(sys.executable).parent / "autograder"
AS_USER = Path(__file__).parent / "ordinary_user.py"
HONEST = ("ada", "zoe")
PATIENCE = 150.0  # seconds for a command that takes two; whatever takes longer has been stalled

#: An attack that writes outside its scratch uses this word in the file's name, ...
PLANTED = "planted-by-mallory"
#: ... and one that gets hold of something hidden shows it behind this word (or, where only an
#: identifier or a number can be shown, with these), put together from parts so that its source
#: does not hold it.
LOOT = re.compile("looted[:_]|700700700")
#: What a page must not hold as it came.
LIVE = ("<script>alert", "<img", "<iframe", '="javascript:')
#: Where planted files are looked for beside the arena's own folders.
PUBLIC = ("/tmp", "/var/tmp", "/dev/shm", "/run")

#: Short, since many attacks use up all of it.
SETTINGS = """\
[limits]
call_seconds = 1.5
submission_seconds = 10
cells_seconds = 5
cpu_seconds = 20
"""
#: Where honest work trains models: these take seconds while other tests train theirs.
TRAINING_SETTINGS = """\
[limits]
call_seconds = 8
submission_seconds = 40
cells_seconds = 20
cpu_seconds = 60
"""
TRAINING = (
    "10_regression",
    "11_classification",
    "12_fashion_mnist",
    "13_overtraining",
    "14_convolution",
    "15_recurrent",
)
_SET_CHILD_SUBREAPER = 36
_LISTENING = "0A"


@dataclass(frozen=True)
class Graded:
    """What a command left: its status, what it printed, and the reports by student."""

    status: int
    printed: str
    output: Path
    reports: dict[str, Report]  # "ada/unknown" for a file of ada's that is for no assignment
    seconds: float = 0.0  # of the whole command
    peak: int = 0  # bytes that the largest of the grader's own processes had in memory


class Arena:
    """A course with small limits, secrets that nobody may see, and listeners nobody may reach.

    The command runs as this process's user; with `user`, which root alone can give, as that one.
    """

    def __init__(self, folder: Path, user: int | None = None) -> None:
        self.folder = folder
        self.user = user
        self.token = secrets.token_hex(12)  # stands in every canary
        self.course = _copy_course(folder / "course")
        self.home = folder / "home"
        self.scratch = folder / "tmp"
        self.home.mkdir()
        self.scratch.mkdir()
        self.canary = Path("/tmp") / f"autograder-canary-{secrets.token_hex(4)}.txt"
        self._canaries = {
            self.home / "secret.txt": f"home {self.token}",
            self.canary: f"tmp {self.token}",
            self.course.root / ".autograder" / "secret": f"course {self.token}",
        }
        for path, text in self._canaries.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        self.listeners = (_tcp_listener(), _unix_listener(f"canary-{secrets.token_hex(8)}"))
        self._become_subreaper(1)

    def close(self) -> None:
        self._become_subreaper(0)
        for listener in self.listeners:
            listener.close()
        self.canary.unlink(missing_ok=True)

    # --- the class -------------------------------------------------------------------------------

    def seat(self, together: Sequence[Attack], folder: Path) -> Sequence[Path]:
        """Write the class, the attackers between ada and zoe; give the paths to grade.

        All attacks are on one assignment. One that is alone may hand in what it likes.
        """
        assignment = self.course.assignment(together[0].assignment)
        self._seat_honest(assignment, folder)
        if together[0].form == "made":
            (attack,) = together
            own = folder / attack.attacker / assignment.name
            own.mkdir(parents=True)
            return _module(attack.path).make(own, folder) or [folder]
        for attack in together:
            self._seat_attacker(attack, assignment, folder)
        return [folder]

    def _seat_honest(self, assignment: Assignment, folder: Path) -> None:
        text = assignment.model_answers.read_text(encoding="utf-8")
        for student in HONEST:
            path = folder / student / assignment.name / f"{assignment.slug}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            note = f"# the work of {student}, {self.token}"
            path.write_bytes(_notebook(assignment, functions_of(text), note))
        settings = TRAINING_SETTINGS if assignment.name in TRAINING else SETTINGS
        (self.course.root / "course.toml").write_text(settings)

    def _seat_attacker(self, attack: Attack, assignment: Assignment, folder: Path) -> None:
        own = folder / attack.attacker / assignment.name
        own.mkdir(parents=True)
        source = attack.path.read_text(encoding="utf-8")
        if attack.form == "raw":
            (own / f"{assignment.slug}.ipynb").write_text(source, encoding="utf-8")
            return
        source = self._informed(source, attack, folder)
        if attack.form == "script":
            (own / f"{assignment.slug}.py").write_text(source, encoding="utf-8")
        else:
            cells = re.split(r"^# ?%%.*\n", source, flags=re.MULTILINE)[1:]
            if "globals()[" in source:
                # A name that is bound this way is not defined by a cell, so it would not be called.
                cells.append("".join(f"{one.name} = {one.name}\n" for one in assignment.exercises))
            (own / f"{assignment.slug}.ipynb").write_bytes(_notebook(assignment, {}, *cells))

    def _informed(self, source: str, attack: Attack, class_folder: Path) -> str:
        """The source with the places that a student of this machine might know."""
        told = {
            "@PORT@": str(self.listeners[0].address[1]),
            "@SOCKET@": str(self.listeners[1].address)[1:],
            "@HOME@": str(self.home),
            "@CANARY@": str(self.canary),
            "@COURSE@": str(self.course.root),
            "@CLASS@": str(class_folder),
            "@SELF@": attack.attacker,
            "@OUTPUT@": str(self.output_of(class_folder)),
        }
        for word, value in told.items():
            source = source.replace(word, value)
        return source

    @staticmethod
    def output_of(class_folder: Path) -> Path:
        """Where a class's reports go."""
        return class_folder.with_name(f"{class_folder.name}-out")

    # --- grading ---------------------------------------------------------------------------------

    def grade(
        self, paths: Sequence[Path], class_folder: Path, patience: float = 1, workers: int = 1
    ) -> Graded:
        """Grade by the command line, in the course's folder, with a home of its own."""
        output = self.output_of(class_folder)
        environment = {
            name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ
        }
        environment |= {
            "HOME": str(self.home),
            "TMPDIR": str(self.scratch),
            "LANG": "C.UTF-8",
            "CANARY": self.token,
            "PYTHONDONTWRITEBYTECODE": "1",
            "KERAS_HOME": str(self.folder / "keras"),  # where Keras and Matplotlib, when the
            "MPLCONFIGDIR": str(self.folder / "matplotlib"),  # grader imports them, write
        }
        command = [COMMAND, "grade", *paths, "--output", output, "--workers", str(workers)]
        if self.user is not None:
            command = [sys.executable, AS_USER, str(self.user), *command]
            self._give_away()
        printed = self.folder / "printed.txt"
        with printed.open("wb") as file:
            watched = watch(
                command,
                PATIENCE * patience,
                cwd=self.course.root,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        if watched.status is None:
            raise AssertionError("The grader did not come to an end.")
        reports = {
            _key(path): decode(path.read_bytes()) for path in sorted(output.glob("*/*/report.json"))
        }
        text = printed.read_bytes().decode(errors="replace")
        return Graded(watched.status, text, output, reports, watched.seconds, watched.peak)

    def _give_away(self) -> None:
        """Let the user have all that belongs to the arena; what others wrote changes no time."""
        for place, folders, files in os.walk(self.folder):
            for name in (".", *folders, *files):
                os.lchown(Path(place, name), self.user or 0, self.user or 0)

    # --- what must not have changed --------------------------------------------------------------

    def snapshot(self, class_folder: Path) -> dict[str, Any]:
        """All that grading must leave as it was; equal before and after."""
        return {
            "mounts": _mounts(),
            "listening": _listening(),
            "planted": _planted(),
            "canaries": {str(path): path.read_text() for path in self._canaries},
            "home": _tree(self.home),
            "temporary": _tree(self.scratch),
            "course": self._course_files(),
            "class": _tree(class_folder),
            "visitors": [listener.visitors for listener in self.listeners],
        }

    def _course_files(self) -> dict[str, tuple[int, int, int]]:
        """The course's files but the store in which the grader keeps its own trainings."""
        store = str(store_path(self.course.root).relative_to(self.course.root))
        files = _tree(self.course.root)
        return {name: known for name, known in files.items() if not name.startswith(store)}

    @staticmethod
    def processes() -> frozenset[int]:
        """The processes of this one's family, such as a server that other tests have started."""
        return frozenset(children(os.getpid()))

    def left_processes(self, before: frozenset[int]) -> list[str]:
        """New processes after a command is over: orphans come to this one, their subreaper."""
        ends = time.monotonic() + 5.0
        while True:
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            left = self.processes() - before
            if not left or time.monotonic() > ends:
                return [_command_line(pid) for pid in sorted(left)]
            time.sleep(0.02)

    @staticmethod
    def _become_subreaper(on: int) -> None:
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, on, 0, 0, 0)


def problems(together: Sequence[Attack], graded: Graded, token: str) -> list[str]:
    """What attacks have achieved, as far as reports, tables and pages show it."""
    found = [f"The grader ended with status {graded.status}."] if graded.status != 0 else []
    found += _losses(graded)
    found += _gains(together, graded)
    for name, text in _shown(graded).items():
        found += _exposed(name, text, token)
    for name, text in _shown(graded, with_examples=False).items():
        if LOOT.search(text):
            found.append(f"{name} shows what was looted.")
    return found + _formulas(graded.output / "summary.csv")


def _losses(graded: Graded) -> Iterator[str]:
    """What honest students have lost."""
    for student in HONEST:
        report = graded.reports.get(student)
        if report is None:
            yield f"{student} has no report."
        elif report.score != report.max_score or report.warnings:
            yield f"{student} has {report.score} of {report.max_score}: {report.warnings}"


def _gains(together: Sequence[Attack], graded: Graded) -> Iterator[str]:
    """Points that no right answer has earned."""
    others = {name: report for name, report in graded.reports.items() if name not in HONEST}
    for attack in together:
        # Where several attack, each has handed in as one student; alone, as many as it likes.
        own = [
            report
            for name, report in others.items()
            if len(together) == 1 or name.partition("/")[0] == attack.attacker
        ]
        gained = sum(report.score for report in own)
        if not math.isclose(gained, attack.earned, abs_tol=1e-9):
            shares = {
                exercise.name: [test.name for test in exercise.tests if test.passed]
                for report in own
                for exercise in report.exercises
                if exercise.score
            }
            yield f"{attack.label} got {gained} points, not {attack.earned:g}: {shares}"
    attackers = {attack.attacker for attack in together}
    if len(together) > 1 and {name.partition("/")[0] for name in others} != attackers:
        yield f"The reports are of {sorted(others)}."
    for report in others.values():
        for exercise in report.exercises:
            if not 0.0 <= exercise.score <= exercise.max_score:
                yield f"{exercise.name}: {exercise.score} of {exercise.max_score}."


def _exposed(name: str, text: str, token: str) -> Iterator[str]:
    """What a text that people see shows and must not show."""
    if token in text:
        yield f"{name} shows a canary."
    if any(ord(letter) < 32 and letter not in "\n\r\t" for letter in text):
        yield f"{name} holds control characters."
    if name.startswith("the page of "):
        yield from (f"{name} holds {live}" for live in LIVE if live in text.lower())


def unexpected_files(graded: Graded) -> list[str]:
    """Files in the output folder that no command of ours writes."""
    expected = {"summary.csv", ".graded.jsonl", ".adjustments.lock"} | {
        f"{key.partition('/')[0]}/{report.assignment}/report.json"
        for key, report in graded.reports.items()
    }
    return sorted(set(_tree(graded.output)) - expected)


def _key(path: Path) -> str:
    """The student of a report, and its assignment if that is none of the course."""
    student, assignment = path.parts[-3:-1]
    return f"{student}/{assignment}" if assignment == UNKNOWN else student


def _shown(graded: Graded, *, with_examples: bool = True) -> dict[str, str]:
    """Everything that staff or students get to see, by where it stands.

    In calls of public examples an attack may show what it was called with, as if it were loot. That
    no hidden input comes to the worker of these calls is tested in tests/grading. With unexplained
    answers comes the attack's own text, for staff.
    """
    texts = {"printed": graded.printed}
    for path in graded.output.rglob("*"):
        if path.is_file():
            name = str(path.relative_to(graded.output))
            texts[name] = path.read_bytes().decode(errors="replace")
            texts[f"the name {name}"] = name
            if path.name == "report.json" and not with_examples:
                texts[name] = encode(_without_examples(decode(path.read_bytes()))).decode()
    for student, report in graded.reports.items():
        shown = report if with_examples else _without_examples(report)
        texts[f"the page of {student}"] = render(shown, "full")
    return texts


def _without_examples(report: Report) -> Report:
    exercises = [structs.replace(one, example=UNSET) for one in report.exercises]
    return structs.replace(report, exercises=exercises, unexplained=[])


def _formulas(table: Path) -> list[str]:
    with table.open(newline="", encoding="utf-8") as file:
        return [
            f"summary.csv has a formula: {cell[:40]}"
            for row in csv.reader(file)
            for cell in row
            if cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        ]


# --- the course and its notebooks ----------------------------------------------------------------


def _copy_course(root: Path) -> Course:
    """The repository's course with small limits, in another folder."""
    for name in ("source", "release", "solutions", "data"):
        if (REPOSITORY / name).is_dir():
            shutil.copytree(
                REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("__pycache__")
            )
    (root / "course.toml").write_text(SETTINGS)
    return load_course(root)


def _notebook(assignment: Assignment, answers: Answers, *cells: str) -> bytes:
    """The released notebook with answers in its stubs, and cells of the student's own below."""
    released = json.loads(assignment.release_notebook.read_bytes())
    notebook = json.loads(filled(released, answers, ""))
    for place, source in enumerate(cells):
        own: dict[str, Any] = {"cell_type": "code", "id": f"own-{place}", "metadata": {}}
        notebook["cells"].append(own | {"source": source, "outputs": [], "execution_count": None})
    return json.dumps(notebook).encode()


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"made_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- looking around ------------------------------------------------------------------------------


class Listener:
    """A server that nobody may reach; it counts who does, and says nothing."""

    def __init__(self, server: socket.socket) -> None:
        self.address: Any = server.getsockname()
        self.visitors = 0
        self._server = server
        self._server.listen(16)
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self.visitors += 1
            connection.close()


def _tcp_listener() -> Listener:
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    return Listener(server)


def _unix_listener(name: str) -> Listener:
    server = socket.socket(socket.AF_UNIX)
    server.bind(f"\0{name}")
    listener = Listener(server)
    listener.address = f"\0{name}"
    return listener


def _tree(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Every file and link below a folder: its mode, size and time of change."""
    found = {}
    for place, folders, files in os.walk(folder):
        for name in [*files, *(one for one in folders if Path(place, one).is_symlink())]:
            path = Path(place, name)
            known = path.lstat()
            key = str(path.relative_to(folder))
            found[key] = (known.st_mode, known.st_size, known.st_mtime_ns)
    return found


def _planted() -> list[str]:
    """Files outside the arena that bear the planters' word."""
    found = []
    for place in (*PUBLIC, str(Path.home()), str(Path.cwd())):
        with contextlib.suppress(OSError):
            found += [f"{place}/{name}" for name in os.listdir(place) if PLANTED in name]  # noqa: PTH208
    return sorted(found)


def _mounts() -> list[str]:
    return Path("/proc/self/mountinfo").read_text().splitlines()


def _listening() -> list[str]:
    """TCP ports that processes of ours listen at, or of users that nobody is but a worker."""
    found = []
    for table in ("tcp", "tcp6"):
        with contextlib.suppress(OSError):
            for line in Path("/proc/self/net", table).read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == _LISTENING and _is_of_worker(int(fields[7]), fields[9]):
                    found.append(f"{table} {fields[1]}")
    return sorted(found)


def _is_of_worker(user: int, inode: str) -> bool:
    """Whether a socket may be a worker's: of a worker's user, or held by this process's family."""
    if user >= 0x40000000:
        return True
    family = [os.getpid(), *children(os.getpid())]
    return any(inode in link for pid in family for link in _descriptors(pid))


def _descriptors(pid: int) -> Iterator[str]:
    with contextlib.suppress(OSError):
        for path in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                yield str(path.readlink())


def _command_line(pid: int) -> str:
    with contextlib.suppress(OSError):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
        return f"{pid}: {words.decode(errors='replace')[:200]}"
    return str(pid)
