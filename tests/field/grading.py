"""Grades hand-ins of the field suite, and composes transformations."""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence

from autograder.course.model import Assignment, Course, Exercise
from autograder.grading.engine import Engine
from autograder.reports.report import Report
from autograder.submissions.submission import Submission
from tests.field.hand_in import CATALOGUE, HandIn, Transformation, right_hand_in

for _group in (
    "cells", "definitions", "exports", "json_forms", "libraries", "magics", "names_reused",
    "own_cells",
):  # fmt: skip
    importlib.import_module(f"tests.field.{_group}")

BY_NAME = {transformation.name: transformation for transformation in CATALOGUE}

#: Transformations that find the cells of answers and checks by nbgrader's metadata come before
#: those that delete, move, merge or retype these cells, and those before the ones that lose the
#: metadata. Those that change an answer's first line come before those that move it down.
_LATE = {
    "white_space_everywhere": 1,
    "answer_in_an_own_cell": 1,
    "answer_copied": 1,
    "cell_ids_repeated": 1,
    "wrong_try_above": 1,
    "checks_deleted": 5,
    "two_answers_merged": 2,
    "everything_in_one_cell": 3,
    "answer_is_markdown": 4,
    "answer_is_raw": 4,
    "check_is_markdown": 4,
    "nbgrader_metadata_of_old_form": 5,
    "nbgrader_metadata_lost": 6,
    "helper_tag_kept_alone": 6,
    "all_cell_metadata_lost": 6,
    "notebook_metadata_lost": 6,
}
#: Pairs that make no sense together, each with the reason.
_UNFIT: tuple[tuple[frozenset[str], frozenset[str], str], ...] = (
    (
        frozenset(["answer_is_markdown", "answer_is_raw", "check_is_markdown"]),
        frozenset(["nbgrader_metadata_lost", "helper_tag_kept_alone", "all_cell_metadata_lost"]),
        "nothing is left that says that the cell was one of code",
    ),
    (
        frozenset(["everything_in_one_cell", "two_answers_merged", "answer_in_an_own_cell"]),
        frozenset(["answer_copied", "cell_ids_repeated", "wrong_try_above"]),
        "the copy or try would stand below the answer, where it counts",
    ),
    (
        frozenset(["everything_in_one_cell", "two_answers_merged", "answer_in_an_own_cell"]),
        frozenset(["answer_is_markdown", "answer_is_raw"]),
        "the retyped cell holds nothing, or all",
    ),
    (
        frozenset(["everything_in_one_cell"]),
        frozenset(
            [
                "constant_is_timed",
                "helper_redefined_later",
                "answer_split_in_two",
                "timing_decorator",
                "decorator_redefined_later",
                "counts_calls_with_global",
            ]
        ),
        "the answer would stand above the cell that it needs",
    ),
    (
        frozenset(["everything_in_one_cell", "two_answers_merged"]),
        frozenset(["answer_is_timed", "answer_is_captured", "defined_in_a_condition"]),
        "a cell magic belongs at a cell's beginning",
    ),
    (
        frozenset(["answer_is_timed", "answer_is_captured"]),
        frozenset(["installs_over_several_lines", "question_in_the_cell_of_an_answer"]),
        "a cell magic belongs at a cell's beginning",
    ),
    (
        frozenset(["endless_cell", "cell_that_quits", "cell_that_kills_the_process"]),
        frozenset(["slow_cells_at_the_end", "slow_cells_on_top"]),
        "running the slow cells again takes longer than a test may",
    ),
)
#: Exports that hold the answers alone: what other cells define is lost, by design of the habit.
_ANSWERS_ALONE = frozenset(["plain_file", "plain_file_with_main", "plain_file_that_reuses_names"])
#: What these exports cannot carry: an answer that needs another cell, or whose cell is not code.
_NEEDS_MORE = frozenset(
    [
        "constant_is_timed", "helper_redefined_later", "answer_split_in_two", "timing_decorator",
        "decorator_redefined_later", "counts_calls_with_global", "answer_in_an_own_cell",
        "answer_is_markdown", "answer_is_raw", "nbgrader_metadata_lost", "everything_in_one_cell",
        "helper_tag_kept_alone", "all_cell_metadata_lost", "answer_is_timed", "answer_is_captured",
        "cell_of_another_language",
    ]
)  # fmt: skip
#: Exporters write Markdown and raw cells as comments, so an answer in one is gone.
_RETYPED = frozenset(["answer_is_markdown", "answer_is_raw"])
#: Exporters other than nbconvert's keep magics as they stand in the notebook, or comment them out.
_COMMENTS_MAGICS = frozenset(["jupytext_percent", "jupytext_light", "jupytext_without_markers"])
_KEEPS_A_PAYLOAD = frozenset(["constant_is_timed", "answer_is_timed", "answer_is_captured"])
_OTHER_LANGUAGES = frozenset(
    ["writes_a_module", "cell_of_another_language", "timeit_cell", "cell_that_is_not_python"]
)
#: Without cell markers a magic for a whole cell is none.
_NO_CELLS = frozenset(["colab", "jupytext_without_markers", "plain_file", "plain_file_with_main"])


