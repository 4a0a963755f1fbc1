"""Mutation: mechanical small changes of the model answers, each of which a grader must notice.

`mutate` makes the mutants of some functions; `run` judges those of one assignment. A mutant is

- caught, when a test of its exercise fails under each of several seeds;
- equivalent, when it is accepted and agrees with the model answer on a large sample of calls, a
  smaller one where calls may train models;
- free, when it is accepted and its line says so: `# mutants: free <why>` at the end of a line of
  the model answers declares that accepted changes of that line are right answers too;
- missed otherwise: a test is missing.

Model answers and graders are the course's own, so everything runs in this machine's processes
without a sandbox. Arguments and results still go through the wire, which is what a grader sees of
a submission; the sandbox itself is proved by the entries of the bank.
"""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import inspect
import io
import multiprocessing
import os
import re
import resource
import signal
import sys
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from types import CodeType, FrameType
from typing import Any

import libcst as cst
import msgspec
import numpy as np
from libcst.metadata import MetadataWrapper, PositionProvider
from msgspec import structs

from autograder.course.model import Assignment, CourseError
from autograder.grading.calls import Function, Observation, Recorded, StudentError
from autograder.grading.diagnosis import Replayed, alike, replay
from autograder.grading.in_process import call_as_in_worker, kind_of
from autograder.grading.returned_values import convert
from autograder.sandbox.inside import wire
from autograder.sandbox.inside.lowering import lower_models
from autograder.sandbox.launch import KERAS
from autograder.testing.collecting import Grader, Test, collect, generator
from autograder.training.protocols import read_protocols

