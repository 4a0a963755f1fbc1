"""Library short cuts: what uses what it is to do without, what does not, and what a student reads.

Everything runs in the real sandbox, on the tanh of 03 activations and on made-up notebooks.
"""

from __future__ import annotations

import dataclasses
import textwrap

import pytest

from autograder.course.answers import replace_function
from autograder.course.bank import BankError, read_bank
from autograder.course.model import CourseError
from autograder.grading.engine import Engine
from autograder.grading.scoring import BY_HAND
from autograder.grading.session import Session
from autograder.sandbox.inside import wire
from autograder.sandbox.inside.look import find_uses
from autograder.sandbox.launch import Host
from autograder.submissions.submission import CodeCell, Submission
from autograder.verification.bank import verify_bank
from autograder.verification.result import Verification
from tests.conftest import FILES, LIMITS, SETTINGS, SOURCE, needs_sandbox, write_course

NAMES = ["np.tanh", "math.tanh", "cmath.tanh"]
IMPORTS = "import math\nimport numpy as np\n"
OWN = """
def tanh(z):
    z = np.asarray(z, dtype=float)
    small = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - small) / (1 + small)
"""

#: Notebooks whose tanh is the library's: by the text, and found when it is called.
SHOWN = {
    "the function": "def tanh(z): return np.tanh(z)",
    "another alias": "import numpy as N\ndef tanh(z): return N.tanh(z)",
    "a name of its own": "from numpy import tanh as t\ndef tanh(z): return t(z)",
    "in the function": "def tanh(z):\n    from numpy import tanh\n    return tanh(z)",
    "a variable": "t = np.tanh\ndef tanh(z): return t(z)",
    "several variables": "a, b = np, 3\nc = a\ndef tanh(z):\n    f = c.tanh\n    return f(z)",
    "the name itself": "tanh = np.tanh",
    "the import itself": "from numpy import tanh",
    "everything": "from numpy import *",
    "a lambda": "tanh = lambda z: np.tanh(z)",
    "a default": "def tanh(z, f=np.tanh): return f(z)",
    "a helper": "def helper(z): return np.tanh(z)\ndef tanh(z): return helper(z)",
    "a helper's helper": (
        "def tanh(z): return first(z)\ndef first(z): return second(z)\n"
        "def second(z): return np.tanh(z)"
    ),
    "an inner function": (
        "def tanh(z):\n    def inner(v): return math.tanh(v)\n    return np.vectorize(inner)(z)"
    ),
    "a method": (
        "class Helper:\n    def of(self, z): return np.tanh(z)\ndef tanh(z): return Helper().of(z)"
    ),
    "vectorized": "tanh = np.vectorize(math.tanh, otypes=[float])",
    "mapped": "def tanh(z): return np.reshape(list(map(math.tanh, np.ravel(z))), np.shape(z))",
    "the complex one": (
        "import cmath\ndef tanh(z): return np.reshape("
        "[cmath.tanh(v).real for v in np.ravel(z)], np.shape(z))"
    ),
    "NumPy's own folders": "def tanh(z): return np._core.umath.tanh(z)",
    "getattr": "def tanh(z): return getattr(np, 'tanh')(z)",
    "a dictionary": "def tanh(z): return np.__dict__['tanh'](z)",
    "vars": "def tanh(z): return vars(np)['tanh'](z)",
    "importlib": "import importlib\ndef tanh(z): return importlib.import_module('numpy').tanh(z)",
    "__import__": "def tanh(z): return __import__('numpy').tanh(z)",
    "sys.modules": "import sys\ndef tanh(z): return sys.modules['numpy'].tanh(z)",
    "eval": "def tanh(z): return eval('np.tanh(z)')",
    "a condition": "if True:\n    def tanh(z): return np.tanh(z)",
    "the last definition": f"{OWN}\ndef tanh(z): return np.tanh(z)",
    "masked arrays": "def tanh(z): return np.asarray(np.ma.tanh(z))",
    "a ufunc's method": (
        "def tanh(z):\n    z = z.astype(float)\n    np.tanh.at(z, ...)\n    return z"
    ),
}

#: Those that only a call gives away.
HIDDEN = {
    "exec": (
        "def tanh(z):\n    d = {}\n    exec('from numpy import tanh as t', d)\n    return d['t'](z)"
    ),
    "evaluated and put together": "def tanh(z): return eval('np.ta' + 'nh(z)')",
    "by hand into the globals": "globals()['ta' + 'nh'] = vars(np)['hnat'[::-1]]",
    "by attribute of the notebook": (
        "class Box: pass\nbox = Box()\nbox.f = np.tanh\ndef tanh(z): return box.f(z)"
    ),
    "by a list": "TOOLS = [np.exp]\nTOOLS += [np.tanh]\ndef tanh(z): return TOOLS[1](z)",
    "by the modules' names": (
        "import sys\ndef tanh(z):\n    for name, module in list(sys.modules.items()):\n"
        "        if name.endswith('multiarray_umath'): return getattr(module, 'tan' + 'h')(z)"
    ),
    "a partial": (
        "import functools, operator\ng = operator.attrgetter('ta' + 'nh')\n"
        "tanh = functools.partial(g(np))"
    ),
}

