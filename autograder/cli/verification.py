"""Commands that grade the graders: verifying them, and calibrating the bars of trained models."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.console import (
    CORES,
    LONGEST_NOTICE,
    Names,
    Workers,
    command_group,
    fail,
)
from autograder.course.config import load_config
from autograder.course.findings import Finding
from autograder.course.loading import load_course
from autograder.course.model import Assignment
from autograder.text import counted, printable
from autograder.training import calibration
from autograder.training.calibrated_file import write_calibrations
from autograder.training.calibration import Calibration, Trained
from autograder.training.placing import CalibrationError
from autograder.training.protocols import Scale
from autograder.verification import beyond as beyond_mutants
from autograder.verification import mutants as mutants_of
from autograder.verification.beyond import BeyondResult
from autograder.verification.beyond.result import rate_text
from autograder.verification.matrix import matrix_text, verification_page
from autograder.verification.mutants import MutationResult
from autograder.verification.result import Verification, as_json
from autograder.verification.verify import assignments_to_verify, verify_assignments

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
    beyond: Annotated[
        bool,
        typer.Option(
            "--beyond",
            help="Also change the alternatives, and model answers in two places: the rate of "
            "wrong answers that are accepted.",
        ),
    ] = False,
    secrets: Annotated[
        int,
        typer.Option(
            "--secrets",
            min=1,
            metavar="N",
            help="Grade every answer under N secrets: each must give it the same verdicts.",
            show_default=False,
        ),
    ] = 1,
    trained: Annotated[
        bool,
        typer.Option(
            "--trained",
            help="With --secrets, also the exercises whose models the grader trains (slow).",
        ),
    ] = False,
    released: Annotated[
        bool,
        typer.Option("--released", help="Also build release/ anew: no difference, no leak."),
    ] = False,
) -> None:
    """Grade the graders: every misconception must fail, every alternative must pass.

    Before that come the course checks, but not for another bank: every exercise has its stub,
    docstring, visible checks, points, model answer, tests and a name of its own.

    With --secrets N, every entry, the model answers and the stub are graded under N different
    secrets, so with N different sets of hidden inputs. Points, passed tests and the recognised
    mistake must not depend on them. Exercises whose models the grader trains are left out of that,
    unless --trained asks for them.

    With --beyond, mutants of the alternatives and model answers with two changes are graded. Those
    that are accepted though they differ from the model answer on one of 10,000 public examples, or
    on a call like the grader's own, are listed, and counted as a share of all that differ.

    Exits with 1 when an entry or a mutant slips through, a right answer is rejected, an answer is
    graded differently under another secret, or the bank or the course breaks its rules.
    """
    course = load_course()
    assignments = assignments_to_verify(course, names or (), bank)
    verifications: list[Verification] = []
    mutations: list[MutationResult] = []
    results_beyond: list[BeyondResult] = []
    for verification in verify_assignments(
        course,
        assignments,
        bank=bank,
        limits=load_config(course.root).limits,
        workers=workers,
        released=released,
        secrets=secrets,
        trained=trained,
    ):
        verifications.append(verification)
        _print_verification(verification, matrix=matrix)
        if verification.assignment != assignments[-1].name:  # all are printed at the end
            _print_findings(verification.failures)
        assignment = course.assignment(verification.assignment)
        if mutants:
            mutations.append(_mutate(assignment, workers, verbose=matrix))
        if beyond:
            results_beyond.append(_go_beyond(assignment, workers, verbose=matrix))
    if json is not None:
        json.write_bytes(as_json(verifications, mutations, results_beyond))
    if html is not None:
        html.write_text(verification_page(verifications), encoding="utf-8")
    if not _print_verdict(verifications, mutations, results_beyond):
        raise typer.Exit(1)


def _mutate(assignment: Assignment, workers: int, *, verbose: bool) -> MutationResult:
    print(f"{assignment.name}: mutants", flush=True)
    result = mutants_of.run(
        assignment,
        workers=workers,
        on_judged=lambda exercise: print(exercise.format(verbose=verbose), flush=True),
    )
    print(f"  {result.summary}", flush=True)
    return result


def _go_beyond(assignment: Assignment, workers: int, *, verbose: bool) -> BeyondResult:
    print(f"{assignment.name}: beyond the mutants", flush=True)
    result = beyond_mutants.run(
        assignment,
        workers=workers,
        on_judged=lambda exercise: print(exercise.format(verbose=verbose), flush=True),
    )
    print(f"  {result.summary}", flush=True)
    return result


def _print_verification(verification: Verification, *, matrix: bool) -> None:
    failures = len(verification.failures)
    state = counted(failures, "failure") if failures else "ok"
    print(f"{verification.assignment}: {state} ({verification.seconds:.0f} s)", flush=True)
    for exercise in verification.matrices:
        alternatives = len(exercise.accepted) + len(exercise.rejected)
        if not exercise.caught_by and not alternatives:
            continue  # another bank need not have entries for every exercise
        caught = sum(bool(failed) for failed in exercise.caught_by.values())
        print(
            f"  {exercise.exercise}: {caught} of {len(exercise.caught_by)} misconceptions caught, "
            f"{len(exercise.accepted)} of {alternatives} alternatives accepted, "
            f"{counted(len(exercise.tests), 'test')}"
        )
        if matrix:
            print(textwrap.indent(matrix_text(exercise), "    "))
    if verification.secrets is not None:
        result = verification.secrets
        differ = len({variation.entry for variation in result.varying})
        print(
            f"  {counted(result.answers, 'answer')} under {counted(result.secrets, 'secret')}: "
            + (f"{differ} graded differently" if differ else "each has the same verdicts")
        )


def _print_findings(findings: Sequence[Finding]) -> None:
    for finding in findings:
        print(f"  {printable(str(finding), LONGEST_NOTICE)}", flush=True)


def _print_verdict(
    verifications: Sequence[Verification],
    mutations: Sequence[MutationResult],
    results_beyond: Sequence[BeyondResult],
) -> bool:
    """Print all failures together, and say whether the graders are ready."""
    missed = sum(len(mutation.missed) for mutation in mutations)
    accepted_wrongly = sum(result.false_accepts for result in results_beyond)
    failures = [failure for verification in verifications for failure in verification.failures]
    print()
    if failures:
        print(f"{counted(len(failures), 'failure')}; the graders are not ready:")
        _print_findings(failures)
    if missed:
        print(f"{counted(missed, 'mutant')} slipped through every test; the graders are not ready.")
    if results_beyond:
        differing = sum(result.differing for result in results_beyond)
        print(
            f"{counted(accepted_wrongly, 'false accept')} among {differing} answers that differ: "
            f"{rate_text(accepted_wrongly, differing)}."
        )
    if accepted_wrongly:
        print("Wrong answers are accepted; the graders are not ready.")
    if failures or missed or accepted_wrongly:
        return False
    caught = sum(verification.misconceptions for verification in verifications)
    accepted = sum(verification.alternatives for verification in verifications)
    print(f"{caught} misconceptions caught, {accepted} alternatives accepted.")
    return True


@app.command()
def calibrate(
    name: Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Such as 12_fashion_mnist.")],
    trainings: Annotated[
        int, typer.Option(min=1, help="How many trainings of right answers are counted.")
    ] = 3000,
    full: Annotated[
        bool, typer.Option("--full", help="Calibrate the full protocol instead of the quick one.")
    ] = False,
    provisional: Annotated[
        bool,
        typer.Option("--provisional", help="Write the bars, however little the counts prove."),
    ] = False,
) -> None:
    """Train right and wrong answers over many seeds, write the bars between them, and count errors.

    Right are the model answer and the bank's alternatives, wrong its misconceptions that are marked
    misses_bar=True. They are trained as the protocols in solutions/training/protocols.toml say. The
    first 20 trainings of each place the bar, the others are counted; bars and counts go to
    thresholds.toml beside the protocols, the measured values to trainings/.

    A calibration that was ended goes on where it stopped. It writes no bar unless, with 95 %, fewer
    than 1 in 1,000 trainings of right answers miss it (3 in 1,000 if fewer than 3,000 and at least
    1,000 are counted), and every wrong answer is accepted less than once in 100 gradings. Of full
    protocols only the counts are written.
    """
    course = load_course()
    assignment = course.assignment(name)
    scale: Scale = "full" if full else "quick"
    for protocol in calibration.protocols_of(course.root, assignment, scale):
        print(f"{protocol.bar}, {protocol.scale} protocol")
        steps = calibration.calibrate(assignment, protocol, trainings, provisional=provisional)
        try:
            done = _follow(steps)
        except CalibrationError as error:
            fail(str(error), 1)
        write_calibrations(course.root, [done])
        _print_bars(done)
    print("The notebooks state the bars: build them again with `autograder release`.")


def _follow(steps: Iterator[Trained | Calibration]) -> Calibration:
    """Print a line for each seed from which all answers have been trained; give the result."""
    parts: list[str] = []
    last = 0
    for step in steps:
        if isinstance(step, Calibration):
            return step
        if step.round != last and parts:
            print(f"  seed {last} of {step.rounds}: {', '.join(parts)}", flush=True)
            parts = []
        last = step.round
        reached = " ".join(f"{value:.4f}" for value in step.figures.measures.values())
        parts.append(f"{step.answer.name} {reached}")
    raise AssertionError("a calibration ends with its result")


def _print_bars(calibrated: Calibration) -> None:
    right = calibrated.right
    bars = ", ".join(f"{measure} {bar:.3f}" for measure, bar in calibrated.bars.items())
    print(
        f"  bar: {bars}; {right.errors} of {right.trained} trainings of right answers missed it, "
        f"less than {right.bounds[1]:.2%} with 95 %"
    )
    for answer in calibrated.answers:
        count = calibrated.counts[answer.name]
        if count.errors:
            verb = "missed" if answer.right else "reached"
            print(f"  {answer.name} {verb} it {count.errors} of {count.trained} times")
