"""Words of a course in names of files and folders, told from the names of people.

`losses_final_v2`, `hw4` and `week 4` say nothing of a person; `ada_losses` says `ada`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from autograder.course.model import Assignment

_LONGEST = 255  # of a name that is looked into; longer ones are taken as they are
#: With a number at once behind it, such a word is never a part of a person's name.
_NUMBERED = (
    r"hw|ha|ps|pset|lab|ex|exercise|week|wk|woche|kw|blatt|sheet|task|aufgabe|assignment|homework|"
    r"uebung|übung|unit|part|teil|project|projekt|mod|module?|session|lecture|lesson|chapter|"
    r"kapitel|nb|notebook|section|sec|tutorium|tut|attempt|versuch|draft|entwurf|v|ver|version|"
    r"copy|kopie|try|serie|series|set|no|nr"
)
#: Words that people and programs append to the name of a file.
_APPENDED = (
    r"final|finale|copy|kopie|original|orig|solutions?|solved|loesung(?:en)?|lösung(?:en)?|answers?|"
    r"antworten|abgaben?|submissions?|submitted|completed|untitled|unbenannt|corrected|korrigiert"
)
#: Words that alone, or together, name a folder or a helper file and no person.
_STRUCTURE = (
    r"course|kurs|class|classroom|semester|ws|ss|sose|wise|spring|fall|autumn|winter|summer|"
    r"students?|studierende|teilnehmer|all|alle|exports?|downloads?|desktop|documents|dokumente|"
    r"home|tmp|temp|data|daten|inbox|problem|of|the|my|mein|meine|old|new|alt|neu|backup|src|"
    r"source|code|lib|test|tests|notebooks?|files|dateien|images?|img|pictures?|bilder|figures?|"
    r"docs?|helpers?|utils?|tools?|main|setup|conftest|init|release|handout|handin|feedback|"
    r"folder|ordner|directory|grading|graded|ungraded|late|work"
)
_SEPARATORS = r"[\s_.,;+()\[\]-]"
_TOKEN = re.compile(rf"{_SEPARATORS}+")
_NUMBERED_TOKEN = re.compile(rf"(?:{_NUMBERED})\d{{1,3}}[a-z]?", re.IGNORECASE)
_APPENDED_TOKEN = re.compile(rf"(?:{_APPENDED})\d{{0,3}}", re.IGNORECASE)
_GENERIC_TOKEN = re.compile(
    rf"(?:{_NUMBERED}|{_APPENDED}|{_STRUCTURE})\d{{0,4}}[a-z]?|[a-z]|\d{{1,3}}|(?:19|20)\d\d",
    re.IGNORECASE,
)


class Words:
    """Tells the words of a course from people's names."""

    def __init__(self, assignments: Iterable[Assignment]) -> None:
        names = {
            variant
            for assignment in assignments
            for variant in (assignment.slug, assignment.title)
            if variant
        }
        spelled = (
            f"{_SEPARATORS}*".join(map(re.escape, filter(None, re.split(r"[\s_-]+", name))))
            for name in sorted(names, key=len, reverse=True)
        )
        # The number of an assignment goes with its name: 04_losses.
        self._assignments = re.compile(
            rf"(?<![^\W\d_])(?:\d{{1,3}}{_SEPARATORS}*)?"
            rf"(?:{'|'.join(spelled) or '(?!)'})(?![^\W\d_])",
            re.IGNORECASE,
        )
        self._labels: dict[str, str] = {}
        self._generic: dict[str, bool] = {}

    def label(self, stem: str) -> str:
        """What of a file's name, less its ending, may name a person; empty if nothing does."""
        if stem not in self._labels:
            self._labels[stem] = self._label(stem)
        return self._labels[stem]

    def is_generic(self, name: str) -> bool:
        """Whether a name consists of words of a course only, and names no person."""
        if name not in self._generic:
            tokens = self._tokens(name)
            self._generic[name] = all(_GENERIC_TOKEN.fullmatch(token) for token in tokens)
        return self._generic[name]

    def is_of_assignment(self, name: str) -> bool:
        """Whether a name is that of an assignment, and no more."""
        return not self._tokens(name)

    def is_about_assignment(self, name: str) -> bool:
        """Whether a name holds that of an assignment."""
        return self._assignments.search(name[:_LONGEST]) is not None

    def prefix(self, name: str) -> str:
        """The word of a course before a name, with what separates them: `losses-` of `losses-ada`.

        Empty where there is none, or nothing behind it.
        """
        match = self._assignments.match(name[:_LONGEST])
        end = match.end() if match else 0
        if not end:
            token = _TOKEN.split(name[:_LONGEST], maxsplit=1)[0]
            end = len(token) if _NUMBERED_TOKEN.fullmatch(token) else 0
        separator = _TOKEN.match(name, end) if end else None
        if separator is None or separator.end() == len(name):
            return ""
        return name[: separator.end()]

    def _label(self, stem: str) -> str:
        if len(stem) > _LONGEST:
            return stem
        text = self._assignments.sub("\0", stem)
        kept = [
            part
            for part in re.split(rf"(\0|{_SEPARATORS}+)", text)
            if part != "\0" and not _NUMBERED_TOKEN.fullmatch(part)
            and not _APPENDED_TOKEN.fullmatch(part)
        ]  # fmt: skip
        if "\0" not in text and len("".join(kept)) == len(stem):
            return "" if self.is_generic(stem) else stem
        label = re.sub(rf"({_SEPARATORS}){_SEPARATORS}*", r"\1", "".join(kept))
        label = re.sub(rf"^{_SEPARATORS}+|{_SEPARATORS}+$", "", label)
        return "" if self.is_generic(label) else label

    def _tokens(self, name: str) -> list[str]:
        text = self._assignments.sub(" ", name[:_LONGEST])
        return [token for token in _TOKEN.split(text) if token]
