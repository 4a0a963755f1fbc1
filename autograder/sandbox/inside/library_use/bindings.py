"""The names of a notebook, and what each is bound to at a time, as its text says.

A function sees the names as they stood where it was defined: so does the worker that calls it.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from autograder.sandbox.inside.library_use import syntax
from autograder.sandbox.inside.library_use.names import UNKNOWN, canonical
from autograder.sandbox.inside.library_use.syntax import Function, Locals

_MAX_DEPTH = 30  # of names that stand for names
_MAX_STEPS = 100_000  # of one search; no notebook that is meant to be read needs more
_MAX_TEXTS = 20  # that a name put together may come to
_DEFINITION = (*Function, ast.ClassDef, ast.Lambda)
#: What makes a function of a function.
_WRAPPERS = frozenset(["partial", "vectorize", "frompyfunc", "cache", "lru_cache", "wraps", "jit"])
#: Expressions whose value may be a function.
_MAYBE_CALLABLE = (
    ast.Lambda, ast.Call, ast.Name, ast.Attribute, ast.Subscript, ast.IfExp, ast.BoolOp,
    ast.NamedExpr,
)  # fmt: skip


@dataclass(frozen=True)
class Binding:
    """What a name stands for: a dotted name of a library, or a definition or an expression."""

    time: int  # the number of its statement
    cell: int
    line: int
    origin: str | None
    node: ast.AST | None
    is_certain: bool = True  # whether its statement is run whatever happens
    is_starred: bool = False  # by `from ... import *`


class Notebook:
    """The names that a notebook's cells bind."""

    def __init__(self, names: set[str]) -> None:
        """`names` are the dotted names of libraries that matter in an import of everything."""
        self._starred = [canonical(name) for name in names]
        self._bindings: defaultdict[str, list[Binding]] = defaultdict(list)
        self._trees: list[ast.Module] = []
        self._time = 0
        self.steps = 0

    @property
    def is_exhausted(self) -> bool:
        """Whether the search has taken as many steps as it may."""
        return self.steps >= _MAX_STEPS

    @cached_property
    def changed_tables(self) -> set[str]:
        """The names whose tables are changed somewhere."""
        return set().union(*map(syntax.changed_tables, self._trees))

    def read(self, number: int, source: str, fallback: str | None) -> None:
        """Read a cell; one that is not Python, or too deeply nested, would not run either."""
        for text in (source, fallback):
            try:
                tree = ast.parse(text or "")
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            self._trees.append(tree)
            for statement in tree.body:
                self._read(number, statement, certain=True)
            return

    def _read(self, cell: int, statement: ast.stmt, *, certain: bool) -> None:
        self._time += 1
        line = statement.lineno
        if isinstance(statement, (*Function, ast.ClassDef)):
            self._bind(statement.name, Binding(self._time, cell, line, None, statement, certain))
            return
        for name, value in syntax.bound(statement):
            origin, node = (value, None) if isinstance(value, str) else (None, value)
            if name != "*":
                self._bind(name, Binding(self._time, cell, line, origin, node, certain))
                continue
            for wanted in self._starred:
                module, _, last = wanted.rpartition(".")
                if origin == module:
                    self._bind(last, Binding(self._time, cell, line, wanted, None, certain, True))
        for block, is_certain in syntax.blocks(statement):
            for inner in block:
                self._read(cell, inner, certain=certain and is_certain)

    def _bind(self, name: str, binding: Binding) -> None:
        self._bindings[name].append(binding)

    def bindings(self, name: str, time: int) -> Sequence[Binding]:
        """What a name may stand for at a time; where it was not bound yet, in the end.

        The last binding counts; one that depends on a condition counts beside those before it.
        """
        everything = self._bindings.get(name, [])
        return _last([found for found in everything if found.time <= time] or everything)

    def definitions(self, name: str) -> Sequence[Binding]:
        """The bindings that may have defined a function, in the end.

        As in the worker: what a library's function, or a value, does to the name later on takes a
        definition of the student's own nothing away.
        """
        found: list[Binding] = []
        for binding in self._bindings.get(name, ()):
            kind = self._kind(binding)
            if kind == "library":
                found = found or [binding]
            elif kind == "own":
                found = _with_next(found, binding)
            elif kind == "unknown":
                found = [*found, binding]
        return found

    def _kind(self, binding: Binding) -> Literal["own", "library", "value", "unknown"]:
        """What a name is bound to, as far as it matters for who has defined a function."""
        node = binding.node
        if isinstance(node, _DEFINITION):
            return "own"
        if binding.origin is not None:
            return "library"
        if not isinstance(node, _MAYBE_CALLABLE):
            return "value"
        source = node.value if isinstance(node, ast.Attribute) else node
        if isinstance(source, ast.Name):
            others = self.bindings(source.id, binding.time - 1)
            if others and all(isinstance(other.node, _DEFINITION) for other in others):
                return "own"
        if isinstance(node, ast.Call) and _last_name(node.func) in _WRAPPERS:
            return "own"
        resolver = Resolver(self, binding.time)
        called = node.func if isinstance(node, ast.Call) else node
        return "library" if resolver.origins(called, {}) else "unknown"


