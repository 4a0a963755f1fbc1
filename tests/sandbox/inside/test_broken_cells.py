"""What is left of a cell that is not Python as a whole."""

from __future__ import annotations

import ast
import textwrap
import time

import pytest

from autograder.sandbox.inside.broken_cells import definitions_in
from autograder.sandbox.inside.cells import Cells
from autograder.sandbox.inside.protocol.messages import Execute


def left(source: str) -> list[str]:
    return [ast.unparse(found).split("\n")[0] for found in definitions_in(source, "<cell>")]


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("import a\nb = 1\ndef f(x):\n    return x\ndef g(x): return (1", ["import a", "b = 1",
                                                                          "def f(x):"]),
        ("def g(x): return (1\n\n\ndef f(x):\n    return x", ["def f(x):"]),
        ("@a\n@b\ndef f(x):\n    return x\n)", []),
        ("@a\ndef f(x):\n    return x\nx = (", ["@a"]),
        ("if x:\n    y = 1\nelse:\n    y = 2\nz = 3\nw = (", ["z = 3"]),
        ("try:\n    import a\n    b()\nfinally:\n    c()\nx = (", ["import a"]),
        ("with a:\n    from b import c\nx = (", ["from b import c"]),
        ("try:\n    import a\nexcept ImportError:\n    import b\nx = (", ["import a"]),
        ('text = """\nsome prose\n"""\nx = 1\ny = (', ["x = 1"]),
        ("print(1)\nx = 1\ny = [", ["x = 1"]),
        ("x = 1\n<<<<<<< HEAD\ny = 2\n=======\nz = 3\n>>>>>>> theirs\n",
         ["x = 1", "y = 2", "z = 3"]),
        ("", []),
        ("\0", []),
    ],
)  # fmt: skip
def test_statements_that_are_python_are_left(source, kept):
    assert left(source) == kept


def test_lines_keep_their_numbers():
    (found,) = definitions_in("(\n\n\ndef f():\n    return 1\n", "<cell>")
    assert (found.lineno, found.end_lineno) == (4, 5)


@pytest.mark.parametrize("source", ["x = (\n" * 100_000, "@a\n" * 100_000, "(" * 1_000_000])
def test_long_cells_cost_little(source):
    begun = time.process_time()
    left(source)
    assert time.process_time() - begun < 5


def run(*sources: str) -> Cells:
    cells = Cells()
    for number, source in enumerate(sources, start=1):
        cells.execute(Execute(number, number, textwrap.dedent(source), None))
    return cells


def test_of_a_cell_that_ends_the_worker_what_it_imports_in_a_try_is_kept():
    cells = Cells()
    source = "try:\n    import math\nfinally:\n    pass\nos._exit(0)"
    cells.execute(Execute(1, 1, source, None, definitions_only=True))
    cells.execute(Execute(2, 2, "def area(r): return math.pi * r", None))
    assert cells.function("area")(1) == pytest.approx(3.14159, abs=1e-4)  # type: ignore[misc]


def test_functions_above_and_below_an_error_are_defined():
    cells = run("def f(): return 1\n\n\ndef g(): return (\n\n\ndef h(): return 3\n")
    assert [cells.function(name) is None for name in ("f", "g", "h")] == [False, True, False]


def test_the_last_of_two_definitions_counts_within_the_cell():
    cells = run("def f(): return 1\ndef f(): return 2\nx = (")
    function = cells.function("f")
    assert function is not None
    assert function() == 2


def test_what_is_defined_above_stays_as_jupyter_would_have_it():
    cells = run("def f(): return 1", "def f(): return 2\nx = (")
    function = cells.function("f")
    assert function is not None
    assert function() == 1


@pytest.mark.parametrize(
    "later", ["from numpy import *", "if True:\n    from numpy import *", "from math import (*"]
)
def test_an_import_of_everything_takes_nothing_away(later):
    own = "def tanh(x): return abs(x) + max(x, 1)\ndef twice(x): return tanh(x) + tanh(x)"
    cells = run(own, later)
    assert [cells.function(name)(2) for name in ("tanh", "twice")] == [4, 8]  # type: ignore[misc]


def test_an_import_of_everything_above_gives_its_names():
    cells = run("from math import *", "def area(r): return pi * r")
    assert cells.function("area")(1) == pytest.approx(3.14159, abs=1e-4)  # type: ignore[misc]
