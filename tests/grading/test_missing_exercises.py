"""Exercises that a file never had are told to staff, and only those."""

from __future__ import annotations

import json

import pytest

from autograder.grading.engine import Engine
from tests.conftest import MODEL, SOURCE, needs_sandbox

pytestmark = needs_sandbox
OLDER = "def double(x):\n    return 2 * x\n"
NEVER = ["This file never had exercise quadruple: it may be older than the release."]


def notebook(*sources: str) -> str:
    cells = [{"cell_type": "code", "source": source, "metadata": {}} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.mark.parametrize(
    ("text", "filename", "warnings"),
    [
        (OLDER, "tiny.py", []),  # it may hold just the answers that were written
        (notebook(OLDER), "tiny.ipynb", NEVER),
        (notebook(OLDER, "quadruple_it = 1"), "tiny.ipynb", NEVER),
        (notebook(OLDER, "x = 1\nquadruple"), "tiny.ipynb", None),  # some other warning
        (notebook(OLDER, "# quadruple is for later"), "tiny.ipynb", []),
        (MODEL, "tiny.py", []),
        (SOURCE, "tiny.py", []),
        ("x = 1", "tiny.py", []),  # of another course altogether
    ],
)
def test_an_exercise_without_a_word_in_the_file_is_named(
    engine: Engine, submit, text, filename, warnings
):
    report = engine.grade(submit(text, filename=filename))
    said = [warning for warning in report.warnings if "never had" in warning]
    assert said == (warnings or [])
