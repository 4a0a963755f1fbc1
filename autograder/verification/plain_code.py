"""Whether code is plain: calculations with Python and NumPy, and nothing else.

An entry of a bank runs as the course's own, without a sandbox. What a student wrote may become one
only if everything in it is on a list of what is harmless; a person reads it besides. The code is
looked at as a syntax tree and never run.
"""

from __future__ import annotations

import ast
import math
import symtable
from collections.abc import Collection, Iterator

import numpy as np

_STATEMENTS = (
    ast.FunctionDef, ast.Return, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.For, ast.While,
    ast.If, ast.With, ast.Raise, ast.Try, ast.Assert, ast.Import, ast.ImportFrom, ast.Expr,
    ast.Pass, ast.Break, ast.Continue,
)  # fmt: skip
_EXPRESSIONS = (
    ast.BoolOp, ast.NamedExpr, ast.BinOp, ast.UnaryOp, ast.Lambda, ast.IfExp, ast.Dict, ast.Set,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Compare, ast.Call,
    ast.FormattedValue, ast.JoinedStr, ast.Constant, ast.Attribute, ast.Subscript, ast.Starred,
    ast.Name, ast.List, ast.Tuple, ast.Slice,
)  # fmt: skip
_PARTS = (
    ast.arguments, ast.arg, ast.keyword, ast.comprehension, ast.ExceptHandler, ast.withitem,
    ast.alias, ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop,
)  # fmt: skip
_PLAIN = (*_STATEMENTS, *_EXPRESSIONS, *_PARTS)

#: Python's own functions and exceptions that only calculate.
BUILTINS = frozenset(
    "abs all any bool complex dict divmod enumerate filter float frozenset int isinstance len list "
    "map max min pow print range reversed round set slice sorted str sum tuple zip "
    "ArithmeticError AssertionError Exception FloatingPointError IndexError KeyError "
    "NotImplementedError OverflowError RuntimeError TypeError ValueError ZeroDivisionError".split()
)
#: Functions of NumPy that read or write files, or change how it works for the whole process.
_FILES_AND_STATE = frozenset(
    "DataSource fromfile fromregex genfromtxt get_include info load loadtxt memmap save savetxt "
    "savez savez_compressed set_printoptions setbufsize seterr seterrcall show_config show_runtime "
    "test seed set_state get_state set_bit_generator get_bit_generator".split()
)
#: Methods that write files, format by attributes, or give away memory.
_METHODS = frozenset(
    "base bit_generator byteswap ctypes data dump dumps format format_map resize setfield setflags "
    "spawn tofile".split()
)


def _callable_names(module: object) -> frozenset[str]:
    return frozenset(
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and (callable(value) or isinstance(value, (int, float)))
        # Of a buffer of bytes, `np.ndarray` makes objects that lie anywhere in memory.
        and not (isinstance(value, type) and issubclass(value, np.ndarray))
    )


_NUMPY = _callable_names(np) - _FILES_AND_STATE | {"newaxis"}
#: What may be taken of each library, by its dotted name.
_LIBRARIES: dict[str, frozenset[str]] = {
    "numpy": _NUMPY | {"fft", "linalg", "random"},
    "numpy.fft": _callable_names(np.fft) - _FILES_AND_STATE,
    "numpy.linalg": _callable_names(np.linalg) - _FILES_AND_STATE,
    "numpy.random": _callable_names(np.random) - _FILES_AND_STATE,
    "math": _callable_names(math),
}
#: What may be taken of any other value.
_ATTRIBUTES = (
    frozenset(
        name
        for kind in (
            np.ndarray, np.float64, np.finfo, np.iinfo, np.random.Generator, np.random.RandomState,
            float, int, complex, str, list, tuple, dict, set,
        )
        for name in dir(kind)
    )
    - _METHODS
    - _FILES_AND_STATE
    | {"eigenvalues", "eigenvectors", "eps", "max", "min", "tiny", "U", "S", "Vh", "Q", "R"}
)  # fmt: skip


