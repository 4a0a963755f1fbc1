"""Making the mutants of model answers: each small change once, and described for people."""

from __future__ import annotations

import ast
import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import CodeType

import libcst as cst
import numpy as np
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from autograder.verification.mutants.operators import KnownNames, changes, replaced
from autograder.verification.mutants.result import Mutant


def mutate(source: str, functions: Collection[str], exercises: Collection[str]) -> list[Mutant]:
    """Every mutant of the functions named, each once, in the order of the source's lines.

    None compiles to the same bytecode as the function that it was made of, or as another mutant.
    `exercises` are the names of exercises, which the functions may call.
    """
    definitions = _definitions(source, functions, exercises)
    return [made.mutant for one in definitions for made in one.mutants()]


def mutate_twice(
    source: str,
    function: str,
    exercises: Collection[str],
    chosen: Collection[Mutant],
    most: int,
    rng: np.random.Generator,
) -> list[Mutant]:
    """Mutants of one function with two changes at once, `most` of them, or all if there are fewer.

    The two are changes of different nodes, each that of a mutant among `chosen`, which `mutate`
    made of the same source. `rng` draws the pairs. No mutant compiles to the same bytecode as
    another one, or as the function with one change or none.
    """
    (definition,) = _definitions(source, (function,), exercises)
    made = [one for one in definition.mutants() if one.mutant in chosen]
    pairs = list(itertools.combinations(made, 2))
    twice: list[Mutant] = []
    for index in rng.permutation(len(pairs)):
        if len(twice) == most:
            break
        twice += definition.with_both(*pairs[int(index)])
    return twice


@dataclass(frozen=True)
class _Made:
    """A mutant, and the change that makes it."""

    mutant: Mutant
    old: cst.CSTNode
    new: cst.CSTNode


class _Definition:
    """A function whose mutants are made."""

    def __init__(
        self,
        module: cst.Module,
        statement: cst.FunctionDef,
        positions: Mapping[cst.CSTNode, CodeRange],
        names: KnownNames,
    ) -> None:
        self._module = module
        self._tree = statement.with_changes(leading_lines=())
        self._positions = positions
        self._names = names
        self._seen = {_fingerprint(module.code_for_node(self._tree))}

    def mutants(self) -> list[_Made]:
        """Every mutant with one change, in the order of the lines."""
        made: list[_Made] = []
        for node, ancestors in _walk(self._tree, ()):
            for change in changes(node, ancestors[-1] if ancestors else None, self._names):
                text = self._new_text(replaced(self._tree, node, change.new))
                if text is None:
                    continue
                line = self._positions[change.anchor or node].start.line
                shown = _describe(self._module, node, change.new, ancestors)
                name = self._tree.name.value
                mutant = Mutant(name, line, f"line {line}: {shown}", text)
                made.append(_Made(mutant, node, change.new))
        return _numbered(sorted(made, key=lambda one: one.mutant.line))

    def with_both(self, first: _Made, second: _Made) -> Iterator[Mutant]:
        """The mutant with two changes; nothing where one of them takes the other's node away."""
        if first.old is second.old:
            return
        if _holds(second.old, first.old):
            outer, inner = second, first
        else:
            outer, inner = first, second
        if _holds(outer.old, inner.old):
            both = {outer.old: replaced(outer.new, inner.old, inner.new)}
        else:
            both = {outer.old: outer.new, inner.old: inner.new}
        changed = self._tree.visit(_Replacing(both))
        assert isinstance(changed, cst.FunctionDef)
        text = self._new_text(changed)
        if text is not None:
            described = f"{first.mutant.description}; {second.mutant.description}"
            yield Mutant(self._tree.name.value, first.mutant.line, described, text)

    def _new_text(self, changed: cst.CSTNode) -> str | None:
        """The changed definition as text; None if it is not Python, or compiles to a known one."""
        text = self._module.code_for_node(changed)
        try:
            fingerprint = _fingerprint(text)
        except SyntaxError:  # 1.sum(), where a number took the place of an array
            return None
        if fingerprint in self._seen:
            return None
        self._seen.add(fingerprint)
        return ast.unparse(ast.parse(text))


