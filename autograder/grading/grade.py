"""Grading: a submission's bytes and a grader in, a report out."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from msgspec import structs

from autograder.course.model import Assignment
from autograder.grading.confined.grader import ConfinedGrader
from autograder.grading.counterexamples import Counterexamples
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.exercises import grade_exercises
from autograder.grading.explanations import Notice
from autograder.grading.failing_calls import FailingCall
from autograder.grading.keras_use import exercises_with_keras
from autograder.grading.missing_exercises import never_had
from autograder.grading.resemblance import Resemblance
from autograder.grading.unexplained import describe_unexplained
from autograder.limits import Limits
from autograder.reports.report import ExerciseReport, Report
from autograder.sandbox.bytecode import compile_library
from autograder.sandbox.host import Host
from autograder.sandbox.profiles import KERAS, NUMERIC, Profile
from autograder.submissions.reading import read_code
from autograder.submissions.submission import Submission, UnreadableError
from autograder.testing.collecting import Grader


def seed_of(secret: bytes, assignment: str, submission_sha256: str) -> str:
    """The seed of a submission's hidden inputs: unknown without the course's secret."""
    text = f"{assignment}/{submission_sha256}".encode()
    return hmac.new(secret, text, hashlib.sha256).hexdigest()[:32]


def grade_submission(
    submission: Submission,
    grader: Grader,
    host_of: Callable[[Profile], Host],
    *,
    secret: bytes,
    limits: Limits,
    diagnosis: Diagnosis | None = None,
    counterexamples: Counterexamples | None = None,
    resemblance: Resemblance | None = None,
    confined: Callable[[], ConfinedGrader] | None = None,
    failing: list[FailingCall] | None = None,
    seed: str = "",
) -> Report:
    """Grade one submission.

    `host_of` gives the warm host of a profile: exercises that need Keras run in a worker that has
    it, the others do not wait for one. `diagnosis` recognises mistakes of the bank, and
    `counterexamples` shows wrong answers on public examples (the confined child has its own), and
    `resemblance` recognises mistakes there. `confined`
    gives what grades exercises with Keras; it may be left out where there are none. To the list
    `failing` are added the failing calls of hidden tests, which no report holds. `seed` is that of
    the hidden inputs, where it does not come from the secret and the submission.
    """
    begun = time.monotonic()
    assignment = grader.assignment
    seed = seed or seed_of(submission.secret or secret, assignment.name, submission.sha256)
    try:
        code = read_code(submission, limits)
    except UnreadableError as reason:
        refused = unreadable(submission, assignment, str(reason), seed=seed)
        return structs.replace(refused, seconds=round(time.monotonic() - begun, 4))
    wanted = [
        exercise
        for exercise in assignment.exercises
        if submission.only is None or exercise.name in submission.only
    ]
    cells = [cell for cell in code.cells if cell.source.strip() not in assignment.unrun]
    if any("scipy" in cell.source for cell in cells):
        compile_library("scipy")
    with_keras = exercises_with_keras(assignment, wanted, cells)
    graded: dict[str, ExerciseReport] = {}
    notices: list[Sequence[Notice]] = []  # of each worker
    returned: dict[str, dict[str, str]] = {}  # by wrong answers that nothing explains
    layers: tuple[str, ...] = ()
    for profile, exercises in (
        (NUMERIC, [exercise for exercise in wanted if exercise not in with_keras]),
        (KERAS, with_keras),
    ):
        if not exercises:
            continue
        host = host_of(profile)
        host.wait_until_ready()
        layers = layers or host.layers
        if profile is KERAS:
            assert confined is not None
            done = confined().grade(
                exercises,
                grader,
                cells,
                host,
                seed=seed,
                limits=_scaled(limits, profile),
                counterexamples=_left(counterexamples, graded.values()),
                explain=failing is not None,
            )
        else:
            done = grade_exercises(
                exercises,
                grader,
                cells,
                host,
                seed=seed,
                limits=limits,
                diagnosis=diagnosis,
                counterexamples=counterexamples,
                resemblance=resemblance,
                explain=failing is not None,
            )
        if failing is not None:
            failing += done.failing
        graded |= done.reports
        notices.append(done.notices)
        returned |= done.returned
    reports = [graded[exercise.name] for exercise in wanted]
    return Report(
        assignment=assignment.name,
        student=submission.student,
        score=round(sum(exercise.score for exercise in reports), 4),
        max_score=float(sum(exercise.points for exercise in wanted)),
        exercises=reports,
        submission_sha256=submission.sha256,
        seed=seed,
        sandbox=list(layers),
        warnings=[
            *submission.warnings,
            *_warnings(notices, assignment),
            *never_had(submission, reports),
        ],
        seconds=round(time.monotonic() - begun, 4),
        source=submission.source,
        title=assignment.title,
        unexplained=list(describe_unexplained(returned, cells, assignment)),
    )


def _left(counterexamples: Counterexamples | None, graded: Iterable[ExerciseReport]) -> int:
    """Of how many more wrong answers of a submission an example may be shown."""
    if counterexamples is None:
        return 0
    return max(0, counterexamples.most - sum(bool(exercise.example) for exercise in graded))


def _warnings(notices: Sequence[Sequence[Notice]], assignment: Assignment) -> list[str]:
    """What the student should know of the cells that all workers have run.

    A cell that needs Keras fails in a worker without it, which is expected where the notebook
    has exercises in Keras: what counts is whether it fails in a worker that has it.
    """
    *others, last = notices or [[]]
    failing = {notice.cell for notice in last}
    excused = any(exercise.keras for exercise in assignment.exercises)
    kept = [
        notice
        for worker in others
        for notice in worker
        if notice.cell is None or notice.cell in failing
    ]
    kept += [
        notice for notice in last if not (excused and notice.library in ("keras", "tensorflow"))
    ]
    return list(dict.fromkeys(notice.text for notice in kept))


def _scaled(limits: Limits, profile: Profile) -> Limits:
    """The limits of a profile: TensorFlow's first steps take longer than NumPy's."""
    return replace(
        limits,
        call_seconds=limits.call_seconds * profile.time_factor,
        submission_seconds=limits.submission_seconds * profile.time_factor,
        cells_seconds=limits.cells_seconds * profile.time_factor,
    )


def unreadable(
    submission: Submission, assignment: Assignment | None, reason: str, *, seed: str = ""
) -> Report:
    """The report of a submission that cannot be graded: score 0 and the reason."""
    exercises = [
        ExerciseReport(
            name=exercise.name,
            score=0.0,
            max_score=exercise.points,
            outcome="not attempted",
            misconception=None,
            hint=None,
            tests=[],
        )
        for exercise in (assignment.exercises if assignment else ())
    ]
    return Report(
        assignment=assignment.name if assignment else submission.assignment,
        student=submission.student,
        score=0.0,
        max_score=assignment.max_score if assignment else 0.0,
        exercises=exercises,
        submission_sha256=submission.sha256,
        seed=seed,
        sandbox=[],
        warnings=[reason, *submission.warnings],
        seconds=0.0,
        source=submission.source,
        title=assignment.title if assignment else "",
    )


def failed(submission: Submission, assignment: Assignment | None) -> Report:
    """The report of a submission that the grader could not grade, though it tried again."""
    return unreadable(
        submission,
        assignment,
        "The grader failed on this submission. This is not the student's fault: grade it again, "
        "and report the failure.",
    )
