"""A static look at a notebook: what library functions an exercise's function uses, by its text.

It is taken in a worker before any of the student's code has run there, so that its answer can be
trusted, and a text that breaks the parser breaks a worker. Nothing is executed.

What counts is what the function can reach: its own text and that of the functions, classes and
variables of the notebook that it names, at any hand. A notebook may use the library elsewhere.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.sandbox.inside import wire

#: How a course writes a library's name, where it is not the module's own.
_SPELLINGS = {"np": "numpy"}
#: Stands for the last part of a dotted name that the text does not hold.
COMPUTED = "a name put together at run time"
_EVALUATORS = ("eval", "exec")
_DEPTH = 30  # of names that stand for names
_STEPS = 100_000  # of one look; more are in no notebook that is meant to be read
_Function = (ast.FunctionDef, ast.AsyncFunctionDef)
_NAMED = (*_Function, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)


def canonical(name: str) -> str:
    """A library function's dotted name with the module's own name: `numpy.tanh` for `np.tanh`."""
    root, _, rest = name.partition(".")
    return f"{_SPELLINGS.get(root, root)}.{rest}"


def find_uses(
    cells: Sequence[tuple[int, str, str | None]], without: Sequence[tuple[str, list[str]]]
) -> list[wire.Use]:
    """The uses of library functions by the functions that are to do without them.

    A cell is its number, its source and what is run instead if the source is no Python; a
    function is its name and the dotted names that it may not use.
    """
    notebook = _Notebook({name for _, names in without for name in names})
    for number, source, fallback in cells:
        notebook.read(number, source, fallback)
    found: list[wire.Use] = []
    for function, names in without:
        found += notebook.uses(function, names)
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
        """Read a cell; one that is no Python, or too deeply nested, would not run either."""
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

    # --- what a function reaches -----------------------------------------------------------------

    def uses(self, function: str, names: Sequence[str]) -> Iterator[wire.Use]:
        """The first use of each library function that the function may not use."""
        wanted = _Wanted(names)
        found: dict[str, wire.Use] = {}

        def note(origin: str | None, cell: int, line: int) -> bool:
            name = wanted.match(origin)
            if name is not None and name not in found:
                found[name] = wire.Use(function, name, cell, line)
            return name is not None

        queue: list[tuple[int, ast.AST]] = []
        reached: set[str] = set()
        attributes: set[str] = set()
        methods: defaultdict[str, list[tuple[int, ast.AST]]] = defaultdict(list)

        def reach(name: str) -> None:
            if name in reached:
                return
            reached.add(name)
            for binding in self._bindings.get(name, ()):
                if binding.node is not None:
                    queue.append((binding.cell, binding.node))
                elif name == function:
                    note(binding.origin, binding.cell, binding.line)

        reach(function)
        while queue and self._steps < _STEPS:
            cell, node = queue.pop()
            if isinstance(node, ast.ClassDef):
                # A method counts when something that is reached names it.
                for part in (*node.body, *node.bases, *node.decorator_list):
                    name = part.name if isinstance(part, _Function) else "__body__"
                    if name in attributes or name.startswith("__"):
                        queue.append((cell, part))
                    else:
                        methods[name].append((cell, part))
                continue
            local = _locals(node)
            for part, line in _parts(node):
                if note(self._resolve(part, local, 0), cell, line):
                    continue
                if isinstance(part, ast.Name) and part.id not in local:
                    reach(part.id)
                elif isinstance(part, ast.Attribute):
                    attributes.add(part.attr)
                    queue += methods.pop(part.attr, [])
        return iter(found.values())

    def _resolve(self, node: ast.AST | None, local: _Locals, depth: int) -> str | None:
        """The dotted name of the library's thing that an expression stands for, if it is known."""
        self._steps += 1
        if node is None or depth > _DEPTH or self._steps > _STEPS:
            return None
        base: ast.AST | None = None
        rest = ""
        match node:
            case ast.Name(id=name):
                return self._resolve_name(name, local, depth)
            case ast.Attribute(value=base, attr=rest):
                pass
            case ast.Call(func=ast.Name(id="getattr"), args=[base, ast.Constant(value=str(rest))]):
                pass
            case ast.Call(
                func=ast.Name(id="getattr"), args=[base, ast.Constant(value=str(rest)), _]
            ):
                pass
            case ast.Call(func=ast.Name(id="getattr"), args=[base, *_]):
                rest = COMPUTED
            case ast.Subscript(
                value=ast.Call(func=ast.Name(id="vars"), args=[base])
                | ast.Attribute(value=base, attr="__dict__"),
                slice=computed,
            ) if not isinstance(computed, ast.Constant):
                rest = COMPUTED
            case ast.Subscript(value=ast.Attribute(attr="modules"), slice=ast.Constant(value=name)):
                return name if isinstance(name, str) else None
            case ast.Subscript(value=base, slice=ast.Constant(value=str(rest))):
                pass
            case ast.Call(func=ast.Name(id="vars"), args=[base]):
                pass
            case ast.Call(
                func=ast.Name(id="__import__") | ast.Attribute(attr="import_module" | "__import__"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                return name
            case ast.Call(func=base):
                # What a library of C functions is loaded by; other calls give who knows what.
                origin = self._resolve(base, local, depth + 1)
                return origin if origin and origin.startswith("ctypes.") else None
            case ast.NamedExpr(value=base):
                pass
            case _:
                return None
        origin = self._resolve(base, local, depth + 1)
        if origin is None or rest in ("", "__dict__"):
            return origin
        return f"{origin}.{rest}"

    def _resolve_name(self, name: str, local: _Locals, depth: int) -> str | None:
        if name in local:
            for value in local[name]:
                origin = value if isinstance(value, str) else self._resolve(value, local, depth + 1)
                if origin is not None:
                    return origin
            return None
        for binding in self._bindings.get(name, ()):
            origin = binding.origin or self._resolve(binding.node, self._nothing, depth + 1)
            if origin is not None:
                return origin
        return None


#: What a function's own names are bound to: a dotted name, an expression, or nobody knows what.
_Locals = dict[str, list["str | ast.expr | None"]]


class _Wanted:
    """Library functions to look for, by library and name: NumPy has them under several paths."""

    def __init__(self, names: Sequence[str]) -> None:
        self._by_ends = {_ends(canonical(name)): name for name in names}
        self._roots = {root for root, _ in self._by_ends}

    def match(self, origin: str | None) -> str | None:
        """The name, as the course writes it, of what is not to be used; None for all else."""
        if origin is None or "." not in origin:
            return None
        root, last = _ends(origin)
        if last == COMPUTED:  # whatever it is: to hide it, nobody has an honest reason
            return f"{COMPUTED}, of {root}" if root in self._roots else None
        if root == "ctypes":  # whatever is taken from there: no exercise needs it
            return "a C library"
        return self._by_ends.get((root, last))


def _ends(name: str) -> tuple[str, str]:
    return name.partition(".")[0], name.rpartition(".")[2]


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
        for place, inner in enumerate(target.elts):
            yield from _assigned(inner, values[place] if fitting else value)


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
