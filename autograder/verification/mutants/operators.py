"""The mechanical changes: what an operator, a call, a number or a statement is mistaken for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

_ADDITIVE = (cst.Add, cst.Multiply, cst.BitAnd, cst.BitOr)
_OPERATORS: dict[type[cst.BaseBinaryOp], tuple[type[cst.BaseBinaryOp], ...]] = {
    cst.Add: (cst.Subtract, cst.Multiply),
    cst.Subtract: (cst.Add,),
    cst.Multiply: (cst.Divide, cst.Add),
    cst.Divide: (cst.Multiply, cst.FloorDivide),
    cst.FloorDivide: (cst.Divide, cst.Modulo),
    cst.Modulo: (cst.FloorDivide, cst.Multiply),
    cst.Power: (cst.Multiply,),
    cst.MatrixMultiply: (cst.Multiply,),
    cst.BitAnd: (cst.BitOr,),
    cst.BitOr: (cst.BitAnd,),
}
_SWAPPED = (cst.Subtract, cst.Divide, cst.MatrixMultiply)
_IN_PLACE: dict[type[cst.BaseAugOp], tuple[type[cst.BaseAugOp], ...]] = {
    cst.AddAssign: (cst.SubtractAssign,),
    cst.SubtractAssign: (cst.AddAssign,),
    cst.MultiplyAssign: (cst.DivideAssign, cst.AddAssign),
    cst.DivideAssign: (cst.MultiplyAssign,),
    cst.FloorDivideAssign: (cst.DivideAssign,),
    cst.ModuloAssign: (cst.FloorDivideAssign,),
    cst.PowerAssign: (cst.MultiplyAssign,),
}
_COMPARISONS: dict[type[cst.BaseCompOp], tuple[type[cst.BaseCompOp], ...]] = {
    cst.LessThan: (cst.LessThanEqual, cst.GreaterThanEqual),
    cst.LessThanEqual: (cst.LessThan, cst.GreaterThan),
    cst.GreaterThan: (cst.GreaterThanEqual, cst.LessThanEqual),
    cst.GreaterThanEqual: (cst.GreaterThan, cst.LessThan),
    cst.Equal: (cst.NotEqual,),
    cst.NotEqual: (cst.Equal,),
    cst.Is: (cst.IsNot,),
    cst.IsNot: (cst.Is,),
    cst.In: (cst.NotIn,),
    cst.NotIn: (cst.In,),
}
#: What a function of NumPy's, or a method of arrays, is mistaken for.
_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "all": ("any",),
    "any": ("all",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "ceil": ("floor",),
    "cos": ("sin",),
    "cumprod": ("cumsum",),
    "cumsum": ("cumprod",),
    "exp": ("exp2", "expm1"),
    "expm1": ("exp",),
    "floor": ("ceil",),
    "hstack": ("vstack",),
    "log": ("log2", "log1p"),
    "log10": ("log",),
    "log1p": ("log",),
    "log2": ("log",),
    "logaddexp": ("maximum",),
    "logical_and": ("logical_or",),
    "logical_or": ("logical_and",),
    "max": ("min",),
    "maximum": ("minimum",),
    "mean": ("sum",),
    "median": ("mean",),
    "min": ("max",),
    "minimum": ("maximum",),
    "ones": ("zeros",),
    "ones_like": ("zeros_like",),
    "prod": ("sum",),
    "sin": ("cos",),
    "sqrt": ("square",),
    "square": ("sqrt",),
    "std": ("var",),
    "sum": ("mean",),
    "tanh": ("sin",),
    "tril": ("triu",),
    "triu": ("tril",),
    "var": ("std",),
    "vstack": ("hstack",),
    "zeros": ("ones",),
    "zeros_like": ("ones_like",),
}
_BUILTINS = {"all": "any", "any": "all", "max": "min", "min": "max", "sum": "max"}
#: NumPy's functions that make an array or only convert one: their argument cannot replace them.
_MAKERS = frozenset(
    "arange array asarray column_stack concatenate empty eye full full_like hstack identity "
    "linspace meshgrid ndindex ones ones_like stack vstack where zeros zeros_like".split()
)
#: Functions for which the order of the first two arguments is the same by definition.
_SYMMETRIC = frozenset("add logaddexp max maximum min minimum multiply".split())
_PAIRS = frozenset("logaddexp max maximum min minimum".split())
_WRAPPERS = frozenset("abs reversed round sorted".split())
_METHODS = frozenset("astype clip copy flatten ravel reshape round squeeze transpose".split())
#: Arguments that say how strict to be, not what to compute.
_UNTOUCHED_KEYWORDS = frozenset({"strict"})
_COMPOSITE = (
    cst.BinaryOperation,
    cst.BooleanOperation,
    cst.Comparison,
    cst.IfExp,
    cst.Lambda,
    cst.UnaryOperation,
)


@dataclass(frozen=True)
class KnownNames:
    """Names with a meaning in the model answers: exercises, and constants of the file."""

    exercises: frozenset[str]
    constants: frozenset[str]


@dataclass(frozen=True)
class Change:
    """What to put in place of a node."""

    new: cst.CSTNode
    anchor: cst.CSTNode | None = None  # the node whose line is named, if not the changed one


def replaced(root: cst.CSTNode, old: cst.CSTNode, new: cst.CSTNode) -> cst.CSTNode:
    """A tree with one of its nodes replaced."""
    result = root.deep_replace(old, new)
    assert isinstance(result, cst.CSTNode)
    return result


def changes(node: cst.CSTNode, parent: cst.CSTNode | None, names: KnownNames) -> Iterator[Change]:
    """All changes of one node."""
    yield from _of_statement(node)
    yield from _of_operation(node)
    yield from _of_constant(node, parent, names)
    match node:
        case cst.Arg() if _keyword(node) == "axis":
            for axis in _other_axes(node.value):
                yield Change(node.with_changes(value=cst.parse_expression(axis)))
        case cst.Call():
            for expression in _call(node, names):
                yield Change(_bracketed(expression))
        case cst.Attribute(value=value, attr=cst.Name(value="T")):
            yield Change(_bracketed(value))
        case cst.Attribute(value=value, attr=cst.Name(value="size")):
            yield Change(cst.Call(cst.Name("len"), [cst.Arg(value)]))
        case cst.Slice():
            for part in ("lower", "upper", "step"):
                if getattr(node, part) is not None:
                    default = cst.MaybeSentinel.DEFAULT
                    yield Change(node.with_changes(**{part: None}, second_colon=default))
        case cst.Subscript(slice=[first, second]):
            swapped = [
                first.with_changes(slice=second.slice),
                second.with_changes(slice=first.slice),
            ]
            yield Change(node.with_changes(slice=swapped))


def _of_statement(node: cst.CSTNode) -> Iterator[Change]:
    """Other conditions and returned values, statements left out."""
    match node:
        case cst.IfExp():
            yield from (Change(_bracketed(part)) for part in (node.body, node.orelse))
            yield from _condition(node, _negated(node.test))
        case cst.If() | cst.CompIf():
            for test in (_negated(node.test), _bracketed_name("True"), _bracketed_name("False")):
                yield from _condition(node, test)
        case cst.While():
            yield from _condition(node, _negated(node.test))
        case cst.Return(value=value) if value is not None:
            for expression in _returned(value):
                yield Change(node.with_changes(value=expression))
        case cst.AugAssign():
            for in_place in _IN_PLACE.get(type(node.operator), ()):
                yield Change(node.with_changes(operator=in_place()))
            yield Change(cst.Assign([cst.AssignTarget(node.target)], node.value))
            yield Change(cst.Pass())
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Subscript())]):
            yield Change(cst.Pass())
        case cst.Expr(value=cst.Call()):
            yield Change(cst.Pass())


def _of_operation(node: cst.CSTNode) -> Iterator[Change]:
    """Other operators, and one operand alone."""
    match node:
        case cst.BinaryOperation():
            for expression in _binary(node):
                yield Change(_bracketed(expression), node.operator)
        case cst.Comparison():
            for target in node.comparisons:
                for kind in _COMPARISONS.get(type(target.operator), ()):
                    changed = target.with_changes(operator=kind())
                    yield Change(replaced(node, target, changed), target)
        case cst.BooleanOperation():
            other = cst.Or() if isinstance(node.operator, cst.And) else cst.And()
            for expression in (node.with_changes(operator=other), node.left, node.right):
                yield Change(_bracketed(expression), node.operator)
        case cst.UnaryOperation():
            yield Change(_bracketed(node.expression))


def _of_constant(
    node: cst.CSTNode, parent: cst.CSTNode | None, names: KnownNames
) -> Iterator[Change]:
    """Other numbers, truth values and strings."""
    keyword = _keyword(parent) if isinstance(parent, cst.Arg) else None
    if keyword in {"axis", "keepdims", *_UNTOUCHED_KEYWORDS}:
        return
    match node:
        case cst.Integer() | cst.Float():
            for number in _other_numbers(node.evaluated_value):
                new = cst.parse_expression(repr(number))
                alone = isinstance(parent, (cst.Arg, cst.Param, cst.Slice, cst.Index))
                yield Change(new if alone else _bracketed(new))
        case cst.Name(value="True" | "False"):
            yield Change(cst.Name("False" if node.value == "True" else "True"))
        case cst.Name() if node.value in names.constants and not isinstance(parent, cst.Attribute):
            for text in ("0", f"2 * {node.value}", f"-{node.value}", f"1 + {node.value}"):
                yield Change(_bracketed(cst.parse_expression(text)))
        case cst.SimpleString():
            yield Change(cst.SimpleString('""'))
        case cst.Attribute(value=cst.Name(value="np"), attr=cst.Name(value="inf")):
            yield Change(_bracketed(cst.parse_expression("-np.inf")))


def _condition(
    node: cst.If | cst.IfExp | cst.CompIf | cst.While, test: cst.BaseExpression
) -> Iterator[Change]:
    """Another condition; a comparison is negated where comparisons are changed."""
    if isinstance(node.test, cst.Comparison) and isinstance(test, cst.UnaryOperation):
        return
    yield Change(node.with_changes(test=test), node.test)


def _binary(node: cst.BinaryOperation) -> Iterator[cst.BaseExpression]:
    kind = type(node.operator)
    left, right = _bracketed(node.left), _bracketed(node.right)
    for other in _OPERATORS.get(kind, ()):
        yield node.with_changes(operator=other(), left=left, right=right)
    yield node.left
    if kind in (*_ADDITIVE, cst.Subtract):
        yield node.right
    if kind in _SWAPPED:
        yield node.with_changes(left=right, right=left)


def _call(node: cst.Call, names: KnownNames) -> Iterator[cst.BaseExpression]:
    """Other functions, other arguments, or the first argument in place of the call."""
    yield from _other_functions(node)
    yield from _other_arguments(node)
    yield from _operands(node, names)


def _other_functions(node: cst.Call) -> Iterator[cst.BaseExpression]:
    name, kind = _callee(node.func)
    if kind == "builtin" and name in _BUILTINS:
        yield node.with_changes(func=cst.Name(_BUILTINS[name]))
    if isinstance(node.func, cst.Attribute):
        for other in _ATTRIBUTES.get(name, ()):
            yield node.with_changes(func=node.func.with_changes(attr=cst.Name(other)))


def _other_arguments(node: cst.Call) -> Iterator[cst.BaseExpression]:
    """Arguments swapped, changed or left out."""
    name, kind = _callee(node.func)
    positional = _positional(node)
    if name == "where" and len(positional) == 3:
        yield _swap(node, 1, 2)
        yield from (positional[1].value, positional[2].value)
    elif len(positional) >= 2 and name not in _SYMMETRIC:
        yield _swap(node, 0, 1)
    if name == "clip":
        for bound in positional[-2:] if len(positional) > (kind == "numpy") else ():
            yield _replaced_call(node, bound, bound.with_changes(value=cst.Name("None")))
    if name == "range" and len(positional) == 1:
        stop = positional[0].value
        yield node.with_changes(args=[cst.Arg(cst.Integer("1")), cst.Arg(stop)])
        less = cst.BinaryOperation(_bracketed(stop), cst.Subtract(), cst.Integer("1"))
        yield node.with_changes(args=[cst.Arg(less)])
    for arg in node.args:
        if arg.keyword is not None and _keyword(arg) not in {*_UNTOUCHED_KEYWORDS, "axis"}:
            yield _without(node, arg)


def _operands(node: cst.Call, names: KnownNames) -> Iterator[cst.BaseExpression]:
    """What the call is made on, in place of the call."""
    name, kind = _callee(node.func)
    unwrapped = (kind == "numpy" and name not in _MAKERS) or (
        kind == "builtin" and name in _WRAPPERS | _PAIRS | names.exercises
    )
    values = [arg.value for arg in _positional(node) if not isinstance(arg.value, cst.GeneratorExp)]
    if unwrapped and values:
        yield values[0]
        if name in _PAIRS and len(values) == 2:
            yield values[1]
    if kind == "method" and name in _METHODS and isinstance(node.func, cst.Attribute):
        yield node.func.value


def _positional(node: cst.Call) -> list[cst.Arg]:
    return [arg for arg in node.args if arg.keyword is None and not arg.star]


def _callee(function: cst.BaseExpression) -> tuple[str, str]:
    """A called function's name, and what it is: "numpy", "method", "builtin" or "other"."""
    if isinstance(function, cst.Name):
        return function.value, "builtin"
    if isinstance(function, cst.Attribute):
        root: cst.BaseExpression = function
        while isinstance(root, cst.Attribute):
            root = root.value
        numpy = isinstance(root, cst.Name) and root.value == "np"
        return function.attr.value, "numpy" if numpy else "method"
    return "", "other"


