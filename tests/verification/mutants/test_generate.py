"""Mutation: which changes of the model answers are made, and how they are described."""

from __future__ import annotations

import ast

import numpy as np
import pytest

from autograder.verification.mutants import mutate
from autograder.verification.mutants.generate import mutate_twice
from tests.conftest import MODEL


def changes(body: str, parameters: str = "x, y", before: str = "") -> list[str]:
    """What the mutants of a function change, without the line."""
    found = mutate(f"{before}\ndef f({parameters}):\n    {body}\n", {"f"}, ())
    return [mutant.description.partition(": ")[2] for mutant in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return x - y", ["x - y becomes x + y", "x - y becomes x", "x - y becomes y",
                          "x - y becomes y - x", "return x - y becomes return -(x - y)"]),
        ("return (x - y) ** 2 / 3", ["(x - y) ** 2 becomes (x - y) * 2", "x - y becomes x",
                                     "(x - y) ** 2 / 3 becomes (x - y) ** 2 / 4"]),
        ("return x @ y.T", ["x @ y.T becomes x * y.T", "y.T becomes y"]),
        ("return x < y", ["x < y becomes x <= y", "x < y becomes x >= y"]),
        ("return x == y", ["x == y becomes x != y"]),
        ("return np.sum(x, axis=1, keepdims=True)",
         ["axis=1 becomes axis=0", "axis=1 becomes axis=None", "axis=1 becomes axis=-1",
          "np.sum(x, axis=1, keepdims=True) becomes np.sum(x, axis=1)",
          "np.sum(x, axis=1, keepdims=True) becomes np.mean(x, axis=1, keepdims=True)",
          "np.sum(x, axis=1, keepdims=True) becomes x"]),
        ("return np.maximum(0, x)", ["np.maximum(0, x) becomes np.minimum(0, x)",
                                     "np.maximum(0, x) becomes x",
                                     "np.maximum(0, x) becomes np.maximum(1, x)"]),
        ("return np.clip(x, 0, y)", ["np.clip(x, 0, y) becomes np.clip(x, None, y)",
                                     "np.clip(x, 0, y) becomes np.clip(x, 0, None)",
                                     "np.clip(x, 0, y) becomes x"]),
        ("return np.where(x, y, 1)", ["np.where(x, y, 1) becomes np.where(x, 1, y)",
                                      "np.where(x, y, 1) becomes y"]),
        ("return np.exp(-x)", ["-x becomes x", "np.exp(-x) becomes np.expm1(-x)",
                               "np.exp(-x) becomes -x"]),
        ("return np.ones(x)", ["np.ones(x) becomes np.zeros(x)"]),
        ("return np.argmax(x.copy())", ["x.copy() becomes x",
                                        "np.argmax(x.copy()) becomes np.argmin(x.copy())"]),
        ("return x[1:] * y[:-1]", ["x[1:] becomes x[:]", "y[:-1] becomes y[:]",
                                   "x[1:] becomes x[2:]"]),
        ("return x[::-1]", ["x[::-1] becomes x[:]"]),
        ("return x[0, y]", ["x[0, y] becomes x[y, 0]", "x[0, y] becomes x[1, y]"]),
        ("return x and y", ["x and y becomes x or y", "x and y becomes x", "x and y becomes y"]),
        ("return g(x, y)", ["g(x, y) becomes g(y, x)"]),
        ("return x if y else 0", ["x if y else 0 becomes x", "x if y else 0 becomes 0",
                                  "x if y else 0 becomes x if not y else 0"]),
        ("return x, y", ["return (x, y) becomes return (-x, y)".replace("(", "").replace(")", ""),
                         "return x, y becomes return y, x"]),
        ("x += y; return x", ["x += y becomes x -= y", "x += y becomes x = y",
                              "x += y becomes nothing"]),
        ("x[y] = 0; return x", ["x[y] = 0 becomes nothing"]),
        ("return [g(i) for i in range(x) if i]", ["if i becomes if not i", "if i becomes if True",
                                                  "range(x) becomes range(1, x)"]),
        ("if x: return y", ["if x becomes if not x", "if x becomes if True"]),
        ("return 'recall'", ["return 'recall' becomes return \"\""]),
        ("return x.size", ["x.size becomes len(x)"]),
    ],
)  # fmt: skip
def test_what_is_changed(body, expected):
    found = changes(body)
    assert set(expected) <= set(found), found


def test_defaults_are_changed_and_docstrings_are_not():
    found = changes('"""Add 1 to x."""; return x', parameters="x, beta=0.5, flag=True")
    assert found == [
        "beta=0.5 becomes beta=1.5", "beta=0.5 becomes beta=0.0", "beta=0.5 becomes beta=-0.5",
        "beta=0.5 becomes beta=1.0", "flag=True becomes flag=False", "return x becomes return -x",
    ]  # fmt: skip


