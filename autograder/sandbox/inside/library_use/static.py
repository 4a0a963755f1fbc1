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
from dataclasses import dataclass

from autograder.sandbox.inside.library_use.names import canonical
from autograder.sandbox.inside.protocol.messages import Use

#: Stands for the last part of a dotted name that the text does not hold.
COMPUTED = "a name put together at run time"
_EVALUATORS = ("eval", "exec")
_MAX_DEPTH = 30  # of names that stand for names
_MAX_STEPS = 100_000  # of one search; no notebook that is meant to be read needs more
_Function = (ast.FunctionDef, ast.AsyncFunctionDef)
_NAMED = (*_Function, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)


def find_uses(
    cells: Sequence[tuple[int, str, str | None]], forbidden: Sequence[tuple[str, list[str]]]
) -> list[Use]:
    """The uses of library functions by the functions that must not use them.

    A cell is its number, its source and what is run instead if the source is not Python;
    `forbidden` holds functions of the notebook, each with the dotted names that it must not use.
    """
    notebook = _Notebook({name for _, names in forbidden for name in names})
    for number, source, fallback in cells:
        notebook.read(number, source, fallback)
    found: list[Use] = []
    for function, names in forbidden:
        found += _Search(notebook, function, names).uses()
    return found


@dataclass(frozen=True)
class _Binding:
    """What a name stands for: a dotted name of a library, or a definition or an expression."""

    cell: int
    line: int
    origin: str | None
    node: ast.AST | None


class _Notebook:
    """The names that a notebook's cells bind, and what they are bound to in the end."""

    def __init__(self, names: set[str]) -> None:
        self._starred = [canonical(name) for name in names]
        self._bindings: defaultdict[str, list[_Binding]] = defaultdict(list)
        self._nothing: _Locals = {}
        self._steps = 0

    def read(self, number: int, source: str, fallback: str | None) -> None:
        """Read a cell; one that is not Python, or too deeply nested, would not run either."""
        for text in (source, fallback):
            try:
                tree = ast.parse(text or "")
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            for statement in tree.body:
                self._read(number, statement, certain=True)
            return

    def _read(self, cell: int, statement: ast.stmt, *, certain: bool) -> None:
        if isinstance(statement, (*_Function, ast.ClassDef)):
            self._bind(statement.name, _Binding(cell, statement.lineno, None, statement), certain)
            return
        for name, value in _bound(statement):
            origin, node = (value, None) if isinstance(value, str) else (None, value)
            if name != "*":
                self._bind(name, _Binding(cell, statement.lineno, origin, node), certain)
                continue
            for wanted in self._starred:
                module, _, last = wanted.rpartition(".")
                if origin == module:
                    self._bind(last, _Binding(cell, statement.lineno, wanted, None), certain)
        for block in _blocks(statement):
            for inner in block:
                self._read(cell, inner, certain=False)

    def _bind(self, name: str, binding: _Binding, certain: bool) -> None:
        """The last binding counts; one that depends on a condition counts beside the others."""
        self._bindings[name] = [*([] if certain else self._bindings[name]), binding]

    # --- what an expression stands for -----------------------------------------------------------

    @property
    def is_exhausted(self) -> bool:
        """Whether the search has taken as many steps as it may."""
        return self._steps >= _MAX_STEPS

    def bindings(self, name: str) -> Sequence[_Binding]:
        """What a name of the notebook may be bound to in the end."""
        return self._bindings.get(name, ())

    def resolve(self, node: ast.AST | None, local: _Locals, depth: int = 0) -> str | None:
        """The dotted name of the library's thing that an expression stands for, if it is known."""
        self._steps += 1
        if node is None or depth > _MAX_DEPTH or self._steps > _MAX_STEPS:
            return None
        if isinstance(node, ast.Name):
            return self._resolve_name(node.id, local, depth)
        module = _module_by_name(node)
        if module is not None:
            return module
        base, attribute = _accessed(node)
        if base is None and isinstance(node, ast.Call):
            # What a library of C functions is loaded by; what other calls give is not known.
            origin = self.resolve(node.func, local, depth + 1)
            return origin if origin and origin.startswith("ctypes.") else None
        origin = self.resolve(base, local, depth + 1) if base is not None else None
        if origin is None or attribute in ("", "__dict__"):
            return origin
        return f"{origin}.{attribute}"

    def _resolve_name(self, name: str, local: _Locals, depth: int) -> str | None:
        if name in local:
            for value in local[name]:
                origin = value if isinstance(value, str) else self.resolve(value, local, depth + 1)
                if origin is not None:
                    return origin
            return None
        for binding in self._bindings.get(name, ()):
            origin = binding.origin or self.resolve(binding.node, self._nothing, depth + 1)
            if origin is not None:
                return origin
        return None


