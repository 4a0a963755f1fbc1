"""Reading many submissions: texts that are hard to read, and those that end their process."""

from __future__ import annotations

import pytest

from autograder.similarity.reading import read_statements

HOSTILE = {
    "deep brackets": "x = " + "(" * 20_000 + ")" * 20_000,
    "deep operators": "x = " + "-" * 40_000 + "1",
    "long sum": "x = 1" + " + 1" * 12_000,
    "long chain": "x = a" + ".a" * 20_000,
    "deep calls": "x = " + "f(" * 15_000 + ")" * 15_000,
    "deep blocks": "\n".join(" " * depth + "if x:" for depth in range(300)),
    "lambdas": "x = " + "lambda: " * 5_000 + "1",
    "large number": "x = 0x" + "f" * 40_000,
    "null": "x = '\0'",
    "surrogates": "x = '\\ud800'",
    "a megabyte": "x = [" + "1, " * 400_000 + "]",
    "escapes": "x = '\\d'",
}  # fmt: skip


def test_texts_that_are_hard_to_parse_are_bounded_and_cost_nobody_else():
    texts = [[text] for text in HOSTILE.values()]
    honest = ["def f(x):\n    return x + 1"]
    read = read_statements([*texts, honest], {"f"}, workers=1)
    assert read[-1] is not None
    assert [one.name for one in read[-1]] == ["f"]
    assert all(made is None or sum(len(one.found) for one in made) <= 50_000 for made in read)


@pytest.mark.parametrize("processes", [1, 2])
def test_what_ends_its_process_costs_nobody_else(processes):
    # No text is known that ends Python's parser; here the time is up.
    slow = ["x = 1" + " + 1" * 9_000] * 8
    done: list[int] = []
    with_limit = read_statements(
        [["x = 1"], slow, ["y = 2"]], set(), processes, done.append, seconds=0.02
    )
    assert with_limit[1] is None
    assert [with_limit[place] is not None for place in (0, 2)] == [True, True]
    assert sum(done) == 3
