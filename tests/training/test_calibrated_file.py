"""The file of calibrated bars: figures change where they stand, all else stays."""

from __future__ import annotations

import re
import tomllib

import pytest
import tomlkit

from autograder.training.calibrated_file import as_toml, with_section, write_calibrations
from autograder.training.calibration import MODEL, Calibration
from autograder.training.thresholds import read_thresholds, thresholds_path
from tests.conftest import REPOSITORY
from tests.training.test_calibration import PROTOCOL, sample

REAL = thresholds_path(REPOSITORY).read_text(encoding="utf-8")
HEAD, *SECTIONS = re.split(r'(?m)^(?=\["[^\]]*\.(?:quick|full)\]$)', REAL)
PARTS = [section.rstrip() + "\n" for section in SECTIONS]


def put(text, *sections):
    document = tomlkit.parse(text)
    for section in sections:
        document = with_section(document, section)
    return tomlkit.dumps(document)


def calibration(wrong="linear", bar=0.8):
    samples = {"accuracy": [sample(MODEL, 0.90, 0.01), sample(wrong, 0.70, 0.01)]}
    return Calibration(PROTOCOL, 30, samples, {"accuracy": bar}, ((0.1, 0.5),), 1.5)


def test_a_section_says_what_was_measured():
    read = tomllib.loads(as_toml(calibration()))["12_images"]["build"]["quick"]
    assert (read["seeds"], read["backend"], read["train"]) == (30, "tensorflow", 100)
    measure = read["measures"]["accuracy"]
    assert measure["bar"] == 0.8
    assert measure["mean"] == pytest.approx(0.9, abs=1e-5)
    assert measure["right_fails"]["probability"] < 1e-3
    assert measure["wrong"]["linear"]["passes"]["probability"] < 1e-3


def test_the_courses_own_file_is_the_same_byte_for_byte_where_nothing_changes(tmp_path):
    path = thresholds_path(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(REAL, encoding="utf-8")
    write_calibrations(tmp_path, [])
    assert path.read_bytes() == REAL.encode()
    assert len(PARTS) == 8
    assert put(REAL, *PARTS) == REAL


def test_figures_change_where_they_stand():
    for part in PARTS:
        changed = re.sub(r"(?m)^bar = .*$", "bar = 0.123", part)
        assert put(REAL, changed) == REAL.replace(part, changed)


def test_comments_stay():
    commented = REAL.replace("\nseeds =", "\n# of staff\nseeds =").replace(
        "\nworst =", "\n# so far\nworst ="
    )
    assert commented.count("# of staff") == len(PARTS)
    assert put(commented, *PARTS) == commented
    changed = put(commented, PARTS[0].replace("bar = 0.950", "bar = 0.111"))
    assert changed == commented.replace("bar = 0.950", "bar = 0.111")


@pytest.mark.parametrize("index", range(len(PARTS)))
def test_a_section_may_get_other_wrong_answers_and_other_measures(index):
    part = PARTS[index]
    answers = re.findall(r"(?m)^wrong\.(\w+) =", part)
    others = [
        re.sub(rf"(?m)^wrong\.{answers[0]} =", "wrong.another =", part),
        re.sub(rf"(?m)^wrong\.{answers[-1]} =", "wrong.another =", part),
        re.sub(r"(?m)^wrong\.(\w+) =", r"wrong.another_\1 =", part),
        re.sub(r"\.measures\.\w+\]", ".measures.other]", part, count=1),
        part.replace("epochs = ", "repeats_too = 3\nepochs = "),
    ]
    for other in others:
        assert other != part
        everything = tomllib.loads("".join([HEAD, *PARTS[:index], other, *PARTS[index + 1 :]]))
        assert tomllib.loads(put(REAL, other)) == everything
        assert tomllib.loads(put(REAL, other, part)) == tomllib.loads(REAL)


def test_a_new_section_comes_at_the_end():
    for part in PARTS:
        without = "".join(
            [HEAD, *(section for section in SECTIONS if section.rstrip() not in part)]
        )
        assert put(without, part) == f"{without.rstrip()}\n\n{part}"


def test_what_is_written_is_read_again(tmp_path):
    thresholds_path(tmp_path).parent.mkdir(parents=True)
    write_calibrations(tmp_path, [calibration()])
    begun = thresholds_path(tmp_path).read_text(encoding="utf-8")
    assert begun.startswith("# Written by `autograder calibrate`")
    (threshold,) = read_thresholds(tmp_path).values()
    assert threshold.bars["accuracy"].at_least == 0.8
    assert threshold.curve_low == (0.1, 0.5)
    write_calibrations(tmp_path, [calibration("other", 0.85)])
    (threshold,) = read_thresholds(tmp_path).values()
    assert threshold.bars["accuracy"].at_least == 0.85
    assert "wrong.linear" not in thresholds_path(tmp_path).read_text(encoding="utf-8")
