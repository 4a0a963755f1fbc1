"""Cutting cells into statements: their texts, their lines, and mistakes in them."""

from __future__ import annotations

from autograder.similarity.own_code import statements


def test_a_statement_has_its_text_and_its_lines():
    text = "import math\n\n@wrap  \ndef f(x):\n    y = math.sin(x)\n    return y\n\na = 1; b = 2\n"
    function, assignments = statements([text], set())
    assert (function.name, function.text) == (
        "f",
        "@wrap\ndef f(x):\n    y = math.sin(x)\n    return y",
    )
    assert set(function.lines) == {1, 3}  # what stands in line 4 stands in line 3 already
    assert (assignments.name, assignments.text) == ("", "a = 1; b = 2")


def test_a_mistake_costs_the_statement_that_it_stands_in():
    text = "def f(x):\n    return (x\n\ndef g(x):\n    return x + 1\n"
    assert [one.name for one in statements([text], set())] == ["g"]
