"""The words in which terminal, pages and exports speak of outcomes and of what stands out."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.reports import adjustments, lateness
from autograder.reports.report import ExerciseReport, Outcome, Report, TestReport

_MOST_NOTICES = 2  # exercises and warnings that one notice names

#: The message of a test whose function is still the stub.
STUB = "It is not implemented yet."
#: The message of a test of an aspect where the values are wrong.
NOT_JUDGED = "This can be judged once the values are right."
#: What a student reads for each measure.
MEASURES = {
    "r_squared": "explained variance on the test data (R²)",
    "accuracy": "accuracy on the test data",
    "skill": "share of the naive forecast's squared errors that is saved on the test data (skill)",
    "auc": "area under the ROC curve on the test data",
}


@dataclass(frozen=True)
class OutcomeWords:
    """What people read about an outcome."""

    name: str
    advice: str  # what its student may do next

    @property
    def sentence(self) -> str:
        """The name as a sentence."""
        return f"{self.name[0].upper()}{self.name[1:]}."


OUTCOMES: dict[Outcome, OutcomeWords] = {
    "right": OutcomeWords("right", ""),
    "wrong": OutcomeWords(
        "not right yet", "Compare your function with the formula and the worked number."
    ),
    "raised an error": OutcomeWords(
        "raised an error",
        "Run its cell and the check cell below it, and read the last line of the error message.",
    ),
    "not attempted": OutcomeWords(
        "not attempted", "Write code where `raise NotImplementedError` stands."
    ),
}


def example_sentence(exercise: ExerciseReport) -> str:
    """The call that goes wrong as a sentence; empty where none can be told in one."""
    example = exercise.example
    if not example or example.definitions:
        return ""
    return f"For example, {example.call} gives {example.returned} instead of {example.expected}."


def remarks(report: Report) -> list[str]:
    """What a student should know beside the exercises, as sentences.

    When it was due and came, what was entered by hand, and warnings.
    """
    return [*lateness.in_words(report), *adjustments.in_words(report), *report.warnings]


def notice(report: Report) -> str:
    """What stands out about a report for staff, in a few words.

    Lateness, then points by hand, then what went wrong.
    """
    short = [*lateness.in_short(report), *adjustments.in_short(report)]
    return "; ".join([*short, *_troubles(report)])


def _troubles(report: Report) -> list[str]:
    """What went wrong: the first warning, then the exercises that are not right."""
    if not report.sandbox and report.warnings:  # nothing was run
        return report.warnings[:1]
    if {exercise.outcome for exercise in report.exercises} == {"not attempted"}:
        return ["nothing attempted", *report.warnings[:1]]
    troubles = report.warnings[:1]
    for exercise in report.exercises:
        if exercise.outcome in ("wrong", "raised an error"):
            message = next((test.message for test in _telling(exercise)), "")
            troubles.append(f"{exercise.name}: {exercise.hint or message}")
    missing = sum(exercise.outcome == "not attempted" for exercise in report.exercises)
    if missing:
        troubles.append(f"{missing} not attempted")
    more = len(troubles) - _MOST_NOTICES
    return troubles[:_MOST_NOTICES] + ([f"{more} more"] if more > 0 else [])


def _telling(exercise: ExerciseReport) -> list[TestReport]:
    """The tests that were not passed, those first whose titles are refuted."""
    failed = [test for test in exercise.tests if not test.passed]
    return sorted(failed, key=lambda test: test.judged, reverse=True)
