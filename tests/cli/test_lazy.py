"""The list of commands is quick and whole; what a command needs is loaded when it is called."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from autograder.cli import app, lazy

COMMANDS = get_command(app).commands  # type: ignore[attr-defined]
FOLDER = Path(lazy.__file__).parent


def help_of(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*command, "--help"], capture_output=True, text=True, check=True)


def test_the_help_lists_every_command_with_a_whole_line():
    lines = help_of(sys.executable, "-m", "autograder.cli").stdout.split("Commands:\n")[1]
    listed = dict(line.strip().split(maxsplit=1) for line in lines.strip().split("\n"))
    assert listed.keys() == COMMANDS.keys()
    assert all(text.endswith(".") and "..." not in text for text in listed.values())


def test_the_program_and_the_module_are_the_same():
    program = Path(sys.executable).parent / "autograder"
    assert help_of(str(program)).stdout == help_of(sys.executable, "-m", "autograder.cli").stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_where_the_list_says(name):
    command = COMMANDS[name]
    assert command.name == name
    assert command.help


def test_no_command_is_left_out_of_the_list():
    defined = sum(path.read_text().count("@app.command(") for path in FOLDER.glob("*.py"))
    assert defined == len(COMMANDS)


def test_the_help_loads_no_numeric_library_and_takes_half_a_second_of_processor_time_at_most():
    script = (
        "import sys\n"
        "from autograder.cli import app\n"
        "try:\n    app(['--help'])\n"
        "except SystemExit: pass\n"
        "assert not {'tensorflow', 'keras', 'numpy', 'nbgrader', 'rich'} & sys.modules.keys()\n"
    )
    before = os.times()
    subprocess.run([sys.executable, "-c", script], check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    used = after.children_user + after.children_system
    assert used - before.children_user - before.children_system <= 0.5


def test_a_misspelt_command_is_corrected():
    command = [sys.executable, "-m", "autograder.cli", "verfy"]  # codespell:ignore
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    assert shown.returncode == 2
    assert "Did you mean 'verify'?" in shown.stderr
