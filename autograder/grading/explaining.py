"""Why an exercise was graded as it was, for staff: the failing calls of its hidden tests.

The submission is graded once more, by the seed of its report, and what no report holds is kept:
hidden inputs stand in it, so nothing of this is written where students' pages go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course.config import Config
from autograder.course.model import Assignment, Course
from autograder.grading.engine import Engine, Settings
from autograder.grading.failing_calls import FailingCall
from autograder.reports.finding import NotFoundError
from autograder.reports.report import ExerciseReport, Report
from autograder.reports.store import Store
from autograder.submissions.definitions import definition_of, without_blank_lines
from autograder.submissions.discovery import discover
from autograder.submissions.found import NothingFoundError, read_submission, submission_at
from autograder.submissions.reading import read_code
from autograder.submissions.submission import CodeCell, Submission, UnreadableError
from autograder.testing.collecting import Grader


@dataclass(frozen=True)
class ExplainedTest:
    """A hidden test that was not passed."""

    name: str
    title: str
    message: str
    refuted: bool  # else it could not be judged
    place: str  # the test's file and line
    call: FailingCall | None  # None where the test made no call of the function


@dataclass(frozen=True)
class Explanation:
    """What staff are told of one exercise of a submission."""

    report: ExerciseReport
    tests: tuple[ExplainedTest, ...]
    snippet: str  # runs in a Python prompt; empty where the call cannot be written down


def find_submission(
    store: Store, report: Report, course: Course, config: Config, path: Path | None = None
) -> Submission:
    """The file from which a report was made, at `path` or where it was graded.

    Raises NotFoundError where it is gone or has changed since.
    """
    path = path or store.file_of(report.student, report.assignment)
    if path is None or not path.exists():
        gone = f"{path} is gone" if path is not None else "The record names no file"
        raise NotFoundError(f"{gone}: say where the submission is with --submission.")
    if path.is_file() and path.suffix.lower() != ".zip":
        submissions = [
            submission_at(
                path,
                course,
                config.limits,
                student=report.student,
                assignment=report.assignment,
            )
        ]
    else:
        submissions = _all_at(path, course, config)
    for submission in submissions:
        if submission.sha256 == report.submission_sha256:
            return submission
    raise NotFoundError(
        f"{path} does not hold the file that was graded: it has changed since. Grade it again."
    )


def _all_at(path: Path, course: Course, config: Config) -> list[Submission]:
    """All that lies in a folder or a zip file, every attempt included."""
    try:
        with discover(
            [path], course, config.limits, every_attempt=True, zone=config.late.zone
        ) as findings:
            files = [file for found in findings.submissions for file in (*found.earlier, found)]
            return [read_submission(file, course, config.limits) for file in files]
    except NothingFoundError as error:
        raise NotFoundError(str(error)) from None


def explain(
    submission: Submission,
    report: Report,
    assignment: Assignment,
    settings: Settings,
    exercises: Sequence[str],
) -> list[Explanation]:
    """Grade exercises of a submission once more, as for its report, and say why each is as it is.

    Raises NotFoundError for a file that cannot be graded.
    """
    submission = replace(submission, only=frozenset(exercises))
    with Engine.of([assignment], replace(settings, counterexamples=len(exercises))) as engine:
        report, failing = engine.explain(submission, report.seed)
        grader = engine.graders[assignment.name]
    try:
        cells = read_code(submission, settings.limits).cells
    except UnreadableError as reason:
        raise NotFoundError(str(reason)) from None
    calls = {(call.exercise, call.test): call for call in failing}
    return [_explanation(exercise, grader, calls, cells) for exercise in report.exercises]


def _explanation(
    exercise: ExerciseReport,
    grader: Grader,
    calls: dict[tuple[str, str], FailingCall],
    cells: Sequence[CodeCell],
) -> Explanation:
    lines = {test.name: test.line for test in grader.tests[exercise.name]}
    assignment = grader.assignment
    file = assignment.grader.relative_to(assignment.root).as_posix()
    tests = [
        ExplainedTest(
            test.name,
            test.title,
            test.message or "",
            test.refuted,
            f"{file}:{lines[test.name]}" if test.name in lines else "",
            calls.get((exercise.name, test.name)),
        )
        for test in exercise.tests
        if not test.passed
    ]
    tests.sort(key=lambda test: not test.refuted)
    return Explanation(exercise, tuple(tests), _snippet(exercise, tests, cells))


def _snippet(
    exercise: ExerciseReport, tests: Sequence[ExplainedTest], cells: Sequence[CodeCell]
) -> str:
    """The student's function with what it needs, and the smallest call that goes wrong."""
    definition = definition_of(exercise.name, cells, ())
    chosen = _smallest_call(exercise, tests)
    if not definition.function or chosen is None:
        return ""
    definitions, call, returned, expected = chosen
    needs = sorted(definition.needs, key=lambda text: not text.startswith(("import ", "from ")))
    code = [without_blank_lines(text) for text in (*needs, definition.function)]
    if not any("numpy as np" in statement for statement in code):
        code.insert(0, "import numpy as np")
    parts = [*code, *definitions, f"{call}\n# returned {returned}\n# expected {expected}"]
    return "\n\n".join(parts) + "\n"


def _smallest_call(
    exercise: ExerciseReport, tests: Sequence[ExplainedTest]
) -> tuple[list[str], str, str, str] | None:
    if (example := exercise.example) and "of shape (" not in example.call:
        definitions = [example.definitions] if example.definitions else []
        return definitions, example.call, example.returned, example.expected
    calls = [test.call for test in tests if test.call is not None and test.call.expression]
    if not calls:
        return None
    call = min(calls, key=lambda call: len(call.expression))
    return [], call.expression, call.returned, call.expected
