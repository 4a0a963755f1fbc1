"""Grading a submission: outcomes, messages, scores, and what hostile code gains."""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder.course.bank import read_bank
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.engine import Engine
from autograder.grading.pool import grade_all
from autograder.submissions.submission import Submission
from tests.conftest import MODEL, REPOSITORY, SETTINGS, SOURCE, needs_sandbox

pytestmark = needs_sandbox


def grade(engine: Engine, submission: Submission):
    """The report, and its exercises by name."""
    report = engine.grade(submission)
    return report, {exercise.name: exercise for exercise in report.exercises}


def with_double(body: str) -> str:
    return f"def double(x):\n{body}\n\n\ndef quadruple(x):\n    return 4 * x\n"


def test_model_answers_get_everything(engine, submit):
    report, exercises = grade(engine, submit(MODEL))
    assert (report.score, report.max_score, report.warnings) == (5.0, 5.0, [])
    assert {exercise.outcome for exercise in exercises.values()} == {"right"}
    assert report.sandbox == ["bubblewrap", "landlock", "seccomp", "rlimits"]


def test_the_untouched_stub_gets_nothing_and_no_warning(engine, submit):
    report, exercises = grade(engine, submit(SOURCE))
    assert (report.score, report.warnings) == (0.0, [])
    assert {exercise.outcome for exercise in exercises.values()} == {"not attempted"}


def test_an_empty_definition_list_is_not_attempted(engine, submit):
    _, exercises = grade(engine, submit("x = 1"))
    assert {exercise.outcome for exercise in exercises.values()} == {"not attempted"}


@pytest.mark.parametrize(
    ("body", "refuted", "unjudged"),
    [
        ("return x**2", ["doubles"], ["alone"]),  # it changes nothing, and nobody says it does
        ("x += x\n    return x", ["alone"], []),
        ("x *= 3\n    return x", ["doubles", "alone"], []),  # both are true
        ("return 2 * x if len(x) == 5 else x", ["alone"], []),
        ("return y", [], ["doubles", "alone"]),
        ("raise NotImplementedError", [], ["doubles", "alone"]),
        ("return [2 * value for value in x]", [], []),
    ],
)
def test_a_title_is_refuted_only_by_what_the_answer_has_shown(
    engine, submit, body, refuted, unjudged
):
    names = {"doubles": "test_doubles_every_element", "alone": "test_leaves_its_argument_alone"}
    _, exercises = grade(engine, submit(with_double(f"    {body}")))
    tests = exercises["double"].tests
    assert [test.name for test in tests if test.refuted] == [names[short] for short in refuted]
    assert [test.name for test in tests if not test.judged] == [names[one] for one in unjudged]
    assert all(test.passed or test.message for test in tests)


def test_points_are_the_weights_share(engine, submit):
    _, exercises = grade(engine, submit(with_double("    x *= 2\n    return x")))
    assert exercises["double"].score == pytest.approx(0.5)
    assert exercises["quadruple"].score == 3.0


@pytest.mark.parametrize(("body", "mistake"), [("x**2", "double_squares"), ("2 * x", None)])
def test_a_mistake_is_recognised_by_the_calls_that_were_answered_in_time(
    engine, submit, body, mistake
):
    endless = f"    while len(x) == 3:\n        pass\n    return {body}"
    _, exercises = grade(engine, submit(with_double(endless)))
    assert exercises["double"].misconception == mistake
    assert "took longer than" in exercises["double"].tests[1].message


