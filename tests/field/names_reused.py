"""Own cells that bind a name anew which an answer or an answer's helper needs."""

from __future__ import annotations

import ast

from autograder.course.answers import callers
from tests.field.hand_in import HandIn, source_of, transformation

GROUP = "names reused"


def sample_call(hand_in: HandIn, name: str) -> tuple[str, str]:
    """A call of an exercise's function as its check makes it: statements before it, and the call.

    A check that does not call the function by its name gives the function itself.
    """
    check = next((cell for cell in hand_in.checks() if name in source_of(cell)), None)
    setup: list[str] = []
    for statement in ast.parse(source_of(check)).body if check else []:
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                return "\n".join(setup), ast.unparse(node)
        if isinstance(statement, (ast.Assign, ast.FunctionDef, ast.Import, ast.ImportFrom)):
            setup.append(ast.unparse(statement))
    return "", name


def call_result(hand_in: HandIn, name: str, target: str | None = None) -> str:
    """Statements that bind the result of a call, to the function's own name without a target."""
    setup, call = sample_call(hand_in, name)
    return f"{setup}\n{target or name} = {call}".strip()


@transformation(GROUP, "students print a result once more and keep it under the function's name")
def result_under_the_functions_name(hand_in: HandIn) -> None:
    hand_in.insert(call_result(hand_in, hand_in.exercise().name))


@transformation(GROUP, "a last cell that computes all figures for a report")
def all_results_under_the_functions_names(hand_in: HandIn) -> None:
    for exercise in hand_in.exercises:
        if not exercise.keras:
            hand_in.insert(call_result(hand_in, exercise.name))


@transformation(GROUP, "a result is kept right below its check, not at the end")
def result_kept_below_the_last_check(hand_in: HandIn) -> None:
    last = hand_in.exercises[-1].name
    hand_in.insert(call_result(hand_in, last), hand_in.position(hand_in.solution_of(last)) + 2)


@transformation(GROUP, "np as the number of points or positives")
def np_is_a_number(hand_in: HandIn) -> None:
    hand_in.insert("np = 3\nprint(np)")


@transformation(GROUP, "np as a loop variable (n, p, np)")
def np_is_a_loop_variable(hand_in: HandIn) -> None:
    hand_in.insert("for np in range(3):\n    print(np)")


@transformation(GROUP, "a loop over functions with one of their names as its variable")
def function_name_as_loop_variable(hand_in: HandIn) -> None:
    hand_in.insert(f"for {hand_in.exercise().name} in [0.1, 0.5]:\n    pass")


@transformation(GROUP, "precision, recall, accuracy = ... for a table", only=("metrics",))
def figures_unpacked_into_their_names(hand_in: HandIn) -> None:
    hand_in.insert(
        "tp, fp, tn, fn = confusion_counts(np.array([1, 0, 1, 0]), np.array([0.9, 0.8, 0.3, 0.1]))"
        "\nprecision, recall, accuracy = "
        "precision(tp, fp), recall(tp, fn), accuracy(tp, fp, tn, fn)\nprint(precision, recall)"
    )


@transformation(GROUP, "sum, max, abs or len as the name of a total")
def builtin_is_a_number(hand_in: HandIn) -> None:
    name = hand_in.rng.choice(["sum", "max", "min", "abs", "len", "range", "float", "zip"])
    hand_in.insert(f"{name} = 0.0\nprint({name})")


@transformation(GROUP, "math as a mark")
def math_is_a_number(hand_in: HandIn) -> None:
    hand_in.on_top("import math")
    hand_in.insert("math = 1.3")


@transformation(GROUP, "a constant of the notebook is changed for an experiment at the end")
def constant_changed_at_the_end(hand_in: HandIn) -> None:
    hand_in.insert("EPSILON = 0.3\nclip = EPSILON")


# Elsewhere answers and checks call other answers, which would find the wrong helper in Jupyter.
@transformation(GROUP, "a helper of the same name is written for each exercise", only=("losses",))
def helpers_of_one_name(hand_in: HandIn) -> None:
    called = callers(hand_in.assignment)  # by another one, it would find the other's helper
    alone = [
        exercise.name
        for exercise in hand_in.exercises
        if called[exercise.name] == {exercise.name} and exercise.name not in hand_in.changed
    ]
    hand_in.changed.update(alone[:4])
    for number, name in enumerate(alone[:4]):
        cell = hand_in.solution_of(name)
        body = source_of(cell).replace(f"def {name}(", "def _answer(", 1)
        cell["source"] = (
            f"def _helper(value):\n    return value, {number}\n\n\n{body}\n\n\n"
            f"def {name}(*args, _answer=_answer, **kwargs):\n"
            f"    value, number = _helper(_answer(*args, **kwargs))\n"
            f"    assert number == {number}\n    return value"
        )


