"""Library functions that an exercise asks students to write themselves, and who used them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from autograder.sandbox.inside.library_use.names import canonical, with_equivalents
from autograder.sandbox.inside.protocol import messages
from autograder.submissions.submission import CodeCell
from autograder.text import printable

_SELDOM = frozenset(["keras", "scipy", "tensorflow"])


@dataclass(frozen=True)
class Shortcut:
    """A function uses what its exercise asks to write by hand."""

    names: frozenset[str]  # such as "np.tanh"
    message: str


class Shortcuts:
    """What one submission's functions use of what their exercises forbid.

    It is seen in the cells' text before they run, and in the calls that are made later.
    """

    def __init__(self, forbidden: Mapping[str, Sequence[str]]) -> None:
        self.forbidden = {name: with_equivalents(names) for name, names in forbidden.items()}
        self._in_text: Sequence[messages.Use] = ()
        self._in_calls: defaultdict[str, set[str]] = defaultdict(set)

    def may_stand_in(self, cells: Sequence[CodeCell]) -> bool:
        """Whether the cells' text must be searched: not where it names none of the libraries.

        NumPy and Python's own modules are named by anybody, and under any name.
        """
        libraries = {
            canonical(name).partition(".")[0] for names in self.forbidden.values() for name in names
        }
        return not libraries <= _SELDOM or any(
            library in cell.source for library in libraries for cell in cells
        )

    def note_text(self, uses: Sequence[messages.Use]) -> None:
        """Keep what the cells' text shows."""
        self._in_text = uses

    def note_call(self, function: str, used: Collection[str]) -> None:
        """Keep what a call of a function has shown."""
        self._in_calls[function].update(set(self.forbidden.get(function, ())).intersection(used))

    def of(self, function: str) -> Shortcut | None:
        """The forbidden functions that `function` uses: by its text, else by its calls."""
        seen = [use for use in self._in_text if use.function == function]
        names = frozenset(self._in_calls[function]) | {use.name for use in seen}
        if not names:
            return None
        shown = sorted(names)[0]
        if seen:
            first = min(seen, key=lambda use: (use.cell, use.line))
            shown = f"{printable(first.name, 60)} in cell {first.cell}, line {first.line}"
        return Shortcut(
            names,
            f"It uses {shown}. This exercise asks you to write that yourself, so as it is it "
            "earns no points.",
        )
