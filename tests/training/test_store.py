"""The store of trainings: each is kept once, for whoever asks, and never stands in the way."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from msgspec.structs import replace

from autograder.training.protocols import Protocol
from autograder.training.store import TrainingStore, training_key
from autograder.training.trained import Trained

ONE = Trained({"r_squared": 0.9}, [0.2, 0.1])
OTHER = Trained({"accuracy": 0.8}, [0.5], confusion=[[3, 1], [0, 4]], predicted=[0, 1])
PROTOCOL = Protocol(
    bar="10_x/f", scale="quick", data="sine", train=600, test=300, batch_size=32, epochs=4,
    seconds=60, measures=("r_squared",), curve="mean_squared_error",
)  # fmt: skip


def test_what_is_kept_is_found_again(tmp_path):
    path = tmp_path / "course" / "trainings.sqlite"
    store = TrainingStore(path)
    assert store.get("a") is None
    store.put([("a", ONE), ("b", OTHER)])
    assert store.get("a") == ONE
    assert TrainingStore(path).all() == [("a", ONE), ("b", OTHER)]


def test_the_first_training_stays(tmp_path):
    store = TrainingStore(tmp_path / "trainings.sqlite")
    store.put([("a", ONE)])
    store.put([("a", OTHER)])
    assert store.get("a") == ONE


def test_what_is_new_is_told_once(tmp_path):
    store = TrainingStore(tmp_path / "trainings.sqlite")
    store.put([("a", ONE)])
    assert store.newly_kept() == [("a", ONE)]
    assert store.newly_kept() == []


def _put(path, first):
    store = TrainingStore(path)
    for number in range(first, first + 20):
        store.put([(f"{number:03}", ONE)])


def test_several_processes_write_at_once(tmp_path):
    path = tmp_path / "trainings.sqlite"
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        list(pool.map(_put, [path] * 4, [0, 20, 40, 60]))
    assert len(TrainingStore(path).all()) == 80


def test_where_nothing_can_be_kept_everything_is_trained(tmp_path):
    damaged = tmp_path / "trainings.sqlite"
    damaged.write_bytes(b"this is not a database" * 100)
    below_a_file = damaged / "trainings.sqlite"
    for path in (None, damaged, below_a_file):
        store = TrainingStore(path)
        store.put([("a", ONE)])
        assert store.get("a") is None


def test_a_row_that_cannot_be_read_is_as_good_as_none(tmp_path):
    store = TrainingStore(tmp_path / "trainings.sqlite")
    store.put([("a", ONE)])
    store._run("UPDATE trainings SET trained = ?", [(b"something else",)])
    assert store.get("a") is None


@pytest.mark.parametrize(
    "change", [{"train": 601}, {"epochs": 5}, {"batch_size": 16}, {"data": "sine sign"}]
)
def test_a_training_depends_on_its_protocol(change):
    key = training_key(b"network", b"settings", PROTOCOL, 0)
    assert training_key(b"network", b"settings", replace(PROTOCOL, **change), 0) != key


def test_a_training_depends_on_network_settings_and_seed_alone():
    key = training_key(b"network", b"settings", PROTOCOL, 0)
    assert training_key(b"other", b"settings", PROTOCOL, 0) != key
    assert training_key(b"network", b"other", PROTOCOL, 0) != key
    assert training_key(b"network", b"settings", PROTOCOL, 1) != key
    longer = replace(PROTOCOL, seconds=70, bar="11_y/g", scale="full")
    assert training_key(b"network", b"settings", longer, 0) == key
