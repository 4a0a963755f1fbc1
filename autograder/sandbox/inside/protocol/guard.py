"""The limits of what crosses, the errors, and a walk over MessagePack that nobody has checked.

`inspect` looks at nothing but the first byte of each item, so that what would stall, exhaust or
overflow the decoder is refused before the decoder sees it.
"""

from __future__ import annotations

#: Frames larger than this are refused before they are read.
MAX_FRAME = 16 * 1024 * 1024
MAX_DEPTH = 16
MAX_ITEMS = 1_000_000  # in a value, with all that is nested in it
EXTENSION_ITEMS = 16  # an extension counts as so many: its content is decoded separately


class ProtocolError(Exception):
    """The other side broke the rules of the protocol, or has closed the channel."""


class TooLargeError(ProtocolError):
    """The other side sent more than may cross."""


# Sizes of what follows the first byte of an item: fixed payloads, and widths of length fields.
_FIXED = {0xC0: 0, 0xC2: 0, 0xC3: 0, 0xCA: 4, 0xCB: 8} | {
    0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8, 0xD0: 1, 0xD1: 2, 0xD2: 4, 0xD3: 8,
    0xD4: 2, 0xD5: 3, 0xD6: 5, 0xD7: 9, 0xD8: 17,
}  # fmt: skip
_SIZED = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4}
_EXTENDED = {0xC7: 1, 0xC8: 2, 0xC9: 4}
_LISTS = {0xDC: 2, 0xDD: 4}


def _payload(head: int) -> int:
    """How many bytes follow a first byte that says so itself; -1 for every other."""
    if head <= 0x7F or head >= 0xE0:
        return 0
    if 0xA0 <= head <= 0xBF:
        return head - 0xA0
    return _FIXED.get(head, -1) if head < 0xD4 else -1  # extensions count as more


_PAYLOADS = tuple(map(_payload, range(256)))


def _refusal(items: int) -> ProtocolError:
    """Why data is refused after so many items."""
    if items > MAX_ITEMS:
        return TooLargeError("a value that holds too much")
    return ProtocolError("a frame that ends too early")


def inspect(data: bytes) -> int:
    """Walk over MessagePack without decoding it; raise ProtocolError for what is not allowed.

    Maps are refused (colliding keys would stall the decoder), and so are deep nesting, more items
    than MAX_ITEMS and anything that does not end exactly where the data does. Gives how many
    items there are.
    """
    position, end, items = 0, len(data), 0
    open_lists = [1]  # how many items each list still lacks, outermost first
    while open_lists:
        if open_lists[-1] == 0:
            open_lists.pop()
            continue
        open_lists[-1] -= 1
        items += 1
        if position >= end or items > MAX_ITEMS:
            raise _refusal(items)
        head = data[position]
        position += 1
        payload = _PAYLOADS[head]
        if payload >= 0:
            position += payload
            continue
        length: int | None = None
        if 0x90 <= head <= 0x9F:
            length = head - 0x90
        elif head in _FIXED:
            position += _FIXED[head]
            items += EXTENSION_ITEMS
        elif head in _SIZED or head in _EXTENDED or head in _LISTS:
            width = _SIZED.get(head) or _EXTENDED.get(head) or _LISTS[head]
            size = int.from_bytes(data[position : position + width], "big")
            position += width
            if head in _LISTS:
                length = size
            else:
                position += size + (1 if head in _EXTENDED else 0)
                items += EXTENSION_ITEMS if head in _EXTENDED else 0
        else:
            raise ProtocolError("a kind of data that does not cross")
        if length is not None:
            if length > end - position or len(open_lists) > MAX_DEPTH:
                raise ProtocolError("a list that is too long or nested too deeply")
            open_lists.append(length)
    if position != end:
        raise ProtocolError("a frame of the wrong length")
    return items
