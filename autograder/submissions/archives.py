"""Zip files, read as hostile input.

Nothing is ever unpacked to disk: members are read into memory one at a time, and what a header
says about sizes is believed only where a bound of ours is tighter.
"""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from autograder.files import open_in_place
from autograder.limits import MEBIBYTE, Limits
from autograder.text import printable

_DIRECTORY_BYTES = 4 * MEBIBYTE  # the table of contents, which zipfile reads in one piece
_CHUNK = 64 * 1024
_RATIO_FROM = MEBIBYTE  # what unpacks to less may be as dense as it likes
_NAME = 1000
_DRIVE = re.compile(r"[A-Za-z]:")
#: bzip2 and LZMA unpack a small piece of input to any amount of output at once.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1 | 0x40
_ENTRY = struct.Struct("<4s4H4L5H2L")  # of the table of contents
_ENTRY_SIGNATURE = b"PK\1\2"
_TROUBLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    UnicodeError,
    ValueError,
)


class ArchiveError(Exception):
    """A zip file, or a file in one, that is not read; the message names it."""


@dataclass(frozen=True)
class Member:
    """A file in a zip file; its content is read when its turn comes."""

    archive: Archive = field(repr=False)
    parts: tuple[str, ...]  # its folders' names, then its own
    problem: str | None  # why it is not read
    info: zipfile.ZipInfo = field(repr=False)

    def read(self, limit: int) -> bytes:
        """The content, cut after `limit` + 1 bytes; raises ArchiveError."""
        return self.archive.read(self, limit)


class Archive:
    """A zip file that stays open until it is closed, and what it holds."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Read the table of contents; raises ArchiveError for anything but a zip file."""
        self.path = path
        self._limits = limits
        self._unpacked: dict[tuple[str, ...], int] = {}  # bytes that each member has come to
        self._total = 0
        name = printable(path.name, 100)
        try:
            self._file, self._zip = _open(path)
        except _Oversized:
            raise ArchiveError(
                f"{name} has a table of contents larger than {_DIRECTORY_BYTES // MEBIBYTE} MB. "
                "Download it again, in parts."
            ) from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise ArchiveError(f"{name} cannot be read: {reason}.") from None
        except _TROUBLE:
            raise ArchiveError(
                f"{name} is not a zip file, or a damaged one. Download it again."
            ) from None
        entries = self._zip.infolist()
        if len(entries) > limits.archive_members:
            self.close()
            raise ArchiveError(
                f"{name} holds {len(entries)} files, more than the limit of "
                f"{limits.archive_members}. Grade it in parts, or raise archive_members in "
                "course.toml."
            )
        self.members: list[Member] = []
        self.refused: list[str] = []  # unsafe names, each with the reason
        self._list(entries)
        self._by_parts = {member.parts: member for member in self.members}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was not read by now cannot be read any more."""
        self._zip.close()
        self._file.close()  # which a ZipFile leaves open when it was given to it

    def member(self, parts: tuple[str, ...]) -> Member | None:
        """The file of that name, if there is one."""
        return self._by_parts.get(parts)

    def read(self, member: Member, limit: int) -> bytes:
        """The content of a member, cut after `limit` + 1 bytes; raises ArchiveError."""
        name = printable(member.parts[-1], 100)
        if member.problem is not None:
            raise ArchiveError(member.problem)
        content = bytearray()
        others = self._total - self._unpacked.get(member.parts, 0)
        try:
            with self._zip.open(member.info) as file:
                while len(content) <= limit and (piece := file.read(_CHUNK)):
                    content += piece
                    self._bound(name, member.info, len(content), others)
        except UnicodeError:
            raise ArchiveError(
                f"{name} cannot be read: its name in the zip file is not valid text."
            ) from None
        except _TROUBLE:
            raise ArchiveError(f"{name} cannot be read: the zip file is damaged there.") from None
        self._unpacked[member.parts] = len(content)
        self._total = others + len(content)
        return bytes(content[: limit + 1])

    def _bound(self, name: str, info: zipfile.ZipInfo, size: int, others: int) -> None:
        packed = max(info.compress_size, 1)
        if size > _RATIO_FROM and size > packed * self._limits.archive_ratio:
            raise ArchiveError(
                f"{name} unpacks to more than {self._limits.archive_ratio} times its size. "
                "Clear the outputs of the notebook and hand it in again."
            )
        if others + size > self._limits.archive_bytes:
            raise ArchiveError(
                f"{name} was not read: the files of {printable(self.path.name, 100)} unpack to "
                f"more than {self._limits.archive_bytes // MEBIBYTE} MB. Grade it in parts, or "
                "raise archive_bytes in course.toml."
            )

    def _list(self, entries: list[zipfile.ZipInfo]) -> None:
        """Sort the entries into members and those whose names are refused."""
        kept: list[tuple[tuple[str, ...], zipfile.ZipInfo]] = []
        for info in entries:
            name = _name(info)
            unsafe = _why_unsafe(name)
            if unsafe is not None:
                self.refused.append(f"{printable(name, 100)} {unsafe}")
            elif not name.endswith("/"):
                kept.append(
                    (tuple(part for part in name.split("/") if part not in ("", ".")), info)
                )
        counts = Counter(parts for parts, _ in kept)
        for parts, info in kept:
            if not parts:
                self.refused.append(f"{printable(info.filename, 100)} names no file")
            elif counts[parts] >= 1:
                problem = _why_unreadable(info, printable(parts[-1], 100))
                if counts[parts] > 1:
                    problem = (
                        f"{printable(parts[-1], 100)} is {counts[parts]} times in the zip file. "
                        "Hand in one notebook."
                    )
                    counts[parts] = 0  # one refusal for all of them
                self.members.append(Member(self, parts, problem, info))


def _open(path: Path) -> tuple[_BoundedReads, zipfile.ZipFile]:
    """Open a zip file, but not a link to one, and read its table of contents."""
    file = _BoundedReads(path, opener=open_in_place)
    try:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("not a regular file")
        opened = zipfile.ZipFile(file)
    except BaseException:
        file.close()
        raise
    file.is_open = True
    return file, opened


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was written; some programs write UTF-8 without saying so."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            return name
    return name


def _why_unsafe(name: str) -> str | None:
    """What makes a name more than a name, if anything."""
    if not name:
        return "has no name"
    if len(name) > _NAME:
        return f"has a name longer than {_NAME} letters"
    if "\0" in name:
        return "has a zero byte in its name"
    if "\\" in name:
        return "has a backslash in its name"
    # Also where a wide or joined letter stands for the one that matters.
    plain = unicodedata.normalize("NFKC", name)
    if name.startswith("/") or plain.startswith("/"):
        return "has an absolute path for a name"
    if _DRIVE.match(plain):
        return "has a drive in its name"
    if ".." in name.split("/") or ".." in plain.split("/"):
        return "leads out of its folder"
    return None


def _why_unreadable(info: zipfile.ZipInfo, name: str) -> str | None:
    """What makes an entry something else than a plain file, if anything."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return f"{name} is a link. Hand in the notebook itself."
    if kind not in (0, stat.S_IFREG):
        return f"{name} is not a regular file. Hand in the notebook itself."
    if info.flag_bits & _ENCRYPTED:
        return f"{name} is encrypted. Hand it in without a password."
    if info.compress_type not in _METHODS:
        return f"{name} is packed by an unusual method. Hand in the notebook itself."
    return None


