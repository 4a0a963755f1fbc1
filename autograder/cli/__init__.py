"""The command line. It parses, calls and prints; everything else stands in its own module.

What a command needs is imported when it runs, so that `autograder --help` is quick and grading
a numeric assignment never loads TensorFlow.
"""

from __future__ import annotations

import os
import re
import sys
import textwrap
import time
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder import __version__
from autograder.course.model import Assignment, Course, CourseError, load_course

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from datetime import datetime

    from rich.console import Console

    from autograder.course.findings import Finding
    from autograder.grading.run import Graded
    from autograder.reports.report import Report
    from autograder.submissions.discovery import Found
    from autograder.verification.mutants import MutationResult
    from autograder.verification.result import Verification

USAGE_ERROR = 2
_INTERRUPTED = 130


class Attempt(StrEnum):
    """Which of a student's several attempts counts."""

    LAST = "last"
    BEST = "best"


app = typer.Typer(
    help="A course in deep learning with Keras that grades itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ASSIGNMENT]...", help="Such as 04_losses or losses; all by default."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]
Workers = Annotated[
    int, typer.Option(min=1, help="Processes to use.", show_default="as many as cores")
]
_LONGEST_NOTICE = 10_000
_MOST_UNDATED = 20  # submissions without a time that are named
CORES = len(os.sched_getaffinity(0))


def main() -> None:
    """Run the command line; errors meant for people are one message, not a traceback."""
    from autograder.course.bank import BankError  # noqa: PLC0415
    from autograder.datasets.fashion_mnist import DataError  # noqa: PLC0415
    from autograder.sandbox.launch import SandboxError  # noqa: PLC0415
    from autograder.submissions.discovery import NothingFoundError  # noqa: PLC0415

    try:
        app()
    except (BankError, CourseError, NothingFoundError) as error:
        _fail(str(error), USAGE_ERROR)
    except DataError as error:
        _fail(str(error), 1)
    except SandboxError as error:
        _fail(f"{error}\nNothing was graded without a sandbox.", 3)
    except SystemExit as ended:
        if ended.code != _INTERRUPTED:  # which is what typer makes of Ctrl-C
            raise
        _fail("Stopped. What was finished is kept; run the same command to go on.", _INTERRUPTED)


def _fail(message: str, status: int) -> None:
    from autograder.text import printable  # noqa: PLC0415

    lines = [printable(line, _LONGEST_NOTICE) for line in message.split("\n")]
    print("autograder: " + "\n".join(lines), file=sys.stderr)
    sys.stderr.flush()
    os._exit(status)


def _console() -> Console:
    from rich.console import Console  # noqa: PLC0415

    return Console(highlight=False, width=None if sys.stdout.isatty() else 120)


