"""The raw figures of a calibration: a log that a killed one goes on from, and a copy to commit.

The log stands in the course's `.autograder/`, one JSON object a line, and is only ever added to.
The copy in `solutions/training/trainings/` is a CSV file that a later session, or another machine,
goes on from. Both keep a training under a key that says all it depends on, so what was trained for
another protocol, or for an entry that has changed since, is never taken for a new one.
"""

from __future__ import annotations

import contextlib
import csv
import io
import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from autograder.course.model import CourseError
from autograder.files import write_whole
from autograder.training.protocols import Protocol

_Found = tuple[str, int]  # the answer's key, and the seed
_SEED, _KEY, _SECONDS = "seed", "key", "seconds"  # what the CSV file's rows begin with


class Figures(msgspec.Struct, frozen=True):
    """What one training came to."""

    key: str  # of the answer under its protocol
    seed: int
    measures: dict[str, float]
    seconds: float
    curve: tuple[float, ...] = ()


class TrainingsFile:
    """The figures of one protocol's trainings, found by the answer's key and the seed."""

    def __init__(self, root: Path, protocol: Protocol) -> None:
        name = f"{protocol.bar.replace('/', '.')}.{protocol.scale}"
        self._log = root / ".autograder" / "calibration" / f"{name}.jsonl"
        self._copy = root / "solutions" / "training" / "trainings" / f"{name}.csv"
        self._protocol = protocol
        self._kept: dict[_Found, Figures] = {}
        for figures in (*_read_copy(self._copy, protocol), *_read_log(self._log)):
            self._kept[figures.key, figures.seed] = figures

    def get(self, key: str, seed: int) -> Figures | None:
        """A training that was done before; None where there is none."""
        return self._kept.get((key, seed))

    def add(self, figures: Figures) -> None:
        """Keep a training, on disk before this returns."""
        self._kept[figures.key, figures.seed] = figures
        self._log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._log.open("ab") as file:
            if file.tell() and not _ends_a_line(self._log):  # killed while it wrote
                file.write(b"\n")
            file.write(msgspec.json.encode(figures) + b"\n")

    def write_copy(self, names: Mapping[str, str]) -> None:
        """Write the CSV file anew, with the trainings of these answers: names by key.

        A column is an answer in one measure, a row a seed; above them stand the answers' keys and
        the median of their seconds.
        """
        columns = [(key, measure) for key in names for measure in self._protocol.measures]
        seeds = sorted({seed for key, seed in self._kept if key in names})
        if not seeds:
            return
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([_SEED, *(f"{names[key]}/{measure}" for key, measure in columns)])
        writer.writerow([_KEY, *(key for key, _ in columns)])
        writer.writerow([_SECONDS, *(f"{self._seconds(key):.2f}" for key, _ in columns)])
        for seed in seeds:
            found = [(self._kept.get((key, seed)), measure) for key, measure in columns]
            writer.writerow(
                [seed, *(f"{one.measures[measure]:.5f}" if one else "" for one, measure in found)]
            )
        self._copy.parent.mkdir(parents=True, exist_ok=True)
        write_whole(str(self._copy), [text.getvalue().encode()])

    def _seconds(self, key: str) -> float:
        seconds = [figures.seconds for figures in self._kept.values() if figures.key == key]
        return statistics.median(seconds) if seconds else 0.0


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, 2)
        return file.read() == b"\n"


def _read_log(path: Path) -> Iterator[Figures]:
    lines = path.read_bytes().splitlines() if path.is_file() else []
    for line in lines:
        with contextlib.suppress(msgspec.DecodeError):  # cut off when it was killed
            yield msgspec.json.decode(line, type=Figures)


def _read_copy(path: Path, protocol: Protocol) -> Iterator[Figures]:
    """The trainings of a CSV file, without curves; none from a file of other measures."""
    if not path.is_file():
        return
    measures: list[str] = list(protocol.measures)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, keys, seconds, *rows = csv.reader(file)
        for first in range(1, len(header), len(measures)):
            cells = slice(first, first + len(measures))
            if [name.rpartition("/")[2] for name in header[cells]] != measures:
                return
            for row in rows:
                if all(row[cells]):
                    values = dict(zip(measures, map(float, row[cells]), strict=True))
                    yield Figures(keys[first], int(row[0]), values, float(seconds[first]))
    except (LookupError, ValueError) as error:
        raise CourseError(
            f"{path} is not as `autograder calibrate` wrote it. Restore or remove it."
        ) from error
