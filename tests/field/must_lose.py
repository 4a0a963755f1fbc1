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


@must_lose
def wrong_redefinition_in_try(hand_in: HandIn) -> str:
    """A definition within `try` counts."""
    name = hand_in.exercise().name
    hand_in.insert(
        f"try:\n    def {name}(*args, **kwargs):\n        return 7.5\nexcept NameError:\n    pass"
    )
    return name


@must_lose
def wrong_class_at_the_end(hand_in: HandIn) -> str:
    """An object that can be called is a definition, too."""
    name = hand_in.exercise().name
    hand_in.insert(
        f"class Answer:\n    def __call__(self, *args, **kwargs):\n        return 7.5\n\n"
        f"{name} = Answer()"
    )
    return name


@must_lose
def wrong_partial_at_the_end(hand_in: HandIn) -> str:
    """`functools.partial` of an own function is a definition."""
    name = hand_in.exercise().name
    hand_in.insert(
        "import functools\n\ndef constant(value, *args, **kwargs):\n    return value\n\n"
        f"{name} = functools.partial(constant, 7.5)"
    )
    return name


@must_lose
def decorator_that_drops_the_result(hand_in: HandIn) -> str:
    """A decorator that forgets to return what the answer returns."""
    name = hand_in.exercise().name
    cell = hand_in.solution_of(name)
    cell["source"] = (
        "def logged(function):\n    def inner(*args, **kwargs):\n"
        "        function(*args, **kwargs)\n"
        f"    return inner\n\n\n{source_of(cell)}\n\n\n{name} = logged({name})"
    )
    return name


@must_lose
def answer_under_another_name(hand_in: HandIn) -> str:
    """A function with a number after its name."""
    name = hand_in.exercise().name
    cell = hand_in.solution_of(name)
    cell["source"] = source_of(cell).replace(f"def {name}(", f"def {name}_2(")
    return name


@must_lose
def answer_within_another_function(hand_in: HandIn) -> str:
    """A definition that only another function sees."""
    name = hand_in.exercise().name
    cell = hand_in.solution_of(name)
    inner = "\n".join(f"    {line}" for line in source_of(cell).split("\n"))
    cell["source"] = f"def solution():\n{inner}\n\n\nsolution()"
    return name


@must_lose
def answer_in_a_branch_never_taken(hand_in: HandIn) -> str:
    """An answer switched off with `if False`."""
    name = hand_in.exercise().name
    cell = hand_in.solution_of(name)
    inner = "\n".join(f"    {line}" for line in source_of(cell).split("\n"))
    cell["source"] = f"if False:\n{inner}"
    return name


@must_lose
def answer_in_a_cell_of_bash(hand_in: HandIn) -> str:
    """A cell that IPython gives to a shell."""
    name = hand_in.exercise().name
    cell = hand_in.solution_of(name)
    cell["source"] = f"%%bash\n{source_of(cell)}"
    return name


@must_lose
def answer_that_is_a_coroutine(hand_in: HandIn) -> str:
    """`async def` gives a coroutine, not a value."""
    name = hand_in.exercise().name
    cell = hand_in.solution_of(name)
    cell["source"] = source_of(cell).replace(f"def {name}(", f"async def {name}(")
    return name


@must_lose
def answer_that_needs_a_name_nowhere_defined(hand_in: HandIn) -> str:
    """A helper that was deleted after the last run."""
    name = hand_in.exercise().name
    cell = hand_in.solution_of(name)
    cell["source"] = f"{source_of(cell)}\n\n\n_{name} = {name}\n\n\n" + (
        f"def {name}(*args, **kwargs):\n    return scaled(_{name}(*args, **kwargs))"
    )
    return name


@must_lose
def answer_only_in_an_output(hand_in: HandIn) -> str:
    """What a cell has printed is not part of the program."""
    name = hand_in.exercise().name
    cell = hand_in.solution_of(name)
    text = source_of(cell)
    cell["source"] = ""
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
    return name
