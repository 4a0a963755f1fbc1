"""The environment of all templates: what a page shows is text, on one line, of bounded length."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.text import printable

_LONGEST = 5000
_LONGEST_NAME = 200
#: Innermost parentheses, in text that is escaped already.
_SHORT = re.compile(r"\([^()]{1,24}\)")


@cache  # with the compiled templates in it
def environment(package: str = "autograder.reports.pages") -> Environment:
    """Templates of a package: values are escaped, control and bidirectional characters visible."""
    pages = Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters["marked"] = _marked
    pages.filters["breakable"] = _breakable
    pages.filters["code"] = _code
    pages.filters["expression"] = _expression
    return pages


def _marked(text: str) -> Markup:
    """A sentence in which what stands between backticks is set as code."""
    escaped = str(escape(printable(text, _LONGEST)))
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", escaped))


def _code(text: str) -> Markup:
    """Lines of code that somebody else wrote, each of them as text."""
    lines = text[:_LONGEST].expandtabs(4).splitlines()
    return Markup("\n").join(escape(printable(line, _LONGEST)) for line in lines)


def _expression(text: str) -> Markup:
    """Code in one line that a narrow screen breaks behind a function's name and between arguments.

    What stands in parentheses within others is kept on one line where it is short. Whoever copies
    the code gets its own blanks.
    """
    shown = printable(text, _LONGEST)
    name, parenthesis, rest = shown.partition("(")
    if not (parenthesis and name.isidentifier()):
        return _with_whole(shown)
    return _breakable(name) + Markup("(<wbr>") + _with_whole(rest)


def _with_whole(code: str) -> Markup:
    return Markup(_SHORT.sub(r'<span class="whole">\g<0></span>', str(escape(code))))


def _breakable(name: str) -> Markup:
    """A long name that a narrow screen may break after each underscore."""
    return Markup("_<wbr/>").join(
        escape(part) for part in printable(name, _LONGEST_NAME).split("_")
    )


def _shown(value: object) -> object:
    """A value as it is shown; Markup has been through here or is ours."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable(value, _LONGEST)
    return value
