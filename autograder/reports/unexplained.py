"""Wrong answers that are like no entry of the bank, grouped by what they return.

What a group has in common is a mistake that the bank lacks: see `autograder new-misconception`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from autograder.reports.report import Counterexample, Report, Unexplained
from autograder.text import in_order

#: Of the calls on which one of two answers is wrong, the share on which they must return the same
#: wrong value, and of all calls the share on which they must agree: as where answers are compared
#: with the bank's.
_SHARE_OF_WRONG, _SHARE = 0.5, 0.6


@dataclass(frozen=True)
class Group:
    """Students whose answers to an exercise are wrong in one way."""

    exercise: str
    number: int  # within the exercise, from 1 on, the largest group first
    students: tuple[str, ...]  # sorted
    example: Counterexample | None  # where one of their reports holds one
    author: str  # whose answer the texts are
    function: str  # the student's own text: never run it, and show it as text
    needs: tuple[str, ...]  # imports, helpers and constants that it mentions


@dataclass(frozen=True)
class _Answer:
    student: str
    of: Unexplained
    example: Counterexample | None


def groups_of(reports: Iterable[Report]) -> list[Group]:
    """The groups of one assignment's reports, by exercise, the largest of an exercise first."""
    answers: defaultdict[str, list[_Answer]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report.student):
        examples = {
            exercise.name: exercise.example
            for exercise in report.exercises
            if exercise.example is not msgspec.UNSET
        }
        for of in report.unexplained:
            answers[of.exercise].append(_Answer(report.student, of, examples.get(of.exercise)))
    return [
        _described(exercise, number, members)
        for exercise in sorted(answers)
        for number, members in enumerate(_grouped(answers[exercise]), start=1)
    ]


def _grouped(answers: Sequence[_Answer]) -> list[list[_Answer]]:
    """Answers that are wrong alike; what most of them return leads a group."""
    keys = [tuple(sorted(answer.of.returned.items())) for answer in answers]
    counts = Counter(keys)
    in_order = sorted(zip(keys, answers, strict=True), key=lambda one: -counts[one[0]])
    groups: list[list[_Answer]] = []
    for _, answer in in_order:
        for group in groups:
            if wrong_alike(group[0].of.returned, answer.of.returned):
                group.append(answer)
                break
        else:
            groups.append([answer])
    return sorted(groups, key=len, reverse=True)


def wrong_alike(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two answers are wrong in one way on the public calls that both have answered."""
    common = one.keys() & other.keys()
    wrong = [call for call in common if one[call] or other[call]]
    agreed = sum(one[call] == other[call] for call in common)
    wrong_agreed = sum(one[call] == other[call] for call in wrong)
    return (
        bool(wrong)
        and wrong_agreed >= _SHARE_OF_WRONG * len(wrong)
        and agreed >= _SHARE * len(common)
    )


def _described(exercise: str, number: int, members: Sequence[_Answer]) -> Group:
    # Most people understand the shortest text soonest.
    shown = min(members, key=lambda one: (not one.of.function, len(one.of.function), one.student))
    examples = Counter(one.example for one in members if one.example is not None)
    most = max(examples.values(), default=0)
    likely = [example for example, count in examples.items() if count == most]
    return Group(
        exercise=exercise,
        number=number,
        students=tuple(sorted((one.student for one in members), key=in_order)),
        example=min(likely, key=lambda one: (len(one.call), one.call), default=None),
        author=shown.student,
        function=shown.of.function,
        needs=tuple(shown.of.needs),
    )
