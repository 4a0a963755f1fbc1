"""The file of calibrated bars: figures change where they stand, all else stays."""

from __future__ import annotations

import re
import tomllib

import msgspec
import pytest
import tomlkit

from autograder.training.calibrated_file import as_toml, with_section, write_calibrations
from autograder.training.calibration import MODEL, Answer, Calibration
from autograder.training.counting import Count
from autograder.training.placing import Sample
from autograder.training.thresholds import read_thresholds, thresholds_path
from tests.conftest import REPOSITORY
from tests.training.test_trainings_file import PROTOCOL as TWO_MEASURES

PROTOCOL = msgspec.structs.replace(TWO_MEASURES, measures=("accuracy",))
REAL = thresholds_path(REPOSITORY).read_text(encoding="utf-8")
HEAD, *SECTIONS = re.split(r'(?m)^(?=\["[^\]]*\.(?:quick|full)\]$)', REAL)
PARTS = [section.rstrip() + "\n" for section in SECTIONS]


def put(text, *sections):
    document = tomlkit.parse(text)
    for section in sections:
        document = with_section(document, section)
    return tomlkit.dumps(document)


def calibration(wrong="linear", bar=0.8, *, accepted=True):
    answers = (Answer(MODEL, True, None, "k1"), Answer("elu", True, None, "k2"),
               Answer(wrong, False, None, "k3"))  # fmt: skip
    values = {MODEL: (0.9, 0.92), "elu": (0.79, 0.85), wrong: (0.7, 0.72)}
    samples = {"accuracy": {name: Sample(name, found) for name, found in values.items()}}
    counts = {MODEL: Count(2000, 0), "elu": Count(2000, 1), wrong: Count(300, 0)}
    return Calibration(
        PROTOCOL, answers, {"accuracy": bar}, samples, counts, ((0.1, 0.5),), 1.5, accepted
    )


def test_a_section_says_what_was_counted():
    read = tomllib.loads(as_toml(calibration()))["12_images"]["build"]["quick"]
    assert (read["backend"], read["train"], read["accepted"]) == ("tensorflow", 100, 0.001)
    assert read["measures"]["accuracy"]["bar"] == 0.8
    assert (read["right"]["trained"], read["right"]["failed"]) == (4000, 1)
    assert read["right"]["high"] == pytest.approx(0.00119, abs=1e-5)
    elu = read["right_answers"]["elu"]
    assert (elu["failed"], elu["worst"]) == (1, {"accuracy": 0.79})
    assert elu["refused"] == pytest.approx(2.5e-7)
    linear = read["wrong_answers"]["linear"]
    assert (linear["trained"], linear["passed"], linear["accepted"]) == (300, 0, 0)
    assert linear["high"] == pytest.approx(0.00994, abs=1e-5)


def test_a_bar_that_no_count_proves_is_not_called_accepted():
    assert "\naccepted" not in as_toml(calibration(accepted=False))


def test_the_courses_own_file_is_the_same_byte_for_byte_where_nothing_changes(tmp_path):
    path = thresholds_path(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(REAL, encoding="utf-8")
    write_calibrations(tmp_path, [])
    assert path.read_bytes() == REAL.encode()
    assert len(PARTS) == 9
    assert put(REAL, *PARTS) == REAL


def test_figures_change_where_they_stand():
    for part in PARTS:
        changed = re.sub(r"(?m)^bar = .*$", "bar = 0.123", part)
        assert put(REAL, changed) == REAL.replace(part, changed)


def test_comments_stay():
    commented = REAL.replace("\nbackend =", "\n# of staff\nbackend =").replace(
        "\nmean =", "\n# so far\nmean ="
    )
    assert commented.count("# of staff") == len(PARTS)
    assert put(commented, *PARTS) == commented
    changed = put(commented, PARTS[0].replace("bar = 0.950", "bar = 0.111"))
    assert changed == commented.replace("bar = 0.950", "bar = 0.111")


@pytest.mark.parametrize("index", range(len(PARTS)))
def test_a_section_may_get_other_wrong_answers_and_other_measures(index):
    part = PARTS[index]
    answers = re.findall(r"(?m)^(\w+) = \{ trained", part)[1:]
    others = [
        re.sub(rf"(?m)^{answers[0]} =", "another =", part),
        re.sub(rf"(?m)^{answers[-1]} =", "another =", part),
        re.sub(r"(?m)^(\w+) = \{ trained", r"another_\1 = { trained", part),
        re.sub(r"\.measures\.\w+\]", ".measures.other]", part, count=1),
        part.replace("epochs = ", "epochs_too = 3\nepochs = "),
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
    assert "linear =" not in thresholds_path(tmp_path).read_text(encoding="utf-8")
