"""`autograder adjust --gradebook`: what was entered by hand here and in nbgrader becomes one."""

from __future__ import annotations

from pathlib import Path

import typer

from autograder.cli.console import print_as_json, print_notice
from autograder.course.config import load_config
from autograder.course.loading import load_course
from autograder.course.roster import load_roster
from autograder.platforms.nbgrader.by_hand import ByHand, Change
from autograder.platforms.nbgrader.gradebook import GradebookWriter, require_gradebook, shown
from autograder.platforms.nbgrader.merging import Place, What
from autograder.reports.finding import find_reports

_WHATS: tuple[What, ...] = ("points", "comment")


def bring_together(
    address: str,
    folder: Path | None,
    student: str | None,
    assignment: str | None,
    exercise: str | None,
    *,
    prefer: Place | None,
    as_json: bool,
) -> None:
    """Bring together what was entered in a gradebook and in the journal, and say what changed.

    Exits with 1 where people must decide.
    """
    require_gradebook(address)
    course = load_course()
    chosen = [course.assignment(assignment)] if assignment else list(course.assignments)
    store = find_reports(folder, load_roster(course))
    store.prepare()
    by_hand = ByHand(store, prefer)
    missing: list[str] = []
    with GradebookWriter(course, load_config(course.root), address, by_hand) as writer:
        for one in chosen:
            missing += writer.merge_by_hand(one, student, exercise)
    store.write_summary()
    notices = [*by_hand.notices, *missing, *store.notices]
    if as_json:
        print_as_json(
            {
                "to_journal": by_hand.to_journal,
                "to_gradebook": by_hand.to_gradebook,
                "conflicts": by_hand.conflicts,
                "notices": notices,
            }
        )
    else:
        for line in in_words(by_hand):
            print_notice(line)
        if not (by_hand.to_journal or by_hand.to_gradebook or by_hand.conflicts):
            print("Nothing to do: both have what was entered by hand.")
        print(f"Gradebook: {shown(address)}. Journal: {store.journal.path}.")
        notices += how_to_decide(by_hand, address)
    for notice in notices:
        print_notice(notice, to_error=as_json)
    if by_hand.conflicts:
        raise typer.Exit(1)


def in_words(by_hand: ByHand) -> list[str]:
    """A line for each value that was taken over."""
    return [
        line
        for place, changes in (
            ("To the journal", by_hand.to_journal),
            ("To the gradebook", by_hand.to_gradebook),
        )
        for change in changes
        for line in _lines(place, change)
    ]


def how_to_decide(by_hand: ByHand, address: str) -> list[str]:
    """What to run where both places differ."""
    if not by_hand.conflicts:
        return []
    one = by_hand.conflicts[0]
    command = f"autograder adjust {one.student} {one.assignment} {one.exercise} --gradebook"
    return [
        f"To decide: `{command} {shown(address)} --reports {by_hand.store.folder} --prefer "
        "journal` keeps what `adjust` has entered, `--prefer gradebook` what formgrader has. "
        "Without names it decides for all."
    ]


def _lines(place: str, change: Change) -> list[str]:
    target = ", ".join((change.student, change.assignment, change.exercise))
    return [
        f"{place}: {target}: {now} instead of {before}."
        for what in _WHATS
        if (now := change.now.in_words(what)) != (before := change.before.in_words(what))
    ]
