"""Forbidden library functions: what they cost, what a student reads, what a course asks for.

Everything runs in the real sandbox, on the tanh of 03 activations and on made-up notebooks.
"""

from __future__ import annotations

import dataclasses

import pytest

from autograder.course.answers import replace_function
from autograder.course.bank import BankError, read_bank
from autograder.course.model import CourseError
from autograder.grading.engine import Engine
from autograder.grading.scoring import BY_HAND
from autograder.limits import Limits
from autograder.submissions.submission import Submission
from autograder.verification.bank import verify_bank
from autograder.verification.result import Verification
from tests.conftest import FILES, LIMITS, SETTINGS, SOURCE, needs_sandbox, write_course
from tests.sandbox.inside.library_use.notebooks import (
    HIDDEN,
    HONEST,
    IMPORTS,
    NAMES,
    SHOWN,
    UNRECORDED,
    with_tanh,
)


@pytest.fixture(scope="module")
def activations(real):
    """An engine that grades 03 activations, with time to import SciPy."""
    settings = dataclasses.replace(SETTINGS, limits=Limits())
    engine = Engine.of([real.assignment("activations")], settings)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def grade(activations: Engine, real):
    """Grade the model answers' text or another for some exercises; give them by name."""

    def run(text: str, *only: str):
        submission = Submission(
            "ada", "03_activations", "activations.py", text.encode(), only=frozenset(only)
        )
        report = activations.grade(submission)
        return {exercise.name: exercise for exercise in report.exercises}, report

    return run


@needs_sandbox
@pytest.mark.parametrize(
    "text",
    [*SHOWN.values(), *HIDDEN.values(), *UNRECORDED.values()],
    ids=[*SHOWN, *HIDDEN, *UNRECORDED],
)
def test_a_short_cut_costs_the_exercise(grade, text):
    exercises, _ = grade(with_tanh(text), "tanh")
    tanh = exercises["tanh"]
    assert (tanh.score, tanh.outcome) == (0.0, "wrong")
    assert tanh.tests[-1].name == BY_HAND
    assert not tanh.tests[-1].passed
    assert "asks you to write that yourself" in tanh.tests[-1].message
    assert tanh.hint is not None


@needs_sandbox
@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST.keys())
def test_an_honest_notebook_loses_nothing(grade, text):
    exercises, report = grade(with_tanh(text), "tanh")
    tanh = exercises["tanh"]
    assert tanh.tests[-1].name == BY_HAND
    assert tanh.tests[-1].passed, tanh
    if "deep=0" not in text:  # the recursive one is not exact
        assert tanh.score == 2.0, tanh
    assert not any("AssertionError" in warning for warning in report.warnings), report.warnings


@needs_sandbox
def test_who_calls_it_does_not_pay(grade, real):
    model = real.assignment("activations").model_answers.read_text()
    text = replace_function(model, "tanh", "def tanh(z):\n    return np.tanh(z.astype(float))")
    exercises, _ = grade(text, "tanh", "tanh_grad", "sigmoid")
    assert [exercises[name].score > 0 for name in ("tanh", "tanh_grad", "sigmoid")] == [
        False,
        True,
        True,
    ]
    assert exercises["tanh_grad"].outcome == "right"
    assert BY_HAND not in {test.name for test in exercises["tanh_grad"].tests}


@needs_sandbox
def test_the_message_says_what_and_where_and_the_bank_gives_the_hint(grade):
    exercises, _ = grade(
        f"# %%\n{IMPORTS}# %%\ndef tanh(z):\n    return np.tanh(z + 0.0)\n", "tanh"
    )
    tanh = exercises["tanh"]
    assert [test.passed for test in tanh.tests] == [True] * (len(tanh.tests) - 1) + [False]
    assert tanh.tests[-1].title == "It is written without np.tanh, math.tanh and cmath.tanh."
    assert tanh.tests[-1].message == (
        "It uses np.tanh in cell 2, line 2. This exercise asks you to write that yourself, so as "
        "it is it earns no points."
    )
    assert tanh.misconception == "tanh_by_numpy"
    assert "build it from powers of e" in tanh.hint


