"""Course checks: what every assignment must have before it is worth grading anything against it.

They execute nothing but the hidden tests' module, which pytest collects: stubs, docstrings, model
answers and checks are read as text.
"""

from __future__ import annotations

import ast
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from autograder.course.findings import Finding
from autograder.course.model import Assignment, Course, CourseError, Exercise

#: A formula in symbols: `(a - b)^2`, `v = beta v`, `s <= t`, `log p`, `x[i]`.
_SYMBOLS = re.compile(
    r"[\w)\]|] ?(?:[=^*/+|]|[<>]=?|->) ?[\w(\[|-]|[\w)\]] - [\w(]|\w\[\w+\]"
    r"|\b(?:log|max|min|sum_\w+)\b ?\(?\w"
)
#: A formula in words: "w minus learning_rate times g", "one bias for every unit", "1 where ...".
_WORDS = re.compile(
    r"\b(?:plus|minus|times|twice|half|divided by|squares?|squared|root|power|sum|product|mean"
    r"|average|share|derivative|greater|less|greatest|least|number of \w+ whose"
    r"|(?:for|of) (?:each|every)|\d (?:where|if))\b"
)
_SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.MULTILINE)
_ENTRY = re.compile(r"^(?P<names>\*{0,2}\w+(?:, \*{0,2}\w+)*) : (?P<type>\S.*)$", re.MULTILINE)
_ANSWER = re.compile(r'"([^"]+)"')
_ARRAY = re.compile(r"\b(?:arrays?|tensors?)\b", re.IGNORECASE)
_TODO = re.compile(r"\bTODO\b(?P<what>.*)")
_SHAPE = re.compile(r"\b(?:shapes?|length|size)\b")


def check_released(course: Course, assignments: Sequence[Assignment]) -> list[Finding]:
    """Find where `release/` differs from a fresh build or holds a line of an answer or a test.

    What a source notebook says of the grader's trainings must be what the grader does.

    Building takes seconds for each assignment. Where all assignments of the course are checked,
    nothing else may stand under `release/`.
    """
    from autograder.course import release  # noqa: PLC0415 - nbgrader takes seconds to import
    from autograder.training import published  # noqa: PLC0415 - NumPy takes a moment, too

    stale = [finding for assignment in assignments for finding in published.find_stale(assignment)]
    if len(assignments) == len(course.assignments):
        return stale + release.check_course(course)
    return stale + [finding for assignment in assignments for finding in release.check(assignment)]


def check_assignment(assignment: Assignment) -> list[Finding]:
    """List what is wrong with an assignment's exercises, model answers, tests and bank."""
    found = [
        *_files(assignment),
        *_todos(assignment),
        *_model_answers(assignment),
        *_tests(assignment),
    ]
    for exercise in assignment.exercises:
        for message in (*_stub(exercise), *_docstring(exercise), *_checks(exercise)):
            found.append((exercise.name, message))
    return [Finding(assignment.name, where, message) for where, message in found]


def _files(assignment: Assignment) -> Iterator[tuple[str, str]]:
    for path, what in (
        (assignment.misconceptions, "the assignment has no misconceptions"),
        (assignment.alternatives, "the assignment has no alternatives"),
    ):
        if not path.is_file():
            yield path.relative_to(assignment.root).as_posix(), f"is missing: {what}"


def _todos(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """A TODO, such as `autograder new` leaves, is work that is not done yet."""
    for path in (
        assignment.source,
        assignment.model_answers,
        assignment.grader,
        assignment.misconceptions,
        assignment.alternatives,
    ):
        if not path.is_file():
            continue
        file = path.relative_to(assignment.root).as_posix()
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, start=1):
            if match := _TODO.search(line):
                yield f"{file}:{number}", f"is left to do: {match['what'].strip(' :)')}"


# Stubs


def _stub(exercise: Exercise) -> Iterator[str]:
    """A stub is a docstring and `raise NotImplementedError`; nothing happens at its definition."""
    (function,) = ast.parse(exercise.stub).body
    assert isinstance(function, ast.FunctionDef)
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if [ast.unparse(statement) for statement in body] != ["raise NotImplementedError"]:
        yield "does something else in its stub than raise NotImplementedError"
    if function.decorator_list:
        yield "has a decorator on its stub"
    defaults = [*function.args.defaults, *filter(None, function.args.kw_defaults)]
    for default in defaults:
        try:
            ast.literal_eval(default)
        except ValueError:
            yield f"computes a default value in its stub, {ast.unparse(default)}"
    if not 0 < exercise.points < math.inf:
        yield f"is worth {exercise.points:g} points; it must be more than 0"


# Docstrings


