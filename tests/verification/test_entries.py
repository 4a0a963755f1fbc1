"""What is wrong with a bank is found before anything of it is called, and nothing is released."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.verification.entries import check_bank
from tests.conftest import FILES, MISCONCEPTIONS, write_course

FILE = "solutions/misconceptions/tiny.py"
WRONG = [
    ('of="double"', 'of="triple"', "answers triple, which is not an exercise"),
    ("double_sums(x)", "double_sums(x, y)", "has the signature (x, y); it must be double(x)"),
    ("Mind the sign.", "", "has no hint"),
    ("Four times, not three.", "Twice is not enough.", "shares its hint with another"),
    ("def quadruple_doubles(x):", "def quadruple_doubles(x:", "not valid Python"),
    ("@misconception(", "@mistake(", "has exactly one decorator, @misconception(...)"),
    (MISCONCEPTIONS, '"""None."""\n', "has 0 misconceptions; at least 4 needed"),
]


def with_bank(root: Path, content: str) -> Path:
    write_course(root, FILES | {FILE: content})
    return root


def messages(root: Path) -> str:
    return "\n".join(map(str, check_bank(write_course(root, {}).assignments[0])))


def test_a_whole_bank_passes(tmp_path):
    assert messages(with_bank(tmp_path, MISCONCEPTIONS)) == ""


@pytest.mark.parametrize(("old", "new", "said"), WRONG)
def test_what_is_wrong_is_named_and_nothing_is_executed(tmp_path, old, new, said):
    text = MISCONCEPTIONS.replace(old, new, 1)
    assert text != MISCONCEPTIONS
    assert said in messages(with_bank(tmp_path, text))


def test_a_file_that_is_not_utf_8(tmp_path):
    (with_bank(tmp_path, "") / FILE).write_bytes(b"# \xff\n")
    assert "misconceptions/tiny.py: not UTF-8" in messages(tmp_path)


def test_nothing_is_released_with_a_bank_that_verify_refuses(tmp_path):
    with_bank(tmp_path, MISCONCEPTIONS.replace("Mind the sign.", ""))
    done = subprocess.run(
        [sys.executable, "-m", "autograder.cli", "release"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "quadruple_absolute: has no hint" in done.stdout
    assert done.stdout.endswith("Nothing was released: 1 thing to mend first.\n")
    assert not (tmp_path / "release").exists()
