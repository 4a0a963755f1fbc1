"""What statements bind and what expressions take from others, as Python's grammar has it."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence

Function = (ast.FunctionDef, ast.AsyncFunctionDef)
_NAMED = (*Function, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
_LOOP = (ast.For, ast.AsyncFor, ast.comprehension)
#: What a function's own names are bound to: a dotted name, an expression, or None if unknown.
Locals = dict[str, list["str | ast.expr | None"]]
#: A literal of which one item is taken by its key.
Table = ast.Dict | ast.List | ast.Tuple | ast.Call


def module_by_name(node: ast.AST) -> str | None:
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


def accessed(node: ast.AST) -> tuple[ast.AST | None, str | ast.expr]:
    """What an expression takes an attribute or a named item of, and its name.

    A name that is not written out is given as its expression. Without a name, the expression
    stands for the same thing; without a base, for something else.
    """
    match node:
        case ast.Attribute(value=base, attr=name):
            return base, name
        case ast.Call(func=ast.Name(id="getattr"), args=[base, name, *_]):
            return base, name
        case ast.Subscript(
            value=ast.Call(func=ast.Name(id="vars"), args=[base])
            | ast.Attribute(value=base, attr="__dict__"),
            slice=key,
        ):
            return base, key
        case ast.Subscript(value=base, slice=ast.Constant(value=str(name))):
            return base, name
        case ast.Call(func=ast.Name(id="vars"), args=[base]) | ast.NamedExpr(value=base):
            return base, ""
    return None, ""


def bound(statement: ast.AST) -> Iterator[tuple[str, str | ast.expr | None]]:
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
        case ast.For() | ast.AsyncFor() | ast.comprehension():
            for value in _items(statement.iter):
                yield from _assigned(statement.target, value)


def _assigned(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[str, ast.expr | None]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, (ast.Tuple, ast.List)):
        values = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
        fitting = len(values) == len(target.elts)
        for index, inner in enumerate(target.elts):
            yield from _assigned(inner, values[index] if fitting else value)


def _items(iterated: ast.expr) -> Sequence[ast.expr | None]:
    """What a loop runs over, if it is written out; else one item that is not known."""
    if isinstance(iterated, (ast.Tuple, ast.List, ast.Set)) and iterated.elts:
        return iterated.elts
    return [None]


def blocks(statement: ast.stmt) -> Iterator[tuple[list[ast.stmt], bool]]:
    """The blocks of statements that a statement holds, each with whether it is run for certain.

    A block that is never run is left out.
    """
    match statement:
        case ast.If(test=ast.Constant(value=value), body=body, orelse=orelse):
            yield (body if value else orelse), True
            return
        case ast.While(test=ast.Constant(value=value)) if not value:
            return
        case ast.Try(body=body) | ast.With(body=body) | ast.AsyncWith(body=body):
            # Nothing can go wrong before these are defined.
            count = next(
                (index for index, inner in enumerate(body) if not _is_plain(inner)), len(body)
            )
            yield body[:count], True
            yield body[count:], False
        case _:
            yield getattr(statement, "body", []), False
    for name in ("orelse", "finalbody"):
        yield getattr(statement, name, []), False
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield part.body, False


def _is_plain(statement: ast.stmt) -> bool:
    """Whether a statement is a definition that cannot fail."""
    return isinstance(statement, (ast.Import, ast.ImportFrom, ast.Pass)) or (
        isinstance(statement, Function) and not statement.decorator_list
    )


def local_names(node: ast.AST) -> Locals:
    """The names that are a function's own, inner functions' among them."""
    local: defaultdict[str, list[str | ast.expr | None]] = defaultdict(list)
    outside: set[str] = set()
    known: set[int] = set()  # targets whose values are known
    for part in ast.walk(node):
        if isinstance(part, ast.arg):
            local[part.arg].append(None)
        elif isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
            if id(part) not in known:
                local[part.id].append(None)
        elif isinstance(part, _NAMED) and part.name and part is not node:
            local[part.name].append(None)
        elif isinstance(part, ast.Global):
            outside.update(part.names)
        for name, value in bound(part):
            local[name].append(value)
        known.update(id(target) for target in _targets(part))
    return {name: values for name, values in local.items() if name not in outside}


def _targets(node: ast.AST) -> Iterator[ast.AST]:
    """The names that `bound` gives of a node."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from ast.walk(target)
    elif isinstance(node, (ast.AnnAssign, ast.NamedExpr, *_LOOP)):
        yield from ast.walk(node.target)


# --- tables --------------------------------------------------------------------------------------


def as_table(node: ast.AST | str | None) -> Table | None:
    """A node if it is a literal whose items are taken by key."""
    match node:
        case ast.Dict() | ast.List() | ast.Tuple():
            return node
        case ast.Call(func=ast.Name(id="dict"), args=[]):
            return node
    return None


def keyed(node: ast.AST) -> tuple[ast.expr, object, list[ast.expr]] | None:
    """What an expression takes one item of, the item's key, and what else it names."""
    match node:
        case ast.Subscript(value=table, slice=ast.Constant(value=key), ctx=ast.Load()):
            return table, key, []
        case ast.Subscript(
            value=table, slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(key)))
        ):
            return table, -key, []
        case ast.Call(
            func=ast.Attribute(value=table, attr="get"), args=[ast.Constant(value=key), *others]
        ):
            return table, key, others
    return None


def picked(table: Table, key: object) -> list[ast.expr] | None:
    """The items of a table that a key may stand for; None if that may be any of them."""
    if isinstance(table, (ast.List, ast.Tuple)):
        if not isinstance(key, int) or any(isinstance(item, ast.Starred) for item in table.elts):
            return None
        return table.elts[key : key + 1 or None]
    if isinstance(table, ast.Dict):
        pairs = list(zip(table.keys, table.values, strict=True))
        if not all(isinstance(name, ast.Constant) for name, _ in pairs):
            return None
        return [value for name, value in pairs if getattr(name, "value", None) == key]
    if not all(keyword.arg for keyword in table.keywords):
        return None
    return [keyword.value for keyword in table.keywords if keyword.arg == key]


def changed_tables(tree: ast.AST) -> set[str]:
    """The names whose tables are changed somewhere after they were made."""
    names: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case (
                ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del())
                | ast.AugAssign(target=ast.Name(id=name))
            ):
                names.add(name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
                if method not in _READING:
                    names.add(name)
    return names


#: Methods of tables that change nothing.
_READING = frozenset(["get", "items", "keys", "values", "copy", "index", "count"])
