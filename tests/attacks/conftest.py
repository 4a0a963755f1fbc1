"""The arena as a fixture, and the line that sums the suite up."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Without it, what `classes` asserts fails without saying what differs.
pytest.register_assert_rewrite("tests.attacks.classes")

from tests.attacks.arena import Arena  # noqa: E402 - after its neighbour is registered

#: A user that no machine has, for root to turn into.
ORDINARY = 47_011


@pytest.fixture(scope="session")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """The arena in which all attacks are graded."""
    arena = Arena(tmp_path_factory.mktemp("arena"))
    yield arena
    arena.close()


@pytest.fixture(scope="session")
def ordinary_arena() -> Iterator[Arena]:
    """An arena whose grader runs as an ordinary user, also where the tests are run by root."""
    # Not among pytest's own folders, which nobody but their owner may enter.
    with tempfile.TemporaryDirectory(prefix="autograder-arena-") as folder:
        Path(folder).chmod(0o755)
        arena = Arena(Path(folder), ORDINARY if os.geteuid() == 0 else None)
        yield arena
        arena.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many attacks were tried and how many succeeded."""
    tried = succeeded = 0
    for outcome in ("passed", "failed", "xfailed"):
        for report in terminalreporter.stats.get(outcome, []):
            attacks = dict(report.user_properties).get("attacks", 0)
            tried += attacks
            # What harms the grader or others cannot be told apart in a class.
            succeeded += attacks and outcome != "passed"
    if tried:
        terminalreporter.write_line(f"{tried} attacks, {succeeded} succeeded")
