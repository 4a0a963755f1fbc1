"""Answers as students write them: entries of a bank without what makes them take any input."""

from __future__ import annotations

import ast

_CONVERSIONS = frozenset({"ravel", "asarray", "array", "atleast_1d", "asanyarray", "float64"})
_METHODS = frozenset({"ravel", "flatten", "astype"})


def stripped(source: str) -> str:
    """The source of a function without ravel, asarray, array, astype and dtype."""
    return ast.unparse(ast.fix_missing_locations(_Stripping().visit(ast.parse(source))))


class _Stripping(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        node.keywords = [keyword for keyword in node.keywords if keyword.arg != "dtype"]
        match node.func:
            case ast.Attribute(value=ast.Name(id="np"), attr=name) if name in _CONVERSIONS:
                # A list that is written out stays an array.
                kept = not node.args or isinstance(node.args[0], ast.List | ast.ListComp)
                return node if kept else node.args[0]
            case ast.Attribute(value=value, attr=name) if name in _METHODS:
                return value
        return node
