"""Forms of definition: decorated, wrapped, conditional, renamed, in a class."""

from __future__ import annotations

import textwrap

from tests.field.hand_in import Cell, HandIn, source_of, transformation

GROUP = "decorators and forms of definition"


def _chosen(hand_in: HandIn) -> tuple[str, Cell, str]:
    name = hand_in.exercise().name
    cell = hand_in.solution_of(name)
    return name, cell, source_of(cell)


@transformation(GROUP, "a decorator that measures time")
def timing_decorator(hand_in: HandIn) -> None:
    hand_in.on_top(
        "import functools\nimport time\n\n\ndef timed(function):\n"
        "    @functools.wraps(function)\n    def wrapper(*args, **kwargs):\n"
        "        begun = time.perf_counter()\n        value = function(*args, **kwargs)\n"
        "        wrapper.seconds = time.perf_counter() - begun\n        return value\n"
        "    return wrapper"
    )
    _, cell, text = _chosen(hand_in)
    cell["source"] = f"@timed\n{text}"


@transformation(GROUP, "a decorator that is defined again for something else later on")
def decorator_redefined_later(hand_in: HandIn) -> None:
    timing_decorator(hand_in)
    hand_in.insert("timed = None\nfunctools = 3\ntime = 0.1")


@transformation(GROUP, "the function in a condition, from a try with two variants")
def defined_in_a_condition(hand_in: HandIn) -> None:
    _, cell, text = _chosen(hand_in)
    cell["source"] = "if True:\n" + textwrap.indent(text, "    ")


@transformation(GROUP, "the function in a try statement")
def defined_in_a_try(hand_in: HandIn) -> None:
    _, cell, text = _chosen(hand_in)
    cell["source"] = "try:\n" + textwrap.indent(text, "    ") + "\nfinally:\n    pass"


@transformation(GROUP, "the work under another name, then the asked one")
def defined_under_another_name(hand_in: HandIn) -> None:
    name, cell, text = _chosen(hand_in)
    cell["source"] = (
        text.replace(f"def {name}(", f"def my_{name}(", 1) + f"\n\n\n{name} = my_{name}"
    )


@transformation(GROUP, "a lambda that calls a helper")
def lambda_over_a_helper(hand_in: HandIn) -> None:
    name, cell, text = _chosen(hand_in)
    text = text.replace(f"def {name}(", f"def _{name}(", 1)
    cell["source"] = f"{text}\n\n\n{name} = lambda *args, **kwargs: _{name}(*args, **kwargs)"


@transformation(GROUP, "static methods of a class, named at the end")
def static_method(hand_in: HandIn) -> None:
    name, cell, text = _chosen(hand_in)
    body = textwrap.indent(f"@staticmethod\n{text}", "    ")
    cell["source"] = f"class Answers:\n{body}\n\n\n{name} = Answers.{name}"


@transformation(GROUP, "an object that can be called")
def callable_object(hand_in: HandIn) -> None:
    name, cell, text = _chosen(hand_in)
    cell["source"] = (
        text.replace(f"def {name}(", f"def _{name}(", 1)
        + "\n\n\nclass Loss:\n    def __call__(self, *args, **kwargs):\n"
        + f"        return _{name}(*args, **kwargs)\n\n\n{name} = Loss()"
    )


@transformation(GROUP, "a closure made by a factory")
def closure(hand_in: HandIn) -> None:
    name, cell, text = _chosen(hand_in)
    cell["source"] = (
        f"def make():\n{textwrap.indent(text, '    ')}\n    return {name}\n\n\n{name} = make()"
    )


@transformation(GROUP, "functools.partial over a function with one argument more")
def partial_function(hand_in: HandIn) -> None:
    name, cell, text = _chosen(hand_in)
    cell["source"] = (
        "from functools import partial\n\n\n"
        + text.replace(f"def {name}(", f"def _{name}(", 1)
        + "\n\n\ndef apply(function, *args, **kwargs):\n    return function(*args, **kwargs)"
        + f"\n\n\n{name} = partial(apply, _{name})"
    )


@transformation(GROUP, "annotations in full")
def annotated(hand_in: HandIn) -> None:
    _, cell, text = _chosen(hand_in)
    head, _, rest = text.partition("\n")
    if head.endswith("):"):
        cell["source"] = f'{head[:-1]} -> "np.ndarray | float":\n{rest}'


@transformation(GROUP, "more arguments, with defaults")
def more_arguments_with_defaults(hand_in: HandIn) -> None:
    _, cell, text = _chosen(hand_in)
    head, _, rest = text.partition("\n")
    if head.endswith("):") and "**" not in head and "()" not in head:
        cell["source"] = f"{head[:-2]}, verbose=False):\n{rest}"


@transformation(GROUP, "a docstring of one's own")
def own_docstring(hand_in: HandIn) -> None:
    _, cell, text = _chosen(hand_in)
    head, _, rest = text.partition("\n")
    cell["source"] = f'{head}\n    r"""My answer: \\frac{{1}}{{n}}, see the lecture."""\n{rest}'


@transformation(GROUP, "a cache around a helper without arguments")
def cached_helper(hand_in: HandIn) -> None:
    _, cell, text = _chosen(hand_in)
    head, _, rest = text.partition("\n")
    cell["source"] = (
        "import functools\n\n\n@functools.cache\ndef constant():\n    return 1.0\n\n\n"
        f"{head}\n    constant()\n{rest}"
    )


@transformation(GROUP, "a helper defined below the function that calls it")
def helper_below(hand_in: HandIn) -> None:
    _, cell, text = _chosen(hand_in)
    head, _, rest = text.partition("\n")
    cell["source"] = f"{head}\n    defined_below()\n{rest}\n\n\ndef defined_below():\n    return 0"


@transformation(GROUP, "a function that is defined twice, at last rightly")
def defined_twice_in_a_cell(hand_in: HandIn) -> None:
    name, cell, text = _chosen(hand_in)
    cell["source"] = f"def {name}(*args, **kwargs):\n    return None\n\n\n{text}"


@transformation(GROUP, "try and except around the body")
def body_in_a_try(hand_in: HandIn) -> None:
    _, cell, text = _chosen(hand_in)
    head, _, rest = text.partition("\n")
    body = textwrap.indent(textwrap.dedent(rest), "        ")
    cell["source"] = f"{head}\n    try:\n{body}\n    finally:\n        pass"
