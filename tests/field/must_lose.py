"""Hand-ins that must lose: leniency has a limit.

Each function makes one exercise's answer wrong by something that counts, and gives its name.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.field.hand_in import HandIn, source_of

MUST_LOSE: list[Callable[[HandIn], str]] = []


def must_lose(function: Callable[[HandIn], str]) -> Callable[[HandIn], str]:
    """Enter a function into the catalogue."""
    MUST_LOSE.append(function)
    return function


@must_lose
def wrong_redefinition_at_the_end(hand_in: HandIn) -> str:
    """A definition later in the notebook replaces an earlier one."""
    name = hand_in.exercise().name
    hand_in.insert(f"def {name}(*args, **kwargs):\n    return 0.123")
    return name


@must_lose
def wrong_redefinition_right_below(hand_in: HandIn) -> str:
    """A second try that is wrong, below the right one."""
    name = hand_in.exercise().name
    position = hand_in.position(hand_in.solution_of(name))
    hand_in.insert(f"def {name}(*args, **kwargs):\n    return None", position + 1)
    return name


@must_lose
def wrong_redefinition_in_the_same_cell(hand_in: HandIn) -> str:
    """Two definitions in a cell: the last one counts."""
    name = hand_in.exercise().name
    cell = hand_in.solution_of(name)
    cell["source"] = f"{source_of(cell)}\n\n\ndef {name}(*args, **kwargs):\n    return 'wrong'"
    return name


@must_lose
def wrong_lambda_at_the_end(hand_in: HandIn) -> str:
    """An assignment of a function is a definition."""
    name = hand_in.exercise().name
    hand_in.insert(f"{name} = lambda *args, **kwargs: [0.0, 1.0]")
    return name


@must_lose
def wrong_redefinition_in_a_condition(hand_in: HandIn) -> str:
    """A definition counts wherever it stands in a cell."""
    name = hand_in.exercise().name
    hand_in.insert(f"if True:\n    def {name}(*args, **kwargs):\n        return -1.0")
    return name


@must_lose
def definition_deleted(hand_in: HandIn) -> str:
    """The cell of the answer is deleted."""
    name = hand_in.exercise().name
    hand_in.cells.remove(hand_in.solution_of(name))
    return name


@must_lose
def stub_left_untouched(hand_in: HandIn) -> str:
    """The stub alone."""
    exercise = hand_in.exercise()
    hand_in.solution_of(exercise.name)["source"] = exercise.stub
    return exercise.name


@must_lose
def answer_commented_out(hand_in: HandIn) -> str:
    """An answer in comments."""
    name = hand_in.exercise().name
    cell = hand_in.solution_of(name)
    cell["source"] = "\n".join(f"# {line}" for line in source_of(cell).split("\n"))
    return name


@must_lose
def answer_in_prose(hand_in: HandIn) -> str:
    """An answer in a Markdown cell that never was a cell for answers."""
    name = hand_in.exercise().name
    cell = hand_in.solution_of(name)
    hand_in.cells.insert(
        0, {"cell_type": "markdown", "id": "prose", "metadata": {}, "source": source_of(cell)}
    )
    hand_in.cells.remove(cell)
    return name


@must_lose
def answer_that_is_not_python(hand_in: HandIn) -> str:
    """A syntax error in the answer itself."""
    name = hand_in.exercise().name
    cell = hand_in.solution_of(name)
    cell["source"] = source_of(cell) + "\n    return (1"
    return name


@must_lose
def answer_that_needs_a_later_value(hand_in: HandIn) -> str:
    """A result under the function's name is not a definition of it."""
    name = hand_in.exercise().name
    hand_in.solution_of(name)["source"] = f"{name} = 0.5"
    return name
