"""Files that cannot be read: what each is instead of a notebook, and what to do about it."""

from __future__ import annotations

import codecs
import re

from autograder.submissions.submission import UnreadableError

#: The first bytes of files of other kinds, what these are, and what to do.
_OTHER_KINDS = (
    (b"PK\x03\x04", "a zip file. Unpack it and hand in the notebook itself"),
    (b"\x1f\x8b", "a gzip file. Unpack it and hand in the notebook itself"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file. Unpack it and hand in the notebook itself"),
    (b"Rar!", "a RAR file. Unpack it and hand in the notebook itself"),
    (b"%PDF", "a PDF. Hand in the notebook that it was made from"),
    (
        b"version https://git-lfs.github.com/spec/",
        "a pointer of Git LFS, not the file itself. Run `git lfs pull` and hand in the file that "
        "this brings",
    ),
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What a Python file may say of its encoding in its first two lines.
_DECLARED = re.compile(rb"(?:[^\n]*\n)?[ \t]*#[^\n]*?coding[:=][ \t]*([-\w.]{1,30})")
_DECLARABLE = {
    "latin-1": "latin-1",
    "latin1": "latin-1",
    "iso-8859-1": "latin-1",
    "iso-8859-15": "iso-8859-15",
    "cp1252": "cp1252",
    "windows-1252": "cp1252",
}
_PAGE = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_CONFLICT = re.compile(r"^[ \t]*(?:<{7} |>{7} |={7}[ \t]*$|\|{7} )", re.MULTILINE)
_PYTHON = re.compile(r"^(?:def \w+\(|import \w+|from \w+ import |# %%|# In\[)", re.MULTILINE)


def refuse_other_kinds(content: bytes, name: str) -> None:
    """Raise UnreadableError for a file that its first bytes show to be of another kind."""
    if not content.strip():
        raise UnreadableError(f"{name} is empty.")
    if not content.strip(b"\0"):
        raise UnreadableError(
            f"{name} holds nothing but zero bytes: it was damaged when it was saved. Save it again "
            "and hand it in again."
        )
    for beginning, what in _OTHER_KINDS:
        if content.startswith(beginning):
            raise UnreadableError(f"{name} is {what}.")


def decode_text(content: bytes, name: str, *, is_python: bool) -> str:
    """A file's text; raise UnreadableError where it is in another encoding than UTF-8.

    UTF-16 with its byte-order mark is read, and so is what a Python file says of its encoding.
    """
    encoding = next(
        (encoding for mark, encoding in _BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8"
    )
    if is_python and encoding == "utf-8":
        encoding = _declared(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableError(
            f"{name} is not UTF-8 text{_likely(content)}. Save it in UTF-8, as JupyterLab does, "
            "and hand it in again."
        ) from None


def _declared(content: bytes) -> str:
    """The encoding that a Python file names, if it is one that people use."""
    match = _DECLARED.match(content[:500])
    name = match[1].decode().lower().replace("_", "-") if match else ""
    return _DECLARABLE.get(name, "utf-8")


def _likely(content: bytes) -> str:
    """What an encoding seems to be, in words that follow `is not UTF-8 text`."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ": it begins as UTF-16, but breaks off or is damaged"
    head = content[:10_000]
    zeros = head.count(0)
    if zeros > len(head) // 3:
        return ": it looks like UTF-16"
    if not zeros and not re.search(rb"[\x01-\x08\x0e-\x1f\x7f]", content):
        return ": it looks like Latin-1 or Windows-1252"
    return ""


def why_no_notebook(text: str, name: str) -> str:
    """What a text is that was handed in as a notebook, but holds none, and what to do about it."""
    conflict = _CONFLICT.search(text)
    if conflict is not None:
        line = text.count("\n", 0, conflict.end()) + 1
        return (
            f"{name} holds the marks of an unfinished merge, the first in line {line}. Choose one "
            "of the two versions with Git, and hand in the notebook that results."
        )
    if _PAGE.match(text):
        return (
            f"{name} is a web page, perhaps a login page that was saved in place of the notebook. "
            "Log in, download the notebook again, and hand it in."
        )
    begun = text.lstrip()
    if begun.startswith("{") and not begun.rstrip().endswith("}"):
        return (
            f"{name} breaks off in the middle: it was not saved, downloaded or uploaded to its "
            "end. Save it in JupyterLab and hand it in again."
        )
    if _PYTHON.search(text) and not begun.startswith(("{", "[")):
        return (
            f"{name} is not a notebook: it looks like a Python file. Give it the ending .py and "
            "hand it in again."
        )
    if begun.startswith(("{", "[")):
        return (
            f"{name} is not a notebook: it has no cells as JupyterLab saves them, or it was "
            "damaged when it was edited. Save it in JupyterLab and hand it in again."
        )
    return f"{name} is not a notebook: its content is not what JupyterLab saves."
