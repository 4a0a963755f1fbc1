"""Students called like HTML, formulas, options, paths, reserved names and control characters.

mechanism: folders named as markup, formulas, options, devices, escapes, very long and not UTF-8
success: a name reaches terminal, table or page as it is, a report lands elsewhere, the grader fails
"""

import os
from pathlib import Path

NAMES: list[str | bytes] = [
    "<script>alert(1)<", "<img src=x onerror=alert(1)>", '"><b>', "&lt;b&gt;", "{{ 7 * 7 }}",
    '=HYPERLINK("http:x","y")', "+1+1", "-1", "@SUM(1)", "\t=1", "\r=1", "%0a=1", ",=1", '"=1',
    "--output", "-rf", "$(touch planted-by-mallory)", "`id`", "; id", "| id", "a\nb", "a\rb",
    "\x1b[31mred", "\x07", "\u202eadaerb", "\u200b", "\ufeff", "\u2028", "summary.csv",
    "SUMMARY.CSV", ".graded.jsonl", "feedback", "class.html", "report.json", "...", ". .", " ",
    "~", "~root", "CON", "nul.txt", "C:", "..\\..\\x", "\uff0e\uff0e\uff0fx", "%2e%2e%2f",
    "x" * 255, "ä" * 127, b"\xff\xfe", b"mallory\xc3", "[red]mallory[/red]", "[/]", ":smile:", "_",
    "unknown", "04_losses", "None", "0", "ada-2", "null", "javascript:alert(1)",
]  # fmt: skip


def make(folder: Path, class_folder: Path) -> None:
    (folder / "losses.py").write_text("mse = 1\n")
    for name in NAMES:
        place = os.fsencode(class_folder) + b"/" + os.fsencode(name) + b"/" + folder.name.encode()
        os.makedirs(place)  # noqa: PTH103
        with open(place + b"/losses.py", "wb") as file:  # noqa: PTH123
            file.write(b"mse = 1\n")
