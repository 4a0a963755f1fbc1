"""Which submissions for one assignment are alike, beyond what everybody was given or writes.

What everybody was given is the release notebook and, for those who answer as it is taught, the
model answers: what stands there does not count.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from autograder.course.model import Assignment
from autograder.similarity.own_code import Statement, statements
from autograder.similarity.reading import Cells, read_statements
from autograder.similarity.weighing import Fingerprints, Weighed
from autograder.text import in_order

#: Pairs that are less alike are not named, unless somebody asks for them. Of independent answers
#: `python -m benchmarks.similar` finds so few that a person can look at all.
LEAST = 0.6
#: Fingerprints that at most this share of the class has mark the lines of a page.
_RARE = 0.1


class Identical(msgspec.Struct, frozen=True):
    """Students whose own code is the same, word for word."""

    students: list[str]
    #: In how many fingerprints it goes beyond the common ground: few say little.
    fingerprints: int


class Pair(msgspec.Struct, frozen=True):
    """Two students whose code is alike. Each stands for all whose code is the same as theirs."""

    students: tuple[str, str]
    similarity: float  # 0: nothing in common that is not common; 1: all of it
    exercises: list[str]  # the exercises whose answers are alike
    shared: int  # how many fingerprints beyond the common ground both have


class Alike(msgspec.Struct, frozen=True):
    """What comparing the submissions for one assignment came to."""

    assignment: str
    compared: int  # submissions that hold something beyond the common ground
    nothing_own: list[str]  # students whose submission does not
    unread: dict[str, str]  # students whose submission could not be read, and why
    typical: float  # half of the class's pairs are less alike than this
    unusual: float  # 99 of 100 pairs are less alike than this
    identical: list[Identical]
    pairs: list[Pair]  # most alike first
    groups: list[list[str]]  # students who are joined by identical code or by pairs, if over two


@dataclass(frozen=True, slots=True)
class Work:
    """What a student wrote, beside what everybody was given."""

    student: str
    statements: tuple[Statement, ...]
    found: Fingerprints  # beyond the common ground


@dataclass(frozen=True)
class Comparison:
    """The submissions for one assignment, and which of them are alike."""

    alike: Alike
    works: dict[str, Work]  # of those compared, by student
    weighed: Weighed

    def rare(self, pair: Pair) -> set[int]:
        """The fingerprints of a pair that few others have."""
        one, other = (self.works[student].found for student in pair.students)
        return set(self.weighed.rare(np.intersect1d(one, other), _RARE).tolist())


@dataclass(frozen=True)
class _Ground:
    """What everybody was given."""

    functions: frozenset[str]  # the exercises' names
    texts: frozenset[str]
    found: Fingerprints

    @classmethod
    def of(cls, assignment: Assignment) -> _Ground:
        functions = frozenset(exercise.name for exercise in assignment.exercises)
        released = [cell.source for cell in assignment.cells if cell.kind == "code"]
        given = statements(released, functions)
        answers = ast.parse(assignment.model_answers.read_text(encoding="utf-8")).body
        taught = statements([ast.unparse(node) for node in answers], functions)
        return cls(
            functions,
            frozenset(statement.text for statement in given),
            _union([*given, *taught]),
        )


@dataclass
class _Class:
    """The students of an assignment, sorted out."""

    works: dict[str, Work] = field(default_factory=dict)  # one for each code
    same: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    nothing_own: list[str] = field(default_factory=list)


def compare(
    assignment: Assignment,
    submissions: Sequence[tuple[str, Cells | str]],
    *,
    least: float = LEAST,
    workers: int = 1,
    done: Callable[[int], object] = lambda count: None,
) -> Comparison:
    """Compare the submissions for an assignment: students, each with the cells of code.

    In place of the cells stands the reason where there are none. `done` is told how many more
    have been read.
    """
    ground = _Ground.of(assignment)
    unread = {student: cells for student, cells in submissions if isinstance(cells, str)}
    readable = [(student, cells) for student, cells in submissions if not isinstance(cells, str)]
    done(len(unread))
    read = read_statements([cells for _, cells in readable], ground.functions, workers, done)
    whole = _Class()
    by_text: dict[tuple[str, ...], str] = {}  # the first student who wrote it
    for (student, _), made in sorted(
        zip(readable, read, strict=True), key=lambda item: in_order(item[0][0])
    ):
        if made is None:
            unread[student] = "Reading the code as Python took too much time or memory."
            continue
        own = tuple(statement for statement in made if statement.text not in ground.texts)
        found = np.setdiff1d(_union(own), ground.found)
        if not len(found):
            whole.nothing_own.append(student)
            continue
        first = by_text.setdefault(tuple(sorted(statement.text for statement in own)), student)
        whole.same[first].append(student)
        if first == student:
            whole.works[student] = Work(student, own, found)
    return _compared(assignment, whole, unread, least)


def _compared(
    assignment: Assignment, whole: _Class, unread: dict[str, str], least: float
) -> Comparison:
    works = list(whole.works.values())
    weighed = Weighed([work.found for work in works])
    alike, typical = weighed.alike(least)
    names = [exercise.name for exercise in assignment.exercises]
    identical = [
        Identical(students, len(whole.works[first].found))
        for first, students in whole.same.items()
        if len(students) > 1
    ]
    pairs = [
        Pair(
            (works[i].student, works[j].student),
            round(similarity, 3),
            _exercises_alike(works[i], works[j], names, weighed, least),
            len(np.intersect1d(works[i].found, works[j].found, assume_unique=True)),
        )
        for similarity, i, j in alike
    ]
    return Comparison(
        Alike(
            assignment=assignment.name,
            compared=sum(map(len, whole.same.values())),
            nothing_own=whole.nothing_own,
            unread=dict(sorted(unread.items())),
            typical=typical.half,
            unusual=typical.ninety_nine,
            identical=sorted(identical, key=lambda one: (-one.fingerprints, one.students)),
            pairs=pairs,
            groups=_groups(whole.same, [(i, j) for _, i, j in alike]),
        ),
        whole.works,
        weighed,
    )


def _exercises_alike(
    one: Work, other: Work, names: Sequence[str], weighed: Weighed, least: float
) -> list[str]:
    """The exercises whose answers are alike, in the order of `names`."""
    return [
        name
        for name in names
        # Less is asked of a part, which holds less code.
        if weighed.similarity(_part(one, name), _part(other, name)) >= least / 2
    ]


def _part(work: Work, name: str) -> Fingerprints:
    """Of one exercise, the fingerprints that count."""
    own = [statement for statement in work.statements if statement.name == name]
    return np.intersect1d(_union(own), work.found, assume_unique=True)


def _groups(same: dict[str, list[str]], pairs: Sequence[tuple[int, int]]) -> list[list[str]]:
    """Students who are joined, directly or through others; only where they are more than two."""
    count = len(same)
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    edges = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(count, count))
    joined: defaultdict[int, list[str]] = defaultdict(list)
    for label, students in zip(connected_components(edges)[1], same.values(), strict=True):
        joined[label] += students
    large = [sorted(students, key=in_order) for students in joined.values() if len(students) > 2]
    return sorted(large, key=lambda students: (-len(students), students))


def _union(parts: Iterable[Statement]) -> Fingerprints:
    found = [np.frombuffer(part.found, np.uint64) for part in parts]
    return np.unique(np.concatenate([np.empty(0, np.uint64), *found]))
