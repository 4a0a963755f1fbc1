"""What a grader's author writes above tests: exercise, weight, aspects, fixed inputs."""

from __future__ import annotations

import pytest


def exercise(name: str) -> pytest.MarkDecorator:
    """Say which exercise the tests of a class or function belong to."""
    return pytest.mark.exercise(name)


def weight(share: float) -> pytest.MarkDecorator:
    """Give a test another weight than 1: its share of the exercise's points grows with it."""
    return pytest.mark.weight(share)


#: Says that a test states an aspect: how arguments may come (types, shapes, extremes), or what
#: holds beside the values (arguments unchanged, no warnings). Where a test of the values themselves
#: fails, this one is not passed either, but its title is not called refuted.
aspect = pytest.mark.aspect


def fixed_inputs(reason: str) -> pytest.MarkDecorator:
    """Say why the inputs of a test, or of all tests of a class, cannot depend on the secret.

    Without it `autograder verify` refuses a test whose calls are the same under two secrets.
    """
    return pytest.mark.fixed_inputs(reason)
