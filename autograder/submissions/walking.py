"""Walking through folders and zip files to the files in them.

What lies there was written by others. Only regular files are read; a link, a pipe or a device is
refused by name, and one bad file or name never stops the rest of the class.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from autograder.limits import Limits
from autograder.submissions.archives import Archive
from autograder.submissions.entries import Entry
from autograder.submissions.found import notice_on, why_irregular
from autograder.text import printable

_IGNORED_FOLDERS = frozenset({
    ".ipynb_checkpoints", "__pycache__", "__MACOSX", ".git", ".github", ".venv", "venv",
    "node_modules", "site-packages", ".vscode", ".idea", ".pytest_cache", ".virtual_documents",
})  # fmt: skip
_DEEPEST = 32  # folders in folders


@dataclass
class Contents:
    """The files of one folder or zip file."""

    path: Path
    entries: list[Entry] = field(default_factory=list)
    links: list[Path] = field(default_factory=list)  # folders that are links
    notices: list[str] = field(default_factory=list)
    archive: Archive | None = None

    @property
    def name(self) -> str:
        """What was given, as staff know it."""
        return self.path.name

    @property
    def is_damaged(self) -> bool:
        """Whether it is a zip file with names that are refused."""
        return self.archive is not None and bool(self.archive.refused)


def single_file(path: Path) -> Entry:
    """A file named on its own; a link or a device is found, too, and refused by name."""
    path = path.absolute()
    return Entry(path, (*path.parent.parts[1:], path.name), -1, problem=why_irregular(path))


def folder_contents(folder: Path) -> Contents:
    """Every file below a folder, links and devices included."""
    root = folder.absolute()
    contents = Contents(folder)
    outside = len(root.parts) - 1  # names around the files, less the file system's own root

    def unreadable(error: OSError) -> None:
        contents.notices += notice_on(f"Not readable ({error.strerror})", [str(error.filename)])

    for parent, folders, files in os.walk(root, followlinks=False, onerror=unreadable):
        here = Path(parent)
        around = here.parts[1:]
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(
            name for name in folders if name not in _IGNORED_FOLDERS and name not in links
        )
        if folders and len(around) - outside >= _DEEPEST:
            contents.notices += notice_on("Too deep to be searched", [here.name])
            folders.clear()
        contents.links += [here / name for name in sorted(links)]
        for name in sorted(files):
            if not name.startswith("."):
                path = here / name
                problem = why_irregular(path)
                contents.entries.append(Entry(path, (*around, name), outside - 1, problem=problem))
    return contents


def archive_contents(path: Path, limits: Limits, archives: ExitStack) -> Contents:
    """Every file in a zip file, which stays open as long as `archives`; raises ArchiveError."""
    archive = archives.enter_context(Archive(path, limits))
    contents = Contents(path, archive=archive)
    contents.notices += notice_on(f"Refused in {printable(path.name, 100)}", archive.refused)
    contents.entries += [
        # The zip file of a single student is named after the student.
        Entry(path, (path.stem, *member.parts), 0, member, member.problem)
        for member in archive.members
        if not _is_ignored(member.parts)
    ]
    return contents


def _is_ignored(parts: tuple[str, ...]) -> bool:
    """What programs leave beside files: copies, caches, and the Finder's notes."""
    return parts[-1].startswith(".") or any(part in _IGNORED_FOLDERS for part in parts[:-1])
