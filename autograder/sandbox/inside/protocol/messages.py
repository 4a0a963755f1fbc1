"""The messages between the grader and a worker; the package's docstring says in which order.

Each crosses as a list: its tag, then its fields. Those of the worker may hold nothing more than
their fields, and nothing large beside the value of a call, since the student may have written them:
the grader keeps the answers to hundreds of messages at a time.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

#: The lengths to which a worker cuts what it says of a student's code.
NAME, TEXT, MOST_WARNINGS = 200, 500, 20
Name = Annotated[str, Meta(max_length=NAME)]
Text = Annotated[str, Meta(max_length=TEXT)]

# --- to the worker -------------------------------------------------------------------------------


class Execute(msgspec.Struct, array_like=True, tag="execute", frozen=True):
    """Run a cell of the notebook."""

    id: int
    cell: int
    source: str
    fallback: str | None  # to be run if the source is not Python: the source without magics
    seconds: float = 10.0  # after which the cell is stopped
    all_seconds: float = 60.0  # for all cells; when they are used up, each has a moment only
    definitions_only: bool = False  # of a cell that has ended the program when it ran as a whole


class Call(msgspec.Struct, array_like=True, tag="call", frozen=True):
    """Call a function of the student's by name."""

    id: int
    function: str
    arguments: bytes  # by `values.pack_arguments`
    frozen: bool  # whether arrays among the arguments cannot be written to
    seconds: float = 0.0  # of processor time, after which it is stopped; 0: it is not


class Answer(msgspec.Struct, array_like=True, tag="answer", frozen=True):
    """The grader's function, called back, returned this."""

    id: int
    value: bytes
    failed: bool


class MonitorUses(msgspec.Struct, array_like=True, tag="monitor", frozen=True):
    """Find where functions use library functions that they must not use, or take these away.

    The worker searches the text of the cells, and from then on it records the calls of these
    library functions: `Returned.used` and `Raised.used`. Those that are `absent` cannot be called
    any more, and the libraries that are `hidden` cannot be imported.
    """

    id: int
    forbidden: list[tuple[str, list[str]]]  # a function of the student's, and dotted names
    cells: list[tuple[int, str, str | None]]  # to be searched: number, source and fallback
    hidden: list[str] = []
    absent: list[str] = []  # dotted names


# --- from the worker -----------------------------------------------------------------------------


class Use(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """A line where a function uses a library function that it must not use."""

    function: Name
    name: Name  # of the library's function
    cell: int
    line: int


class UsesFound(
    msgspec.Struct, array_like=True, tag="uses", frozen=True, forbid_unknown_fields=True
):
    """The cells' text shows these uses, and calls are recorded from now on."""

    id: int
    uses: Annotated[list[Use], Meta(max_length=1000)]


class Problem(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """An exception in the student's code."""

    type_name: Name
    message: Text
    cell: int  # the student's innermost line: its cell, ...
    line: int  # ... its line within the cell, counted from 1, 0 if unknown
    function: Name  # ... and the function that it belongs to


class Executed(
    msgspec.Struct, array_like=True, tag="executed", frozen=True, forbid_unknown_fields=True
):
    """A cell has run; `problem` is the error that ended a statement of it, if any did."""

    id: int
    problem: Problem | None
    fell_back: bool
    stopped_after: float = 0.0  # seconds, if it took too long
    seconds: float = 0.0  # that it took


class Returned(
    msgspec.Struct, array_like=True, tag="returned", frozen=True, forbid_unknown_fields=True
):
    """A call returned a value. All beside the value is advice: the student can forge it."""

    id: int
    value: bytes
    changed: bool
    warnings: Annotated[list[Name], Meta(max_length=MOST_WARNINGS)]
    printed: bool
    used: Annotated[
        list[Name], Meta(max_length=1000)
    ] = []  # the monitored library functions that were called
    models: bytes = b""  # packed: the models among the arguments, after the call


class Raised(
    msgspec.Struct, array_like=True, tag="raised", frozen=True, forbid_unknown_fields=True
):
    """A call ended with an exception."""

    id: int
    problem: Problem
    changed: bool
    stopped: bool = False  # it had used up its processor time
    used: list[str] = []  # the monitored library functions that were called


class Missing(
    msgspec.Struct, array_like=True, tag="missing", frozen=True, forbid_unknown_fields=True
):
    """The notebook defines no function of this name."""

    id: int


class CallBack(
    msgspec.Struct, array_like=True, tag="callback", frozen=True, forbid_unknown_fields=True
):
    """The student's code calls a function that the grader passed as an argument."""

    id: int
    function: Annotated[int, Meta(ge=0)]  # its index in the list of the call's functions
    arguments: bytes  # by `values.pack_arguments`


ToWorker = Execute | Call | Answer | MonitorUses
FromWorker = Executed | UsesFound | Returned | Raised | Missing | CallBack

#: The worker's first message: every layer is in force, and no code of the student's has run yet.
CONFINED = Executed(0, None, False)
