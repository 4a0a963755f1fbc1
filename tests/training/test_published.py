"""Published cells of a source notebook: written from protocols, bars and lists, and kept."""

from __future__ import annotations

import pytest

from autograder.course.findings import Finding
from autograder.course.loading import load_course
from autograder.course.model import Assignment, CourseError
from autograder.keras_models.allowed_layers import ACTIVATIONS, ALLOWED_LAYERS
from autograder.keras_models.compile_settings import LOSSES, OPTIMIZERS, SCHEDULES
from autograder.training.published import find_stale, refresh
from tests.cli.test_cli import run

SOURCE = '''\
# ---
# jupyter:
#   autograder:
#     assignment: 01_tiny
#     title: Tiny
# ---

# %% [markdown] published="build"
# What it was once.

# %% [markdown]
# The exercise.


# %% exercise="build" points=1 keras=true
def build():
    """Build a network."""
    raise NotImplementedError


# %% check="build"
assert build()

# %% check="build" published="build"
#

# %% tags=["demonstration"]
print("The end.")
'''
PROTOCOLS = """\
["01_tiny".build]
data = "fashion_mnist"
measures = ["accuracy"]
curve = "accuracy"
quick = { train = 1234, test = 567, batch_size = 8, epochs = 9, seconds = 60 }
full = { train = 10000, test = 4000, batch_size = 32, epochs = 20, seconds = 60 }
"""
THRESHOLDS = """\
["01_tiny".build.quick]
backend = "tensorflow"
device = "CPU"
keras = "3"
date = 2026-11-21
data = "fashion_mnist"
train = 1234
test = 567
batch_size = 8
epochs = 9
seconds = 1
placed_by = 2
right = { trained = 2, failed = 0, low = 0, high = 0.7 }
curve = { low = [0.1], high = [0.2] }
right_answers = {}
wrong_answers = {}

["01_tiny".build.quick.measures.accuracy]
bar = 0.654
mean = 0.7
standard_deviation = 0.01
"""