def _docstring(exercise: Exercise) -> Iterator[str]:
    """A docstring states the formula, then every parameter and the result with their shapes.

    A function without parameters, such as a quiz, lists the answers to choose from instead. An
    exercise of Keras has layers in the place of a formula.
    """
    description, *rest = _SECTION.split(exercise.docstring)
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    returned = sections.get("Returns", "").strip()
    says_how = f"{description}\n{returned}"
    has_formula = bool(_SYMBOLS.search(says_how) or _WORDS.search(says_how))
    if exercise.parameters == "()":
        if not (exercise.keras or has_formula or len(_answers(exercise)) > 1):
            yield 'has a docstring that lists no answers; write them in it in "double quotes"'
        return
    if not exercise.keras and not has_formula:
        yield "has a docstring without a formula; state what is computed, in symbols or in words"
    if "Parameters" not in sections:
        yield "has a docstring without a section Parameters"
    else:
        yield from _parameters(exercise, sections["Parameters"])
    if not returned:
        yield "has a docstring without a section Returns"
    elif _ARRAY.search(returned) and not _SHAPE.search(returned):
        yield "has a docstring that gives the result no shape"


def _answers(exercise: Exercise) -> list[str]:
    """What a quiz's docstring lists in double quotes; an answer may be wrapped."""
    text = exercise.docstring.partition("\nExamples\n")[0]
    return [" ".join(answer.split()) for answer in _ANSWER.findall(text)]


def _parameters(exercise: Exercise, section: str) -> Iterator[str]:
    """Every parameter stands in the section, with its type and, for an array, its shape."""
    (function,) = ast.parse(exercise.stub).body
    assert isinstance(function, ast.FunctionDef)
    wanted = [node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)]
    entries = list(_ENTRY.finditer(section))
    ends = [entry.start() for entry in entries[1:]] + [len(section)]
    described: list[str] = []
    for entry, end in zip(entries, ends, strict=True):
        described += [name.lstrip("*") for name in entry["names"].split(", ")]
        if _ARRAY.search(entry["type"]) and not _SHAPE.search(section[entry.start() : end]):
            yield f"has a docstring that gives {entry['names']} no shape"
    for name in wanted:
        if name not in described:
            yield f"has a docstring that does not describe {name}; write `{name} : type`"
    for name in described:
        if name not in wanted:
            yield f"has a docstring that describes {name}, which is not a parameter"


# Visible checks


def _checks(exercise: Exercise) -> Iterator[str]:
    """At least one visible check calls the function."""
    called = {
        node.func.id
        for check in exercise.checks
        for node in ast.walk(_parsed(check))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    if exercise.name not in called:
        yield "has no visible check that calls it"


def _parsed(text: str) -> ast.Module:
    """A check cell's syntax tree, empty where it does not parse and so calls nothing."""
    try:
        return ast.parse(text)
    except SyntaxError:
        return ast.Module([], [])


# Model answers and hidden tests


def _model_answers(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """The file holds a docstring, imports, constants and one function an exercise."""
    file = assignment.model_answers.relative_to(assignment.root).as_posix()
    if not assignment.model_answers.is_file():
        yield file, "is missing: the assignment has no model answers"
        return
    try:
        tree = ast.parse(assignment.model_answers.read_text(encoding="utf-8"))
    except (SyntaxError, UnicodeDecodeError) as error:
        yield file, f"is not valid Python: {error}"
        return
    if ast.get_docstring(tree) is None:
        yield file, "has no docstring"
    known = {exercise.name for exercise in assignment.exercises}
    functions: dict[str, ast.FunctionDef] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in known:
            if node.name in functions:
                yield f"{file}:{node.lineno}", f"answers {node.name} a second time"
            functions[node.name] = node
        elif not (node is tree.body[0] and ast.get_docstring(tree)) and not _shared(node):
            text = ast.unparse(node).partition("\n")[0]
            yield (
                f"{file}:{node.lineno}",
                f"holds `{text}`; only imports, constants in capitals and one function an "
                "exercise belong there",
            )
    for exercise in assignment.exercises:
        yield from (
            (exercise.name, message) for message in _answer(exercise, functions.get(exercise.name))
        )


def _shared(node: ast.stmt) -> bool:
    """Whether a statement is an import or sets a constant."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return True
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    else:
        return False
    names = [part for target in targets for part in getattr(target, "elts", [target])]
    return all(isinstance(name, ast.Name) and name.id.isupper() for name in names)


def _answer(exercise: Exercise, function: ast.FunctionDef | None) -> Iterator[str]:
    if function is None:
        yield "has no model answer"
        return
    signature = f"({ast.unparse(function.args)})"
    if signature != exercise.parameters:
        yield f"has the signature {exercise.parameters}, its model answer {signature}"
    last = function.body[-1]
    if (
        exercise.parameters == "()"
        and isinstance(last, ast.Return)
        and isinstance(last.value, ast.Constant)
        and isinstance(last.value.value, str)
        and last.value.value not in _answers(exercise)
    ):
        yield "has a docstring that does not list the model answer"


def _tests(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """Every exercise has hidden tests, which pytest can collect, each under a name of its own."""
    from autograder.testing.collecting import collect  # noqa: PLC0415 - it loads pytest and NumPy

    file = assignment.grader.relative_to(assignment.root).as_posix()
    try:
        grader = collect([assignment])[assignment.name]
    except CourseError as error:
        yield file, str(error).replace(f"{assignment.grader}: ", "")
        return
    for exercise, tests in grader.tests.items():
        for name, count in Counter(test.name for test in tests).items():
            if count > 1:
                yield exercise, f"has {count} hidden tests named {name}"
        if all(test.is_aspect for test in tests):
            yield exercise, "has hidden tests of aspects only: one must test the values themselves"
