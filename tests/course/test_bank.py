"""The bank's format, and what is said of a file that breaks it."""

from __future__ import annotations

import pytest

from autograder.course.bank import BankError, read_bank
from tests.conftest import ALTERNATIVES, MISCONCEPTIONS


def write(root, text, kind="misconception"):
    path = root / f"{kind}s" / "tiny.py"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return root


def test_entries_are_read_as_text(tmp_path):
    write(tmp_path, MISCONCEPTIONS)
    write(tmp_path, ALTERNATIVES, "alternative")
    entries = read_bank(tmp_path, "tiny")
    assert len(entries) == 12
    first = entries[0]
    assert (first.kind, first.name, first.of) == ("misconception", "double_squares", "double")
    assert first.hint == "Twice means adding it to itself, not squaring."
    assert first.imports == ""
    assert first.renamed_source == "def double(x):\n    return x ** 2"
    assert entries[-1].hint is None


def test_an_entry_has_the_imports_and_constants_that_it_uses(tmp_path):
    text = """
import math
import numpy as np
import scipy.linalg
import scipy.special
from collections import Counter, deque

HALF = math.sqrt(0.25)
OTHER, UNUSED = 2 * HALF, np.ones(3)

@misconception(of="f", hint="Use all of it, please.")
def f_of_scipy(x):
    return scipy.special.expit(x) * deque([OTHER])[0]

@misconception(of="f", hint="Use less of it, please.")
def f_of_nothing(x):
    return x
"""
    first, second = read_bank(write(tmp_path, text), "tiny")
    assert first.imports.splitlines() == [
        "import math",
        "import numpy as np",
        "import scipy.special",
        "from collections import Counter, deque",
        "HALF = math.sqrt(0.25)",
        "OTHER, UNUSED = (2 * HALF, np.ones(3))",
    ]
    assert second.imports == ""


def test_an_entry_says_why_no_example_shows_it(tmp_path):
    write(tmp_path, MISCONCEPTIONS.replace("squaring.", 'squaring.", unseen="It is rare.', 1))
    assert [entry.unseen for entry in read_bank(tmp_path, "tiny")][:2] == ["It is rare.", None]


def test_a_missing_bank_is_empty(tmp_path):
    assert read_bank(tmp_path, "tiny") == []


def test_reading_a_bank_executes_nothing(tmp_path):
    write(tmp_path, "import nowhere\nCONSTANT = 1 / 0\n")
    assert read_bank(tmp_path, "tiny") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def (", "not valid Python"),
        ("print(1)", "only imports, constants and entries"),
        ("def f(x):\n    pass", "exactly one decorator"),
        ("@alternative(of='f')\ndef g(x):\n    pass", "exactly one decorator"),
        ("@misconception(hint='h')\ndef g(x):\n    pass", "of= must name"),
        ("@misconception(of='f', hint=3)\ndef g(x):\n    pass", "hint= must be a string"),
        ("@misconception(of='f', hint='h', unseen=True)\ndef g(x):\n    pass", "unseen= says why"),
        ("@misconception(of='f', hint='h', unlike='x')\ndef g(x):\n    pass", "unlike= says why"),
        ("@misconception(of=name, hint='h')\ndef g(x):\n    pass", "written out"),
        ("@misconception(of='f', hint='h')\ndef g(x):\n    pass\n" * 2, "second entry named g"),
    ],
)
def test_a_file_that_breaks_the_format_is_refused(tmp_path, text, message):
    write(tmp_path, text)
    with pytest.raises(BankError, match=message):
        read_bank(tmp_path, "tiny")