@pytest.mark.parametrize(
    ("body", "outcome", "message"),
    [
        ("    2 * x", "wrong", "It returned None. Did you forget `return`?"),
        ("    return 3 * x", "wrong", "The returned value is wrong."),
        ("    return 'two'", "wrong", "It returned a string where an array with one axis"),
        ("    return ['two', 'three']", "wrong", "It returned a list of strings where"),
        (
            "    return (2 * x)[:3]",
            "wrong",
            "It returned an array with the right number of axes, but of another shape.",
        ),
        ("    return float('nan') * x", "wrong", "It returned NaN (not a number)."),
        ("    return x / 0", "wrong", "It returned infinity"),
        ("    return 2j * x", "wrong", "It returned complex numbers where"),
        ("    return object()", "wrong", "It returned an object of type object where"),
        ("    return lambda: 1", "wrong", "It returned an object of type function where"),
        ("    return {'a': x}", "wrong", "It returned a dict where"),
        ("    return y", "raised an error", "It raised NameError in cell 1, line 2: return y"),
        ("    raise SystemExit", "raised an error", "It raised SystemExit in cell 1, line 2"),
        ("    raise KeyboardInterrupt", "raised an error", "It raised KeyboardInterrupt"),
        ("    import os; os._exit(0)", "raised an error", "It ended the program instead"),
        ("    while True: pass", "raised an error", "It took longer than 1 s."),
        ("    return helper(x)", "raised an error", "It raised NameError"),
        ("    class E(Exception): pass\n    raise E(x)", "raised an error", "an exception of its"),
        ("    return double(x)", "raised an error", "It raised RecursionError"),
        ("    return 10**5000", "wrong", "It returned a whole number too large"),
        ("    return [x, [x]]", "wrong", "It returned rows of different lengths"),
        (
            "    return bytes(20_000_000)",
            "raised an error",
            "It returned a value that is too large",
        ),
    ],
)
def test_each_kind_of_failure_has_its_message(engine, submit, body, outcome, message):
    _, exercises = grade(engine, submit(with_double(body)))
    first = exercises["double"].tests[0]
    assert (exercises["double"].outcome, first.passed) == (outcome, False)
    assert message in first.message
    assert exercises["quadruple"].outcome == "right"  # one broken function costs no other


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "def double(a, b, n): return a",
            "It takes 3 parameters, (a, b, n), but the exercise calls it with 1: double(x).",
        ),
        ("def double(): return 2", "It takes 0 parameters, (), but the exercise calls it with 1:"),
        ("def double(*, y): return y", "Its parameters are (*, y), but the exercise calls it as"),
        ("double = lambda: 2", "It cannot be called as the exercise calls it: double(x)."),
        ("double = 2 .__add__", "It returned"),
        (
            "def double(x):\n    raise TypeError('double() takes 3')",
            "It raised TypeError in cell 1",
        ),
        ("async def double(x): return 2 * x", "It returned a coroutine, not a value"),
        ("async def double(x): yield 2 * x", "It returned an asynchronous generator, not a value"),
        (
            "import tensorflow as tf\n@tf.function\ndef double(x): return 2 * x",
            "The cell that defines it, cell 1, raised ModuleNotFoundError, line 1: import "
            "tensorflow as tf. tensorflow is not there when exercises are graded: write them with",
        ),
        (
            "# %%\nimport tensorflow as tf\n# %%\n@tf.function\ndef double(x): return 2 * x",
            "The cell that defines it, cell 2, raised NameError, line 1: @tf.function. tensorflow "
            "is not there",
        ),
    ],
)
def test_what_is_wrong_with_a_definition_is_said(engine, submit, text, message):
    _, exercises = grade(engine, submit(text))
    assert exercises["double"].tests[0].message.startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        "# In[1]:\n{right}\n# In[2]:\n{broken}",
        "# %%\n{right}\n# %%\n{broken}",
        "# +\n{right}\n# -\n\n# +\n{broken}\n# -\n",
        "# Databricks notebook source\n{right}\n# COMMAND ----------\n{broken}",
        "{right}\n\n\n{broken}",
        "{broken}\n\n\n{right}",
    ],
)
def test_a_broken_definition_costs_itself_alone(engine, submit, text):
    right, broken = "def double(x):\n    return 2 * x", "def quadruple(x): return (1"
    _, exercises = grade(engine, submit(text.format(right=right, broken=broken)))
    assert [exercise.score for exercise in exercises.values()] == [2.0, 0.0]
    assert "raised SyntaxError" in exercises["quadruple"].tests[0].message


def test_released_checks_and_demonstrations_are_known_by_their_text(engine, submit, tiny):
    texts = {cell.source for cell in tiny.assignments[0].cells} - {
        exercise.stub for exercise in tiny.assignments[0].exercises
    }
    text = "\n# %%\n".join(["# %%", MODEL, *sorted(texts), "double = None"])
    report = engine.grade(submit(text))
    assert (report.score, report.warnings) == (5.0, [])


def test_changing_the_argument_is_named(engine, submit):
    _, exercises = grade(engine, submit(with_double("    x += x\n    return x")))
    assert [test.passed for test in exercises["double"].tests] == [True, False]
    assert "changed its argument" in exercises["double"].tests[1].message


