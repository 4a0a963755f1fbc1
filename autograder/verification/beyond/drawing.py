"""Drawing the answers that nobody wrote tests for: mutants of alternatives, and pairs."""

from __future__ import annotations

import ast
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from autograder.course.bank import Entry, read_bank
from autograder.course.model import Assignment
from autograder.verification.mutants.free import free_lines
from autograder.verification.mutants.generate import mutate, mutate_twice
from autograder.verification.mutants.result import Mutant
from autograder.verification.mutants.trial import GRADING_SEEDS, Trial

#: How many mutants of alternatives, and how many pairs, an exercise has at most.
MOST_OF_ALTERNATIVES, MOST_PAIRS = 150, 100


@dataclass(frozen=True)
class Drawn:
    """An answer to be judged."""

    mutant: Mutant
    unchanged: str | None  # the definition of the alternative that it was made of, if it was
    free: bool  # whether its line says that accepted changes are right


def alternatives_of(assignment: Assignment) -> dict[str, list[Drawn]]:
    """The mutants of an assignment's alternatives, by exercise, a sample where there are many."""
    entries = {
        entry.name: entry
        for entry in read_bank(assignment.root / "solutions", assignment.slug)
        if entry.kind == "alternative"
    }
    if not entries:
        return {}
    path = next(iter(entries.values())).path
    text = path.read_text(encoding="utf-8")
    free = free_lines(text, str(path))
    made: defaultdict[str, list[Drawn]] = defaultdict(list)
    exercises = [exercise.name for exercise in assignment.exercises]
    for mutant in mutate(text, entries, exercises):
        entry = entries[mutant.exercise]
        changed = replace(
            mutant,
            exercise=entry.of,
            description=f"{entry.name}, {mutant.description}",
            source=_definition(entry, mutant.source),
        )
        made[entry.of].append(Drawn(changed, _definition(entry, entry.source), mutant.line in free))
    return {exercise: _sample(some, exercise) for exercise, some in made.items()}


def pairs_of(trial: Trial, exercise: str) -> Iterator[Drawn]:
    """Model answers to an exercise with two changes at once, each of which is caught alone.

    Lines whose changes are free are left as they are.
    """
    free = free_lines(trial.source, str(trial.assignment.model_answers))
    exercises = [exercise.name for exercise in trial.assignment.exercises]
    caught = [
        mutant
        for mutant in mutate(trial.source, {exercise}, exercises)
        if mutant.line not in free and trial.fails(exercise, mutant.source, GRADING_SEEDS[0])
    ]
    rng = _generator(exercise)
    for mutant in mutate_twice(trial.source, exercise, exercises, caught, MOST_PAIRS, rng):
        yield Drawn(mutant, None, free=False)


def _definition(entry: Entry, source: str) -> str:
    """An alternative's definition, changed or not, in place of the model answer."""
    tree = ast.parse(source)
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    definition.name, definition.decorator_list = entry.of, []
    return f"{entry.imports}\n{ast.unparse(tree)}"


def _sample(drawn: Sequence[Drawn], exercise: str) -> list[Drawn]:
    """Some of the answers, the same in every run, in their order."""
    count = min(len(drawn), MOST_OF_ALTERNATIVES)
    chosen = _generator(exercise).choice(len(drawn), count, replace=False)
    return [drawn[int(index)] for index in np.sort(chosen)]


def _generator(exercise: str) -> np.random.Generator:
    """Draws the same for an exercise in every run, whatever becomes of the others."""
    return np.random.default_rng(zlib.crc32(exercise.encode()))
