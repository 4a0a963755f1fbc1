"""Makes a student's prose harmless for whoever reads it on nbgrader's pages.

nbgrader's feedback and formgrader show the Markdown of an autograded notebook with all HTML in it,
whatever a course's settings say. So it is made harmless before the notebook is written: it is
turned into HTML here, of which only what is on the lists below is kept, and which no reader of
Markdown turns into anything else:

- bleach reads the HTML as browsers do, closes what is open, and shows as text what is not allowed;
- what it leaves is written anew, of tags and attributes on the lists and of text in which every
  mark is a character reference: it means nothing in Markdown, and less in HTML;
- pictures are part of the page, never fetched; commands of TeX that make links, attributes or
  styles are shown, not carried out; and what is drawn stays within its cell.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import bleach  # type: ignore[import-untyped]
from bleach.css_sanitizer import CSSSanitizer  # type: ignore[import-untyped]
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments.token import STANDARD_TYPES  # type: ignore[import-untyped]

JSON = dict[str, Any]

#: Longer prose is shown as it was typed: turning it into HTML takes time.
MOST_CHARACTERS, MOST_IN_NOTEBOOK = 20_000, 100_000

_TAGS = frozenset(
    """a abbr b blockquote br caption center cite code dd del details dfn div dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike
    strong sub summary sup table tbody td tfoot th thead tr tt u ul var""".split()
)
_EMPTY = frozenset({"br", "hr", "img"})
#: For every tag, and what their values must look like. Not `class` and `id`: nbgrader's style
#: sheets and scripts know them.
_ATTRIBUTES: dict[str, dict[str, str]] = {
    "a": {"href": r"(?i:https?://|mailto:)[^\s\\]+|\#[\w.:-]*", "title": r"(?s:.*)"},
    "abbr": {"title": r"(?s:.*)"},
    "details": {"open": ""},
    "img": {"alt": r"(?s:.*)", "title": r"(?s:.*)", "width": r"\d{1,4}%?", "height": r"\d{1,4}"},
    "ol": {"start": r"\d{1,6}"},
    "td": {"colspan": r"\d{1,3}", "rowspan": r"\d{1,3}"},
    "th": {"colspan": r"\d{1,3}", "rowspan": r"\d{1,3}"},
}
_ALIGNED = re.compile(r"\s*text-align\s*:\s*(left|right|center)\s*;?\s*")
_CODE_CLASSES = frozenset(STANDARD_TYPES.values()) - {""}

_PICTURE_KINDS = ("image/png", "image/jpeg", "image/gif", "image/webp")  # no SVG: it is a document
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_DATA = re.compile(rf"(?s)\s*data:({'|'.join(_PICTURE_KINDS)});base64,(.*)")

#: Commands of TeX by which MathJax makes links, attributes, styles and characters of any font,
#: loads more of itself, or puts a command's name together.
_TEX = re.compile(
    r"\\(?=(?:href|url|unicode|require|style|class|css|cssId|data|html\w*|mml\w*|Mml\w*|csname"
    r"|toggle|action|texttip|mathtip|tooltip|bbox|includegraphics)(?![A-Za-z]))"
)
_JOINER = "\u2060"  # is not seen, and ends a command's name before it has begun
#: A student's text cannot draw over anything: positions and sizes are counted from here.
_BOX = '<div style="contain:content;overflow:auto">'


def make_prose_harmless(cells: Iterable[JSON], released: Path) -> None:
    """Replace each cell of prose by one that is harmless to show.

    A cell that stands like this in the notebook `released`, if there is one, stays, with the
    pictures that it has there: it is the course's own. A raw cell is shown as text.
    """
    own = {
        _source(cell): cell.get("attachments")
        for cell in (json.loads(released.read_bytes())["cells"] if released.is_file() else ())
        if cell["cell_type"] == "markdown"
    }
    left = MOST_IN_NOTEBOOK
    for cell in cells:
        if cell["cell_type"] == "code":
            continue
        source = _source(cell)
        attachments = cell.pop("attachments", None)
        if cell["cell_type"] == "markdown" and source in own:
            if own[source]:
                cell["attachments"] = own[source]
            continue
        if cell["cell_type"] == "markdown" and len(source) <= min(left, MOST_CHARACTERS):
            left -= len(source)
            cell["source"] = harmless(source, attachments or {})
        else:
            cell["source"] = _as_typed(source)
        cell["cell_type"] = "markdown"


def harmless(source: str, attachments: Mapping[str, Mapping[str, str]]) -> str:
    """A cell of Markdown as HTML in one line that is harmless wherever it is shown."""
    try:
        rendered = MarkdownWithMath(_Renderer(escape=False, exclude_anchor_links=True)).render(
            source
        )
        cleaned = bleach.clean(
            rendered,
            tags=_TAGS,
            attributes=lambda _tag, _name, _value: True,  # the writer below chooses
            protocols=["http", "https", "mailto", "attachment", "data"],
            strip_comments=True,
            css_sanitizer=CSSSanitizer(allowed_css_properties=["text-align"]),
        )
    except (RecursionError, ValueError, LookupError, TypeError):
        return _as_typed(source)
    writer = _Writer(attachments)
    writer.feed(cleaned)
    writer.close()
    return _BOX + "".join(writer.written) + "</div>"


def pictures(attachments: object) -> dict[str, dict[str, str]]:
    """The attachments that prose may show: pictures of pixels."""
    found: dict[str, dict[str, str]] = {}
    for name, bundle in attachments.items() if isinstance(attachments, dict) else ():
        for kind, data in bundle.items() if isinstance(bundle, dict) else ():
            picture = _base64(data) if kind in _PICTURE_KINDS else None
            if picture is not None and isinstance(name, str):
                found.setdefault(name, {})[kind] = picture
    return found


class _Renderer(IPythonRenderer):
    """nbconvert's, without what looks into files or fails where a picture is missing."""

    def image(self, text: str, url: str, title: str | None = None) -> str:
        told = f' title="{html.escape(title)}"' if title else ""
        return f'<img src="{html.escape(url)}" alt="{html.escape(html.unescape(text))}"{told}>'

    def task_list_item(self, text: str, checked: bool = False) -> str:
        return f"<li>{'&#9745;' if checked else '&#9744;'} {text}</li>\n"