def test_a_call_to_a_missing_exercise_names_it(engine, submit):
    before, _, after = SOURCE.rpartition("    raise NotImplementedError")
    text = f"{before}    return double(double(x)){after}"
    _, exercises = grade(engine, submit(text))
    assert exercises["quadruple"].outcome == "raised an error"
    message = exercises["quadruple"].tests[0].message
    assert message == "It calls a function that is not implemented yet: double"


def test_an_exceptions_text_never_reaches_the_report(engine, submit):
    report, _ = grade(engine, submit(with_double("    raise ValueError(f'leaked {x}')")))
    assert "leaked [" not in str(report)


def test_a_failing_cell_costs_what_depends_on_it(engine, submit):
    text = f"# %%\n1 / 0\n# %%\n{MODEL}\n# %%\nimport nothing\n# %%\ndef broken(:\n"
    report, _ = grade(engine, submit(text))
    assert report.score == 5.0
    assert report.warnings == [
        "Cell 1 raised ZeroDivisionError, line 1: division by zero.",
        "Cell 3 raised ModuleNotFoundError, line 1: No module named 'nothing'. nothing is not "
        "there when exercises are graded: write them with NumPy and SciPy.",
        "Cell 4 raised SyntaxError, line 1: invalid syntax.",
    ]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("while True: pass", "Cell 2 took longer than 1 s and was stopped."),
        (
            "import os; os._exit(0)",
            "Cell 2 ended the program; only its imports, definitions and assignments count.",
        ),
        ("import os; gone = os._exit(0)", "Cell 2 ended the program and was left out."),
        (
            "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass",
            "Cell 2 took longer than 1 s; only its imports, definitions and assignments count.",
        ),
    ],
)
def test_a_cell_that_hangs_or_ends_the_program_costs_nothing_else(engine, submit, cell, words):
    report, _ = grade(engine, submit(f"# %%\n{MODEL}\n# %%\n{cell}\n"))
    assert report.score == 5.0
    assert report.warnings == [words]


def test_the_last_definition_counts(engine, submit):
    wrong = "def double(x):\n    return 7 * x\n"
    report, _ = grade(engine, submit(f"{wrong}\n{MODEL}"))
    assert report.score == 5.0


def test_functions_may_be_lambdas_partials_and_classes(engine, submit):
    text = (
        "import functools, operator\n"
        "double = functools.partial(operator.mul, 2)\n"
        "class Quadruple:\n    def __call__(self, x): return 4 * x\n"
        "quadruple = Quadruple()\n"
    )
    report, _ = grade(engine, submit(text))
    assert report.score == 5.0


def test_plots_and_prints_do_no_harm(engine, submit):
    text = (
        "import matplotlib.pyplot as plt\nimport matplotlib\nfrom matplotlib import cm\n"
        "figure, axes = plt.subplots(1, 2)\naxes[0].plot([1, 2], label='x')\nplt.show()\n"
        "print('x' * 10_000_000)\n"
    )
    report, _ = grade(engine, submit(f"{text}{MODEL}"))
    assert (report.score, report.warnings) == (5.0, [])


FORGERIES = {
    "equal to everything": (
        "class Anything(float):\n"
        "    __eq__ = __le__ = __ge__ = lambda *_: True\n"
        "    def __array__(self, *_, **__): raise AssertionError\n"
        "def double(x): return Anything(0)\nquadruple = double\n"
    ),
    "patches numpy": (
        "import numpy as np\nnp.allclose = np.array_equal = lambda *a, **k: True\n"
        "def double(x): return 0 * x\nquadruple = double\n"
    ),
    "answers for the worker": (
        "import os, struct\n"
        "frame = b'\\x91\\x96\\xa8returned\\x01\\xc4\\x01\\x00\\xc2\\x90\\xc2'\n"
        "os.write(3, (struct.pack('<I', len(frame)) + frame) * 100)\n"
    ),
    "writes garbage to the channel": "import os\nos.write(3, b'\\xff' * 100000)\n",
    "closes the channel": "import os\nos.close(3)\n",
    "exits at import": "raise SystemExit(0)\n",
    "reads its own frames": (
        "import gc, sys\nfound = [o for o in gc.get_objects() if 'expected' in str(type(o))]\n"
        "def double(x):\n    f = sys._getframe()\n    while f.f_back: f = f.f_back\n"
        "    return f.f_globals.get('expected', 0)\nquadruple = double\n"
    ),
}


