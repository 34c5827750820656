"""What a sentence tells of one event in several words, brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.schema.drafts import Draft
from khabar.schema.events import EventType

_RESULTS = frozenset(("kill", "wound", "death"))


def told_together(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Drop what a sentence repeats, and tell casualties with the attack that caused them."""
    kept: list[Draft] = []
    for draft in drafts:
        home = next((n for n, k in enumerate(kept) if _one(k, draft)), None)
        if home is None:
            kept.append(draft)
        else:
            kept[home] = _joined(kept[home], draft)
    return tuple(kept)


def _one(a: Draft, b: Draft) -> bool:
    if a.type is not b.type or a.polarity != b.polarity:
        return False
    if a.mode != b.mode and not _result(a, b):
        return False
    return _fit(a.actor, b.actor) and _fit(a.recipient, b.recipient)


def _result(a: Draft, b: Draft) -> bool:
    """Whether one tells what the other led to: قتل خمسة في غارة."""
    if a.type is not EventType.ASSAULT:
        return False
    return a.mode in _RESULTS or b.mode in _RESULTS


def _fit(a: Sequence[str], b: Sequence[str]) -> bool:
    return not a or not b or bool(set(a) & set(b))


def _joined(a: Draft, b: Draft) -> Draft:
    named = b if a.mode in _RESULTS and b.mode not in _RESULTS else a
    actor = a.actor or b.actor
    return replace(
        a, start=min(a.start, b.start), end=max(a.end, b.end),
        mode=named.mode, found_by=named.found_by, actor=actor,
        recipient=tuple(r for r in a.recipient or b.recipient if r not in actor),
        place=a.place or b.place,
    )  # fmt: skip
