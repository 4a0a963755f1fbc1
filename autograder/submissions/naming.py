"""Naming the students of the files that one folder or zip file holds, all files together.

What a platform writes into a name can be told from the student's own part only by what the names of
all files have in common.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import takewhile

from autograder.submissions.entries import Entry
from autograder.submissions.platform_names import (
    Guessed,
    Name,
    ilias_folder,
    ilias_name,
    match_name,
    read_name,
    stem,
)
from autograder.submissions.words import Words


def name_files(
    entries: Sequence[Entry],
    assignments: Collection[str],
    words: Words,
    pattern: re.Pattern[str] | None,
    where: str,
) -> list[Name]:
    """What the names of the files in a folder or zip file say; `where` is its own name.

    The student is None where neither a platform nor nbgrader nor the course's pattern says one.
    """
    holds_students = _assignment_holds_students(entries, assignments, words)
    names = [_name(entry, assignments, pattern, holds_students) for entry in entries]
    names = _without_false_canvas(entries, names)
    names = _with_ilias(entries, names)
    return _with_blackboard(names, words, where)


def _name(
    entry: Entry,
    assignments: Collection[str],
    pattern: re.Pattern[str] | None,
    holds_students: bool,
) -> Name:
    """What a name says: the course's pattern sees only what lies inside of what was given."""
    if pattern is not None:
        matched = match_name(pattern, "/".join(entry.inner))
        if matched is not None:
            return matched
    if holds_students:
        for level in (entry.root, entry.root + 1):
            if 0 <= level < len(entry.parts) - 1 and entry.parts[level] in assignments:
                return Name(entry.parts[-1], assignment=entry.parts[level])
    reduced = _without_own_folders(entry, assignments)
    name = read_name(reduced, assignments)
    return replace(name, home=len(reduced) - 1) if name.assignment is not None else name


def _without_own_folders(entry: Entry, assignments: Collection[str]) -> tuple[str, ...]:
    """A name without the folders that a student made in the folder for an assignment.

    The outermost such folder counts: what lies below it is that student's, even if it looks like
    another's.
    """
    parts = entry.parts
    for index in range(max(1, entry.root), len(parts) - 1):
        if parts[index] in assignments:
            return (*parts[: index + 1], parts[-1])
    return parts


def _assignment_holds_students(
    entries: Sequence[Entry], assignments: Collection[str], words: Words
) -> bool:
    """Whether a folder for an assignment holds the students, and not a student's folder it.

    `04_losses/ada/losses.ipynb`, where nbgrader has `ada/04_losses/losses.ipynb`. Only the folder
    that was given, or one at once in it, can be such: there is no student around it.
    """
    code = [entry for entry in entries if entry.is_code]
    notebooks = [entry for entry in code if entry.suffix == ".ipynb"]
    folders: set[str] = set()
    labels: set[str] = set()
    for entry in notebooks or code:
        parts, root = entry.parts, entry.root
        level = root if root >= 0 and parts[root] in assignments else root + 1
        if root < 0 or level >= len(parts) - 1 or parts[level] not in assignments:
            return False
        if level + 1 < len(parts) - 1:
            folders.add(parts[level + 1])
        else:
            label = words.label(stem(parts[-1]))
            if not label:
                return False
            labels.add(label)
    return len(folders | labels) > 1


def _without_false_canvas(entries: Sequence[Entry], names: Sequence[Name]) -> list[Name]:
    """The names without those that only look like Canvas's, which never gives a number twice."""
    uploads = Counter(
        (entry.parts[:-1], name.order[1])
        for entry, name in zip(entries, names, strict=True)
        if name.platform == "canvas" and name.order[1]
    )
    if all(count == 1 for count in uploads.values()):
        return list(names)
    return [
        Name(entry.parts[-1]) if name.platform == "canvas" else name
        for entry, name in zip(entries, names, strict=True)
    ]


def _with_ilias(entries: Sequence[Entry], names: Sequence[Name]) -> list[Name]:
    """The names with those of ILIAS, whose folders look like themselves only beside each other."""
    siblings: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in entries:
        for level in range(entry.root + 1, len(entry.parts) - 1):
            siblings[entry.parts[:level]].add(entry.parts[level])
    trusted = {
        path
        for path, folders in siblings.items()
        if len(folders) > 1 and all(_is_plain_ilias(folder) for folder in folders)
    }
    if not trusted:
        return list(names)
    result: list[Name] = []
    for entry, name in zip(entries, names, strict=True):
        for level in range(entry.root + 1, len(entry.parts) - 1):
            match = ilias_folder(entry.parts[level])
            if name.student is None and match and entry.parts[:level] in trusted:
                name = ilias_name(match, entry.parts[-1])  # noqa: PLW2901
        result.append(name)
    return result


def _is_plain_ilias(folder: str) -> bool:
    match = ilias_folder(folder)
    return match is not None and match["last"][0].isupper() and match["first"][0].isupper()


def _with_blackboard(names: Sequence[Name], words: Words, where: str) -> list[Name]:
    """The names with Blackboard's students told from the name of its assignment.

    `HW_ann_lee`: nothing but the other files tells where the assignment's name ends.
    """
    heads = {name.head for name in names if name.head}
    if not heads:
        return list(names)
    groups: defaultdict[str, list[list[str]]] = defaultdict(list)
    for head in sorted(heads):
        groups[head.partition("_")[0]].append(head.split("_"))
    students: dict[str, tuple[str, bool]] = {}
    for group in groups.values():
        length, is_sure = _assignments_length(group, words, where)
        for tokens in group:
            students["_".join(tokens)] = "_".join(tokens[length:]), is_sure
    result: list[Name] = []
    for name in names:
        if name.head:
            student, is_sure = students[name.head]
            guessed: Guessed | None = None if is_sure else "file"
            name = replace(name, student=student, id=student, guessed=guessed)  # noqa: PLW2901
        result.append(name)
    return result


def _common_length(heads: Sequence[list[str]]) -> int:
    """With how many tokens all begin alike."""
    columns = takewhile(lambda column: len(set(column)) == 1, zip(*heads, strict=False))
    return sum(1 for _ in columns)


def _assignments_length(heads: Sequence[list[str]], words: Words, where: str) -> tuple[int, bool]:
    """How many tokens the assignment's name has, and whether something says so."""
    longest = min(len(tokens) for tokens in heads) - 1
    common = min(_common_length(heads), longest)
    # Blackboard calls its zip file gradebook_COURSE_ASSIGNMENT_TIME.
    around = f"_{where.casefold()}_".replace(" ", "_").replace(".", "_")
    for length in range(common, 0, -1):
        if f"_{'_'.join(heads[0][:length])}_".casefold() in around:
            return length, True
    if len(heads) > 1 and common:
        return common, True
    for length in range(longest, 0, -1):
        if words.is_generic("_".join(heads[0][:length])):
            return length, True
    return longest, False
