"""The catalogue of attacks: what each file in `submissions/` and `made/` does and aims at.

A file's number is its class of attack. `python -m tests.attacks.catalogue` prints one line each.

An attack in `submissions/` is a script in the percent format whose first lines are comments:

    # mechanism: what it does
    # success: what would count as success
    # assignment: 04_losses     (the default)
    # earned: 0                 (the default: points that its honest part deserves)
    # as: notebook              (the default: its cells follow those of the released notebook;
                                 `script`: handed in as it is)
    # known: why it succeeds    (only where nothing can be done, or not yet)

or a notebook, `.ipynb`, that has the same keys as `metadata.attack`. In a script these words are
replaced by what a student may well know: @PORT@, @SOCKET@, @HOME@, @CANARY@, @COURSE@, @CLASS@,
@OUTPUT@ and @SELF@, the student's own name (see `arena.Arena`).

What no such file can be is made by a module in `made/`: its docstring has lines `mechanism:` and
`success:` (and the others where they differ), and its function `make(folder, class_folder)`
writes the submission into `folder`, which is `class_folder/mallory/<assignment>`. It may return
the paths to name on the command line; None stands for the class's folder.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

HERE = Path(__file__).resolve().parent

#: The classes that have attacks, and how many attacks there are at least.
COVERED = range(1, 37)
LEAST_ATTACKS = 145

Form = Literal["notebook", "script", "raw", "made"]
_NAME = re.compile(r"(?P<number>\d\d)_(?P<name>\w+)")
_ENTRY = re.compile(
    r"(?:# ?)?(?P<key>mechanism|success|assignment|earned|as|known): *(?P<value>.*)"
)


class CatalogueError(Exception):
    """A file that does not keep to the format; the message names it."""


@dataclass(frozen=True)
class Attack:
    """One attack."""

    number: int  # its class
    name: str
    mechanism: str
    success: str
    assignment: str
    earned: float
    form: Form
    path: Path
    known: str = ""  # why it succeeds, for one that does

    @property
    def label(self) -> str:
        """What it is called in tests: its file's name."""
        return self.path.stem

    @property
    def attacker(self) -> str:
        """The student who hands it in; one who hands in what is made is called as that expects."""
        return "mallory" if self.form == "made" else f"mallory-{self.label}"


def attacks() -> list[Attack]:
    """All attacks, by class and name."""
    files = [
        path
        for folder in ("submissions", "made")
        for path in (HERE / folder).iterdir()
        if path.suffix in (".py", ".ipynb") and path.name != "__init__.py"
    ]
    return [_read(path) for path in sorted(files, key=lambda path: path.name)]


def _read(path: Path) -> Attack:
    named = _NAME.fullmatch(path.stem)
    if named is None:
        raise CatalogueError(f"{path.name}: not called NN_short_name.")
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        told = {key: str(value) for key, value in json.loads(text)["metadata"]["attack"].items()}
        told["as"] = "raw"
    elif path.parent.name == "made":
        document = re.match(r'"""(.*?)"""', text, re.DOTALL)
        told = _entries(document[1] if document else "") | {"as": "made"}
    else:
        head = re.match(r"(?:#(?! ?%%).*\n)*", text)
        told = _entries(head[0] if head else "")
    for key in ("mechanism", "success"):
        if not told.get(key):
            raise CatalogueError(f"{path.name}: says no {key}.")
    form = told.get("as", "notebook")
    if form not in get_args(Form):
        raise CatalogueError(f"{path.name}: as: {form}?")
    return Attack(
        number=int(named["number"]),
        name=named["name"].replace("_", " "),
        mechanism=told["mechanism"],
        success=told["success"],
        assignment=told.get("assignment", "04_losses"),
        earned=float(told.get("earned", 0)),
        form=form,
        path=path,
        known=told.get("known", ""),
    )


def _entries(text: str) -> dict[str, str]:
    found = (_ENTRY.fullmatch(line.strip()) for line in text.split("\n"))
    return {entry["key"]: entry["value"].strip() for entry in found if entry}


if __name__ == "__main__":
    for attack in attacks():
        print(f"{attack.number:2}  {attack.name}: {attack.mechanism} (success: {attack.success})")
