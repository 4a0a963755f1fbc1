"""The arena as a fixture, and the line that sums the suite up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.attacks.arena import Arena

TEST = "test_an_attack_gains_nothing"


@pytest.fixture(scope="session")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """The arena in which all attacks are graded."""
    arena = Arena(tmp_path_factory.mktemp("arena"))
    yield arena
    arena.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many attacks were tried and how many succeeded."""
    count = {
        outcome: sum(TEST in report.nodeid for report in terminalreporter.stats.get(outcome, []))
        for outcome in ("passed", "failed", "error")
    }
    succeeded = count["failed"] + count["error"]
    if count["passed"] + succeeded:
        terminalreporter.write_line(f"{count['passed'] + succeeded} attacks, {succeeded} succeeded")
