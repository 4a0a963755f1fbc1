"""Hidden tests, collected once by pytest and run again for every submission.

pytest finds the tests, their marks, titles and parameters; running one is then a plain call with
the fixtures that a grader may use, `student` and `rng`. Nothing is imported or collected twice.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.course.model import Assignment, CourseError
from autograder.extras import require
from autograder.testing.sampling import RandomBytes

FIXTURES = frozenset({"student", "rng"})


@dataclass(frozen=True)
class Test:
    """One hidden test, ready to run."""

    __test__ = False  # pytest must not collect it
    exercise: str
    name: str  # unique within its exercise
    title: str  # the docstring's first line
    weight: float
    run: Callable[..., None]  # called with the fixtures that it takes
    takes: frozenset[str]
    line: int  # where it stands in its file
    is_aspect: bool = False  # judged only where the values are right
    fixed_inputs: str | None = None  # why its calls are the same for everybody, if they are


@dataclass(frozen=True)
class Grader:
    """The hidden tests of one assignment, by exercise, and the digest of their file."""

    assignment: Assignment
    tests: dict[str, tuple[Test, ...]]
    digest: str


#: Parts of pytest that collecting does not need; the last two collect garbage again and again.
_UNUSED = (
    "cacheprovider",
    "terminal",
    "logging",
    "junitxml",
    "doctest",
    "unittest",
    "faulthandler",
    "debugging",
    "unraisableexception",
    "threadexception",
)


def collect(assignments: Sequence[Assignment]) -> dict[str, Grader]:
    """Collect the graders of some assignments.

    Raises CourseError for one that breaks the rules, and MissingExtraError where they need Keras
    and it is not installed.
    """
    exercises = [exercise for assignment in assignments for exercise in assignment.exercises]
    if any(exercise.keras for exercise in exercises):
        require("tensorflow")
    collector = _Collector()
    paths = [assignment.grader for assignment in assignments]
    for path in paths:
        if not path.is_file():
            raise CourseError(f"{path} is missing: the assignment has no grader.")
    arguments = ["--collect-only", "--noconftest", "--assert=plain", "--capture=no"]
    arguments += ["--import-mode=importlib"]
    for plugin in _UNUSED:
        arguments += ["-p", f"no:{plugin}"]
    arguments += ["-c", os.devnull, f"--rootdir={assignments[0].root}"]
    with _no_plugins(), _no_new_modules():
        status = pytest.main([*arguments, *map(str, paths)], plugins=[collector])
    if collector.errors or status != pytest.ExitCode.OK:
        reason = "\n".join(collector.errors) or f"pytest ended with status {status}"
        raise CourseError(f"The graders could not be collected:\n{reason}")
    return {
        assignment.name: Grader(
            assignment, _group(assignment, collector.items), _digest(assignment.grader)
        )
        for assignment in assignments
    }


def generator(seed: str, test: Test) -> np.random.Generator:
    """The test's own source of randomness, the same whenever the same submission is graded."""
    digest = hashlib.sha256(f"{seed}/{test.exercise}/{test.name}".encode()).digest()
    seed_sequence: Any = RandomBytes(digest)
    return np.random.Generator(np.random.PCG64(seed_sequence))


class _Collector:
    """Keeps what pytest collects, and what went wrong with it."""

    def __init__(self) -> None:
        self.items: list[pytest.Function] = []
        self.errors: list[str] = []

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "exercise(name): the exercise that a test belongs to")
        config.addinivalue_line("markers", "weight(share): a test's share of the points")
        config.addinivalue_line("markers", "aspect: judged only where the values are right")
        config.addinivalue_line("markers", "fixed_inputs(reason): why they are not drawn")

    @pytest.fixture
    def student(self) -> None:
        """Given when a test is run."""

    @pytest.fixture
    def rng(self) -> None:
        """Given when a test is run."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self.items = [item for item in items if isinstance(item, pytest.Function)]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.errors.append(report.longreprtext)


def _group(assignment: Assignment, items: Sequence[pytest.Function]) -> dict[str, tuple[Test, ...]]:
    groups: defaultdict[str, list[Test]] = defaultdict(list)
    for item in items:
        if item.path == assignment.grader:
            test = _test(item)
            groups[test.exercise].append(test)
    names = {exercise.name for exercise in assignment.exercises}
    for name in groups:
        if name not in names:
            raise CourseError(
                f"{assignment.grader}: tests of {name}, which is not an exercise of it."
            )
    for name in names:
        if not groups[name]:
            raise CourseError(f"{assignment.grader}: no test of the exercise {name}.")
    return {exercise.name: tuple(groups[exercise.name]) for exercise in assignment.exercises}


def _test(item: pytest.Function) -> Test:
    marker = item.get_closest_marker("exercise")
    if marker is None:
        raise CourseError(f"{item.nodeid} belongs to no exercise: mark it @exercise(...).")
    weight = item.get_closest_marker("weight")
    fixed = item.get_closest_marker("fixed_inputs")
    if fixed is not None and not (len(fixed.args) == 1 and str(fixed.args[0]).strip()):
        raise CourseError(f'{item.nodeid} has fixed inputs: say why, @fixed_inputs("reason").')
    document = (item.function.__doc__ or "").strip()
    if not document:
        raise CourseError(f"{item.nodeid} has no title: write it as the test's docstring.")
    parameters: dict[str, Any] = dict(item.callspec.params) if hasattr(item, "callspec") else {}
    takes = frozenset(item._fixtureinfo.argnames) - parameters.keys()
    if takes - FIXTURES:
        raise CourseError(
            f"{item.nodeid} takes {', '.join(sorted(takes - FIXTURES))}; a hidden test takes "
            "student, rng and its parameters only."
        )
    function, owner = item.function, item.cls

    def run(**fixtures: Any) -> None:
        if "student" not in takes:
            del fixtures["student"]
        if owner is None:
            function(**parameters, **fixtures)
        else:
            getattr(owner(), item.originalname)(**parameters, **fixtures)

    return Test(
        exercise=marker.args[0],
        name=item.name,
        title=document.split("\n")[0].strip(),
        weight=float(weight.args[0]) if weight else 1.0,
        run=run,
        takes=takes,
        line=inspect.unwrap(item.function).__code__.co_firstlineno,
        is_aspect=item.get_closest_marker("aspect") is not None,
        fixed_inputs=str(fixed.args[0]) if fixed is not None else None,
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def _no_new_modules() -> Iterator[None]:
    """Forget the graders' modules afterwards: another course may have files of the same names."""
    before = set(sys.modules)
    try:
        yield
    finally:
        for name in set(sys.modules) - before:
            if name.rpartition(".")[2].startswith("test_"):
                del sys.modules[name]


@contextmanager
def _no_plugins() -> Iterator[None]:
    """Collect without the plugins that happen to be installed, and leave no compiled grader."""
    before = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        sys.dont_write_bytecode = written
        if before is None:
            del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        else:
            os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = before
