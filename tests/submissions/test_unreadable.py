"""Files that cannot be read are told apart, and each says what to do."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from autograder.limits import Limits
from autograder.submissions.reading import read_code
from autograder.submissions.submission import Submission, UnreadableError

NOTEBOOK = json.dumps({"cells": [{"cell_type": "code", "source": "x = 'é'"}]}, ensure_ascii=False)
CONFLICT = '{\n "cells": [\n<<<<<<< HEAD\n  1\n=======\n  2\n>>>>>>> theirs\n ]\n}'


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.ipynb", NOTEBOOK)
    return file.getvalue()


def reason(content: bytes | str, filename: str = "a.ipynb") -> str:
    content = content.encode() if isinstance(content, str) else content
    with pytest.raises(UnreadableError) as raised:
        read_code(Submission("ada", "01_tiny", filename, content), Limits())
    return str(raised.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\0" * 100, "zero bytes"),
        (CONFLICT, "marks of an unfinished merge, the first in line 3."),
        (NOTEBOOK[:-10], "breaks off in the middle"),
        ("<!DOCTYPE html>\n<html><body>Log in</body></html>", "is a web page"),
        ("\n<!-- saved -->\n<HTML lang='en'>", "is a web page"),
        (
            "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n",
            "is a pointer of Git LFS",
        ),
        (zipped(), "is a zip file"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"\x1f\x8b\x08", "is a gzip file"),
        (NOTEBOOK.encode("latin-1"), "it looks like Latin-1 or Windows-1252"),
        (NOTEBOOK.encode("utf-16-le") + b"\xd8", "it looks like UTF-16"),
        (NOTEBOOK.encode("utf-16")[:-1], "it begins as UTF-16, but breaks off"),
        ("import numpy as np\n", "looks like a Python file"),
        ("# In[1]:\nx = 1", "looks like a Python file"),
        ("[1, 2]", "has no cells"),
        ('{"cells": [}', "is not a notebook: it has no cells"),
        ("Here is my answer", "its content is not what JupyterLab saves"),
    ],
)
def test_each_kind_has_its_sentence(content, words):
    assert words in reason(content)


@pytest.mark.parametrize("content", [CONFLICT, NOTEBOOK[:-10], "<html>", zipped(), b"%PDF"])
def test_each_sentence_names_the_file_and_says_what_to_do(content):
    text = reason(content, "evil\n\x1b[2J.ipynb")
    assert text.startswith("evil \\u001b[2J.ipynb ")
    assert any(word in text for word in ("Save ", "Hand in", "hand in", "hand it in"))


def test_the_sentences_differ():
    contents = [CONFLICT, NOTEBOOK[:-10], "<html>", zipped(), b"%PDF", "x", "[]", b"\xff", b"\0"]
    assert len({reason(content) for content in contents}) == len(contents)


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (NOTEBOOK.encode("utf-16"), "a.ipynb"),
        (NOTEBOOK.encode("utf-8-sig"), "a.ipynb"),
        ("x = 'é'".encode("utf-16"), "a.py"),
        ("# -*- coding: latin-1 -*-\nx = 'é'".encode("latin-1"), "a.py"),
        ("#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = 'é'".encode("cp1252"), "a.py"),
        (NOTEBOOK.encode(), "a.py"),
    ],
)
def test_what_is_unambiguous_is_read(content, filename):
    (cell,) = read_code(Submission("ada", "01_tiny", filename, content), Limits()).cells
    assert "x = 'é'" in cell.source


@pytest.mark.parametrize("codec", ["idna", "zlib", "rot13", "punycode", "no-such"])
def test_only_encodings_that_people_use_are_taken_from_a_file(codec):
    assert "not UTF-8" in reason(f"# coding: {codec}\nx = 'é'".encode("latin-1"), "a.py")


@pytest.mark.parametrize(
    "content",
    ["\n" * 1_000_000 + "x", " " * 1_000_000 + "x", "<" * 1_000_000, "<!--" * 250_000,
     "={7}\n" * 100_000, "=======" * 100_000, "<<<<<<<" * 100_000],
)  # fmt: skip
def test_long_texts_are_refused_quickly(content):
    assert "a.ipynb" in reason(content)
