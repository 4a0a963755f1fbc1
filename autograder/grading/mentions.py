"""Which library functions a notebook may honestly use, as its text says.

What no cell mentions is taken away before the cells run: no honest cell misses it. So this errs on
the side of a mention. Whoever hides the name from this look gets a worker without the function.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from autograder.sandbox.inside.library_use.names import canonical
from autograder.submissions.submission import CodeCell

#: Comments and docstrings; with strings, which may hold what looks like a comment. Nothing here is
#: looked at twice, however hostile the text: what has no end, ends with its line.
_PROSE = re.compile(
    r"""
      ^[ \t]*[rRbBuU]{0,2}(?:\"{3}[\s\S]*?\"{3}|'{3}[\s\S]*?'{3})
    | (?P<string> "(?:\\.|[^"\\\n])*+"? | '(?:\\.|[^'\\\n])*+'? )
    | \#[^\n]*
    """,
    re.MULTILINE | re.VERBOSE,
)
_IMPORTED = re.compile(r"\bimport\b[ \t]*(?:\([^()]*+|(?:[^\n\\]|\\\n?)*+)")
#: By these, a function is reached by a name that may be put together.
_BY_TEXT = re.compile(
    r"\b(?:getattr|vars|eval|exec|globals|attrgetter|methodcaller|__dict__|__getattribute__|"
    r"import_module|__import__|pickle)\b"
)
#: Libraries that a worker without Keras has imported from the start; they cannot be hidden.
_LOADED = frozenset(["numpy", "math", "cmath"])
#: Libraries that a worker without Keras does not have at all.
_ABSENT = frozenset(["keras", "tensorflow"])


def code_of(cells: Sequence[CodeCell]) -> list[str]:
    """The cells' texts without prose."""
    return [_PROSE.sub(lambda match: match["string"] or "", cell.source) for cell in cells]


def hidden_libraries(names: Collection[str], texts: Sequence[str]) -> list[str]:
    """Of the libraries of dotted names, and SciPy, those that no text mentions."""
    libraries = {"scipy", *map(_library, names)} - _LOADED - _ABSENT
    return sorted(library for library in libraries if not any(library in text for text in texts))


def unmentioned(names: Collection[str], texts: Sequence[str]) -> list[str]:
    """Those of the dotted names that no text can take by an honest use, in their order."""
    hidden = hidden_libraries(names, texts)
    imported = [statement for text in texts for statement in _IMPORTED.findall(text)]
    may_be_taken = (
        "scipy" not in hidden  # which uses functions of NumPy's itself
        or any(_BY_TEXT.search(text) for text in texts)
        or any("*" in statement for statement in imported)
    )

    def is_mentioned(name: str) -> bool:
        if _library(name) not in _LOADED:
            return _library(name) not in hidden
        last = re.escape(name.rpartition(".")[2])
        return (
            may_be_taken
            or any(re.search(rf"\.\s*{last}\b", text) for text in texts)
            or any(re.search(rf"\b{last}\b", statement) for statement in imported)
        )

    return [name for name in names if not is_mentioned(name)]


def without_libraries(names: Collection[str], libraries: Collection[str]) -> list[str]:
    """Those of the dotted names that belong to none of the libraries."""
    return [name for name in names if _library(name) not in libraries]


def in_numeric_workers(names: Collection[str]) -> list[str]:
    """Those of the dotted names, as courses write them, that a worker without Keras can have."""
    return without_libraries(names, _ABSENT)


def _library(name: str) -> str:
    return canonical(name).partition(".")[0]