#: Those that take something of the library by a name that the text does not hold.
COMPUTED = {
    "a name put together": "def tanh(z): return getattr(np, 'ta' + 'nh')(z)",
    "a fresh import": (
        "import importlib, sys\ndef tanh(z):\n    del sys.modules['numpy._core.umath']\n"
        "    return getattr(importlib.import_module('numpy._core.umath'), 'ta' + 'nh')(z)"
    ),
    "a decoy": (
        "def tanh(z): return getattr(np, 'ta' + 'nh')(z)\n"
        f"if False:\n{textwrap.indent(OWN, '    ')}"
    ),
    "of the dictionary": "def tanh(z): return vars(np)['ta' + 'nh'](z)",
}

#: Those that hide from the calls, and show in the text.
UNWATCHED = {
    "takes the stand-in off": "real = np.tanh._function\ndef tanh(z): return real(z)",
    "the C library": (
        "import ctypes\nlibm = ctypes.CDLL('libm.so.6')\nlibm.tanh.restype = ctypes.c_double\n"
        "def tanh(z):\n    return np.reshape([libm.tanh(ctypes.c_double(v)) for v in np.ravel(z)],"
        " np.shape(z))"
    ),
}

#: Notebooks whose tanh is their own, whatever else they hold.
HONEST = {
    "nothing else": OWN,
    "a comparison below": f"{OWN}\nz = np.ones(3)\nassert np.allclose(tanh(z), np.tanh(z))",
    "a comparison in a function": f"{OWN}\ndef compare(z): return tanh(z) - np.tanh(z)\ncompare(1)",
    "a comment": OWN.replace("return", "# np.tanh(z) does the same\n    return"),
    "a docstring": OWN.replace(
        "z):", 'z):\n    """Like np.tanh, getattr(np, \'tanh\'), by hand."""'
    ),
    "an earlier attempt": f"def tanh(z): return np.tanh(z)\n{OWN}",
    "an import that is not used": f"from numpy import tanh\nfrom math import tanh as t\n{OWN}",
    "everything of NumPy, then its own": f"from numpy import *\n{OWN}",
    "another exercise": f"{OWN}\ndef relu_and(a, b): return np.tanh(a)",
    "recursive": (
        "def tanh(z, deep=0):\n    if deep < 12:\n        t = tanh(np.asarray(z) / 2, deep + 1)\n"
        "        return 2 * t / (1 + t * t)\n    return z - z**3 / 3"
    ),
    "names of its own, used below for other things": (
        "def tanh(z):\n    z = z.astype(float)\n"
        "    match z:\n        case e: small = np.exp(-2 * np.abs(e))\n"
        "    try: 1 / 0\n    except ZeroDivisionError as t: t\n"
        "    return np.sign(z) * [(1 - s) / (1 + s) for s in (small,)][0]\n"
        "t = np.tanh(1)\ns = np.tanh\ne = [np.tanh]\nsmall = np.tanh\n"
    ),
    "a variable of that name": OWN.replace(
        "return np.sign(z) * (1 - small) / (1 + small)",
        "tanh = np.sign(z) * (1 - small) / (1 + small)\n    return tanh",
    ),
    "its own class": (
        f"class Own:\n    def tanh(self, z): return (lambda t: t)(hand(z))\n"
        f"    def reference(self, z): return np.tanh(z)\n{OWN.replace('tanh', 'hand')}\n"
        "def tanh(z): return Own().tanh(z)"
    ),
    "NumPy is looked at": (
        f"{OWN}\nassert isinstance(np.tanh, np.ufunc) and callable(math.tanh)\n"
        "assert np.tanh.nin == 1 and np.tanh.__name__ == 'tanh' and 'tangent' in np.tanh.__doc__\n"
        "assert repr(np.tanh) == \"<ufunc 'tanh'>\" and np.tanh in {np.tanh: 1}\n"
        "import copy, functools, pickle\nassert copy.deepcopy(np.tanh)(0.5) == np.tanh(0.5)\n"
        "assert pickle.loads(pickle.dumps(np.tanh))(0.5) == math.tanh(0.5)\n"
        "assert functools.wraps(np.tanh)(lambda z: z).__name__ == 'tanh'\n"
        "out = np.zeros(3)\nnp.tanh(np.ones(3), out=out, where=[True, False, True])\n"
        "assert out[1] == 0 and np.tanh(np.float32(1)).dtype == np.float32\n"
        "assert np.vectorize(math.tanh)(np.ones(2)).shape == (2,) and np.tanh(0.5j).imag > 0\n"
        "assert np.ma.tanh(np.ma.array([0.0, 1.0], mask=[0, 1])).mask.tolist() == [False, True]\n"
    ),
    "a cell that is no Python": f"# %%\n{IMPORTS}{OWN}\n# %%\nnp.tanh(",
    "a cell that is too deep": f"# %%\n{IMPORTS}{OWN}\n# %%\nx = {'(' * 5000}1{')' * 5000}",
}


