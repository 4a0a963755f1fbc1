"""A new entry of the bank, made of what a student wrote.

The student's text is parsed and never run. Entries run as the course's own, without a sandbox, so
only plain code becomes one, and a person must have seen it.
"""

from __future__ import annotations

import ast
import json
import keyword
import symtable
import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from autograder.course.bank import BankError, Entry, read_entries
from autograder.course.model import Assignment, CourseError, Exercise
from autograder.files import write_whole
from autograder.reports.store import Store
from autograder.reports.unexplained import Group, groups_of
from autograder.text import counted, printable
from autograder.verification.plain_code import BUILTINS, global_names, names_bound_by, objections

_LINE = 100  # letters
_LONGEST_HINT = 300
_LONGEST = 200  # of what is quoted
_EMPTY_BANK = (
    '"""Wrong answers, each with its hint."""\n\nfrom autograder.course.bank import misconception\n'
)


@dataclass(frozen=True)
class Draft:
    """An entry that is not written yet."""

    assignment: Assignment
    entry: str  # its text, with the decorator
    file: str  # the text of the bank's file with the entry in it
    calls: tuple[str, ...]  # other exercises that it calls: their model answers

    def write(self) -> None:
        """Write the bank's file; raises CourseError where that cannot be done."""
        path = self.assignment.misconceptions
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(str(path), [self.file.encode()])
        except OSError as error:
            raise CourseError(f"{path} cannot be written: {error.strerror}.") from error


def choose_group(
    store: Store, assignment: Assignment, exercise: Exercise, number: int | None
) -> Group:
    """The group of that number among the unexplained wrong answers to an exercise.

    Raises CourseError where there is none, and where several are there and no number is given.
    """
    of_assignment = (one for one in store.reports() if one.assignment == assignment.name)
    groups = [group for group in groups_of(of_assignment) if group.exercise == exercise.name]
    if not groups:
        raise CourseError(
            f"{store.folder} holds no wrong answer to {exercise.name} that the bank does not "
            "explain. Answers are grouped by public examples: solutions/examples/ must have some "
            "of the exercise, and `counterexamples` in course.toml must not be 0."
        )
    if number is None and len(groups) > 1:
        listed = "\n".join(map(_described, groups))
        raise CourseError(
            f"{exercise.name} has {len(groups)} groups of unexplained wrong answers. Choose one "
            f"with --group:\n{listed}"
        )
    for group in groups:
        if group.number == (number or 1):
            return group
    raise CourseError(f"{exercise.name} has {counted(len(groups), 'group')}; there is no {number}.")


def _described(group: Group) -> str:
    example = group.example
    shown = f": {example.call} returned {example.returned}" if example else ""
    return printable(
        f"  {group.number}  {counted(len(group.students), 'student')}{shown}", _LONGEST
    )


def draft_entry(
    assignment: Assignment, exercise: Exercise, group: Group, *, name: str, hint: str
) -> Draft:
    """An entry called `name` of a student's answer, and the bank's file with it.

    Raises CourseError for a name or hint that cannot be, and for code that is not plain or not
    complete.
    """
    path = assignment.misconceptions
    bank = path.read_text(encoding="utf-8") if path.is_file() else _EMPTY_BANK
    entries = read_entries(bank, path, "misconception")
    _check_name(name, entries, assignment)
    if not hint.strip() or hint != printable(hint, _LONGEST_HINT):
        raise CourseError(f"A hint is one line of at most {_LONGEST_HINT} letters.")
    others = {other.name for other in assignment.exercises}
    parts = _Parts(exercise, group, others, _imports_of(bank))
    definition = parts.assembled(name)
    known = {exercise.name, *parts.calls, *_constants_of(bank)}
    unfit = list(objections(ast.Module([*parts.of_bank, definition], []), known))
    if unfit:
        raise CourseError(
            "This is not plain code, and the bank's entries run without a sandbox: "
            f"{printable('; '.join(unfit), _LONGEST)}. Write the entry by hand in {path}."
        )
    text = _with_decorator(exercise, hint, ast.unparse(ast.fix_missing_locations(definition)))
    if any(line != printable(line, len(line)) for line in text.splitlines()):
        raise CourseError("The code holds letters that cannot be seen. Write the entry by hand.")
    file = _inserted(bank, text, entries, exercise)
    try:
        written = {entry.name for entry in read_entries(file, path, "misconception")}
    except (BankError, RecursionError) as error:
        raise CourseError(f"The code does not fit into the bank: {error}") from error
    assert written == {entry.name for entry in entries} | {name}
    return Draft(assignment, text, file, tuple(sorted(parts.calls)))


