"""Fashion-MNIST: finding it on this machine, and checking it.

Files are known by the SHA-256 of what they unpack to, so that it does not matter who compressed
them: the dataset's authors, Debian, or Keras's download.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder.datasets.quick import SIDE, Bytes, DataError, Part, load_quick
from autograder.files import write_whole

__all__ = [
    "DEBIAN",
    "ENVIRONMENT",
    "FILES",
    "SIDE",
    "Availability",
    "DataError",
    "File",
    "Installed",
    "Location",
    "availability",
    "complete_locations",
    "install_into_keras_cache",
    "keras_cache",
    "load_full",
    "load_quick",
    "locations",
]


@dataclass(frozen=True)
class File:
    """One of the four files of the dataset, in IDX format."""

    name: str  # without .gz
    array: str  # its name in an .npz, as keras.datasets calls it
    header: bytes  # IDX: element type, number of axes, length of each
    size: int  # unpacked, header included
    sha256: str  # of the unpacked content


def _file(name: str, array: str, count: int, sha256: str) -> File:
    lengths = (count, SIDE, SIDE) if array.startswith("x") else (count,)
    header = bytes([0, 0, 8, len(lengths)]) + b"".join(n.to_bytes(4, "big") for n in lengths)
    return File(name, array, header, len(header) + int(np.prod(lengths)), sha256)


FILES = (
    _file(
        "train-images-idx3-ubyte",
        "x_train",
        60_000,
        "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    ),
    _file(
        "train-labels-idx1-ubyte",
        "y_train",
        60_000,
        "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    ),
    _file(
        "t10k-images-idx3-ubyte",
        "x_test",
        10_000,
        "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    ),
    _file(
        "t10k-labels-idx1-ubyte",
        "y_test",
        10_000,
        "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    ),
)
ARCHIVE = "fashion_mnist.npz"

ENVIRONMENT = "AUTOGRADER_DATA"
DEBIAN = Path("/usr/share/datasets/fashion-mnist")
GET_IT = (
    "Install Debian's package dataset-fashion-mnist, or set AUTOGRADER_DATA to a folder that holds "
    f"the four files ({', '.join(f'{file.name}.gz' for file in FILES)}) or {ARCHIVE}, or let Keras "
    "download it: autograder data --download."
)


@dataclass(frozen=True)
class Location:
    """A folder that may hold Fashion-MNIST."""

    name: str
    folder: Path

    def holds(self, file: File) -> bool:
        """Whether a file of this name is there, packed or not, whatever its content."""
        return any(path.is_file() for path in self.paths(file))

    def paths(self, file: File) -> tuple[Path, Path]:
        """Where the file may be, its usual form first."""
        return self.folder / f"{file.name}.gz", self.folder / file.name

    @property
    def archive(self) -> Path:
        """The .npz that may be here instead of the four files."""
        return self.folder / ARCHIVE

    @property
    def complete(self) -> bool:
        """Whether files of all names are there."""
        return all(map(self.holds, FILES)) or self.archive.is_file()

    def read(self, file: File) -> bytes:
        """The file's unpacked content, checked."""
        path = next((path for path in self.paths(file) if path.is_file()), self.archive)
        if path == self.archive:
            return _checked(path, file, _from_archive(path, file), f"{file.array} in {path}")
        return _checked(path, file, _unpacked(path, file.size), str(path))

    def packed(self, file: File) -> bytes:
        """The file as .gz, checked; unchanged where it is one already."""
        content = self.read(file)
        path = self.paths(file)[0]
        return path.read_bytes() if path.is_file() else gzip.compress(content, mtime=0)


@dataclass(frozen=True)
class Availability:
    """Whether this machine has the full data; `autograder doctor` shows the text."""

    ok: bool
    text: str


@dataclass(frozen=True)
class Installed:
    """The result of `install_into_keras_cache`."""

    folder: Path
    source: Location | None  # None: everything was there already
    written: tuple[str, ...]


def keras_cache() -> Path:
    """The folder in which keras.datasets keeps Fashion-MNIST, by Keras's own rules."""
    named = os.environ.get("KERAS_HOME")
    base = Path(named).expanduser() if named else Path.home() / ".keras"
    nearest = next((path for path in (base, *base.parents) if path.exists()), base)
    if not os.access(nearest, os.W_OK):
        base = (
            Path("/tmp/.keras") if Path("/tmp").is_dir() else Path(tempfile.gettempdir(), ".keras")
        )
    return base / "datasets" / "fashion-mnist"


def locations() -> list[Location]:
    """The folders in which Fashion-MNIST is searched for, in this order."""
    named = os.environ.get(ENVIRONMENT)
    return [
        *([Location(ENVIRONMENT, Path(named).expanduser())] if named else []),
        Location("Keras's cache", keras_cache()),
        Location("Debian's dataset-fashion-mnist", DEBIAN),
    ]


