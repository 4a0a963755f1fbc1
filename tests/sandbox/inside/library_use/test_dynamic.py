"""Which library functions are called, as a worker records it."""

from __future__ import annotations

import pytest

from autograder.grading.session import Session
from autograder.sandbox.host import Host
from autograder.submissions.submission import CodeCell
from tests.conftest import LIMITS, needs_sandbox
from tests.sandbox.inside.library_use.notebooks import (
    HIDDEN,
    NAMES,
    uses_in,
    with_tanh,
)


@needs_sandbox
@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_the_text_hides_a_call_shows(host: Host, text):
    assert uses_in(text) == []
    student = Session(host, [CodeCell(1, with_tanh(text), None)], LIMITS, {"tanh": NAMES})
    student.tanh(0.5)
    shortcut = student.shortcut("tanh")
    student.close()
    assert shortcut is not None
    assert shortcut.names <= set(NAMES)


@needs_sandbox
def test_a_worker_that_is_replaced_records_as_well(host: Host):
    text = (
        "import os\nimport numpy as np\ndef die(): os._exit(0)\n"
        "def tanh(z): return eval('np.ta' + 'nh(z)')"
    )
    student = Session(host, [CodeCell(1, text, None)], LIMITS, {"tanh": NAMES})
    with pytest.raises(AssertionError):
        student.die()
    student.tanh(0.5)
    shortcut = student.shortcut("tanh")
    student.close()
    assert shortcut is not None
    assert shortcut.message.startswith("It uses np.tanh. ")


@needs_sandbox
@pytest.mark.parametrize("used", ["['np.tanh', 'np.exp']", "['x' * 100] * 100"])
def test_what_a_worker_says_can_only_cost_what_is_forbidden(host: Host, used):
    text = (
        "def liar(z):\n"
        "    import sys\n    frame = sys._getframe(2)\n"
        f"    frame.f_locals['self']._used.update({used})\n    return z\n"
    )
    without = {"liar": ["np.tanh"]}
    student = Session(host, [CodeCell(1, text, None)], LIMITS, without)
    student.liar(0.5)
    shortcut = student.shortcut("liar")
    student.close()
    assert shortcut is None or shortcut.names == {"np.tanh"}


@needs_sandbox
def test_found_uses_in_place_of_an_answer_are_a_forgery(host: Host):
    text = (
        "import os, struct\ndef tanh(z):\n"
        "    for number in range(20):\n"
        "        frame = b'\\x91\\x93\\xa4uses' + bytes([number]) + b'\\x90'\n"
        "        os.write(3, struct.pack('<I', len(frame)) + frame)\n    os._exit(0)\n"
    )
    student = Session(host, [CodeCell(1, text, None)], LIMITS, {"tanh": NAMES})
    with pytest.raises(AssertionError, match="in place of the grader"):
        student.tanh(0.5)
    student.close()


@needs_sandbox
def test_nothing_is_recorded_where_nothing_is_forbidden(host: Host):
    text = "import numpy as np\ndef kind(): return type(np.tanh).__name__"
    student = Session(host, [CodeCell(1, text, None)], LIMITS)
    assert student.kind() == "ufunc"
    student.close()
