"""Protocols: what stands in the file, and what is said of a file that is wrong."""

from __future__ import annotations

import pytest

from autograder.course.model import CourseError
from autograder.training.protocols import read_protocols
from tests.conftest import REPOSITORY

GOOD = """\
["10_images".build]
data = "sine"
measures = ["r_squared"]
curve = "loss"
quick = { train = 55, test = 30, batch_size = 8, epochs = 2, seconds = 60 }
full = { train = 400, test = 300, batch_size = 8, epochs = 3, seconds = 60.5 }
"""


def written(folder, text):
    path = folder / "solutions" / "training" / "protocols.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_what_both_scales_have_in_common_is_written_once(tmp_path):
    written(tmp_path, GOOD)
    quick, full = read_protocols(tmp_path).values()
    assert (quick.bar, quick.scale, full.scale) == ("10_images/build", "quick", "full")
    assert quick.measures == full.measures == ("r_squared",)
    assert (quick.train, full.train, full.seconds) == (55, 400, 60.5)


def test_the_courses_own_are_read():
    assert len(read_protocols(REPOSITORY)) == 12


def test_a_course_without_the_file_has_none(tmp_path):
    assert read_protocols(tmp_path) == {}


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("train = 55", 'train = "many"', ".quick], train: Expected `int`, got `str`."),
        ("train = 55", "train = 0", ".quick], train: Expected `int` >= 1."),
        ("train = 55", "train = true", ".quick], train: Expected `int`, got `bool`."),
        ("train = 55, ", "", ".quick]: Object missing required field `train`."),
        ("train = 55", "trein = 55", ".quick]: Object contains unknown field `trein`."),
        ("train = 55", "train = 55, trein = 40", ".quick]: Object contains unknown field `trein`."),
        ("seconds = 60.5", "seconds = -1.0", ".full], seconds: Expected `float` > 0.0."),
        ("seconds = 60.5", "seconds = nan", ".full], seconds: Expected `float`"),
        ('"sine"', '"cosine"', ".quick], data: Invalid enum value 'cosine'."),
        ('["r_squared"]', '["r_cubed"]', ".quick], measures[0]: Invalid enum value 'r_cubed'."),
        ('["r_squared"]', "[]", ".quick], measures: Expected `array` of length >= 1."),
        ('curve = "loss"', 'curve = "loss"\ntrain = 5', ".quick], train: this key is given"),
        ('curve = "loss"', 'curve = "loss"\nbar = "x/y"', ".quick], bar: there is no such key."),
        ("quick =", "quik =", ".quick]: this section is missing."),
        ("quick = {", "quick = 3 #", ".quick]: this section is missing."),
        ("quick =", "quick", "Expected '=' after a key"),
    ],
)
def test_what_is_wrong_is_said_with_file_section_and_key(tmp_path, right, wrong, message):
    assert right in GOOD
    path = written(tmp_path, GOOD.replace(right, wrong))
    with pytest.raises(CourseError) as raised:
        read_protocols(tmp_path)
    assert str(raised.value).startswith(str(path))
    assert message in str(raised.value)
    assert "$" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("seconds = 3", "seconds must be a section for each exercise."),
        ('["10_images"]\nbuild = 3', "10_images has a value build, where there must be a section."),
    ],
)
def test_what_is_not_a_section_is_refused(tmp_path, text, message):
    written(tmp_path, text)
    with pytest.raises(CourseError, match=message):
        read_protocols(tmp_path)
