"""The words in which terminal and pages speak of similar code."""

from __future__ import annotations

from autograder.similarity.comparing import Alike
from autograder.text import counted

CAUTION = (
    "Similar code is not evidence that somebody copied: short exercises have few answers, people "
    "learn together, and both may have read the same source. Look at the code, and talk to the "
    "students."
)

_CLASS = 15  # submissions, which have 105 pairs


def summary(alike: Alike) -> str:
    """How much was compared, and what is usual in this class."""
    sentences = [f"{counted(alike.compared, 'submission')} compared."]
    if alike.nothing_own:
        sentences.append(
            f"{len(alike.nothing_own)} more hold nothing beyond the release notebook and the model "
            "answers."
        )
    if alike.unread:
        sentences.append(f"{len(alike.unread)} more could not be read.")
    if not alike.identical and not alike.pairs:
        sentences.append("No two are alike.")
    return " ".join([*sentences, usual(alike)]).rstrip()


def usual(alike: Alike) -> str:
    """How alike pairs of this class are; empty for a small class, which does not tell."""
    if alike.compared < _CLASS:
        return ""
    return (
        f"Half of all pairs of this class have a similarity below {alike.typical:.2f}, and 99 of "
        f"100 one below {alike.unusual:.2f}."
    )