#: A mutant is caught when it fails under each of these seeds, as a submission has only one.
GRADING_SEEDS = ("mutants", "mutants again")
#: CPU seconds that a test or a call may take; a mutant's loop may not end.
CPU_SECONDS = 5.0
#: Address space of a process, in bytes; a mutant's array may be huge.
MEMORY = 8 << 30
#: How many calls are made up, at most, out of those that the grader makes.
VARIATIONS = 1500
#: Where a call may train a model: fewer runs of the grader, and fewer made-up calls.
KERAS_SEEDS, KERAS_VARIATIONS = 2, 20
_FREE = re.compile(r"#\s*mutants:\s*free\b[ \t]*(?P<why>.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Mutant:
    """A model answer with one small change."""

    exercise: str
    line: int  # where the change stands in the file of the model answers
    description: str  # such as "line 12: a - b becomes a + b"
    source: str  # the whole definition of the function, changed


@dataclass
class ExerciseMutants:
    """What became of the mutants of one exercise."""

    exercise: str
    caught: list[Mutant] = field(default_factory=list)
    missed: list[Mutant] = field(default_factory=list)
    equivalent: list[Mutant] = field(default_factory=list)
    free: list[Mutant] = field(default_factory=list)
    skipped: list[Mutant] = field(default_factory=list)  # not judged: ...
    why_skipped: str = ""  # ... and why not
    evidence: list[str] = field(default_factory=list)  # for each missed one, where it differs

    def format(self, *, verbose: bool = False) -> str:
        """What the terminal shows: the counts, the missed ones, all but the caught if verbose."""
        counts = f"{len(self.caught)} caught, {len(self.missed)} missed"
        counts += f", {len(self.equivalent)} equivalent"
        counts += f", {len(self.free)} free" if self.free else ""
        counts += f", {len(self.skipped)} skipped {self.why_skipped}" if self.skipped else ""
        lines = [f"  {self.exercise}: {counts}"]
        for mutant, evidence in zip(self.missed, self.evidence, strict=True):
            lines += [f"    MISSED {mutant.description}", f"      {evidence}"]
        if verbose:
            lines += [f"    equivalent: {mutant.description}" for mutant in self.equivalent]
            lines += [f"    free: {mutant.description}" for mutant in self.free]
        return "\n".join(lines)


@dataclass
class MutationResult:
    """What mutating the model answers of one assignment came to."""

    assignment: str
    exercises: list[ExerciseMutants]
    seconds: float = 0.0

    @property
    def missed(self) -> list[Mutant]:
        """The missed mutants of all exercises."""
        return [mutant for part in self.exercises for mutant in part.missed]

    @property
    def summary(self) -> str:
        """The counts of all exercises together, in one line."""
        kinds = ("caught", "missed", "equivalent", "free", "skipped")
        counts = {kind: sum(len(getattr(part, kind)) for part in self.exercises) for kind in kinds}
        shown = [f"{counts[kind]} {kind}" for kind in kinds if counts[kind] or kind in kinds[:3]]
        return f"{self.assignment}: {', '.join(shown)} mutants ({self.seconds:.0f} s)"


def run(
    assignment: Assignment,
    *,
    seeds: int = 20,
    workers: int = 1,
    tell: Callable[[ExerciseMutants], None] | None = None,
) -> MutationResult:
    """Make and judge the mutants of an assignment's model answers.

    `seeds` is how many runs of the grader give the calls on which an accepted mutant is compared
    with the model answer; `workers` processes judge an exercise each, and `tell` hears of each
    exercise as it is finished, in the notebook's order.
    """
    begun = time.monotonic()
    source = assignment.model_answers.read_text(encoding="utf-8")
    names = [exercise.name for exercise in assignment.exercises]
    _free_lines(source, str(assignment.model_answers))
    by_exercise: defaultdict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutate(source, names):
        by_exercise[mutant.exercise].append(mutant)
    grader = collect([assignment])[assignment.name]
    bench = _Bench(grader, source, dict(by_exercise), seeds)
    judged: list[ExerciseMutants] = []
    # Forked: tests are closures, which do not cross otherwise. A broken process ends the whole.
    with ProcessPoolExecutor(
        max_workers=workers,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_begin,
        initargs=(bench,),
    ) as pool:
        for part in pool.map(_judge, names):
            judged.append(part)
            if tell is not None:
                tell(part)
    return MutationResult(assignment.name, judged, round(time.monotonic() - begun, 1))


def add_to_json(verifications: bytes, results: Sequence[MutationResult]) -> bytes:
    """The JSON of several verifications with each assignment's mutants added to its own."""
    plain = msgspec.json.decode(verifications)
    found = {result.assignment: msgspec.to_builtins(result) for result in results}
    merged = [{**one, "mutants": found.get(one["assignment"])} for one in plain]
    return msgspec.json.format(msgspec.json.encode(merged), indent=2) + b"\n"


# --- making mutants ------------------------------------------------------------------------------


def mutate(source: str, functions: Collection[str]) -> list[Mutant]:
    """Every mutant of the functions named, each once, in the order of the source's lines.

    None compiles to the same bytecode as the function that it was made of, or as another mutant.
    """
    wrapper = MetadataWrapper(cst.parse_module(source))
    module = wrapper.module
    positions = wrapper.resolve(PositionProvider)
    words = _Words(frozenset(functions), _constants(source))
    mutants: list[Mutant] = []
    for statement in module.body:
        if not isinstance(statement, cst.FunctionDef) or statement.name.value not in functions:
            continue
        definition = statement.with_changes(leading_lines=())
        seen = {_fingerprint(module.code_for_node(definition))}
        made: list[Mutant] = []
        for node, above in _walk(definition, ()):
            for change in _changes(node, above, words):
                text = module.code_for_node(_replaced(definition, node, change.new))
                fingerprint = _fingerprint(text)
                if fingerprint in seen:
                    continue
                seen.add(fingerprint)
                line = positions[change.anchor or node].start.line
                shown = _describe(module, node, change.new, above)
                changed = ast.unparse(ast.parse(text))
                made.append(Mutant(definition.name.value, line, f"line {line}: {shown}", changed))
        mutants += _numbered(sorted(made, key=lambda mutant: mutant.line))
    return mutants


@dataclass(frozen=True)
class _Words:
    """Names with a meaning in the model answers: exercises, and constants of the file."""

    exercises: frozenset[str]
    constants: frozenset[str]


@dataclass(frozen=True)
class _Change:
    """What to put in a node's place."""

    new: cst.CSTNode
    anchor: cst.CSTNode | None = None  # whose line is named, if not the node's own


def _constants(source: str) -> frozenset[str]:
    """The names of numbers defined beside the functions."""
    return frozenset(
        target.id
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, (int, float))
        for target in node.targets
        if isinstance(target, ast.Name)
    )


def _walk(
    node: cst.CSTNode, above: tuple[cst.CSTNode, ...]
) -> Iterator[tuple[cst.CSTNode, tuple[cst.CSTNode, ...]]]:
    """The nodes that may be changed, each with those that it stands in, outermost first."""
    if isinstance(node, (cst.Annotation, cst.Decorator)):
        return
    if isinstance(node, cst.Expr) and isinstance(
        node.value, (cst.SimpleString, cst.ConcatenatedString)
    ):
        return  # a docstring
    yield node, above
    for child in node.children:
        yield from _walk(child, (*above, node))


def _replaced(root: cst.CSTNode, old: cst.CSTNode, new: cst.CSTNode) -> cst.CSTNode:
    result = root.deep_replace(old, new)
    assert isinstance(result, cst.CSTNode)
    return result


def _fingerprint(text: str) -> object:
    """What a definition compiles to, lines and columns aside."""

    def parts(code: CodeType) -> object:
        constants = tuple(
            parts(constant)
            if isinstance(constant, CodeType)
            else (type(constant).__name__, repr(constant))
            for constant in code.co_consts
        )
        names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
        return (code.co_code, constants, names, code.co_exceptiontable)

    return parts(compile(text, "<mutant>", "exec", dont_inherit=True))


