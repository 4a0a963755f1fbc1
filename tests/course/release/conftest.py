"""The made-up course in a folder, before and after it is released."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.loading import load_course
from autograder.course.model import Assignment, Course
from autograder.course.release import build, write_requirements
from tests.course.example import write
from tests.course.release.example import ANSWERS, SOURCE, TESTS


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course of one assignment that is not released yet."""
    root = tmp_path / "course"
    write(root / "source/04_losses/losses.py", SOURCE)
    write(root / "solutions/losses.py", ANSWERS)
    write(root / "solutions/graders/test_losses.py", TESTS)
    return load_course(root)


@pytest.fixture
def losses(course: Course) -> Assignment:
    """Its assignment."""
    return course.assignment("losses")


@pytest.fixture
def released(course: Course, losses: Assignment) -> Assignment:
    """Its assignment, with what students get in place."""
    build(losses, losses.root / "release")
    write_requirements(course)
    return losses


