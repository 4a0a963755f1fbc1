"""The calibrated bars: what stands in the file, and what is said of a file that is wrong."""

from __future__ import annotations

import pytest

from autograder.course.model import CourseError
from autograder.training.thresholds import Bar, Threshold, read_thresholds, thresholds_path
from tests.conftest import REPOSITORY

GOOD = """\
["10_images".build.quick]
backend = "tensorflow"
device = "CPU"
keras = "3.15.1"
date = 2026-11-21
data = "sine"
train = 40
test = 30
batch_size = 8
epochs = 2
late = 1
seconds = 6.04  # median of one training
placed_by = 20  # trainings of each answer, which are not counted
accepted = 0.001  # right answers miss it less often
right = { trained = 3000, failed = 0, low = 0, high = 0.000998 }
curve = { low = [0.2, 0.1], high = [0.4, 0.3] }

["10_images".build.quick.measures.r_squared]
bar = 0.927
mean = 0.98563
standard_deviation = 0.00517

["10_images".build.quick.right_answers]
model_answer = { trained = 3000, failed = 0, low = 0, high = 0.000998, refused = 0, worst = { r_squared = 0.94 } }

["10_images".build.quick.wrong_answers]
linear = { trained = 300, passed = 0, low = 0, high = 0.00994, accepted = 0, best = { r_squared = 0.8 } }
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
    assert len(read_thresholds(REPOSITORY)) == 9


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("epochs = 2", "epochs = 0", '["10_images".build.quick], epochs: Expected `int` >= 1.'),
        ("epochs = 2\n", "", "Object missing required field `epochs`."),
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
        ("mean = 0.98563", "mean = 0.98563\nx = 1", "contains unknown field `x`."),
        (
            "right = { trained = 3000, failed = 0",
            "right = { trained = 3000, failed = -1",
            ".quick], right.failed: Expected `int` >= 0.",
        ),
        (
            "high = 0.000998, refused = 0",
            "high = 1.5, refused = 0",
            ".quick.right_answers.model_answer], high: Expected `float` <= 1.0.",
        ),
        (
            "best = { r_squared",
            "best = { r_cubed",
            ".quick.wrong_answers.linear], best: Invalid enum value 'r_cubed'.",
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