def _check_name(name: str, entries: Sequence[Entry], assignment: Assignment) -> None:
    if not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name) or name[0] == "_":
        raise CourseError(
            f"{printable(name, _LONGEST)} is not a name for an entry. Write what the mistake does, "
            "as in mse_adds_one."
        )
    taken = {entry.name for entry in entries} | {one.name for one in assignment.exercises}
    if name in taken:
        raise CourseError(f"The name {name} is taken in {assignment.name}.")


class _Parts:
    """A student's function and what it needs, as syntax trees."""

    def __init__(
        self, exercise: Exercise, group: Group, others: Collection[str], imports: dict[str, str]
    ) -> None:
        """`imports` are those of the bank's file, by the name that they bind."""
        self._exercise = exercise
        if not group.function:
            raise CourseError(
                f"The text of {group.author}'s answer is not in the report: no plain definition of "
                f"{exercise.name} stands in the notebook, or it is very long."
            )
        self._function = _function_in(group.function, exercise.name)
        self._bindings: dict[str, ast.stmt] = {}
        for text in group.needs:
            for node in _parsed_or_nothing(text):
                self._bindings |= dict.fromkeys(names_bound_by(node), node)
        self.calls: set[str] = set()  # other exercises
        self.of_bank: list[ast.stmt] = []  # imports that stand in the bank's file already
        self._needed: list[ast.stmt] = []
        self._collect(others, imports)

    def _collect(self, others: Collection[str], imports: dict[str, str]) -> None:
        """Find what the function needs, at first or second hand."""
        waiting: list[ast.stmt] = [self._function]
        seen: set[str] = set()
        parts: list[ast.stmt] = []
        locals_of_function = _local_names(self._function)
        while waiting:
            for name in sorted(_global_names(waiting.pop()) - seen):
                seen.add(name)
                node = self._bindings.get(name)
                if name in others:
                    self.calls |= {name} - {self._exercise.name}
                elif node is not None:
                    if name in locals_of_function:
                        raise CourseError(
                            f"The code uses {name} for two things. Write the entry by hand."
                        )
                    if node not in parts:
                        parts.append(node)
                        waiting.append(node)
                elif name not in BUILTINS and name in imports:
                    self.of_bank.append(ast.parse(imports[name]).body[0])
        for node in self._bindings.values():  # in the notebook's order
            if node in parts and node not in self._needed:
                is_there = all(
                    imports.get(name) == ast.unparse(node) for name in names_bound_by(node)
                )
                (self.of_bank if is_there else self._needed).append(node)

    def assembled(self, name: str) -> ast.FunctionDef:
        """One function with the exercise's parameters, that holds all that it needs."""
        body = self._function.body
        if ast.get_docstring(self._function) is not None:
            body = body[1:] or [ast.Pass()]
        wanted = ast.parse(f"def f{self._exercise.parameters}: ...").body[0]
        assert isinstance(wanted, ast.FunctionDef)
        given = self._function.args
        wanted.name = name
        wanted.body = [*_renamed(wanted.args, given, self._exercise), *self._needed, *body]
        wanted.args = _with_defaults(wanted.args, given)
        return wanted


def _function_in(text: str, name: str) -> ast.FunctionDef:
    for node in _parsed(text):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            if node.decorator_list:
                raise CourseError("The function is decorated. Write the entry by hand.")
            _Bare().visit(node)  # in place
            return node
    raise CourseError(f"The student's text does not define {name}. Write the entry by hand.")


