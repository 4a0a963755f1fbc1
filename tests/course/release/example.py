"""A course of one assignment as text, with model answers and hidden tests."""

from __future__ import annotations

from autograder.course.loading import load_course
from autograder.course.model import Assignment
from tests.course.example import write

SOURCE = '''\
# ---
# jupyter:
#   autograder:
#     assignment: 04_losses
#     title: Losses
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Losses
#
# How far off is a prediction?

# %%
import numpy as np

# %% exercise="mse" points=2
def mse(y_true, y_pred):
    """Mean squared error.

    Examples
    --------
    >>> mse([1.0, 2.0], [1.0, 4.0])
    2.0
    """
    raise NotImplementedError

# %% check="mse"
assert mse([1.0, 2.0], [1.0, 4.0]) == 2.0, "für zwei Werte"

# %% check="mse"
assert mse([3.0], [3.0]) == 0.0

# %% exercise="halved" points=0.5
def halved(
    y_true,
    factor=0.5,
):
    """Half of it."""
    raise NotImplementedError

# %% check="halved"
assert halved(4) == 2

# %% tags=["demonstration"]
print(mse([0.0], [1.0]))
'''

ANSWERS = '''\
"""Model answers."""

import numpy as np


def mse(y_true, y_pred):
    """Mean squared error."""
    # The mean goes over everything.
    errors = np.asarray(y_true) - np.asarray(y_pred)

    return np.mean(errors**2)


def halved(y_true, factor=0.5):
    return factor * y_true
'''

TESTS = '''\
"""Hidden tests of 04 losses."""

from autograder.testing import exercise, expect_close


def reference(y_true, y_pred):
    return sum((a - b) * (a - b) for a, b in zip(y_true, y_pred)) / len(y_true)


@exercise("mse")
class TestMse:
    def test_averages(self, student, rng):
        """The squared errors are averaged."""
        y_true, y_pred = rng.normal(size=(2, 7))
        expect_close(student.mse(y_true, y_pred), reference(y_true, y_pred))
'''


def reread(assignment: Assignment, source: str = SOURCE, answers: str = ANSWERS) -> Assignment:
    """The assignment after staff changed its texts."""
    write(assignment.source, source)
    write(assignment.model_answers, answers)
    return load_course(assignment.root).assignment(assignment.name)