class Resolver:
    """What expressions stand for, with the names of a notebook as they stood at a time."""

    def __init__(self, notebook: Notebook, time: int) -> None:
        self._notebook = notebook
        self._time = time

    def bindings(self, name: str) -> Sequence[Binding]:
        """What a name of the notebook may stand for."""
        return self._notebook.bindings(name, self._time)

    def origins(self, node: ast.AST | None, local: Locals, depth: int = 0) -> list[str]:
        """The dotted names of the library's things that an expression may stand for."""
        self._notebook.steps += 1
        if node is None or depth > _MAX_DEPTH or self._notebook.is_exhausted:
            return []
        if isinstance(node, ast.Name):
            return self._origins_of_name(node.id, local, depth + 1)
        module = syntax.module_by_name(node)
        if module is not None:
            return [module]
        base, key = syntax.accessed(node)
        if base is None:
            # What a library of C functions is loaded by; what other calls give is not known.
            called = node.func if isinstance(node, ast.Call) else None
            origins = self.origins(called, local, depth + 1) if called is not None else []
            return [origin for origin in origins if origin.startswith("ctypes.")]
        bases = self.origins(base, local, depth + 1)
        if not bases:
            return []
        names = [key] if isinstance(key, str) else self.texts(key, local, depth + 1)
        return [
            origin if name in ("", "__dict__") else f"{origin}.{name}"
            for origin in bases
            for name in sorted(names)
        ]

    def _origins_of_name(self, name: str, local: Locals, depth: int) -> list[str]:
        found: dict[str, None] = {}
        values = local.get(name)
        if values is None:
            for binding in self.bindings(name):
                origins = [binding.origin] if binding.origin else []
                origins = origins or self.origins(binding.node, {}, depth)
                found.update(dict.fromkeys(origins))
            return list(found)
        for value in values:
            origins = [value] if isinstance(value, str) else self.origins(value, local, depth)
            found.update(dict.fromkeys(origins))
        return list(found)

    def texts(self, node: ast.AST | str | None, local: Locals, depth: int = 0) -> set[str]:
        """The texts that an expression may come to, with UNKNOWN for what is not written out."""
        self._notebook.steps += 1
        found = {UNKNOWN}
        if depth > _MAX_DEPTH or self._notebook.is_exhausted:
            return found
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                found = self._joined([left, right], local, depth)
            case ast.JoinedStr(values=parts):
                found = self._joined(parts, local, depth)
            case ast.IfExp(body=body, orelse=orelse):
                found = self.texts(body, local, depth + 1) | self.texts(orelse, local, depth + 1)
            case ast.Name(id=name) if name in local:
                values = local[name]
                found = set().union(*(self.texts(value, local, depth + 1) for value in values))
            case ast.Name(id=name) if nodes := [one.node for one in self.bindings(name)]:
                found = set().union(*(self.texts(value, {}, depth + 1) for value in nodes))
        return found if 0 < len(found) <= _MAX_TEXTS else {UNKNOWN}

    def _joined(self, parts: Sequence[ast.expr], local: Locals, depth: int) -> set[str]:
        found = {""}
        for part in parts:
            ends = self.texts(part, local, depth + 1)
            if len(found) * len(ends) > _MAX_TEXTS:
                return {UNKNOWN}
            found = {begin + end for begin in found for end in ends}
        return found

    def items(self, table: ast.expr, key: object, local: Locals) -> list[ast.expr] | None:
        """The items of a table that a key stands for; None if that is not written out."""
        if not isinstance(table, ast.Name):
            tables: Sequence[ast.AST | str | None] = [table]
        elif table.id in local:
            tables = local[table.id]
        else:
            tables = [binding.node for binding in self.bindings(table.id)]
        if not tables or (
            isinstance(table, ast.Name) and table.id in self._notebook.changed_tables
        ):
            return None
        found: list[ast.expr] = []
        for value in tables:
            literal = syntax.as_table(value)
            items = syntax.picked(literal, key) if literal is not None else None
            if items is None:
                return None
            found += items
        return found


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _last(bindings: Sequence[Binding]) -> list[Binding]:
    found: list[Binding] = []
    for binding in bindings:
        found = _with_next(found, binding)
    return found


def _with_next(found: list[Binding], binding: Binding) -> list[Binding]:
    """The bindings that count when another one follows.

    A definition in a condition is one all the same, and takes the place of a name that came with
    everything else of a module.
    """
    if binding.is_certain:
        return [binding]
    return [*(other for other in found if not other.is_starred), binding]
