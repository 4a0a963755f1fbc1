"""What students install: the libraries of the notebooks, with versions, written and compared."""

from __future__ import annotations

import pytest

from autograder.course.findings import Finding
from autograder.course.loading import load_course
from autograder.course.release import ReleaseError, write_requirements
from autograder.course.release.requirements import check_requirements, requirements_of
from tests.conftest import REPOSITORY
from tests.course.example import write
from tests.course.release.example import SOURCE


def libraries(course, *cells: str) -> list[str]:
    """The names in the requirements of a course whose notebook has these cells, too."""
    write(course.root / "constraints.txt", "")
    text = SOURCE + "".join(f"\n# %%\n{cell}\n" for cell in cells)
    write(course.root / "source/04_losses/losses.py", text)
    lines = requirements_of(load_course(course.root)).splitlines()
    return [line.partition(">")[0] for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(
    ("cell", "more"),
    [
        ("import os, json.tool", []),
        ("from autograder.datasets.fashion_mnist import load_quick", []),
        ("# import torch\n'import torch'", []),
        ("from sklearn.metrics import r2_score", ["scikit-learn"]),
        ("if True:\n    import matplotlib.pyplot as plt", ["matplotlib"]),
        ("import keras", ["keras", "tensorflow"]),
        ("%matplotlib inline\n!ls\nimport pandas_datareader as reader", ["pandas-datareader"]),
    ],
)
def test_holds_what_the_notebooks_import(course, cell, more):
    assert libraries(course, cell) == sorted(["jupyterlab", "numpy", "scipy", *more])


def test_versions_are_the_courses_own_else_those_of_the_program(course):
    write(course.root / "constraints.txt", "# tried\nNumPy==2.1.0  # enough\n--no-index\nrich==1\n")
    _, _, *lines = requirements_of(course).splitlines()
    assert lines == ["jupyterlab>=4.2", "numpy==2.1.0", "scipy>=1.13"]


def test_a_cell_that_is_not_python_is_named(course):
    with pytest.raises(ReleaseError, match=r"losses\.py: the cell that begins with 'x = \('"):
        libraries(course, "x = (")


def test_what_was_written_is_compared(course):
    def finding(message: str) -> list[Finding]:
        cure = f"release/requirements.txt {message}; run `autograder release`"
        return [Finding("requirements.txt", "release/", cure)]

    assert check_requirements(course) == finding("is missing")
    assert write_requirements(course) == "release/requirements.txt"
    assert check_requirements(course) == []
    write(course.root / "constraints.txt", "numpy==2.1.0")
    assert check_requirements(course) == finding("is not what the notebooks import")


def test_students_of_this_course_do_not_install_the_grader():
    lines = requirements_of(load_course(REPOSITORY)).splitlines()
    names = {line.partition("==")[0] for line in lines if not line.startswith("#")}
    assert names >= {"jupyterlab", "keras", "matplotlib", "numpy", "scipy", "tensorflow"}
    assert not names & {"keras-autograder", "nbgrader", "pytest", "scikit-learn"}
