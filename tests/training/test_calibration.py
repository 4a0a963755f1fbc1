"""A calibration of a small exercise: what is trained, counted, written and refused."""

from __future__ import annotations

import shutil
from dataclasses import replace
from types import SimpleNamespace

import msgspec
import pytest

from autograder.course.loading import load_course
from autograder.training import calibration
from autograder.training.calibrated_file import write_calibrations
from autograder.training.calibration import (
    Calibration,
    answers_of,
    calibrate,
    curve_band,
    refuse_by_course_seeds,
    refuse_hopeless,
)
from autograder.training.counting import Count
from autograder.training.placing import CalibrationError
from autograder.training.protocols import read_protocols
from autograder.training.thresholds import read_thresholds
from tests.conftest import REPOSITORY

KEY = ("10_regression/build_better_regressor", "quick")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Assignment 10 with two right answers and a wrong one, and a protocol of a moment."""
    root = tmp_path_factory.mktemp("course")
    (root / "source").mkdir()
    shutil.copytree(REPOSITORY / "source/10_regression", root / "source/10_regression")
    for name in ("misconceptions", "alternatives", "graders", "examples", "training"):
        (root / "solutions" / name).mkdir(parents=True)
    shutil.copy(REPOSITORY / "course.toml", root)
    for name in ("regression.py", "graders/test_regression.py", "training/protocols.toml"):
        shutil.copy(REPOSITORY / "solutions" / name, root / "solutions" / name)
    for kind, mark, layers in (
        ("alternative", "", 'layers.Dense(32, "gelu"), layers.Dense(1)'),
        ("misconception", ', hint="No.", misses_bar=True', 'layers.Dense(1, "sigmoid")'),
    ):
        (root / "solutions" / f"{kind}s" / "regression.py").write_text(
            f"import keras\nfrom keras import layers\nfrom autograder.course.bank import {kind}\n"
            f'@{kind}(of="build_better_regressor"{mark})\ndef {kind}():\n'
            f"    model = keras.Sequential([keras.Input((10,)), {layers}])\n"
            "    model.compile(keras.optimizers.Adam(0.01), 'mse')\n"
            "    return model\n"
        )
    assignment = load_course(root).assignment("10_regression")
    protocol = msgspec.structs.replace(
        read_protocols(root)[KEY], train=600, test=300, epochs=6, late=1
    )
    return assignment, protocol


def test_right_answers_come_from_the_bank_and_their_keys_are_steady(small):
    assignment, protocol = small
    answers = answers_of(assignment, protocol)
    assert [(answer.name, answer.right) for answer in answers] == [
        ("model_answer", True),
        ("alternative", True),
        ("misconception", False),
    ]
    keys = [answer.key for answer in answers]
    assert keys == [answer.key for answer in answers_of(assignment, protocol)]
    others = answers_of(assignment, msgspec.structs.replace(protocol, epochs=3))
    assert not set(keys) & {answer.key for answer in others}


def test_it_goes_on_where_it_was_ended_and_writes_what_is_read_again(small, monkeypatch):
    monkeypatch.setattr(calibration, "PLACING", 3)
    assignment, protocol = small
    begun = calibrate(assignment, protocol, 4, provisional=True)
    for _ in range(5):
        next(begun)
    begun.close()
    steps = list(calibrate(assignment, protocol, 4, provisional=True))
    assert len(steps) == 3 * (3 + 2) - 5 + 1
    result = steps[-1]
    assert isinstance(result, Calibration)
    assert result.right == Count(4, 0)
    assert result.counts["misconception"] == Count(2, 0)
    assert not result.accepted
    write_calibrations(assignment.root, [result])
    threshold = read_thresholds(assignment.root)[KEY]
    assert threshold.bars["r_squared"].at_least == result.bars["r_squared"]
    assert len(threshold.curve_low) == 6
    (again,) = calibrate(assignment, protocol, 4, provisional=True)
    assert replace(again, answers=()) == replace(result, answers=())


def test_too_few_trainings_are_refused(small, monkeypatch):
    monkeypatch.setattr(calibration, "PLACING", 3)
    assignment, protocol = small
    with pytest.raises(CalibrationError, match="4 trainings of right answers are too few"):
        list(calibrate(assignment, protocol, 4))


ANSWERS = [SimpleNamespace(name="a", right=True), SimpleNamespace(name="w", right=False)]


def test_a_bar_that_right_answers_miss_is_refused_at_once():
    counts = {"a": Count(5, 1), "w": Count(5, 0)}
    with pytest.raises(CalibrationError, match=r"a \(1\)\. With 1 of 3000"):
        refuse_hopeless(counts, ANSWERS, 3000)
    refuse_hopeless(counts, ANSWERS, 6000)  # one of so many may


def test_a_bar_that_a_wrong_answer_reaches_is_refused_at_once():
    counts = {"a": Count(5, 0), "w": Count(5, 1)}
    with pytest.raises(CalibrationError, match="wrong answer w reaches the bar in 1 of 5"):
        refuse_hopeless(counts, ANSWERS, 190)
    refuse_hopeless(counts, ANSWERS, 3000)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ([False, True], [False, False], None),
        ([False, False], [False, False], "the right answer a misses"),
        ([True, True], [False, True], "the wrong answer w reaches"),
    ],
)
def test_the_verdict_by_the_course_seeds_counts(right, wrong, message):
    reaching = {"a": right, "w": wrong}
    if message is None:
        refuse_by_course_seeds(reaching, ANSWERS)
    else:
        with pytest.raises(CalibrationError, match=message):
            refuse_by_course_seeds(reaching, ANSWERS)


def test_the_band_of_curves():
    assert curve_band([(0.1, 0.5), (0.2, 0.4)]) == ([0.1, 0.4], [0.2, 0.5])
