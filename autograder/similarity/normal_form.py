"""The fingerprints of a statement: what stays of its code when somebody writes it differently.

Comments, docstrings, formatting and the names of variables are left out; operands of sums and
products, and named arguments, have no order; a comprehension and a loop leave the same. There is a
fingerprint for each expression, whole and with what stands directly in it.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

#: What lies deeper in an expression or a block is not looked at.
_DEEPEST = 60
_BUILTINS = frozenset(dir(builtins))
_SMALLEST_BIG = 1 << 64  # whole numbers from here on are all alike
_WITHOUT_ORDER = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor, ast.Eq, ast.NotEq)
_MIRRORED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {ast.Gt: ast.Lt, ast.GtE: ast.LtE}
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
#: Statements of which nothing counts but what stands in them: others can say the same.
_VALUES = (ast.Assign, ast.AnnAssign, ast.Return, ast.Expr)


class _Form(NamedTuple):
    """An expression in normal form."""

    label: str  # what it is by itself
    digest: bytes  # of all of it


def fingerprints(
    statement: ast.stmt, modules: Mapping[str, str], functions: Collection[str]
) -> dict[int, int]:
    """The fingerprints of a statement, each with the line on which it is found first.

    `modules` gives the full names of what the notebook imports, `functions` are the exercises:
    these names are kept, and Python's own.
    """
    reader = _Reader(modules, functions)
    reader.read(statement, 0)
    return reader.found


class _Reader:
    """Reads one statement."""

    def __init__(self, modules: Mapping[str, str], functions: Collection[str]) -> None:
        self.found: dict[int, int] = {}
        self._modules = modules
        self._functions = functions

    def read(self, node: ast.AST, depth: int) -> None:
        """Note the fingerprints of a statement, or of a part of one."""
        if depth > _DEEPEST:
            return
        if isinstance(node, ast.AugAssign):  # x += 1 is x = x + 1
            whole = ast.BinOp(node.target, node.op, node.value)
            node = ast.Assign([node.target], ast.copy_location(whole, node.value))
        kind = "value" if isinstance(node, _VALUES) else type(node).__name__
        for part in _parts(node):
            if isinstance(part, ast.expr):
                form = self._expression(part, depth + 1)
                if not isinstance(node, (ast.For, ast.While, ast.comprehension)):
                    self._note(part, "statement", kind, form.digest)
            else:
                self.read(part, depth + 1)

    def _expression(self, node: ast.expr, depth: int) -> _Form:
        if depth > _DEEPEST:
            return _Form("deeper", b"")
        if isinstance(node, _COMPREHENSIONS):
            for part in ast.iter_child_nodes(node):
                if isinstance(part, ast.expr):
                    self._expression(part, depth + 1)
                else:
                    self.read(part, depth + 1)
            return _Form("comprehension", b"comprehension")
        if full_name := self._full_name(node, depth):
            inner = []
        elif isinstance(node, ast.Lambda):
            inner = [self._expression(node.body, depth + 1)]
        elif isinstance(node, ast.Call):
            inner = [self._expression(part, depth + 1) for part in (node.func, *node.args)]
            named = [
                (one.arg or "**", self._expression(one.value, depth + 1)) for one in node.keywords
            ]
            inner += [
                _Form(f"{name}={form.label}", name.encode() + form.digest)
                for name, form in sorted(named)
            ]
        else:
            inner = [
                self._expression(part, depth + 1)
                for part in ast.iter_child_nodes(node)
                if isinstance(part, ast.expr)
            ]
        label, inner = (full_name, []) if full_name else self._labelled(node, inner)
        digest = _digest(label, *(form.digest for form in inner))
        self._note(node, "whole", digest)
        self._note(node, "top", label, *(form.label for form in inner))
        return _Form(label, digest)

    def _labelled(self, node: ast.expr, inner: list[_Form]) -> tuple[str, list[_Form]]:
        """What an expression is, and what stands in it in its normal order."""
        match node:
            case ast.Name():
                is_kept = node.id in self._functions or node.id in _BUILTINS
                return node.id if is_kept else "_", inner
            case ast.Constant():
                return _constant(node.value), inner
            case ast.Attribute():
                return f".{node.attr}", inner
            case ast.BinOp() | ast.UnaryOp():
                ordered = sorted(inner) if isinstance(node.op, _WITHOUT_ORDER) else inner
                return type(node.op).__name__, ordered
            case ast.BoolOp():
                return type(node.op).__name__, sorted(inner)
            case ast.Compare(ops=[operator]):
                kind = type(operator)
                if kind in _MIRRORED:
                    return _MIRRORED[kind].__name__, inner[::-1]
                return kind.__name__, sorted(inner) if kind in _WITHOUT_ORDER else inner
            case ast.Compare():
                return " ".join(type(operator).__name__ for operator in node.ops), inner
        return type(node).__name__, inner

    def _full_name(self, node: ast.expr, depth: int) -> str:
        """What an imported name stands for, such as numpy.mean, however it was imported."""
        if isinstance(node, ast.Name):
            return self._modules.get(node.id, "")
        if not isinstance(node, ast.Attribute) or depth > _DEEPEST:
            return ""
        before = self._full_name(node.value, depth + 1)
        return f"{before}.{node.attr}" if before else ""

    def _note(self, node: ast.expr, *parts: str | bytes) -> None:
        fingerprint = int.from_bytes(_digest(*parts))
        self.found.setdefault(fingerprint, node.lineno)


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    """What of a statement counts: no docstrings, no annotations and no names of parameters."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "type_comment", "type_params"):
            continue
        for part in value if isinstance(value, list) else [value]:
            is_text = isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
            if isinstance(part, ast.AST) and not is_text:
                yield part


def _constant(value: object) -> str:
    if isinstance(value, bool) or value is None or value is ...:
        return repr(value)
    if isinstance(value, int):
        return repr(float(value)) if value < _SMALLEST_BIG else "big"
    return repr(value) if isinstance(value, float) else type(value).__name__


def _digest(*parts: str | bytes) -> bytes:
    hashed = hashlib.blake2b(digest_size=8)
    for part in parts:
        hashed.update(part.encode(errors="replace") if isinstance(part, str) else part)
        hashed.update(b"\0")
    return hashed.digest()
