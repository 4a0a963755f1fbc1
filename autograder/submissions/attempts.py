"""Choosing which of a student's files counts, and giving every student a name apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from autograder.course.model import Course
from autograder.limits import Limits
from autograder.submissions.found import Found, notice_on, read_submission, safe_name
from autograder.submissions.platform_names import stem
from autograder.submissions.reading import assignment_of_name
from autograder.submissions.search import ZIP, Candidate
from autograder.submissions.submission import UNKNOWN
from autograder.text import counted, printable


class Attempts:
    """Decides between the files of a class, and notes what staff should know of it."""

    def __init__(self, course: Course, limits: Limits, assignment: str | None) -> None:
        self._course = course
        self._limits = limits
        self._forced = assignment
        self._assignments = {assignment.name for assignment in course.assignments}
        self.notices: list[str] = []

    def choose(self, candidates: Sequence[Candidate], *, every_attempt: bool) -> list[Found]:
        """Of each student's files for an assignment the one that counts."""
        chosen = [candidate.found for candidate in candidates if candidate.owner is None]
        owned: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            if candidate.owner is not None:
                owned[candidate.owner].append(candidate)
        left_out: list[Candidate] = []
        several = 0
        for files in owned.values():
            groups, unknown = self._by_assignment(files)
            left_out += unknown
            for group in groups:
                attempts = self._attempts(group)
                several += len(attempts) > 1
                chosen.append(_counting(attempts, every_attempt=every_attempt))
                left_out += [
                    candidate
                    for candidate in group
                    if candidate not in attempts and candidate.suffix == ".ipynb"
                ]
        if several:
            counts = "the best" if every_attempt else "the last"
            self.notices.append(
                f"{counted(several, 'student')} handed in several attempts; {counts} counts."
            )
        self.notices += notice_on(
            "Left out, because the student handed in another one",
            [f"{candidate.found.student}: {candidate.found.name}" for candidate in left_out],
        )
        return chosen

    def with_distinct_names(self, found: Sequence[Found]) -> list[Found]:
        """Give a second file of the same student and assignment, whatever its case, a name apart.

        Two students of one name are distinguished by their numbers on the platform, else by a
        count. The result is sorted by student and assignment.
        """
        alike: dict[str, list[Found]] = defaultdict(list)
        for file in found:
            alike[file.student.casefold()].append(file)
        result = [files[0] for files in alike.values() if len(files) == 1]
        taken: set[tuple[str, str]] = set()
        several = [files for files in alike.values() if len(files) > 1]
        for files in sorted(several, key=lambda files: files[0].student):
            identified = [self._identified(file) for file in files]
            sharing = Counter(file.assignment for file in identified)
            for file in sorted(identified, key=_precedence):
                base = file.student
                if (
                    sharing[file.assignment] > 1
                    and file.source is not None
                    and file.source.id is not None
                ):
                    base = safe_name(f"{file.student}-{file.source.id}")
                student, count = base, 1
                while (student.casefold(), file.assignment or UNKNOWN) in taken or (
                    student != file.student and student.casefold() in alike
                ):
                    count += 1
                    student = f"{base}-{count}"
                taken.add((student.casefold(), file.assignment or UNKNOWN))
                result.append(_renamed(file, student))
        return sorted(result, key=_sort_key)

    def _by_assignment(
        self, candidates: list[Candidate]
    ) -> tuple[list[list[Candidate]], list[Candidate]]:
        """One student's files, those for one assignment together; then notebooks for none."""
        code = [candidate for candidate in candidates if candidate.is_code]
        if not code:
            # Nothing to grade: the first file gets the report that says so.
            first = min(candidates, key=lambda candidate: candidate.suffix != ZIP)
            return [[replace(first, found=_without_code(first.found))]], []
        if len(code) == 1:
            return [code], []
        named = [self._assignment_by_name(candidate) for candidate in code]
        groups: dict[str | None, list[Candidate]] = defaultdict(list)
        for candidate, assignment in zip(code, named, strict=True):
            # Content is read only where the names do not decide.
            if assignment is None and (candidate.suffix == ".ipynb" or not any(named)):
                assignment = self._identified(candidate.found).assignment  # noqa: PLW2901
            found = replace(candidate.found, assignment=assignment)
            groups[assignment].append(replace(candidate, found=found))
        known = [group for assignment, group in groups.items() if assignment in self._assignments]
        if not known:
            return [[candidate for group in groups.values() for candidate in group]], []
        return known, [
            candidate for candidate in groups.get(UNKNOWN, []) if candidate.suffix == ".ipynb"
        ]

    def _attempts(self, group: Sequence[Candidate]) -> list[Candidate]:
        """Of one student's files for one assignment the one that is meant, with its attempts."""
        best = max(group, key=lambda candidate: (self._preference(candidate), candidate.name.order))
        return sorted(
            (candidate for candidate in group if _is_same_file(candidate, best)),
            key=lambda candidate: candidate.name.order,
        )

    def _preference(self, candidate: Candidate) -> tuple[bool, bool, bool, int]:
        """How likely a file is the one meant: readable, well named, a notebook, not deeper."""
        name = candidate.found.assignment
        slug = self._course.assignment(name).slug if name in self._assignments else None
        return (
            candidate.found.problem is None,
            stem(candidate.name.file) == slug,
            candidate.suffix == ".ipynb",
            -candidate.found.depth,
        )

    def _assignment_by_name(self, candidate: Candidate) -> str | None:
        return candidate.found.assignment or assignment_of_name(candidate.name.file, self._course)

    def _identified(self, found: Found) -> Found:
        """The same with its assignment, recognised by its content if need be."""
        if found.assignment is not None:
            return found
        submission = read_submission(found, self._course, self._limits, self._forced)
        return replace(found, assignment=submission.assignment)


