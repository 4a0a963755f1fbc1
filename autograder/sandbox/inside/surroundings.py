"""Jupyter's surroundings, for code that nobody watches: they accept everything and do nothing.

A notebook that is graded has no browser, no shell and no screen. Plots, widgets and displays
vanish; progress bars still give the items that they iterate over; the shell's output is empty.
"""

from __future__ import annotations

import dis
import sys
import types
from collections.abc import Iterable, Iterator
from importlib.machinery import ModuleSpec
from typing import Any

_UNPACK = {dis.opmap["UNPACK_SEQUENCE"]: 1, dis.opmap["UNPACK_EX"]: 2}
_EXTENDED_ARG = dis.opmap["EXTENDED_ARG"]
#: How many items an object of a silent library has where nobody says how many are wanted.
_ITEMS = 2


class Silent:
    """Accepts every call, attribute and operation, and does nothing; as a number it is 0."""

    def __call__(self, *args: object, **kwargs: object) -> Silent:
        """Accept every call."""
        return self

    def __getattr__(self, name: str) -> Silent:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> Silent:
        return self

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __iter__(self) -> Iterator[Silent]:
        """As many items as the caller takes apart: `n, bins, patches = plt.hist(x)` wants three."""
        return iter([self] * _wanted(sys._getframe(1)))

    def __len__(self) -> int:
        return _ITEMS

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *details: object) -> None:
        pass

    def __bool__(self) -> bool:
        return True

    def __float__(self) -> float:
        return 0.0

    def __int__(self) -> int:
        return 0

    def __index__(self) -> int:
        return 0

    def __format__(self, form: str) -> str:
        return format(0.0, form)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        import numpy as np  # noqa: PLC0415 - loaded already where anybody asks for an array

        return np.zeros(_ITEMS, dtype)

    def _operate(self, *others: object) -> Silent:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _operate
    __truediv__ = __rtruediv__ = __floordiv__ = __mod__ = __pow__ = __neg__ = __abs__ = _operate

    def _compare(self, other: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _compare


def _wanted(frame: types.FrameType) -> int:
    """How many items the instruction that a frame is at takes apart."""
    code, place = frame.f_code.co_code, frame.f_lasti
    if not 0 <= place < len(code) - 1:
        return _ITEMS
    kind, argument = _UNPACK.get(code[place]), code[place + 1]
    if kind is None:
        return _ITEMS
    if kind == 1:
        return argument
    after = code[place - 1] if place >= 2 and code[place - 2] == _EXTENDED_ARG else 0
    return argument + after


class _SilentModule(types.ModuleType):
    def __getattr__(self, name: str) -> Silent:
        if name.startswith("__"):
            raise AttributeError(name)
        return Silent()


class Progress:
    """What tqdm gives: the items it was given, and methods that show nothing."""

    def __init__(self, iterable: Iterable[Any] | None = None, *args: object, **kwargs: Any) -> None:
        self._iterable = iterable
        self.total = kwargs.get("total")
        self.n = 0

    def __iter__(self) -> Iterator[Any]:
        for item in self._iterable if self._iterable is not None else ():
            yield item
            self.n += 1

    def __len__(self) -> int:
        return len(self._iterable)  # type: ignore[arg-type]

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *details: object) -> None:
        pass

    def update(self, count: int = 1) -> None:
        """Count on."""
        self.n += count

    @classmethod
    def write(cls, *args: object, **kwargs: object) -> None:
        """Print nothing."""

    def __getattr__(self, name: str) -> Silent:
        if name.startswith("__"):
            raise AttributeError(name)
        return Silent()


def _progress_range(*bounds: int, **kwargs: Any) -> Progress:
    return Progress(range(*bounds), **kwargs)


class Shell:
    """What `get_ipython()` gives, after the trusted side has written magics out as Python."""

    def run_line_magic(self, name: str, line: str, *args: object) -> None:
        """Run nothing."""

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """Run nothing."""

    def system(self, command: str) -> None:
        """Run nothing."""

    def getoutput(self, command: str, *args: object) -> list[str]:
        """Give no lines."""
        return []

    def __getattr__(self, name: str) -> Silent:
        if name.startswith("__"):
            raise AttributeError(name)
        return Silent()


def display(*values: object, **options: object) -> None:
    """Show nothing."""


def jupyter_names() -> dict[str, Any]:
    """The names that every notebook has from the start."""
    shell = Shell()
    return {
        "get_ipython": lambda: shell,
        "display": display,
        "In": [""],
        "Out": {},
        "_": "",
        "__": "",
        "___": "",
    }


_PROGRESS: dict[str, Any] = {"tqdm": Progress, "trange": _progress_range, "tqdm_notebook": Progress}
#: Libraries that show something, and that a worker has stand-ins for.
STAND_INS = frozenset(
    ["IPython", "ipywidgets", "matplotlib", "mpl_toolkits", "plotly", "seaborn", "tqdm"]
)


class StandIns:
    """Finds the modules of libraries for which there are stand-ins: an importer of Python's."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Give a module of a library that there is a stand-in for."""
        if name.partition(".")[0] not in STAND_INS:
            return None
        return ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: Any) -> types.ModuleType:
        """An empty module that accepts everything."""
        return _SilentModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Fill in what is not mere silence."""
        module.__path__ = []
        library = module.__name__.partition(".")[0]
        if library == "tqdm":
            module.__dict__.update(_PROGRESS)
        elif module.__name__ == "IPython":
            module.__dict__["get_ipython"] = jupyter_names()["get_ipython"]
        elif module.__name__ == "IPython.display":
            module.__dict__["display"] = display


def run_coroutine(coroutine: Any) -> None:
    """Run what a cell awaits: without a loop of events, what only gives way goes on at once."""
    try:
        while True:
            coroutine.send(None)
    except StopIteration:
        pass
    finally:
        coroutine.close()
