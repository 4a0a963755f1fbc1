"""The smallest public call on which a wrong answer differs: what is shown, and what never is."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pytest

from autograder.grading.as_python import as_python
from autograder.grading.engine import Engine, Settings
from autograder.limits import Limits
from autograder.reports.report import for_student
from autograder.sandbox.inside.protocol import values
from autograder.submissions.submission import Submission
from tests.conftest import (
    EXAMPLES,
    EXAMPLES_FILE,
    FILES,
    LIMITS,
    MODEL,
    needs_sandbox,
    write_course,
)
from tests.grading.entries import graded, misconceptions

pytestmark = needs_sandbox

RIGHT = "def double(x):\n    return 2 * x\n\n\ndef quadruple(x):\n    return 4 * x\n"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    files = FILES | {EXAMPLES_FILE: EXAMPLES}
    course = write_course(tmp_path_factory.mktemp("course"), files)
    with Engine.of(course.assignments, Settings(b"a secret", LIMITS, counterexamples=20)) as engine:
        yield engine


def examples_of(engine, text):
    report = engine.grade(Submission("ada", "01_tiny", "tiny.py", text.encode()))
    return {
        exercise.name: exercise.example
        for exercise in report.exercises
        if exercise.example is not msgspec.UNSET
    }


def shown(engine, double):
    """What is shown of a wrong `double`: call, returned, expected."""
    text = f"import numpy as np\n\n{double}\n\ndef quadruple(x):\n    return 4 * x\n"
    example = examples_of(engine, text).get("double")
    return example and (example.call, example.returned, example.expected)


@pytest.mark.parametrize(
    "text", [MODEL, RIGHT, "x = 1\n", "def double(x):\n    while True: pass\n"]
)
def test_nothing_is_shown_of_what_is_right_or_not_there_or_endless(engine, text):
    assert examples_of(engine, text) == {}


@pytest.mark.parametrize(
    ("answer", "call", "returned", "expected"),
    [
        ("def double(x):\n    return x**3", "[2.0]", "np.array([8.0])", "np.array([4.0])"),
        # 2 ** 2 is 2 * 2: the first example does not show it.
        ("def double(x):\n    return x**2", "[1.0, 3.0]", "np.array([1.0, 9.0])",
         "np.array([2.0, 6.0])"),
        ("def double(x):\n    return 2 * y", "[2.0]",
         "an error: NameError: name 'y' is not defined", "np.array([4.0])"),
        ("def double(x):\n    2 * x", "[2.0]", "None", "np.array([4.0])"),
        ("def double(x):\n    x += x\n    return x", "[2.0]", "nothing: it changed its argument",
         "np.array([4.0])"),
        ("def double(x):\n    np.log(0.0)\n    return x", "[2.0]", "np.array([2.0]), and it warned",
         "np.array([4.0])"),
        ("def double(x):\n    return 2.0001 * x", "[2.0]", "np.array([4.0002])",
         "np.array([4.0])"),
    ],
)  # fmt: skip
def test_the_first_call_that_goes_wrong_is_shown(engine, answer, call, returned, expected):
    assert shown(engine, answer) == (f"double(np.array({call}))", returned, expected)


def test_where_no_listed_call_shows_it_the_smallest_generated_one_does(engine):
    text = RIGHT.replace("return 4 * x", "return -8.0 if np.ndim(x) == 0 else 3 * x")
    example = examples_of(engine, "import numpy as np\n" + text)["quadruple"]
    assert example.call.count(",") == 0
    assert example.call.startswith("quadruple(np.array([")


@pytest.mark.parametrize(
    "answer",
    [
        "kept = []\ndef double(x):\n    kept.append(x)\n    return np.concatenate(kept)",
        "def double(x):\n    return np.random.rand(3)",
    ],
)
def test_what_another_call_does_not_give_again_is_not_shown(engine, answer):
    assert shown(engine, answer) is None


def test_the_calls_of_hidden_tests_are_unknown_where_it_is_called(engine):
    answer = "seen = []\ndef double(x):\n    seen.append(np.sum(x))\n    return seen[0]"
    # The first that it has been called with is the first public example.
    assert shown(engine, answer)[:2] == ("double(np.array([2.0]))", "2.0")


@pytest.mark.parametrize(
    "keep",
    [
        "open('kept', 'a').write(f'{np.sum(x)} ')",
        "os.environ.setdefault('kept', str(np.sum(x)))",
        "np.kept = getattr(np, 'kept', str(np.sum(x)))",
        "sys.modules.setdefault('kept', str(np.sum(x)))",
        "threading.Thread(target=time.sleep, args=(9,), name=str(np.sum(x))).start()",
    ],
)
def test_no_example_holds_what_depends_on_the_secret(engine, keep):
    """Where hidden inputs differ, so would what an answer has kept of them."""
    answer = f"""
import os, sys, threading, time
def double(x):
    try:
        {keep}
    except Exception:
        pass
    names = [one.name for one in threading.enumerate()]
    files = [open('kept').read()] if os.path.exists('kept') else []
    kept = os.environ.get('kept'), getattr(np, 'kept', ''), sys.modules.get('kept')
    return str((names[1:2], [file.split()[0] for file in files], kept))