def objections(tree: ast.Module, known: Collection[str]) -> Iterator[str]:
    """What in the code is not plain, each as a clause with its line: `line 2 imports os`.

    `known` are the names that are there anyway. A name that the code binds in one place may be
    Python's own in another, so names are judged by scopes.
    """
    libraries = dict(_aliases(tree))
    for node in ast.walk(tree):
        reason = _objection(node, libraries)
        if reason is not None:
            yield f"line {getattr(node, 'lineno', 1)} {reason}"
    bound = {name for node in tree.body for name in names_bound_by(node)}
    try:
        names = global_names(tree)
    except SyntaxError as error:
        yield f"it is not valid: {error.msg}"
    else:
        yield from (f"it uses {name}" for name in sorted(names - BUILTINS - bound - set(known)))


def _objection(node: ast.AST, libraries: dict[str, str]) -> str | None:
    match node:
        case ast.Module():
            return None
        case ast.Import(names=names):
            unknown = [alias.name for alias in names if alias.name not in _LIBRARIES]
            return f"imports {unknown[0]}" if unknown else None
        case ast.ImportFrom():
            return _import_from(node)
        case ast.FunctionDef(decorator_list=[_, *_]):
            return "decorates a function"
        case ast.Attribute():
            return _attribute(node, libraries)
        case ast.Name(id=name) | ast.arg(arg=name) | ast.FunctionDef(name=name):
            return f"uses {name}" if name.startswith("__") else None
    if not isinstance(node, _PLAIN):
        return f"has a part that is not plain code ({type(node).__name__})"
    return None


def global_names(tree: ast.Module) -> set[str]:
    """The names that code takes from the module around it, or from Python itself.

    Raises SyntaxError or RecursionError for what is not a program.
    """
    table = symtable.symtable(ast.unparse(ast.fix_missing_locations(tree)), "<student>", "exec")
    names = {one.get_name() for one in table.get_symbols() if one.is_referenced()}
    waiting = list(table.get_children())
    while waiting:
        inner = waiting.pop()
        names |= {one.get_name() for one in inner.get_symbols() if one.is_global()}
        waiting += inner.get_children()
    return names


def names_bound_by(node: ast.stmt) -> list[str]:
    """The names that a statement binds in the module in which it stands."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return [alias.asname or alias.name.partition(".")[0] for alias in names]
        case ast.Assign():
            return [
                one.id
                for one in ast.walk(node)
                if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
            ]
    return []


def _import_from(node: ast.ImportFrom) -> str | None:
    allowed = _LIBRARIES.get(node.module or "") if node.level == 0 else None
    if allowed is None:
        return f"imports from {'.' * node.level}{node.module or ''}"
    for alias in node.names:
        if alias.name == "*":
            return f"imports everything from {node.module}"
        if alias.name not in allowed:
            return f"imports {alias.name} from {node.module}"
    return None


def _attribute(node: ast.Attribute, libraries: dict[str, str]) -> str | None:
    if node.attr.startswith("_"):
        return f"uses the attribute {node.attr}"
    if not isinstance(node.ctx, ast.Load) and node.attr != "shape":
        return f"changes the attribute {node.attr}"
    library = _library(node.value, libraries)
    allowed = _ATTRIBUTES if library is None else _LIBRARIES[library]
    if node.attr in allowed:
        return None
    return f"uses {library}.{node.attr}" if library else f"uses the attribute {node.attr}"


def _library(node: ast.expr, libraries: dict[str, str]) -> str | None:
    """The library that an expression stands for, such as `numpy.linalg`; None for a value."""
    if isinstance(node, ast.Name):
        return libraries.get(node.id)
    if isinstance(node, ast.Attribute):
        above = _library(node.value, libraries)
        if above is not None and f"{above}.{node.attr}" in _LIBRARIES:
            return f"{above}.{node.attr}"
    return None


def _aliases(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The names by which code knows libraries."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                whole = alias.name if alias.asname else alias.name.partition(".")[0]
                if whole in _LIBRARIES:
                    yield alias.asname or whole, whole
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if f"{node.module}.{alias.name}" in _LIBRARIES:
                    yield alias.asname or alias.name, f"{node.module}.{alias.name}"
