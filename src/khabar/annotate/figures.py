"""Numbers told of events: the dead, the wounded, the arrested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.schema.events import Counted, Event, Figure
from khabar.schema.text import Sentence, Token

_NEAR = 3
_MOST = 10_000_000


def find_figures(
    sentences: Sequence[Sentence], events: Sequence[Event], counted: Mapping[str, Counted]
) -> tuple[Figure, ...]:
    """Tie each number beside a word for victims or participants to the event of its sentence."""
    found: list[Figure] = []
    for event in events:
        sentence = next((s for s in sentences if s.start == event.sentence.start), None)
        if sentence is None:
            continue
        for at, token in enumerate(sentence.tokens):
            number = _number(token)
            what = _counted(sentence.tokens, at, counted) if number is not None else None
            if number is None or what is None or _taken(found, token):
                continue
            found.append(
                Figure(
                    start=token.start, end=token.end, id=f"f{len(found) + 1}", event=event.id,
                    what=what, low=number, high=number, chain=event.chain,
                )
            )  # fmt: skip
    return tuple(found)


def _taken(found: Sequence[Figure], token: Token) -> bool:
    return any(f.start == token.start for f in found)


def _number(token: Token) -> int | None:
    digits = token.form.replace(",", "").replace("٬", "")
    return int(digits) if digits.isdecimal() and int(digits) <= _MOST else None


def _counted(tokens: Sequence[Token], at: int, counted: Mapping[str, Counted]) -> Counted | None:
    near = [*tokens[at + 1 : at + 1 + _NEAR], *reversed(tokens[max(0, at - _NEAR) : at])]
    return next((counted[t.form] for t in near if t.form in counted), None)
