"""Nothing that a student wrote acts on its readers: nbgrader's feedback, formgrader, our pages.

Every hostile page would change its own title, or load something, as soon as it is opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import nbformat
import pytest

from tests.browser.conftest import jupyter_lab
from tests.conftest import REPOSITORY, needs_sandbox
from tests.nbgrader_course import RIGHT, autograder, filled, make_course, nbgrader, write

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = needs_sandbox

#: A picture of three pixels by two.
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5E"
    "rkJggg=="
)
NAME = "<img src=x onerror=document.title='taken'>"
ACT = "document.title='taken'"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{ACT}"><script>{ACT}</script></svg>'
HOSTILE = {
    "script": f"<script>{ACT}</script>\n\ntext <script>{ACT}</script>",
    "in-capitals": f"<ScRiPt\n>{ACT}</sCrIpT ><SCRIPT SRC=data:text/javascript,{ACT}></SCRIPT>",
    "handlers": f'<img src=x onerror="{ACT}"><b onmouseover="{ACT}" onfocus="{ACT}" tabindex=1 '
    f'autofocus>x</b><details open ontoggle="{ACT}">x</details><body onload="{ACT}">',
    # codespell:ignore-next-line
    "links": f'[a](javascript:{ACT}) <a href="java&#115;cript:{ACT}">b</a> <javascript:{ACT}> '
    f'<a href=" &#1; javascript:{ACT}">c</a> [d](data:text/html,<script>{ACT}</script>) '
    f"[e]\n\n[e]: JaVaScRiPt:{ACT}\n\n[f](vbscript:x) <a href='//[x'>g</a>",
    "frames": f'<iframe srcdoc="<script>top.{ACT}</script>"></iframe><iframe '
    f'src="javascript:{ACT}"></iframe><object data="data:text/html,x"></object>'
    '<embed src="data:text/html,x"><frameset>',
    "vectors": f'{SVG}<svg><animate onbegin="{ACT}" attributeName=x dur=1s></svg>'
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={ACT}'
    f'&gt;"></math>',
    "mutations": f'<noscript><p title="</noscript><img src=x onerror={ACT}>"></noscript>'
    f"<textarea></textarea><img src=x onerror={ACT}>--><![CDATA[<script>{ACT}</script>]]>"
    f"<title></title><script>{ACT}</script><xmp><script>{ACT}</script></xmp><plaintext>",
    "page": '<meta http-equiv="refresh" content="0;url=data:text/html,x"><base href="http://e.e/">'
    '<link rel=stylesheet href="data:text/css,body{display:none}"><title>taken</title>',
    "overlay": '<style>body{display:none}</style><div style="position:fixed;inset:0;z-index:9999" '
    'class="modal-backdrop in" id="cover">x</div><div class="navbar-fixed-top">y</div>',
    "forms": '<form action="http://e.e/"><input name=password autofocus><button>OK</button></form>'
    '<input class="score" id="check-double"><select><option>x</select>',
    "closing": f"</div></div></div></body></html><script>{ACT}</script>",
    "markdown": f"`<script>`\n\n<pre>\n\n<script>{ACT}</script>\n\n</pre>\n\n"
    f'```html\n<script>{ACT}</script>\n```\n\n![x" onerror="{ACT}](x)\n\n'
    f'![x](x "t\\" onerror=\\"{ACT}")\n\n<!-- <script>{ACT}</script> -->\n\n<!----!><script>{ACT}',
    "tex": f"$\\href{{javascript:{ACT}}}{{x}}$ $$\\unicode[x;background:url(http://e.e)]{{65}}$$ "
    f"$a < b<script>{ACT}</script>$ \\begin{{x}}<img src=x onerror={ACT}>\\end{{x}} "
    f"$\\style{{position:fixed}}{{x}}$ $\\require{{html}}$ $\\hr<wbr>ef{{javascript:{ACT}}}{{x}}$",
    "picture": "![svg](attachment:a.svg) ![gone](attachment:gone.png) ![kind](attachment:kind) "
    "![data](data:image/svg+xml;base64,x) ![far](http://e.e/x.png) <img srcset='http://e.e/x 1x'>",
}
ATTACHMENTS = {
    "a.svg": {"image/svg+xml": SVG},
    "kind": {f'image/png" onerror="{ACT}': PNG, "image/png": f'x" onerror="{ACT}'},
}
FRIENDLY = f"""## What I found

