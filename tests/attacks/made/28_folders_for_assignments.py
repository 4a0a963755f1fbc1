"""Folders named like assignments, almost like one, and like nothing, each with wrong work in it.

mechanism: assignment folders of markup, formulas, paths, long and look-alike names, and nested ones
success: a name reaches terminal, table or page as it is, or a report is written for another's work
"""

from pathlib import Path

NAMES = [
    "<script>alert(1)<",
    "=1+1",
    "04_losses\n",
    "04_losse\u0455",
    "04_LOSSES",
    "04-losses",
    "4_losses",
    "../04_losses".replace("/", "\u2215"),
    "--assignment",
    "summary.csv",
    "report.json",
    "\x1b[31m",
    "x" * 250,
    "99_nothing",
    "03_activations",
    "unknown",
    ".graded.jsonl",
    "None",
    "\u202e04_losses",
    "[red]x[/]",
]


def make(folder: Path, class_folder: Path) -> None:
    (folder / "losses.py").write_text("mse = 1\n")
    for number, name in enumerate(NAMES):
        for place in (
            class_folder / f"mallory-{number}" / name,
            folder / name / "zoe" / "04_losses",
        ):
            place.mkdir(parents=True)
            (place / "losses.py").write_text("mse = 1\n")
            (place / f"{'<b>' * 10}{number}.py").write_text("def mse(y_true, y_pred): return 0\n")
