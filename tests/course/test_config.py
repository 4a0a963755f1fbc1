"""The course's settings: what is read, and what is said of what cannot be."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from autograder.course.config import Config, LateRules, WatchRules, load_config
from autograder.course.model import CourseError
from autograder.limits import Limits
from tests.conftest import REPOSITORY


def read(root: Path, text: str) -> Config:
    (root / "course.toml").write_text(text)
    return load_config(root)


def test_a_course_without_the_file_has_the_defaults(tmp_path):
    assert load_config(tmp_path) == Config()
    assert read(tmp_path, "[limits]\n[late]\n[due]\n") == Config()


def test_every_setting_is_read(tmp_path):
    config = read(
        tmp_path,
        'feedback = "titles"\ncounterexamples = 3\ntitle = "Learning"\n'
        "[limits]\ncall_seconds = 5\nprocesses = 3\n"
        '[late]\npolicy = 0.1\ngrace_minutes = 2.5\ntime_zone = "Europe/Berlin"\n'
        "[due]\n04_losses = 2026-11-03T23:59:00+01:00\n",
    )
    assert config == Config(
        "titles",
        3,
        Limits(call_seconds=5.0, processes=3),
        LateRules(
            {"04_losses": datetime.fromisoformat("2026-11-03T23:59:00+01:00")},
            0.1,
            timedelta(minutes=2.5),
            ZoneInfo("Europe/Berlin"),
        ),
        "Learning",
    )
    assert repr(config.limits.call_seconds) == "5.0"  # digests of settings do not tell 5 from 5.0


def test_feedback_may_be_a_table(tmp_path):
    text = (REPOSITORY / "docs" / "watch.md").read_text()
    (settings,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert read(tmp_path, settings) == Config("full", watching=WatchRules(5, "titles"))
    assert read(tmp_path, '[feedback]\nshow = "score"') == Config("score")


WHOLE = "must be a whole number from 1 to 1000000. It is"
SECONDS = "limits.call_seconds must be a number above 0 and at most 86400. It is"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('feedback = "all"', 'feedback must be one of full, titles, score. It is "all".'),
        ("feedback = 3", "feedback must be one of full, titles, score. It is 3."),
        ("counterexamples = -1", "counterexamples must be a whole number from 0 to 100. It is -1."),
        ("title = 3", "title must be a text of up to 100 letters. It is 3."),
        ("feedback = true", "feedback must be one of full, titles, score. It is True."),
        ("[feedback]\nper_day = 0", "feedback.per_day must be a whole number from 1 to 1000."),
        ("[feedback]\nper_day = true", "feedback.per_day must be a whole number from 1 to 1000."),
        ('[feedback]\nbefore_due = "x"', "must be one of full, titles, score, nothing. It is"),
        ("[feedback]\nshow = 3", "feedback.show must be one of full, titles, score. It is 3."),
        ("[feedback]\na_day = 3", "[feedback] has no setting a_day. It has show, per_day, "),
        ("limits = 3", "limits must be a table: write [limits] on a line above its settings."),
        ("late = []", "late must be a table: write [late] on a line above its settings."),
        ('due = "soon"', "due must be a table: write [due] on a line above its settings."),
        ("[[limits]]\nprocesses = 3", "limits must be a table: write [limits] on a line"),
        ("[limits]\nprocesses = 10.5", f"limits.processes {WHOLE} 10.5."),
        ("[limits]\nprocesses = 10.0", f"limits.processes {WHOLE} 10.0."),
        ("[limits]\nprocesses = true", f"limits.processes {WHOLE} True."),
        ('[limits]\nprocesses = "10"', f'limits.processes {WHOLE} "10".'),
        ("[limits]\nprocesses = [10]", f"limits.processes {WHOLE} [10]."),
        ("[limits]\nprocesses = 0", f"limits.processes {WHOLE} 0."),
        ("[limits]\nprocesses = -1", f"limits.processes {WHOLE} -1."),
        ("[limits]\nprocesses = 1000001", f"limits.processes {WHOLE} 1000001."),
        (f"[limits]\nprocesses = {10**30}", f"limits.processes {WHOLE} {10**30}."),
        ("[limits]\nprocesses = inf", f"limits.processes {WHOLE} inf."),
        ("[limits]\nmemory_bytes = true", "limits.memory_bytes must be a whole number from 1 to"),
        ("[limits]\nmemory_bytes = 2e9", "It is 2000000000.0."),
        ("[limits]\ncall_seconds = nan", f"{SECONDS} nan."),
        ("[limits]\ncall_seconds = inf", f"{SECONDS} inf."),
        ("[limits]\ncall_seconds = -inf", f"{SECONDS} -inf."),
        ("[limits]\ncall_seconds = 0", f"{SECONDS} 0."),
        ("[limits]\ncall_seconds = -0.5", f"{SECONDS} -0.5."),
        ("[limits]\ncall_seconds = 1e9", f"{SECONDS} 1000000000.0."),
        (f"[limits]\ncall_seconds = {10**400}", f"{SECONDS} 1000"),
        ("[limits]\ncall_seconds = true", f"{SECONDS} True."),
        ('[limits]\ncall_seconds = "10"', f'{SECONDS} "10".'),
        ("[limits]\ncall_seconds = 2026-01-01", f"{SECONDS} datetime.date(2026, 1, 1)."),
        ("[limits.call_seconds]\nx = 1", f"{SECONDS} {{'x': 1}}."),
        ("[limits]\nseconds = 1", "[limits] has no setting seconds. It has call_seconds, "),
        (
            "[limit]\nprocesses = 3",
            "unknown settings: limit. There are feedback, counterexamples, ",
        ),
        ("feedbak = 1", "unknown settings: feedbak. There are feedback, counterexamples, title "),
        ('"a\\u001bb" = 1', "unknown settings: a\\u001bb."),
        ("[late]\npenalty = 1", "[late] has no setting penalty. It has policy, grace_minutes, "),
        ('[late]\npolicy = "half"', 'late.policy must be "none", "zero", or the share of'),
        ("[late]\npolicy = inf", "above 0 and at most 1, such as 0.1. It is inf."),
        ("[late]\npolicy = nan", "It is nan."),
        ("[late]\ngrace_minutes = nan", "late.grace_minutes must be a number from 0 to 10080."),
        ('[late]\ngrace_minutes = "5"', "late.grace_minutes must be a number from 0 to 10080."),
        ("[late]\ngrace_minutes = true", "late.grace_minutes must be a number from 0 to 10080."),
        ("[late]\ngrace_minutes = 1e300", "late.grace_minutes must be a number from 0 to 10080."),
        ('[late]\ntime_zone = "Mars"', 'such as "Europe/Berlin". It is "Mars".'),
        ('[late]\ntime_zone = "../../etc/passwd"', "late.time_zone must be a time zone"),
        ("[late]\ntime_zone = true", "late.time_zone must be a time zone"),
        ("[due]\n4 = 2026-11-03T23:59:00", "due.4 must be a date and time with its offset"),
        ("[due]\n4 = 23:59:00", "It is datetime.time(23, 59)."),
        ("[due]\n4 = 3", "due.4 must be a date and time with its offset from UTC"),
        ('[due]\n4 = "2026-11-03T23:59:00Z"', 'It is "2026-11-03T23:59:00Z".'),
        ("[due.4]\nat = 2026-11-03T23:59:00Z", "due.4 must be a date and time with its offset"),
        ("feedback =", "Invalid value"),
        ("[late]\n[late]", "Cannot declare ('late',) twice"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_allowed(tmp_path, text, message):
    with pytest.raises(CourseError) as error:
        read(tmp_path, text)
    assert str(error.value).startswith(f"{tmp_path / 'course.toml'}: ")
    assert message in str(error.value)
    assert len(str(error.value)) < 600


def test_a_file_that_is_not_text(tmp_path):
    (tmp_path / "course.toml").write_bytes(b"feedback = '\xff'")
    with pytest.raises(CourseError, match=r"course\.toml: .*can't decode"):
        load_config(tmp_path)


def test_a_file_that_cannot_be_read(tmp_path):
    (tmp_path / "course.toml").mkdir()
    with pytest.raises(CourseError, match=r"course\.toml cannot be read: Is a directory\."):
        load_config(tmp_path)
