"""Public examples: each mistake of a bank is seen on one, and no right answer differs on any."""

from __future__ import annotations

import textwrap

import pytest

from autograder.course.loading import load_course
from autograder.verification.examples import check_examples
from tests.conftest import (
    EXAMPLES,
    EXAMPLES_FILE,
    FILES,
    MISCONCEPTIONS,
    REPOSITORY,
    SOURCE,
    write_course,
)

BANK_FILE = "solutions/misconceptions/tiny.py"
ALTERNATIVES_FILE = "solutions/alternatives/tiny.py"
#: Their entries train networks, which takes minutes: the nightly run verifies them.
TRAINED = ("10_regression", "11_classification", "12_fashion_mnist", "15_recurrent")
WITH_EXAMPLES = [
    assignment
    for assignment in load_course(REPOSITORY).assignments
    if assignment.examples.is_file() and assignment.name not in TRAINED
]


def findings(root, examples=EXAMPLES, files=None):
    (assignment,) = write_course(
        root, FILES | {EXAMPLES_FILE: examples} | (files or {})
    ).assignments
    return [(finding.where, finding.message) for finding in check_examples(assignment)]


@pytest.mark.parametrize("assignment", WITH_EXAMPLES, ids=lambda assignment: assignment.name)
def test_the_examples_of_the_course_show_every_mistake(assignment):
    if any(exercise.keras for exercise in assignment.exercises):
        pytest.importorskip("keras", reason="Keras is not installed")
    assert check_examples(assignment) == []


def test_examples_that_show_everything_are_sound(tmp_path):
    assert findings(tmp_path) == []


CURVE = """

@curve(of="double")
def curve_of_double():
    return call(np.array([0.0, 1.0, 2.0]))
"""
WITH_CURVE = EXAMPLES.replace("import call,", "import call, curve,") + CURVE


@pytest.mark.parametrize(
    ("x", "message"),
    [
        ("[0.0, 1.0, 2.0]", None),
        ("[0.0, 2.0, 1.0]", "is not an array of shape (n,) in ascending order"),
        ("[[0.0, 1.0]]", "is not an array of shape (n,) in ascending order"),
        ("[0.0, 1e308]", "numbers that are not finite"),
        ("range(300)", "more than 201 points"),
    ],
)
def test_a_curve_can_be_drawn(tmp_path, x, message):
    assert "curve," in WITH_CURVE
    found = findings(tmp_path, WITH_CURVE.replace("[0.0, 1.0, 2.0]", x))
    assert [where for where, _ in found if where == "double"] == ["double"] * bool(message)
    assert message is None or any(message in said for _, said in found)


def test_an_assignment_without_examples_is_not_checked(tiny):
    (assignment,) = tiny.assignments
    assert check_examples(assignment) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("    yield call(np.array([1.0, 3.0]))\n", "", "tiny.py",
         "no public example of double shows the misconception double_squares"),
        ("-2.0", "2.0", "tiny.py",
         "no public example of quadruple shows the misconception quadruple_absolute"),
        ('examples(of="double")', 'examples(of="half")', "double", "has no public examples"),
        ('examples(of="double")', 'examples(of="half")', "half", "but is not an exercise"),
        ('examples(of="quadruple")', 'examples(of="double")', EXAMPLES_FILE,
         "a second function @examples(of='double')"),
        ("yield call(-2.0)", "yield -2.0", EXAMPLES_FILE, "quadruple: yield call(...), not -2.0"),
        ("call(-2.0)", 'call("a", 2)', "quadruple",
         "has a model answer that comes to TypeError on the public example 1"),
        ("call(-2.0)", "call(np.array([1e308]))", "quadruple",
         "has a model answer that comes to a warning on the public example 1"),
    ],
)  # fmt: skip
def test_what_examples_lack_is_named(tmp_path, old, new, where, message):
    assert old in EXAMPLES
    found = findings(tmp_path, EXAMPLES.replace(old, new))
    assert any(at.startswith(where) and message in text for at, text in found), found


