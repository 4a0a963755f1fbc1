"""Explaining to staff why an exercise was graded as it was, as a person types it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.conftest import MODEL, SOURCE, needs_sandbox
from tests.submissions.test_archives import pack

pytestmark = needs_sandbox

SQUARES = '''\
import numpy as np

factor = 1


def helper(x):

    return factor * x**2


def double(x):
    """Twice.

    Or so.
    """

    return helper(np.asarray(x))


def quadruple(x):
    return 4 * x
'''


@pytest.fixture(scope="module")
def graded(tiny, tmp_path_factory) -> Path:
    """A folder with a class, graded into `reports`."""
    folder = tmp_path_factory.mktemp("explained")
    (folder / "class").mkdir()
    (folder / "class" / "ada_tiny.py").write_text(SQUARES)
    pack(
        folder / "class.zip",
        ("bobby_23456_678902_tiny.py", MODEL.replace("double(double(x))", "3 * x")),
    )
    texts = {
        "cleo": MODEL,
        "dora": SOURCE,
        "evil": SQUARES.replace("x**2", "x**2  # <script>alert(1)</script>"),
    }
    for student, text in texts.items():
        (folder / "class" / f"{student}_tiny.py").write_text(text)
    paths = folder / "class", folder / "class.zip"
    done = run("grade", *paths, "--output", folder / "reports", course=tiny.root)
    assert done.returncode == 0, done.stderr
    return folder


def explain(graded, tiny, student, *options):
    return run(
        "explain", student, "tiny", *options, "--reports", graded / "reports", course=tiny.root
    )


def test_staff_read_the_hidden_call_the_public_one_and_the_mistake(graded, tiny):
    said = explain(graded, tiny, "ada", "double")
    assert said.returncode == 0, said.stderr
    lines = [line.strip() for line in said.stdout.splitlines()]
    assert lines[2] == "double: not right yet, 0 of 2 points"
    assert "mistake   double_squares" in lines
    assert "hint      Twice means adding it to itself, not squaring." in lines
    failed = lines.index("Failed: Every element is doubled.")
    assert lines[failed + 1].startswith("test      test_doubles_every_element, solutions/graders/")
    assert re.search(r"test_tiny\.py:\d+$", lines[failed + 1])
    # The other test is of an aspect, with an input that tests of this program know.
    aspect = lines.index("Not judged: The argument is left alone.")
    assert lines[aspect + 3 : aspect + 6] == [
        "call      double(np.array([0.0, 1.0, 2.0]))",
        "returned  np.array([0.0, 1.0, 4.0])",
        "expected  np.array([0.0, 2.0, 4.0])",
    ]


def test_the_lines_to_try_run_in_a_python_prompt_as_they_stand(graded, tiny):
    (found,) = json.loads(explain(graded, tiny, "ada", "double", "--json").stdout)
    snippet = found["snippet"]
    assert "factor = 1" in snippet
    assert "quadruple" not in snippet
    tried = subprocess.run(
        [sys.executable, "-i", "-q"], input=snippet, capture_output=True, text=True, check=False
    )
    assert not re.search("Error|Traceback", tried.stderr), tried.stderr
    wanted = re.search(r"# returned (.*)", snippet).group(1)
    assert re.findall(r"[\d.]+", tried.stdout) == ["0.", "1.", "4."]
    assert wanted == "np.array([0.0, 1.0, 4.0])"


def test_all_that_is_not_right_is_explained_by_default(graded, tiny):
    assert "All exercises are right." in explain(graded, tiny, "cleo").stdout
    said = explain(graded, tiny, "bobby").stdout  # out of a zip file
    assert "quadruple: not right yet" in said
    assert "double: " not in said
    said = explain(graded, tiny, "dora").stdout
    assert said.count("not attempted, 0 of") == 2


def test_the_page_is_text_and_lies_where_no_student_looks(graded, tiny, tmp_path):
    before = {path: path.read_bytes() for path in graded.rglob("*") if path.is_file()}
    page = tmp_path / "staff.html"
    said = explain(graded, tiny, "evil", "--html", page)
    assert said.returncode == 0, said.stderr
    text = page.read_text()
    assert "For staff alone" in text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script" not in text
    assert before == {path: path.read_bytes() for path in graded.rglob("*") if path.is_file()}
    refused = explain(graded, tiny, "evil", "--html", graded / "reports" / "x.html")
    assert refused.returncode == 2
    assert "where students' pages go" in refused.stderr


@pytest.mark.parametrize(
    ("student", "options", "status", "words"),
    [
        ("zoe", [], 1, "No report of zoe for 01_tiny was found in "),
        ("ada", ["triple"], 2, "01_tiny has no exercise triple: it has double, quadruple."),
        ("ada", ["--submission", "/nowhere"], 1, "/nowhere is gone: say where"),
        ("ada", ["--submission", "class/cleo_tiny.py"], 1, "has changed since. Grade it"),
    ],
)
def test_what_cannot_be_explained_is_said(graded, tiny, student, options, status, words):
    options = [str(graded / one) if one.startswith("class/") else one for one in options]
    said = explain(graded, tiny, student, *options)
    assert said.returncode == status
    assert words in said.stderr
    assert "Traceback" not in said.stderr


def test_the_hidden_inputs_are_those_of_the_report_whatever_the_secret_is_now(graded, tiny):
    options = "explain", "ada", "tiny", "double", "--reports", graded / "reports"
    before, now = (
        run(*options, course=tiny.root, AUTOGRADER_SECRET=secret).stdout
        for secret in ("test", "another one")
    )
    assert before == now
    assert "call      double(" in now


def test_the_newest_reports_nearby_are_found(graded, tiny):
    run("grade", graded / "class", "--output", tiny.root / "demo" / "reports", course=tiny.root)
    said = run("explain", "ada", "01_tiny", "double", course=tiny.root)
    assert said.returncode == 0, said.stderr
    assert "double: not right yet" in said.stdout
