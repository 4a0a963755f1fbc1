"""Collecting: a grader's tests, grouped by exercise, and graders that break the rules."""

from __future__ import annotations

import pytest

from autograder.course.model import CourseError
from autograder.testing.collecting import collect
from tests.conftest import GRADER, MODEL, SOURCE, write_course


def collect_tiny(tmp_path, grader):
    course = write_course(
        tmp_path, {"source/01_tiny/tiny.py": SOURCE, "solutions/tiny.py": MODEL,
                   "solutions/graders/test_tiny.py": grader}
    )  # fmt: skip
    return collect(course.assignments)["01_tiny"]


def test_tests_are_grouped_by_exercise_with_titles_and_weights(tmp_path):
    grader = collect_tiny(tmp_path, GRADER)
    found = {
        name: [(test.name, test.title, test.weight) for test in tests]
        for name, tests in grader.tests.items()
    }
    assert found == {
        "double": [
            ("test_doubles_every_element", "Every element is doubled.", 1.0),
            ("test_leaves_its_argument_alone", "The argument is left alone.", 3.0),
        ],
        "quadruple": [
            ("test_quadruple[1.0]", "It is four times its argument.", 1.0),
            ("test_quadruple[-2.5]", "It is four times its argument.", 1.0),
        ],
    }


def test_the_reason_of_fixed_inputs_is_kept(tmp_path):
    drawn, alone = collect_tiny(tmp_path, GRADER).tests["double"]
    assert (drawn.fixed_inputs, drawn.takes) == (None, {"student", "rng"})
    assert alone.fixed_inputs == "tests of this program know the call"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('@exercise("double")\n', "", "belongs to no exercise"),
        ('"double"', '"triple"', "which is not an exercise"),
        ('        """Every element is doubled."""\n', "", "has no title"),
        ("self, student, rng", "self, student, tmp_path", "takes tmp_path"),
        ("import numpy as np", "import numpy as np\n1 / 0", "could not be collected"),
        ('"tests of this program know the call"', '" "', "has fixed inputs: say why"),
    ],
)
def test_a_grader_that_breaks_the_rules_is_refused(tmp_path, old, new, message):
    with pytest.raises(CourseError, match=message):
        collect_tiny(tmp_path, GRADER.replace(old, new))


def test_collecting_leaves_no_compiled_grader(tmp_path):
    collect_tiny(tmp_path, GRADER)
    assert not list(tmp_path.rglob("*.pyc"))