def _print_json(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.flush()


def _chosen(course: Course, names: Sequence[str] | None) -> list[Assignment]:
    if not names:
        return list(course.assignments)
    return [course.assignment(name) for name in names]


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        print(f"keras-autograder {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command("list")
def list_assignments(json: Json = False) -> None:
    """List the assignments and their exercises with points, and due dates where there are."""
    from autograder.course.config import load_config  # noqa: PLC0415
    from autograder.reports.lateness import moment, rules_of  # noqa: PLC0415

    course = load_course()
    due = rules_of(course, load_config(course.root).late).due
    if json:
        import msgspec  # noqa: PLC0415

        plain = [
            {
                "name": assignment.name,
                "title": assignment.title,
                "points": assignment.max_score,
                "due": due.get(assignment.name),
                "exercises": [
                    {"name": exercise.name, "points": exercise.points}
                    for exercise in assignment.exercises
                ],
            }
            for assignment in course.assignments
        ]
        _print_json(msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n")
        return
    from autograder.text import number  # noqa: PLC0415

    for assignment in course.assignments:
        print(
            f"{assignment.name}  {assignment.title}: "
            f"{_counted(len(assignment.exercises), 'exercise')}, "
            f"{number(assignment.max_score)} points"
            + (f", due {moment(due[assignment.name])}" if assignment.name in due else "")
        )
        for exercise in assignment.exercises:
            without = f"  without {', '.join(exercise.without)}" if exercise.without else ""
            print(f"  {number(exercise.points):>3}  {exercise.name}{exercise.parameters}{without}")


@app.command()
def new(
    name: Annotated[
        str, typer.Argument(metavar="ASSIGNMENT", help="Number and slug: 14_regularisation.")
    ],
    title: Annotated[
        str | None, typer.Option(help="The notebook's title.", show_default="the slug in words")
    ] = None,
) -> None:
    """Begin a new assignment: notebook, model answers, hidden tests and bank, with an example.

    What is still to be written is marked TODO; `autograder verify ASSIGNMENT` names it.
    """
    from autograder.course.skeleton import make_assignment  # noqa: PLC0415

    course = load_course()
    made = [
        (str(path.relative_to(course.root)), what)
        for path, what in make_assignment(course, name, title)
    ]
    width = max(len(path) for path, _ in made)
    for path, what in made:
        print(f"{path:{width}}  {what}")
    print(f"Next: `autograder verify {name}` says what is missing; docs/staff.md walks through it.")


@app.command()
def release(
    names: Names = None,
    check: Annotated[
        bool,
        typer.Option(help="Write nothing; fail on any difference from release/ and on any leak."),
    ] = False,
) -> None:
    """Build the notebooks that students get, by nbgrader, into release/."""
    from autograder.course import release as releases  # noqa: PLC0415

    course = load_course()
    chosen = _chosen(course, names)
    if check:
        problems = (
            releases.check_course(course)
            if not names
            else [problem for assignment in chosen for problem in releases.check(assignment)]
        )
        for problem in problems:
            print(f"{problem.assignment}: {problem.message}")
        if problems:
            raise typer.Exit(1)
        print(
            f"release/ is what the sources give: {_counted(len(chosen), 'assignment')}, no leaks."
        )
        return
    for assignment in chosen:
        releases.write_merged_source(assignment)
        path = releases.build(assignment, course.root / "release")
        print(f"{assignment.name}: {path.relative_to(course.root)}")


@app.command()
def grade(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Notebooks, .py files, folders or zip files of them."),
    ],
    output: Annotated[Path, typer.Option(help="The folder for the reports.")],
    assignment: Annotated[
        str | None, typer.Option(help="The assignment of all files, whatever they are called.")
    ] = None,
    attempt: Annotated[
        Attempt, typer.Option(help="Of a student's several attempts, the one that counts.")
    ] = Attempt.LAST,
    pattern: Annotated[
        str | None,
        typer.Option(
            help="How files are named: a regular expression with the groups student_id and, "
            "if it helps, file_id and timestamp, as for nbgrader's zip_collect."
        ),
    ] = None,
    submitted: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="When files were handed in of which nothing tells it, with the offset from UTC, "
            "such as 2026-11-03T23:59:00+01:00.",
        ),
    ] = None,
    workers: Workers = CORES,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Grade on a Dask cluster, such as tcp://host:8786, in place of processes here.",
        ),
    ] = None,
    json: Json = False,
    regrade: Annotated[
        bool, typer.Option("--regrade", help="Grade again what has not changed.")
    ] = False,
    html: Annotated[
        bool,
        typer.Option("--html", help="Write a page for each student and class.html as well."),
    ] = False,
    full: Annotated[
        bool,
        typer.Option("--full", help="Train models by the full protocol instead of the quick one."),
    ] = False,
    allow_unsandboxed: Annotated[
        bool,
        typer.Option(
            "--allow-unsandboxed",
            help="Run student code WITHOUT a sandbox where this machine cannot build one.",
        ),
    ] = False,
    gradebook: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Also write into nbgrader's gradebook, such as sqlite:///gradebook.db.",
        ),
    ] = None,
) -> None:
    """Grade submissions: one report.json each, and summary.csv for the class.

    A folder or zip file holds files named after students, nbgrader's layout
    <student>/<assignment>/, or what Canvas, Moodle or Blackboard give to download; zip files are
    read as they are, nothing is unpacked. Running the command again skips what has not changed.
    With --gradebook, scores and comments go into nbgrader's gradebook and notebooks into
    autograded/; what a person entered stays.

    Exits with 1 when a zip file could not be used, though everything else was graded.
    """
    from autograder.course.config import load_config, load_secret  # noqa: PLC0415
    from autograder.grading.engine import Settings  # noqa: PLC0415
    from autograder.grading.run import run  # noqa: PLC0415
    from autograder.reports.store import Store  # noqa: PLC0415
    from autograder.sandbox.launch import missing_layers  # noqa: PLC0415
    from autograder.submissions.discovery import discover  # noqa: PLC0415
    from autograder.text import printable  # noqa: PLC0415

    course = load_course()
    config = load_config(course.root)
    limits = config.limits
    forced = course.assignment(assignment).name if assignment else None
    findings = discover(
        paths,
        course,
        limits,
        assignment=forced,
        every_attempt=attempt is Attempt.BEST,
        pattern=_compiled(pattern) if pattern is not None else None,
        zone=config.late.zone,
        submitted=_instant(submitted) if submitted is not None else None,
    )
    found = findings.submissions
    # On a cluster it is the workers that need the sandbox, and they look for themselves.
    missing = [] if scheduler is not None and not allow_unsandboxed else missing_layers()
    sandboxed = _decide_sandbox(missing, allow_unsandboxed)
    settings = Settings(
        load_secret(course.root),
        limits,
        sandboxed=sandboxed,
        scale="full" if full else "quick",
    )
    store = Store(output)
    if scheduler is not None:
        _require_distributed()
    begun = time.monotonic()
    graded = run(
        found,
        course,
        store,
        settings,
        workers=workers,
        assignment=forced,
        regrade=regrade,
        scheduler=scheduler,
        late=config.late,
    )
    if gradebook is not None:
        graded = _recorded(graded, found, course, gradebook, forced)
    if json:
        results = [_row(one) for one in graded]
        for row in sorted(results, key=lambda row: (row.student, row.assignment)):
            _print_json(store.path(row.student, row.assignment).read_bytes())
    else:
        results = _with_progress(graded, len(found), "Grading")
        _print_results(results, output, time.monotonic() - begun)
        if html:
            _write_pages(course, output)
        if gradebook is not None:
            from autograder.platforms.nbgrader.gradebook import shown  # noqa: PLC0415

            print(f"Gradebook: {shown(gradebook)}")
    for notice in (*_late(results), *findings.notices):
        print(printable(notice, _LONGEST_NOTICE), file=sys.stderr if json else sys.stdout)
    if not findings.whole:
        raise typer.Exit(1)


