"""The templates' common ground: what a page shows is text, on one line, of bounded length."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.sandbox.wire import printable

_LONGEST = 5000


def environment() -> Environment:
    """Templates whose values are escaped, with control and bidirectional characters visible."""
    return Environment(
        loader=PackageLoader("autograder", "templates"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def text_environment() -> Environment:
    """Templates of Python files, whose values are put in as they are: they are staff's own."""
    return Environment(
        loader=PackageLoader("autograder", "templates"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


def _shown(value: object) -> object:
    """A value as it is shown; Markup has been through here or is ours."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable(value, _LONGEST)
    return value
