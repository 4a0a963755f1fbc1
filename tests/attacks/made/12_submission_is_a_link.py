"""Links in place of a notebook: to another's work, to model answers, to devices, in circles.

mechanism: symlinks, hard links, a FIFO and a socket where a notebook should be
success: another's work is graded as mallory's, or the grader waits or fails
"""

import os
import socket
from pathlib import Path


def make(folder: Path, class_folder: Path) -> None:
    name = "losses.ipynb"
    honest = class_folder / "ada" / folder.name / name
    (folder / name).symlink_to(honest)

    def other(student: str) -> Path:
        path = class_folder / student / folder.name / name
        path.parent.mkdir(parents=True)
        return path

    other("mallory-relative").symlink_to(f"../../zoe/{folder.name}/{name}")
    other("mallory-device").symlink_to("/dev/zero")
    circle = other("mallory-circle")
    circle.symlink_to(circle)
    os.mkfifo(other("mallory-fifo"))
    here = os.getcwd()  # noqa: PTH109
    os.chdir(other("mallory-socket").parent)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(name)
    finally:
        os.chdir(here)
    (class_folder / "mallory-folder").symlink_to(class_folder / "ada")
    other("mallory-directory").mkdir()
    copy = other("mallory-copy")
    copy.write_bytes(b"{}")
    os.link(copy, other("mallory-hard"))
