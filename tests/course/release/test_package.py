"""The zip file that students get: what is in it, what is refused, and that its data are found."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile

import pytest

from autograder.course.loading import load_course
from autograder.course.release import ReleaseError, build, pack
from tests.conftest import REPOSITORY
from tests.course.example import write
from tests.course.release.example import SOURCE, reread
from tests.course.release.test_checking import edit

HIDDEN = "y_true, y_pred = rng.normal(size=(2, 7))"
DATA = "from autograder.datasets.fashion_mnist import load_quick"
#: A notebook's cell for data, in a process that has NumPy but neither the program nor a network.
AT_HOME = """
import pathlib, sys
sys.path[1:] = [p for p in sys.path[1:] if not pathlib.Path(p, "autograder").is_dir()]
class keras:
    class datasets:
        class fashion_mnist:
            def load_data():
                raise Exception("no network")
exec(sys.stdin.read())
print(sys.modules["autograder.datasets.fashion_mnist"].__file__)
"""


@pytest.fixture
def packed(course, released, tmp_path):
    """Pack the course as it is now, and give the zip file's path."""

    def make():
        path = tmp_path / "out" / "students.zip"
        now = load_course(course.root)
        pack(now, now.assignments, path)
        return path

    return make


def test_holds_what_students_need_and_nothing_else(course, released, packed):
    write(course.root / "course.toml", 'title = "Losses & more"')
    with zipfile.ZipFile(packed()) as archive:
        assert archive.namelist() == [
            "losses-more/04_losses/losses.ipynb",
            "losses-more/README.md",
            "losses-more/requirements.txt",
        ]
        notebook = archive.read("losses-more/04_losses/losses.ipynb")
        assert notebook == released.release_notebook.read_bytes()
        readme = archive.read("losses-more/README.md").decode()
    assert readme.startswith("# Losses & more\n")
    assert "`04_losses/losses.ipynb`" in readme
    assert "## Data" not in readme


def test_the_same_release_gives_the_same_bytes(packed):
    first = packed().read_bytes()
    assert packed().read_bytes() == first


def test_a_hidden_test_in_the_notebook_is_refused(released, packed, tmp_path):
    edit(released, 8, source=HIDDEN)
    with pytest.raises(ReleaseError, match=r"holds a line of solutions/graders/test_losses.py:14"):
        packed()
    assert not (tmp_path / "out").exists()


def test_a_hidden_test_in_another_text_is_refused(course, released, packed):
    write(course.root / "course.toml", f"title = '''Losses\n{HIDDEN}'''")
    with pytest.raises(ReleaseError, match=r"README.md holds a line of .*test_losses.py:14"):
        packed()


def test_an_unexpected_file_is_refused(released, packed):
    write(released.release_notebook.parent / "losses.py", "")
    with pytest.raises(ReleaseError, match=r"release/04_losses/losses.py is an unexpected file"):
        packed()


def test_what_is_not_released_is_named(course, tmp_path):
    with pytest.raises(ReleaseError, match=r"release/requirements.txt is missing; run"):
        pack(course, course.assignments, tmp_path / "students.zip")


def test_a_notebook_that_needs_the_grader_is_refused(released, packed):
    reread(released, f"{SOURCE}\n# %%\nimport autograder.testing\n")
    with pytest.raises(ReleaseError, match=r"imports autograder.testing, which students do not"):
        packed()


def test_the_sample_is_found_without_the_program_and_without_a_network(
    course, losses, packed, tmp_path
):
    losses = reread(losses, f"{SOURCE}\n# %%\n{DATA}\n")
    build(losses, course.root / "release")
    with zipfile.ZipFile(packed()) as archive:
        archive.extractall(tmp_path / "home")
    (folder,) = (tmp_path / "home").glob("*/04_losses")
    assert "in 04_losses:" in (folder.parent / "README.md").read_text()

    real = load_course(REPOSITORY).assignment("fashion_mnist").release_notebook
    cells = ["".join(cell["source"]) for cell in json.loads(real.read_bytes())["cells"]]
    (cell,) = (cell for cell in cells if DATA in cell)
    done = subprocess.run(
        [sys.executable, "-c", AT_HOME],
        input=cell.partition("\n\n")[0], cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "uses a sample of it: 2,500 training images and 1,700 test images" in done.stdout
    assert "training images (2500, 28, 28) uint8" in done.stdout
    assert done.stdout.endswith(f"{folder}/autograder/datasets/fashion_mnist/__init__.py\n")
