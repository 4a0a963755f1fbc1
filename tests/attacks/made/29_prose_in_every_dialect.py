"""Script in the dialects of Markdown, HTML, SVG, MathML and TeX, in an honest notebook.

mechanism: prose with data addresses, style sheets, refreshes, MathJax links and half-open tags
success: anything of it reaches terminal, table or page, or the honest score is lost
earned: 28
"""

import json
from pathlib import Path

ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "&#106;avascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:x",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "\x01javascript:alert(1)",
    "//x",
    "file:///etc/passwd",
    "blob:x",
    "feed:javascript:alert(1)",
    "jar:javascript:alert(1)!/",
    "intent://x",
    "filesystem:x",
]
LINKS = [
    "[a]({})",
    "[a](<{}>)",
    "![a]({})",
    "<{}>",
    "[a][b]\n\n[b]: {} 'x'",
    '<a href="{}">a</a>',
    "<a href='{}'>a",
    '<iframe src="{}">',
    '<object data="{}">',
    '<embed src="{}">',
    "<base href={}>",
    '<form action="{}"><button>a</form>',
    '<svg><a xlink:href="{}"><text>a</text></a></svg>',
    '<math href="{}">a</math>',
    '<link rel=stylesheet href="{}">',
    '<meta http-equiv=refresh content="0;{}">',
    "$\\href{{{}}}{{x}}$",
    "$\\url{{{}}}$",
    "$$\\style{{background:url({})}}{{x}}$$",
    '<div style="background:url({})">',
    "<video poster={}>",
    "<input formaction={} type=submit>",
]
TEXTS = [
    "<script>alert(1)</script>",
    "<script\n>alert(1)</script\n>",
    "<scr<script>ipt>alert(1)</script>",
    "`</code><img src=x onerror=alert(1)>`",
    "<style>@import 'x';*{display:none}</style>",
    "<!--><img src=x>-->",
    "<img src=x onerror=alert(1)//",
    "<svg/onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<x onclick=y>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script>",
    "<math><mtext></table></math><img src=x onerror=alert(1)>",
    "$\\require{html}\\class{x}{y}\\cssId{a}{b}$",
    "$\\def\\x{\\x\\x}\\x$",
    "$" + "\\frac{1" * 5000 + "}" * 5000 + "$",
    "~~~html\n<script>alert(1)</script>\n~~~",
    "<plaintext>",
    "<xmp>",
    "<textarea>",
    "<select><style></select><img src=x>",
    "]]><?xml-stylesheet href=x?>",
    "| a |\n|---|\n| <iframe srcdoc='<script>alert(1)</script>'> |",
    "[^1]: <script>alert(1)</script>\n\n[^1]",
    "\u202e<script>",
    "%%html\n<script>alert(1)</script>",
    "{{ '<script>' | safe }}",
    "\x1b]8;;x\x07y",
]


def make(folder: Path, class_folder: Path) -> None:
    notebook = json.loads((class_folder / "ada" / folder.name / "losses.ipynb").read_bytes())
    note = "# the work of"
    cells = [c for c in notebook["cells"] if not "".join(c["source"]).startswith(note)]
    prose = [link.format(address) for link in LINKS for address in ADDRESSES] + TEXTS
    for number, text in enumerate(prose):
        cell = {"cell_type": "markdown", "id": f"x{number}", "source": [text, text], "metadata": {}}
        attached = {"attachments": {text: {"text/html": text, "image/png": text}}}
        cells.append(cell | (attached if number % 2 else {}))
    notebook["metadata"] |= {"title": prose[0], "authors": [{"name": text} for text in TEXTS]}
    (folder / "losses.ipynb").write_text(json.dumps(notebook | {"cells": cells}))
