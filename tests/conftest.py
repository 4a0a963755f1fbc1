"""What the tests share: a small course with everything that belongs to one, and a warm sandbox."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.course.loading import load_course
from autograder.course.model import Course
from autograder.grading.engine import Engine, Settings
from autograder.limits import Limits
from autograder.sandbox.host import Host
from autograder.sandbox.requirements import missing_layers
from autograder.submissions.submission import Submission

REPOSITORY = Path(__file__).resolve().parent.parent

SOURCE = '''\
# ---
# jupyter:
#   autograder:
#     assignment: 01_tiny
#     title: Tiny
# ---

# %%
import numpy as np

# %% exercise="double" points=2
def double(x):
    """Return twice x, elementwise.

    Parameters
    ----------
    x : number or array of any shape
        Not changed.

    Returns
    -------
    number or array of the shape of x
    """
    raise NotImplementedError

# %% check="double"
assert double(2) == 4

# %% exercise="quadruple" points=3
def quadruple(x):
    """Return four times x, elementwise.

    Parameters
    ----------
    x : number or array of any shape
        Not changed.

    Returns
    -------
    number or array of the shape of x
    """
    raise NotImplementedError

# %% check="quadruple"
assert quadruple(2) == 8

# %% tags=["demonstration"]
raise SystemExit("demonstrations are not run")
'''

MODEL = '''\
"""Model answers."""

import numpy as np


def double(x):
    """Return twice x."""
    return 2 * x


def quadruple(x):
    """Return four times x."""
    return double(double(x))
'''

GRADER = '''\
"""Hidden tests."""

import numpy as np
import pytest

from autograder.testing import (
    aspect,
    exercise,
    expect_close,
    expect_unchanged,
    fixed_inputs,
    weight,
)


@exercise("double")
class TestDouble:
    def test_doubles_every_element(self, student, rng):
        """Every element is doubled."""
        x = rng.normal(size=5)
        expect_close(student.double(x), x + x)

    @aspect
    @weight(3)
    @fixed_inputs("tests of this program know the call")
    def test_leaves_its_argument_alone(self, student):
        """The argument is left alone."""
        expect_close(expect_unchanged(student.double, np.arange(3.0)), [0.0, 2.0, 4.0])


@exercise("quadruple")
@pytest.mark.parametrize("x", [1.0, -2.5])
@fixed_inputs("tests of this program know the calls")
def test_quadruple(student, x):
    """It is four times its argument."""
    expect_close(student.quadruple(x), 4 * x)
'''

MISCONCEPTIONS = '''\
"""Wrong answers."""

import numpy as np

from autograder.course.bank import misconception


@misconception(of="double", hint="Twice means adding it to itself, not squaring.")
def double_squares(x):
    return x**2


@misconception(of="double", hint="Compute a new array.")
def double_in_place(x):
    x += x
    return x


@misconception(of="double", hint="Return every element.")
def double_sums(x):
    return 2 * np.sum(x)


@misconception(of="double", hint="Give the result back.")
def double_forgets_return(x):
    2 * x


@misconception(of="quadruple", hint="Four times, not three.")
def quadruple_triples(x):
    return 3 * x


@misconception(of="quadruple", hint="Mind the sign.")
def quadruple_absolute(x):
    return abs(4 * x)


@misconception(of="quadruple", hint="To the fourth power is something else.")
def quadruple_power(x):
    return x**4


@misconception(of="quadruple", hint="Twice is not enough.")
def quadruple_doubles(x):
    return 2 * x
'''

ALTERNATIVES = '''\
"""Unusual right answers."""

import numpy as np

from autograder.course.bank import alternative


@alternative(of="double")
def double_adds(x):
    return x + x


@alternative(of="double")
def double_ufunc(x):
    return np.add(x, x)


@alternative(of="quadruple")
def quadruple_shift(x):
    return x / 0.25


@alternative(of="quadruple")
def quadruple_array(x):
    return np.asarray(4.0) * x
'''

EXAMPLES = '''\
"""Public examples."""

import numpy as np

from autograder.course.examples import call, compared, examples, generator


@examples(of="double")
def double():
    yield call(np.array([2.0]))
    yield call(np.array([1.0, 3.0]))


@examples(of="quadruple")
def quadruple():
    yield call(-2.0)


@generator(of="quadruple")
def more_of_quadruple(rng):
    return call(rng.uniform(1, 9, int(rng.integers(1, 5))))
'''
EXAMPLES_FILE = "solutions/examples/tiny.py"

FILES = {
    "source/01_tiny/tiny.py": SOURCE,
    "solutions/tiny.py": MODEL,
    "solutions/graders/test_tiny.py": GRADER,
    "solutions/misconceptions/tiny.py": MISCONCEPTIONS,
    "solutions/alternatives/tiny.py": ALTERNATIVES,
}

LIMITS = Limits(call_seconds=1.0, submission_seconds=10.0, cells_seconds=10.0)
SETTINGS = Settings(b"a secret", LIMITS)

#: Tests wait for workers, kernels and browsers half of their time.
PROCESSES_PER_CORE = 2
#: More processes than this need more memory than most machines have: some load TensorFlow.
MOST_PROCESSES = 8


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run the tests in two processes for each core, unless `-n` says otherwise.

    Here rather than in `addopts`, so that `-p no:xdist` works and a single test, which is what
    people debug, runs in the process that pytest starts in. Coverage is set up before this hook
    runs, so with `--cov` the number of processes must be given.
    """
    is_worker = hasattr(config, "workerinput")
    if is_worker or not config.pluginmanager.hasplugin("xdist"):
        return
    options = config.option
    measures_coverage = bool(getattr(options, "cov_source", None))
    if options.numprocesses is None and not (measures_coverage or _is_one_test(config.args)):
        cores = len(os.sched_getaffinity(0))
        options.numprocesses = min(PROCESSES_PER_CORE * cores, MOST_PROCESSES)
    if options.dist == "no":
        # Tests that follow each other share their module's fixtures; an idle process takes over
        # half of what the busiest one still has to run.
        options.dist = "worksteal"


def _is_one_test(arguments: list[str]) -> bool:
    return len(arguments) == 1 and "::" in arguments[0]


needs_sandbox = pytest.mark.skipif(
    bool(missing_layers()), reason="; ".join(missing_layers()) or "the sandbox is complete"
)


def write_course(root: Path, files: dict[str, str] = FILES) -> Course:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return load_course(root)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course of one assignment, 01_tiny, with two exercises."""
    return write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="session")
def real() -> Course:
    """The course of this repository."""
    return load_course(REPOSITORY)


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    """A warm worker host."""
    with Host(limits=LIMITS) as host:
        host.wait_until_ready()
        yield host


@pytest.fixture(scope="session")
def engine(tiny: Course) -> Iterator[Engine]:
    """An engine that grades 01_tiny."""
    engine = Engine.of(tiny.assignments, SETTINGS)
    yield engine
    engine.close()


@pytest.fixture
def submit() -> Callable[..., Submission]:
    """Make a submission for 01_tiny from Python text."""

    def make(text: str | bytes, student: str = "ada", filename: str = "tiny.py") -> Submission:
        content = text.encode() if isinstance(text, str) else text
        return Submission(student, "01_tiny", filename, content)

    return make
