"""Tests whose inputs are the same for everybody are found, and nothing else is."""

from __future__ import annotations

import pytest

from autograder.verification.hidden_inputs import check_hidden_inputs
from autograder.verification.verify import verify_assignments
from tests.conftest import FILES, GRADER, LIMITS, needs_sandbox, write_course
from tests.verification.test_checks import WITH_QUIZ

FIXED = '    @fixed_inputs("tests of this program know the call")\n'
SAME = "makes the same calls under every secret"
NOT_DRAWN = "whose inputs are the same for everybody"


def messages(root, old="", new="") -> list[tuple[str, str]]:
    files = FILES | {"solutions/graders/test_tiny.py": GRADER.replace(old, new)}
    (assignment,) = write_course(root, files).assignments
    return [(finding.where, finding.message) for finding in check_hidden_inputs(assignment)]


def test_inputs_that_are_drawn_and_those_that_are_marked_are_left_alone(tmp_path):
    assert messages(tmp_path) == []


def test_an_exercise_without_parameters_has_nothing_to_draw(tmp_path):
    (assignment,) = write_course(tmp_path, FILES | WITH_QUIZ).assignments
    assert check_hidden_inputs(assignment) == []


def test_a_test_without_a_source_of_randomness_is_named(tmp_path):
    ((where, message),) = messages(tmp_path, FIXED)
    assert where == "double"
    assert message.startswith(f"has test_leaves_its_argument_alone, {NOT_DRAWN}")


@pytest.mark.parametrize(
    "call",
    [
        "student.double(rng.normal(size=5) * 0 + 0)",
        "student.double(np.arange(5.0) + (rng.normal() > 9))",
        "student.double(np.arange(5.0))",
    ],
)
def test_a_test_that_draws_but_does_not_use_it_is_named(tmp_path, call):
    ((where, message),) = messages(tmp_path, "student.double(x), x + x", f"{call}, {call}")
    assert where == "double"
    assert message.startswith("has test_doubles_every_element, which takes rng but")
    assert SAME in message


def test_one_call_that_differs_is_enough_and_the_calls_before_it_are_answered(tmp_path):
    fixed = "expect_close(student.double(3.0), 6.0)\n        expect_close(student.double(x), x + x)"
    assert messages(tmp_path, "expect_close(student.double(x), x + x)", fixed) == []


def test_a_whole_number_that_two_secrets_may_share_is_drawn(tmp_path):
    assert messages(tmp_path, "rng.normal(size=5)", "np.array(rng.integers(0, 9))") == []


def test_a_grader_that_cannot_be_collected_is_left_to_the_course_checks(tmp_path):
    assert messages(tmp_path, "import numpy", "import nonsense_, numpy") == []


@needs_sandbox
def test_it_is_part_of_a_verification(tmp_path):
    course = write_course(
        tmp_path, FILES | {"solutions/graders/test_tiny.py": GRADER.replace(FIXED, "")}
    )
    (verification,) = verify_assignments(course, course.assignments, limits=LIMITS)
    assert [NOT_DRAWN in finding.message for finding in verification.failures] == [True]
    bank = tmp_path / "solutions"
    (other,) = verify_assignments(course, course.assignments, bank=bank, limits=LIMITS)
    assert other.failures == []


NUMERIC = ("01", "02", "03", "04", "05", "06", "07", "09")


@pytest.mark.parametrize("name", NUMERIC)
def test_no_table_of_answers_passes_a_test_of_this_course(real, name):
    assert check_hidden_inputs(real.assignment(name)) == []