@needs_sandbox
def test_a_short_cut_that_is_no_entry_of_the_bank_has_a_hint(grade):
    exercises, _ = grade(with_tanh(UNRECORDED["the C library"]), "tanh")
    tanh = exercises["tanh"]
    assert (tanh.misconception, tanh.hint) == (
        None,
        "Write it yourself, from the formula in the text.",
    )


@needs_sandbox
@pytest.mark.parametrize(
    ("text", "outcome", "message"),
    [
        ("def tanh(z): raise NotImplementedError", "not attempted", "It is not implemented yet."),
        ("x = 1", "not attempted", "The notebook defines no function of this name."),
        ("def tanh(z): return y", "raised an error", "It raised NameError"),
    ],
)
def test_what_gives_no_value_has_not_done_without(grade, text, outcome, message):
    exercises, _ = grade(with_tanh(text), "tanh")
    tanh = exercises["tanh"]
    assert (tanh.score, tanh.outcome) == (0.0, outcome)
    assert tanh.tests[-1].message.startswith(message)


@needs_sandbox
@pytest.mark.parametrize(
    ("text", "library"),
    [
        ("import keras\ndef double(x): return keras.ops.multiply(x, 2)", "keras"),
        ("import tensorflow as tf\ndef double(x): return tf.add(x, x)", "tensorflow"),
        ("from sklearn import metrics\ndef double(x): return metrics.f(x)", "sklearn"),
        ("from sklearn.metrics import (log_loss)\ndef double(x): return log_loss(x)", "sklearn"),
        ("import pandas as pd\ndef double(x): return pd.Series(x) * 2", "pandas"),
        ("from statsmodels import (\n    api,\n)\ndef double(x): return api.f(x)", "statsmodels"),
        ("def double(x):\n    import somebodys_own\n    return x", "somebodys_own"),
        ("def double(x):\n    from torch import tanh\n    return x", "torch"),
    ],
)
def test_a_library_that_is_not_there_is_named_kindly(engine, submit, text, library):
    report = engine.grade(submit(text))
    message = report.exercises[0].tests[0].message
    assert message.endswith(
        f"{library} is not there when exercises are graded: write them with NumPy and SciPy."
    )


@needs_sandbox
def test_an_import_of_a_library_that_is_not_there_is_explained(engine, submit):
    report = engine.grade(submit("from sklearn import metrics\ndef double(x): return 2 * x"))
    assert report.score == 2.0
    assert report.warnings == [
        "Cell 1 raised ModuleNotFoundError, line 1: No module named 'sklearn'. "
        "sklearn is not there when exercises are graded: write them with NumPy and SciPy."
    ]


@needs_sandbox
def test_a_name_that_is_nobodys_is_no_library(engine, submit):
    report = engine.grade(submit("import keras\ndef double(x): return metrics(x)"))
    assert "is not there" not in report.exercises[0].tests[0].message


MARKED = SOURCE.replace('"double" points=2', '"double" points=2 without=["np.ldexp"]').replace(
    "Return twice x, elementwise.", "Return twice x, elementwise, without `np.ldexp`."
)


def write(tmp_path, **changes: str):
    return write_course(tmp_path, FILES | {"source/01_tiny/tiny.py": MARKED} | changes)