class _Writer(HTMLParser):
    """Writes cleaned HTML anew, of nothing but what is on the lists."""

    def __init__(self, attachments: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self._attachments = attachments
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._write_text()
        values = {name: value or "" for name, value in attrs}
        if tag == "img":
            self._write_picture(values)
        elif tag in _TAGS:
            self.written.append(f"<{tag}{_kept(tag, values)}>")

    def handle_endtag(self, tag: str) -> None:
        self._write_text()
        if tag in _TAGS and tag not in _EMPTY:
            self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def close(self) -> None:
        super().close()
        self._write_text()

    def _write_text(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        self.written.append(_shown(text))

    def _write_picture(self, values: Mapping[str, str]) -> None:
        source = values.get("src", "")
        picture = _data_of(source, self._attachments)
        if picture is not None:
            self.written.append(f'<img src="{picture}"{_kept("img", values)}>')
        else:
            named = " ".join(filter(None, [values.get("alt", ""), source[:200]]))
            self.written.append(_shown(f"[picture that is not shown: {named}]"))


def _kept(tag: str, values: Mapping[str, str]) -> str:
    """The attributes of a tag that stay."""
    kept = {
        name: values[name]
        for name, form in _ATTRIBUTES.get(tag, {}).items()
        if name in values and re.fullmatch(form, values[name])
    }
    if tag in ("td", "th") and (aligned := _ALIGNED.fullmatch(values.get("style", ""))):
        kept["align"] = aligned[1]
    if tag == "span" and values.get("class") in _CODE_CLASSES:
        kept["class"] = values["class"]
    if tag == "div" and values.get("class") == "highlight":
        kept["class"] = "highlight"
    return "".join(f' {name}="{_encoded(value)}"' for name, value in kept.items())


def _data_of(source: str, attachments: Mapping[str, Mapping[str, str]]) -> str | None:
    """A picture as an address that holds it, if it is attached or is such an address."""
    source = source.strip()
    if source.startswith("attachment:"):
        bundle = pictures({"": attachments.get(source.removeprefix("attachment:"))}).get("", {})
        return next((f"data:{kind};base64,{data}" for kind, data in bundle.items()), None)
    inline = _DATA.fullmatch(source)
    data = _base64(inline[2]) if inline else None
    return f"data:{inline[1]};base64,{data}" if inline and data else None


def _base64(data: object) -> str | None:
    text = "".join(data.split()) if isinstance(data, str) else ""
    return text if _BASE64.fullmatch(text) else None


def _as_typed(source: str) -> str:
    """A text shown letter by letter."""
    return f"{_BOX}<pre>{_shown(source)}</pre></div>"


def _shown(text: str) -> str:
    """Text that is shown as it is, by MathJax too."""
    return _encoded(_TEX.sub(rf"\\{_JOINER}", text))


def _encoded(text: str) -> str:
    """Text in which letters, digits and single spaces stand for themselves, and nothing else."""
    return re.sub(r"[^\w ]|_|(?<= ) ", lambda mark: f"&#{ord(mark[0])};", text)


def _source(cell: JSON) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)