def _numbered(mutants: Sequence[Mutant]) -> Iterator[Mutant]:
    """The mutants with descriptions that differ."""
    total = Counter(mutant.description for mutant in mutants)
    seen: Counter[str] = Counter()
    for mutant in mutants:
        seen[mutant.description] += 1
        number = f" ({seen[mutant.description]} of {total[mutant.description]} like it)"
        several = total[mutant.description] > 1
        yield replace(mutant, description=mutant.description + number) if several else mutant


_SMALL = (cst.BaseNumber, cst.Name, cst.SimpleString, cst.Slice)
_LARGE = (cst.BaseExpression, cst.Param, cst.BaseSmallStatement)


def _describe(
    module: cst.Module, old: cst.CSTNode, new: cst.CSTNode, above: Sequence[cst.CSTNode]
) -> str:
    """Say what became of what; a small part is shown within the expression that it stands in."""
    negative = isinstance(old, cst.UnaryOperation) and isinstance(old.expression, cst.BaseNumber)
    if isinstance(old, _SMALL) or negative:
        for outer in reversed(above):
            named = isinstance(outer, cst.Arg) and outer.keyword is not None
            if named or (isinstance(outer, _LARGE) and not isinstance(outer, cst.UnaryOperation)):
                old, new = outer, _replaced(outer, old, new)
                break
    return f"{_show(module, old)} becomes {_show(module, new)}"


def _show(module: cst.Module, node: cst.CSTNode) -> str:
    if isinstance(node, cst.Pass):
        return "nothing"
    if isinstance(node, (cst.If, cst.CompIf, cst.While)):
        return f"{'while' if isinstance(node, cst.While) else 'if'} {_show(module, node.test)}"
    text = " ".join(module.code_for_node(node).split()).rstrip(",;")
    if isinstance(node, cst.BaseExpression):
        text = ast.unparse(ast.parse(text, mode="eval"))  # without superfluous brackets
    return text if len(text) <= 80 else f"{text[:79]}…"


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
#: NumPy's functions that make something of no array, or only convert: nothing is left without.
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


def _changes(node: cst.CSTNode, above: Sequence[cst.CSTNode], words: _Words) -> Iterator[_Change]:
    """All changes of one node."""
    parent = above[-1] if above else None
    yield from _of_statement(node)
    yield from _of_operation(node)
    yield from _of_constant(node, parent, words)
    match node:
        case cst.Arg() if _keyword(node) == "axis":
            for axis in _other_axes(node.value):
                yield _Change(node.with_changes(value=cst.parse_expression(axis)))
        case cst.Call():
            for expression in _call(node, words):
                yield _Change(_bracketed(expression))
        case cst.Attribute(value=value, attr=cst.Name(value="T")):
            yield _Change(_bracketed(value))
        case cst.Attribute(value=value, attr=cst.Name(value="size")):
            yield _Change(cst.Call(cst.Name("len"), [cst.Arg(value)]))
        case cst.Slice():
            for part in ("lower", "upper", "step"):
                if getattr(node, part) is not None:
                    default = cst.MaybeSentinel.DEFAULT
                    yield _Change(node.with_changes(**{part: None}, second_colon=default))
        case cst.Subscript(slice=[one, two]):
            first, second = one.with_changes(slice=two.slice), two.with_changes(slice=one.slice)
            yield _Change(node.with_changes(slice=[first, second]))


def _of_statement(node: cst.CSTNode) -> Iterator[_Change]:
    """Other conditions and returned values, statements left out."""
    match node:
        case cst.IfExp():
            yield from (_Change(_bracketed(part)) for part in (node.body, node.orelse))
            yield from _condition(node, _negated(node.test))
        case cst.If() | cst.CompIf():
            for test in (_negated(node.test), _bracketed_name("True"), _bracketed_name("False")):
                yield from _condition(node, test)
        case cst.While():
            yield from _condition(node, _negated(node.test))
        case cst.Return(value=value) if value is not None:
            for expression in _returned(value):
                yield _Change(node.with_changes(value=expression))
        case cst.AugAssign():
            for in_place in _IN_PLACE.get(type(node.operator), ()):
                yield _Change(node.with_changes(operator=in_place()))
            yield _Change(cst.Assign([cst.AssignTarget(node.target)], node.value))
            yield _Change(cst.Pass())
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Subscript())]):
            yield _Change(cst.Pass())
        case cst.Expr(value=cst.Call()):
            yield _Change(cst.Pass())


def _of_operation(node: cst.CSTNode) -> Iterator[_Change]:
    """Other operators, and one operand alone."""
    match node:
        case cst.BinaryOperation():
            for expression in _binary(node):
                yield _Change(_bracketed(expression), node.operator)
        case cst.Comparison():
            for target in node.comparisons:
                for kind in _COMPARISONS.get(type(target.operator), ()):
                    changed = target.with_changes(operator=kind())
                    yield _Change(_replaced(node, target, changed), target)
        case cst.BooleanOperation():
            other = cst.Or() if isinstance(node.operator, cst.And) else cst.And()
            for expression in (node.with_changes(operator=other), node.left, node.right):
                yield _Change(_bracketed(expression), node.operator)
        case cst.UnaryOperation():
            yield _Change(_bracketed(node.expression))


