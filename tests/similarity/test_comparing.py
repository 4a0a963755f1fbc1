"""Comparing a class: what is the same, what is alike, and what does not count."""

from __future__ import annotations

import random

import numpy as np
import pytest

from autograder.similarity.comparing import LEAST, compare
from benchmarks.disguises import (
    DISGUISES,
    area_under_roc,
    in_all_ways,
    similarities,
    write_class,
)
from tests.conftest import MODEL

OWN = """\
def double(x):
    halves = [part / 2 for part in np.ravel(x)]
    return np.reshape(np.cumsum(halves)[-1] * 4 - sum(halves) * 2, np.shape(x))


def quadruple(x):
    steps = np.linspace(0, 4, num=17)
    return np.polyval([steps[-1], 0], np.abs(x)) * np.sign(x)
"""
OTHER = """\
def double(x):
    return np.einsum("i,->i", np.atleast_1d(x), 2.0)


def quadruple(x):
    while np.any(np.isnan(x)):
        x = np.nan_to_num(x, nan=-1)
    return np.left_shift(np.int64(x), 2)
"""


def compared(course, least=LEAST, **texts):
    (assignment,) = course.assignments
    cells = [cell.source for cell in assignment.cells if cell.kind == "code"]
    return compare(
        assignment, [(name, [*cells, text]) for name, text in texts.items()], least=least
    ).alike


def test_the_same_code_comes_first_whatever_the_order(tiny):
    double, quadruple = OWN.split("\n\n\n")
    alike = compared(tiny, ada=OWN, ben=f"# ben's\n{quadruple}\n\n{double}", cleo=OTHER)
    (same,) = alike.identical
    assert same.students == ["ada", "ben"]
    assert (alike.compared, alike.pairs, alike.groups) == (3, [], [])


def test_a_disguised_copy_is_found_with_its_exercises(tiny):
    copy = "\n\n".join(in_all_ways(part, random.Random(1)) for part in OWN.split("\n\n\n"))
    alike = compared(tiny, ada=OWN, ben=copy, cleo=OTHER)
    (pair,) = alike.pairs
    assert pair.students == ("ada", "ben")
    assert pair.exercises == ["double", "quadruple"]
    assert alike.identical == []


def test_what_everybody_was_given_does_not_count(tiny):
    renamed = MODEL.replace("x", "value")
    alike = compared(tiny, ada=MODEL, ben=renamed, cleo="", dan=OWN)
    assert alike.nothing_own == ["ada", "ben", "cleo"]
    assert (alike.compared, alike.identical, alike.pairs) == (1, [], [])


def test_what_the_class_shares_counts_less_than_what_two_share(tiny):
    shared = "\n\n\ndef helper(a):\n    return np.clip(np.log1p(np.abs(a)), 1e-7, 30).round(5)\n"
    two = {"ada": OWN + shared, "ben": OTHER + shared}
    others = {
        f"s{n}": f"def double(x):\n    return np.roll(x, {n}) * x ** {n}{shared}" for n in range(20)
    }
    few, many = (
        next(
            pair
            for pair in compared(tiny, least=0, **texts).pairs
            if pair.students == ("ada", "ben")
        )
        for texts in (two, two | others)
    )
    assert few.similarity > 1.5 * many.similarity


def test_those_who_are_joined_are_a_group(tiny):
    copies = {
        name: "\n\n".join(in_all_ways(part, random.Random(name)) for part in OWN.split("\n\n\n"))
        for name in ("ben", "cleo")
    }
    alike = compared(tiny, ada=OWN, **copies, dan=OTHER, eva=OWN)
    assert alike.groups == [["ada", "ben", "cleo", "eva"]]


def test_who_cannot_be_read_is_named_with_the_reason(tiny):
    (assignment,) = tiny.assignments
    alike = compare(assignment, [("ada", [OWN]), ("ben", "ben.ipynb is empty.")]).alike
    assert (alike.compared, alike.unread) == (1, {"ben": "ben.ipynb is empty."})


@pytest.mark.parametrize("name", ["04_losses", "10_regression"])
def test_copies_of_the_banks_answers_are_told_from_what_is_alike_by_chance(real, name):
    assignment = real.assignment(name)
    for disguise in (*DISGUISES.values(), in_all_ways):
        made = write_class(assignment, 30, 15, disguise)
        similarity = similarities(assignment, made, workers=1)
        assert area_under_roc(similarity, made.copies) >= 0.95, disguise.__name__


def test_chance_has_an_area_of_a_half():
    similarity = np.full((6, 6), 0.3)
    assert area_under_roc(similarity, [(0, 4), (1, 5)]) == 0.5
