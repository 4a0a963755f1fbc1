"""Every plot of the course is also told in words, for those who cannot see it."""

from __future__ import annotations

import re

import pytest

from autograder.course.loading import load_course
from tests.conftest import REPOSITORY

WORDS = re.compile(r"\*\*The pictures? in words\.\*\*")


@pytest.mark.parametrize(
    "assignment",
    [pytest.param(one, id=one.name) for one in load_course(REPOSITORY).assignments],
)
def test_every_plot_is_told_in_words_before_the_next_one(assignment):
    cells = re.split(r"(?m)^(?=# %%)", assignment.source.read_text(encoding="utf-8"))
    untold, plot = [], ""
    for cell in cells:
        if "plt.show()" in cell:
            untold += [plot] if plot else []
            plot = cell
        elif cell.startswith("# %% [markdown]") and WORDS.search(cell):
            plot = ""
    assert untold + ([plot] if plot else []) == []
