"""Making the mutants of model answers: each small change once, and described for people."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from types import CodeType

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from autograder.verification.mutants.operators import KnownNames, changes, replaced
from autograder.verification.mutants.result import Mutant


def mutate(source: str, functions: Collection[str]) -> list[Mutant]:
    """Every mutant of the functions named, each once, in the order of the source's lines.

    None compiles to the same bytecode as the function that it was made of, or as another mutant.
    """
    wrapper = MetadataWrapper(cst.parse_module(source))
    module = wrapper.module
    positions = wrapper.resolve(PositionProvider)
    names = KnownNames(frozenset(functions), _constants(source))
    mutants: list[Mutant] = []
    for statement in module.body:
        if not isinstance(statement, cst.FunctionDef) or statement.name.value not in functions:
            continue
        definition = statement.with_changes(leading_lines=())
        seen = {_fingerprint(module.code_for_node(definition))}
        made: list[Mutant] = []
        for node, ancestors in _walk(definition, ()):
            for change in changes(node, ancestors[-1] if ancestors else None, names):
                text = module.code_for_node(replaced(definition, node, change.new))
                fingerprint = _fingerprint(text)
                if fingerprint in seen:
                    continue
                seen.add(fingerprint)
                line = positions[change.anchor or node].start.line
                shown = _describe(module, node, change.new, ancestors)
                changed = ast.unparse(ast.parse(text))
                made.append(Mutant(definition.name.value, line, f"line {line}: {shown}", changed))
        mutants += _numbered(sorted(made, key=lambda mutant: mutant.line))
    return mutants


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


def _numbered(mutants: Sequence[Mutant]) -> Iterator[Mutant]:
    """The mutants with numbers added to equal descriptions."""
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
        text = ast.unparse(ast.parse(text, mode="eval"))  # without superfluous brackets
    return text if len(text) <= 80 else f"{text[:79]}…"