class _Replacing(cst.CSTTransformer):
    """Puts other nodes in place of some, none of which holds another."""

    def __init__(self, new: Mapping[cst.CSTNode, cst.CSTNode]) -> None:
        super().__init__()
        self._new = new

    def on_visit(self, node: cst.CSTNode) -> bool:
        return node not in self._new

    def on_leave(self, original: cst.CSTNode, updated: cst.CSTNode) -> cst.CSTNode:  # type: ignore[override]
        return self._new.get(original, updated)


def _holds(outer: cst.CSTNode, inner: cst.CSTNode) -> bool:
    return any(child is inner or _holds(child, inner) for child in outer.children)


def _definitions(
    source: str, functions: Collection[str], exercises: Collection[str]
) -> Iterator[_Definition]:
    """The functions named, in the order of the source's lines."""
    wrapper = MetadataWrapper(cst.parse_module(source))
    positions = wrapper.resolve(PositionProvider)
    names = KnownNames(frozenset(exercises), _constants(source))
    for statement in wrapper.module.body:
        if isinstance(statement, cst.FunctionDef) and statement.name.value in functions:
            yield _Definition(wrapper.module, statement, positions, names)


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
    node: cst.CSTNode, ancestors: tuple[cst.CSTNode, ...]
) -> Iterator[tuple[cst.CSTNode, tuple[cst.CSTNode, ...]]]:
    """The nodes that may be changed, each with its ancestors, outermost first."""
    if isinstance(node, (cst.Annotation, cst.Decorator)):
        return
    if isinstance(node, cst.Expr) and isinstance(
        node.value, (cst.SimpleString, cst.ConcatenatedString)
    ):
        return  # a docstring
    yield node, ancestors
    for child in node.children:
        yield from _walk(child, (*ancestors, node))


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


def _numbered(made: Sequence[_Made]) -> list[_Made]:
    """The mutants with numbers added to equal descriptions."""
    total = Counter(one.mutant.description for one in made)
    seen: Counter[str] = Counter()
    numbered: list[_Made] = []
    for one in made:
        described = one.mutant.description
        seen[described] += 1
        if total[described] > 1:
            described += f" ({seen[described]} of {total[described]} like it)"
        numbered.append(replace(one, mutant=replace(one.mutant, description=described)))
    return numbered


_SMALL = (cst.BaseNumber, cst.Name, cst.SimpleString, cst.Slice)
_LARGE = (cst.BaseExpression, cst.Param, cst.BaseSmallStatement)


def _describe(
    module: cst.Module, old: cst.CSTNode, new: cst.CSTNode, ancestors: Sequence[cst.CSTNode]
) -> str:
    """Say what became of what; a small part is shown within the expression that holds it."""
    negative = isinstance(old, cst.UnaryOperation) and isinstance(old.expression, cst.BaseNumber)
    if isinstance(old, _SMALL) or negative:
        for outer in reversed(ancestors):
            named = isinstance(outer, cst.Arg) and outer.keyword is not None
            if named or (isinstance(outer, _LARGE) and not isinstance(outer, cst.UnaryOperation)):
                old, new = outer, replaced(outer, old, new)
                break
    return f"{_show(module, old)} becomes {_show(module, new)}"


def _show(module: cst.Module, node: cst.CSTNode) -> str:
    if isinstance(node, cst.Pass):
        return "nothing"
    if isinstance(node, (cst.If, cst.CompIf, cst.While)):
        return f"{'while' if isinstance(node, cst.While) else 'if'} {_show(module, node.test)}"
    text = " ".join(module.code_for_node(node).split()).rstrip(",;")
    if isinstance(node, cst.BaseExpression):
        # Without superfluous brackets; a generator alone in a call has none of its own.
        text = ast.unparse(ast.parse(f"({text})", mode="eval"))
    return text if len(text) <= 80 else f"{text[:79]}…"
