"""Students and files whose names look like ada's and zoe's: other letters, cases, blanks, folders.

mechanism: names that a reader, a file system or a table takes for ada's
success: ada's or zoe's row holds what another has handed in
"""

from pathlib import Path

NAMES = [
    "\u0430da",
    "ad\u0430",
    "ADA",
    "Ada",
    "ada.",
    "ada ",
    " ada",
    "ada\u200b",
    "\u200bada",
    "ad\u00e1",
    "a\u0301da",
    "ada\ufe0f",
    "\uff41\uff44\uff41",
    "ada_",
    "ada-1",
    "ada (1)",
    "ada~",
    "ada;zoe",
    "ada,zoe",
    "ada\tzoe",
    "zo\u00eb",
    "zoe\u0308",
    "ZOE",
    "zoe:",
    "zoe?",
    "ada\n",
    "./ada".replace("/", "\u2215"),
    "\u202eada",
    "ada" + "\u0301" * 100,
    "ada" + " " * 200 + "x",
    "-ada",
    "--ada",
    "+ada",
    "ada\\zoe",
    "ada%2fzoe",
    "ada\x7f",
]


def make(folder: Path, class_folder: Path) -> None:
    (folder / "losses.py").write_text("mse = 1\n")
    for name in NAMES:
        place = class_folder / name / folder.name
        place.mkdir(parents=True, exist_ok=True)
        (place / "losses.py").write_text("mse = 1\n")