def complete_locations() -> list[Location]:
    """The locations that have files of all names.

    Raises DataError where AUTOGRADER_DATA names a folder that lacks something.
    """
    for location in locations():
        if location.name == ENVIRONMENT and not location.complete:
            missing = [f"{file.name}.gz" for file in FILES if not location.holds(file)]
            raise DataError(
                f"{ENVIRONMENT} names {location.folder}, which lacks {', '.join(missing)} (and "
                f"{ARCHIVE}). Put the missing files there, or unset {ENVIRONMENT}."
            )
    return [location for location in locations() if location.complete]


def load_full(*, download: bool = False) -> tuple[Part, Part]:
    """All of Fashion-MNIST: `(x_train, y_train), (x_test, y_test)`, uint8.

    Shapes are (60000, 28, 28), (60000,), (10000, 28, 28) and (10000,). Where no location has it,
    `download` lets Keras fetch it into its cache; otherwise DataError says what to do, as it does
    for a file that is not the real one.
    """
    location = next(iter(complete_locations()), None) or (_download() if download else None)
    if location is None:
        raise DataError(f"Fashion-MNIST is not on this machine. {GET_IT}")
    x_train, y_train, x_test, y_test = (_array(file, location.read(file)) for file in FILES)
    return (x_train, y_train), (x_test, y_test)


def availability() -> Availability:
    """Find the full data, and check that it is the real one."""
    try:
        location = next(iter(complete_locations()), None)
        if location is None:
            return Availability(False, f"not found. {GET_IT}")
        for file in FILES:
            location.read(file)
    except DataError as error:
        return Availability(False, str(error))
    return Availability(True, f"{location.folder} ({location.name}), checked by SHA-256")


def install_into_keras_cache(*, download: bool = False) -> Installed:
    """Put the four files where keras.datasets.fashion_mnist.load_data() finds them.

    Files that are right already stay; other files of these names are replaced, each atomically.
    Raises DataError where no other location has the data.
    """
    cache = Location("Keras's cache", keras_cache())
    lacking = [file for file in FILES if not _holds_packed(cache, file)]
    if not lacking:
        return Installed(cache.folder, None, ())
    sources = [
        location
        for location in complete_locations()
        if location.folder.resolve() != cache.folder.resolve()
    ]
    if not sources:
        if not download:
            broken = [file.name for file in lacking if cache.holds(file)]
            others = f" {cache.folder} holds other files of that name: {', '.join(broken)}."
            raise DataError(
                f"Fashion-MNIST is not on this machine.{others if broken else ''} {GET_IT}"
            )
        for file in lacking:  # Keras takes any file of this name
            cache.paths(file)[0].unlink(missing_ok=True)
        return Installed(_download().folder, Location("Keras's download", cache.folder), ())
    files = {f"{file.name}.gz": sources[0].packed(file) for file in lacking}
    cache.folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        write_whole(str(cache.folder / name), [data], 0o644)
    return Installed(cache.folder, sources[0], tuple(files))


def _holds_packed(cache: Location, file: File) -> bool:
    path = cache.paths(file)[0]
    if not path.is_file():
        return False
    try:
        _checked(path, file, _unpacked(path, file.size), str(path))
    except DataError:
        return False
    return True


def _download() -> Location:
    """Let Keras download into its cache, and check the files."""
    import keras  # noqa: PLC0415 - heavy, and hardly ever needed

    location = Location("Keras's download", keras_cache())
    try:
        keras.datasets.fashion_mnist.load_data()
    except Exception as error:  # Keras raises a bare Exception where there is no network
        raise DataError(f"Keras could not download Fashion-MNIST: {error}. {GET_IT}") from error
    for file in FILES:
        location.read(file)
    return location


def _unpacked(path: Path, size: int) -> bytes:
    """The content of a file, at most one byte more than it should have."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            return bytes(file.read(size + 1))
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path} cannot be read ({error}). {_replace(path)}") from error


def _from_archive(path: Path, file: File) -> bytes:
    """The IDX content that an array of an .npz stands for."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(f"{file.array}.npy") as member:
            head = member.read(file.size + 4096)  # an .npy header is shorter
        array = np.lib.format.read_array(io.BytesIO(head), allow_pickle=False)
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise DataError(
            f"{path}: {file.array} cannot be read ({error}). {_replace(path)}"
        ) from error
    if array.dtype != np.uint8:
        raise DataError(f"{path}: {file.array} is {array.dtype}, not uint8. {_replace(path)}")
    return file.header + array.tobytes()


def _checked(path: Path, file: File, content: bytes, what: str) -> bytes:
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise DataError(
            f"{what} is not Fashion-MNIST's {file.name}: its content has another SHA-256. "
            f"{_replace(path)}"
        )
    return content


def _replace(path: Path) -> str:
    if path.parent == keras_cache():
        return "Replace it: autograder data."
    if path.parent == DEBIAN:
        return "Install Debian's dataset-fashion-mnist again."
    return "Replace it by the dataset's own file, or unset AUTOGRADER_DATA."


def _array(file: File, content: bytes) -> Bytes:
    shape = (-1, SIDE, SIDE) if file.array.startswith("x") else (-1,)
    return np.frombuffer(content, np.uint8, offset=len(file.header)).reshape(shape).copy()
