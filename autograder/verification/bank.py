"""Grading the graders: every entry of the bank, through the path that a student's file takes.

An entry becomes a submission, the model answers with one function replaced. A misconception must
fail a test of its own exercise and of no exercise that does not call it; an alternative and the
model answers must get full marks, the untouched stub none.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from autograder.course.answers import callers, replace_function
from autograder.course.bank import Entry, Kind, read_bank
from autograder.course.model import Assignment, CourseError
from autograder.grading.engine import Settings
from autograder.grading.pool import grade_all
from autograder.grading.scoring import BY_HAND
from autograder.limits import Limits
from autograder.reports.report import Report
from autograder.submissions.submission import Submission

#: Of each exercise there are at least so many.
LEAST_MISCONCEPTIONS = 4
LEAST_ALTERNATIVES = 2
MODEL, STUB = "model answers", "untouched stub"
#: Verification is repeatable: it needs no secret, since no student's file is graded.
_SECRET = b"verify"
_CODE = re.compile(
    r"\w\.\w+\(|\*\*|\blambda\b|\b(axis|keepdims|dtype)\s*=|\[:"
    r"|\breturn \w+[(.\[ ]*[-+*/(]"
)


@dataclass(frozen=True)
class Failure:
    """Something that verification found wrong, for staff."""

    assignment: str
    entry: str  # the entry's name, or what else was graded
    message: str


@dataclass
class ExerciseMatrix:
    """Which tests of an exercise fail for which of its entries."""

    exercise: str
    tests: list[str]
    caught_by: dict[str, list[str]] = field(default_factory=dict)  # misconception: failed tests
    accepted: list[str] = field(default_factory=list)  # alternatives with full marks
    rejected: dict[str, list[str]] = field(default_factory=dict)  # alternative: failed tests
    titles: dict[str, str] = field(default_factory=dict)  # what each test states

    @property
    def redundant(self) -> list[str]:
        """Tests that catch nothing that another test does not catch as well."""
        alone = {tests[0] for tests in self.caught_by.values() if len(tests) == 1}
        return [test for test in self.tests if test not in alone]


@dataclass
class Verification:
    """What verifying one assignment's grader came to."""

    assignment: str
    matrices: list[ExerciseMatrix]
    failures: list[Failure]
    misconceptions: int
    alternatives: int
    seconds: float = 0.0


def verify(
    assignment: Assignment,
    *,
    bank: Path | None = None,
    limits: Limits | None = None,
    workers: int = 1,
    sandboxed: bool = True,
) -> Iterator[Report | Verification]:
    """Grade the bank's entries, giving each report as it comes and the verification at the end.

    `bank` is the folder of another bank, in place of the course's own; then nothing is asked
    about how many entries there are, and the course's own bank makes the diagnoses.
    """
    if not assignment.model_answers.is_file():
        raise CourseError(f"{assignment.model_answers} is missing: there are no model answers.")
    entries = read_bank(bank or assignment.root / "solutions", assignment.slug)
    known = {exercise.name for exercise in assignment.exercises}
    failures = [
        Failure(assignment.name, entry.name, f"answers {entry.of}, which is no exercise")
        for entry in entries
        if entry.of not in known
    ]
    entries = [entry for entry in entries if entry.of in known]
    failures += _format_failures(assignment, entries, own=bank is None)
    submissions = [_model(assignment), _stub(assignment)]
    submissions += [
        replace(submission_of(assignment, entry), only=_concerned(assignment, entry))
        for entry in entries
    ]
    settings = Settings(_SECRET, limits or Limits(), sandboxed=sandboxed)
    reports: dict[str, Report] = {}
    for report in grade_all(iter(submissions), [assignment], settings, workers=workers):
        reports[report.student] = report
        yield report
    yield _judge(assignment, entries, reports, failures, own=bank is None)


def submission_of(assignment: Assignment, entry: Entry) -> Submission:
    """The model answers with one function replaced by the entry's."""
    return Submission(
        student=f"{entry.kind}:{entry.name}",
        assignment=assignment.name,
        filename=f"{entry.name}.py",
        content=replace_function(
            assignment.model_answers.read_text(encoding="utf-8"),
            entry.of,
            f"{entry.imports}\n\n{entry.renamed_source}",
        ).encode(),
    )


def _concerned(assignment: Assignment, entry: Entry) -> frozenset[str]:
    """The exercises to grade for an entry: all, but for those of Keras that do not call it.

    An exercise of Keras takes seconds; which of them call the entry's is read from the source.
    """
    reached = callers(assignment)[entry.of]
    return frozenset(
        exercise.name
        for exercise in assignment.exercises
        if not exercise.keras or exercise.name in reached
    )


def _model(assignment: Assignment) -> Submission:
    content = assignment.model_answers.read_bytes()
    return Submission(MODEL, assignment.name, f"{assignment.slug}.py", content)


def _stub(assignment: Assignment) -> Submission:
    return Submission(
        STUB, assignment.name, f"{assignment.slug}.py", assignment.source.read_bytes()
    )