def test_a_constant_of_the_file_is_changed_where_it_is_used():
    found = changes("return np.log(x + EPSILON)", before="EPSILON = 1e-7\n")
    assert "x + EPSILON becomes x + 2 * EPSILON" in found
    assert "x + EPSILON becomes x + 0" in found


def test_conversions_and_strictness_are_left_alone():
    assert changes("return float(x)") == ["return float(x) becomes return -float(x)"]
    assert not any("strict" in change for change in changes("return g(zip(x, strict=True))")[1:])


def test_only_the_named_functions_are_changed_and_lines_are_those_of_the_file():
    found = mutate(MODEL, ["quadruple"], ["double", "quadruple"])
    assert {(mutant.exercise, mutant.line) for mutant in found} == {("quadruple", 13)}
    assert found[0].source.startswith("def quadruple(x):\n")
    assert found[0].description.startswith("line 13: ")


def test_a_call_of_another_exercise_is_left_out():
    source = "def f(x):\n    return double(x) + 1\n"
    change = "line 2: double(x) becomes x"
    assert change in [mutant.description for mutant in mutate(source, {"f"}, {"double"})]
    assert change not in [mutant.description for mutant in mutate(source, {"f"}, ())]


def test_no_mutant_is_made_twice_or_compiles_to_the_original(real):
    solutions = real.root / "solutions"
    for path in sorted([*solutions.glob("*.py"), *solutions.glob("alternatives/tensors.py")]):
        text = path.read_text()
        names = [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
        original = {
            node.name: ast.unparse(node)
            for node in ast.parse(text).body
            if isinstance(node, ast.FunctionDef)
        }
        found = mutate(text, names, names)
        assert len({mutant.source for mutant in found}) == len(found)
        assert len({(mutant.exercise, mutant.description) for mutant in found}) == len(found)
        assert all(mutant.source != original[mutant.exercise] for mutant in found)


def test_an_expression_keeps_together_where_it_is_put():
    found = mutate("def f(x, y):\n    return (x - y + 1) / 2\n", {"f"}, ())
    sources = {mutant.description: mutant.source for mutant in found}
    assert "return (x - y) / 2" in sources["line 2: x - y + 1 becomes x - y"]
    assert "return (x - y) * 1 / 2" in sources["line 2: x - y + 1 becomes (x - y) * 1"]


def test_what_is_not_python_is_no_mutant():
    found = changes("return (1 * x).sum()")  # not 1.sum()
    assert "1 * x becomes x" in found
    assert not any(change.endswith("1 * x becomes 1") for change in found)


def test_a_generator_alone_in_a_call_is_described():
    found = changes("return sum(1 for a in x if a)")
    assert "(1 for a in x if a) becomes (2 for a in x if a)" in found


TWO = "def f(x, y):\n    return (x + 1) * np.abs(y - 2)\n"


def both(first: str, second: str) -> str | None:
    """The source of the mutant with these two changes; None if there is none."""
    chosen = [
        mutant
        for mutant in mutate(TWO, {"f"}, ())
        if mutant.description in (f"line 2: {first}", f"line 2: {second}")
    ]
    assert len(chosen) == 2
    found = mutate_twice(TWO, "f", (), chosen, 10, np.random.default_rng(0))
    (mutant,) = found or [None]
    if mutant is None:
        return None
    assert mutant.line == 2
    assert mutant.description == "; ".join(one.description for one in chosen)
    return mutant.source.partition("return ")[2]


def test_two_changes_of_different_places():
    assert both("x + 1 becomes x - 1", "y - 2 becomes y + 2") == "(x - 1) * np.abs(y + 2)"


def test_a_change_within_what_another_one_keeps():
    whole = "(x + 1) * np.abs(y - 2) becomes (x + 1) / np.abs(y - 2)"
    assert both(whole, "y - 2 becomes y + 2") == "(x + 1) / np.abs(y + 2)"


def test_a_change_within_what_another_one_takes_away_is_no_second_change():
    assert both("np.abs(y - 2) becomes y - 2", "y - 2 becomes y - 3") == "(x + 1) * (y - 3)"
    assert both("x + 1 becomes x", "x + 1 becomes x + 2") is None


def test_pairs_are_drawn_from_the_chosen_ones_by_the_generator():
    mutants = mutate(TWO, {"f"}, ())

    def drawn(most: int, seed: int) -> list[str]:
        rng = np.random.default_rng(seed)
        return [one.source for one in mutate_twice(TWO, "f", (), mutants, most, rng)]

    everything = drawn(10_000, 0)
    assert len(everything) == len(set(everything)) > 100
    assert not {mutant.source for mutant in mutants}.intersection(everything)
    assert len(drawn(20, 1)) == 20
    assert set(drawn(20, 1)) < set(everything)
    assert drawn(20, 1) == drawn(20, 1) != drawn(20, 2)
