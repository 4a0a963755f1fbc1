"""What a submission may use up: time, memory, processes and files, and how large it may be."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The bounds of one submission, and of a zip file of them.

    The kernel or the trusted side keeps each of them.
    """

    call_seconds: float = 10.0  # wall time of one call, or of one cell
    submission_seconds: float = 60.0  # wall time of all calls of a submission's functions
    cells_seconds: float = 60.0  # wall time of all cells of a submission
    cpu_seconds: int = 180  # processor time of a worker
    memory_bytes: int = 2048 * MEBIBYTE  # address space of a worker
    processes: int = 64  # processes and threads
    open_files: int = 64
    file_bytes: int = 32 * MEBIBYTE  # one file in scratch
    scratch_bytes: int = 64 * MEBIBYTE  # all files in scratch
    scratch_files: int = 1024
    submission_bytes: int = 20 * MEBIBYTE  # the file handed in
    cells: int = 2000  # in a notebook
    archive_members: int = 10_000  # files in one zip file of a learning platform
    archive_bytes: int = 8192 * MEBIBYTE  # what the files graded from one zip file unpack to
    archive_ratio: int = 200  # how many times its packed size a file there unpacks to

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
        }
