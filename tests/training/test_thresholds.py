"""The calibrated bars: what stands in the file, and what is said of a file that is wrong."""

from __future__ import annotations

import pytest

from autograder.course.model import CourseError
from autograder.training.thresholds import Bar, Threshold, read_thresholds, thresholds_path
from tests.conftest import REPOSITORY

GOOD = """\
["10_images".build.quick]
seeds = 30
backend = "tensorflow"
device = "CPU"
keras = "3.15.1"
date = 2026-11-21
data = "sine"
train = 40
test = 30
batch_size = 8
epochs = 2
seconds = 6.04  # median of one training
curve = { low = [0.2, 0.1], high = [0.4, 0.3] }

["10_images".build.quick.measures.r_squared]
bar = 0.927
mean = 0.98563
standard_deviation = 0.00517
worst = 0.97137
right_fails = { probability = 2.6e-12, low = 0, high = 4.5e-10 }
wrong.linear = { mean = 0.7, standard_deviation = 0.03, best = 0.8, passes = { probability = 0.00028, low = 0, high = 0.0023 } }
"""  # noqa: E501


def written(folder, text):
    path = thresholds_path(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_bar_and_the_band_of_curves_are_read(tmp_path):
    written(tmp_path, GOOD)
    assert read_thresholds(tmp_path) == {
        ("10_images/build", "quick"): Threshold(
            {"r_squared": Bar(0.927, 0.98563, 0.00517)}, (0.2, 0.1), (0.4, 0.3)
        )
    }


def test_the_courses_own_are_read():
    assert len(read_thresholds(REPOSITORY)) == 8


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("seeds = 30", "seeds = 0", '["10_images".build.quick], seeds: Expected `int` >= 1.'),
        ("seeds = 30\n", "", "Object missing required field `seeds`."),
        ("date = 2026-11-21", "date = 3", ".quick], date: Expected `date`, got `int`."),
        ("low = [0.2, 0.1]", "low = [nan, 0.1]", ".quick], curve.low[0]: Expected `float`"),
        ("low = [0.2, 0.1], ", "", ".quick], curve: Object missing required field `low`."),
        (".quick", ".quik", '["10_images".build]: Object contains unknown field `quik`.'),
        (
            "measures.r_squared]",
            "measures.r_cubed]",
            ".quick], measures: Invalid enum value 'r_cubed'.",
        ),
        ("bar = 0.927", 'bar = "high"', ".measures.r_squared], bar: Expected `float`, got `str`."),
        (
            "bar = 0.927",
            "baar = 0.927",
            ".measures.r_squared]: Object contains unknown field `baar`",
        ),
        ("worst = 0.97137", "worst = 0.97137\nx = 1", "contains unknown field `x`."),
        (
            "probability = 2.6e-12",
            "probability = 1.5",
            ".measures.r_squared], right_fails.probability: Expected `float` <= 1.0.",
        ),
        (
            "probability = 0.00028",
            "probability = -1",
            ".measures.r_squared.wrong.linear], passes.probability: Expected `float` >= 0.0.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_file_section_and_key(tmp_path, right, wrong, message):
    assert right in GOOD
    path = written(tmp_path, GOOD.replace(right, wrong))
    with pytest.raises(CourseError) as raised:
        read_thresholds(tmp_path)
    assert str(raised.value).startswith(f"{path}, [")
    assert message in str(raised.value)
    assert "$" not in str(raised.value)