def _require_distributed() -> None:
    import importlib.util  # noqa: PLC0415

    if importlib.util.find_spec("distributed") is None:
        raise CourseError(
            "--scheduler needs Dask. Install it: `pip install 'keras-autograder[cluster]'`."
        )


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise CourseError(f"--pattern is no regular expression: {error}.") from None
    if "student_id" not in compiled.groupindex:
        raise CourseError("--pattern has no group (?P<student_id>...) to tell the student.")
    return compiled


def _instant(text: str) -> datetime:
    from autograder.submissions.uploads import read_time  # noqa: PLC0415

    time = read_time(text)
    if time is None:
        raise CourseError(
            "--submitted takes a date and time with its offset from UTC, such as "
            "2026-11-03T23:59:00+01:00."
        )
    return time


def _recorded(
    graded: Iterator[Graded],
    found: Sequence[Found],
    course: Course,
    address: str,
    assignment: str | None,
) -> Generator[Graded]:
    """Record each report in nbgrader's gradebook as it comes."""
    from autograder.course.config import load_config  # noqa: PLC0415
    from autograder.platforms.nbgrader.gradebook import GradebookWriter  # noqa: PLC0415

    writer = GradebookWriter(course, load_config(course.root), address)
    return writer.record(graded, found, assignment)


