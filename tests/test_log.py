"""The log for machines: a line of JSON for each event, and nothing in it that could mislead."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from autograder import log
from autograder.course.model import CourseError
from autograder.log import LogError, logging_to
from tests.cli.test_cli import run
from tests.conftest import MODEL, needs_sandbox
from tests.watching.conftest import classroom, hand_in, watching  # noqa: F401


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_an_event_has_a_time_a_level_and_fields(tmp_path):
    path = tmp_path / "log.jsonl"
    before = datetime.now(UTC)
    with logging_to(path):
        log.info("graded", student="ada", score=1.5, sandbox=["bubblewrap"], nothing=None)
    log.info("graded", student="ben")  # nobody asks for it
    [line] = lines(path)
    time = datetime.fromisoformat(line.pop("time"))
    assert (datetime.now(UTC) - time).total_seconds() >= 0
    assert (time - before).total_seconds() > -0.001  # the log has milliseconds
    assert line == {
        "level": "info",
        "event": "graded",
        "student": "ada",
        "score": 1.5,
        "sandbox": ["bubblewrap"],
    }


def test_what_students_choose_is_made_visible_and_bounded(tmp_path):
    path = tmp_path / "log.jsonl"
    hostile = 'a"}\n{"event": "graded"\x1b[2J\u202e\udcff'
    with logging_to(path):
        log.warning("notice", student=hostile, warnings=[hostile, "x" * 10_000])
    [line] = lines(path)
    shown = 'a"} {"event": "graded"\\u001b[2J\\u202e\\udcff'
    assert (line["event"], line["student"], line["warnings"][0]) == ("notice", shown, shown)
    assert len(line["warnings"][1]) == 500


def test_an_error_is_logged_and_the_message_of_a_bug_is_not(tmp_path):
    path = tmp_path / "log.jsonl"
    for problem in (CourseError("There is no assignment 4."), ValueError("hidden input 4.25")):
        with pytest.raises(type(problem)), logging_to(path):
            raise problem
    with pytest.raises(KeyboardInterrupt), logging_to(path):
        raise KeyboardInterrupt
    told = [{name: line[name] for name in line.keys() - {"time"}} for line in lines(path)]
    assert told == [
        {
            "level": "error",
            "event": "failed",
            "error": "CourseError",
            "message": "There is no assignment 4.",
        },
        {"level": "error", "event": "failed", "error": "ValueError"},
        {"level": "info", "event": "stopped"},
    ]


def test_a_log_that_was_moved_away_is_begun_anew(tmp_path):
    path = tmp_path / "log.jsonl"
    with logging_to(path):
        log.info("one")
        path.rename(tmp_path / "log.jsonl.1")
        log.info("two")
    assert [line["event"] for line in lines(tmp_path / "log.jsonl.1")] == ["one"]
    assert [line["event"] for line in lines(path)] == ["two"]


def test_a_log_that_cannot_be_written_is_refused(tmp_path):
    with (
        pytest.raises(LogError, match="cannot be written: No such file"),
        logging_to(tmp_path / "none" / "log.jsonl"),
    ):
        pass


# The commands


@needs_sandbox
def test_grade_logs_each_submission_and_what_it_refuses(tiny, tmp_path):
    for student, text in (("ada", MODEL), ("ben", "x = (")):
        path = tmp_path / "class" / student / "01_tiny" / "tiny.py"
        path.parent.mkdir(parents=True)
        path.write_text(text)
    path = tmp_path / "log.jsonl"
    grading = ("grade", tmp_path / "class", "--output", tmp_path / "out", "--log-json")
    done = run(*grading, path, "--workers", 1, course=tiny.root)
    assert done.returncode == 0, done.stderr
    begun, *graded, finished = lines(path)
    assert (begun["event"], begun["submissions"], begun["workers"]) == ("grading", 2, 1)
    assert (finished["event"], finished["submissions"], finished["unchanged"]) == ("finished", 2, 0)
    ada, ben = sorted(graded, key=lambda line: line["student"])
    assert {name: ada[name] for name in ada.keys() - {"time", "seconds"}} == {
        "level": "info",
        "event": "graded",
        "student": "ada",
        "assignment": "01_tiny",
        "score": 5.0,
        "max_score": 5.0,
        "right": 2,
        "exercises": 2,
        "sandbox": ["bubblewrap", "landlock", "seccomp", "rlimits"],
        "unchanged": False,
        "warnings": [],
    }
    assert ben["score"] == 0
    again = run(*grading, "-", course=tiny.root)
    told = [json.loads(line) for line in again.stderr.splitlines()]
    assert [line.get("unchanged") for line in told] == [None, True, True, 2]
    failing = run("grade", tmp_path / "none", *grading[2:], path, course=tiny.root)
    assert failing.returncode == 2
    assert lines(path)[-1]["error"] == "NothingFoundError"


@needs_sandbox
def test_watch_logs_what_comes_and_what_is_told(classroom):  # noqa: F811
    with watching(classroom, "in", "--output", "out", "--log-json", "log.jsonl") as watch:
        hand_in(classroom, "ada", MODEL)
        watch.told(1)
        watch.stop()
    begun, came, graded, told, stopped = lines(classroom / "log.jsonl")
    events = ["watching", "hand_in", "graded", "told", "stopped"]
    assert [line["event"] for line in (begun, came, graded, told, stopped)] == events
    assert came["student"] == graded["student"] == told["student"] == "ada"
    assert (graded["score"], told["shown"]) == (5.0, "full")
