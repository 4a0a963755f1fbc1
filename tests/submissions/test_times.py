"""Times in the forms that platforms and people use, and those that stay unread."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.submissions.times import read_time, sortable

EVENING, MORNING = "2026-10-09T23:59:00", "2026-10-10T08:59:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oct 9, 2026 1159 PM", EVENING),
        ("Oct 10, 2026 859 AM", MORNING),
        ("Oct. 9, 2026 at 11:59 pm", EVENING),
        ("October 9th, 2026 11:59 PM", EVENING),
        ("Friday, 9 October 2026, 11:59 PM", EVENING),
        ("9 October, 2026 11:59 PM", EVENING),
        ("9. Oktober 2026, 23:59 Uhr", EVENING),
        ("Freitag, 9. Oktober 2026, 23:59", EVENING),
        ("9. Okt. 2026 2359", EVENING),
        ("09.10.2026, 23:59 Uhr", EVENING),
        ("10.10.2026 08:59:00", MORNING),
        ("2026-10-09 23:59", EVENING),
        ("2026-10-09T23:59:00", EVENING),
        ("2026-10-09-23-59-00", EVENING),
        ("2026-10-09_23-59", EVENING),
        ("20261009235900", EVENING),
        ("20261009_235900", EVENING),
        ("10/13/2026 1:05 PM", "2026-10-13T13:05:00"),
        ("13/10/2026 13:05", "2026-10-13T13:05:00"),
        ("Oct 9, 2026 1200 AM", "2026-10-09T00:00:00"),
        ("Oct 9, 2026 1230 PM", "2026-10-09T12:30:00"),
        ("1. März 2026 00:00", "2026-03-01T00:00:00"),
        ("10/9/2026 11:59 PM", None),  # October 9 or September 10
        ("Oct 9, 2026 1359 PM", None),
        ("Oct 32, 2026 1159 PM", None),
        ("Ju 9, 2026 1159 PM", None),
        ("Brumaire 18, 1799 1159 PM", None),
        ("2026-10-09", None),
        ("yesterday", None),
    ],
)
def test_a_time_without_a_zone_is_read_in_the_courses(text, expected):
    time = read_time(text, ZoneInfo("Europe/Berlin"))
    assert (
        time.astimezone(ZoneInfo("Europe/Berlin")).replace(tzinfo=None).isoformat()
        if time
        else None
    ) == expected
    assert read_time(text) is None
    assert (sortable(text) or "")[:19] == (expected or "")


def test_sortable_times_sort_by_time_whatever_their_form():
    times = [
        "2026-10-09 23:58:59.5",
        "Oct 9, 2026 1159 PM",
        "2026-10-10 02:00 +0200",
        "Oct 10, 2026 859 AM",
    ]
    assert sorted(times, key=sortable) == times


@given(st.text(max_size=200))
def test_any_text_is_a_time_or_none(text):
    assert (sortable(text) is None) == (read_time(text, UTC) is None)
