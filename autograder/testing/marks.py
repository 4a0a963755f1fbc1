"""What a grader's author writes above tests: which exercise they belong to, and their weight."""

from __future__ import annotations

import pytest


def exercise(name: str) -> pytest.MarkDecorator:
    """Say which exercise the tests of a class or function belong to."""
    return pytest.mark.exercise(name)


def weight(share: float) -> pytest.MarkDecorator:
    """Give a test another weight than 1: its share of the exercise's points grows with it."""
    return pytest.mark.weight(share)
