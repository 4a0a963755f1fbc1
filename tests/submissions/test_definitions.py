"""The text of one function of a submission, and of what it mentions; whatever the text is."""

from __future__ import annotations

import time

import pytest

from autograder.submissions.definitions import LONGEST, definition_of, without_blank_lines
from autograder.submissions.submission import CodeCell


def found(*cells: str, name: str = "f", others: tuple[str, ...] = ()):
    numbered = [CodeCell(number, text, None) for number, text in enumerate(cells, start=1)]
    return definition_of(name, numbered, others)


def test_the_last_definition_counts_with_what_it_mentions_at_second_hand():
    text, needs = found(
        "import numpy as np\nimport math\nEPS, BIG = 1e-7, 9",
        "def f(x):\n    return 0",
        "def helper(x):\n    return np.log(x + EPS)\n\nprint(f(3))",
        "def f(x):\n    '''Double.'''\n    # why\n\n    return helper(x)\n\nf(1)",
        "def unused(x):\n    return math.pi",
    )
    assert text == "def f(x):\n    '''Double.'''\n    # why\n\n    return helper(x)"
    assert needs == (
        "import numpy as np",
        "EPS, BIG = 1e-7, 9",
        "def helper(x):\n    return np.log(x + EPS)",
    )


@pytest.mark.parametrize(
    "text",
    [
        "def f(a,\n      b,\n):\n    return a",
        "def f(a):\n# at the margin\n    return a",
        'def f(a):\n    """Text\nat the margin\n"""\n    return a',
        "@decorated\n@twice\ndef f(a):\n    return a",
    ],
)
def test_what_stands_at_the_margin_within_it_belongs_to_it(text):
    assert found(f"x = 1\n{text}\ny = 2").function == text


def test_magics_are_left_out():
    cell = CodeCell(1, "%time\ndef f(x): return x", "\ndef f(x): return x")
    assert definition_of("f", [cell], ()).function == "def f(x): return x"


def test_functions_that_are_there_anyway_are_not_needed():
    cells = ("def g(x):\n    return x", "def f(x):\n    return g(x)")
    assert found(*cells).needs == ("def g(x):\n    return x",)
    assert found(*cells, others=("g",)).needs == ()


@pytest.mark.parametrize(
    "text", ["f = lambda x: x", "async def f(x): pass", "class A:\n    def f(self): pass", "", "x"]
)
def test_what_is_no_plain_definition_has_no_text(text):
    assert found(text) == ("", ())


def test_texts_have_a_bound():
    assert found("def f(x):\n    return x\n" + "    x\n" * LONGEST).function == ""
    helpers = [f"def g{number}(x):\n    return '{'x' * 900}'" for number in range(20)]
    used = "+".join(f"g{number}(x)" for number in range(20))
    needs = found(*helpers, f"def f(x):\n    return {used}").needs
    assert sum(map(len, needs)) <= LONGEST


@pytest.mark.parametrize(
    "text",
    ["a" * 3_000_000, "def f(" * 400_000, "@\n" * 1_000_000, "x, " * 16_000 + "\ndef f(x): x",
     'f"""' * 12_000, "def f(x):\n" + " x=" * 16_000],
    ids=["word", "def", "decorators", "names", "quotes", "assigned"],
)  # fmt: skip
def test_hostile_texts_take_no_time(text):
    begun = time.process_time()
    found(text, text, text)
    assert time.process_time() - begun < 2


def test_blank_lines_go_but_not_those_of_a_text():
    text = '@cache\ndef f(x):\n    """One.\n\n    Two.\n    """\n\n    y = x\n\n    return y'
    kept = '@cache\ndef f(x):\n    """One.\n\n    Two.\n    """\n    y = x\n    return y'
    assert without_blank_lines(text) == kept