@pytest.fixture
def tiny(tmp_path) -> Assignment:
    for name, text in {
        "source/01_tiny/tiny.py": SOURCE,
        "solutions/training/protocols.toml": PROTOCOLS,
        "solutions/training/thresholds.toml": THRESHOLDS,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return load_course(tmp_path).assignment("tiny")


def cells(assignment: Assignment) -> list[str]:
    again = load_course(assignment.root).assignment(assignment.name)
    return [cell.source for cell in again.cells]


def change(assignment: Assignment, file: str, old: str, new: str) -> None:
    path = assignment.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_prose_names_the_protocol_the_bar_and_all_that_is_allowed(tiny):
    assert refresh(tiny)
    prose = cells(tiny)[0]
    words = " ".join(prose.split())
    assert "trains it on 1,234 images, in batches of 8, for 9 epochs. On 567 other images" in words
    assert "- 0.654: accuracy on the test data" in words
    assert "At most 30 million multiplications for one of the images" in words
    for name in (*ALLOWED_LAYERS, *ACTIVATIONS, *LOSSES, *OPTIMIZERS, *SCHEDULES):
        assert f"`{name}`" in prose


def test_the_check_has_the_same_as_data(tiny):
    refresh(tiny)
    check = cells(tiny)[4]
    names: dict[str, object] = {}
    exec(check.partition("model = build()")[0], names)
    assert [names[key] for key in ("SAMPLES", "BATCH_SIZE", "EPOCHS", "BARS")] == [
        1234, 8, 9, {"accuracy": 0.654},
    ]  # fmt: skip
    assert set(ALLOWED_LAYERS) == set(names["LAYERS"])
    assert set(ACTIVATIONS) == set(names["ACTIVATIONS"]) - {"ReLU", "Softmax", "ELU", "LeakyReLU"}
    assert (set(LOSSES), set(OPTIMIZERS), set(SCHEDULES)) == tuple(
        set(names[key]) for key in ("LOSSES", "OPTIMISERS", "SCHEDULES")
    )
    assert "PARAMETERS" not in check


def test_limits_of_the_exercise_stand_there_too(tiny):
    change(
        tiny,
        "solutions/training/protocols.toml",
        'curve = "accuracy"',
        'curve = "accuracy"\nparameters = 54321\nlosses = ["Huber"]',
    )
    refresh(tiny)
    prose, check = cells(tiny)[0], cells(tiny)[4]
    assert "At most 54,321 parameters, and at most 30 million" in " ".join(prose.split())
    assert "- **Loss:** `Huber`\n" in prose
    assert "PARAMETERS = 54_321\n" in check
    assert 'LOSSES = """\nHuber\n"""' in check


def test_other_cells_stay_as_they_are_to_the_letter(tiny):
    before = tiny.source.read_text(encoding="utf-8")
    refresh(tiny)
    after = tiny.source.read_text(encoding="utf-8")
    kept = before.split("# What it was once.\n")
    assert after.startswith(kept[0])
    assert kept[1].partition('published="build"')[0] in after
    assert after.endswith('\n\n# %% tags=["demonstration"]\nprint("The end.")\n')
    assert all(len(line) <= 100 for line in after.split("\n"))


def test_what_is_written_is_not_stale_and_is_not_written_again(tiny):
    refresh(tiny)
    written = tiny.source.stat().st_mtime_ns
    assert find_stale(tiny) == []
    assert not refresh(tiny)
    assert tiny.source.stat().st_mtime_ns == written


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("solutions/training/thresholds.toml", "bar = 0.654", "bar = 0.655"),
        ("solutions/training/protocols.toml", "epochs = 9", "epochs = 10"),
        ("solutions/training/protocols.toml", "train = 1234", "train = 1235"),
    ],
)
def test_a_number_that_changes_makes_both_cells_stale(tiny, file, old, new):
    refresh(tiny)
    change(tiny, file, old, new)
    message = "is not what the grader does; run `autograder release 01_tiny`"
    found = find_stale(tiny)
    assert [finding.message for finding in found] == [message] * 2
    assert found[0] == Finding("01_tiny", "source/01_tiny/tiny.py:8", message)
    assert refresh(tiny)
    assert find_stale(tiny) == []


def test_an_edit_by_hand_is_stale(tiny):
    refresh(tiny)
    change(tiny, "source/01_tiny/tiny.py", "for 9 epochs", "for 10 epochs")
    assert len(find_stale(tiny)) == 1


def test_a_layer_that_is_allowed_anew_makes_it_stale(tiny, monkeypatch):
    refresh(tiny)
    monkeypatch.setitem(ALLOWED_LAYERS, "Identity", {})
    assert len(find_stale(tiny)) == 2


@pytest.mark.parametrize("name", ['"other"', "3", "null"])
def test_only_an_exercise_with_a_bar_is_published(tiny, name):
    change(
        tiny, "source/01_tiny/tiny.py", 'markdown] published="build"', f"markdown] published={name}"
    )
    with pytest.raises(CourseError, match=r"tiny\.py:8: published= must be an exercise"):
        find_stale(tiny)


def test_an_assignment_without_published_cells_is_left_alone(tiny):
    tiny.source.write_text("# %%\nx = 1\n", encoding="utf-8")
    (tiny.root / "solutions" / "training" / "protocols.toml").unlink()
    assert find_stale(tiny) == []
    assert not refresh(tiny)


def test_release_writes_them_first_and_its_check_holds_them(tiny):
    stale = "01_tiny: source/01_tiny/tiny.py:8: is not what the grader does; "
    assert stale in run("release", "--check", course=tiny.root).stdout
    released = run("release", course=tiny.root)
    assert released.stdout.startswith("01_tiny: source/01_tiny/tiny.py\n")
    assert released.returncode == 1  # there are no model answers
    assert find_stale(tiny) == []
    assert "is not what the grader does" not in run("release", "--check", course=tiny.root).stdout
