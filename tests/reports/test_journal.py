"""The journal: lines are added by several processes at once, and none is ever lost."""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder.reports.journal import JOURNAL, Journal, JournalError, Standing, Target
from autograder.reports.store import Store, StoreError

TARGET = Target("ada", "01_tiny", "double")
WHOLE = Target("ada", "01_tiny")


@pytest.fixture
def journal(tmp_path) -> Journal:
    return Journal(tmp_path)


def test_reading_a_journal_that_is_not_there_changes_nothing(tmp_path, journal):
    assert (journal.entries(), journal.targets()) == ([], [])
    assert journal.standing("ada", "01_tiny") == {}
    assert list(tmp_path.iterdir()) == []


def test_the_last_points_and_the_last_comment_count(journal):
    journal.add(TARGET, points=1.0, reason="first")
    journal.add(TARGET, comment="Well explained.")
    journal.add(TARGET, points=1.5, reason="second")
    journal.add(WHOLE, points=4.0, reason="oral exam")
    assert journal.standing("ada", "01_tiny") == {
        "": Standing(4.0, "oral exam", ""),
        "double": Standing(1.5, "second", "Well explained."),
    }
    assert journal.standing("ben", "01_tiny") == {}


def test_undoing_lets_the_entry_before_count_and_goes_on_to_the_first(journal):
    for points in (0.5, 1.0):
        journal.add(TARGET, points=points, reason=f"{points} is right")
    assert journal.undo(TARGET).points == 1.0
    assert journal.standing("ada", "01_tiny")["double"].points == 0.5
    assert journal.undo(WHOLE) is None
    assert journal.undo(TARGET).points == 0.5
    assert journal.standing("ada", "01_tiny") == {}
    assert journal.undo(TARGET) is None
    assert journal.undone() == {1, 2}
    assert [entry.number for entry in journal.entries()] == [1, 2, 3, 4]


def test_an_entry_from_the_gradebook_says_all_that_counts(journal):
    def counts() -> Standing:
        return journal.standing("ada", "01_tiny").get("double", Standing())

    journal.add(TARGET, points=1.0, reason="first", comment="Well explained.")
    with journal.locked():
        journal.write(TARGET, extra=0.5, comment="Or not.", gradebook=True)
    assert counts() == Standing(None, "", "Or not.", 0.5)
    journal.add(TARGET, points=1.5, reason="the whole score")
    assert counts() == Standing(1.5, "the whole score", "Or not.", None)
    journal.undo(TARGET)
    journal.undo(TARGET)
    assert counts() == Standing(1.0, "first", "Well explained.")
    with journal.locked():
        journal.write(TARGET, gradebook=True)  # all taken out
    assert counts() == Standing()


def test_another_process_is_seen_at_once(tmp_path, journal):
    other = Journal(tmp_path)
    assert journal.entries() == []
    other.add(TARGET, points=1.0, reason="seen")
    assert journal.standing("ada", "01_tiny")["double"].points == 1.0


def test_many_processes_lose_nothing(tmp_path, journal):
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from autograder.reports.journal import Journal, Target\n"
        "for count in range(20):\n"
        "    Journal(Path(sys.argv[1])).add(\n"
        "        Target(sys.argv[2], '01_tiny'), points=count, reason='at once')\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    students = [f"student-{number}" for number in range(4)]
    running = [subprocess.Popen([*command, student]) for student in students]
    assert [process.wait() for process in running] == [0] * 4
    entries = journal.entries()
    assert [entry.number for entry in entries] == list(range(1, 81))
    for student in students:
        given = [entry.points for entry in entries if entry.student == student]
        assert given == list(range(20))


def test_half_a_line_of_a_killed_process_is_forgotten(tmp_path, journal):
    journal.add(TARGET, points=1.0, reason="whole")
    with (tmp_path / JOURNAL).open("a") as file:
        file.write('{"number":2,"time":"2026-')
    assert [entry.number for entry in journal.entries()] == [1]
    assert journal.add(TARGET, points=2.0, reason="next").number == 2
    assert [entry.points for entry in journal.entries()] == [1.0, 2.0]


@pytest.mark.parametrize(
    "line",
    [
        "not JSON",
        '{"number":2}',
        '{"number":2,"time":"2026-11-03T10:00:00Z","student":"a","assignment":"b","points":-1}',
        '{"number":2,"time":"2026-11-03T10:00:00","student":"a","assignment":"b","points":1}',
        '{"number":2,"time":"2026-11-03T10:00:00Z","student":"a","assignment":"b","more":1}',
        '{"number":9,"time":"2026-11-03T10:00:00Z","student":"a","assignment":"b","points":1}',
        "",
    ],
    ids=["not JSON", "missing", "negative", "no zone", "unknown", "number", "empty"],
)
def test_a_line_that_cannot_be_read_stops_everything_before_it_starts(tmp_path, journal, line):
    journal.add(TARGET, points=1.0, reason="whole")
    with (tmp_path / JOURNAL).open("a") as file:
        file.write(line + "\n")
    with pytest.raises(JournalError, match=r"adjustments\.jsonl, line 2, cannot be read"):
        Journal(tmp_path).entries()
    with pytest.raises(JournalError, match="line 2"):
        Store(tmp_path).prepare()


def test_a_folder_that_cannot_be_written_to_is_a_clear_error(tmp_path):
    with pytest.raises((JournalError, StoreError), match="cannot be written"):
        Journal(tmp_path / "none").add(TARGET, points=1.0, reason="nowhere")
