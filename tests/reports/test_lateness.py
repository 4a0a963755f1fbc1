"""Due dates: who is late and by how much, what it costs, and that it is shown everywhere once."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import UTC, datetime, timedelta

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from autograder.course.config import LateRules, load_config
from autograder.course.model import CourseError
from autograder.platforms.exports import export
from autograder.reports import lateness
from autograder.reports import report as reports
from autograder.reports.pages.feedback import render
from autograder.reports.report import Report
from autograder.submissions.discovery import discover
from autograder.submissions.platform_names import Source
from autograder.submissions.times import read_time
from tests.cli.test_cli import run
from tests.conftest import FILES, MODEL, SOURCE, needs_sandbox, write_course

DUE = datetime.fromisoformat("2026-11-03T23:59:00+01:00")
SECOND = timedelta(seconds=1)
HALF = MODEL.replace("double(double(x))", "x")  # 2 of 5 points


def rules(policy="none", grace_minutes=0):
    return LateRules({"01_tiny": DUE}, policy, timedelta(minutes=grace_minutes))


def report(score=4.0, submitted=None, max_score=5.0, late=False):
    source = Source(file="tiny.py", submitted=submitted, late=late)
    return Report(
        "01_tiny", "ada", score, max_score, [], "0" * 64, "seed", ["bubblewrap"], [], 0.1, source
    )


# How late


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (-timedelta(days=400), 0),
        (-SECOND, 0),
        (timedelta(), 0),
        (timedelta(microseconds=1), 1),
        (SECOND, 1),
        (timedelta(days=1), 1),
        (timedelta(days=1) + SECOND, 2),
        (timedelta(days=10), 10),
    ],
)
def test_a_day_begun_counts_and_the_due_second_is_in_time(after, days):
    assert lateness.days_late(DUE + after, DUE) == days


@pytest.mark.parametrize(("minutes", "days"), [(0, 0), (10, 0), (11, 1), (1440, 1), (1441, 2)])
def test_with_grace_the_days_still_count_from_the_due_date(minutes, days):
    assert lateness.days_late(DUE + timedelta(minutes=minutes), DUE, timedelta(minutes=10)) == days


def test_the_change_to_summer_time_makes_no_day_longer_or_shorter():
    due = datetime.fromisoformat("2026-03-28T12:00:00+01:00")  # clocks go forward in the night
    same_clock = read_time("2026-03-29 12:00:00 Europe/Berlin")
    day_later = read_time("2026-03-29 13:00:00 Europe/Berlin")
    assert day_later - due == timedelta(days=1)
    assert [lateness.days_late(one, due) for one in (same_clock, day_later)] == [1, 1]
    assert lateness.days_late(day_later + SECOND, due) == 2


# What it costs


@pytest.mark.parametrize(
    ("policy", "days", "penalty", "score"),
    [
        ("none", 3, 0.0, 4.0),
        ("zero", 0, 0.0, 4.0),
        ("zero", 1, 4.0, 0.0),
        (0.1, 0, 0.0, 4.0),
        (0.1, 1, 0.5, 3.5),
        (0.1, 3, 1.5, 2.5),
        (0.1, 8, 4.0, 0.0),
        (0.1, 1000, 4.0, 0.0),
        (1.0, 1, 4.0, 0.0),
        (1 / 3, 1, 1.6667, 2.3333),
    ],
)
def test_the_penalty_is_a_line_of_its_own_and_never_more_than_the_score(
    policy, days, penalty, score
):
    submitted = DUE + timedelta(days=days) if days else DUE
    one = lateness.apply(report(submitted=submitted), rules(policy))
    assert (one.score, one.max_score) == (score, 5.0)
    told = one.lateness
    assert (told.due, told.policy, told.days) == (DUE, policy, days)
    assert (told.score_before, told.penalty) == (4.0, penalty)
    assert reports.decode(reports.encode(one)) == one


@given(
    score=st.floats(0, 5),
    seconds=st.integers(-(10**8), 10**9),
    policy=st.one_of(st.sampled_from(["none", "zero"]), st.floats(0.001, 1)),
)
def test_a_score_never_rises_and_never_falls_below_zero(score, seconds, policy):
    before = report(round(score, 4), DUE + timedelta(seconds=seconds))
    one = lateness.apply(before, rules(policy))
    assert 0 <= one.score <= before.score
    assert (one.score == before.score) or (policy != "none" and seconds > 0)
    # Again, by other rules and by none: the first penalty leaves no trace.
    assert lateness.apply(lateness.apply(one, rules("zero")), rules(policy)) == one
    assert lateness.apply(one, LateRules()) == before


def test_who_cannot_be_shown_to_be_late_loses_nothing_and_that_is_said():
    one = lateness.apply(report(), rules("zero"))
    assert (one.score, one.lateness.days, one.lateness.penalty) == (4.0, 0, 0.0)
    assert lateness.in_words(one) == [
        "Due 2026-11-03 23:59:00 +01:00. The time of submission is not known: no late penalty was "
        "taken off."
    ]
    flagged = lateness.apply(report(late=True), rules("zero"))
    assert flagged.score == 4.0
    assert "The platform says late, but not how late" in lateness.in_words(flagged)[0]


def test_an_assignment_without_a_due_date_is_never_late():
    one = report(submitted=DUE + timedelta(days=9))
    assert lateness.apply(one, LateRules({"02_other": DUE}, "zero")) == one
    assert b"lateness" not in reports.encode(one)


# When it was handed in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-03 22:59:00 UTC", "2026-11-03T22:59:00"),
        ("2026-11-03 22:59:00.123456 UTC\n", "2026-11-03T22:59:00.123456"),
        ("2026-11-03T23:59:00+01:00", "2026-11-03T22:59:00"),
        ("2026-11-03 23:59:00 +0100", "2026-11-03T22:59:00"),
        ("2026-11-03T22:59:00Z", "2026-11-03T22:59:00"),
        ("2026-11-03 23:59:00 Europe/Berlin", "2026-11-03T22:59:00"),
        ("2026-11-03-22-59-00", None),
        ("2026-11-03 22:59:00", None),
        ("2026-13-03 22:59:00 UTC", None),
        ("2026-11-03 22:59:00 Nowhere/Atall", None),
        ("2026-11-03 22:59:00 ../../etc/passwd", None),
        ("2026-11-03 22:59:00 +99:00", None),
        ("9999-12-31 23:59:59 -01:00", None),
        ("0001-01-01 00:00:00 +01:00", None),
        ("", None),
        ("yesterday", None),
        ("\x00" * 100, None),
    ],
)
def test_times_are_read_where_they_are_instants(text, expected):
    time = read_time(text)
    assert (time.astimezone(UTC).replace(tzinfo=None).isoformat() if time else None) == expected


@given(st.text(max_size=100))
def test_no_text_is_too_strange_to_be_no_time(text):
    assert read_time(text) is None or read_time(text).tzinfo is not None


def submitted_times(findings):
    return {one.student: one.source and one.source.submitted for one in findings.submissions}


def test_nbgraders_timestamp_counts_in_its_own_layout_only(tmp_path, tiny):
    files = {
        "ada/01_tiny/tiny.py": MODEL,
        "ada/01_tiny/timestamp.txt": "2026-11-03 22:59:00 UTC",
        "ben/01_tiny/tiny.py": MODEL,
        "ben/01_tiny/timestamp.txt": "in time, honestly",
        "cleo/01_tiny/tiny.py": MODEL,
        # What a student uploads cannot be what the platform says.
        "Dan_7_assignsubmission_file_/01_tiny/tiny.py": MODEL,
        "Dan_7_assignsubmission_file_/01_tiny/timestamp.txt": "2020-01-01 00:00:00 UTC",
    }
    expected = {"ada": DUE, "ben": None, "cleo": None, "Dan": None}
    for name, text in files.items():
        path = tmp_path / "class" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    link = tmp_path / "class" / "cleo" / "01_tiny" / "timestamp.txt"
    link.symlink_to(tmp_path / "class" / "ada" / "01_tiny" / "timestamp.txt")
    assert submitted_times(discover([tmp_path / "class"], tiny)) == expected
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    assert submitted_times(discover([tmp_path / "all.zip"], tiny)) == expected


def test_a_platforms_time_without_a_zone_needs_the_courses(tmp_path, tiny):
    path = tmp_path / "class"
    path.mkdir()
    (path / "Tiny_ada_attempt_2026-11-03-23-59-00_tiny.py").write_text(MODEL)
    assert submitted_times(discover([path], tiny)) == {"ada": None}
    (tmp_path / "course.toml").write_text('[late]\ntime_zone = "Europe/Berlin"\n')
    zone = load_config(tmp_path).late.zone
    assert submitted_times(discover([path], tiny, zone=zone)) == {"ada": DUE}


# The course's settings


def configured(tmp_path, text) -> LateRules:
    (tmp_path / "course.toml").write_text(text)
    return load_config(tmp_path).late


def test_settings_are_read(tmp_path, tiny):
    told = configured(
        tmp_path,
        "[late]\npolicy = 0.1\ngrace_minutes = 10\n[due]\ntiny = 2026-11-03T23:59:00+01:00\n",
    )
    assert told == LateRules({"tiny": DUE}, 0.1, timedelta(minutes=10))
    assert lateness.rules_of(tiny, told).due == {"01_tiny": DUE}
    assert configured(tmp_path, "") == LateRules()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[late]\npolicy = "half"',
            'late.policy must be "none", "zero", or the share of the points',
        ),
        ("[late]\npolicy = 0", "above 0 and at most 1"),
        ("[late]\npolicy = 10", "above 0 and at most 1"),
        ("[late]\npolicy = nan", "above 0 and at most 1"),
        ("[late]\npolicy = true", "It is True"),
        ("[late]\npolicy = [1]", "above 0 and at most 1"),
        ("[late]\npenalty = 1", "has no setting penalty"),
        ('late = "zero"', "late must be a table"),
        ("[late]\ngrace_minutes = -1", "late.grace_minutes must be a number from 0 to 10080"),
        ('[late]\ntime_zone = "Atlantis"', "late.time_zone must be a time zone"),
        ("[late]\ntime_zone = 1", "late.time_zone must be a time zone"),
        ("[due]\ntiny = 2026-11-03T23:59:00", "due.tiny must be a date and time with its offset"),
        ("[due]\ntiny = 2026-11-03", "due.tiny must be a date and time with its offset"),
        ('[due]\ntiny = "2026-11-03T23:59:00Z"', "without quotation marks"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_wanted(tmp_path, text, message):
    with pytest.raises(CourseError, match=r"course\.toml") as error:
        configured(tmp_path, text)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("names", "message"),
    [(["tinny"], r"\[due\]: There is no assignment 'tinny'"), (["1", "tiny"], "01_tiny twice")],
)
def test_a_due_date_is_that_of_one_assignment(tiny, names, message):
    with pytest.raises(CourseError, match=message):
        lateness.rules_of(tiny, LateRules(dict.fromkeys(names, DUE)))


# Shown


def test_students_see_score_before_penalty_and_score():
    one = lateness.apply(report(submitted=DUE + SECOND), rules(0.1))
    for feedback in ("full", "titles", "score"):
        page = render(one, feedback)
        assert "3.5 of 5 points" in page
        assert '<th scope="row">score before</th><td>4</td>' in page
        assert '<th scope="row">late penalty</th><td class="open">\u22120.5</td>' in page
        assert "handed in 2026-11-03 23:59:01 +01:00: 1 day late." in page
        assert "10 % of the assignment" in page
    in_time = render(lateness.apply(report(submitted=DUE), rules(0.1)), "full")
    assert "in time" in in_time
    assert "late penalty" not in in_time
    assert "Due" not in render(report(), "full")


def test_exports_hand_on_the_score_after_the_penalty(tmp_path):
    one = lateness.apply(report(submitted=DUE + SECOND), rules(0.1))
    (path,) = export([one], "gradescope", tmp_path / "g", feedback="full").files
    results = json.loads(path.read_text())
    assert results["score"] == 3.5
    assert "1 day late. \nLate penalty: 10 %" in results["output"].replace(".\n", ". \n")
    (path,) = export([one], "moodle", tmp_path / "m", feedback="full").files
    (row,) = csv.DictReader(path.open())
    assert (row["Grade"], row["Maximum Grade"]) == ("3.5", "5")
    assert "1 day late" in row["Feedback comments"]
    (path,) = export([one], "csv", tmp_path / "c", feedback="full").files
    (row,) = csv.DictReader(path.open())
    assert (row["score"], row["score_before"], row["late_penalty"]) == ("3.5", "4", "0.5")
    assert (row["late"], row["days_late"]) == ("late", "1")
    assert row["submitted"] == "2026-11-03T23:59:01+01:00"
    (path,) = export([one], "json", tmp_path / "j", feedback="full").files
    assert json.loads(path.read_text())[0]["lateness"]["penalty"] == 0.5


# The whole way


@pytest.fixture
def course(tmp_path):
    return write_course(tmp_path / "course", FILES)


@pytest.fixture
def classroom(tmp_path):
    """In time to the second, a second late, two days late, and without a time."""
    for student, text, stamp in (
        ("ada", MODEL, "2026-11-03 22:59:00 UTC"),
        ("ben", MODEL, "2026-11-03 22:59:01 UTC"),
        ("cleo", HALF, "2026-11-05 12:00:00 UTC"),
        ("dan", SOURCE, None),
    ):
        folder = tmp_path / "class" / student / "01_tiny"
        folder.mkdir(parents=True)
        (folder / "tiny.py").write_text(text)
        if stamp:
            (folder / "timestamp.txt").write_text(stamp)
    return tmp_path / "class"


def set_policy(course, text):
    (course.root / "course.toml").write_text(text)


def scores(out):
    return {
        path.parent.parent.name: reports.decode(path.read_bytes()).score
        for path in sorted(out.glob("*/01_tiny/report.json"))
    }


TENTH = "[late]\npolicy = 0.1\n[due]\n01_tiny = 2026-11-03T23:59:00+01:00\n"


@needs_sandbox
def test_a_new_due_date_scores_again_without_grading_again(course, classroom, tmp_path):
    out = tmp_path / "out"
    arguments = ("grade", classroom, "--output", out)
    set_policy(course, TENTH)
    listed = run("list", course=course.root)
    assert "5 points, due 2026-11-03 23:59:00 +01:00" in listed.stdout
    graded = run(*arguments, course=course.root)
    assert graded.returncode == 0, graded.stderr
    assert scores(out) == {"ada": 5.0, "ben": 4.5, "cleo": 1.0, "dan": 0.0}
    for told in (
        "1 day late, 0.5 points off",
        "2 submissions handed in late: ben (01_tiny), cleo (01_tiny).",
        "The time of 1 submission is not known; no late penalty: dan (01_tiny).",
    ):
        assert told in graded.stdout
    data = json.loads((out / "cleo" / "01_tiny" / "report.json").read_bytes())
    jsonschema.validate(data, json.loads(reports.schema()))
    assert data["lateness"] == {
        "due": "2026-11-03T23:59:00+01:00", "policy": 0.1, "days": 2, "score_before": 2.0,
        "penalty": 1.0,
    }  # fmt: skip
    assert [exercise["score"] for exercise in data["exercises"]] == [2.0, 0.0]
    seconds = data["seconds"]

    assert "4 of them unchanged" in run(*arguments, course=course.root).stdout
    set_policy(course, TENTH.replace("0.1", '"zero"').replace("23:59:00", "23:59:01"))
    again = run(*arguments, course=course.root)
    assert "unchanged" not in again.stdout
    assert scores(out) == {"ada": 5.0, "ben": 5.0, "cleo": 0.0, "dan": 0.0}
    data = json.loads((out / "cleo" / "01_tiny" / "report.json").read_bytes())
    assert (data["lateness"]["score_before"], data["seconds"]) == (2.0, seconds)
    assert "cleo,01_tiny,0,5" in (out / "summary.csv").read_text()

    set_policy(course, "")
    assert run(*arguments, course=course.root).returncode == 0
    assert scores(out) == {"ada": 5.0, "ben": 5.0, "cleo": 2.0, "dan": 0.0}
    assert "lateness" not in (out / "cleo" / "01_tiny" / "report.json").read_text()


@needs_sandbox
def test_the_pages_of_a_run_and_the_comparison_tell_of_it(course, classroom, tmp_path):
    run("grade", classroom, "--output", tmp_path / "old", course=course.root)
    set_policy(course, TENTH)
    run("grade", classroom, "--output", tmp_path / "new", "--html", course=course.root)
    assert "1 day late, 0.5 points off" in (tmp_path / "new" / "class.html").read_text()
    assert "; 2 late</span>" in (tmp_path / "new" / "class.html").read_text()
    page = (tmp_path / "new" / "ben" / "01_tiny" / "feedback.html").read_text()
    assert "4.5 of 5 points" in page
    done = run("diff", tmp_path / "old", tmp_path / "new", "--json", course=course.root)
    changes = {one["student"]: one for one in json.loads(done.stdout)["changes"]}
    assert set(changes) == {"ben", "cleo"}
    assert changes["ben"]["exercises"] == []
    assert "late penalty" in changes["ben"]["why"]
    assert "nothing" not in changes["ben"]["why"]


@needs_sandbox
def test_the_best_attempt_is_the_best_after_the_penalty(course, tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "Tiny_ada_attempt_2026-11-03-23-00-00_tiny.py").write_text(HALF)
    (folder / "Tiny_ada_attempt_2026-11-04-23-00-00_tiny.py").write_text(MODEL)
    arguments = ("grade", folder, "--attempt", "best", "--output", tmp_path / "out")
    zone = TENTH.replace("policy", 'time_zone = "Europe/Berlin"\npolicy')
    for policy, best in (("0.1", 4.5), ('"zero"', 2.0), ("0.9", 2.0), ('"none"', 5.0)):
        set_policy(course, zone.replace("0.1", policy))
        assert run(*arguments, course=course.root).returncode == 0
        assert scores(tmp_path / "out") == {"ada": best}


@needs_sandbox
def test_the_time_may_be_given_where_nothing_tells_it(course, classroom, tmp_path):
    set_policy(course, TENTH)
    arguments = ("grade", classroom, "--output", tmp_path / "out", "--submitted")
    done = run(*arguments, "2026-11-06T00:00:00+01:00", course=course.root)
    assert done.returncode == 0, done.stderr
    assert "is not known" not in done.stdout
    days = {
        path.parent.parent.name: reports.decode(path.read_bytes()).lateness.days
        for path in (tmp_path / "out").glob("*/01_tiny/report.json")
    }
    assert days == {"ada": 0, "ben": 1, "cleo": 2, "dan": 3}
    wrong = run(*arguments, "yesterday", course=course.root)
    assert wrong.returncode == 2
    assert "--submitted takes a date and time with its offset" in wrong.stderr


def test_a_wrong_policy_stops_before_anything_is_graded(course, classroom, tmp_path):
    set_policy(course, '[late]\npolicy = "half"\n')
    done = run("grade", classroom, "--output", tmp_path / "out", course=course.root)
    assert done.returncode == 2
    assert done.stderr.startswith("autograder: ")
    assert "late.policy must be" in done.stderr
    set_policy(course, "[due]\n02_other = 2026-11-03T23:59:00Z\n")
    done = run("grade", classroom, "--output", tmp_path / "out", course=course.root)
    assert done.returncode == 2
    assert "[due]: There is no assignment '02_other'. Assignments: 01_tiny." in done.stderr
    assert not list(tmp_path.glob("out/*/01_tiny/report.json"))


def test_a_report_written_before_there_were_due_dates_is_still_read():
    old = replace(report(), source=Source(file="tiny.py"))
    plain = json.loads(reports.encode(old))
    del plain["source"]["submitted"]
    assert reports.decode(json.dumps(plain).encode()) == old
