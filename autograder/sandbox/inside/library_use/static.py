"""Finds in a notebook's text which forbidden library functions an exercise's function uses.

A worker does so before any of the student's code has run there, so its answer can be trusted, and
a text that breaks the parser breaks a worker only. Nothing is executed.

What counts is what the function can reach: its own text and that of the functions, classes and
variables of the notebook that it names, directly or through others. Elsewhere a notebook may use
the library.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence

from autograder.sandbox.inside.library_use import syntax
from autograder.sandbox.inside.library_use.bindings import Binding, Notebook, Resolver
from autograder.sandbox.inside.library_use.names import UNSEARCHED, Forbidden
from autograder.sandbox.inside.library_use.syntax import Function, Locals
from autograder.sandbox.inside.protocol.messages import Use

_EVALUATORS = ("eval", "exec")


def find_uses(
    cells: Sequence[tuple[int, str, str | None]], forbidden: Sequence[tuple[str, list[str]]]
) -> list[Use]:
    """The uses of library functions by the functions that must not use them.

    A cell is its number, its source and what is run instead if the source is not Python;
    `forbidden` holds functions of the notebook, each with the dotted names that it must not use.
    Where the search has given up, there is a use whose name is UNSEARCHED.
    """
    notebook = Notebook({name for _, names in forbidden for name in names})
    for number, source, fallback in cells:
        notebook.read(number, source, fallback)
    found: dict[tuple[str, str], Use] = {}
    for function, names in forbidden:
        for definition in notebook.definitions(function):
            for use in _Search(notebook, function, definition, Forbidden(names)).uses():
                found.setdefault((function, use.name), use)
        if notebook.is_exhausted:
            found[function, UNSEARCHED] = Use(function, UNSEARCHED, 0, 0)
    return list(found.values())


class _Search:
    """The search for what one definition of a function uses of what it must not use."""

    def __init__(
        self, notebook: Notebook, function: str, definition: Binding, forbidden: Forbidden
    ) -> None:
        self._notebook = notebook
        self._resolver = Resolver(notebook, definition.time)
        self._function = function
        self._forbidden = forbidden
        self._found: dict[str, Use] = {}
        self._queue: list[tuple[int, ast.AST]] = []  # a cell, and what is reached of it
        self._names: set[str] = set()  # that are reached
        self._attributes: set[str] = set()
        #: Methods of reached classes that nothing has named yet.
        self._methods: defaultdict[str, list[tuple[int, ast.AST]]] = defaultdict(list)
        if definition.node is not None:
            self._queue.append((definition.cell, definition.node))
        elif definition.origin is not None:
            self._note([definition.origin], definition.cell, definition.line)

    def uses(self) -> list[Use]:
        """The first use of each library function that the function must not use."""
        while self._queue and not self._notebook.is_exhausted:
            cell, node = self._queue.pop()
            if isinstance(node, ast.ClassDef):
                self._search_class(cell, node)
            else:
                self._search(cell, node)
        return list(self._found.values())

    def _reach(self, name: str) -> None:
        """Queue what a name of the notebook is bound to."""
        if name in self._names:
            return
        self._names.add(name)
        for binding in self._resolver.bindings(name):
            if binding.node is not None:
                self._queue.append((binding.cell, binding.node))

    def _search_class(self, cell: int, node: ast.ClassDef) -> None:
        """Queue the parts of a class; a method only once something that is reached names it."""
        for part in (*node.body, *node.bases, *node.decorator_list):
            name = part.name if isinstance(part, Function) else "__body__"
            if name in self._attributes or name.startswith("__"):
                self._queue.append((cell, part))
            else:
                self._methods[name].append((cell, part))

    def _search(self, cell: int, node: ast.AST) -> None:
        """Note the uses in a definition or an expression, and queue what it names."""
        local = syntax.local_names(node)
        for part, line in self._parts(node, local):
            if self._note(self._resolver.origins(part, local), cell, line):
                continue
            if isinstance(part, ast.Name) and part.id not in local:
                self._reach(part.id)
            elif isinstance(part, ast.Attribute):
                self._attributes.add(part.attr)
                self._queue += self._methods.pop(part.attr, [])

    def _note(self, origins: Sequence[str], cell: int, line: int) -> bool:
        """Keep the use of a library's thing if it is forbidden, and say whether it is."""
        names = [name for name in map(self._forbidden.match, origins) if name is not None]
        for name in names:
            self._found.setdefault(name, Use(self._function, name, cell, line))
        return bool(names)

    def _parts(self, node: ast.AST, local: Locals) -> Iterator[tuple[ast.AST, int]]:
        """The parts of a definition or an expression, each with its line; evaluated texts, too.

        Of a table that is used by its keys alone, those of its items that are not used are left
        out.
        """
        unused = self._tables_used_by_key(node, local)
        stack: list[tuple[ast.AST, int]] = [(node, 0)]
        while stack:
            part, line = stack.pop()
            line = getattr(part, "lineno", line)
            yield part, line
            if id(part) in unused:
                continue
            taken = syntax.keyed(part)
            items = self._resolver.items(taken[0], taken[1], local) if taken else None
            inner = [*items, *taken[2]] if taken and items is not None else _children(part)
            stack += [(child, line) for child in inner]
            stack += [(child, line) for child in _evaluated(part)]

    def _tables_used_by_key(self, node: ast.AST, local: Locals) -> set[int]:
        """The literals, by identity, that are bound to names of which only items are taken."""
        tables = {
            name: values
            for name, values in local.items()
            if values and all(syntax.as_table(value) is not None for value in values)
        }
        if not tables:
            return set()
        by_key: set[int] = set()  # names where an item is taken
        for part in ast.walk(node):
            taken = syntax.keyed(part)
            if taken and self._resolver.items(taken[0], taken[1], local) is not None:
                by_key.add(id(taken[0]))
            elif (
                isinstance(part, ast.Name)
                and isinstance(part.ctx, ast.Load)
                and id(part) not in by_key
            ):
                tables.pop(part.id, None)
        return {id(value) for values in tables.values() for value in values}


def _children(node: ast.AST) -> list[ast.AST]:
    return list(ast.iter_child_nodes(node))[::-1]


def _evaluated(node: ast.AST) -> Iterator[ast.AST]:
    """What an expression evaluates that is written out as a text."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]):
            if name in _EVALUATORS:
                try:
                    tree = ast.parse(text.strip())
                except (SyntaxError, ValueError, RecursionError, MemoryError):
                    return
                yield tree