@dataclass(frozen=True, slots=True)
class _Row:
    """What is shown of a report; the reports of a large class are not kept in memory."""

    assignment: str
    student: str
    score: str
    right: str
    notice: str
    layers: str
    skipped: bool
    late: str | None  # None: in time; else how late, as far as known
    undated: bool  # whether only its time is missing for a late penalty


def _row(one: Graded) -> _Row:
    from autograder.reports import lateness  # noqa: PLC0415
    from autograder.text import number, printable  # noqa: PLC0415

    report = one.report
    return _Row(
        sys.intern(report.assignment),
        sys.intern(report.student),
        sys.intern(f"{number(round(report.score, 2))}/{number(report.max_score)}"),
        sys.intern(f"{report.right}/{len(report.exercises)}"),
        sys.intern(printable(_notice(one), _LONGEST_NOTE)),
        sys.intern(", ".join(report.sandbox)),
        one.skipped,
        next(iter(lateness.in_short(report)), None),
        bool(report.lateness and report.lateness.policy != "none" and not report.submitted),
    )


def _late(results: Sequence[_Row]) -> Iterator[str]:
    """Sentences on who handed in late, and on those of whom nobody knows."""
    ordered = sorted(results, key=lambda row: (row.student, row.assignment))
    late = [f"{row.student} ({row.assignment})" for row in ordered if row.late is not None]
    if late:
        yield f"{_counted(len(late), 'submission')} handed in late: {', '.join(late)}."
    undated = [f"{row.student} ({row.assignment})" for row in ordered if row.undated]
    if undated:
        more = f" and {len(undated) - _MOST_UNDATED} more" if len(undated) > _MOST_UNDATED else ""
        yield (
            f"Nothing tells when {_counted(len(undated), 'submission')} came in; no late penalty: "
            f"{', '.join(undated[:_MOST_UNDATED])}{more}."
        )


def _decide_sandbox(missing: Sequence[str], allow_unsandboxed: bool) -> bool:
    """Whether to grade in the sandbox; refuse when it is incomplete and nobody overrides that."""
    if not missing:
        return True
    if not allow_unsandboxed:
        from autograder.sandbox.launch import SandboxError  # noqa: PLC0415

        raise SandboxError("\n".join(missing))
    print(
        "autograder: WARNING: student code runs WITHOUT a sandbox. It can read and change "
        "everything that you can, its own score included.",
        file=sys.stderr,
    )
    return False


