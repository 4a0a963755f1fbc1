"""The catalogue is whole: every class has attacks, and every attack says what it is."""

from __future__ import annotations

from tests.attacks.catalogue import COVERED, LEAST_ATTACKS, attacks


def test_every_class_has_an_attack():
    assert {attack.number for attack in attacks()} >= set(COVERED)


def test_there_are_enough_attacks():
    assert len(attacks()) >= LEAST_ATTACKS


def test_names_are_distinct():
    labels = [attack.label for attack in attacks()]
    assert len(labels) == len(set(labels))
