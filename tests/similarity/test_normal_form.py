"""Fingerprints: what stays the same when code is written differently, and what does not."""

from __future__ import annotations

import pytest

from autograder.similarity.own_code import statements

SQUARES = "def f(a, b):\n    return np.mean((a - b) ** 2, axis=0, dtype=float)"
LOOP = """\
def f(a):
    total = []
    for x in a:
        total.append(g(x) + 1)
    return sum(total)
"""


def found(text, imports="import numpy as np"):
    return {print for one in statements([imports, text], {"f"}) for print in one.found}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SQUARES, SQUARES.replace("a", "left").replace("meleftn", "mean").replace("leftxis", "axis")
         .replace("floleftt", "float")),
        (SQUARES, SQUARES.replace("axis=0, dtype=float", "dtype=float, axis=0")),
        (SQUARES, f"# mine\n{SQUARES.replace('(a - b)', '(  a-b )')}  # the formula"),
        (SQUARES, SQUARES.replace("\n", '\n    """Say what it is."""\n', 1)),
        (SQUARES, SQUARES.replace("return", "x =") + "\n    return x"),
        ("x = 2 * a + b", "y = c + d * 2.0"),
        ("x = a < b", "x = b > a"),
        ("x += 1", "x = x + 1"),
    ],
    ids=[
        "names", "named arguments", "formatting", "docstring", "a name for the value", "operands",
        "comparisons", "in place",
    ],
)  # fmt: skip
def test_what_does_not_count(one, other):
    assert found(one) <= found(other)


@pytest.mark.parametrize(
    ("imports", "name"),
    [
        ("import numpy", "numpy.mean"),
        ("import numpy as n", "n.mean"),
        ("from numpy import mean", "mean"),
        ("with a:\n  import numpy as np", "np.mean"),
    ],
)
def test_it_does_not_count_how_a_library_is_imported(imports, name):
    assert found("x = np.mean(a)") <= found(f"x = {name}(a)", imports)


def test_a_loop_holds_what_a_comprehension_holds():
    comprehension = found("def f(a):\n    return sum([g(x) + 1 for x in a])")
    assert len(comprehension & found(LOOP)) >= len(found("y = g(x) + 1"))


@pytest.mark.parametrize("change", ["**", "- b", "axis=0", "mean", "2,"])
def test_what_counts(change):
    others = {"**": "*", "- b": "+ b", "axis=0": "axis=1", "mean": "sum", "2,": "3,"}
    assert not found(SQUARES) <= found(SQUARES.replace(change, others[change]))
