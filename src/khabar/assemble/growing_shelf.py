"""Readings packed small, so that seventy thousand of them lie in memory."""

from __future__ import annotations

import zlib

import msgspec

from khabar.schema.reading import Reading

_AT_HAND = 256  # readings kept unpacked: what one document touches is asked for thrice


class Shelf:
    """The readings of a record, by document."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._at_hand: dict[str, Reading] = {}

    def __contains__(self, doc: object) -> bool:
        return doc in self._packed

    def __len__(self) -> int:
        return len(self._packed)

    def put(self, reading: Reading) -> None:
        """Lay a reading down, in place of the one of its document."""
        doc = reading.document.id
        self._packed[doc] = zlib.compress(msgspec.msgpack.encode(reading), 1)
        self._at_hand.pop(doc, None)

    def take(self, doc: str) -> None:
        """Take a document off."""
        self._at_hand.pop(doc, None)
        del self._packed[doc]

    def __getitem__(self, doc: str) -> Reading:
        if (found := self._at_hand.get(doc)) is None:
            found = msgspec.msgpack.decode(zlib.decompress(self._packed[doc]), type=Reading)
            if len(self._at_hand) >= _AT_HAND:
                self._at_hand.clear()
            self._at_hand[doc] = found
        return found
