"""Choosing which of a student's files counts, and giving every student a name apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from autograder.course.model import Course
from autograder.limits import Limits
from autograder.submissions.answers import count_answers
from autograder.submissions.found import Found, notice_on, read_submission, safe_name
from autograder.submissions.platform_names import stem
from autograder.submissions.reading import assignment_of_name
from autograder.submissions.search import ZIP, Candidate, was_handed_in
from autograder.submissions.submission import UNKNOWN
from autograder.text import counted, printable

_MOST_READ = 20  # of one student's files for one assignment, to find the one that is meant
_MOST_LISTED = 5  # files that a report names
#: What a platform makes of text that was typed in, or of an address.
_TYPED = {"text.html": "text", "onlinetext.html": "text", "onlinetext.htm": "text"} | {
    "link.html": "an address", "url.html": "an address",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Choice:
    """Of a student's files for an assignment the one that counts."""

    counting: Candidate
    attempts: list[Candidate]  # at the same file, in their order; with the one that counts
    left_out: list[Candidate]  # other files of code


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
        left_out: list[str] = []
        unread: list[str] = []
        several = 0
        for files in owned.values():
            groups, unknown = self._by_assignment(files)
            first = groups[0][0].found.student
            left_out += [f"{first}: {candidate.found.name}" for candidate in unknown]
            for group in groups:
                choice = self._choice(group)
                several += len(choice.attempts) > 1
                if len(choice.attempts) > 1 and _has_unread_time(choice.attempts):
                    unread.append(f"{first}: {choice.attempts[0].name.time}")
                left_out += [
                    f"{first}: {candidate.found.name} ({choice.counting.found.name} counts)"
                    for candidate in choice.left_out
                ]
                chosen.append(self._counting(choice, every_attempt=every_attempt))
        if several:
            counts = "the best" if every_attempt else "the last"
            self.notices.append(
                f"{counted(several, 'student')} handed in several attempts; {counts} counts."
            )
        self.notices += notice_on("Left out, because the student handed in another one", left_out)
        self.notices += notice_on(
            "The times of these attempts cannot be read, so the one that the platform lists last "
            "counts",
            unread,
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
            code = [self._in_disguise(candidates)]
        if len(code) == 1:
            return [code], []
        groups: dict[str | None, list[Candidate]] = defaultdict(list)
        for index, candidate in enumerate(code):
            assignment = self._assignment_by_name(candidate)
            if assignment is None and index < _MOST_READ:
                assignment = self._identified(candidate.found).assignment
            found = replace(candidate.found, assignment=assignment)
            groups[assignment].append(replace(candidate, found=found))
        known = [group for assignment, group in groups.items() if assignment in self._assignments]
        if not known:
            return [[candidate for group in groups.values() for candidate in group]], []
        return known, [
            candidate for candidate in groups.get(UNKNOWN, []) if candidate.suffix == ".ipynb"
        ]

    def _in_disguise(self, candidates: Sequence[Candidate]) -> Candidate:
        """The notebook among files that are not called like one, else the one to report on."""
        for candidate in candidates[:_MOST_READ]:
            if candidate.suffix in {".json", ".txt", ""} and was_handed_in(candidate.found.name):
                content = read_submission(
                    candidate.found, self._course, self._limits, self._forced or UNKNOWN
                ).content
                if b'"cells"' in content and b'"nbformat"' in content:
                    name = f"{Path(candidate.found.name).stem}.ipynb"
                    found = replace(candidate.found, filename=name)
                    return replace(candidate, found=found, name=replace(candidate.name, file=name))
        first = min(
            candidates,
            key=lambda candidate: (
                not was_handed_in(candidate.found.name),
                candidate.found.name.lower() in _TYPED,
                candidate.suffix != ZIP,
            ),
        )
        return replace(first, found=_without_code(first.found))

    def _choice(self, group: Sequence[Candidate]) -> _Choice:
        """Of one student's files for one assignment the one that counts, by what is in them."""
        if len(group) == 1:
            return _Choice(group[0], list(group), [])
        in_order = self._in_order(group)
        candidates = sorted(in_order, key=self._preference, reverse=True)[:_MOST_READ]
        filled = {id(candidate): self._answers(candidate) for candidate in candidates}
        position = {id(candidate): index for index, candidate in enumerate(in_order)}
        best = max(
            candidates,
            key=lambda candidate: (
                candidate.found.problem is None,
                filled[id(candidate)],
                self._preference(candidate),
                position[id(candidate)],
            ),
        )
        attempts = [candidate for candidate in in_order if _is_same_file(candidate, best)]
        counting = attempts[-1]
        if filled.get(id(counting), 0) == 0 and filled[id(best)]:
            # Nobody hands in an untouched notebook again on purpose.
            counting = next(attempt for attempt in reversed(attempts) if filled.get(id(attempt), 0))
        left_out = [candidate for candidate in in_order if candidate not in attempts]
        return _Choice(counting, attempts, left_out)

    def _in_order(self, group: Sequence[Candidate]) -> list[Candidate]:
        """The files in the order in which they were handed in, else in the platform's."""
        if _has_unread_time(group):
            return list(group)
        return sorted(group, key=lambda candidate: candidate.name.order)

    def _answers(self, candidate: Candidate) -> int:
        """How many exercises a file fills in."""
        name = self._forced or candidate.found.assignment
        if name not in self._assignments or candidate.found.problem is not None:
            return 0
        submission = read_submission(candidate.found, self._course, self._limits, name)
        return count_answers(submission, self._course.assignment(name), self._limits)

    def _counting(self, choice: _Choice, *, every_attempt: bool) -> Found:
        """The attempt that counts; with `every_attempt` it has the others with it."""
        warnings: list[str] = []
        counting = choice.counting.found
        if choice.left_out:
            names = [printable(other.found.name, 100) for other in choice.left_out]
            more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
            warnings.append(
                f"{printable(counting.name, 100)} counts. Left out: "
                f"{', '.join(names[:_MOST_LISTED])}{more}."
            )
        if len(choice.attempts) == 1:
            return replace(counting, warnings=tuple(warnings))
        numbered = _numbered([attempt.found for attempt in choice.attempts])
        if every_attempt:
            *earlier, last = numbered
            return replace(last, earlier=tuple(earlier), warnings=tuple(warnings))
        index = next(
            index for index, attempt in enumerate(choice.attempts) if attempt is choice.counting
        )
        if index < len(numbered) - 1:
            warnings.append(
                f"Attempt {index + 1} of {len(numbered)} counts, because nothing is filled in "
                "after it."
            )
        return replace(numbered[index], warnings=tuple(warnings))

    def _preference(self, candidate: Candidate) -> tuple[bool, bool, bool, int]:
        """How likely a file is the one meant: readable, well named, a notebook, not deeper."""
        name = candidate.found.assignment
        slug = self._course.assignment(name).slug if name in self._assignments else None
        return (
            candidate.found.problem is None,
            stem(candidate.name.file).casefold() == slug,
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
        and candidate.inner == other.inner
    ) or candidate == other


def _has_unread_time(candidates: Sequence[Candidate]) -> bool:
    return any(candidate.name.has_unread_time for candidate in candidates)


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
    typed = _TYPED.get(found.name.lower())
    if typed is not None:
        problem = f"Only {typed} was typed in, no file was handed in. Hand in the notebook itself."
    elif not was_handed_in(found.name):
        problem = "No notebook (.ipynb) and no Python file (.py) was handed in."
    elif Path(found.name).suffix.lower() == ZIP:
        problem = f"{name} is a zip file. Hand in the notebook itself."
    else:
        problem = f"{name} is neither a notebook (.ipynb) nor a Python file (.py)."
    return replace(found, problem=problem)


def _precedence(found: Found) -> tuple[object, ...]:
    """Who keeps a name that several want: nobody takes one by resembling it.

    Before all others come those whose folder bears the very name, lower-case ones among them.
    """
    is_file = found.student == Path(found.name).stem
    is_lower = found.student == found.student.casefold()
    return found.cleaned, found.rank, is_file, not is_lower, _sort_key(found)


def _renamed(found: Found, student: str) -> Found:
    earlier = tuple(replace(attempt, student=student) for attempt in found.earlier)
    return replace(found, student=student, earlier=earlier)


def _sort_key(found: Found) -> tuple[str, str, str, str]:
    member = "/".join(found.member.parts) if found.member is not None else ""
    return (found.student, found.assignment or "", str(found.path), member)
