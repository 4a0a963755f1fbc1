"""The docs tell the truth: links and pictures are there, commands exist, what is shown is said."""

from __future__ import annotations

import re
import shlex
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from autograder.cli import app
from autograder.demo import make_class
from tests.cli.test_cli import run
from tests.conftest import FILES, REPOSITORY, needs_sandbox

DOCS = REPOSITORY / "docs"
PAGES = [*sorted(REPOSITORY.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
every_page = pytest.mark.parametrize(
    "page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY))
)

LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?\n(.*?)^```", re.DOTALL | re.MULTILINE)
INDENTED = re.compile(r"^(?: {4}\S.*\n)+", re.MULTILINE)
INLINE = re.compile(r"`([^`\n]+(?:\n[^`\n]+)?)`")
COMMAND = re.compile(r"(?:^|[\s;&])autograder ([a-z]\w*)((?: (?!&&|\|)\S+)*)", re.MULTILINE)


def prose(page: Path) -> str:
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def targets(page: Path) -> set[str]:
    """Where a page leads to within the repository."""
    return {link for link in LINK.findall(prose(page)) if "://" not in link}


def anchors(page: Path) -> set[str]:
    """The names that a repository's website gives to headings."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@every_page
def test_links_and_pictures_lead_somewhere(page):
    for link in targets(page):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


def test_every_page_and_picture_is_reached_from_the_index():
    seen: set[Path] = set()
    todo = [DOCS / "README.md"]
    while todo:
        page = todo.pop()
        seen.add(page)
        if page.suffix == ".md":
            linked = {(page.parent / link.partition("#")[0]).resolve() for link in targets(page)}
            todo += [target for target in linked - seen if target.is_relative_to(DOCS)]
    pages = {path for path in DOCS.iterdir() if path.is_file()} | set(DOCS.rglob("*.md"))
    assert pages | set(DOCS.glob("pictures/*")) <= seen
    assert DOCS / "README.md" in {
        (REPOSITORY / link).resolve() for link in targets(REPOSITORY / "README.md")
    }


def test_pictures_have_words_and_are_small():
    for page in PAGES:
        for words in re.findall(r"!\[([^\]]*)\]", prose(page)):
            assert len(words) > 20
    assert all(path.stat().st_size < 160_000 for path in DOCS.glob("pictures/*"))


def code(page: Path) -> Iterator[str]:
    text = page.read_text(encoding="utf-8")
    yield from FENCED.findall(text)
    text = FENCED.sub("", text)
    yield from INDENTED.findall(text)
    yield from (" ".join(span.split()) for span in INLINE.findall(text))


@every_page
def test_commands_and_options_exist(page):
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for part in code(page):
        for name, arguments in COMMAND.findall(part):
            assert name in commands, f"autograder {name}"
            known = {
                option
                for parameter in commands[name].params
                for option in (*parameter.opts, *parameter.secondary_opts)
            } | {"--help"}
            given = {word.split("=")[0] for word in arguments.split() if word.startswith("--")}
            assert given <= known, f"autograder {name}{arguments}"


# --- the teaching assistant's page ---------------------------------------------------------------

ASSISTANT = DOCS / "teaching-assistant.md"
CLASS = ("ada-all-right", "ben-untouched", "dan-one-mistake", "finn-many-mistakes",
         "ines-syntax-error", "lea-magics", "nora-ends-the-program")  # fmt: skip


def canvas_download(real, folder: Path) -> None:
    """What Canvas gives to download for 04_losses: Lea was late, Ada handed in twice."""
    everybody = make_class(real, folder / "class")
    with zipfile.ZipFile(folder / "submissions.zip", "w") as archive:
        for number, name in enumerate(CLASS):
            student = name.partition("-")[0]
            late = "LATE_" if student == "lea" else ""
            file = everybody / name / "04_losses" / "losses.ipynb"
            archive.write(file, f"{student}_{late}{4100 + number}_{90100 + number}_losses.ipynb")
            if student == "ada":
                archive.write(file, f"{student}_{4100 + number}_{90200}_losses-1.ipynb")


def timeless(text: str) -> str:
    return re.sub(r"in \d+\.\d s", "in ? s", text).strip()


@needs_sandbox
def test_what_the_teaching_assistant_reads(real, tmp_path):
    for name in FILES:
        path = Path(name.replace("01_tiny", "04_losses").replace("tiny", "losses"))
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_bytes((REPOSITORY / path).read_bytes())
    canvas_download(real, tmp_path)
    blocks = re.findall(r"^```console\n(.*?)^```", ASSISTANT.read_text(), re.DOTALL | re.MULTILINE)
    steps = [step for block in blocks for step in block.split("$ uv run ")[1:]]
    assert len(steps) == 6
    for step in steps:
        command, _, shown = step.partition("\n")
        program, *arguments = shlex.split(command)
        assert program == "autograder"
        done = run(*arguments, course=tmp_path)
        said = "\n".join(line.rstrip() for line in (done.stdout + done.stderr).split("\n"))
        parts = map(re.escape, timeless(shown).split("...\n"))
        assert re.fullmatch(".*".join(parts), timeless(said), re.DOTALL), said
