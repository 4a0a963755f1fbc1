"""The dotted names of library functions, as courses and libraries write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: How a course writes a library's name, where it is not the module's own.
_SPELLINGS = {"np": "numpy", "tf": "tensorflow"}
#: The same thing in other libraries: who must not use the one must not use the others either.
_EQUIVALENTS = {
    "numpy.tanh": (
        "scipy.linalg.tanhm", "keras.ops.tanh", "keras.activations.tanh", "tensorflow.tanh",
    ),
    "scipy.special.expit": (
        "scipy.stats.logistic", "scipy.stats.Logistic", "keras.ops.sigmoid",
        "keras.activations.sigmoid", "tensorflow.sigmoid",
    ),
    "scipy.stats.logistic": ("scipy.stats.Logistic",),
    "scipy.special.softmax": (
        "scipy.special.log_softmax", "keras.ops.softmax", "keras.activations.softmax",
    ),
    "scipy.special.huber": ("scipy.special.pseudo_huber", "keras.losses.Huber"),
    "scipy.special.entr": ("scipy.stats.entropy",),
    "scipy.special.rel_entr": (
        "scipy.special.entr", "scipy.special.kl_div", "scipy.stats.entropy",
    ),
    "scipy.stats.zscore": ("scipy.stats.zmap", "scipy.stats.gzscore"),
    "scipy.optimize.approx_fprime": (
        "scipy.optimize._numdiff.approx_derivative", "scipy.optimize.check_grad",
        "scipy.differentiate.derivative", "scipy.differentiate.jacobian",
    ),
    "keras.metrics.R2Score": ("tensorflow.keras.metrics.R2Score",),
    "keras.regularizers.L1": ("keras.regularizers.l1", "keras.regularizers.L1L2"),
    "keras.regularizers.L2": ("keras.regularizers.l2", "keras.regularizers.L1L2"),
    "keras.layers.BatchNormalization": (
        "keras.ops.batch_normalization", "tensorflow.nn.batch_normalization",
        "tensorflow.nn.fused_batch_norm",
    ),
}  # fmt: skip
#: Stands within a name for a part that the text does not hold.
UNKNOWN = "\0"
#: The last part of a dotted name that the text does not hold at all.
COMPUTED = "a name put together at run time"
#: The name of a use where the text holds more than is searched.
UNSEARCHED = "more names than can be searched"


def canonical(name: str) -> str:
    """A library function's dotted name with the module's own name: `numpy.tanh` for `np.tanh`."""
    root, _, rest = name.partition(".")
    return f"{_SPELLINGS.get(root, root)}.{rest}"


def with_equivalents(names: Sequence[str]) -> list[str]:
    """The names, and those of the same things in other libraries."""
    found = dict.fromkeys(names)
    for name in names:
        found.update(dict.fromkeys(_EQUIVALENTS.get(canonical(name), ())))
    return list(found)


class Forbidden:
    """Library functions to look for, by library and name: NumPy has them under several paths."""

    def __init__(self, names: Sequence[str]) -> None:
        self._by_ends = {_ends(canonical(name)): name for name in names}
        self._roots = {root for root, _ in self._by_ends}

    def match(self, origin: str) -> str | None:
        """The name, as the course writes it, of what must not be used; None for all else."""
        *path, last = origin.split(".")
        if not path:
            return None
        if path[0] == "ctypes":  # whatever is taken from it: no exercise needs it
            return "a C library"
        # SciPy's modules hold NumPy's, under either name.
        roots = self._roots.intersection(_SPELLINGS.get(part, part) for part in path)
        for root in sorted(roots):
            if UNKNOWN in last:
                if self._may_be(root, last):
                    return f"{COMPUTED}, of {root}"
            elif (root, last) in self._by_ends:
                return self._by_ends[root, last]
        return None

    def _may_be(self, root: str, last: str) -> bool:
        """Whether a name that is known in part may be a forbidden one."""
        pattern = ".*".join(map(re.escape, last.split(UNKNOWN)))
        return any(
            other == root and re.fullmatch(pattern, name) is not None
            for other, name in self._by_ends
        )


def _ends(name: str) -> tuple[str, str]:
    return name.partition(".")[0], name.rpartition(".")[2]
