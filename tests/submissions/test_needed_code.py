"""The part of a notebook's code that a function needs."""

from __future__ import annotations

import pytest

from autograder.submissions.needed_code import needed_code
from autograder.submissions.submission import CodeCell


def of_cells(*sources: str) -> list[CodeCell]:
    return [CodeCell(number, source, None) for number, source in enumerate(sources, start=1)]


FUNCTION = "def f(x):\n    return scale * np.sum(x)"


@pytest.mark.parametrize(
    ("cells", "needed"),
    [
        ((FUNCTION,), [FUNCTION]),
        (("import numpy as np", "other = 1", FUNCTION), ["import numpy as np", FUNCTION]),
        # Of several bindings, the one that the function saw.
        (("scale = 1", FUNCTION, "scale = 2"), ["scale = 1", FUNCTION]),
        (("scale = 1", "scale = 3", FUNCTION), ["scale = 3", FUNCTION]),
        (("scale = 1", "scale += 3", FUNCTION), ["scale = 1", "scale += 3", FUNCTION]),
        ((FUNCTION, "scale = 2", "scale = 4"), [FUNCTION, "scale = 2"]),
        # What is needed needs more, in cells above and below.
        (
            ("def g():\n    return h()", "scale = g()", FUNCTION, "def h():\n    return 1"),
            ["def g():\n    return h()", "scale = g()", FUNCTION, "def h():\n    return 1"],
        ),
        # Imports come first, however late the notebook has them.
        ((FUNCTION, "import numpy as np"), ["import numpy as np", FUNCTION]),
        # A later definition replaces an earlier one, a cell that cannot be parsed is passed over.
        ((FUNCTION, "def f(x):\n    return x", "def f(x"), ["def f(x):\n    return x"]),
        (("class f:\n    pass",), ["class f:\n    pass"]),
        (("if True:\n    def f():\n        pass",), ["if True:\n    def f():\n        pass"]),
        (("g = 1",), []),
        (("f = lambda x: f(x)",), ["f = lambda x: f(x)"]),
    ],
)
def test_a_function_and_what_it_needs(cells, needed):
    assert needed_code(of_cells(*cells), "f") == needed


def test_blank_lines_go_but_not_those_of_a_text():
    source = '@cache\ndef f(x):\n    """One.\n\n    Two.\n    """\n\n    y = x\n\n    return y'
    (text,) = needed_code(of_cells(source), "f")
    assert text == '@cache\ndef f(x):\n    """One.\n\n    Two.\n    """\n    y = x\n    return y'


def test_magics_are_left_out():
    cells = [CodeCell(1, "%matplotlib inline\ndef f():\n    pass", "def f():\n    pass")]
    assert needed_code(cells, "f") == ["def f():\n    pass"]
