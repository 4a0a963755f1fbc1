"""Times as platforms, nbgrader and people write them, read without guessing.

`09/10/2026` may be October 9 or September 10, so it is not read; `Oct 9, 2026 1159 PM` is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_LONGEST = 100
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:T|[ _-]+)(?P<clock>\d\d[:.-]?\d\d.*)"
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)[T_-]?(?P<clock>\d{4}(?:\d\d)?.*)"
)
#: Oct 9, 2026 1159 PM
_MONTH_FIRST = re.compile(
    r"(?:[^\W\d_]+\.?,? )?(?P<name>[^\W\d_]{3,})\.? (?P<day>\d\d?)(?:st|nd|rd|th)?,? "
    r"(?P<year>\d{4}),?(?: at| um)? (?P<clock>\d.*)",
    re.IGNORECASE,
)
#: 9 October 2026 23:59, and 9. Oktober 2026, 23:59 Uhr
_DAY_FIRST = re.compile(
    r"(?:[^\W\d_]+\.?,? )?(?P<day>\d\d?)\.? (?P<name>[^\W\d_]{3,})\.?,? "
    r"(?P<year>\d{4}),?(?: at| um)? (?P<clock>\d.*)",
    re.IGNORECASE,
)
#: 9.10.2026, 23:59 Uhr: with full stops the day stands first everywhere.
_DOTTED = re.compile(
    r"(?P<day>\d\d?)\. ?(?P<month>\d\d?)\. ?(?P<year>\d{4}),?(?: um)? (?P<clock>\d.*)",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<year>\d{4}),? (?P<clock>\d.*)")
_CLOCK = re.compile(
    r"(?P<hour>\d\d?)(?P<mark>[:.-]?)(?P<minute>\d\d)"
    r"(?:(?P=mark)(?P<second>\d\d)(?:\.(?P<fraction>\d{1,6}))?)?"
    r"(?: ?(?P<half>[AP])\.?M\.?)?(?: Uhr)? ?(?P<zone>\S*)",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)")
_NAMED_ZONE = re.compile(r"[A-Z]\w+(?:/[A-Z][\w+-]+){1,2}", re.ASCII)
#: English and German months, by their first letters.
_MONTHS = {
    "january": 1, "januar": 1, "jänner": 1, "february": 2, "februar": 2, "feber": 2,
    "march": 3, "märz": 3, "maerz": 3, "mrz": 3, "april": 4, "may": 5, "mai": 5,
    "june": 6, "juni": 6, "july": 7, "juli": 7, "august": 8, "september": 9,
    "october": 10, "oktober": 10, "november": 11, "december": 12, "dezember": 12,
}  # fmt: skip


def read_time(text: str, zone: tzinfo | None = None) -> datetime | None:
    """An instant as nbgrader and learning platforms write it, or None.

    `zone` is that of a time which names none; without it, such a time gives None.
    """
    time = _read(text)
    if time is None or (time.tzinfo is None and zone is None):
        return None
    try:
        return (time if time.tzinfo is not None else time.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def sortable(text: str) -> str | None:
    """A time in a form whose text sorts by time; None where the time cannot be read.

    Times of one platform are in one zone, so that one without a zone is taken as it is.
    """
    time = read_time(text, UTC)
    return time.isoformat(timespec="microseconds") if time is not None else None


def _read(text: str) -> datetime | None:
    """The time, in its zone if it names one it can have."""
    if len(text) > _LONGEST:
        return None
    text = " ".join(text.split())
    for year, month, day, clock in _dates(text):
        match = _CLOCK.fullmatch(clock)
        # Far from the calendar's ends, so that it can be shown in any zone.
        if match is None or not 1900 <= year < 9000:
            continue
        hour = _hour(int(match["hour"]), match["half"])
        zone = _zone(match["zone"]) if match["zone"] else None
        if hour is None or (match["zone"] and zone is None):
            continue
        micro = int((match["fraction"] or "").ljust(6, "0"))
        try:
            whole = datetime(
                year, month, day, hour, int(match["minute"]), int(match["second"] or 0)
            )
        except ValueError:
            continue
        return whole.replace(microsecond=micro, tzinfo=zone)
    return None


def _dates(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Year, month, day, and the text of the clock, as far as the form is not ambiguous."""
    for form in (_ISO, _COMPACT, _DOTTED):
        if match := form.fullmatch(text):
            yield int(match["year"]), int(match["month"]), int(match["day"]), match["clock"]
    for form in (_MONTH_FIRST, _DAY_FIRST):
        match = form.fullmatch(text)
        month = _month(match["name"]) if match else None
        if match and month is not None:
            yield int(match["year"]), month, int(match["day"]), match["clock"]
    if match := _SLASHED.fullmatch(text):
        first, second = int(match["first"]), int(match["second"])
        if first == second or max(first, second) > 12:
            month, day = sorted((first, second))
            yield int(match["year"]), month, day, match["clock"]


def _month(name: str) -> int | None:
    """A month by its name or its first letters."""
    wanted = name.casefold()
    found = {number for month, number in _MONTHS.items() if month.startswith(wanted)}
    if wanted == "sept":
        return 9
    return found.pop() if len(found) == 1 else None


def _hour(hour: int, half: str | None) -> int | None:
    """The hour of the day, by the half of the day if one is given."""
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half.upper() == "P" else 0)


def _zone(text: str) -> tzinfo | None:
    """A time zone by its offset, its name (Europe/Berlin), or a word for UTC."""
    if text.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    if match := _OFFSET.fullmatch(text):
        offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
        if offset >= timedelta(days=1):
            return None
        return timezone(-offset if match["sign"] == "-" else offset)
    return _named_zone(text)


def _named_zone(name: str) -> ZoneInfo | None:
    """A time zone by its name, such as Europe/Berlin; None for an unknown one."""
    if not _NAMED_ZONE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return None
