"""Hidden inputs stay hidden: whatever an answer makes of its arguments, no message holds it."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from autograder.grading.engine import Engine
from autograder.submissions.submission import Submission
from tests.conftest import SETTINGS, needs_sandbox

pytestmark = needs_sandbox

#: What a function returns that would carry its arguments out in a shape, a length or a name.
ANSWERS = (
    "np.zeros(code)",
    "np.zeros((code, 2))",
    "np.zeros((2, code, 0))",
    "np.zeros((1,) * (code % 30))",
    "[0.0] * code",
    "tuple(range(code))",
    "[[0.0] * code] * 3",
    "['a'] * code",
    "str(code)",
    "{str(code): code}",
    "type('T%d' % code, (), {})()",
    "complex(code)",
    "10 ** code",
    "float('nan') if code % 2 else float('inf')",
    "(_ for _ in range(code))",
    "exec('raise ValueError(%d)' % code)",
    "exec('raise type(\"E%d\", (Exception,), {})' % code)",
    "warnings.warn(str(code), type('W%d' % code, (Warning,), {}))",
    "print(code)",
    "np.zeros(10 ** 7)",
)
FUNCTION = """
import warnings
import numpy as np

def mse(y_true, y_pred):
    code = 101 + int(abs(float(np.sum(np.asarray(y_pred, dtype=float)))) * 1000) % 899
    return {answer}
"""
#: Numbers that messages may hold, since they are the same for every input: cells, lines, limits.
STATIC = {"0", "1", "2", "3", "4", "5", "6", "7", "10", "16", "1,000,000", "256"}


@pytest.fixture(scope="module")
def engine(real):
    assignment = real.assignment("losses")
    with Engine.of([assignment], SETTINGS) as engine:
        yield engine


@pytest.mark.parametrize("answer", ANSWERS)
def test_no_message_holds_what_an_answer_made_of_its_arguments(engine, answer):
    text = FUNCTION.format(answer=answer).encode()
    submission = Submission("ada", "04_losses", "losses.py", text, only=frozenset({"mse"}))
    for secret in (b"one", b"two", b"three"):
        report = engine.grade(replace(submission, secret=secret))
        (mse,) = report.exercises
        said = [test.message or "" for test in mse.tests] + [mse.hint or "", *report.warnings]
        said = [message.split("line 7: ")[0] for message in said]  # the student's own text
        numbers = {number for message in said for number in re.findall(r"\d+(?:,\d{3})*", message)}
        assert numbers <= STATIC, said
        assert not any(re.search(r"\b[ETW]\d", message) for message in said)


MANY_LINES = """
def mse(y_true, y_pred):
    code = int(abs(float(sum(np.ravel(y_pred) * 1.0))) * 1000) % 50
{lines}

import numpy as np
"""


def test_an_exercise_tells_one_place_of_an_error_however_many_its_inputs_choose(engine):
    lines = "\n".join(f"    if code == {code}: raise ValueError" for code in range(50))
    text = MANY_LINES.format(lines=lines).encode()
    shown = set()
    for secret in (b"one", b"two", b"three", b"four"):
        submission = Submission("ada", "04_losses", "losses.py", text, only=frozenset({"mse"}))
        (mse,) = engine.grade(replace(submission, secret=secret)).exercises
        messages = [test.message for test in mse.tests]
        places = [message for message in messages if message != "It raised ValueError"]
        assert len(messages) == len(places) + messages.count("It raised ValueError") > 3
        assert len(set(places)) == 1
        assert re.fullmatch(
            r"It raised ValueError in cell 1, line \d+: if code == \d+: raise ValueError", places[0]
        )
        shown.add(places[0])
    assert len(shown) > 1  # so much a submission can tell


MANY_NAMES = """
import warnings

import numpy as np

{classes}

{helpers}

def mse(y_true, y_pred):
    code = int(abs(float(np.sum(np.ravel(y_pred) * 1.0))) * 1000) % 50
    kind, helper = globals()["W%d" % code], globals()["helper_%d" % code]
    {answer}
"""


@pytest.mark.parametrize(
    "answer",
    [
        "return kind()",
        "raise kind()",
        "warnings.warn('', kind)",
        "warnings.warn('', kind); return 0.0",
        "return [kind()]",
    ],
)
def test_no_message_tells_which_of_its_own_names_an_answer_has_chosen(engine, answer):
    text = MANY_NAMES.format(
        classes="\n".join(f"class W{code}(Warning): pass" for code in range(50)),
        helpers="\n".join(f"def helper_{code}(): raise NotImplementedError" for code in range(50)),
        answer=answer,
    ).encode()
    for secret in (b"one", b"two"):
        submission = Submission("ada", "04_losses", "losses.py", text, only=frozenset({"mse"}))
        (mse,) = engine.grade(replace(submission, secret=secret)).exercises
        assert not any(re.search(r"\bW\d", test.message or "") for test in mse.tests)


def test_one_function_that_is_not_implemented_is_named_for_each_exercise(engine):
    text = MANY_NAMES.format(
        classes="\n".join(f"class W{code}(Warning): pass" for code in range(50)),
        helpers="\n".join(f"def helper_{code}(): raise NotImplementedError" for code in range(50)),
        answer="return helper()",
    ).encode()
    submission = Submission("ada", "04_losses", "losses.py", text, only=frozenset({"mse"}))
    (mse,) = engine.grade(submission).exercises
    named = {test.message for test in mse.tests} - {
        "It calls a function that is not implemented yet"
    }
    assert len(named) == 1
    assert re.search(r": helper_\d+$", named.pop())


def test_an_error_in_the_same_place_is_told_at_every_test(engine):
    text = b"def mse(y_true, y_pred):\n    return y"
    submission = Submission("ada", "04_losses", "losses.py", text, only=frozenset({"mse"}))
    (mse,) = engine.grade(submission).exercises
    assert {test.message for test in mse.tests} == {
        "It raised NameError in cell 1, line 2: return y"
    }


def test_the_answers_do_carry_their_arguments():
    names = {"np": np}
    exec(FUNCTION.format(answer=ANSWERS[0]), names)
    lengths = {len(names["mse"](0, np.random.default_rng(n).normal(size=5))) for n in range(9)}
    assert len(lengths) == 9
