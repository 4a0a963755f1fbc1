"""A course of one assignment, 04_losses, as text."""

from __future__ import annotations

from pathlib import Path

HEADER = """\
# ---
# jupyter:
#   autograder:
#     assignment: 04_losses
#     title: Losses
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

"""

MSE = '''\
def mse(y_true, y_pred, *, scale=1.0):
    """Mean squared error.

    Returns a number.
    """
    raise NotImplementedError
'''

HINGE = '''\
def hinge(y):
    """Hinge loss."""
    raise NotImplementedError
'''

NOTEBOOK = f"""\
{HEADER}# %% [markdown]
# # Losses
#
# Formula: $a % b$

# %%
import numpy as np

# %% exercise="mse" points=2
{MSE}

# %% [markdown]
# Check it.

# %% check="mse"
assert mse(1, 1) == 0

# %% check="mse" tags=["slow one", "x"]
assert mse(1, 3) == 4

# %% exercise="hinge" points=0.5
{HINGE}"""


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