class _Search:
    """The search for what one function of a notebook uses of what it must not use."""

    def __init__(self, notebook: _Notebook, function: str, names: Sequence[str]) -> None:
        self._notebook = notebook
        self._function = function
        self._forbidden = _Forbidden(names)
        self._found: dict[str, Use] = {}
        self._queue: list[tuple[int, ast.AST]] = []  # a cell, and what is reached of it
        self._names: set[str] = set()  # that are reached
        self._attributes: set[str] = set()
        #: Methods of reached classes that nothing has named yet.
        self._methods: defaultdict[str, list[tuple[int, ast.AST]]] = defaultdict(list)

    def uses(self) -> list[Use]:
        """The first use of each library function that the function must not use."""
        self._reach(self._function)
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
        for binding in self._notebook.bindings(name):
            if binding.node is not None:
                self._queue.append((binding.cell, binding.node))
            elif name == self._function:
                self._note(binding.origin, binding.cell, binding.line)

    def _search_class(self, cell: int, node: ast.ClassDef) -> None:
        """Queue the parts of a class; a method only once something that is reached names it."""
        for part in (*node.body, *node.bases, *node.decorator_list):
            name = part.name if isinstance(part, _Function) else "__body__"
            if name in self._attributes or name.startswith("__"):
                self._queue.append((cell, part))
            else:
                self._methods[name].append((cell, part))

    def _search(self, cell: int, node: ast.AST) -> None:
        """Note the uses in a definition or an expression, and queue what it names."""
        local = _locals(node)
        for part, line in _parts(node):
            if self._note(self._notebook.resolve(part, local), cell, line):
                continue
            if isinstance(part, ast.Name) and part.id not in local:
                self._reach(part.id)
            elif isinstance(part, ast.Attribute):
                self._attributes.add(part.attr)
                self._queue += self._methods.pop(part.attr, [])

    def _note(self, origin: str | None, cell: int, line: int) -> bool:
        """Keep the use of a library's thing if it is forbidden, and say whether it is."""
        name = self._forbidden.match(origin)
        if name is not None and name not in self._found:
            self._found[name] = Use(self._function, name, cell, line)
        return name is not None


#: What a function's own names are bound to: a dotted name, an expression, or None if unknown.
_Locals = dict[str, list["str | ast.expr | None"]]


class _Forbidden:
    """Library functions to look for, by library and name: NumPy has them under several paths."""

    def __init__(self, names: Sequence[str]) -> None:
        self._by_ends = {_ends(canonical(name)): name for name in names}
        self._roots = {root for root, _ in self._by_ends}

    def match(self, origin: str | None) -> str | None:
        """The name, as the course writes it, of what must not be used; None for all else."""
        if origin is None or "." not in origin:
            return None
        root, last = _ends(origin)
        if last == COMPUTED:  # whatever it is: there is no honest reason to hide it
            return f"{COMPUTED}, of {root}" if root in self._roots else None
        if root == "ctypes":  # whatever is taken from it: no exercise needs it
            return "a C library"
        return self._by_ends.get((root, last))