@transformation(GROUP, "with open(...) as name, in a cell that saves results")
def function_name_in_a_with_statement(hand_in: HandIn) -> None:
    name = hand_in.exercise().name
    hand_in.insert(f"import io\nwith io.StringIO() as {name}:\n    {name}.write('done')")


@transformation(GROUP, "an exception is caught under a short name")
def function_name_in_an_except_clause(hand_in: HandIn) -> None:
    name = hand_in.exercise().name
    hand_in.insert(f"try:\n    1 / 0\nexcept ZeroDivisionError as {name}:\n    pass")


@transformation(GROUP, "the library's function is imported at the end to compare with one's own")
def library_function_of_that_name_imported(hand_in: HandIn) -> None:
    name = hand_in.exercise().name
    hand_in.insert(
        f"import types\nmodule = types.SimpleNamespace({name}=max)\n{name} = module.{name}"
    )


@transformation(GROUP, "NumPy's functions of the same names, for comparison", only=("activations",))
def star_import_at_the_end(hand_in: HandIn) -> None:
    hand_in.insert("from numpy import *\nprint(tanh(0.0))")


@transformation(GROUP, "check as a name of one's own")
def check_is_a_flag(hand_in: HandIn) -> None:
    hand_in.insert("check = True")


@transformation(GROUP, "variables are deleted to save memory")
def own_names_deleted(hand_in: HandIn) -> None:
    hand_in.on_top("table = list(range(10))\ntotal = sum(table)")
    hand_in.insert("del table, total")


@transformation(GROUP, "a plot in the answer's own cell keeps its result under the function's name")
def result_kept_in_the_cell_of_the_answer(hand_in: HandIn) -> None:
    exercise = hand_in.exercises[-1]
    if not exercise.keras:
        check = next(c for c in hand_in.checks() if exercise.name in source_of(c))
        hand_in.cells.remove(check)
        cell = hand_in.solution_of(exercise.name)
        cell["source"] += "\n\n\n" + call_result(hand_in, exercise.name, "shown")
        cell["source"] += f"\n{exercise.name} = shown"


@transformation(GROUP, "a counter kept with `global`")
def counts_calls_with_global(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    name = cell["metadata"]["nbgrader"]["grade_id"]
    hand_in.on_top("calls = 0\n\n\ndef count_call():\n    global calls\n    calls += 1")
    head, _, rest = source_of(cell).partition("\n")
    cell["source"] = f"{head}\n    count_call()\n{rest}"
    setup, call = sample_call(hand_in, name)
    hand_in.insert(f"{setup}\nbefore = calls\n{call}\nprint(before, calls)")


@transformation(GROUP, "another function takes the name of a helper later on")
def helper_redefined_later(hand_in: HandIn) -> None:
    cell = hand_in.solution_of(hand_in.exercise().name)
    hand_in.insert("def prepare(value):\n    return value", hand_in.position(cell))
    head, _, rest = source_of(cell).partition("\n")
    cell["source"] = f"{head}\n    assert prepare(1) == 1\n{rest}"
    hand_in.insert("def prepare(first, second):\n    return first - second")


@transformation(GROUP, "the arguments' names of one exercise are variables of another cell")
def arguments_names_are_variables(hand_in: HandIn) -> None:
    hand_in.somewhere("x = y = z = p = w = n = None\ny_true = y_pred = scores = labels = 0")
    # Cells of the released notebook that need these names bind them themselves or are left alone.
    used = " ".join(source_of(cell) for cell in hand_in.code() if "own" not in cell["id"])
    names = ["x", "y", "z", "p", "w", "n", "y_true", "y_pred", "scores", "labels"]
    free = [name for name in names if f"{name} = " not in used]
    own = next(cell for cell in hand_in.cells if "y_true = y_pred" in source_of(cell))
    own["source"] = "\n".join(f"{name} = None" for name in free) or "pass"