class _Oversized(Exception):  # noqa: N818 - never leaves this module
    """More is to be read in one piece than a table of contents may have."""


class _BoundedReads(io.FileIO):
    """A file that gives no more in one piece than a table of contents may have.

    The size of that table is the file's own claim, and zipfile would believe it.
    """

    is_open = False  # the table of contents has been read

    def read(self, size: int | None = -1, /) -> bytes:
        """Read like any file, within the bound; a name that is not UTF-8 loses that claim."""
        if size is None or size < 0:
            size = max(os.fstat(self.fileno()).st_size - self.tell(), 0)
        if size > _DIRECTORY_BYTES:
            raise _Oversized
        pieces = bytearray()
        while len(pieces) < size and (piece := super().read(size - len(pieces))):
            pieces += piece
        data = bytes(pieces)
        return data if self.is_open else _without_false_names(data)


def _without_false_names(directory: bytes) -> bytes:
    """The table of contents, in which a name that is not UTF-8 does not claim to be.

    One such name would make zipfile give up the whole file. Its entry can still not be opened,
    because the claim stands before the content as well.
    """
    data = bytearray(directory)
    start = 0
    while start + _ENTRY.size <= len(data):
        entry = _ENTRY.unpack_from(data, start)
        flags, name, extra, comment = entry[3], entry[9], entry[10], entry[11]
        if entry[0] != _ENTRY_SIGNATURE:
            break
        begin = start + _ENTRY.size
        if flags & _UTF8_NAME:
            try:
                data[begin : begin + name].decode("utf-8")
            except UnicodeDecodeError:
                struct.pack_into("<H", data, start + 8, flags & ~_UTF8_NAME)
        start = begin + name + extra + comment
    return bytes(data)
