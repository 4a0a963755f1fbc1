"""Commands that grade the graders: verifying them, and calibrating the bars of trained models."""

from __future__ import annotations

import textwrap
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.console import (
    CORES,
    LONGEST_NOTICE,
    Names,
    Workers,
    chosen,
    command_group,
    fail,
)
from autograder.course.config import load_config
from autograder.course.loading import load_course
from autograder.course.model import Assignment, Course, CourseError
from autograder.text import counted, printable
from autograder.training import calibration
from autograder.training.calibrated_file import write_calibrations
from autograder.verification import bank as verifying
from autograder.verification import checks
from autograder.verification import mutants as mutating
from autograder.verification.bank import Failure, Verification
from autograder.verification.matrix import matrix_text, verification_page
from autograder.verification.mutants import MutationResult

app = command_group()


@app.command()
def verify(
    names: Names = None,
    bank: Annotated[
        Path | None,
        typer.Option(help="Another bank: a folder with misconceptions/ and alternatives/."),
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", help="Write the matrix of tests by entries here.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the matrix as a page here.")
    ] = None,
    workers: Workers = CORES,
    matrix: Annotated[bool, typer.Option(help="Show which tests catch which entries.")] = False,
    mutants: Annotated[
        bool,
        typer.Option("--mutants", help="Also change the model answers mechanically, bit by bit."),
    ] = False,
    released: Annotated[
        bool,
        typer.Option("--released", help="Also build release/ anew: no difference, no leak."),
    ] = False,
) -> None:
    """Grade the graders: every misconception must fail, every alternative must pass.

    Before that come the course checks, but not for another bank: every exercise has its stub,
    docstring, visible checks, points, model answer, tests and a name of its own.

    Exits with 1 when an entry or a mutant slips through, a right answer is rejected, or the bank
    or the course breaks its rules.
    """
    course = load_course()
    assignments = _assignments(course, names, bank)
    problems = [] if bank is not None else checks.check_course(course, released=released)
    failures = [Failure(problem.assignment, problem.where, problem.message) for problem in problems]
    results: list[Verification] = []
    mutated: list[MutationResult] = []
    for assignment in assignments:
        is_last = assignment is assignments[-1]
        own = _failures_of(assignment, failures, course, strays=is_last and not names)
        result = _verify_one(assignment, own, bank, workers, matrix=matrix)
        results.append(result)
        if not is_last:  # in a long run, before all come at the end
            _print_failures(result.failures)
        if mutants:
            mutated.append(_mutate(assignment, workers, verbose=matrix))
    if json is not None:
        matrices = verifying.as_json(results)
        json.write_bytes(mutating.add_to_json(matrices, mutated) if mutants else matrices)
    if html is not None:
        html.write_text(verification_page(results), encoding="utf-8")
    if not _print_verdict(results, mutated):
        raise typer.Exit(1)


def _assignments(
    course: Course, names: Sequence[str] | None, bank: Path | None
) -> list[Assignment]:
    """The assignments to verify: of another bank, those for which it has entries."""
    if bank is not None and not bank.is_dir():
        raise CourseError(f"There is no folder {bank}.")
    assignments = chosen(course, names)
    if bank is None or names:
        return assignments
    assignments = [
        assignment
        for assignment in assignments
        if any(
            (bank / kind / f"{assignment.slug}.py").is_file()
            for kind in ("misconceptions", "alternatives")
        )
    ]
    if not assignments:
        raise CourseError(f"{bank} holds no bank for an assignment of this course.")
    return assignments


def _failures_of(
    assignment: Assignment, failures: Iterable[Failure], course: Course, *, strays: bool
) -> list[Failure]:
    """The failures of an assignment, and with `strays` those of a stray folder of release/."""
    known = {assignment.name for assignment in course.assignments}
    return [
        failure
        for failure in failures
        if failure.assignment == assignment.name or (strays and failure.assignment not in known)
    ]


def _verify_one(
    assignment: Assignment,
    failures: list[Failure],
    bank: Path | None,
    workers: int,
    *,
    matrix: bool,
) -> Verification:
    """Verify an assignment and print the result, with the failures of the course checks first."""
    begun = time.monotonic()
    limits = load_config(assignment.root).limits
    (result,) = (
        step
        for step in verifying.verify(assignment, bank=bank, limits=limits, workers=workers)
        if isinstance(step, Verification)
    )
    result.seconds = round(time.monotonic() - begun, 1)
    result.failures[:0] = failures
    _print_verification(result, matrix=matrix)
    return result