def _format_failures(
    assignment: Assignment, entries: Sequence[Entry], *, own: bool
) -> Iterator[Failure]:
    """What is wrong with the bank before anything is graded."""
    signatures = {
        exercise.name: _names(f"def f{exercise.parameters}: ...")
        for exercise in assignment.exercises
    }
    hints = Counter(
        (entry.of, (entry.hint or "").strip().casefold())
        for entry in entries
        if entry.kind == "misconception"
    )
    for entry in entries:
        name = f"{entry.path.name}:{entry.line}: {entry.name}"
        parameters = _names(entry.source)
        if parameters != signatures[entry.of]:
            yield Failure(
                assignment.name,
                name,
                f"has the signature {parameters} where {entry.of}{signatures[entry.of]} is asked",
            )
        if entry.uses and entry.uses not in assignment.exercise(entry.of).without:
            message = f"uses {entry.uses}, which {entry.of} need not do without"
            yield Failure(assignment.name, name, message)
        if entry.kind == "alternative":
            continue
        hint = (entry.hint or "").strip()
        if not hint:
            yield Failure(assignment.name, name, "has no hint")
        elif hints[entry.of, hint.casefold()] > 1:
            yield Failure(assignment.name, name, f"shares its hint with another of {entry.of}")
        elif _CODE.search(hint):
            yield Failure(assignment.name, name, "has a hint that gives the answer away as code")
    if not own:
        return
    counts = Counter((entry.of, entry.kind) for entry in entries)
    kinds: tuple[tuple[Kind, int], ...] = (
        ("misconception", LEAST_MISCONCEPTIONS),
        ("alternative", LEAST_ALTERNATIVES),
    )
    for exercise in assignment.exercises:
        for kind, least in kinds:
            count = counts[exercise.name, kind]
            if count < least:
                yield Failure(
                    assignment.name,
                    exercise.name,
                    f"has {count} {kind}{'s' * (count != 1)}; at least {least} needed",
                )


def _names(source: str) -> str:
    """A definition's parameters without their defaults: a wrong default is a mistake, too."""
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    arguments = node.args
    arguments.kw_defaults = [default and ast.Constant(...) for default in arguments.kw_defaults]
    arguments.defaults = [ast.Constant(...) for _ in arguments.defaults]
    return f"({ast.unparse(arguments)})"


def _judge(
    assignment: Assignment,
    entries: Sequence[Entry],
    reports: dict[str, Report],
    failures: list[Failure],
    *,
    own: bool,
) -> Verification:
    """Compare every report with what it must be."""
    callers_of = callers(assignment)
    model = reports[MODEL]
    matrices = {
        exercise.name: ExerciseMatrix(
            exercise.name,
            [test.name for test in exercise.tests],
            titles={test.name: test.title for test in exercise.tests},
        )
        for exercise in model.exercises
    }
    failures += _full_marks(assignment, MODEL, model)
    for exercise in reports[STUB].exercises:
        passed = [test.name for test in exercise.tests if test.passed]
        if passed or exercise.score:
            failures.append(
                Failure(assignment.name, STUB, f"passes {exercise.name}: {', '.join(passed)}")
            )
    for entry in entries:
        report = reports[f"{entry.kind}:{entry.name}"]
        name = f"{entry.path.name}:{entry.line}: {entry.name}"
        matrix = matrices[entry.of]
        if entry.kind == "alternative":
            lost = list(_full_marks(assignment, name, report))
            failures += lost
            if lost:
                own_tests = next(part.tests for part in report.exercises if part.name == entry.of)
                matrix.rejected[entry.name] = [test.name for test in own_tests if not test.passed]
            else:
                matrix.accepted.append(entry.name)
            continue
        for exercise in report.exercises:
            failed = [test.name for test in exercise.tests if not test.passed]
            if exercise.name == entry.of:
                matrix.caught_by[entry.name] = failed
                if not failed:
                    failures.append(
                        Failure(assignment.name, name, f"slips through every test of {entry.of}")
                    )
                elif entry.uses and failed != [BY_HAND]:
                    failures.append(
                        Failure(
                            assignment.name,
                            name,
                            f"is there for {BY_HAND}, but fails {', '.join(failed)}",
                        )
                    )
            elif failed and exercise.name not in callers_of[entry.of]:
                failures.append(
                    Failure(
                        assignment.name,
                        name,
                        f"fails {', '.join(failed)} of {exercise.name}, "
                        f"which does not call {entry.of}",
                    )
                )
        if own:
            failures += _recognised(assignment, entry, name, report, entries)
    return Verification(
        assignment.name,
        list(matrices.values()),
        failures,
        misconceptions=sum(entry.kind == "misconception" for entry in entries),
        alternatives=sum(entry.kind == "alternative" for entry in entries),
    )


def _full_marks(assignment: Assignment, name: str, report: Report) -> Iterator[Failure]:
    for warning in report.warnings:
        yield Failure(assignment.name, name, f"gives a warning: {warning}")
    for exercise in report.exercises:
        for test in exercise.tests:
            if not test.passed:
                yield Failure(
                    assignment.name,
                    name,
                    f"is right but fails {test.name} of {exercise.name}: {test.message}",
                )


def _recognised(
    assignment: Assignment, entry: Entry, name: str, report: Report, entries: Sequence[Entry]
) -> Iterator[Failure]:
    """Each misconception is recognised as itself, or as one that behaves identically."""
    exercise = next(part for part in report.exercises if part.name == entry.of)
    if exercise.outcome == "right" or exercise.misconception == entry.name:
        return
    if exercise.misconception is None:
        yield Failure(assignment.name, name, f"is not recognised (outcome: {exercise.outcome})")


def as_json(verifications: Sequence[Verification]) -> bytes:
    """The whole of several verifications as JSON."""
    plain = [
        {
            **msgspec.to_builtins(one),
            "redundant": {matrix.exercise: matrix.redundant for matrix in one.matrices},
        }
        for one in verifications
    ]
    return msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n"
