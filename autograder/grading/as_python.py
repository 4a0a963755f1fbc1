"""Values as people would type them: the arguments of a call, and what it returned."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.course.examples import Example
from autograder.keras_models.summary import model_in_words, side_by_side
from autograder.sandbox.inside.models import describe_models
from autograder.sandbox.inside.protocol import values
from autograder.text import printable

#: More numbers are not written out: a shape says enough.
MOST_NUMBERS = 40
#: Of a text or a name that came from a student's code.
_LONGEST = 80
_DIGITS, _ALL_DIGITS = 6, 17
#: The types that a list of Python's numbers has by itself as an array.
_PLAIN_DTYPES = frozenset(map(np.dtype, ("float64", "int64", "bool")))


def call_text(function: str, example: Example, most: int = MOST_NUMBERS) -> str:
    """The call of a function, as in `mse(np.array([3.0]), np.array([5.0]))`."""
    given = [as_python(value, most=most) for value in example.args]
    given += [f"{name}={as_python(value, most=most)}" for name, value in example.kwargs.items()]
    return f"{function}({', '.join(given)})"


def definitions(example: Example) -> str:
    """The definitions of the functions among the arguments of a call, one after the other."""
    functions = dict.fromkeys(_functions([*example.args, *example.kwargs.values()]))
    return "\n\n".join(inspect.getsource(function).strip() for function in functions)


def results(returned: Any, expected: Any) -> tuple[str, str]:
    """Two results side by side, with as few digits as tell them apart."""
    if isinstance(returned, values.Model) and isinstance(expected, values.Model):
        return side_by_side(
            (returned.architecture, returned.compiled), (expected.architecture, expected.compiled)
        )
    texts = as_python(returned, _DIGITS), as_python(expected, _DIGITS)
    if texts[0] != texts[1]:
        return texts
    return as_python(returned, _ALL_DIGITS), as_python(expected, _ALL_DIGITS)


def count_numbers(value: Any) -> int:
    """How many numbers, texts and the like a value holds."""
    if isinstance(value, np.ndarray):
        return value.size
    if isinstance(value, (list, tuple)):
        return sum(map(count_numbers, value))
    if isinstance(value, dict):
        return sum(map(count_numbers, value.values()))
    return 1


def as_python(value: Any, digits: int | None = None, most: int = MOST_NUMBERS) -> str:
    """An expression that gives the value, or words for what has none.

    With `digits` it is a result: its numbers have no more, and NumPy's read like Python's. Of an
    array of more than `most` numbers it is the shape, of a longer list the length.
    """
    if isinstance(value, np.ndarray):
        return _array(value, digits, most)
    if isinstance(value, np.generic):
        return f"np.{value.dtype.name}({_number(value.item(), digits)})"
    if isinstance(value, str):
        return repr(printable(value, _LONGEST))
    if value is None or isinstance(value, (bool, int, float, complex)):
        return _number(value, digits)
    if isinstance(value, (list, tuple)):
        return _sequence(value, digits, most)
    if isinstance(value, dict):
        if len(value) > most:
            return f"a dictionary of {len(value)} items"
        items = [
            f"{as_python(key)}: {as_python(item, digits, most)}" for key, item in value.items()
        ]
        return f"{{{', '.join(items)}}}"
    return _other(value)


def _other(value: Any) -> str:
    value = describe_models(value)
    if isinstance(value, np.random.Generator):
        entropy = getattr(value.bit_generator.seed_seq, "entropy", None)
        return f"np.random.default_rng({entropy if isinstance(entropy, int) else ''})"
    if isinstance(value, values.Model):
        return model_in_words(value.architecture, value.compiled)
    if isinstance(value, values.Foreign):
        return f"an object of type {printable(value.type_name, _LONGEST)}"
    if callable(value):
        return str(getattr(value, "__name__", "a function"))
    return f"an object of type {type(value).__name__}"


def _sequence(value: list[Any] | tuple[Any, ...], digits: int | None, most: int) -> str:
    kind = "list" if isinstance(value, list) else "tuple"
    if len(value) > most:
        return f"a {kind} of {len(value)} items"
    items = ", ".join(as_python(item, digits, most) for item in value)
    if kind == "list":
        return f"[{items}]"
    return f"({items},)" if len(value) == 1 else f"({items})"


def _array(array: np.ndarray[Any, Any], digits: int | None, most: int) -> str:
    if array.size > most:
        return f"an array of shape {array.shape}"
    if array.ndim == 0 and digits is not None:
        return _number(array.item(), digits)
    numbers = _numbers(array.tolist(), digits)
    if array.size == 0 and array.ndim != 1:
        return f"np.zeros({array.shape})"
    kind = "" if array.dtype in _PLAIN_DTYPES and array.size else f", dtype=np.{array.dtype.name}"
    return f"np.array({numbers}{kind})"


def _numbers(value: Any, digits: int | None) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_numbers(item, digits) for item in value)}]"
    return _number(value, digits)


def _number(value: Any, digits: int | None) -> str:
    if isinstance(value, float):
        if not math.isfinite(value):
            return {"inf": "np.inf", "-inf": "-np.inf"}.get(repr(value), "np.nan")
        if digits is not None and digits < _ALL_DIGITS:
            return repr(float(f"{value:.{digits}g}"))
    return repr(value)[:_LONGEST]


def _functions(value: Any) -> Iterator[Callable[..., Any]]:
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _functions(item)
    elif isinstance(value, dict):
        yield from _functions(list(value.values()))
    elif inspect.isfunction(value):
        yield value
