"""The user that root turns into."""

from __future__ import annotations

import os

import pytest

from autograder.sandbox import users


@pytest.mark.parametrize(
    ("user_map", "expected"),
    [
        ("0 0 4294967295", range(0x40000000, 2**32)),
        ("0 1000 1\n1 100000 65536", range(49153, 65537)),
    ],
)
def test_root_turns_into_a_user_that_its_container_knows(monkeypatch, user_map, expected):
    maps = [
        range(int(first), int(first) + int(count))
        for first, _, count in map(str.split, user_map.splitlines())
    ]
    monkeypatch.setattr(users, "known_numbers", lambda name: maps)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert users.unused_user() in expected


def test_root_that_is_the_only_user_stays_what_it_is(monkeypatch):
    monkeypatch.setattr(users, "known_numbers", lambda name: [range(1)])
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert users.unused_user() is None
