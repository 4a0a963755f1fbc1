"""Answers that pass in a worker with a library function, and what they come to without it.

What the text and the record of calls miss is decided here alone.
"""

from __future__ import annotations

import pytest

from autograder.grading.engine import Engine
from autograder.grading.mentions import code_of, unmentioned
from autograder.grading.scoring import BY_HAND
from autograder.grading.session import Session
from autograder.grading.shortcuts import Shortcuts
from autograder.limits import Limits
from autograder.sandbox.host import Host
from autograder.sandbox.inside.library_use.names import UNSEARCHED, with_equivalents
from autograder.sandbox.inside.protocol.messages import Use
from autograder.submissions.submission import CodeCell, Submission
from tests.conftest import LIMITS, SETTINGS, needs_sandbox
from tests.sandbox.inside.library_use.notebooks import IMPORTS, NAMES

#: Notebooks whose tanh is NumPy's, in ways that neither the text nor the calls show.
USED = {
    "behind the recorder": "class Box: pass\nbox = Box()\nbox.f = np.tanh._function\n"
    "def tanh(z): return box.f(z)",
    "values that were computed before": "box = {}\nbox['v'] = float(np.tanh(0.5))\n"
    "def tanh(z): return box['v']",
    "NumPy's masked arrays": (
        "box = {}\nf = np.ma.tanh.f\nbox['f'] = getattr(f, '_function', f)\n"
        "def tanh(z): return [*box.values()][0](z)"
    ),
}


def cells(text: str) -> list[CodeCell]:
    return [CodeCell(1, f"{IMPORTS}{text}\n", None)]


@needs_sandbox
@pytest.mark.parametrize("text", USED.values(), ids=USED)
def test_the_first_worker_has_it_and_the_second_one_does_not(host: Host, text):
    with Session(host, cells(text), LIMITS, {"tanh": NAMES}) as student:
        assert student.tanh(0.5) == pytest.approx(0.46211715726)
        assert student.shortcut("tanh") is None
        assert student.unproven("tanh") == NAMES
        with student.again_without("tanh") as without, pytest.raises(AssertionError):
            without.tanh(0.5)


@needs_sandbox
def test_what_the_text_does_not_mention_needs_no_second_worker(host: Host):
    text = "def tanh(z): return np.exp(z)"
    with Session(host, cells(text), LIMITS, {"tanh": NAMES}) as student:
        assert student.tanh(0.0) == 1.0
        assert student.unproven("tanh") == []


@needs_sandbox
def test_an_answer_of_its_own_works_without(host: Host):
    text = "y = np.tanh(0.5)\nTWO = 2\ndef tanh(z): return TWO * z"
    with (
        Session(host, cells(text), LIMITS, {"tanh": NAMES}) as student,
        student.again_without("tanh") as without,
    ):
        assert without.tanh(1.5) == 3.0
        assert without.tanh(1.5) == 3.0


@needs_sandbox
def test_the_second_worker_is_replaced_by_one_that_lacks_it_as_well(host: Host):
    text = "import os\nbox = {}\nbox['f'] = np.tanh\ndef die(): os._exit(0)\n" + (
        "def tanh(z): return box.get('f')(z)"
    )
    with (
        Session(host, cells(text), LIMITS, {"tanh": NAMES}) as student,
        student.again_without("tanh") as without,
    ):
        with pytest.raises(AssertionError):
            without.die()
        with pytest.raises(AssertionError):
            without.tanh(0.5)


#: Functions of SciPy's that exercises forbid, and a call of each.
SCIPY = {
    "scipy.special.expit": "scipy.special.expit(z)",
    "scipy.stats.logistic": "scipy.stats.logistic.pdf(z)",
    "scipy.special.softmax": "scipy.special.softmax(z)",
    "scipy.stats.entropy": "scipy.stats.entropy(z)",
    "scipy.special.huber": "scipy.special.huber(1.0, z)",
    "scipy.stats.zscore": "scipy.stats.zscore(z)",
}


@needs_sandbox
@pytest.mark.parametrize("name", SCIPY)
def test_a_function_of_scipys_is_missing_in_the_second_worker(host: Host, name):
    text = (
        "import scipy.special, scipy.stats\nfrom scipy.special import xlogy\n"
        f"def own(z): return {SCIPY[name]}\ndef other(z): return xlogy(z, z)"
    )
    forbidden = {"own": with_equivalents([name])}
    z = [0.25, 0.75]
    with Session(host, cells(text), Limits(), forbidden) as student:
        student.own(z)
        with student.again_without("own") as without:
            assert len(without.other(z)) == 2
            with pytest.raises(AssertionError):
                without.own(z)


@needs_sandbox
def test_the_student_reads_why(real):
    engine = Engine.of([real.assignment("activations")], SETTINGS)
    text = (
        f"{IMPORTS}class Box: pass\nbox = Box()\nbox.f = np.tanh._function\n"
        "def tanh(z): return box.f(z + 0.0)\n"
    )
    submission = Submission(
        "ada", "03_activations", "a.py", text.encode(), only=frozenset(["tanh"])
    )
    report = engine.grade(submission)
    engine.close()
    (tanh,) = report.exercises
    assert (tanh.score, tanh.outcome, tanh.misconception) == (0.0, "wrong", "tanh_by_numpy")
    assert [test.passed for test in tanh.tests] == [True] * (len(tanh.tests) - 1) + [False]
    assert tanh.tests[-1].name == BY_HAND
    assert tanh.tests[-1].message == (
        "It does not pass its tests where np.tanh, math.tanh or cmath.tanh cannot be called. This "
        "exercise asks you to write that yourself, so as it is it earns no points."
    )


@pytest.mark.parametrize(("with_keras", "is_shortcut"), [(False, False), (True, True)])
def test_a_search_that_gave_up_decides_only_where_there_is_no_second_worker(
    with_keras, is_shortcut
):
    shortcuts = Shortcuts({"tanh": NAMES}, cells("np.tanh"), with_keras=with_keras)
    shortcuts.note_text([Use("tanh", UNSEARCHED, 0, 0)])
    found = shortcuts.of("tanh")
    assert (found is not None) is is_shortcut
    if found is not None:
        assert found.message == (
            "It uses more names than can be searched, so that nothing shows that it does without. "
            "This exercise asks you to write that yourself, so as it is it earns no points."
        )


def test_released_notebooks_mention_nothing_that_they_forbid(real):
    """So most submissions need no second worker."""
    for assignment in real.assignments:
        run = [
            CodeCell(number, cell.source, None)
            for number, cell in enumerate(assignment.cells)
            if cell.kind == "code" and cell.source.strip() not in assignment.unrun
        ]
        names = [name for exercise in assignment.exercises for name in exercise.without]
        numeric = [name for name in names if not name.startswith("keras")]
        assert unmentioned(numeric, code_of(run)) == numeric, assignment.name
