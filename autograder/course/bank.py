"""The bank: wrong answers with a hint, and unusual right answers, by which graders are graded.

A bank is a folder with two others in it, `misconceptions/` and `alternatives/`, each holding one
Python file an assignment. An entry is a function with exactly the signature of the exercise that
it answers, self-contained apart from its file's imports and constants.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

Function = TypeVar("Function", bound=Callable[..., object])
Kind = Literal["misconception", "alternative"]


#: Further arguments of the decorators, in which kind of file they may stand, and what they say.
_TEXTS: dict[str, tuple[Kind, str]] = {
    "uses": ("misconception", "names the library function that a misconception uses"),
    "unseen": ("misconception", "says why no public example shows a misconception"),
    "unlike": ("alternative", "says why a right answer with Keras reads differently"),
}


class BankError(Exception):
    """A bank's file that cannot be read; the message names the file, the entry and the cure."""


def misconception(
    *,
    of: str,
    hint: str,
    uses: str | None = None,
    misses_bar: bool = False,
    unseen: str | None = None,
) -> Callable[[Function], Function]:
    """Mark a wrong answer to the exercise `of`; `hint` is what a student who wrote it reads.

    `uses` names the library function that the answer uses although the exercise forbids it.
    `misses_bar` is for a model that is built as it may be but, trained, must miss its bar:
    calibration trains it as well. `unseen` says why no public example can show the mistake.
    """
    return _keep


def alternative(*, of: str, unlike: str | None = None) -> Callable[[Function], Function]:
    """Mark an unusual right answer to the exercise `of`.

    `unlike` says why, with Keras, what it returns does not read like what the model answer returns.
    """
    return _keep


def _keep(function: Function) -> Function:
    return function


@dataclass(frozen=True)
class Entry:
    """One answer of a bank, as text: it is only ever executed in a worker or by diagnosis."""

    kind: Kind
    name: str  # the entry's own name, unique within its file
    of: str  # the exercise that it answers
    hint: str | None  # for a misconception, what a student reads
    misses_bar: bool  # a misconception that only the calibrated bar tells from a right answer
    source: str  # the function's definition, under its own name, without decorators
    imports: str  # those of the file's imports and constants that the definition uses
    line: int  # where the definition begins in its file
    path: Path
    uses: str | None = None  # the library function that makes a right value a wrong answer
    unseen: str | None = None  # why no public example shows a misconception
    unlike: str | None = None  # why an alternative differs from the model answer on one

    @property
    def renamed_source(self) -> str:
        """The definition under the exercise's name, ready to replace the model answer."""
        tree = ast.parse(self.source)
        definition = tree.body[0]
        assert isinstance(definition, ast.FunctionDef)
        definition.name = self.of
        return ast.unparse(tree)


def read_bank(folder: Path, slug: str) -> list[Entry]:
    """Read the entries of the assignment `slug` from a bank's folder, misconceptions first.

    A missing file is an empty list; a file that breaks the format raises BankError.
    """
    entries: list[Entry] = []
    kinds: tuple[Kind, Kind] = ("misconception", "alternative")
    for kind in kinds:
        path = folder / f"{kind}s" / f"{slug}.py"
        if path.is_file():
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError as error:
                raise BankError(f"{path}: not UTF-8: {error}") from error
            entries += read_entries(text, path, kind)
    return entries


def read_entries(text: str, path: Path, kind: Kind) -> list[Entry]:
    """Read the entries of one kind from a file's text; raises BankError, which names `path`."""
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise BankError(f"{path}:{error.lineno}: not valid Python: {error.msg}") from error
    # What the file shares among its entries: imports and constants, nothing that does work.
    shared = [
        node
        for node in tree.body
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign))
        and not (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("autograder"))
        and not (isinstance(node, ast.ImportFrom) and node.module == "__future__")
    ]
    entries: list[Entry] = []
    seen: set[str] = set()
    for node in tree.body:
        if node in shared or _is_docstring(node) or isinstance(node, ast.ImportFrom):
            continue
        if not isinstance(node, ast.FunctionDef):
            raise BankError(
                f"{path}:{node.lineno}: only imports, constants and entries belong here"
            )
        entry = _read_entry(node, path, kind, shared)
        if entry.name in seen:
            raise BankError(f"{path}:{entry.line}: a second entry named {entry.name}")
        seen.add(entry.name)
        entries.append(entry)
    return entries


def _read_entry(node: ast.FunctionDef, path: Path, kind: Kind, shared: Sequence[ast.stmt]) -> Entry:
    where = f"{path}:{node.lineno}: {node.name}"
    decorator = node.decorator_list[0] if len(node.decorator_list) == 1 else None
    if (
        not isinstance(decorator, ast.Call)
        or not isinstance(decorator.func, ast.Name)
        or decorator.func.id != kind
    ):
        raise BankError(f"{where}: an entry of this file has exactly one decorator, @{kind}(...)")
    arguments: dict[str, object] = {}
    for keyword in decorator.keywords:
        try:
            arguments[keyword.arg or ""] = ast.literal_eval(keyword.value)
        except ValueError as error:
            raise BankError(f"{where}: {keyword.arg}= must be written out as a string") from error
    of, hint = arguments.get("of"), arguments.get("hint")
    if not isinstance(of, str):
        raise BankError(f"{where}: of= must name the exercise")
    if hint is not None and not isinstance(hint, str):
        raise BankError(f"{where}: hint= must be a string")
    texts: dict[str, str | None] = {}
    for key, (its_kind, what) in _TEXTS.items():
        text = arguments.get(key)
        if text is not None and (not isinstance(text, str) or kind != its_kind):
            raise BankError(f"{where}: {key}= {what}")
        texts[key] = text
    misses_bar = arguments.get("misses_bar", False)
    if not isinstance(misses_bar, bool):
        raise BankError(f"{where}: misses_bar= must be True or False")
    node.decorator_list = []
    return Entry(
        kind=kind,
        name=node.name,
        of=of,
        hint=hint,
        misses_bar=misses_bar,
        source=ast.unparse(node),
        imports="\n".join(map(ast.unparse, _used_by(node, shared))),
        line=node.lineno,
        path=path,
        **texts,
    )


def _used_by(definition: ast.FunctionDef, shared: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The imports and constants that a definition uses, itself or by way of others.

    The rest is left out: to import SciPy takes longer than to grade a submission.
    """
    used: list[ast.stmt] = []
    names = _names_read_by(definition)
    for node in reversed(shared):
        if not names.isdisjoint(_names_bound_by(node)):
            used.append(node)
            names |= _names_read_by(node)
    return used[::-1]


def _names_bound_by(node: ast.stmt) -> set[str]:
    """The names that an import or an assignment binds, dotted for a module within another."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name for alias in node.names}
    names = (one for one in ast.walk(node) if isinstance(one, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, ast.Store)}


def _names_read_by(node: ast.stmt) -> set[str]:
    """The names that a statement reads, and the dotted ones that begin with them."""
    return {_dotted(one) for one in ast.walk(node) if isinstance(one, (ast.Name, ast.Attribute))}


def _dotted(node: ast.expr) -> str:
    """A name with its attributes, such as `scipy.special`; of anything else nothing."""
    if isinstance(node, ast.Name):
        return node.id
    before = _dotted(node.value) if isinstance(node, ast.Attribute) else ""
    return f"{before}.{node.attr}" if isinstance(node, ast.Attribute) and before else ""


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
