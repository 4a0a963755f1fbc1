#!/usr/bin/env python3
"""Refuse phrases that no English speaker would write, wherever people read this project's words.

Each pattern stands with the better words. A blank in a pattern matches a line break of prose, of a
comment and of a string as well. A phrase that is right in its place stands in `RIGHT`.

    python .ci/phrases.py [FILE...]    all files by default; exits with 1 if any phrase is found
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACES = (
    *("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"),
    *("docs/**/*.md", "source/*/*.py", "solutions/**/*.py"),
    *("autograder/**/*.py", "autograder/**/*.j2", "autograder/**/*.html", "autograder/**/*.js"),
)
#: Patterns, whatever the case of letters, and what to write. The group `right` makes it right.
PHRASES = {
    r"\b(?P<right>there )?(?:is|are|was|were) no (?!longer\b|more\b|less\b|better\b|worse\b"
    r"|\w+er than\b)\w+": "is not a ...",
    r"\b(?:is|are|has|have) to do without\b": "must not use",
    r"\b(?:is|are|was|were) for nothing\b": "buys you nothing; is useless",
    r"\bdear\b": "expensive",
    r"\bbent coin\b": "biased coin",
    r"\b(?:go(?:es)?|come(?:s)?|travels?) with us\b": "we use ...",
    r"\b(?:is|are) others\b": "differ",
    r"\bthrow(?:s|n|ing)? (?:a )?dice\b": "guess at random",
    r"\bagainst the illness\b": "fit the problem",
    r"\bby heart\b": "memorise",
    r"\babsciss(?:a|as|ae)\b": "x",
    r"\b(?:allow|allows|enable|enables|permit|permits) to\b": "allow ... to; let",
    r"\b(?:an|the) own \w": "of its own",
    r"\ban other\b": "another",
    r"\bthe both\b": "both",
    r"\bresp\.": "respectively; or",
    r"\b(?:informations|feedbacks|softwares|advices)\b": "the singular",
    r"\bhow (?:it|this|that|they) looks? like\b": "what it looks like",
    r"\b(?:shall|whilst|thereby|hereby|whence)\b": "plain words",
    r"\bon the one side\b": "on the one hand",
}
#: A title that is a clause and not a question.
_TITLE = re.compile(
    r"^(?:# )?##+ (?:Exercise \d+: )?"
    r"(?:What|Which|Who|Whose|Where|When|Why|Whether|How)\b(?! to\b)[^?\n]*$",
    re.MULTILINE,
)
#: What is right where it stands: the file and the words.
RIGHT: dict[str, tuple[str, ...]] = {}
#: A line break of prose, of a comment or of a string.
_BREAK = re.compile(r"""[ ]?["']?\n[ \t]*(?:#:?[ ]?)?(?:f?["'])?""")
_COMPILED = {
    re.compile(pattern.replace(" ", r"[ \n]"), re.IGNORECASE): words
    for pattern, words in PHRASES.items()
}


def findings(text: str, right: Iterable[str] = ()) -> Iterator[tuple[int, str, str]]:
    """Each phrase of a text that is refused: its line, itself, and what to write."""
    joined = _BREAK.sub("\n", text)
    for pattern, words in _COMPILED.items():
        for match in pattern.finditer(joined):
            found = match[0].replace("\n", " ")
            if found not in right and not match.groupdict().get("right"):
                yield joined.count("\n", 0, match.start()) + 1, found, words
    for match in _TITLE.finditer(text):
        if match[0] not in right:
            yield text.count("\n", 0, match.start()) + 1, match[0], "a noun, or a question"


def files() -> list[Path]:
    """All files whose words people read."""
    return sorted({path for place in PLACES for path in ROOT.glob(place)})


def main(names: list[str]) -> int:
    """Print what is refused in some files; 1 if anything is."""
    known = files()
    wanted = [path for name in names if (path := Path(name).resolve()) in known] if names else known
    count = 0
    for path in wanted:
        name = path.relative_to(ROOT).as_posix()
        for line, found, words in findings(path.read_text(encoding="utf-8"), RIGHT.get(name, ())):
            count += 1
            print(f"{name}:{line}: {found!r}: write {words!r}")
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
