"""What a submission may use up: time, memory, processes and files, and how large it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

MEBIBYTE = 1024 * 1024
_DAY = 24 * 60 * 60

#: The ranges hold for what staff write in course.toml.
Seconds = Annotated[float, Meta(gt=0, le=_DAY)]
Count = Annotated[int, Meta(ge=1, le=1_000_000)]
Bytes = Annotated[int, Meta(ge=1, le=1024 * 1024 * MEBIBYTE)]
Characters = Annotated[int, Meta(ge=1, le=1_000_000_000)]


@dataclass(frozen=True)
class Limits:
    """The bounds of one submission, and of a zip file of them.

    The kernel or the trusted side keeps each of them.
    """

    call_seconds: Seconds = 10.0  # wall time of one call, or of one cell
    submission_seconds: Seconds = 60.0  # wall time of all calls of a submission's functions
    cells_seconds: Seconds = 60.0  # wall time of all cells of a submission
    cpu_seconds: Annotated[int, Meta(ge=1, le=_DAY)] = 180  # processor time of a worker
    memory_bytes: Bytes = 2048 * MEBIBYTE  # address space of a worker
    processes: Count = 64  # processes and threads
    open_files: Count = 64
    file_bytes: Bytes = 32 * MEBIBYTE  # one file in scratch
    scratch_bytes: Bytes = 64 * MEBIBYTE  # all files in scratch
    scratch_files: Count = 1024
    answer_bytes: Bytes = 256 * MEBIBYTE  # all values that a submission's functions return
    submission_bytes: Bytes = 20 * MEBIBYTE  # the file handed in
    cells: Count = 2000  # in a notebook
    code_characters: Characters = 4_000_000  # in all cells of code
    archive_members: Count = 10_000  # files in one zip file of a learning platform
    archive_bytes: Bytes = 8192 * MEBIBYTE  # what the files graded from one zip file unpack to
    archive_ratio: Count = 200  # how many times its packed size a file there unpacks to

    @property
    def rlimits(self) -> dict[str, int]:
        """The kernel's part, by the names of its limits."""
        return {
            "CPU": self.cpu_seconds,
            "AS": self.memory_bytes,
            "NPROC": self.processes,
            "NOFILE": self.open_files,
            "FSIZE": self.file_bytes,
            "CORE": 0,
            "MEMLOCK": 0,
            "MSGQUEUE": 0,
            "SIGPENDING": 64,  # far below what all of a user's processes may have together
        }
