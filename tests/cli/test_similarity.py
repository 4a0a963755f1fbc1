"""The command that shows which submissions are alike."""

from __future__ import annotations

import json
import random

import pytest

from benchmarks.disguises import in_all_ways
from tests.cli.test_cli import run
from tests.similarity.test_comparing import OTHER, OWN


@pytest.fixture
def folder(tmp_path):
    copy = "\n\n".join(in_all_ways(part, random.Random(1)) for part in OWN.split("\n\n\n"))
    handed_in = {"ada": OWN, "ben": copy, "cleo": OTHER, "dan": copy, "eva": "x = (", "finn": ""}
    for student, text in handed_in.items():
        file = tmp_path / "class" / student / "01_tiny" / "tiny.py"
        file.parent.mkdir(parents=True)
        file.write_text(text)
    return tmp_path / "class"


def test_the_table_names_the_same_code_and_pairs_and_says_what_that_means(tiny, folder, tmp_path):
    done = run("similar", folder, "--html", tmp_path / "pages", course=tiny.root)
    assert done.returncode == 0, done.stderr
    assert "The same, word for word: ben, dan" in done.stdout
    (row,) = [line for line in done.stdout.splitlines() if line.startswith("ada ")]
    assert row.split()[1] == "ben"
    assert "double, quadruple" in row
    assert "not evidence that somebody copied" in done.stdout
    assert f"Pages: {tmp_path}/pages/similar.html" in done.stdout
    assert (tmp_path / "pages" / "01_tiny-001.html").is_file()


def test_json_holds_all_of_it_and_nothing_else_is_printed(tiny, folder):
    done = run("similar", folder, "--json", "--least", "0.9", course=tiny.root)
    (alike,) = json.loads(done.stdout)
    assert alike["assignment"] == "01_tiny"
    assert alike["compared"] == 4
    assert [same["students"] for same in alike["identical"]] == [["ben", "dan"]]
    assert alike["pairs"] == []
    assert alike["nothing_own"] == ["eva"]
    assert list(alike["unread"]) == ["finn"]


def test_a_folder_that_is_not_there_is_named(tiny, tmp_path):
    done = run("similar", tmp_path / "nothing", course=tiny.root)
    assert done.returncode == 2
    assert "nothing" in done.stderr