def _ends(name: str) -> tuple[str, str]:
    return name.partition(".")[0], name.rpartition(".")[2]


def _module_by_name(node: ast.AST) -> str | None:
    """The name of the module that an expression gets by its name, not by an import statement."""
    match node:
        case (
            ast.Subscript(value=ast.Attribute(attr="modules"), slice=ast.Constant(value=str(name)))
            | ast.Call(
                func=ast.Name(id="__import__") | ast.Attribute(attr="import_module" | "__import__"),
                args=[ast.Constant(value=str(name)), *_],
            )
        ):
            return name
    return None


def _accessed(node: ast.AST) -> tuple[ast.AST | None, str]:
    """What an expression takes an attribute or a named item of, and its name.

    Without a name, the expression stands for the same thing; without a base, for something else.
    """
    match node:
        case ast.Attribute(value=base, attr=name):
            return base, name
        case ast.Call(func=ast.Name(id="getattr"), args=[base, ast.Constant(value=str(name))]):
            return base, name
        case ast.Call(func=ast.Name(id="getattr"), args=[base, ast.Constant(value=str(name)), _]):
            return base, name
        case ast.Call(func=ast.Name(id="getattr"), args=[base, *_]):
            return base, COMPUTED
        case ast.Subscript(
            value=ast.Call(func=ast.Name(id="vars"), args=[base])
            | ast.Attribute(value=base, attr="__dict__"),
            slice=key,
        ) if not isinstance(key, ast.Constant):
            return base, COMPUTED
        case ast.Subscript(value=base, slice=ast.Constant(value=str(name))):
            return base, name
        case ast.Call(func=ast.Name(id="vars"), args=[base]) | ast.NamedExpr(value=base):
            return base, ""
    return None, ""


def _bound(statement: ast.AST) -> Iterator[tuple[str, str | ast.expr | None]]:
    """The names that a statement itself binds, each with a dotted name or an expression."""
    match statement:
        case ast.Import(names=aliases):
            for alias in aliases:
                root = alias.name.partition(".")[0]
                yield alias.asname or root, alias.name if alias.asname else root
        case ast.ImportFrom(module=str(module), names=aliases):
            for alias in aliases:
                origin = module if alias.name == "*" else f"{module}.{alias.name}"
                yield alias.asname or alias.name, origin
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _assigned(target, value)
        case ast.AnnAssign(target=target, value=value) if value is not None:
            yield from _assigned(target, value)
        case ast.NamedExpr(target=target, value=value):
            yield from _assigned(target, value)


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, (ast.Tuple, ast.List)):
        values = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
        fitting = len(values) == len(target.elts)
        for index, inner in enumerate(target.elts):
            yield from _assigned(inner, values[index] if fitting else value)


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    """The blocks of statements that a statement holds."""
    for name in ("body", "orelse", "finalbody"):
        yield getattr(statement, name, [])
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield part.body


def _locals(node: ast.AST) -> _Locals:
    """The names that are a function's own, inner functions' among them."""
    local: defaultdict[str, list[str | ast.expr | None]] = defaultdict(list)
    outside: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.arg):
            local[part.arg].append(None)
        elif isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
            local[part.id].append(None)
        elif isinstance(part, _NAMED) and part.name and part is not node:
            local[part.name].append(None)
        elif isinstance(part, ast.Global):
            outside.update(part.names)
        for name, value in _bound(part):
            local[name].append(value)
    return {name: values for name, values in local.items() if name not in outside}


def _parts(node: ast.AST) -> Iterator[tuple[ast.AST, int]]:
    """The parts of a definition or an expression, each with its line; evaluated texts, too."""
    for part in ast.walk(node):
        line = getattr(part, "lineno", 0)
        yield part, line
        match part:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]):
                if name in _EVALUATORS:
                    try:
                        tree = ast.parse(text.strip())
                    except (SyntaxError, ValueError, RecursionError, MemoryError):
                        continue
                    for inner in ast.walk(tree):
                        yield inner, line