@pytest.fixture(scope="module")
def activations(real):
    """An engine that grades 03 activations."""
    engine = Engine.of([real.assignment("activations")], dataclasses.replace(SETTINGS))
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


def with_tanh(text: str) -> str:
    return text if text.startswith("# %%") else f"{IMPORTS}{text}\n"


def looked_at(text: str) -> list[wire.Use]:
    return find_uses([(1, with_tanh(text), None)], [("tanh", NAMES)])


# --- the look at the text ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [text for name, text in SHOWN.items() if name != "masked arrays"],
    ids=[name for name in SHOWN if name != "masked arrays"],
)
def test_the_text_shows_it(text):
    assert {use.name for use in looked_at(text)} & set(NAMES)


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST.keys())
def test_the_text_of_an_honest_notebook_shows_nothing(text):
    assert looked_at(text) == []


def test_the_look_says_where():
    cells = [(1, "import numpy as np", None), (4, "\ndef tanh(z):\n    return np.tanh(z)", None)]
    assert find_uses(cells, [("tanh", NAMES)]) == [wire.Use("tanh", "np.tanh", 4, 3)]


def test_a_cell_with_magics_is_looked_at_as_it_is_run():
    cells = [(1, "%time\nfrom numpy import tanh", "pass\nfrom numpy import tanh")]
    assert [use.line for use in find_uses(cells, [("tanh", NAMES)])] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "a = b\nb = a\ndef tanh(z): return a.tanh(b.tanh(z))",
        "a = a.a\ndef tanh(z): return a(z)",
        "class C(C):\n    def m(self): self.m\ndef tanh(z): return C.m(C)",
        "def tanh(z): return other(z)\ndef other(z): return tanh(z)",
        "def tanh(z):\n    return " + "z" + ".a" * 2000,
        "def tanh(z):\n    t = t.tanh\n    return eval('(((')",
        "if z:\n" + "    a = a.b\n" * 1000 + "def tanh(z): return a.tanh(z)",
        "\n".join(f"def f{i}(z): return f{i + 1}(z)" for i in range(9999)) + "\ntanh = f0",
    ],
)
def test_circles_and_depths_end_the_look(text):
    assert looked_at(text) == []


# --- the verdict ---------------------------------------------------------------------------------