def _of_constant(node: cst.CSTNode, parent: cst.CSTNode | None, words: _Words) -> Iterator[_Change]:
    """Other numbers, truth values and strings."""
    keyword = _keyword(parent) if isinstance(parent, cst.Arg) else None
    if keyword in {"axis", "keepdims", *_UNTOUCHED_KEYWORDS}:
        return
    match node:
        case cst.Integer() | cst.Float():
            for number in _other_numbers(node.evaluated_value):
                new = cst.parse_expression(repr(number))
                alone = isinstance(parent, (cst.Arg, cst.Param, cst.Slice, cst.Index))
                yield _Change(new if alone else _bracketed(new))
        case cst.Name(value="True" | "False"):
            yield _Change(cst.Name("False" if node.value == "True" else "True"))
        case cst.Name() if node.value in words.constants and not isinstance(parent, cst.Attribute):
            for text in ("0", f"2 * {node.value}", f"-{node.value}", f"1 + {node.value}"):
                yield _Change(_bracketed(cst.parse_expression(text)))
        case cst.SimpleString():
            yield _Change(cst.SimpleString('""'))
        case cst.Attribute(value=cst.Name(value="np"), attr=cst.Name(value="inf")):
            yield _Change(_bracketed(cst.parse_expression("-np.inf")))


def _condition(
    node: cst.If | cst.IfExp | cst.CompIf | cst.While, test: cst.BaseExpression
) -> Iterator[_Change]:
    """Another condition; a comparison is negated where comparisons are changed."""
    if isinstance(node.test, cst.Comparison) and isinstance(test, cst.UnaryOperation):
        return
    yield _Change(node.with_changes(test=test), node.test)


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


def _call(node: cst.Call, words: _Words) -> Iterator[cst.BaseExpression]:
    """Other functions, other arguments, or the first argument in place of the call."""
    name, kind = _callee(node.func)
    plain = [arg for arg in node.args if arg.keyword is None and not arg.star]
    if kind == "builtin" and name in _BUILTINS:
        yield node.with_changes(func=cst.Name(_BUILTINS[name]))
    if isinstance(node.func, cst.Attribute):
        for other in _ATTRIBUTES.get(name, ()):
            yield node.with_changes(func=node.func.with_changes(attr=cst.Name(other)))
    if name == "where" and len(plain) == 3:
        yield _swap(node, 1, 2)
        yield from (plain[1].value, plain[2].value)
    elif len(plain) >= 2 and name not in _SYMMETRIC:
        yield _swap(node, 0, 1)
    if name == "clip":
        for bound in plain[-2:] if len(plain) > (kind == "numpy") else ():
            yield _replaced_call(node, bound, bound.with_changes(value=cst.Name("None")))
    if name == "range" and len(plain) == 1:
        stop = plain[0].value
        yield node.with_changes(args=[cst.Arg(cst.Integer("1")), cst.Arg(stop)])
        less = cst.BinaryOperation(_bracketed(stop), cst.Subtract(), cst.Integer("1"))
        yield node.with_changes(args=[cst.Arg(less)])
    for arg in node.args:
        if arg.keyword is not None and _keyword(arg) not in {*_UNTOUCHED_KEYWORDS, "axis"}:
            yield _without(node, arg)
    unwrapped = (kind == "numpy" and name not in _MAKERS) or (
        kind == "builtin" and name in _WRAPPERS | _PAIRS | words.exercises
    )
    values = [arg.value for arg in plain if not isinstance(arg.value, cst.GeneratorExp)]
    if unwrapped and values:
        yield values[0]
        if name in _PAIRS and len(values) == 2:
            yield values[1]
    if kind == "method" and name in _METHODS and isinstance(node.func, cst.Attribute):
        yield node.func.value


def _callee(function: cst.BaseExpression) -> tuple[str, str]:
    """A called function's name, and whether it is NumPy's, a method, or neither."""
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
    one, two = args[first], args[second]
    args[first], args[second] = one.with_changes(value=two.value), two.with_changes(value=one.value)
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
        for item in value.elements:
            for negative in _returned(item.value):
                changed = item.with_changes(value=negative)
                yield value.with_changes(
                    elements=[changed if one is item else one for one in value.elements]
                )
        if len(value.elements) > 1:
            one, two, *rest = value.elements
            swapped = [one.with_changes(value=two.value), two.with_changes(value=one.value), *rest]
            yield value.with_changes(elements=swapped)
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


def _negated(test: cst.BaseExpression) -> cst.BaseExpression:
    return _bracketed(cst.UnaryOperation(cst.Not(), _bracketed(test)))


def _other_numbers(value: complex) -> Iterator[int | float]:
    """Numbers that a number could be mistaken for: one more, none, of the other sign, twice."""
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
    """The expression, which keeps together wherever it is put."""
    if isinstance(expression, _COMPOSITE) and not expression.lpar:
        return expression.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return expression


