"""Grading the graders: verification passes a good grader and names what a weak one lets through."""

from __future__ import annotations

import json

import pytest

from autograder.course.answers import callers, replace_function
from autograder.verification.bank import verify_bank
from autograder.verification.result import Verification, as_json
from tests.conftest import (
    ALTERNATIVES,
    FILES,
    GRADER,
    LIMITS,
    MISCONCEPTIONS,
    MODEL,
    needs_sandbox,
    write_course,
)

pytestmark = needs_sandbox

WEAK_GRADER = GRADER.replace(
    "    @aspect\n"
    "    @weight(3)\n"
    '    @fixed_inputs("tests of this program know the call")\n'
    "    def test_leaves_its_argument_alone(self, student):\n"
    '        """The argument is left alone."""\n'
    "        expect_close(expect_unchanged(student.double, np.arange(3.0)), [0.0, 2.0, 4.0])\n",
    "",
)


def verification(root, bank=None, **changes) -> Verification:
    files = FILES | changes.pop("files", {})
    course = write_course(root, files)
    return verify_bank(course.assignments[0], bank=bank, limits=LIMITS)


def messages(result: Verification) -> list[str]:
    return [f"{failure.where}: {failure.message}" for failure in result.failures]


def test_a_good_grader_passes(tmp_path):
    result = verification(tmp_path)
    assert result.failures == []
    assert (result.misconceptions, result.alternatives) == (8, 4)
    assert result.matrices[0].caught_by["double_in_place"] == ["test_leaves_its_argument_alone"]
    assert result.matrices[1].accepted == ["quadruple_shift", "quadruple_array"]
    assert json.loads(as_json([result]))[0]["assignment"] == "01_tiny"


def test_a_grader_with_one_test_removed_fails_and_the_entry_is_named(tmp_path):
    assert WEAK_GRADER != GRADER
    result = verification(tmp_path, files={"solutions/graders/test_tiny.py": WEAK_GRADER})
    assert any("double_in_place: slips through every test of double" in m for m in messages(result))


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("solutions/tiny.py", "return 2 * x", "return 3 * x", "model answers: is right but fails"),
        ("solutions/misconceptions/tiny.py", "def double_sums(x)", "def double_sums(y)",
         "has the signature (y); it must be double(x)"),
        ("solutions/misconceptions/tiny.py", ', hint="Mind the sign."', "", "has no hint"),
        ("solutions/misconceptions/tiny.py", "Mind the sign.", "Four times, not three.",
         "shares its hint"),
        ("solutions/misconceptions/tiny.py", "Mind the sign.", "Use np.multiply(4, x).",
         "gives the answer away as code"),
        ("solutions/alternatives/tiny.py", "return x + x", "return x + x + 1",
         "double_adds: is right but fails test_doubles_every_element of double"),
        ("solutions/misconceptions/tiny.py", "return 3 * x", "return 4 * x",
         "quadruple_triples: slips through every test of quadruple"),
        ("solutions/misconceptions/tiny.py", 'of="quadruple", hint="Twice',
         'of="other", hint="Twice',
         "answers other, which is not an exercise"),
        ("solutions/misconceptions/tiny.py", 'of="quadruple", hint="Twice',
         'of="double", hint="Twice',
         "has 3 misconceptions; at least 4 needed"),
        ("solutions/tiny.py", "return double(double(x))", "return 4 * x", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path, file, old, new, message):
    text = FILES[file].replace(old, new)
    assert text != FILES[file]
    result = verification(tmp_path, files={file: text})
    if message:
        assert any(message in line for line in messages(result)), messages(result)
    else:
        assert result.failures == []


def test_a_mistake_that_fails_an_exercise_that_does_not_call_it_is_named(tmp_path):
    files = {
        "solutions/tiny.py": "FOUR = [4]\n" + MODEL.replace("double(double(x))", "FOUR[0] * x"),
        "solutions/misconceptions/tiny.py": MISCONCEPTIONS.replace(
            "    return x**2", "    FOUR[0] = 5\n    return x**2"
        ),
    }
    result = verification(tmp_path, files=files)
    assert any(
        "double_squares: fails test_quadruple" in line and "does not call double" in line
        for line in messages(result)
    )


def test_an_outside_bank_needs_no_registration(tmp_path):
    bank = tmp_path / "bank"
    for kind, text in (("misconceptions", MISCONCEPTIONS), ("alternatives", ALTERNATIVES)):
        (bank / kind).mkdir(parents=True)
        (bank / kind / "tiny.py").write_text(
            text.replace("return 3 * x", "return 2 * double(x)")  # wrongly labelled
        )
    result = verification(tmp_path / "course", bank=bank)
    assert len(result.failures) == 1
    assert "quadruple_triples: slips through" in messages(result)[0]


def test_callers_are_found_at_first_and_second_hand(tiny):
    assert callers(tiny.assignments[0]) == {
        "double": {"double", "quadruple"},
        "quadruple": {"quadruple"},
    }


def test_one_function_is_replaced_and_nothing_else():
    text = replace_function(MODEL, "double", "def double(x):\n    return x")
    assert "return 2 * x" not in text
    assert "def quadruple(x):" in text
    compile(text, "model", "exec")
