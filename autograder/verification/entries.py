"""What is wrong with the entries of a bank before anything is graded."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.course.bank import BankError, Entry, Kind, read_bank
from autograder.course.findings import Finding
from autograder.course.model import Assignment

#: Every exercise has at least so many of them.
LEAST: dict[Kind, int] = {"misconception": 4, "alternative": 2}
_CODE = re.compile(
    r"\w\.\w+\(|\*\*|\blambda\b|\b(axis|keepdims|dtype)\s*=|\[:"
    r"|\breturn \w+[(.\[ ]*[-+*/(]"
)


def location_of(entry: Entry) -> str:
    """Where an entry stands, for findings."""
    return f"{entry.path.name}:{entry.line}: {entry.name}"


def check_bank(assignment: Assignment) -> list[Finding]:
    """List what is wrong with the course's own bank as text; nothing is graded or called."""
    try:
        return read_checked(assignment)[1]
    except BankError as error:
        where = (assignment.root / "solutions").as_posix()
        return [Finding(assignment.name, "solutions", str(error).replace(f"{where}/", ""))]


def read_checked(
    assignment: Assignment, bank: Path | None = None
) -> tuple[list[Entry], list[Finding]]:
    """Read the entries that answer an exercise, and list what is wrong with them as text.

    `bank` is another folder than the course's own; then the number of entries does not matter.
    Raises BankError for a file that cannot be read.
    """
    known = {exercise.name for exercise in assignment.exercises}
    entries = read_bank(bank or assignment.root / "solutions", assignment.slug)
    findings = [
        Finding(assignment.name, entry.name, f"answers {entry.of}, which is not an exercise")
        for entry in entries
        if entry.of not in known
    ]
    entries = [entry for entry in entries if entry.of in known]
    findings += check_entries(assignment, entries)
    if bank is None:
        findings += check_counts(assignment, entries)
    return entries, findings


def check_entries(assignment: Assignment, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Each entry has the signature of its exercise, each misconception a hint of its own."""
    signatures = {
        exercise.name: _parameters(f"def f{exercise.parameters}: ...")
        for exercise in assignment.exercises
    }
    hints = Counter(
        (entry.of, _hint(entry).casefold()) for entry in entries if entry.kind == "misconception"
    )
    for entry in entries:
        messages = [*_signature(entry, signatures[entry.of]), *_uses(entry, assignment)]
        if entry.kind == "misconception":
            messages += _hint_messages(entry, hints)
        for message in messages:
            yield Finding(assignment.name, location_of(entry), message)


def check_counts(assignment: Assignment, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Each exercise has enough misconceptions and alternatives."""
    counts = Counter((entry.of, entry.kind) for entry in entries)
    for exercise in assignment.exercises:
        for kind, least in LEAST.items():
            count = counts[exercise.name, kind]
            if count < least:
                message = f"has {count} {kind}{'s' * (count != 1)}; at least {least} needed"
                yield Finding(assignment.name, exercise.name, message)


def _signature(entry: Entry, expected: str) -> Iterator[str]:
    parameters = _parameters(entry.source)
    if parameters != expected:
        yield f"has the signature {parameters}; it must be {entry.of}{expected}"


def _uses(entry: Entry, assignment: Assignment) -> Iterator[str]:
    if entry.uses and entry.uses not in assignment.exercise(entry.of).without:
        yield f"uses {entry.uses}, which {entry.of} does not forbid"


def _hint_messages(entry: Entry, hints: Counter[tuple[str, str]]) -> Iterator[str]:
    hint = _hint(entry)
    if not hint:
        yield "has no hint"
    elif hints[entry.of, hint.casefold()] > 1:
        yield f"shares its hint with another of {entry.of}"
    elif _CODE.search(hint):
        yield "has a hint that gives the answer away as code"


def _hint(entry: Entry) -> str:
    return (entry.hint or "").strip()


def _parameters(source: str) -> str:
    """A definition's parameters without their defaults: a wrong default is a mistake, too."""
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    arguments = node.args
    arguments.kw_defaults = [default and ast.Constant(...) for default in arguments.kw_defaults]
    arguments.defaults = [ast.Constant(...) for _ in arguments.defaults]
    return f"({ast.unparse(arguments)})"
