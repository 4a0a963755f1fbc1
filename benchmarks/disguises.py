"""Classes in which some copied, and answers rewritten to hide where they come from.

Each disguise takes the text of a function and gives another that calculates the same: its names
changed, operands swapped, loops written another way, or formatted anew. They are for measuring
`autograder similar`, and never run.
"""

from __future__ import annotations

import ast
import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import mannwhitneyu

from autograder.course.answers import functions_of
from autograder.course.bank import read_bank
from autograder.course.model import Assignment
from autograder.demo import source_of
from autograder.similarity.comparing import compare

_WORDS = (
    "first second left right total part piece value number item entry count step result answer "
    "helper data given wanted output current before after inner outer small large both other"
).split()
_COMMENTS = ("first of all", "now the rest", "this is the formula", "see the lecture", "done")
_Comprehension = ast.ListComp | ast.GeneratorExp


def renamed(text: str, chance: random.Random) -> str:
    """Give parameters and variables other names."""
    tree = ast.parse(text)
    own = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)} | {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    names = {name: f"{chance.choice(_WORDS)}_{number}" for number, name in enumerate(sorted(own))}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
        elif isinstance(node, ast.arg):
            node.arg = names[node.arg]
    return ast.unparse(tree)


def reordered(text: str, chance: random.Random) -> str:
    """Swap the operands of sums, products and comparisons, and shuffle named arguments."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mult)):
            node.left, node.right = node.right, node.left
        elif isinstance(node, ast.Compare) and len(node.ops) == 1:
            mirrored = _MIRRORED.get(type(node.ops[0]))
            if mirrored is not None:
                node.ops = [mirrored()]
                node.left, node.comparators = node.comparators[0], [node.left]
        elif isinstance(node, ast.Call):
            chance.shuffle(node.keywords)
    return ast.unparse(tree)


_MIRRORED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt,
    ast.Gt: ast.Lt,
    ast.LtE: ast.GtE,
    ast.GtE: ast.LtE,
    ast.Eq: ast.Eq,
    ast.NotEq: ast.NotEq,
}


def reformatted(text: str, chance: random.Random) -> str:
    """Write comments, blank lines, a docstring, and lines broken within brackets."""
    lines = ast.unparse(ast.parse(text)).replace("    ", "  ").split("\n")
    written: list[str] = []
    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        if chance.random() < 0.3 and not line.lstrip().startswith(("else", "elif", "except")):
            written += ["", f"{indent}# {chance.choice(_COMMENTS)}"]
        if "(" in line and "'" not in line and '"' not in line and chance.random() < 0.5:
            line = line.replace("(", f"(\n{indent}      ", 1)  # noqa: PLW2901
        written.append(line)
        if line.startswith("def "):
            written.append(f'  """{chance.choice(_COMMENTS)}"""')
    return "\n".join(written)


def with_other_loops(text: str, chance: random.Random) -> str:
    """Write comprehensions as loops, `for` as `while` or by index, `while` as `for`."""
    tree = ast.parse(text)
    tree.body = list(_Loops(chance).block(tree.body))
    return ast.unparse(ast.fix_missing_locations(tree))


class _Loops:
    """Rewrites the loops of statements."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._count = 0

    def block(self, statements: list[ast.stmt]) -> Iterator[ast.stmt]:
        for statement in statements:
            if not isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.While)):
                yield from self._without_comprehensions(statement)
            for field in ("body", "orelse", "finalbody"):
                inner = getattr(statement, field, None)
                if isinstance(inner, list) and inner:
                    setattr(statement, field, list(self.block(inner)))
            yield from self._loop(statement)

    def _name(self) -> ast.Name:
        self._count += 1
        return ast.Name(f"{self._chance.choice(_WORDS)}_of_{self._count}", ast.Load())

    def _without_comprehensions(self, statement: ast.stmt) -> Iterator[ast.stmt]:
        """The loops that make the statement's lists before it."""
        hoisted: list[ast.stmt] = []
        make = self._name

        class Hoist(ast.NodeTransformer):
            def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
                return node

            def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
                return self._hoist(node)

            def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.AST:
                return self._hoist(node)

            def _hoist(self, node: _Comprehension) -> ast.AST:
                name = make()
                append = ast.Call(ast.Attribute(name, "append", ast.Load()), [node.elt], [])
                body: list[ast.stmt] = [ast.Expr(append)]
                for part in reversed(node.generators):
                    for test in reversed(part.ifs):
                        body = [ast.If(test, body, [])]
                    body = [ast.For(part.target, part.iter, body, [])]
                hoisted.extend([_assign(name, ast.List([], ast.Load())), *body])
                return name

        for field, value in ast.iter_fields(statement):
            if isinstance(value, ast.expr):
                setattr(statement, field, Hoist().visit(value))
        yield from hoisted

    def _loop(self, node: ast.stmt) -> Iterator[ast.stmt]:
        if isinstance(node, ast.While):
            stop = ast.If(ast.UnaryOp(ast.Not(), node.test), [ast.Break()], [])
            endless = ast.Call(ast.Name("range", ast.Load()), [ast.Constant(10**9)], [])
            yield ast.For(self._name(), endless, [stop, *node.body], node.orelse)
        elif isinstance(node, ast.For) and _is_range(node.iter) and not _continues(node):
            assert isinstance(node.iter, ast.Call)
            *first, last = node.iter.args[:2]
            one: ast.expr = ast.Constant(1)
            yield _assign(node.target, first[0] if first else ast.Constant(0))
            step = ast.AugAssign(node.target, ast.Add(), one)
            yield ast.While(
                ast.Compare(node.target, [ast.Lt()], [last]), [*node.body, step], node.orelse
            )
        elif isinstance(node, ast.For) and isinstance(node.iter, ast.Name):
            index = self._name()
            length = ast.Call(ast.Name("len", ast.Load()), [node.iter], [])
            element = ast.Subscript(node.iter, index, ast.Load())
            counted = ast.Call(ast.Name("range", ast.Load()), [length], [])
            yield ast.For(index, counted, [_assign(node.target, element), *node.body], node.orelse)
        elif isinstance(node, ast.For):
            target = ast.Tuple([self._name(), node.target], ast.Store())
            numbered = ast.Call(ast.Name("enumerate", ast.Load()), [node.iter], [])
            yield ast.For(target, numbered, node.body, node.orelse)
        else:
            yield node


