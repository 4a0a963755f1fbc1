"""The made-up course of one assignment, in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.course.example import NOTEBOOK, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a course with one assignment."""
    write(tmp_path / "course/source/04_losses/losses.py", NOTEBOOK)
    write(tmp_path / "course/solutions/losses.py", "")
    return (tmp_path / "course").resolve()