def _mutate(assignment: Assignment, workers: int, *, verbose: bool) -> MutationResult:
    print(f"{assignment.name}: mutants", flush=True)
    result = mutating.run(
        assignment,
        workers=workers,
        tell=lambda part: print(part.format(verbose=verbose), flush=True),
    )
    print(f"  {result.summary}", flush=True)
    return result


def _print_verification(result: Verification, *, matrix: bool) -> None:
    state = counted(len(result.failures), "failure") if result.failures else "ok"
    print(f"{result.assignment}: {state} ({result.seconds:.0f} s)", flush=True)
    for part in result.matrices:
        alternatives = len(part.accepted) + len(part.rejected)
        if not part.caught_by and not alternatives:
            continue  # another bank need not have entries for every exercise
        caught = sum(bool(failed) for failed in part.caught_by.values())
        print(
            f"  {part.exercise}: {caught} of {len(part.caught_by)} misconceptions caught, "
            f"{len(part.accepted)} of {alternatives} alternatives accepted, "
            f"{counted(len(part.tests), 'test')}"
        )
        if matrix:
            print(textwrap.indent(matrix_text(part), "    "))


def _print_failures(failures: Sequence[Failure]) -> None:
    for failure in failures:
        line = f"{failure.assignment}: {failure.entry}: {failure.message}"
        print(f"  {printable(line, LONGEST_NOTICE)}", flush=True)


def _print_verdict(results: Sequence[Verification], mutated: Sequence[MutationResult]) -> bool:
    """Print what all came to, and say whether the graders are ready."""
    missed = [mutant for result in mutated for mutant in result.missed]
    failures = [failure for result in results for failure in result.failures]
    print()
    if failures:
        print(f"{counted(len(failures), 'failure')}; the graders are not ready:")
        _print_failures(failures)
    if missed:
        print(f"{len(missed)} mutants slip through every test; the graders are not ready.")
    if failures or missed:
        return False
    caught = sum(result.misconceptions for result in results)
    accepted = sum(result.alternatives for result in results)
    print(f"{caught} misconceptions caught, {accepted} alternatives accepted.")
    return True


@app.command()
def calibrate(
    name: Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Such as 12_fashion_mnist.")],
    seeds: Annotated[int, typer.Option(min=2, help="Trainings of each answer.")] = 30,
    full: Annotated[
        bool, typer.Option("--full", help="Calibrate the full protocol instead of the quick one.")
    ] = False,
) -> None:
    """Train right and wrong answers over many seeds and write the bars between them.

    The model answer and the bank's entries marked misses_bar=True are trained as the protocols in
    solutions/training/protocols.toml say; the bars go to thresholds.toml beside them.
    """
    course = load_course()
    assignment = course.assignment(name)
    done = []
    for protocol in calibration.protocols_of(course.root, assignment, "full" if full else "quick"):
        print(f"{protocol.bar}, {protocol.scale} protocol")
        try:
            for step in calibration.calibrate(assignment, protocol, seeds):
                if isinstance(step, calibration.Trained):
                    _print_training(step)
                else:
                    done.append(step)
                    _print_bars(step)
        except calibration.CalibrationError as error:
            fail(str(error), 1)
    write_calibrations(course.root, done)


def _print_training(trained: calibration.Trained) -> None:
    run = trained.run
    reached = ", ".join(f"{measure} {value:.4f}" for measure, value in run.measures.items())
    print(f"  {trained.answer}, seed {run.seed}: {reached} ({run.seconds:.1f} s)", flush=True)


def _print_bars(calibrated: calibration.Calibration) -> None:
    for measure, bar in calibrated.bars.items():
        right = calibrated.samples[measure][0]
        missed = calibration.estimate(right, bar, passes=False)
        print(
            f"  {measure}: bar {bar:.3f}; a right answer, {right.mean:.4f} ± "
            f"{right.deviation:.4f}, misses it with probability "
            f"{missed.probability:.1g}"
        )
