"""Weights: what few have counts more, and large classes are compared in parts."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.similarity import weighing
from autograder.similarity.weighing import Weighed


def sets(*found):
    return [np.array(sorted(one), np.uint64) for one in found]


def test_what_few_have_counts_more():
    common, rare = set(range(20)), set(range(100, 120))
    class_ = sets(*(common | {1000 + number} for number in range(30)), rare, rare)
    weighed = Weighed(class_)
    assert weighed.similarity(class_[30], class_[31]) > 0.7
    assert weighed.similarity(class_[0], class_[1]) < 0.5
    assert set(weighed.rare(class_[0], 0.1)) == {1000}


def test_little_in_common_is_no_sign():
    one, other, third = sets({1}, {1}, {2})
    assert Weighed([one, other, third]).similarity(one, other) < 0.2


@pytest.mark.parametrize("rows", [1, 3, 500])
def test_a_class_is_compared_the_same_in_parts(monkeypatch, rows):
    chance = np.random.default_rng(0)
    class_ = sets(*(set(chance.integers(0, 60, 25).tolist()) for _ in range(7)))
    weighed = Weighed(class_)
    monkeypatch.setattr(weighing, "_ROWS", rows)
    pairs, typical = weighed.alike(0)
    assert len(pairs) == 7 * 6 / 2
    for similarity, i, j in pairs:
        assert i < j
        assert similarity == pytest.approx(weighed.similarity(class_[i], class_[j]), abs=1e-5)
    middle = np.median([similarity for similarity, _, _ in pairs])
    assert typical.half == pytest.approx(middle, abs=0.02)


@pytest.mark.parametrize("count", [0, 1])
def test_a_class_of_one_has_no_pairs(count):
    pairs, _ = Weighed(sets(*[{1, 2}] * count)).alike(0)
    assert pairs == []
