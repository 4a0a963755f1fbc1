"""What is refused before it is decoded."""

from __future__ import annotations

import msgspec
import pytest

from autograder.sandbox.inside.protocol import values
from autograder.sandbox.inside.protocol.guard import ProtocolError


def test_maps_are_refused_before_they_are_decoded():
    with pytest.raises(ProtocolError, match="does not cross"):
        values.unpack(msgspec.msgpack.encode({"a": 1}))


def test_a_million_nested_lists_are_refused():
    with pytest.raises(ProtocolError, match="nested"):
        values.unpack(b"\x91" * 1_000_000 + b"\xc0")


def test_a_list_that_promises_more_than_it_holds_is_refused():
    with pytest.raises(ProtocolError):
        values.unpack(b"\xdd\xff\xff\xff\xff\xc0")