# --- judging them --------------------------------------------------------------------------------


class _TooSlowError(BaseException):
    """The CPU time is up; no `except Exception` of a mutant or a test holds it back."""


@dataclass(frozen=True)
class _Bench:
    """What judging the mutants of an assignment needs; processes inherit it."""

    grader: Grader
    source: str  # the model answers
    mutants: dict[str, list[Mutant]]
    seeds: int

    def judge(self, exercise: str) -> ExerciseMutants:
        """Sort the mutants of one exercise."""
        result = ExerciseMutants(exercise)
        mutants = self.mutants.get(exercise, [])
        if self.grader.assignment.exercise(exercise).keras:
            if importlib.util.find_spec("keras") is None:
                result.skipped, result.why_skipped = mutants, "without Keras"
                return result
            if self._is_trained(exercise):
                # Training tells them apart by a bar; the bank's entries prove that.
                result.skipped, result.why_skipped = mutants, "since the grader trains the answer"
                return result
            with _silence():
                importlib.import_module("keras")  # before the clock runs
        self._refuse_wrong_model(exercise)
        free = _free_lines(self.source, str(self.grader.assignment.model_answers))
        sample: _Sample | None = None
        for mutant in mutants:
            verdicts = [self._failed(mutant, seed) for seed in GRADING_SEEDS]
            if all(verdicts):
                result.caught.append(mutant)
                continue
            sample = sample or self._sample(exercise)
            evidence = sample.difference(self._module(mutant)[exercise])
            if any(verdicts):
                evidence = f"caught under some seeds only; {evidence or 'a test is not repeatable'}"
            if evidence is None:
                result.equivalent.append(mutant)
            elif mutant.line in free:
                result.free.append(mutant)
            else:
                result.missed.append(mutant)
                result.evidence.append(evidence)
        return result

    def _module(self, mutant: Mutant | None = None) -> dict[str, Any]:
        """The model answers, freshly executed, with a mutant in the place of one."""
        module: dict[str, Any] = {"__name__": "mutants"}
        exec(compile(self.source, "<model answers>", "exec", dont_inherit=True), module)
        if mutant is not None:
            exec(compile(mutant.source, "<mutant>", "exec", dont_inherit=True), module)
        return module

    def _is_trained(self, exercise: str) -> bool:
        assignment = self.grader.assignment
        return (f"{assignment.name}/{exercise}", "quick") in read_protocols(assignment.root)

    def _failed(self, mutant: Mutant, seed: str) -> bool:
        student = _InProcess(self._module(mutant))
        tests = self.grader.tests[mutant.exercise]
        return any(_failure(test, student, seed) is not None for test in tests)

    def _refuse_wrong_model(self, exercise: str) -> None:
        """A model answer that fails a test would make every mutant look caught."""
        for seed in GRADING_SEEDS:
            student = _InProcess(self._module())
            for test in self.grader.tests[exercise]:
                failure = _failure(test, student, seed)
                if failure is not None:
                    raise CourseError(
                        f"{self.grader.assignment.model_answers}: {exercise}: the model answer "
                        f"fails {test.name} ({failure}); its mutants cannot be judged."
                    )

    def _sample(self, exercise: str) -> _Sample:
        """The calls that the exercise's tests make under many seeds, until none is new."""
        module = self._module()
        keras = self.grader.assignment.exercise(exercise).keras
        calls: dict[tuple[bytes, bool], Recorded] = {}
        for number in range(min(self.seeds, KERAS_SEEDS) if keras else self.seeds):
            before = len(calls)
            student = _InProcess(module)
            for test in self.grader.tests[exercise]:
                _failure(test, student, f"sample {number}")
            for call in student.recorded:
                if call.function == exercise:
                    calls.setdefault((call.arguments, call.frozen), call)
            if len(calls) == before:
                break
        variations = KERAS_VARIATIONS if keras else VARIATIONS
        return _Sample(module[exercise], list(calls.values()), variations)


_bench: _Bench | None = None


def _begin(bench: _Bench) -> None:
    """Make a process ready: what it judges, and its limits."""
    global _bench  # noqa: PLW0603 - how a process of a pool comes by what it inherits
    _bench = bench
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    signal.signal(signal.SIGPROF, _stop)
    if not any(exercise.keras for exercise in bench.grader.assignment.exercises):
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, most))


def _judge(exercise: str) -> ExerciseMutants:
    assert _bench is not None
    return _bench.judge(exercise)


