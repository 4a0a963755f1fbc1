"""The staff page is true: its commands, run one after the other, give what it shows."""

from __future__ import annotations

import re
import shlex

import pytest

from autograder import testing
from autograder.course.config import load_config
from tests.cli.test_cli import run
from tests.conftest import REPOSITORY, needs_sandbox, write_course

PAGE = (REPOSITORY / "docs" / "staff.md").read_text(encoding="utf-8")
#: In order: a file's name; Python that takes the place of its next TODO; commands.
STEP = re.compile(
    r"(?:`(?P<file>[\w/]+\.py)`)|(?P<shown><!--.*?-->\n)?```python\n(?P<text>.*?)```"
    r"|```console\n(?P<console>.*?)```",
    re.DOTALL,
)
SKELETON = {
    "source/14_regularisation/regularisation.py",
    "solutions/regularisation.py",
    "solutions/misconceptions/regularisation.py",
    "solutions/alternatives/regularisation.py",
    "solutions/graders/test_regularisation.py",
}


def commands(block: str) -> list[tuple[str, str]]:
    """The commands of a block, each with the output that is shown below it."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def timeless(text: str) -> str:
    return re.sub(r"\(\d+ s\)", "(? s)", text).strip()


@needs_sandbox
def test_every_command_gives_what_the_page_shows(tmp_path):
    root = tmp_path / "course"
    write_course(root)
    file, ran = "", 0
    for step in STEP.finditer(PAGE):
        if step["file"]:
            file = step["file"] if step["file"] in SKELETON else file
        elif step["shown"]:
            assert step["text"] in (root / file).read_text()
        elif step["text"]:
            lines = (root / file).read_text().split("\n")
            place = next(i for i, line in enumerate(lines) if "TODO" in line)
            lines[place] = step["text"].rstrip("\n")
            (root / file).write_text("\n".join(lines))
        else:
            for command, shown in commands(step["console"]):
                program, *arguments = shlex.split(command.removeprefix("uv run "))
                assert program == "autograder"
                done = run(*arguments, course=root)
                assert done.stderr == ""
                assert timeless(done.stdout) == timeless(shown), command
                ran += 1
    assert ran == 6
    text = "".join((root / name).read_text() for name in SKELETON)
    assert "TODO" not in text


def test_every_expectation_is_there():
    named = set(re.findall(r"\bexpect_\w+", PAGE))
    assert named <= set(testing.__all__)


def test_the_settings_are_read(tmp_path):
    settings = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "course.toml").write_text("\n".join(settings))
    config = load_config(tmp_path)
    assert (config.late.policy, config.late.grace.total_seconds(), list(config.late.due)) == (
        0.1, 600, ["14_regularisation"],
    )  # fmt: skip
    assert config.total.weights == {"04_losses": 2, "16_tuning": 0.5}


@pytest.mark.parametrize("link", re.findall(r"\]\(([\w./-]+)\)", PAGE))
def test_links_lead_somewhere(link):
    assert (REPOSITORY / "docs" / link).is_file()