def graded_exercises(assignment: Assignment) -> tuple[Exercise, ...]:
    """The exercises without Keras, which are graded in milliseconds."""
    return tuple(exercise for exercise in assignment.exercises if not exercise.keras)


def file_of(hand_in: HandIn, last: Transformation | None) -> tuple[str, bytes]:
    """The file that is handed in: its name and its bytes."""
    slug = hand_in.assignment.slug
    if last is None:
        return f"{slug}.ipynb", json.dumps(hand_in.notebook(), indent=1).encode()
    if last.stage == "text":
        return f"{slug}.ipynb", last.apply(hand_in)
    return f"{slug}.py", last.apply(hand_in).encode()


def grade(engine: Engine, hand_in: HandIn, last: Transformation | None) -> Report:
    """Grade a hand-in's exercises."""
    filename, content = file_of(hand_in, last)
    only = frozenset(exercise.name for exercise in hand_in.exercises)
    submission = Submission("ada", hand_in.assignment.name, filename, content, only=only)
    return engine.grade(submission)


def lost(report: Report) -> list[str]:
    """Exercises that are not right, each with its first message, and the warnings."""
    words = [
        f"{exercise.name} {exercise.score}/{exercise.max_score}: "
        + next((str(test.message) for test in exercise.tests if not test.passed), "")
        for exercise in report.exercises
        if exercise.score != exercise.max_score
    ]
    return words + report.warnings if words else []


def points_lost(report: Report) -> float:
    """The points that a right hand-in did not get."""
    return report.max_score - report.score


def transformed(course: Course, transformation: Transformation, seed: int = 0) -> HandIn:
    """A right hand-in with one transformation of its cells."""
    slugs = transformation.only or ("losses",)
    assignment = course.assignment(sorted(slugs)[0])
    hand_in = right_hand_in(assignment, graded_exercises(assignment), seed)
    if transformation.stage == "cells":
        transformation.apply(hand_in)
    return hand_in


def why_unfit(
    assignment: Assignment, steps: Sequence[Transformation], last: Transformation | None
) -> str | None:
    """Why these transformations cannot be composed; None if they can."""
    names = {step.name for step in steps} | ({last.name} if last else set())
    if any(step.only and assignment.slug not in step.only for step in steps):
        return "a transformation belongs to another assignment"
    for first, second, reason in _UNFIT:
        if names & first and names & second:
            return reason
    if last is None or last.stage != "export":
        return None
    if last.name in _ANSWERS_ALONE and names & _NEEDS_MORE:
        return "the export holds the answers alone"
    if names & _RETYPED:
        return "the exporter writes the retyped cell as a comment"
    if last.name in _NO_CELLS and names & _OTHER_LANGUAGES:
        return "without cells, another language stands among the answers"
    if last.name in _COMMENTS_MAGICS | _NO_CELLS and names & _KEEPS_A_PAYLOAD:
        return "the exporter comments the magic out with its payload"
    return None


def compose(assignment: Assignment, steps: Sequence[Transformation], seed: int) -> HandIn:
    """A right hand-in with several transformations of its cells, each on other answers."""
    hand_in = right_hand_in(assignment, graded_exercises(assignment), seed)
    hand_in.apart = True
    for step in sorted(steps, key=lambda step: _LATE.get(step.name, 0)):
        step.apply(hand_in)
    return hand_in