def _stop(number: int, frame: FrameType | None) -> None:
    raise _TooSlowError


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """Stop what takes too much CPU time, again and again should it go on."""
    patience = KERAS.patience if "keras" in sys.modules else 1.0
    signal.setitimer(signal.ITIMER_PROF, patience * CPU_SECONDS, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Keep TensorFlow, which writes past Python, from writing on the terminal."""
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)


def _failure(test: Test, student: _InProcess, seed: str) -> str | None:
    """Why a test fails; None when it passes."""
    fixtures: dict[str, object] = {"student": student}
    if "rng" in test.takes:
        fixtures["rng"] = generator(seed, test)
    try:
        with _limited():
            test.run(**fixtures)
    except _TooSlowError:
        return "too slow"
    except Exception as error:  # whatever it is, the test has not passed
        return f"{type(error).__name__}: {error}"
    return None


def _free_lines(source: str, path: str) -> frozenset[int]:
    """The lines whose accepted changes are right answers too, by their comments."""
    lines: set[int] = set()
    for number, line in enumerate(source.split("\n"), start=1):
        if match := _FREE.search(line):
            if not match["why"].strip():
                raise CourseError(f"{path}:{number}: say why, as in `# mutants: free <why>`")
            lines.add(number)
    return frozenset(lines)


# --- the student's place -------------------------------------------------------------------------


class _InProcess:
    """Stands in for `Student`: calls functions of this process, by way of the wire."""

    def __init__(self, module: dict[str, Any]) -> None:
        self._module = module
        self.recorded: list[Recorded] = []

    def __getattr__(self, name: str) -> Function:
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(self, name)

    def call(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], *, frozen: bool
    ) -> Observation:
        """Call a function as a worker would; raise StudentError when it raises."""
        passed: list[Callable[..., Any]] = []
        arguments = wire.pack_arguments(
            lower_models(args), {key: lower_models(one) for key, one in kwargs.items()}, passed
        )
        call = Recorded(name, arguments, passed, frozen, None, None)
        self.recorded.append(call)
        printed = io.StringIO()
        with warnings.catch_warnings(record=True) as seen, contextlib.redirect_stdout(printed):
            warnings.simplefilter("always")
            called = call_as_in_worker(self._module[name], call)
        if called.value is None:
            error = called.error
            raise StudentError(f"It raised {error!r}", kind=kind_of(called) or "") from error
        return Observation(
            convert(wire.unpack(called.value)),
            called.changed,
            sorted({warning.category.__name__ for warning in seen}),
            bool(printed.getvalue()),
            convert(wire.unpack(called.models)) if called.models else (),
        )

    def call_each(self, name: str, calls: Sequence[tuple[Any, ...]]) -> Iterator[Observation]:
        """Call it once with each of some arguments."""
        return (self.call(name, args, {}, frozen=False) for args in calls)


# --- the sample ----------------------------------------------------------------------------------


def _replay(function: Callable[..., Any], call: Recorded) -> Replayed:
    """Replay a call; what is random in Keras comes out the same each time."""
    if "keras" in sys.modules:
        sys.modules["keras"].utils.set_random_seed(0)
    return replay(function, call)


def _trained_alike(one: Any, other: Any) -> bool:
    """Whether trainings from one seed came to the same: weights of models, figures of epochs."""
    if isinstance(one, (list, tuple)):
        return all(map(_trained_alike, one, other))
    if isinstance(one, wire.Model):
        return all(map(_close, one.weights, other.weights))
    if isinstance(one, wire.History):
        return all(_close(one[key], other[key]) for key in one)
    return True


def _close(one: Any, other: Any) -> bool:
    """Whether figures of single precision are the same after many steps."""
    try:
        return bool(np.allclose(one, other, rtol=1e-3, atol=1e-4, equal_nan=True))
    except (TypeError, ValueError):  # of other shapes, or no numbers
        return False


@dataclass(frozen=True)
class _Compared:
    """A call on which mutants are compared with the model answer."""

    call: Recorded
    origin: str  # how it came about


class _Sample:
    """Calls of one model answer and what it gives for them: the grader's own, and made-up ones.

    A made-up call is a recorded one with its rows in another order, some of its rows more than
    once, only the first of its rows, rows between two of its own, or a number out of another
    recorded call. It counts where it has the properties that all recorded calls have and the model
    answer gives finite values. What no recorded call comes near is not in the sample: so the
    equivalent mutants are listed, for people to read.
    """

    def __init__(
        self, model: Callable[..., Any], recorded: Sequence[Recorded], variations: int
    ) -> None:
        self._model = model
        self._signature = inspect.signature(model)
        self._bound = [self._bind(call) for call in recorded]
        self._properties = _shared_properties([bound.arguments for bound in self._bound])
        self._calls: list[_Compared] = []
        for call in recorded:
            self._add(call, "a call of the grader's own", finite=False)
        rng = np.random.default_rng(0)
        for bound in self._bound:
            wide = {name: _wide(value) for name, value in bound.arguments.items()}
            if any(wide[name] is not value for name, value in bound.arguments.items()):
                self._add_varied(wide, "in double precision")
        for _ in range(min(variations, 10 * len(self._bound))):
            bound = self._bound[int(rng.integers(len(self._bound)))]
            self._add_varied(*_varied(bound.arguments, self._bound, rng))

    def difference(self, function: Callable[..., Any]) -> str | None:
        """Where a mutant differs from the model answer, for staff; None if it is the same."""
        for one in self._calls:
            try:
                with _limited():
                    answer = _replay(function, one.call)
            except _TooSlowError:
                answer = Replayed(None, "too slow")
            if not self._agree(one.call, answer):
                gives = _outcome(answer.value, answer.error)
                right = _outcome(one.call.value, one.call.error)
                return f"on {one.origin} it gives {gives}, not {right}: {self._show(one.call)}"
        return None

    def _add(self, call: Recorded, origin: str, *, finite: bool) -> bool:
        """Take a call into the sample, unless the model answer does not answer it repeatably."""
        try:
            with _limited():
                first = _replay(self._model, call)
                again = _replay(self._model, call)
        except _TooSlowError:
            return False
        answered = structs.replace(call, value=first.value, error=first.error, models=first.models)
        if finite and (first.value is None or not _is_finite(wire.unpack(first.value))):
            return False
        if not self._agree(answered, again):
            return False
        self._calls.append(_Compared(answered, origin))
        return True

    def _add_varied(self, arguments: dict[str, Any], origin: str) -> None:
        if not all(holds(arguments) for holds in self._properties):
            return
        made = inspect.BoundArguments(self._signature, arguments)
        functions: list[Callable[..., Any]] = []
        try:
            packed = wire.pack_arguments(made.args, made.kwargs, functions)
        except (TypeError, ValueError):  # rows of another kind than they were
            return
        # Arrays cannot be written to, so that a mutant that changes them differs.
        for frozen in (True, False):
            call = Recorded("", packed, functions, frozen, None, None)
            if self._add(call, f"a made-up call ({origin})", finite=True):
                return

    def _agree(self, call: Recorded, answer: Replayed) -> bool:
        """Whether an answer to a call is the one that the model answer gave."""
        if answer.error is not None or call.error is not None:
            return answer.error == call.error
        if answer.value is None or call.value is None:
            return False
        if answer.models != call.models:
            after, expected = wire.unpack(answer.models), wire.unpack(call.models)
            if not (alike(after, expected) and _trained_alike(after, expected)):
                return False
        if answer.value == call.value:
            return True
        one, other = wire.unpack(answer.value), wire.unpack(call.value)
        precision = _precision(self._bind(call).arguments)
        if alike(one, other):
            return not isinstance(one, wire.History) or _trained_alike(one, other)
        return bool(precision and _roughly(one, other, precision))

    def _bind(self, call: Recorded) -> inspect.BoundArguments:
        args, kwargs = wire.unpack_arguments(call.arguments, lambda number: call.functions[number])
        return self._signature.bind(*args, **kwargs)

    def _show(self, call: Recorded) -> str:
        shown = [f"{name}={_brief(value)}" for name, value in self._bind(call).arguments.items()]
        frozen = " (read-only)" if call.frozen else ""
        return f"{self._model.__name__}({', '.join(shown)}){frozen}"


def _outcome(value: bytes | None, error: str | None) -> str:
    return error or ("nothing" if value is None else _brief(wire.unpack(value)))


def _precision(arguments: dict[str, Any]) -> float:
    """How close two right answers are for sure, where an argument is narrower than a double.

    NumPy computes functions of bytes in float16.
    """
    sizes = [
        value.dtype.itemsize
        for value in arguments.values()
        if isinstance(value, np.ndarray) and value.dtype.kind in "iuf"
    ]
    return {1: 1e-2, 2: 1e-2, 4: 1e-4}.get(min(sizes, default=8), 0.0)


def _roughly(one: Any, other: Any, precision: float) -> bool:
    """Whether two values agree within the precision, relative to the largest entry."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(
            _roughly(*pair, precision) for pair in zip(one, other, strict=True)
        )
    first, second = _numeric(one), _numeric(other)
    if first is None or second is None or first.shape != second.shape:
        return False
    finite = np.abs(second[np.isfinite(second)])
    size = float(np.max(finite, initial=0.0))
    return np.allclose(first, second, rtol=precision, atol=precision * size, equal_nan=True)


