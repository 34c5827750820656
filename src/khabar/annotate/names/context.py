"""What a doubtful form means in this document: the actor of which the text speaks anyway."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from khabar.annotate.names.tables import NameTables
from khabar.catalog.actors import KnownActor
from khabar.lang.ar.normalise import normalise
from khabar.lang.phrases import Match
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind
from khabar.schema.text import Token

_OFTEN = 0.5  # a state named half as often as the most frequent one is a theme too
_PEOPLE = "people:"
_OPEN = ("rule:doubtful", "rule:follower", "rule:body", "rule:titled")


@dataclass(frozen=True, slots=True)
class _Theme:
    """What the text speaks of: known actors, its states, and those that it names abroad."""

    keys: frozenset[str]
    states: frozenset[str]
    abroad: frozenset[str]


def settle_doubts(text: str, mentions: Sequence[Mention], tables: NameTables) -> list[Mention]:
    """Give doubtful names their actor where the text speaks of it or of its state; or drop them."""
    theme = _theme(mentions)
    found = []
    for mention in mentions:
        if mention.key is None and mention.found_by in _OPEN:
            entry = _meant(mention.cut(text), mention.kind, theme, tables)
            if entry is not None:
                mention = _known(mention, entry)
        if mention.found_by != "rule:doubtful":
            found.append(_for_its_state(mention, theme, tables))
    return found


def _theme(mentions: Iterable[Mention]) -> _Theme:
    listed = [m for m in mentions if not m.inner]
    counts = Counter(m.state for m in listed if m.state)
    most = max(counts.values(), default=0)
    often = frozenset(s for s, n in counts.items() if n >= max(1, _OFTEN * most))
    named = Counter(m.key for m in listed if m.key)
    abroad = frozenset(k for k, n in named.items() if n > 1 and counts[k] < most)
    return _Theme(frozenset(named), often, abroad)


def _for_its_state(mention: Mention, theme: _Theme, tables: NameTables) -> Mention:
    """A people abroad stands for its state ("الروس"); the people of the place is the people."""
    state = tables.states.get((mention.key or "").removeprefix(_PEOPLE))
    if mention.kind is not ActorKind.GROUP or state is None or state.id not in theme.abroad:
        return mention
    return replace(mention, kind=state.kind, key=state.id, name=state.name)


def _meant(words: str, kind: ActorKind, theme: _Theme, tables: NameTables) -> KnownActor | None:
    tokens = tuple(
        Token(start=0, end=1, form=w) for w in normalise(words).replace('"', " ").split()
    )
    matches: Sequence[Match[KnownActor]] = (
        tables.doubtful.at(tokens, 0, tables.stems) if tokens else ()
    )
    whole = [m.entry for m in matches if m.last == len(tokens) and m.stem.cut == 0]
    person = kind is ActorKind.PERSON
    fitting = {e.id: e for e in whole if (e.kind is ActorKind.PERSON) == person}
    named = [e for e in fitting.values() if e.id in theme.keys]
    at_home = [e for e in fitting.values() if e.state in theme.states]
    for candidates in (named, at_home):
        if len(candidates) == 1:
            return candidates[0]
    return None


def _known(mention: Mention, entry: KnownActor) -> Mention:
    return replace(
        mention, kind=entry.kind, key=entry.id, name=entry.name, state=entry.state, sure=0.8,
        found_by="rule:catalogue" if mention.found_by != "rule:titled" else "rule:titled",
    )  # fmt: skip
