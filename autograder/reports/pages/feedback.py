"""What a student gets back: what is right, what is wrong, and what to try next.

As a page, one self-contained HTML file without scripts in which everything that came from a
student or a file name is escaped; and as plain text, for the outputs of an autograded notebook.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.course.config import Feedback
from autograder.reports import plots
from autograder.reports.adjustments import points_in_words
from autograder.reports.lateness import handed_in, in_words
from autograder.reports.pages.templating import environment
from autograder.reports.report import (
    ExerciseReport,
    Report,
    TestReport,
    TrainingReport,
    for_student,
)
from autograder.reports.store import Store
from autograder.reports.words import MEASURES, NOT_JUDGED, OUTCOMES, STUB
from autograder.text import counted, number, printable

PAGE = "feedback.html"


def write_pages(
    store: Store, feedback: Feedback, folder: Path | None = None, course: str = ""
) -> Iterator[Path]:
    """Write a feedback page for each report of a store, giving each path as it is written.

    It lies beside its report, or in `folder` as `<assignment>/<student>.html`: a folder that may
    be handed out, since reports hold seeds and pages do not. `course` is the course's title.
    """
    for report in store.reports():
        path = page_of(report, store, folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(report, feedback, course), encoding="utf-8")
        yield path


def page_of(report: Report, store: Store, folder: Path | None = None) -> Path:
    """Where the page of a report is written."""
    if folder is None:
        return store.path(report.student, report.assignment).with_name(PAGE)
    return folder / report.assignment / f"{report.student}.html"


def render(report: Report, feedback: Feedback, course: str = "", note: str = "") -> str:
    """The page of one report, with as much as the course lets students see.

    `note` is a sentence of the course's about the page.
    """
    seen = for_student(report, feedback)
    return (
        environment()
        .get_template("feedback.html.j2")
        .render(
            report=seen,
            course=course,
            note=note,
            handed_in=handed_in(report),
            reasons=_reasons,
            feedback=feedback,
            advice=_advice,
            by_message=_by_message,
            outcomes=OUTCOMES,
            number=number,
            plots=plots,
            measures=MEASURES,
            reached=_reached,
            dates=in_words(report),
            points_in_words=points_in_words,
        )
    )


def render_notice(report: Report, notice: str, course: str = "") -> str:
    """A page in place of a report's, which says why there is no result on it."""
    return (
        environment()
        .get_template("notice.html.j2")
        .render(report=report, course=course, handed_in=handed_in(report), notice=notice)
    )


def exercise_text(exercise: ExerciseReport, feedback: Feedback) -> str:
    """What the page says about an exercise, as lines of plain text.

    `exercise` is one of `for_student`'s report.
    """
    points = f"{number(round(exercise.score, 2))} of {number(exercise.max_score)} points"
    lines = [f"{exercise.name}: {OUTCOMES[exercise.outcome].name}, {points}"]
    if exercise.outcome != "right" and feedback == "full":
        lines.append(f"Next: {_advice(exercise)}")
    if exercise.example:
        lines += [
            f"For example, {exercise.example.call}",
            *(f"with: {line}" for line in exercise.example.definitions.splitlines()),
            f"returned {exercise.example.returned}",
            f"expected {exercise.example.expected}",
        ]
    lines += _reasons(exercise)
    refuted = [test for test in exercise.tests if test.refuted]
    for message, tests in _by_message(refuted).items():
        count = f"{counted(len(tests), 'test')} failed"
        lines.append(f"{count}: {message}" if message else f"{count}.")
        lines += [f"- {test.title}" for test in tests]
    unjudged = [test for test in exercise.tests if not test.judged]
    if unjudged and exercise.outcome != "not attempted":
        lines.append(f"{counted(len(unjudged), 'test')} could not be judged yet:")
        lines += [f"- {test.title}" for test in unjudged]
    if exercise.training:
        for name, bar in exercise.training.bars.items():
            reached = _reached(exercise.training, name)
            lines.append(f"{MEASURES[name]}: {reached:.3f}; at least {bar:.3f} is asked for.")
    passed = sum(test.passed for test in exercise.tests)
    if 0 < passed < len(exercise.tests):
        lines.append(f"{counted(passed, 'test')} passed.")
    return _lines(lines)


def _reasons(exercise: ExerciseReport) -> list[str]:
    """Why tests could not be judged, unless it is said already or the stub stands as it was."""
    said = {STUB, NOT_JUDGED, *(test.message for test in exercise.tests if test.refuted)}
    messages = (test.message for test in exercise.tests if not test.judged and test.message)
    return [text for text in dict.fromkeys(messages) if text not in said]


def warnings_text(report: Report) -> str:
    """What was noticed while the notebook ran, as lines of plain text; empty if nothing was."""
    if not report.warnings:
        return ""
    return _lines(["Noticed while your notebook ran:", *report.warnings, ""])


def hint_as_markdown(exercise: ExerciseReport, feedback: Feedback) -> str | None:
    """The recognised mistake's hint, if the course shows hints, safe where markdown is rendered."""
    if exercise.hint is None or feedback != "full":
        return None
    return re.sub(r"([\\*<\[$])", r"\\\1", printable(exercise.hint, _LINE))


_LINE = 500


def _lines(lines: list[str]) -> str:
    """Lines without any character that a terminal or a notebook would act on."""
    return "".join(f"{printable(line, _LINE)}\n" for line in lines)


def _advice(exercise: ExerciseReport) -> str:
    """What to try next: the recognised mistake's hint, else a word on the outcome."""
    return exercise.hint or OUTCOMES[exercise.outcome].advice


def _by_message(failed: Sequence[TestReport]) -> dict[str, list[TestReport]]:
    """Failed tests by what went wrong, so that it is said once; in the order of the tests."""
    found: dict[str, list[TestReport]] = {}
    for test in failed:
        found.setdefault(test.message or "", []).append(test)
    return found


def _reached(training: TrainingReport, measure: str) -> float:
    """What a measure came to in the training that decided: the last one.

    Reports of version 4 and older may have three, of which the middle one counted.
    """
    values = [run[measure] for run in training.runs]
    return values[-1] if len(values) < _OF_OLDER_REPORTS else statistics.median(values)


_OF_OLDER_REPORTS = 3