def _swap(node: cst.Call, first: int, second: int) -> cst.Call:
    args = list(node.args)
    args[first], args[second] = (
        args[first].with_changes(value=args[second].value),
        args[second].with_changes(value=args[first].value),
    )
    return node.with_changes(args=args)


def _replaced_call(node: cst.Call, old: cst.Arg, new: cst.Arg) -> cst.Call:
    return node.with_changes(args=[new if arg is old else arg for arg in node.args])


def _without(node: cst.Call, dropped: cst.Arg) -> cst.Call:
    args = [arg for arg in node.args if arg is not dropped]
    if args:
        args[-1] = args[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    return node.with_changes(args=args)


def _returned(value: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    """A returned value with the sign of a number turned, or with its first two items swapped."""
    if isinstance(value, cst.Tuple):
        yield from _returned_tuple(value)
        return
    numeric = (
        cst.Attribute,
        cst.BinaryOperation,
        cst.Call,
        cst.IfExp,
        cst.Name,
        cst.Subscript,
    )
    named = isinstance(value, cst.Name) and value.value in {"True", "False", "None"}
    if isinstance(value, numeric) and not named:
        yield cst.UnaryOperation(cst.Minus(), _bracketed(value))


def _returned_tuple(value: cst.Tuple) -> Iterator[cst.BaseExpression]:
    for index, element in enumerate(value.elements):
        for negative in _returned(element.value):
            elements = list(value.elements)
            elements[index] = element.with_changes(value=negative)
            yield value.with_changes(elements=elements)
    if len(value.elements) > 1:
        first, second, *others = value.elements
        swapped = [
            first.with_changes(value=second.value),
            second.with_changes(value=first.value),
            *others,
        ]
        yield value.with_changes(elements=swapped)


def _negated(test: cst.BaseExpression) -> cst.BaseExpression:
    return _bracketed(cst.UnaryOperation(cst.Not(), _bracketed(test)))


def _other_numbers(value: complex) -> Iterator[int | float]:
    """Numbers that a number could be mistaken for: one more, zero, the negative, the double."""
    if isinstance(value, (int, float)):
        yield from (value + 1, 0 * value, -value, 2 * value) if value else (value + 1, value - 1)


def _other_axes(value: cst.BaseExpression) -> Iterator[str]:
    shown = cst.Module([]).code_for_node(value)
    yield from (axis for axis in ("0", "1", "-1", "None") if axis != shown)


def _keyword(arg: cst.Arg) -> str | None:
    return arg.keyword.value if arg.keyword is not None else None


def _bracketed_name(name: str) -> cst.Name:
    return cst.Name(name, lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def _bracketed(expression: cst.BaseExpression) -> cst.BaseExpression:
    """The expression in brackets where it needs them to keep together wherever it is put."""
    if isinstance(expression, _COMPOSITE) and not expression.lpar:
        return expression.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return expression