class _Bare(ast.NodeTransformer):
    """Takes off annotations, which only cost names that the bank does not have."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(node.arg)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        self.generic_visit(node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        if node.value is None:
            return ast.Pass()
        return ast.Assign([node.target], node.value)


def _parsed(text: str) -> list[ast.stmt]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd escapes in a student's strings
            return ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _invalid(error) from None


def _invalid(error: BaseException) -> CourseError:
    said = printable(str(error) or type(error).__name__, _LONGEST)
    return CourseError(f"The student's text is not valid Python: {said}.")


def _parsed_or_nothing(text: str) -> list[ast.stmt]:
    try:
        return [_Bare().visit(node) for node in _parsed(text)]
    except (CourseError, RecursionError):
        return []


def _global_names(node: ast.stmt) -> set[str]:
    try:
        return global_names(ast.Module([node], []))
    except (SyntaxError, RecursionError) as error:
        raise _invalid(error) from None


def _local_names(function: ast.FunctionDef) -> set[str]:
    """The names that a function binds itself, its parameters included."""
    text = ast.unparse(ast.fix_missing_locations(function))
    (table,) = symtable.symtable(text, "<student>", "exec").get_children()
    return {one.get_name() for one in table.get_symbols() if one.is_local()}


def _with_defaults(wanted: ast.arguments, given: ast.arguments) -> ast.arguments:
    """The exercise's parameters, with the student's defaults where these are plain constants."""
    own = [*given.defaults, *given.kw_defaults]
    if len(wanted.defaults) == len(given.defaults) and all(
        one is None or isinstance(one, ast.Constant) for one in own
    ):
        wanted.defaults = given.defaults
    return wanted


def _renamed(wanted: ast.arguments, given: ast.arguments, exercise: Exercise) -> Iterator[ast.stmt]:
    """The assignment of the student's names to parameters, where they differ."""
    asked, named = _names(wanted), _names(given)
    if len(asked) != len(named) or given.vararg or given.kwarg:
        raise CourseError(
            f"The student's function has the parameters ({ast.unparse(given)}), and the exercise "
            f"{exercise.parameters}. Write the entry by hand."
        )
    pairs = [(own, theirs) for own, theirs in zip(named, asked, strict=True) if own != theirs]
    if pairs:
        text = f"{', '.join(own for own, _ in pairs)} = {', '.join(other for _, other in pairs)}"
        yield from ast.parse(text).body


def _names(arguments: ast.arguments) -> list[str]:
    parts = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return [one.arg for one in parts]


def _imports_of(bank: str) -> dict[str, str]:
    """The imports of a bank's file, each as text, by the names that they bind."""
    return {
        name: ast.unparse(node)
        for node in ast.parse(bank).body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in names_bound_by(node)
    }


def _constants_of(bank: str) -> list[str]:
    """The constants that a bank's file shares among its entries."""
    nodes = [node for node in ast.parse(bank).body if isinstance(node, ast.Assign)]
    return [name for node in nodes for name in names_bound_by(node)]


def _with_decorator(exercise: Exercise, hint: str, definition: str) -> str:
    of, shown = json.dumps(exercise.name), json.dumps(hint, ensure_ascii=False)
    decorator = f"@misconception(of={of}, hint={shown})"
    if len(decorator) > _LINE:
        decorator = f"@misconception(\n    of={of}, hint={shown}\n)"
    if max(map(len, decorator.split("\n"))) > _LINE:
        decorator = f"@misconception(\n    of={of},\n    hint={shown},\n)"
    return f"{decorator}\n{definition}\n"


def _inserted(bank: str, text: str, entries: Sequence[Entry], exercise: Exercise) -> str:
    """The bank's file with an entry after the others of its exercise, else at the end."""
    names = {entry.name for entry in entries if entry.of == exercise.name}
    ends = [
        node.end_lineno
        for node in ast.parse(bank).body
        if isinstance(node, ast.FunctionDef) and node.name in names and node.end_lineno
    ]
    lines = bank.rstrip("\n").split("\n")
    place = max(ends, default=len(lines))
    return "\n".join([*lines[:place], "", "", *text.rstrip("\n").split("\n"), *lines[place:], ""])