- **first** and *second*
- [x] done

1. one

$$\\frac{{1}}{{n}} \\sum_i (y_i - p_i)^2 < 3$$ and $x_1$

| loss | value |
|:--|--:|
| mse | 0.25 |

```python
def f(x):

    return x < 3
```

`a < b`, a<sub>1</sub>, <details><summary>more</summary>hidden</details>
[a page](https://example.org/a?b=1&c=2#d) ![plot](attachment:plot.png)
<img src="attachment:plot.png" width="30" alt="wide"> ![inline](data:image/png;base64,{PNG})
"""
#: What must not be in the part of a page that shows the notebook.
LIVE = (
    "script:not([type='text/x-mathjax-config']), iframe, object, embed, svg, math, style, link"
    ", meta, base, form, input[name], select, option, body body, noscript, [onerror], [onload]"
    ", [onfocus], [onmouseover], [ontoggle], [onbegin], [srcset], .modal-backdrop"
    ", .navbar-fixed-top, #cover"
    ", [href^='java' i], [href^='data'], [src^='http'], [src^='data:image/svg']"
)


def hostile_notebook(root: Path) -> nbformat.NotebookNode:
    """A right notebook full of what would act on its readers, in every part that it has."""
    notebook = filled(root, RIGHT)
    cells = [nbformat.v4.new_markdown_cell(text) for text in HOSTILE.values()]
    cells[-1]["attachments"] = ATTACHMENTS
    for kind in ("", "text/html", "text/markdown"):
        cells.append(nbformat.v4.new_raw_cell("\n".join(HOSTILE.values())))
        cells[-1].metadata["raw_mimetype"] = kind
    data = {
        "text/html": HOSTILE["script"],
        "application/javascript": ACT,
        "image/svg+xml": SVG,
        "text/markdown": HOSTILE["script"],
        "text/latex": HOSTILE["tex"],
        "application/vnd.jupyter.widget-view+json": {"model_id": HOSTILE["script"]},
    }
    for cell in notebook.cells:
        cell.metadata["tags"] = [f'"><script>{ACT}</script>']
        if cell.cell_type == "code":
            cell.outputs = [
                nbformat.v4.new_output(
                    "display_data", {kind: text}, metadata={kind: {"isolated": 1}}
                )
                for kind, text in data.items()
            ]
            cell.outputs.append(
                nbformat.v4.new_output("error", ename="x", evalue=SVG, traceback=[SVG])
            )
        else:  # the course's own text, with a picture of the student's
            cell["attachments"] = ATTACHMENTS
    state = {"state": {"x": {"model_name": HOSTILE["script"]}}, "version_major": 2}
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": state}
    notebook.metadata["title"] = HOSTILE["script"]
    notebook.metadata["language_info"] = {"name": "python", "pygments_lexer": HOSTILE["script"]}
    notebook.cells += cells
    return notebook


def friendly_notebook(root: Path) -> nbformat.NotebookNode:
    notebook = filled(root, RIGHT)
    cell = nbformat.v4.new_markdown_cell(FRIENDLY)
    cell["attachments"] = {"plot.png": {"image/png": PNG}}
    notebook.cells.append(cell)
    return notebook


@pytest.fixture(scope="module", params=["nbgrader", "autograder"])
def course(request, tmp_path_factory) -> Path:
    """A course, graded by nbgrader's command or by ours, with nbgrader's feedback and our pages."""
    root = tmp_path_factory.mktemp("readers")
    make_course(root)
    settings = (REPOSITORY / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "nbgrader_config.py").write_text(f"{settings}\nc.Exchange.root = {str(root / 'x')!r}\n")
    nbgrader(root, "generate_assignment", "01_tiny")
    write(root, "hostile", hostile_notebook(root))
    write(root, "friendly", friendly_notebook(root))
    if request.param == "autograder":  # nbgrader's command takes folders as students' names
        write(root, NAME, filled(root, RIGHT))
    gradebook = ["--gradebook", f"sqlite:///{root}/gradebook.db"] * (request.param == "autograder")
    autograder(root, "grade", "submitted", "--output", "out", "--html", *gradebook)
    if request.param == "nbgrader":
        nbgrader(root, "autograde", "01_tiny")
    nbgrader(root, "generate_feedback", "01_tiny")
    return root


@pytest.fixture(scope="module")
def formgrader(course, tmp_path_factory) -> Iterator[dict[str, str]]:
    """The addresses of formgrader's pages of each student's notebook."""
    with jupyter_lab(course, tmp_path_factory.mktemp("home")) as address:
        with urlopen(f"{address}/formgrader/api/submitted_notebooks/01_tiny/tiny") as answer:
            notebooks = json.load(answer)
        yield {
            one["student"]: f"{address}/formgrader/submissions/{one['id']}/" for one in notebooks
        }


def opened(open_page, address: str | Path) -> tuple[Page, list[str]]:
    """A page, and what it asked the network for beside what belongs to it."""
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.goto(address.as_uri() if isinstance(address, Path) else address)
    page.wait_for_timeout(500)
    return page, [one for one in asked if "//e.e" in one or one.startswith("data:text")]


def expect_harmless(page: Page, asked: list[str], title: str, within: str) -> None:
    assert page.title() == title
    assert asked == []
    part = page.locator(within).last  # nbgrader's template has one in another
    assert part.locator(LIVE).evaluate_all("all => all.map(one => one.outerHTML)") == []
    for link in part.locator("a[href]").all():
        address = link.get_attribute("href")
        assert address is not None
        assert address.startswith(("https://", "#")), address
    # A cell that is hostile draws over nothing, and the notebook goes on after it.
    assert page.locator("body").is_visible()
    assert "double: right" in part.inner_text()
    assert f"<script>{ACT}" in part.inner_text()
    for command in ("href", "unicode", "style", "require"):
        assert f"\\{command}" not in part.inner_text()


def expect_all_shown(page: Page, within: str) -> None:
    part = page.locator(within).last  # nbgrader's template has one in another
    cell = part.locator("div.text_cell", has_text="What I found")
    assert cell.locator("h2").inner_text() == "What I found"
    assert cell.locator("strong").inner_text() == "first"
    assert cell.locator("ol > li").inner_text() == "one"
    assert [one.inner_text() for one in cell.locator("td").all()] == ["mse", "0.25"]
    aligned = cell.locator("td").last.evaluate("one => getComputedStyle(one).textAlign")
    assert aligned.endswith("right")
    assert cell.locator(".highlight pre .k").first.inner_text() == "def"
    assert "def f(x):\n\n    return x < 3" in cell.locator(".highlight pre").inner_text()
    assert "$$\\frac{1}{n} \\sum_i (y_i - p_i)^2 < 3$$ and $x_1$" in cell.inner_text()
    assert cell.locator("sub").inner_text() == "1"
    assert cell.locator("summary").inner_text() == "more"
    assert cell.locator("a").get_attribute("href") == "https://example.org/a?b=1&c=2#d"
    sizes = cell.locator("img").evaluate_all("all => all.map(one => one.naturalWidth)")
    assert sizes == [3, 3, 3]


def test_nbgraders_feedback_is_harmless(course, open_page):
    page, asked = opened(open_page, course / "feedback/hostile/01_tiny/tiny.html")
    expect_harmless(page, asked, "tiny", "#notebook-container")


def test_nbgraders_feedback_shows_what_a_student_wrote(course, open_page):
    page, _ = opened(open_page, course / "feedback/friendly/01_tiny/tiny.html")
    expect_all_shown(page, "#notebook-container")


def test_formgraders_page_is_harmless(formgrader, open_page):
    page, asked = opened(open_page, formgrader["hostile"])
    page.locator("#check-double").wait_for()
    assert page.locator("#check-double").count() == 1
    expect_harmless(page, asked, "tiny", "#notebook-container")


def test_formgraders_page_shows_what_a_student_wrote(formgrader, open_page):
    page, _ = opened(open_page, formgrader["friendly"])
    expect_all_shown(page, "#notebook-container")


def test_formgrader_shows_names_as_text(formgrader, open_page):
    for name, address in formgrader.items():
        page, asked = opened(open_page, address)
        page.locator("#check-double").wait_for()
        assert page.title() == "tiny"
        assert asked == []
        shown = page.locator(".live-notebook .name-shown").first.inner_text()
        assert name in shown


@pytest.mark.parametrize("name", ["hostile/01_tiny/feedback.html", "class.html"])
def test_our_pages_are_harmless(course, open_page, name):
    page, asked = opened(open_page, course / "out" / name)
    assert page.title() != "taken"
    assert asked == []
    assert page.locator(".modal-backdrop, iframe, [onerror]").count() == 0