"""
    text = f"import numpy as np\n{answer}\ndef quadruple(x):\n    return 4 * x\n".encode()
    examples = set()
    for secret in (b"one", b"two"):
        submission = replace(Submission("ada", "01_tiny", "tiny.py", text), secret=secret)
        examples.add(engine.grade(submission).exercises[0].example)
    (example,) = examples
    assert example


def test_a_huge_answer_is_not_compared(engine):
    assert shown(engine, "def double(x):\n    return np.tile(2 * x, 10**5)") is None


def test_a_course_says_how_many_are_shown(tmp_path):
    course = write_course(tmp_path, FILES | {EXAMPLES_FILE: EXAMPLES})
    settings = Settings(b"a secret", LIMITS, counterexamples=1)
    wrong = "def double(x):\n    return 3 * x\n\n\ndef quadruple(x):\n    return 5 * x\n"
    with Engine.of(course.assignments, settings) as engine:
        assert list(examples_of(engine, wrong)) == ["double"]


def test_only_full_feedback_shows_it(engine):
    wrong = Submission("ada", "01_tiny", "tiny.py", RIGHT.replace("2", "3").encode())
    report = engine.grade(wrong)
    assert report.exercises[0].example
    assert for_student(report, "full").exercises[0].example
    for less in ("titles", "score"):
        assert for_student(report, less).exercises[0].example is msgspec.UNSET


def test_it_can_be_switched_off(engine, tmp_path):
    files = FILES | {EXAMPLES_FILE: EXAMPLES}
    course = write_course(tmp_path, files)
    settings = Settings(b"a secret", LIMITS, counterexamples=0)
    with Engine.of(course.assignments, settings) as without:
        assert examples_of(without, RIGHT.replace("2", "3")) == {}


@pytest.mark.parametrize("slug", ["losses", "metrics"])
def test_every_mistake_of_a_bank_has_one_and_it_replays(real, slug):
    """A call that is shown gives the same once more, typed into a prompt."""
    assignment = real.assignment(slug)
    entries = [entry for entry in misconceptions(assignment) if entry.unseen is None]
    small = 0
    with Engine.of([assignment], Settings(b"a secret", Limits(), counterexamples=20)) as engine:
        for entry in entries:
            example = graded(engine, assignment, entry).example
            assert example, entry.name
            small += example.call.count(",") < 6
            if any(words in example.call for words in ("an array of", " items")):
                continue
            names = {"np": np}
            exec(assignment.model_answers.read_text(), names)
            exec(f"{entry.imports}\n{entry.renamed_source}", names)
            if example.returned.startswith(("nothing: ", "an error: ")):
                continue
            with np.errstate(all="ignore"):
                returned = values.unpack(values.pack(eval(example.call, names)))
            texts = as_python(returned, 6), as_python(returned, 17)
            assert example.returned.partition(", and it")[0] in texts
    assert small >= 0.8 * len(entries)


CURVE = """

@curve(of="double")
def curve_of_double():
    return call(np.array([-1.0, 0.0, 1.0, 2.0]))
"""


@pytest.fixture(scope="module")
def drawing(tmp_path_factory):
    examples = EXAMPLES.replace("import call,", "import call, curve,") + CURVE
    course = write_course(tmp_path_factory.mktemp("drawn"), FILES | {EXAMPLES_FILE: examples})
    with Engine.of(course.assignments, Settings(b"a secret", LIMITS, counterexamples=20)) as engine:
        yield engine


@pytest.mark.parametrize(
    ("body", "returned"),
    [
        ("return x**2", (1.0, 0.0, 1.0, 4.0)),
        ("return [value / 3 for value in x]", (-0.333333, 0.0, 0.333333, 0.666667)),
        ("return np.where(x == 1, np.inf, x)", (-1.0, 0.0, None, 2.0)),
        ("return 2.001 * x", None),  # looks like the right one
        ("return np.sum(x)", None),
        ("return 'a curve'", None),
        ("return 1j * x", None),
        ("return np.random.normal(size=np.shape(x))", None),
        ("raise ValueError", None),
        ("return np.ones(10**6)", None),
    ],
)
def test_a_wrong_answer_is_drawn_beside_the_right_one(drawing, body, returned):
    text = f"import numpy as np\n\n\ndef double(x):\n    {body}\n"
    example = examples_of(drawing, text).get("double")
    curve = example.curve if example else msgspec.UNSET
    if returned is None:
        assert curve is msgspec.UNSET
    else:
        assert curve.x == (-1.0, 0.0, 1.0, 2.0)
        assert curve.returned == returned
        assert curve.expected == (-2.0, 0.0, 2.0, 4.0)


def test_where_every_call_raises_the_one_that_raises_is_shown(engine):
    body = "    if np.size(x) > 1:\n        raise ValueError('too many')\n    return 5 * x"
    _, returned, _ = shown(engine, f"def double(x):\n{body}")
    assert returned == "an error: ValueError: too many"