@needs_sandbox
@pytest.mark.parametrize(
    "text",
    [*SHOWN.values(), *HIDDEN.values(), *UNWATCHED.values()],
    ids=[*SHOWN, *HIDDEN, *UNWATCHED],
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
@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_the_text_hides_a_call_shows(host: Host, text):
    assert looked_at(text) == []
    student = Session(host, [CodeCell(1, with_tanh(text), None)], LIMITS, {"tanh": NAMES})
    student.tanh(0.5)
    shortcut = student.shortcut("tanh")
    student.close()
    assert shortcut is not None
    assert shortcut.names <= set(NAMES)


@pytest.mark.parametrize("text", COMPUTED.values(), ids=COMPUTED.keys())
def test_a_name_put_together_counts_without_its_call(text):
    assert [use.name for use in looked_at(text)] == ["a name put together at run time, of numpy"]


@pytest.mark.parametrize(
    "text",
    [
        "def tanh(z): return getattr(z, 'as' + 'type')(float)",
        "def tanh(z, d={}): return d['a' + 'b']",
        "def tanh(z): return np.r_[z, z]",
    ],
)
def test_a_name_put_together_elsewhere_is_nobodys_business(text):
    assert looked_at(text) == []


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
    assert tanh.tests[-1].title == "It does without np.tanh, math.tanh and cmath.tanh."
    assert tanh.tests[-1].message == (
        "It uses np.tanh in cell 2, line 2. This exercise asks you to write that yourself, so as "
        "it is it earns no points."
    )
    assert tanh.misconception == "tanh_by_numpy"
    assert "build it from powers of e" in tanh.hint


@needs_sandbox
def test_a_short_cut_that_is_no_entry_of_the_bank_has_a_hint(grade):
    exercises, _ = grade(with_tanh(UNWATCHED["the C library"]), "tanh")
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
def test_a_worker_that_is_replaced_watches_as_well(host: Host):
    text = (
        "import os\nimport numpy as np\ndef die(): os._exit(0)\n"
        "def tanh(z): return eval('np.ta' + 'nh(z)')"
    )
    student = Session(host, [CodeCell(1, text, None)], LIMITS, {"tanh": NAMES})
    with pytest.raises(AssertionError):
        student.die()
    student.tanh(0.5)
    shortcut = student.shortcut("tanh")
    student.close()
    assert shortcut is not None
    assert shortcut.message.startswith("It uses np.tanh. ")


@needs_sandbox
@pytest.mark.parametrize("used", ["['np.tanh', 'np.exp']", "['x' * 1000] * 1000"])
def test_what_a_worker_says_can_only_cost_what_is_asked_for(host: Host, used):
    text = (
        "def liar(z):\n"
        "    import sys\n    frame = sys._getframe(2)\n"
        f"    frame.f_locals['self']._used.update({used})\n    return z\n"
    )
    without = {"liar": ["np.tanh"]}
    student = Session(host, [CodeCell(1, text, None)], LIMITS, without)
    student.liar(0.5)
    shortcut = student.shortcut("liar")
    student.close()
    assert shortcut is None or shortcut.names == {"np.tanh"}


@needs_sandbox
def test_a_frame_of_the_look_in_place_of_an_answer_is_a_forgery(host: Host):
    text = (
        "import os, struct\ndef tanh(z):\n"
        "    for number in range(20):\n"
        "        frame = b'\\x91\\x93\\xa7watched' + bytes([number]) + b'\\x90'\n"
        "        os.write(3, struct.pack('<I', len(frame)) + frame)\n    os._exit(0)\n"
    )
    student = Session(host, [CodeCell(1, text, None)], LIMITS, {"tanh": NAMES})
    with pytest.raises(AssertionError, match="in place of the grader"):
        student.tanh(0.5)
    student.close()


@needs_sandbox
def test_watching_is_not_asked_for_where_nothing_is_to_be_done_without(host: Host):
    text = "import numpy as np\ndef kind(): return type(np.tanh).__name__"
    student = Session(host, [CodeCell(1, text, None)], LIMITS)
    assert student.kind() == "ufunc"
    student.close()


# --- libraries that are not there ----------------------------------------------------------------


@needs_sandbox
@pytest.mark.parametrize(
    ("text", "library"),
    [
        ("import keras\ndef double(x): return keras.ops.multiply(x, 2)", "keras"),
        ("import tensorflow as tf\ndef double(x): return tf.add(x, x)", "tensorflow"),
        ("from sklearn import metrics\ndef double(x): return metrics.f(x)", "sklearn"),
        ("from sklearn.metrics import (log_loss)\ndef double(x): return log_loss(x)", "sklearn"),
        ("def double(x):\n    import scipy.special\n    return x", "scipy"),
        ("def double(x):\n    from torch import tanh\n    return x", "torch"),
    ],
)
def test_a_library_that_is_not_there_is_named_kindly(engine, submit, text, library):
    report = engine.grade(submit(text))
    message = report.exercises[0].tests[0].message
    assert message.endswith(
        f"{library} is not there when exercises are graded: write them with NumPy."
    )


@needs_sandbox
def test_an_import_of_a_library_that_is_not_there_is_explained(engine, submit):
    report = engine.grade(submit("from sklearn import metrics\ndef double(x): return 2 * x"))
    assert report.score == 2.0
    assert report.warnings == [
        "Cell 1 raised ModuleNotFoundError, line 1: No module named 'sklearn'. "
        "sklearn is not there when exercises are graded: write them with NumPy."
    ]


@needs_sandbox
def test_a_name_that_is_nobodys_is_no_library(engine, submit):
    report = engine.grade(submit("import keras\ndef double(x): return metrics(x)"))
    assert "is not there" not in report.exercises[0].tests[0].message


# --- the course and the bank ---------------------------------------------------------------------

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
        ("`np.ldexp`", "addition", "its docstring has no `np.ldexp`"),
        ('check="double"', 'check="double" without=["np.ldexp"]', "stands beside exercise="),
    ],
)
def test_a_marker_that_is_wrong_or_that_students_are_not_told_of(tmp_path, old, new, message):
    with pytest.raises(CourseError, match=message):
        write(tmp_path, **{"source/01_tiny/tiny.py": MARKED.replace(old, new)})


def test_the_course_asks_for_tanh_by_hand(real):
    marked = {
        (assignment.slug, exercise.name): exercise.without
        for assignment in real.assignments
        for exercise in assignment.exercises
        if exercise.without
    }
    assert marked == {("activations", "tanh"): tuple(NAMES)}


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
