"""Zip files as hostile input: what is read, what is refused, and that the rest is not stopped."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.limits import MEBIBYTE, Limits
from autograder.submissions.archives import Archive, ArchiveError

LIMITS = Limits(archive_members=50)
REGULAR, LINK, PIPE, DEVICE = 0o100644, 0o120777, 0o010644, 0o020644


def entry(name: str, mode: int = 0, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """An entry of any name: the constructor would make some of them harmless."""
    info = zipfile.ZipInfo("x")
    info.filename = info.orig_filename = name
    info.external_attr = mode << 16
    info.compress_type = method
    return info


def pack(path: Path, *members: tuple[zipfile.ZipInfo | str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            info = entry(name) if isinstance(name, str) else name
            archive.writestr(info, content)
    return path


def read_all(archive: Archive, limit: int = MEBIBYTE) -> dict[str, str]:
    """What each member holds, or why it is not read."""
    result = {}
    for member in archive.members:
        try:
            result["/".join(member.parts)] = member.read(limit).decode()
        except ArchiveError as error:
            result["/".join(member.parts)] = f"refused: {error}"
    return result


def change(path: Path, old: bytes, new: bytes, count: int = -1) -> Path:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, count))
    return path


def test_members_are_read_lazily_and_nothing_is_unpacked(tmp_path):
    path = pack(tmp_path / "a.zip", ("ada/x.py", "x = 1"), ("./ben//y.py", "y = 2"))
    archive = Archive(path, LIMITS)
    assert [member.parts for member in archive.members] == [("ada", "x.py"), ("ben", "y.py")]
    assert read_all(archive) == {"ada/x.py": "x = 1", "ben/y.py": "y = 2"}
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/x.py", "absolute"),
        ("../x.py", "leads out"),
        ("ada/../../x.py", "leads out"),
        ("C:/x.py", "drive"),
        ("c:x.py", "drive"),
        ("ada\\x.py", "backslash"),
        ("..\\x.py", "backslash"),
        ("\uff0fetc/x.py", "absolute"),
        ("\u2025/x.py", "leads out"),
        ("x.py\0.txt", "zero byte"),
        ("x" * 2000 + ".py", "longer than"),
    ],
)
def test_names_that_lead_elsewhere_are_refused_and_the_rest_is_read(tmp_path, name, reason):
    archive = Archive(pack(tmp_path / "a.zip", (name, "evil"), ("ben.py", "y = 2")), LIMITS)
    assert read_all(archive) == {"ben.py": "y = 2"}
    (refused,) = archive.refused
    assert reason in refused
    assert len(refused) < 200


@pytest.mark.parametrize(
    ("mode", "method", "reason"),
    [
        (LINK, zipfile.ZIP_STORED, "a link"),
        (PIPE, zipfile.ZIP_STORED, "not a regular file"),
        (DEVICE, zipfile.ZIP_STORED, "not a regular file"),
        (REGULAR, zipfile.ZIP_BZIP2, "unusual method"),
        (REGULAR, zipfile.ZIP_LZMA, "unusual method"),
    ],
)
def test_what_is_no_plain_file_is_refused_by_name(tmp_path, mode, method, reason):
    path = pack(
        tmp_path / "a.zip", (entry("ada.py", mode, method), "/etc/passwd"), ("ben.py", "y = 2")
    )
    read = read_all(Archive(path, LIMITS))
    assert read["ben.py"] == "y = 2"
    assert read["ada.py"].startswith("refused: ada.py is ")
    assert reason in read["ada.py"]


def test_an_encrypted_file_is_refused_by_name(tmp_path):
    path = pack(tmp_path / "a.zip", ("ada.py", "x = 1"), ("ben.py", "y = 2"))
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flags before the first file's content
    data[data.index(b"PK\1\2") + 8] |= 1  # and in the table of contents
    path.write_bytes(data)
    assert read_all(Archive(path, LIMITS)) == {
        "ada.py": "refused: ada.py is encrypted. Hand it in without a password.",
        "ben.py": "y = 2",
    }


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_both_refused_once(tmp_path):
    path = pack(tmp_path / "a.zip", ("ada.py", "1"), ("./ada.py", "2"), ("ben.py", "y = 2"))
    assert read_all(Archive(path, LIMITS)) == {
        "ada.py": "refused: ada.py is 2 times in the zip file. Hand in one notebook.",
        "ben.py": "y = 2",
    }


def test_a_name_that_is_no_utf8_stops_nobody_else(tmp_path):
    path = pack(tmp_path / "a.zip", ("ädä.py", "x = 1"), ("ben.py", "y = 2"))
    change(path, "ädä.py".encode(), b"\xc3(d\xc3(.py")
    read = read_all(Archive(path, LIMITS))
    assert read.pop("ben.py") == "y = 2"
    (reason,) = read.values()
    assert reason.endswith("cannot be read: its name in the zip file is not valid text.")


def test_utf8_that_is_not_declared_is_understood(tmp_path):
    path = pack(tmp_path / "a.zip", ("José.py", "x = 1"))
    data = bytearray(path.read_bytes())
    data[7] &= ~8
    data[data.index(b"PK\1\2") + 9] &= ~8
    path.write_bytes(data)
    assert read_all(Archive(path, LIMITS)) == {"José.py": "x = 1"}


def test_a_member_is_cut_at_the_limit_whatever_its_header_says(tmp_path):
    path = pack(tmp_path / "a.zip", (entry("ada.py", method=zipfile.ZIP_STORED), "x" * 5000))
    (member,) = Archive(path, LIMITS).members
    assert len(member.read(1000)) == 1001
    honest = struct.pack("<L", 5000)
    change(path, honest, struct.pack("<L", 10))
    assert "damaged" in read_all(Archive(path, LIMITS))["ada.py"]


def test_a_bomb_is_refused_by_its_density_and_small_files_are_not(tmp_path):
    path = pack(
        tmp_path / "a.zip", ("bomb.ipynb", b" " * 8 * MEBIBYTE), ("dense.py", b"#" * 50_000)
    )
    read = read_all(Archive(path, LIMITS), 20 * MEBIBYTE)
    assert "unpacks to more than 200 times its size" in read["bomb.ipynb"]
    assert len(read["dense.py"]) == 50_000


def test_all_files_together_are_bounded_and_reading_one_twice_counts_once(tmp_path):
    limits = Limits(archive_bytes=2500)
    names = ("a.py", "b.py", "c.py")
    path = pack(tmp_path / "a.zip", *((name, "x" * 1000) for name in names))
    archive = Archive(path, limits)
    for _ in range(2):
        read = read_all(archive)
        assert [len(read[name]) for name in names[:2]] == [1000, 1000]
        assert read["c.py"].startswith("refused: c.py was not read: the files of a.zip unpack to")


def test_too_many_files_are_refused_at_once(tmp_path):
    path = pack(tmp_path / "a.zip", *((f"{n}.py", "") for n in range(51)))
    with pytest.raises(ArchiveError, match=r"a\.zip holds 51 files, more than the limit of 50"):
        Archive(path, LIMITS)


def test_a_huge_table_of_contents_is_not_read(tmp_path):
    path = tmp_path / "a.zip"
    with path.open("wb") as file:
        file.truncate(6 * MEBIBYTE)
        file.seek(0, os.SEEK_END)
        file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, 6 * MEBIBYTE, 0, 0))
    with pytest.raises(ArchiveError, match="table of contents larger than 4 MB"):
        Archive(path, LIMITS)


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"hello", b"PK\5\6" + b"\xff" * 18])
def test_what_is_no_zip_file_says_so(tmp_path, content):
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(ArchiveError, match=r"a\.zip is not a zip file, or a damaged one"):
        Archive(tmp_path / "a.zip", LIMITS)


def test_a_link_or_pipe_is_not_opened(tmp_path):
    pack(tmp_path / "a.zip", ("ada.py", "x = 1"))
    (tmp_path / "link.zip").symlink_to("a.zip")
    os.mkfifo(tmp_path / "pipe.zip")
    for name in ("link.zip", "pipe.zip"):
        with pytest.raises(ArchiveError, match=f"{name} cannot be read"):
            Archive(tmp_path / name, LIMITS)


def small_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada/01_tiny/tiny.py", "x = 1\n" * 20)
        archive.writestr("José.py", "y = 2")
    return file.getvalue()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None
)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(small_zip()) - 1), st.integers(0, 255)), max_size=6
    ),
    cut=st.integers(0, 40),
)
def test_a_damaged_file_never_raises_anything_else(tmp_path, changes, cut):
    data = bytearray(small_zip())
    for place, value in changes:
        data[place] = value
    path = tmp_path / "a.zip"
    path.write_bytes(data[: len(data) - cut])
    try:
        archive = Archive(path, LIMITS)
    except ArchiveError:
        return
    for content in read_all(archive, 1000).values():
        assert len(content) < 1000


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None
)
@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_name_is_a_member_of_safe_parts_or_refused(tmp_path, name):
    path = pack(tmp_path / "a.zip", (name, "x = 1"))
    archive = Archive(path, LIMITS)
    for member in archive.members:
        assert not {"", ".", ".."} & set(member.parts)
        assert not any(letter in part for part in member.parts for letter in "/\\\0")
    assert all(refused.isprintable() for refused in archive.refused)
    assert len(archive.members) + len(archive.refused) == (0 if is_folder(archive, name) else 1)


def is_folder(archive: Archive, name: str) -> bool:
    return name.endswith("/") and not archive.refused
