"""The trainings of a course, each done once: for the class, and for every time it is graded again.

A training is found by what it depends on: the network and its compile settings, in their canonical
text, the protocol, the seed, and the versions of what calculates. So the same network has the same
verdict, whoever hands it in and however it is written.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from autograder.training.protocols import Protocol
from autograder.training.trained import Trained

#: Counted up whenever `Training` trains or measures in another way than before.
_RECIPE = 1
_BUSY_SECONDS = 30.0
_TABLE = "CREATE TABLE IF NOT EXISTS trainings (key TEXT PRIMARY KEY, trained BLOB NOT NULL)"


def store_path(root: Path) -> Path:
    """Where a course's trainings stand."""
    return root / ".autograder" / "trainings.sqlite"


def training_key(architecture: bytes, settings: bytes, protocol: Protocol, seed: int) -> str:
    """What a training is found by."""
    depends_on = (
        architecture,
        settings,
        protocol.data,
        protocol.train,
        protocol.test,
        protocol.batch_size,
        protocol.epochs,
        protocol.late,
        protocol.measures,
        protocol.curve,
        seed,
        *_versions(),
    )
    return hashlib.sha256(repr(depends_on).encode()).hexdigest()


@cache
def _versions() -> tuple[object, ...]:
    return (_RECIPE, version("keras"), version("tensorflow"), version("numpy"))


class TrainingStore:
    """A file that any number of processes read and write at once.

    It only saves time: where it cannot be read or written, everything is trained.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._kept: list[tuple[str, Trained]] = []

    def get(self, key: str) -> Trained | None:
        """The training of a key; None where it has not been done yet."""
        for row in self._run("SELECT trained FROM trainings WHERE key = ?", [(key,)]):
            with contextlib.suppress(msgspec.DecodeError):
                return _decode(row)
        return None

    def put(self, trainings: Iterable[tuple[str, Trained]]) -> None:
        """Keep trainings; one that is there already stays as it is."""
        trainings = list(trainings)
        self._kept += trainings
        rows = [(key, msgspec.msgpack.encode(trained)) for key, trained in trainings]
        self._run("INSERT OR IGNORE INTO trainings VALUES (?, ?)", rows)

    def newly_kept(self) -> list[tuple[str, Trained]]:
        """What this object has been given since it was last asked."""
        kept, self._kept = self._kept, []
        return kept

    def all(self) -> list[tuple[str, Trained]]:
        """Every training, by its key."""
        keys = self._run("SELECT key FROM trainings ORDER BY key", [()])
        found = ((str(key), self.get(str(key))) for key in keys)
        return [(key, trained) for key, trained in found if trained is not None]

    def _run(self, statement: str, rows: Sequence[tuple[object, ...]]) -> list[Any]:
        """Run a statement for each row of values; give the first column of what it finds.

        The file is opened each time: a process that has been forked must not share one.
        """
        if self._path is None or not rows:
            return []
        try:
            with self._opened(self._path) as connection, connection:
                return [found[0] for row in rows for found in connection.execute(statement, row)]
        except (sqlite3.Error, OSError):
            return []

    @staticmethod
    @contextlib.contextmanager
    def _opened(path: Path) -> Iterator[sqlite3.Connection]:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(_TABLE)
            yield connection


def decode_trainings(rows: Iterable[tuple[str, bytes]]) -> list[tuple[str, Trained]]:
    """Trainings by their keys, from MessagePack."""
    return [(key, _decode(row)) for key, row in rows]


def _decode(row: bytes) -> Trained:
    return msgspec.msgpack.decode(row, type=Trained)
