"""The roster: read strictly, and people found by whatever name a submission has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from autograder.course.model import CourseError
from autograder.course.roster import Person, Roster, load_roster
from tests.conftest import FILES, write_course

DUE = datetime(2026, 11, 3, 12, tzinfo=UTC)
ROSTER = """\
id,name,section,canvas,moodle,extra_time,extension tiny
ada,Ada Lovelace,A,7,501,,2
ben,Ben Bitdiddle,B,8,,0.5,2026-11-10T12:00:00+01:00
cleo,,,,,,

"""


@pytest.fixture
def course(tmp_path):
    return write_course(tmp_path / "course", FILES)


def load(course, text: str | bytes) -> Roster:
    data = text.encode() if isinstance(text, str) else text
    (course.root / "roster.csv").write_bytes(data)
    return load_roster(course)


def test_a_course_without_a_roster_has_an_empty_one(course):
    assert load_roster(course) == Roster()
    assert load_roster(course).find("ada") is None


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_column_is_read(course, mark):
    ada, ben, cleo = load(course, mark + ROSTER).people
    ids = {"canvas": "7", "moodle": "501"}
    assert ada == Person("ada", "Ada Lovelace", "A", ids, 0.0, {"01_tiny": 2.0})
    until = datetime.fromisoformat("2026-11-10T12:00:00+01:00")
    assert (ben.extra_days, ben.extensions) == (0.5, {"01_tiny": until})
    assert cleo == Person("cleo")


def test_an_extension_is_never_earlier_than_the_due_date(course):
    ada, ben, cleo = load(course, ROSTER).people
    assert ada.due("01_tiny", DUE) == DUE + timedelta(days=2)
    assert ada.due("02_other", DUE) == DUE
    assert ben.due("01_tiny", DUE) == datetime(2026, 11, 10, 11, tzinfo=UTC)
    assert ben.due("02_other", DUE) == DUE + timedelta(hours=12)
    late = DUE + timedelta(days=30)
    assert ben.due("01_tiny", late) == late + timedelta(hours=12)
    assert cleo.due("01_tiny", DUE) == DUE


@pytest.mark.parametrize(
    ("student", "platform", "own", "found"),
    [
        ("ada", None, None, "ada"),
        ("ADA", None, None, "ada"),
        ("Lovelace, Ada", None, None, "ada"),
        ("somebody", "canvas", "8", "ben"),
        ("somebody", "moodle", "8", None),
        ("somebody", None, None, None),
    ],
)
def test_people_are_found_by_id_platform_and_name(course, student, platform, own, found):
    person = load(course, ROSTER).find(student, platform, own)
    assert (person.id if person else None) == found


def test_a_name_that_two_have_names_nobody():
    roster = Roster.of([Person("1", "Ann Lee"), Person("2", "Lee Ann")])
    assert roster.find("Ann Lee") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("name\nAda\n", "line 1: there is no column id"),
        ("id,nickname\nada,a\n", "line 1: there is no column nickname. There are id, name"),
        ("id,\nada,\n", r"no column \(empty\)"),
        ("id,id\nada,ada\n", "there are several columns id"),
        ("id,extension tiny,extension 1\nada,1,1\n", "several columns extension 01_tiny"),
        ("id,extension 99\nada,1\n", "line 1: There is no assignment '99'"),
        ("id,name\nada\n", "row 2: 1 cells under 2 columns"),
        ("id\n../ada\n", "row 2: id must be the student's name"),
        ("id,name\n,Ada\n", "row 2: id must be the student's name"),
        ("id\nada\nADA\n", "several rows have the id ADA"),
        ("id,canvas\nada,7\nben,7\n", "several rows have the canvas 7"),
        ("id,extra_time\nada,-1\n", 'row 2: extra_time must be a number of days.* It is "-1"'),
        ("id,extra_time\nada,nan\n", "extra_time must be a number of days"),
        ("id,extra_time\nada,two\n", "extra_time must be a number of days"),
        ("id,extension 1\nada,2026-11-03T12:00:00\n", "or a date and time with its offset"),
        ("id,extension 1\nada,20261103\n", "a number of days from 0 to 366"),
        ('id\n"ada\n', "is not a CSV file in UTF-8"),
        (b"id\n\xff\n", "is not a CSV file in UTF-8"),
        ("id,name\nada,A\x1b[31m\n", "name must be a text of up to 200 letters on one line"),
    ],
)
def test_what_cannot_be_right_is_named(course, text, message):
    with pytest.raises(CourseError, match=message):
        load(course, text)
