"""Each transformation alone: no point is lost, and a real kernel finds the notebook green."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course.model import Course
from autograder.grading.engine import Engine
from tests.conftest import needs_sandbox
from tests.field.grading import grade, lost, transformed
from tests.field.hand_in import CATALOGUE, Transformation
from tests.field.kernel import RealKernel


@pytest.fixture(scope="module")
def kernel() -> Iterator[RealKernel]:
    kernel = RealKernel()
    yield kernel
    kernel.close()


def test_the_catalogue_is_large_and_names_its_habits():
    assert len(CATALOGUE) >= 80
    assert len({transformation.name for transformation in CATALOGUE}) == len(CATALOGUE)
    assert all(transformation.habit for transformation in CATALOGUE)


@needs_sandbox
@pytest.mark.parametrize("one", CATALOGUE, ids=lambda one: one.name)
def test_keeps_every_point(one: Transformation, real: Course, field_engine: Engine):
    hand_in = transformed(real, one)
    report = grade(field_engine, hand_in, None if one.stage == "cells" else one)
    assert lost(report) == []
    assert report.score == report.max_score > 0


@pytest.mark.parametrize(
    "one",
    [one for one in CATALOGUE if one.stage == "cells" and one.green],
    ids=lambda one: one.name,
)
def test_is_green_in_a_real_kernel(
    one: Transformation, real: Course, kernel: RealKernel, tmp_path: Path
):
    assert kernel.run(transformed(real, one), str(tmp_path)) == []
