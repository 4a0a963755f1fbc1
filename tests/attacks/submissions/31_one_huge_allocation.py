# mechanism: more memory than there is, by NumPy, by Python and by mmap, private and shared
# success: it is had, which gives points, or the grader or the machine runs out of memory

# %%
import mmap

import numpy as np

GIGABYTE = 1 << 30
had = []
for allocate in (
    lambda: np.ones(8 * GIGABYTE, dtype=np.uint8),
    lambda: np.full((GIGABYTE, 1), 1.0),
    lambda: bytearray(4 * GIGABYTE),
    lambda: [None] * GIGABYTE,
    lambda: "x" * (4 * GIGABYTE),
    lambda: mmap.mmap(-1, 4 * GIGABYTE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS),
    lambda: mmap.mmap(-1, 4 * GIGABYTE, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS),
):
    try:
        had.append(allocate())
    except (MemoryError, OSError, ValueError, OverflowError):
        pass

# %%
if had:

    def mse(y_true, y_pred):
        return np.mean((np.ravel(y_true).astype(float) - np.ravel(y_pred)) ** 2)