@pytest.mark.parametrize(
    ("mistake", "seen"),
    [
        ("return 2.0 * x + 0.001", True),  # value
        ("return np.array([2 * x])", True),  # shape
        ("return str(2 * x)", True),  # type
        ("return 2 * x[5]", True),  # exception
        ("x[0] = 9\n    return 2 * x", True),  # changed argument
        ("np.log(-1.0)\n    return 2 * x", True),  # warning
        ("print(2 * x)", True),
        ("return [float(2 * number) for number in x]", False),  # a list holds the same numbers
        ("return 2.0 * x + 1e-15", False),  # rounding
        ("SEEN.append(x)\n    return len(SEEN) * 2 * x", False),  # what only a second call shows
    ],
)
def test_what_people_can_be_shown_counts_as_a_difference(tmp_path, mistake, seen):
    bank = MISCONCEPTIONS.replace("import numpy as np\n", "import numpy as np\n\nSEEN = []\n", 1)
    bank += f'\n\n@misconception(of="double", hint="Other.")\ndef double_other(x):\n    {mistake}\n'
    found = findings(tmp_path, files={BANK_FILE: bank})
    unseen = [text for _, text in found if "double_other" in text]
    assert bool(unseen) is not seen


def test_an_entry_may_say_why_no_example_shows_it(tmp_path):
    bank = MISCONCEPTIONS + textwrap.dedent(
        """
        @misconception(of="double", hint="Wrong far out.", unseen="Such numbers are not small.")
        def double_small(x):
            return 2 * x if np.all(x < 1e6) else x
        """
    )
    assert findings(tmp_path, files={BANK_FILE: bank}) == []


def test_an_entry_that_an_example_shows_gives_no_reason(tmp_path):
    bank = MISCONCEPTIONS.replace("squaring.", 'squaring.", unseen="It is rare.', 1)
    ((where, message),) = findings(tmp_path, files={BANK_FILE: bank})
    assert where.endswith("double_squares")
    assert message == (
        "is said to be seen on no public example, but is seen on the public example 2"
    )


SIGNED = SOURCE.replace("Return four times x, elementwise.", "Return four times x or minus that.")
EITHER = FILES[ALTERNATIVES_FILE].replace("return x / 0.25", "return x / -0.25")


def test_a_right_answer_that_differs_on_an_example_is_named(tmp_path):
    found = findings(
        tmp_path,
        files={"source/01_tiny/tiny.py": SIGNED, ALTERNATIVES_FILE: EITHER},
    )
    assert [message for _, message in found] == [
        "is right but differs from the model answer on the public example 1"
    ]


def test_where_several_answers_are_right_what_they_share_is_compared(tmp_path):
    compared = '\n\n@compared(of="quadruple")\ndef size(value, x):\n    return abs(value)\n'
    found = findings(
        tmp_path,
        EXAMPLES + compared,
        {"source/01_tiny/tiny.py": SIGNED, ALTERNATIVES_FILE: EITHER},
    )
    assert [message for _, message in found] == [
        "no public example of quadruple shows the misconception quadruple_absolute"
    ]


def test_a_value_that_cannot_be_compared_differs(tmp_path):
    compared = '\n\n@compared(of="quadruple")\ndef sized(value, x):\n    return value + 0.0\n'
    bank = MISCONCEPTIONS.replace("return abs(4 * x)", "return str(4 * x)")
    assert findings(tmp_path, EXAMPLES + compared, {BANK_FILE: bank}) == []


KERAS = FILES | {
    "source/01_tiny/tiny.py": SOURCE.replace('exercise="double"', 'exercise="double" keras=true')
}


@pytest.mark.parametrize(
    ("options", "change", "message"),
    [
        ("", "x + x", None),
        ("", "x + x + 1e-5 * x", None),  # what Keras computes is of single precision
        ("", "x + x + 1", "is right but differs from the model answer on the public example 1"),
        (', unlike="It may."', "x + x + 1", None),
        (', unlike="It may."', "x + x", "is said to be unlike the model answer, but differs from "
         "it on no public example"),
    ],
)  # fmt: skip
def test_right_answers_with_keras_are_held_to_the_examples(tmp_path, options, change, message):
    pytest.importorskip("keras", reason="Keras is not installed")
    alternatives = FILES[ALTERNATIVES_FILE].replace('of="double"', f'of="double"{options}', 1)
    files = KERAS | {ALTERNATIVES_FILE: alternatives.replace("x + x", f"np.float32({change})")}
    found = findings(tmp_path, files=files)
    assert [text for _, text in found] == [message] * bool(message)


def test_only_answers_with_keras_may_be_unlike(tmp_path):
    alternatives = FILES[ALTERNATIVES_FILE].replace('of="double"', 'of="double", unlike="So."', 1)
    ((where, message),) = findings(tmp_path, files={ALTERNATIVES_FILE: alternatives})
    assert where.endswith(": double_adds")
    assert (
        message == "says why it is unlike the model answer: use @compared in the examples instead"
    )