def _is_same_file(candidate: Candidate, other: Candidate) -> bool:
    """Whether two files of a student are attempts at the same, by their names."""
    return (
        candidate.suffix == other.suffix
        and stem(candidate.name.file).casefold() == stem(other.name.file).casefold()
        and candidate.found.problem is None
        and candidate.found.folder == other.found.folder
    ) or candidate == other


def _counting(attempts: Sequence[Candidate], *, every_attempt: bool) -> Found:
    """The last attempt, which counts; with `every_attempt` it has the earlier ones with it."""
    if len(attempts) == 1:
        return attempts[0].found
    *earlier, last = _numbered([attempt.found for attempt in attempts])
    return replace(last, earlier=tuple(earlier)) if every_attempt else last


def _numbered(attempts: Sequence[Found]) -> list[Found]:
    """Attempts in their order, each with its number where the platform gives none."""
    return [
        replace(attempt, source=msgspec.structs.replace(attempt.source, attempt=number))
        if attempt.source is not None and attempt.source.attempt is None
        else attempt
        for number, attempt in enumerate(attempts, start=1)
    ]


def _without_code(found: Found) -> Found:
    """A file that is neither a notebook nor Python, with that as its problem."""
    if found.problem is not None:
        return found
    name = printable(found.name, 100)
    if Path(found.name).suffix.lower() == ZIP:
        problem = f"{name} is a zip file. Hand in the notebook itself."
    else:
        problem = f"{name} is neither a notebook (.ipynb) nor a Python file (.py)."
    return replace(found, problem=problem)


def _precedence(found: Found) -> tuple[object, ...]:
    """Who keeps a name that several want: nobody takes one by resembling it.

    Before all others come those whose folder bears the very name, lower-case ones among them.
    """
    is_file = found.student == Path(found.name).stem
    return found.cleaned, is_file, found.student != found.student.casefold(), _sort_key(found)


def _renamed(found: Found, student: str) -> Found:
    earlier = tuple(replace(attempt, student=student) for attempt in found.earlier)
    return replace(found, student=student, earlier=earlier)


def _sort_key(found: Found) -> tuple[str, str, str, str]:
    member = "/".join(found.member.parts) if found.member is not None else ""
    return (found.student, found.assignment or "", str(found.path), member)
