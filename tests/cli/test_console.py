"""Failing: a message for people on standard error, and nothing that was printed before is lost."""

from __future__ import annotations

import os
import subprocess
import sys


def ended(script: str) -> tuple[int, str, str]:
    script = f"from autograder.cli.console import fail\n{script}"
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=buffered, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_what_was_printed_before_a_failure_reaches_a_pipe():
    assert ended("print('one row')\nfail('It broke.', 3)") == (
        3,
        "one row\n",
        "autograder: It broke.\n",
    )


def test_a_failure_is_told_though_nobody_reads_the_output():
    script = "import os\nprint('one row')\nos.close(1)\nfail('It broke.', 3)"
    assert ended(script) == (3, "", "autograder: It broke.\n")


def test_each_line_of_a_message_is_safe_to_print():
    assert ended("fail('a\\x1b[2J\\nb', 2)")[2] == "autograder: a\\u001b[2J\nb\n"
