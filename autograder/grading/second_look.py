"""A second look at an answer that passes its tests: whether it does without a library function.

What a worker says of the calls that were made in it, its student may have arranged. So the verdict
does not rest on it: the exercise's tests run once more, with the same inputs, in a fresh worker
from which the library functions were taken away before any code of the student's ran.
"""

from __future__ import annotations

from autograder.course.model import Exercise
from autograder.grading.running import NO_VERDICT, ExerciseRun, run_all_interleaved
from autograder.grading.session import Session
from autograder.grading.shortcuts import Shortcut
from autograder.testing.collecting import Grader
from autograder.text import listed


def look_again(
    exercise: Exercise, run: ExerciseRun, grader: Grader, session: Session, seed: str
) -> Shortcut | None:
    """What the function uses though its exercise asks to write it by hand; None if nothing.

    `run` is what its tests came to in `session`, which this closes.
    """
    passed = [name for name, verdict in run.verdicts.items() if verdict.message is None]
    names = session.unproven(exercise.name)
    if not passed or not names:
        return None
    with session.again_without(exercise.name) as without:
        ((_, again),) = run_all_interleaved([exercise], grader, without, seed)
    if all(again.verdicts.get(name, NO_VERDICT).message is None for name in passed):
        return None
    return Shortcut(
        frozenset(names),
        f"It does not pass its tests where {listed(exercise.without, 'or')} cannot be called. This "
        "exercise asks you to write that yourself, so as it is it earns no points.",
    )