def _with_progress(graded: Generator[Graded], total: int, what: str) -> list[_Row]:
    """Drain the reports behind a progress bar on the terminal."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    results: list[_Row] = []
    begun = time.monotonic()
    console = Console(stderr=True)
    with closing(graded):  # stopped in the middle, it ends its processes and writes the summary
        # The first report is waited for before the bar's thread starts: all is forked by then.
        first = next(graded, None)
        with Progress(
            *columns, console=console, transient=True, disable=not console.is_terminal
        ) as bar:
            task = bar.add_task(what, total=total, rate="")
            while first is not None:
                results.append(_row(first))
                rate = len(results) / max(time.monotonic() - begun, 1e-9)
                bar.update(task, advance=1, rate=f"{rate:.0f}/s")
                first = next(graded, None)
    return results


_MOST_ROWS = 100
_LONGEST_NAME = 60  # of a student in the table
_LONGEST_NOTE = 300  # of what stands out about a report


def _print_results(results: Sequence[_Row], output: Path, seconds: float) -> None:
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from autograder.text import printable  # noqa: PLC0415

    console = _console()
    ordered = sorted(results, key=lambda row: (row.assignment, row.student))
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    table.add_column("Assignment", no_wrap=True)
    table.add_column("Student", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Right", justify="right", no_wrap=True)
    table.add_column("Noticed", no_wrap=True, overflow="ellipsis", ratio=1)
    for row in ordered[:_MOST_ROWS]:
        table.add_row(
            Text(printable(row.assignment, _LONGEST_NAME)),
            Text(printable(row.student, _LONGEST_NAME)),
            row.score,
            row.right,
            Text(row.notice),
        )
    console.print(table)
    if len(ordered) > _MOST_ROWS:
        console.print(Text(f"... and {len(ordered) - _MOST_ROWS} more in {output / 'summary.csv'}"))
    skipped = sum(row.skipped for row in results)
    layers = next((row.layers for row in ordered if row.layers), "")
    console.print()
    console.print(
        Text(
            f"{_counted(len(results), 'submission')} in {seconds:.1f} s"
            + (f", {skipped} of them unchanged since the last run" if skipped else "")
            + (f". Sandbox: {layers}." if layers else ".")
        )
    )
    console.print(
        Text(f"Reports: {output}/<student>/<assignment>/report.json; class: {output}/summary.csv")
    )


def _notice(one: Graded) -> str:
    """What stands out about a report, in a few words."""
    from autograder.reports.lateness import in_short  # noqa: PLC0415

    return "; ".join(filter(None, (*in_short(one.report), _trouble(one.report))))


def _trouble(report: Report) -> str:
    """What went wrong, in a few words."""
    if not report.sandbox and report.warnings:
        return report.warnings[0]
    outcomes = {exercise.outcome for exercise in report.exercises}
    if outcomes == {"not attempted"}:
        return "; ".join(["nothing attempted", *report.warnings[:1]])
    notices = report.warnings[:1]
    for exercise in report.exercises:
        if exercise.outcome in ("wrong", "raised an error"):
            message = next((test.message for test in exercise.tests if not test.passed), None)
            notices.append(f"{exercise.name}: {exercise.hint or message}")
    missing = sum(exercise.outcome == "not attempted" for exercise in report.exercises)
    if missing:
        notices.append(f"{missing} not attempted")
    more = len(notices) - 2
    return "; ".join(notices[:2]) + (f"; {more} more" if more > 0 else "")


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
    from autograder.training import calibration  # noqa: PLC0415

    course = load_course()
    assignment = course.assignment(name)
    done = []
    for protocol in calibration.protocols_of(course.root, assignment, "full" if full else "quick"):
        print(f"{protocol.bar}, {protocol.scale} protocol")
        try:
            for step in calibration.calibrate(assignment, protocol, seeds):
                if isinstance(step, calibration.Trained):
                    reached = ", ".join(f"{k} {v:.4f}" for k, v in step.run.measures.items())
                    print(
                        f"  {step.answer}, seed {step.run.seed}: {reached} "
                        f"({step.run.seconds:.1f} s)",
                        flush=True,
                    )
                else:
                    done.append(step)
                    for measure, bar in step.bars.items():
                        right = step.samples[measure][0]
                        missed = calibration.estimate(right, bar, passes=False)
                        print(
                            f"  {measure}: bar {bar:.3f}; a right answer, {right.mean:.4f} ± "
                            f"{right.deviation:.4f}, misses it with probability "
                            f"{missed.probability:.1g}"
                        )
        except calibration.CalibrationError as error:
            _fail(str(error), 1)
    calibration.write(course.root, done)


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
    from autograder.course.config import load_config  # noqa: PLC0415
    from autograder.verification import mutants as mutation  # noqa: PLC0415
    from autograder.verification.matrix import verification_page  # noqa: PLC0415
    from autograder.verification.result import as_json  # noqa: PLC0415
    from autograder.verification.verify import (  # noqa: PLC0415
        assignments_to_verify,
        verify_assignments,
    )

    course = load_course()
    assignments = assignments_to_verify(course, names or (), bank)
    verifications: list[Verification] = []
    mutations: list[MutationResult] = []
    for verification in verify_assignments(
        course,
        assignments,
        bank=bank,
        limits=load_config(course.root).limits,
        workers=workers,
        released=released,
    ):
        verifications.append(verification)
        _print_verification(verification, matrix=matrix)
        if verification.assignment != assignments[-1].name:  # all are printed at the end
            _print_findings(verification.failures)
        if mutants:
            print(f"{verification.assignment}: mutants", flush=True)
            mutations.append(
                mutation.run(
                    course.assignment(verification.assignment),
                    workers=workers,
                    on_judged=lambda exercise: print(exercise.format(verbose=matrix), flush=True),
                )
            )
            print(f"  {mutations[-1].summary}", flush=True)
    if json is not None:
        json.write_bytes(as_json(verifications, mutations))
    if html is not None:
        html.write_text(verification_page(verifications), encoding="utf-8")
    _conclude(verifications, mutations)


def _conclude(verifications: Sequence[Verification], mutations: Sequence[MutationResult]) -> None:
    """Print all failures together and fail, or say how much was caught and accepted."""
    missed = sum(len(mutation.missed) for mutation in mutations)
    failures = [failure for verification in verifications for failure in verification.failures]
    print()
    if failures:
        print(f"{_counted(len(failures), 'failure')}; the graders are not ready:")
        _print_findings(failures)
    if missed:
        print(
            f"{_counted(missed, 'mutant')} slipped through every test; the graders are not ready."
        )
    if failures or missed:
        raise typer.Exit(1)
    caught = sum(verification.misconceptions for verification in verifications)
    accepted = sum(verification.alternatives for verification in verifications)
    print(f"{caught} misconceptions caught, {accepted} alternatives accepted.")


def _print_verification(verification: Verification, *, matrix: bool) -> None:
    from autograder.verification.matrix import matrix_text  # noqa: PLC0415

    failures = len(verification.failures)
    state = _counted(failures, "failure") if failures else "ok"
    print(f"{verification.assignment}: {state} ({verification.seconds:.0f} s)", flush=True)
    for exercise in verification.matrices:
        alternatives = len(exercise.accepted) + len(exercise.rejected)
        if not exercise.caught_by and not alternatives:
            continue  # another bank need not have entries for every exercise
        caught = sum(bool(failed) for failed in exercise.caught_by.values())
        print(
            f"  {exercise.exercise}: {caught} of {len(exercise.caught_by)} misconceptions caught, "
            f"{len(exercise.accepted)} of {alternatives} alternatives accepted, "
            f"{_counted(len(exercise.tests), 'test')}"
        )
        if matrix:
            print(textwrap.indent(matrix_text(exercise), "    "))


def _print_findings(findings: Sequence[Finding]) -> None:
    from autograder.text import printable  # noqa: PLC0415

    for finding in findings:
        print(f"  {printable(str(finding), _LONGEST_NOTICE)}", flush=True)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


class ExportFormat(StrEnum):
    """Where exported grades go."""

    GRADESCOPE = "gradescope"
    CANVAS = "canvas"
    MOODLE = "moodle"
    CSV = "csv"
    JSON = "json"


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="A folder that `autograder grade` has filled.")],
    format: Annotated[ExportFormat, typer.Option(help="The platform, or a plain file.")],
    output: Annotated[Path, typer.Option(help="The folder to write to.")],
    template: Annotated[
        Path | None,
        typer.Option(help="Canvas's exported gradebook, or Moodle's grading worksheet."),
    ] = None,
) -> None:
    """Write the grades in the form that a learning platform takes."""
    from autograder.course.config import load_config  # noqa: PLC0415
    from autograder.platforms import exports  # noqa: PLC0415
    from autograder.reports.store import Store  # noqa: PLC0415
    from autograder.submissions.discovery import NothingFoundError  # noqa: PLC0415
    from autograder.text import printable  # noqa: PLC0415

    if not folder.is_dir():
        raise NothingFoundError(f"There is no folder {folder}.")
    course = load_course()
    try:
        done = exports.export(
            Store(folder).reports(),
            format.value,
            output,
            feedback=load_config(course.root).feedback,
            template=template,
            titles={one.name: one.title for one in course.assignments},
        )
    except exports.ExportError as error:
        _fail(str(error), USAGE_ERROR)
    for sentence in done.left_out:
        print(printable(sentence, _LONGEST_NOTICE), file=sys.stderr)
    shown = done.files[0] if len(done.files) == 1 else output
    print(f"{len(done.files)} {'file' if len(done.files) == 1 else 'files'}: {shown}")


@app.command()
def gradescope(
    name: Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Such as 04_losses.")],
    output: Annotated[
        Path | None, typer.Option(help="The zip file.", show_default="gradescope-ASSIGNMENT.zip")
    ] = None,
) -> None:
    """Pack the grader of an assignment as an autograder for Gradescope.

    The zip file holds hidden tests and the course's secret: it is for staff and Gradescope only.
    """
    from autograder.platforms.gradescope import pack  # noqa: PLC0415

    course = load_course()
    assignment = course.assignment(name)
    path = pack(course, assignment, output or Path(f"gradescope-{assignment.name}.zip"))
    size = path.stat().st_size / 1e6
    print(f"{path} ({size:.1f} MB): for staff and Gradescope only, it holds the hidden tests.")


@app.command()
def demo(
    keep: Annotated[Path, typer.Option(help="The folder to make the class in.")] = Path("demo"),
    workers: Workers = CORES,
) -> None:
    """Show the whole loop on a made-up class: notebooks, grading, reports, pages.

    In the folder are then submissions/, reports/, feedback/ (a page for each student) and
    class.html. It must be new, empty or an earlier demo's, which is made anew.
    """
    from autograder.demo import LIMITS, SECRET, make_class, prepare_folder  # noqa: PLC0415
    from autograder.grading.engine import Settings  # noqa: PLC0415
    from autograder.grading.run import run  # noqa: PLC0415
    from autograder.reports.store import Store  # noqa: PLC0415
    from autograder.sandbox.launch import missing_layers  # noqa: PLC0415
    from autograder.submissions.discovery import find_submissions  # noqa: PLC0415

    course = load_course()
    _decide_sandbox(missing_layers(), allow_unsandboxed=False)
    begun = time.monotonic()
    submissions = make_class(course, prepare_folder(keep))
    found = find_submissions([submissions], course)
    settings = Settings(SECRET, LIMITS)
    graded = run(found, course, Store(keep / "reports"), settings, workers=workers, regrade=True)
    results = _with_progress(graded, len(found), "Grading a made-up class")
    _print_results(results, keep / "reports", time.monotonic() - begun)
    _write_pages(course, keep / "reports", keep)
    print(f"The notebooks that were graded: {submissions}/<student>/<assignment>/")
    print("Next: `autograder grade PATH --output DIR` with notebooks of your own.")


@app.command()
def doctor(json: Json = False) -> None:
    """Show what this machine has: sandbox layers, Python, Keras, GPU, data."""
    from autograder.doctor import examine  # noqa: PLC0415

    findings = examine()
    if json:
        import msgspec  # noqa: PLC0415

        _print_json(msgspec.json.format(msgspec.json.encode(findings), indent=2) + b"\n")
    else:
        for finding in findings:
            mark = "ok     " if finding.ok else "MISSING" if finding.required else "-      "
            print(f"{mark}  {finding.name}: {finding.text}")
    if any(finding.required and not finding.ok for finding in findings):
        raise typer.Exit(1)


@app.command()
def data(
    download: Annotated[
        bool, typer.Option("--download", help="Let Keras download it where no place has it.")
    ] = False,
) -> None:
    """Put Fashion-MNIST where Keras looks for it, so that load_data() needs no network.

    It is looked for in AUTOGRADER_DATA, Keras's cache and Debian's dataset-fashion-mnist, in this
    order; every file is checked by its SHA-256.
    """
    from autograder.datasets.fashion_mnist import install_into_keras_cache  # noqa: PLC0415

    done = install_into_keras_cache(download=download)
    if done.source is None:
        print(f"Fashion-MNIST is in Keras's cache already, checked: {done.folder}")
        return
    print(f"Found:   {done.source.name}, {done.source.folder}")
    print(f"Put in:  {done.folder}")
    print(f"Written: {', '.join(done.written)}")


@app.command()
def report(
    folder: Annotated[Path, typer.Argument(help="A folder that `autograder grade` has filled.")],
    output: Annotated[
        Path | None,
        typer.Option(
            help="Another folder for the pages: feedback/<assignment>/<student>.html, class.html.",
            show_default="beside the reports",
        ),
    ] = None,
) -> None:
    """Write a feedback page for each student beside its report.json, and class.html for staff.

    How much a student's page shows is set by `feedback` in course.toml: full, titles or score.
    """
    from autograder.submissions.discovery import NothingFoundError  # noqa: PLC0415

    if not folder.is_dir():
        raise NothingFoundError(f"There is no folder {folder}.")
    if not _write_pages(load_course(), folder, output):
        raise NothingFoundError(f"{folder} holds no reports.")


def _write_pages(course: Course, folder: Path, output: Path | None = None) -> int:
    """Write the students' pages and the class's, say where, and give how many there are."""
    from autograder.course.config import load_config  # noqa: PLC0415
    from autograder.reports.class_page import write_page  # noqa: PLC0415
    from autograder.reports.feedback import write_pages  # noqa: PLC0415
    from autograder.reports.store import Store  # noqa: PLC0415

    store, feedback = Store(folder), load_config(course.root).feedback
    handed_out = output / "feedback" if output is not None else None
    count = sum(1 for _ in write_pages(store, feedback, handed_out))
    if count:
        page = write_page(store, output, handed_out)
        where = (
            f"{folder}/<student>/<assignment>/feedback.html"
            if handed_out is None
            else f"{handed_out}/<assignment>/<student>.html"
        )
        print(f"Pages: {count} of {where} ({feedback} feedback)")
        print(f"The class: {page}")
    return count


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A folder that `autograder grade` has filled.")],
    new: Annotated[Path, typer.Argument(help="Another one, filled later.")],
    json: Json = False,
) -> None:
    """Show whose score differs between two folders of reports, where, and why.

    Why: the submission changed, the grader (its tests, points, bank or bars), the course's limits,
    the program, the course's secret, or the late penalty. Exits with 0 whether or not anything
    differs.
    """
    from autograder.reports.comparison import compare  # noqa: PLC0415
    from autograder.submissions.discovery import NothingFoundError  # noqa: PLC0415

    for folder in (old, new):
        if not folder.is_dir():
            raise NothingFoundError(f"There is no folder {folder}.")
    comparison = compare(old, new)
    if json:
        import msgspec  # noqa: PLC0415

        _print_json(msgspec.json.format(msgspec.json.encode(comparison), indent=2) + b"\n")
        return
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from autograder.text import number, printable  # noqa: PLC0415

    def score(value: float | None) -> str:
        return "-" if value is None else number(round(value, 2))

    if comparison.changes:
        table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
        for name in ("Assignment", "Student"):
            table.add_column(name, no_wrap=True)
        for name in ("Old", "New"):
            table.add_column(name, justify="right", no_wrap=True)
        table.add_column("Why", no_wrap=True)
        table.add_column("Exercises", ratio=1)
        for change in comparison.changes:
            parts = [f"{one.name} {score(one.old)} to {score(one.new)}" for one in change.exercises]
            table.add_row(
                Text(printable(change.assignment, _LONGEST_NAME)),
                Text(printable(change.student, _LONGEST_NAME)),
                score(change.old),
                score(change.new),
                ", ".join(change.why),
                Text(printable("; ".join(parts), 1000)),
            )
        _console().print(table)
        print()
    print(
        f"{_counted(len(comparison.changes), 'score')} of {comparison.compared} "
        f"{'differs' if len(comparison.changes) == 1 else 'differ'}."
    )


@app.command()
def schema() -> None:
    """Print the JSON schema of report.json."""
    from autograder.reports.report import schema as report_schema  # noqa: PLC0415

    print(report_schema(), end="")


if __name__ == "__main__":
    main()
