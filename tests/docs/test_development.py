"""The pages for developers name modules, folders and tests that are there."""

from __future__ import annotations

import re
import tomllib

import pytest

import autograder
from tests.conftest import REPOSITORY

PAGES = [REPOSITORY / "CONTRIBUTING.md", *sorted((REPOSITORY / "docs/development").glob("*.md"))]
#: A path in backticks, with what a command needs around it.
PATH = re.compile(r"`[^`\n]*?\b((?:autograder|tests|benchmarks|solutions)/[\w./-]*)[^`\n]*`")
FOLDERS = re.compile(r"`autograder/(\w+)/`")

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@every_page
def test_every_path_that_is_named_is_there(page):
    missing = [
        name
        for name in PATH.findall(page.read_text(encoding="utf-8"))
        if not (REPOSITORY / name).exists()
    ]
    assert missing == []


def test_the_page_on_architecture_names_every_folder():
    page = REPOSITORY / "docs/development/architecture.md"
    folders = {path.parent.name for path in (REPOSITORY / "autograder").glob("*/__init__.py")}
    assert folders == set(FOLDERS.findall(page.read_text(encoding="utf-8")))


@every_page
def test_functions_are_where_the_page_says(page):
    """As in "`work_of` in `autograder/training/train.py`"."""
    text = " ".join(page.read_text(encoding="utf-8").split())
    for name, module in re.findall(r"`(\w+)` in `(autograder/[\w/]+\.py)`", text):
        source = (REPOSITORY / module).read_text(encoding="utf-8")
        assert re.search(rf"^(def |class )?{name}\b", source, re.MULTILINE), f"{name}: {module}"


def test_the_version_is_the_same_everywhere():
    cited = (REPOSITORY / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^version: (.+)$", cited, re.MULTILINE) == [autograder.__version__]
    changes = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[(\d.*?)\]", changes, re.MULTILINE)[0] == autograder.__version__


def test_the_tested_versions_are_names_and_versions():
    lines = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.+!-]+", pin) for pin in pins)
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = [*project["project"]["dependencies"], *groups["dev"], *groups["test"]]
    for extra in ("cluster", "course", "keras"):
        wanted += project["project"]["optional-dependencies"][extra]
    required = [requirement for requirement in wanted if isinstance(requirement, str)]
    names = {re.match(r"[\w-]+", requirement)[0] for requirement in required}
    names.remove(project["project"]["name"])
    assert names <= {pin.partition("==")[0] for pin in pins}