def test_the_marker_says_what_an_exercise_does_without(tmp_path):
    assignment = write(tmp_path).assignment("tiny")
    assert [exercise.without for exercise in assignment.exercises] == [("np.ldexp",), ()]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["np.ldexp"]', '"np.ldexp"', "must be a list of names"),
        ('["np.ldexp"]', '["np add"]', "must be a list of names"),
        ('["np.ldexp"]', '["add"]', "must be a list of names"),
        ('["np.ldexp"]', "[1]", "must be a list of names"),
        ("`np.ldexp`", "addition", "its docstring does not name `np.ldexp`"),
        ('check="double"', 'check="double" without=["np.ldexp"]', "stands beside exercise="),
    ],
)
def test_a_marker_that_is_wrong_or_that_students_are_not_told_of(tmp_path, old, new, message):
    with pytest.raises(CourseError, match=message):
        write(tmp_path, **{"source/01_tiny/tiny.py": MARKED.replace(old, new)})


def test_the_course_asks_for_these_by_hand(real):
    marked = {
        (assignment.slug, exercise.name): exercise.without
        for assignment in real.assignments
        for exercise in assignment.exercises
        if exercise.without
    }
    assert marked == {
        ("activations", "tanh"): tuple(NAMES),
        ("activations", "sigmoid"): ("scipy.special.expit",),
        ("activations", "sigmoid_grad"): ("scipy.stats.logistic",),
        ("activations", "softmax"): ("scipy.special.softmax",),
        ("losses", "bernoulli_likelihood"): ("scipy.stats.bernoulli",),
        ("losses", "cross_entropy"): ("scipy.stats.entropy", "scipy.special.rel_entr"),
        ("losses", "entropy"): ("scipy.stats.entropy", "scipy.special.entr"),
        ("losses", "huber"): ("scipy.special.huber",),
        ("gradient_descent", "numerical_gradient"): ("scipy.optimize.approx_fprime",),
        ("gradient_descent", "standardize"): ("scipy.stats.zscore",),
        ("backpropagation", "topological_order"): ("graphlib.TopologicalSorter",),
        ("regression", "r_squared"): ("keras.metrics.R2Score",),
        ("overtraining", "l1_penalty"): ("keras.regularizers.L1",),
        ("overtraining", "l2_penalty"): ("keras.regularizers.L2",),
        ("overtraining", "batch_norm"): ("keras.layers.BatchNormalization",),
        ("convolution", "convolve1d"): ("np.convolve", "scipy.signal.convolve"),
        ("convolution", "correlate2d"): ("scipy.signal.correlate2d", "scipy.signal.correlate"),
    }


#: Answers that SciPy gives, to exercises that ask for the very same.
BY_SCIPY = {
    "sigmoid": "from scipy.special import expit\ndef sigmoid(z): return expit(z.astype(float))",
    "sigmoid_grad": (
        "from scipy import stats\ndef sigmoid_grad(z): return stats.logistic.pdf(z.astype(float))"
    ),
    "softmax": (
        "import scipy.special as sp\ndef softmax(z): return sp.softmax(z.astype(float), axis=-1)"
    ),
    "tanh": (
        "import scipy.linalg as la\ndef tanh(z):\n    flat = np.diag(np.ravel(z).astype(float))\n"
        "    return np.reshape(np.diag(la.tanhm(flat)), np.shape(z))"
    ),
}
#: The same, with names that the text does not hold.
HIDDEN_IN_SCIPY = {
    "sigmoid": (
        "import importlib\nsp = importlib.import_module('sci' + 'py.special')\n"
        "def sigmoid(z): return getattr(sp, 'ex' + 'pit')(z.astype(float))"
    ),
    "sigmoid_grad": (
        "exec('from scipy.sta' + 'ts import *')\n"
        "def sigmoid_grad(z): return globals()['logi' + 'stic'].pdf(z.astype(float))"
    ),
}


@needs_sandbox
@pytest.mark.parametrize("name", BY_SCIPY)
def test_scipys_own_function_is_a_short_cut(grade, name):
    exercises, _ = grade(with_tanh(BY_SCIPY[name]), name)
    assert exercises[name].score == 0.0
    assert "It uses scipy." in exercises[name].tests[-1].message
    assert "in cell 1, line" in exercises[name].tests[-1].message