def _wide(value: Any) -> Any:
    """Arrays of narrow numbers with wide ones; truth values are no numbers."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.dtype.itemsize < 8:
        return value.astype(np.float64 if value.dtype.kind == "f" else np.int64)
    return value


_MIXED = "rows mixed with others"


def _varied(
    arguments: dict[str, Any], others: Sequence[inspect.BoundArguments], rng: np.random.Generator
) -> tuple[dict[str, Any], str]:
    """A recorded call's arguments with one thing changed, and what that was."""
    rows = [name for name, value in arguments.items() if _has_rows(value)]
    numbers = [name for name, value in arguments.items() if _is_number(value)]
    if numbers and (not rows or rng.random() < 0.3):
        name = numbers[int(rng.integers(len(numbers)))]
        other = others[int(rng.integers(len(others)))].arguments.get(name)
        changed = {name: other} if _is_number(other) else {}
        return {**arguments, **changed}, f"{name} of another call"
    # Arrays of one length belong together: a label stays with its score.
    lengths = sorted({len(arguments[name]) for name in rows})
    if not lengths:
        return arguments, "read-only"
    kinds: dict[str, Callable[[int], np.ndarray[Any, Any]]] = {
        "rows in another order": rng.permutation,
        "rows drawn with replacement": lambda n: rng.integers(0, n, n),
        "rows drawn with replacement, in order": lambda n: np.sort(rng.integers(0, n, n)),
        "a few rows many times": lambda n: rng.choice(rng.integers(0, n, 2), n),
        "the first rows": lambda n: np.arange(int(rng.integers(1, n + 1))),
    }
    origin = [*kinds, _MIXED][int(rng.integers(len(kinds) + 1))]
    if origin == _MIXED:
        share, order = rng.random(), {length: rng.permutation(length) for length in lengths}
        mixed = {
            name: share * arguments[name]
            + (1 - share) * arguments[name][order[len(arguments[name])]]
            for name in rows
            if _is_continuous(arguments[name])
        }
        return {**arguments, **mixed}, origin
    index = {length: kinds[origin](length) for length in lengths}
    chosen = {name: _rows(arguments[name], index[len(arguments[name])]) for name in rows}
    return {**arguments, **chosen}, origin


