"""The acceptance command: a bank from outside with one entry wrongly labelled, which is named."""

from __future__ import annotations

from autograder.course.bank import read_bank
from tests.cli.test_cli import run
from tests.conftest import REPOSITORY, needs_sandbox

BANK = REPOSITORY / "tests" / "data" / "bank"
WRONGLY_LABELLED = "huber_by_the_part_below_delta"


@needs_sandbox
def test_the_one_wrongly_labelled_entry_is_named_and_no_other():
    verified = run("verify", "--bank", "tests/data/bank", course=REPOSITORY)
    assert (verified.returncode, verified.stderr) == (1, "")
    _, _, failures = verified.stdout.partition("1 failure; the graders are not ready:\n")
    (line,) = failures.splitlines()
    assert line.startswith("  04_losses: losses.py:")
    assert line.endswith(f": {WRONGLY_LABELLED}: slips through every test of huber")


def test_the_bank_holds_wrong_and_right_answers():
    entries = read_bank(BANK, "losses")
    assert WRONGLY_LABELLED in {entry.name for entry in entries if entry.kind == "misconception"}
    assert [entry.kind for entry in entries].count("alternative") == 2
