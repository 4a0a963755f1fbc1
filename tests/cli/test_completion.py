"""Shells complete commands, options and choices, though commands are loaded when called."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

BASE = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}


def answer(*arguments: str, **environment: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "autograder.cli", *arguments],
        env=BASE | environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("autograder re", ["release", "report"]),
        ("autograder doctor --ex", ["--exchange"]),
        ("autograder grade --attempt ", ["last", "best"]),
    ],
)
def test_bash_completes(words, completed):
    shown = answer(
        _AUTOGRADER_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(words.count(" "))
    )
    assert shown.split() == completed


def test_zsh_completes_with_a_line_of_help():
    shown = answer(_AUTOGRADER_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS="autograder doc")
    assert shown.startswith('_arguments \'*: :(("doctor":"Show what this machine has')


def test_the_script_for_bash_is_valid():
    detected = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    script = answer("--show-completion", "bash", **detected)
    assert "_AUTOGRADER_COMPLETE=complete_bash" in script
    subprocess.run(["bash", "-n"], input=script, text=True, check=True)
