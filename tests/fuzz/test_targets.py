"""Every parser of ours holds to what it promises, whatever bytes it is given.

The corpus holds what we wrote and what `make fuzz` found; each input is read as it is, and then
changed here and there, the same way in every run.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
CHANGED = 200  # inputs a target
_LONGEST = 1_500  # bytes of a changed input, so that all of them take seconds
_BITS = tuple('\0 \n \r\n " { } < > & / - : 0 9 ٢ ه ا و \u200f \u202e \ufeff \u0640'.split(" "))


def inputs(target: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((CORPUS / target).iterdir())]


def changed(data: bytes, chance: Random) -> bytes:
    """The input with a few pieces cut out, doubled, flipped or put in."""
    held = bytearray(data[:_LONGEST])
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(held))
        piece = held[at : at + chance.randint(1, 12)]
        match chance.randrange(4):
            case 0:
                del held[at : at + len(piece)]
            case 1:
                held[at:at] = piece * chance.randint(1, 8)
            case 2:
                held[at : at + 1] = bytes((chance.randrange(256),))
            case _:
                held[at:at] = chance.choice(_BITS).encode()
    return bytes(held)


def cases() -> Iterator[tuple[str, str]]:
    for target in TARGETS:
        yield from ((target, path.name) for path in sorted((CORPUS / target).iterdir()))


@pytest.mark.parametrize(("target", "name"), tuple(cases()))
def test_what_was_kept_breaks_nothing(target: str, name: str):
    TARGETS[target]((CORPUS / target / name).read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_changed_at_random_breaks_nothing(target: str):
    chance, kept = Random(target), inputs(target)
    for _ in range(CHANGED):
        TARGETS[target](changed(chance.choice(kept), chance))


def test_every_target_has_a_corpus():
    assert {path.name for path in CORPUS.iterdir()} == set(TARGETS)