@pytest.mark.parametrize("text", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forgery_gains_nothing(engine, submit, text):
    assert engine.grade(submit(text)).score == 0.0
    assert engine.grade(submit(MODEL)).score == 5.0


def test_grading_twice_gives_the_same_report_but_for_the_time(engine, submit):
    wrong = submit(with_double("    return x + 1"))
    first, second = engine.grade(wrong), engine.grade(wrong)
    assert first != second or first.seconds == second.seconds
    for field in first.__struct_fields__:
        if field != "seconds":
            assert getattr(first, field) == getattr(second, field)


def test_the_seed_depends_on_the_submission_and_the_secret(engine, submit, tiny):
    other = Engine(engine.graders, type(SETTINGS)(b"another", SETTINGS.limits))
    seeds = {
        engine.grade(submit(MODEL)).seed,
        engine.grade(submit(MODEL + "\n")).seed,
        other.grade(submit(MODEL)).seed,
    }
    other.close()
    assert len(seeds) == 3


def test_every_misconception_is_diagnosed_as_itself(engine, submit, tiny):
    for entry in read_bank(tiny.root / "solutions", "tiny"):
        if entry.kind == "misconception":
            _, exercises = grade(
                engine, submit(f"{MODEL}\n{entry.imports}\n{entry.renamed_source}")
            )
            found = exercises[entry.of]
            assert (found.misconception, found.hint) == (entry.name, entry.hint)


def test_nothing_is_guessed_where_no_entry_agrees(engine, submit):
    _, exercises = grade(engine, submit(with_double("    return 2 * x + 0.001")))
    assert exercises["double"].outcome == "wrong"
    assert (exercises["double"].misconception, exercises["double"].hint) == (None, None)


def test_the_pool_gives_the_same_reports_as_one_process(tiny, submit):
    texts = [MODEL, SOURCE, with_double("    return 3 * x"), "import os\nos._exit(1)\n", "x = ("]
    submissions = [submit(text, f"student{n}") for n, text in enumerate(texts * 2)]

    def reports(workers: int):
        graded = grade_all(iter(submissions), tiny.assignments, SETTINGS, workers=workers)
        return sorted((r.student, r.score, r.seed, str(r.exercises)) for r in graded)

    assert reports(1) == reports(2)


def test_numeric_grading_never_imports_tensorflow(tmp_path):
    script = (
        "import sys\n"
        "from autograder.cli import app\n"
        "try:\n    app(['grade', 'solutions/losses.py', '--output', sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "assert not {'tensorflow', 'keras', 'jupytext', 'nbgrader'} & sys.modules.keys()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "out")]
    subprocess.run(command, check=True, cwd=REPOSITORY)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("    return (", "cell 2, raised SyntaxError, line 2: return ("),
        ("    return 2 * x\n\n\n1 / 0", None),  # the function is there all the same
        ("    return 2 * x\nimport os\nos._exit(0)", None),
        (
            "    return 2 * x\nimport os\ngone = os._exit(0)",
            "cell 2, ended the program and was left out.",
        ),
    ],
)
def test_a_function_whose_cell_did_not_run_through_is_no_stub(engine, submit, body, message):
    first = f"# %%\nimport numpy as np\n\n# %%\ndef double(x):\n{body}\n"
    report = engine.grade(submit(first))
    double = report.exercises[0]
    if message is None:
        assert double.outcome == "right"
    else:
        assert double.outcome == "raised an error"
        assert {test.message for test in double.tests} == {f"The cell that defines it, {message}"}
    assert report.exercises[1].outcome == "not attempted"


def test_a_submission_that_breaks_the_grader_ends_no_run(engine, submit, monkeypatch, capsys):
    def breaks(*_):
        raise RecursionError("\033[2J")

    monkeypatch.setattr(Diagnosis, "recognise", breaks)
    report = engine.grade(submit(with_double("    return 3 * x")))
    assert (report.score, report.max_score) == (0.0, 5.0)
    assert "The grader failed on this submission." in report.warnings[0]
    told = capsys.readouterr().err
    assert "RecursionError in" in told
    assert "\033" not in told


@pytest.mark.parametrize("ending", ["quit()", "import os\nos._exit(0)", "while True: pass"])
def test_a_file_without_cells_keeps_its_definitions_whatever_its_program_does(
    engine, submit, ending
):
    factor = "FACTOR = 2\ndef double(x):\n    return FACTOR * x\n"
    rest = "def quadruple(x):\n    return double(double(x))\n"
    report = engine.grade(submit(f"{factor}\n{ending}\n\n{rest}"))
    assert report.score == 5.0
