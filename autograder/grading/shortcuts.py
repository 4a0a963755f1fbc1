"""Library functions that an exercise asks students to write themselves, and who used them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from autograder.grading.mentions import (
    code_of,
    hidden_libraries,
    in_numeric_workers,
    unmentioned,
    without_libraries,
)
from autograder.sandbox.inside.library_use.names import UNSEARCHED, canonical, with_equivalents
from autograder.sandbox.inside.protocol import messages
from autograder.submissions.submission import CodeCell
from autograder.text import printable


@dataclass(frozen=True)
class Shortcut:
    """A function uses what its exercise asks to write by hand."""

    names: frozenset[str]  # such as "np.tanh"
    message: str


class Shortcuts:
    """What one submission's functions use of what their exercises forbid.

    What no cell mentions is not there in its worker at all. The rest is seen in the cells' text
    before they run, and in the calls that are made later; and what passes its tests with it there
    must pass them in another worker without it (`grading.second_look`).
    """

    def __init__(
        self,
        forbidden: Mapping[str, Sequence[str]],
        cells: Sequence[CodeCell],
        *,
        with_keras: bool,
    ) -> None:
        self.forbidden = {name: with_equivalents(names) for name, names in forbidden.items()}
        self._in_text: Sequence[messages.Use] = ()
        self._in_calls: defaultdict[str, set[str]] = defaultdict(set)
        #: Libraries that a worker does not have, and functions that are taken away from it.
        self.hidden: list[str] = []
        self.absent: list[str] = []
        self._unmentioned: list[str] = []
        self._in_numeric = {} if with_keras else self._numeric_names()
        names = {name: None for names in self._in_numeric.values() for name in names}
        if names:
            texts = code_of(cells)
            self.hidden = hidden_libraries(names, texts)
            self._unmentioned = unmentioned(names, texts)
            self.absent = without_libraries(self._unmentioned, self.hidden)
        self.imports = False  # whether the worker imports the libraries of what is taken away
        self.must_be_searched = self._may_show(cells, with_keras=with_keras)

    @classmethod
    def all_taken_away(cls, names: Sequence[str], cells: Sequence[CodeCell]) -> Shortcuts:
        """For a worker without library functions, whether the cells mention them or not."""
        shortcuts = cls({}, cells, with_keras=False)
        shortcuts.hidden = hidden_libraries(names, code_of(cells))
        shortcuts.absent = without_libraries(names, shortcuts.hidden)
        shortcuts.imports = True
        return shortcuts

    def _numeric_names(self) -> dict[str, list[str]]:
        """By function, what it must not use of the libraries that numeric workers have."""
        return {name: in_numeric_workers(names) for name, names in self.forbidden.items()}

    def _may_show(self, cells: Sequence[CodeCell], *, with_keras: bool) -> bool:
        """Whether the cells' text must be searched: not where it mentions none of the functions."""
        if not with_keras:
            return any(map(self.left, self.forbidden)) or (
                bool(self.absent) and any("ctypes" in cell.source for cell in cells)
            )
        libraries = {
            canonical(name).partition(".")[0] for names in self.forbidden.values() for name in names
        }
        return any(library in cell.source for library in libraries for cell in cells)

    @property
    def is_needed(self) -> bool:
        """Whether a worker must be told of any function or library."""
        return bool(self.forbidden or self.hidden or self.absent)

    def left(self, function: str) -> list[str]:
        """What `function` must not use though it is there, by dotted names.

        Where there is any, `all_of` is what a worker must lack to show that `function` does
        without.
        """
        return [name for name in self.all_of(function) if name not in self._unmentioned]

    def all_of(self, function: str) -> list[str]:
        """What `function` must not use of all that numeric workers have, by dotted names."""
        return self._in_numeric.get(function, [])

    def note_text(self, uses: Sequence[messages.Use]) -> None:
        """Keep what the cells' text shows.

        Where the search has given up, the function must have something to show for it: its values
        in a worker that lacks what it must not use, or else it earns nothing.
        """
        self._in_text = [
            use for use in uses if use.name != UNSEARCHED or not self.all_of(use.function)
        ]

    def note_call(self, function: str, used: Collection[str]) -> None:
        """Keep what a call of a function has shown."""
        self._in_calls[function].update(set(self.forbidden.get(function, ())).intersection(used))

    def of(self, function: str) -> Shortcut | None:
        """The forbidden functions that `function` uses: by its text, else by its calls."""
        seen = [use for use in self._in_text if use.function == function]
        names = frozenset(self._in_calls[function]) | {use.name for use in seen}
        if not names:
            return None
        plain = [use for use in seen if use.name != UNSEARCHED]
        shown = min(names - {UNSEARCHED}, default="")
        if plain:
            first = min(plain, key=lambda use: (use.cell, use.line))
            shown = f"{printable(first.name, 60)} in cell {first.cell}, line {first.line}"
        elif not shown:
            shown = f"{UNSEARCHED}, so that nothing shows that it does without"
        return Shortcut(
            names,
            f"It uses {shown}. This exercise asks you to write that yourself, so as it is it "
            "earns no points.",
        )