def _is_continuous(value: Any) -> bool:
    """Whether numbers between those of an array make sense, as they do not between labels."""
    return (
        isinstance(value, np.ndarray)
        and value.dtype.kind == "f"
        and bool(np.any(value != np.round(value)))
    )


def _rows(value: Any, index: np.ndarray[Any, Any]) -> Any:
    return value[index] if isinstance(value, np.ndarray) else [value[i] for i in index]


def _has_rows(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim > 0 and len(value) > 1
    return isinstance(value, list) and len(value) > 1 and all(map(_is_number, value))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) or (
        isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind in "biuf"
    )


_Property = Callable[[dict[str, Any]], bool]


def _shared_properties(calls: Sequence[dict[str, Any]]) -> list[_Property]:
    """What holds for the arguments of every recorded call, and so may belong to the domain."""
    names = sorted({name for call in calls for name in call})
    one: dict[str, Callable[[np.ndarray[Any, Any]], bool]] = {
        "ascending": lambda a: a.ndim == 1 and bool(np.all(a[:-1] <= a[1:])),
        "strictly ascending": lambda a: a.ndim == 1 and bool(np.all(a[:-1] < a[1:])),
        "several values": lambda a: bool(np.any(a != a.flat[0])) if a.size else False,
        "a distribution": lambda a: bool(np.isclose(np.sum(a), 1.0)),
        "several rows": lambda a: a.ndim > 0 and len(a) > 1,
    }
    two: dict[str, Callable[[np.ndarray[Any, Any], np.ndarray[Any, Any]], bool]] = {
        "below": lambda a, b: bool(np.max(a) < np.min(b)),
        "at most": lambda a, b: bool(np.max(a) <= np.min(b)),
        "as many as": lambda a, b: a.ndim == 0 and b.ndim > 0 and int(a) == len(b),
        "the same": lambda a, b: a.shape == b.shape and bool(np.all(a == b)),
    }

    def of_one(name: str, test: Callable[[np.ndarray[Any, Any]], bool]) -> _Property:
        def holds(call: dict[str, Any]) -> bool:
            array = _numeric(call.get(name))
            return array is None or test(array)

        return holds

    def of_two(
        first: str,
        second: str,
        test: Callable[[np.ndarray[Any, Any], np.ndarray[Any, Any]], bool],
    ) -> _Property:
        def holds(call: dict[str, Any]) -> bool:
            a, b = _numeric(call.get(first)), _numeric(call.get(second))
            return a is None or b is None or test(a, b)

        return holds

    candidates = [of_one(name, test) for name in names for test in one.values()]
    candidates += [
        of_two(first, second, test)
        for first in names
        for second in names
        if first != second
        for test in two.values()
    ]
    return [holds for holds in candidates if all(holds(call) for call in calls)]


def _numeric(value: Any) -> np.ndarray[Any, Any] | None:
    """A number, an array or a list of numbers as an array that is not empty."""
    if not (_is_number(value) or isinstance(value, np.ndarray) or _has_rows(value)):
        return None
    array = np.asarray(value)
    return array if array.size and array.dtype.kind in "biuf" else None


def _is_finite(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(_is_finite, value))
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, (float, np.ndarray)):
        return bool(np.all(np.isfinite(value)))
    return not isinstance(value, wire.Foreign)


def _brief(value: Any) -> str:
    """An argument in a few characters."""
    if isinstance(value, np.ndarray) and value.ndim:
        text = np.array2string(value, precision=4, threshold=12, edgeitems=3, separator=", ")
        text = text if value.dtype in (np.float64, np.int64) else f"{value.dtype} {text}"
    else:
        text = getattr(value, "__name__", None) or str(value)
    text = " ".join(text.split())
    return text if len(text) <= 120 else f"{text[:119]}…"
