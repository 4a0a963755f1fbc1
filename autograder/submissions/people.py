"""Guessing whose a file is where no platform says: by the folders of the whole class together.

In `ada/hw4/losses.py` and `ben/hw4/losses.py` one level of folders differs from student to student;
the level below it is the same for all, and says nothing. Where no level of folders tells people
apart, the file's own name must.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autograder.submissions.platform_names import Guessed, stem
from autograder.submissions.words import Words


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a file lies, seen from what was given to be graded."""

    folders: tuple[str, ...]  # the name of what was given, then the folders in it
    file: str
    is_code: bool
    in_archive: bool = False


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a file is, as far as folders and names say."""

    student: str
    folders: int  # how many of the trail's folders are this student's and those around; 0: none
    guessed: Guessed | None  # None: the file lies at once in the student's folder


@dataclass
class _Folder:
    """What lies in a folder at whatever depth, as far as it may name people."""

    folders: set[str] = field(default_factory=set)  # names that may be people's
    files: int = 0  # of code, at whatever depth
    labels: set[str] = field(default_factory=set)  # of the code that lies in it at once
    unlabelled: int = 0  # files of code that lie in it at once and name nobody


class People:
    """The owners of the files of a class."""

    def __init__(self, trails: Sequence[Trail], words: Words) -> None:
        self._words = words
        code = [trail for trail in trails if trail.is_code]
        self._folders: defaultdict[tuple[str, ...], _Folder] = defaultdict(_Folder)
        self._repeated = self._repeated_names(code)
        self._survey(code)
        # With one notebook only, others may have handed in a PDF.
        self._level = self._student_level(code) if code else None
        if self._level is None and code:
            self._level = self._student_level(trails)
        self._prefixes = self._common_prefixes(trails) if self._level is not None else {}

    def owner(self, trail: Trail) -> Owner | None:
        """Whose a file is; None for one that is not code and lies in nobody's folder."""
        level = self._level
        if level is not None and len(trail.folders) > level and self._names_somebody(trail, level):
            return self._by_level(trail, level)
        return self._by_itself(trail) if trail.is_code else None

    # Surveying the class

    def _repeated_names(self, trails: Sequence[Trail]) -> set[tuple[int, str]]:
        """Names of folders that lie below several people's, by level."""
        parents: defaultdict[tuple[int, str], set[tuple[str, ...]]] = defaultdict(set)
        for trail in trails:
            for level in range(1, len(trail.folders)):
                if not self._words.is_generic(trail.folders[level - 1]):
                    key = level, trail.folders[level].casefold()
                    parents[key].add(trail.folders[:level])
        return {key for key, several in parents.items() if len(several) > 1}

    def _survey(self, code: Iterable[Trail]) -> None:
        for trail in code:
            for level in range(len(trail.folders)):
                folder = self._folders[trail.folders[: level + 1]]
                folder.files += 1
                if level + 1 < len(trail.folders) and self._names_somebody(trail, level + 1):
                    folder.folders.add(trail.folders[level + 1].casefold())
            innermost = self._folders[trail.folders]
            label = self._words.label(stem(trail.file))
            if label:
                innermost.labels.add(label.casefold())
            else:
                innermost.unlabelled += 1

    def _names_somebody(self, trail: Trail, level: int) -> bool:
        name = trail.folders[level]
        return not self._words.is_generic(name) and (level, name.casefold()) not in self._repeated

    # The level of the students' folders

    def _student_level(self, trails: Sequence[Trail]) -> int | None:
        """The outermost level whose folders are one student's each; None if there is none."""
        for level in range(max(len(trail.folders) for trail in trails)):
            covered = [trail for trail in trails if len(trail.folders) > level]
            if 2 * len(covered) < len(trails):
                break
            folders = {trail.folders[: level + 1]: trail for trail in covered}
            named = [
                trail.folders[level].casefold()
                for trail in folders.values()
                if self._names_somebody(trail, level)
            ]
            if len(set(named)) < 2 or 2 * len(named) <= len(folders):
                continue
            shared = sum(self._folders[path].files for path in folders if self._is_shared(path))
            if 2 * shared <= sum(self._folders[path].files for path in folders):
                return level
        return None

    def _is_shared(self, path: tuple[str, ...]) -> bool:
        """Whether a folder holds several people's files."""
        folder = self._folders[path]
        return not folder.unlabelled and len(folder.folders) + len(folder.labels) > 1

    def _common_prefixes(self, trails: Sequence[Trail]) -> dict[str, str]:
        """What comes before each student's name in the folder's, as GitHub Classroom has it.

        `losses-submissions/losses-ada`, or the same word of the course before every name.
        """
        level = self._level
        assert level is not None
        names = {
            trail.folders[level]: trail.folders[level - 1] if level else ""
            for trail in trails
            if len(trail.folders) > level and self._names_somebody(trail, level)
        }
        prefixes: dict[str, str] = {}
        for name, parent in names.items():
            prefixes[name] = _repository_prefix(name, parent) or self._words.prefix(name)
        counts = Counter(prefix.casefold() for prefix in prefixes.values())
        return prefixes if len(counts) == 1 else {}

    # One file

    def _by_level(self, trail: Trail, level: int) -> Owner:
        name = trail.folders[level]
        prefix = self._prefixes.get(name, "")
        is_plain = len(trail.folders) == level + 1 and not prefix and not self._may_be_a_name(trail)
        return Owner(name[len(prefix) :], level + 1, None if is_plain else "folder")

    def _may_be_a_name(self, trail: Trail) -> bool:
        """Whether a file's own name may be a student's as well as its folder's."""
        return (
            trail.is_code
            and not self._folders[trail.folders].unlabelled
            and bool(self._words.label(stem(trail.file)))
        )

    def _by_itself(self, trail: Trail) -> Owner:
        """Whose a file is that lies elsewhere than most."""
        words, folders = self._words, trail.folders
        name = stem(trail.file)
        label = words.label(name)
        inner = range(len(folders), 1, -1)  # the outermost is what was given, and says least
        person = next((n for n in inner if self._names_somebody(trail, n - 1)), 0)
        around = self._folders[folders]
        if label and (not person or len(around.labels) > 1):
            return Owner(label, 0, "file")
        home = person or next((n for n in inner if not words.is_of_assignment(folders[n - 1])), 0)
        if home:
            folder = folders[home - 1]
            prefix = _repository_prefix(folder, folders[home - 2])
            is_plain = home == len(folders) and not prefix and not self._may_be_a_name(trail)
            return Owner(folder[len(prefix) :], home, None if is_plain else "folder")
        if folders and not words.is_generic(folders[0]):
            is_alone = len(around.labels) + around.unlabelled == 1
            if is_alone or (trail.in_archive and not label and words.is_about_assignment(name)):
                return Owner(folders[0], 1, "folder")
        return Owner(name, 0, "file")


def _repository_prefix(name: str, parent: str) -> str:
    """What GitHub Classroom puts before a student's name: `hw-submissions/hw-ada`."""
    before = parent.removesuffix("submissions")
    if before not in ("", parent) and name.startswith(before) and name != before:
        return before
    return ""
