"""What the text of a notebook shows of the library functions that it uses."""

from __future__ import annotations

import pytest

from autograder.sandbox.inside.library_use.names import UNSEARCHED, with_equivalents
from autograder.sandbox.inside.library_use.static import find_uses
from autograder.sandbox.inside.protocol import messages
from tests.sandbox.inside.library_use.notebooks import (
    COMPUTED,
    HONEST,
    JOINED,
    NAMES,
    SHOWN,
    THROUGH_SCIPY,
    uses_in,
    with_tanh,
)


@pytest.mark.parametrize(
    "text",
    [text for name, text in SHOWN.items() if name != "masked arrays"],
    ids=[name for name in SHOWN if name != "masked arrays"],
)
def test_the_text_shows_it(text):
    assert {use.name for use in uses_in(text)} & set(NAMES)


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST.keys())
def test_the_text_of_an_honest_notebook_shows_nothing(text):
    assert uses_in(text) == []


def test_a_use_is_found_with_its_cell_and_line():
    cells = [(1, "import numpy as np", None), (4, "\ndef tanh(z):\n    return np.tanh(z)", None)]
    assert find_uses(cells, [("tanh", NAMES)]) == [messages.Use("tanh", "np.tanh", 4, 3)]


def test_a_cell_with_magics_is_searched_as_it_is_run():
    cells = [(1, "%time\nfrom numpy import tanh", "pass\nfrom numpy import tanh")]
    assert [use.line for use in find_uses(cells, [("tanh", NAMES)])] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "a = b\nb = a\ndef tanh(z): return a.tanh(b.tanh(z))",
        "a = a.a\ndef tanh(z): return a(z)",
        "class C(C):\n    def m(self): self.m\ndef tanh(z): return C.m(C)",
        "def tanh(z): return other(z)\ndef other(z): return tanh(z)",
        "def tanh(z):\n    return " + "z" + ".a" * 2000,
        "def tanh(z):\n    t = t.tanh\n    return eval('(((')",
        "if z:\n" + "    a = a.b\n" * 1000 + "def tanh(z): return a.tanh(z)",
        "\n".join(f"def f{i}(z): return f{i + 1}(z)" for i in range(9999)) + "\ntanh = f0",
    ],
)
def test_circles_and_depths_end_the_search(text):
    assert {use.name for use in uses_in(text)} <= {UNSEARCHED}


def test_a_search_that_gives_up_says_so():
    text = "if z:\n" + "    a = a.b\n" * 1000 + "def tanh(z): return a.tanh(z)"
    assert uses_in(text) == [messages.Use("tanh", UNSEARCHED, 0, 0)]


@pytest.mark.parametrize("text", JOINED.values(), ids=JOINED.keys())
def test_a_name_put_together_of_what_is_written_out_is_that_name(text):
    assert [use.name for use in uses_in(text)] == ["np.tanh"]


@pytest.mark.parametrize("text", THROUGH_SCIPY.values(), ids=THROUGH_SCIPY.keys())
def test_what_scipy_holds_is_found(text):
    uses = find_uses([(1, with_tanh(text), None)], [("tanh", with_equivalents(NAMES))])
    assert {use.name for use in uses} & {"np.tanh", "scipy.linalg.tanhm"}


@pytest.mark.parametrize("text", COMPUTED.values(), ids=COMPUTED.keys())
def test_a_name_put_together_counts_without_its_call(text):
    assert [use.name for use in uses_in(text)] == ["a name put together at run time, of numpy"]


@pytest.mark.parametrize(
    "text",
    [
        "def tanh(z): return getattr(z, 'as' + 'type')(float)",
        "def tanh(z, d={}): return d['a' + 'b']",
        "def tanh(z): return np.r_[z, z]",
        "def tanh(z, bits=64): return getattr(np, f'float{bits}')(z)",
        "def tanh(z, name='exp'): return getattr(np.random, 'def' + name)(z)",
    ],
)
def test_a_name_put_together_elsewhere_does_not_count(text):
    assert uses_in(text) == []