def _assign(target: ast.expr, value: ast.expr) -> ast.Assign:
    return ast.Assign([target], value)


def _is_range(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "range"
        and 1 <= len(node.args) <= 2
    )


def _continues(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Continue) for part in ast.walk(node))


Disguise = Callable[[str, random.Random], str]
#: By what the issue calls them.
DISGUISES: dict[str, Disguise] = {
    "renamed": renamed,
    "reordered": reordered,
    "reformatted": reformatted,
    "loops rewritten": with_other_loops,
}


def in_all_ways(text: str, chance: random.Random) -> str:
    """Put on every disguise."""
    for disguise in (with_other_loops, reordered, renamed, reformatted):
        text = disguise(text, chance)
    return text


@dataclass(frozen=True)
class Class:
    """Students with an answer to each exercise, and who copied whose."""

    answers: list[list[str]]
    copies: list[tuple[int, int]]  # who was copied, and the copy


def write_class(assignment: Assignment, originals: int, copies: int, disguise: Disguise) -> Class:
    """A class of originals and disguised copies, the same whenever it is made.

    Who writes an original answers one exercise in five as it is taught, the others as an entry of
    the bank does, some of which are far more usual than others.
    """
    chance = random.Random(assignment.number)
    model = functions_of(assignment.model_answers.read_text(encoding="utf-8"))
    bank: dict[str, list[str]] = {}
    for exercise in assignment.exercises:
        bank[exercise.name] = [model[exercise.name]]
    for entry in read_bank(assignment.root / "solutions", assignment.slug):
        bank[entry.of].append(source_of(entry))
    for entries in bank.values():
        entries[1:] = chance.sample(entries[1:], len(entries) - 1)

    def answer(entries: list[str]) -> str:
        if chance.random() < 0.2 or len(entries) == 1:
            return entries[0]
        weights = [1 / place for place in range(1, len(entries))]
        return chance.choices(entries[1:], weights)[0]

    whole = [[answer(entries) for entries in bank.values()] for _ in range(originals)]
    pairs: list[tuple[int, int]] = []
    for copy in range(originals, originals + copies):
        original = chance.randrange(originals)
        own = [disguise(text, chance) for text in whole[original]]
        whole.append(chance.sample(own, len(own)))  # in another order
        pairs.append((original, copy))
    return Class(whole, pairs)


def area_under_roc(similarity: NDArray[np.float64], copies: Sequence[tuple[int, int]]) -> float:
    """How likely a copy is more like its original than two who have no original in common."""
    original = {copy: one for one, copy in copies}
    origin = [original.get(i, i) for i in range(len(similarity))]
    true = [similarity[i, j] for i, j in copies]
    others = [
        similarity[i, j]
        for i, j in itertools.combinations(range(len(similarity)), 2)
        if origin[i] != origin[j]
    ]
    higher = mannwhitneyu(true, others).statistic
    return float(higher) / (len(true) * len(others))


def similarities(assignment: Assignment, made: Class, workers: int) -> NDArray[np.float64]:
    """How alike all pairs of a class are."""
    submissions = [
        (f"{number:05}", ["import math\nimport numpy as np", *answers])
        for number, answers in enumerate(made.answers)
    ]
    found = compare(assignment, submissions, least=0, workers=workers).alike
    similarity = np.zeros((len(submissions), len(submissions)))
    for pair in found.pairs:
        one, other = map(int, pair.students)
        similarity[one, other] = similarity[other, one] = pair.similarity
    for same in found.identical:  # the first stands for all of them
        first, *others = map(int, same.students)
        similarity[first, first] = 1
        for other in others:
            similarity[other] = similarity[first]
            similarity[:, other] = similarity[:, first]
    return similarity
