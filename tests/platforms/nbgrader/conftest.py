"""What nbgrader's tests share: a course that nbgrader has released, made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.nbgrader_course import make_course, nbgrader


@pytest.fixture(scope="session")
def copy_of_released_course(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Copy the tiny course, as it is after `nbgrader generate_assignment`, into a folder."""
    released = tmp_path_factory.mktemp("released")
    make_course(released)
    nbgrader(released, "generate_assignment", "01_tiny")

    def copy(root: Path) -> Path:
        shutil.copytree(released, root, dirs_exist_ok=True)
        return root

    return copy
