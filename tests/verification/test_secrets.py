"""Same function, same points, same words, whatever the course's secret is."""

from __future__ import annotations

import pytest

from autograder.verification.bank import verify_bank
from tests.conftest import (
    EXAMPLES,
    EXAMPLES_FILE,
    FILES,
    GRADER,
    LIMITS,
    needs_sandbox,
    write_course,
)

pytestmark = needs_sandbox

GRADER_FILE = "solutions/graders/test_tiny.py"
FIRST = "        expect_close(student.double(x), x + x)\n"
#: Passes by luck: for one answer in four, under one secret in two.
LUCK = FIRST + "        expect_close(student.double(x[:1] > 0), 2.0 * (x[:1] > 0))\n"
TELLS = """\
        from autograder.testing import expect_that

        expect_that(np.allclose(student.double(x), x + x), f"It is wrong at {x[0]}.")
"""


def verify(root, grader, secrets):
    files = FILES | {EXAMPLES_FILE: EXAMPLES, GRADER_FILE: grader}
    (assignment,) = write_course(root, files).assignments
    return verify_bank(assignment, limits=LIMITS, secrets=secrets).secrets


def test_a_sound_grader_gives_the_same_verdicts(tmp_path):
    result = verify(tmp_path, GRADER, 4)
    assert (result.secrets, result.varying) == (4, [])
    assert result.answers > 5


@pytest.mark.parametrize(
    ("new", "what"), [(LUCK, "passes"), (TELLS, "students are shown")], ids=["luck", "tells"]
)
def test_what_differs_between_secrets_is_named(tmp_path, new, what):
    assert FIRST in GRADER
    files = FILES | {EXAMPLES_FILE: EXAMPLES, GRADER_FILE: GRADER.replace(FIRST, new)}
    (assignment,) = write_course(tmp_path, files).assignments
    verification = verify_bank(assignment, limits=LIMITS, secrets=6)
    messages = [f.message for f in verification.failures if "graded differently" in f.message]
    assert any(what in message for message in messages), messages
