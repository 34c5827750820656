"""Who spoke: the reporting clauses found so far, and the speakers that later ones go back to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from khabar.annotate.attribution.cues import CueTables, Verb
from khabar.annotate.attribution.line import unknown_name
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId, ActorKind
from khabar.schema.statements import Act
from khabar.schema.text import Sentence

_REMEMBERED = 5  # speakers that a bare "وأضافت" can go back to

Own = Mapping[int, Sequence[tuple[Mention, ActorId]]]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Those who speak, through whom, and the gender of the verb used of them.

    No actors: somebody speaks whose name the reading does not know.
    """

    actors: tuple[ActorId, ...] = ()
    through: tuple[ActorId, ...] = ()
    feminine: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A reporting clause by its tokens: its cue from at to last, its content from start (to end).

    nested: it is part of what somebody else says. relay: its source only hands on. aside: it is
    a relative clause, which the outlet adds.
    """

    at: int
    last: int
    speaker: Speaker
    act: Act
    start: int
    how: str
    end: int | None = None
    nested: bool = False
    relay: bool = False
    carried: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a cue is read with: who spoke before, and the clause whose content is still open.

    here: the sentence has reported already. limit: the cue that the search for content stops at.
    """

    memory: tuple[Speaker, ...]
    inside: Clause | None
    here: bool
    limit: int


def remembered(
    memory: tuple[Speaker, ...], clauses: Sequence[Clause], issuers: Sequence[ActorId] = ()
) -> tuple[Speaker, ...]:
    """The speakers of the outlet's own sentences, the last one first; behind them those of whom a
    paper is told of that may speak later ("بيان نشرته الوزارة … وأكد البيان")."""
    for clause in clauses:
        if not clause.nested and not clause.relay:
            others = (s for s in memory if s.actors != clause.speaker.actors)
            memory = (clause.speaker, *others)
    known = {a for s in memory for a in s.actors}
    silent = tuple(Speaker((a,)) for a in issuers if a not in known)
    return (*memory, *silent)[:_REMEMBERED]


def recalled(memory: tuple[Speaker, ...], verb: Verb) -> Speaker | None:
    """The last speaker whom a verb without a subject of its own fits."""
    fitting = (
        s for s in memory if verb.plural or s.feminine is None or s.feminine == verb.feminine
    )
    return next(fitting, None)


def again(memory: tuple[Speaker, ...], speaker: Speaker) -> Speaker:
    """Who spoke through an agency goes on speaking through it."""
    before = next((s for s in memory if s.actors == speaker.actors), None)
    return replace(speaker, through=before.through) if before is not None else speaker


def told_of(memory: tuple[Speaker, ...], through: tuple[ActorId, ...]) -> tuple[ActorId, ...]:
    """Whom "نقلت عنه" means: the last speaker who is not the one that hands on."""
    return next((s.actors for s in memory if not set(s.actors) & set(through)), ())


def surnames_of(sentences: Sequence[Sentence], own: Own, cues: CueTables) -> dict[str, ActorId]:
    """The last words of persons' names: a bare "أديب" is the Munir Adib named before."""
    found: dict[str, set[ActorId]] = {}
    for index, pairs in own.items():
        forms = [t.form for t in sentences[index].tokens]
        for mention, actor in pairs:
            surname = _surname(forms, mention, cues)
            if surname:
                found.setdefault(surname, set()).add(actor)
    return {form: actors.pop() for form, actors in found.items() if len(actors) == 1}


def _surname(forms: Sequence[str], mention: Mention, cues: CueTables) -> str:
    if mention.kind is not ActorKind.PERSON:
        return ""
    if not mention.head:
        return forms[mention.last - 1] if mention.last - mention.first > 1 else ""
    count = unknown_name(forms[mention.last :], cues)
    return forms[mention.last + count - 1] if count else ""
