"""The dotted names of library functions, as courses and libraries write them."""

from __future__ import annotations

#: How a course writes a library's name, where it is not the module's own.
_SPELLINGS = {"np": "numpy"}


def canonical(name: str) -> str:
    """A library function's dotted name with the module's own name: `numpy.tanh` for `np.tanh`."""
    root, _, rest = name.partition(".")
    return f"{_SPELLINGS.get(root, root)}.{rest}"
