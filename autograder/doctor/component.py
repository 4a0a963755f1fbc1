"""The one record of what was examined."""

from __future__ import annotations

import msgspec


class Component(msgspec.Struct, frozen=True):
    """Something that a command uses, and whether it is there and as it must be."""

    name: str
    ok: bool
    required: bool
    text: str  # what was found, or what is missing