@needs_sandbox
def test_a_library_that_the_text_does_not_name_is_not_there(grade):
    exercises, report = grade(with_tanh(HIDDEN_IN_SCIPY["sigmoid"]), "sigmoid")
    assert exercises["sigmoid"].score == 0.0
    assert any("ModuleNotFoundError" in warning for warning in report.warnings)


@needs_sandbox
@pytest.mark.parametrize("name", HIDDEN_IN_SCIPY)
def test_a_library_that_is_imported_later_is_recorded(grade, name):
    exercises, _ = grade(with_tanh(f"SCIPY = 'scipy'\n{HIDDEN_IN_SCIPY[name]}"), name)
    assert exercises[name].score == 0.0
    assert "It uses scipy." in exercises[name].tests[-1].message


@needs_sandbox
def test_scipy_may_be_used_where_nothing_forbids_it(grade, real):
    model = real.assignment("activations").model_answers.read_text()
    text = "from scipy.special import expit\n" + model.replace("sigmoid(", "expit(").replace(
        "def expit(", "def sigmoid("
    )
    exercises, report = grade(text, "sigmoid_network")
    assert exercises["sigmoid_network"].outcome == "right", report
    assert report.warnings == []


BY_NUMPY = """

@misconception(of="double", uses="np.ldexp", hint="Add them yourself.")
def double_by_numpy(x):
    return np.ldexp(x, 1)
"""


def verified(course) -> Verification:
    return verify_bank(course.assignment("tiny"), limits=LIMITS)


@needs_sandbox
def test_verification_wants_the_entry_caught_by_this_alone(tmp_path):
    misconceptions = FILES["solutions/misconceptions/tiny.py"]
    right = write(
        tmp_path / "right",
        **{"solutions/misconceptions/tiny.py": misconceptions + BY_NUMPY},
    )
    found = verified(right)
    assert found.failures == []
    assert found.matrices[0].caught_by["double_by_numpy"] == [BY_HAND]
    broken = BY_NUMPY.replace("(x, 1)", "(x, 2)")
    wrong = write(
        tmp_path / "wrong", **{"solutions/misconceptions/tiny.py": misconceptions + broken}
    )
    messages = [failure.message for failure in verified(wrong).failures]
    assert any(f"is there for {BY_HAND}, but fails" in message for message in messages)


@needs_sandbox
def test_verification_rejects_an_alternative_with_the_library(tmp_path):
    text = FILES["solutions/alternatives/tiny.py"].replace("np.add(x, x)", "np.ldexp(x, 1)")
    failures = verified(write(tmp_path, **{"solutions/alternatives/tiny.py": text})).failures
    assert [failure.message for failure in failures] == [
        f"is right but fails {BY_HAND} of double: It uses np.ldexp in cell 1, line 9. This "
        "exercise asks you to write that yourself, so as it is it earns no points."
    ]


def test_an_entry_names_what_its_exercise_does_without(tmp_path):
    other = BY_NUMPY.replace('"np.ldexp"', '"np.multiply"')
    text = FILES["solutions/misconceptions/tiny.py"] + other
    course = write(tmp_path, **{"solutions/misconceptions/tiny.py": text})
    entry = read_bank(course.root / "solutions", "tiny")[8]
    assert entry.uses == "np.multiply"
    assert any(
        failure.message == "uses np.multiply, which double does not forbid"
        for failure in verified(course).failures
    )


@pytest.mark.parametrize("uses", ["3", '["np.ldexp"]'])
def test_uses_is_a_name(tmp_path, uses):
    text = FILES["solutions/misconceptions/tiny.py"] + BY_NUMPY.replace('"np.ldexp"', uses)
    course = write(tmp_path, **{"solutions/misconceptions/tiny.py": text})
    with pytest.raises(BankError, match="uses="):
        read_bank(course.root / "solutions", "tiny")
