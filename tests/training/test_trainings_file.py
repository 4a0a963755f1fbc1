"""The raw figures of a calibration: a log that survives, and a copy that goes on elsewhere."""

from __future__ import annotations

import pytest

from autograder.course.model import CourseError
from autograder.training.protocols import Protocol
from autograder.training.trainings_file import Figures, TrainingsFile

PROTOCOL = Protocol(
    bar="12_images/build",
    scale="quick",
    data="sine",
    train=100,
    test=100,
    batch_size=10,
    epochs=2,
    seconds=60,
    measures=("accuracy", "auc"),
    curve="accuracy",
)
NAMES = {"k1": "model_answer", "k2": "linear"}
FIRST = Figures("k1", 0, {"accuracy": 0.9, "auc": 0.95}, 1.5, (0.1, 0.5))
OTHER = Figures("k2", 0, {"accuracy": 0.5, "auc": 0.55}, 0.5)


def log_of(folder):
    return folder / ".autograder" / "calibration" / "12_images.build.quick.jsonl"


def copy_of(folder):
    return folder / "solutions" / "training" / "trainings" / "12_images.build.quick.csv"


def test_a_training_is_on_disk_at_once(tmp_path):
    TrainingsFile(tmp_path, PROTOCOL).add(FIRST)
    again = TrainingsFile(tmp_path, PROTOCOL)
    assert again.get("k1", 0) == FIRST
    assert again.get("k1", 1) is again.get("k2", 0) is None


def test_a_line_that_was_cut_off_costs_only_itself(tmp_path):
    TrainingsFile(tmp_path, PROTOCOL).add(FIRST)
    with log_of(tmp_path).open("ab") as file:
        file.write(b'{"key": "k2", "se')
    again = TrainingsFile(tmp_path, PROTOCOL)
    again.add(OTHER)
    assert [TrainingsFile(tmp_path, PROTOCOL).get(key, 0) for key in NAMES] == [FIRST, OTHER]


def test_another_machine_goes_on_from_the_copy(tmp_path):
    file = TrainingsFile(tmp_path, PROTOCOL)
    for figures in (FIRST, OTHER, Figures("k1", 1, {"accuracy": 0.8, "auc": 0.85}, 2.5)):
        file.add(figures)
    file.write_copy(NAMES)
    assert copy_of(tmp_path).read_text().splitlines() == [
        "seed,model_answer/accuracy,model_answer/auc,linear/accuracy,linear/auc",
        "key,k1,k1,k2,k2",
        "seconds,2.00,2.00,0.50,0.50",
        "0,0.90000,0.95000,0.50000,0.55000",
        "1,0.80000,0.85000,,",
    ]
    log_of(tmp_path).unlink()
    again = TrainingsFile(tmp_path, PROTOCOL)
    assert again.get("k1", 1) == Figures("k1", 1, {"accuracy": 0.8, "auc": 0.85}, 2.0)
    assert again.get("k2", 0) == OTHER
    assert again.get("k2", 1) is None


def test_a_broken_copy_is_named(tmp_path):
    copy_of(tmp_path).parent.mkdir(parents=True)
    copy_of(tmp_path).write_text("<<<<<<< HEAD\n")
    with pytest.raises(CourseError, match=r"quick\.csv is not as"):
        TrainingsFile(tmp_path, PROTOCOL)
