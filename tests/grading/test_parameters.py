"""Parameters, read from a text that is not parsed."""

from __future__ import annotations

import pytest

from autograder.grading.parameters import counted_parameters, parameters_in


@pytest.mark.parametrize(
    ("source", "parameters", "count"),
    [
        ("def f(a, b, n):\n    pass", "(a, b, n)", 3),
        ("def f():\n    pass", "()", 0),
        ("def f(a, b=(1, 2), *, c={'x': [1, 2]}): pass", "(a, b=(1, 2), *, c={'x': [1, 2]})", 3),
        ("def f(\n    a,\n    b,\n): pass", "( a, b, )", 2),
        ("def f(a, /, *args, **kwargs): pass", "(a, /, *args, **kwargs)", 3),
        ("def f(a): pass\ndef f(a, b): pass", "(a, b)", 2),
        ("    async def  f (a): pass", "(a)", 1),
    ],
)
def test_the_last_definition_counts(source, parameters, count):
    assert parameters_in(source, "f") == parameters
    assert counted_parameters(parameters) == count


@pytest.mark.parametrize(
    "source", ["f = lambda a: a", "def f_(a): pass", "def f(a", "def f(" + "a" * 10_000 + ")", ""]
)
def test_what_is_no_definition_has_none(source):
    assert parameters_in(source, "f") is None
