"""Which words of a sentence are triggers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.annotate.events.line import Line
from khabar.annotate.events.tables import Hit, Trigger, TriggerTables, VerbTrigger
from khabar.lang.ar.clitics import Stem
from khabar.schema.text import Sentence, Token

_AHEAD = 8  # tokens in which the words that complete a verb must follow
_JUSSIVE = frozenset(("لم", "ولم", "فلم", "لا", "الم"))
_MOST_REMEMBERED = 100_000  # words; each costs a hundred bytes


def hits_of(line: Line) -> Iterator[Hit]:
    """The triggers of a sentence, in order; no word belongs to two."""
    sentence, tables = line.sentence, line.tables
    forms: frozenset[str] | None = None
    at = 0
    while at < len(sentence.tokens):
        form = sentence.tokens[at].form
        if len(form) < 2 or not form[0].isalpha():
            at += 1
            continue
        forms = forms or frozenset(t.form for t in sentence.tokens)
        verbal = at not in line.nominal
        hit = _verb_hit(sentence, at, tables, forms) if verbal else None
        hit = hit or _noun_hit(sentence, at, tables, forms)
        if hit is None:
            at += 1
            continue
        yield hit
        at = hit.last


def _entries(form: str, tables: TriggerTables) -> tuple[tuple[VerbTrigger, Stem], ...]:
    found = tables.remembered.get(form)
    if found is None:
        found = tuple(
            (entry, stem)
            for stem in _readings(form, tables)
            for entry in tables.verbs.get(stem.form, ())
            if stem.pronoun or not entry.form.bound
        )
        if len(tables.remembered) >= _MOST_REMEMBERED:
            tables.remembered.clear()
        tables.remembered[form] = found
    return found


def _readings(form: str, tables: TriggerTables) -> Iterator[Stem]:
    """How a word may read as a verb: where it is one as it stands, no و is cut off."""
    stems = tables.verb_stems(form) if form not in tables.words.never else ()
    whole = any(not s.cut and not s.pronoun and s.form in tables.known for s in stems)
    return (s for s in stems if not (whole and s.cut))


def _verb_hit(
    sentence: Sentence, at: int, tables: TriggerTables, forms: frozenset[str]
) -> Hit | None:
    met = [
        (entry, stem)
        for entry, stem in _entries(sentence.tokens[at].form, tables)
        if _then_met(sentence.tokens, at, entry.trigger.then, forms)
        and needs_met(entry.trigger, forms)
        and (not entry.form.jussive or (at > 0 and sentence.tokens[at - 1].form in _JUSSIVE))
    ]  # fmt: skip
    if not met:
        return None
    entry, stem = max(
        met, key=lambda m: (len(m[0].trigger.then), -len(m[1].pronoun), not m[0].trigger.passive)
    )
    trigger = entry.trigger
    same = {m[0].trigger.passive for m in met if m[0].trigger.mode == trigger.mode}
    return Hit(
        at, at + 1, trigger, (entry.form.tense, stem.preposition), stem.pronoun,
        either=len(same) > 1,
    )  # fmt: skip


def _noun_hit(
    sentence: Sentence, at: int, tables: TriggerTables, forms: frozenset[str]
) -> Hit | None:
    best: Hit | None = None
    for match in tables.nouns.at(sentence.tokens, at, tables.noun_stems):
        if needs_met(match.entry, forms) and (best is None or match.last > best.last):
            best = Hit(
                at, match.last, match.entry, None,
                _listed_pronoun(sentence.tokens[match.last - 1].form), definite=match.stem.definite,
            )  # fmt: skip
    return best or _possessed(sentence, at, tables, forms)


def _possessed(
    sentence: Sentence, at: int, tables: TriggerTables, forms: frozenset[str]
) -> Hit | None:
    """A verbal noun with a pronoun on it: زيارته, اعتقالهم."""
    token = sentence.tokens[at]
    if token.form[-1] not in "هام":
        return None
    found = tables.possessed.get(token.form)
    if found is None:
        found = tuple(_with_pronoun(token, tables))
        if len(tables.possessed) >= _MOST_REMEMBERED:
            tables.possessed.clear()
        tables.possessed[token.form] = found
    return next(
        (Hit(at, at + 1, t, None, pronoun) for t, pronoun in found if needs_met(t, forms)), None
    )


def _with_pronoun(token: Token, tables: TriggerTables) -> Iterator[tuple[Trigger, str]]:
    for stem in tables.noun_stems(token.form):
        for base, pronoun in _without_pronoun(stem.form):
            for trigger in _spelt(tables, token, base):
                yield trigger, pronoun


def _listed_pronoun(form: str) -> str:
    """The pronoun on a noun that tables list with it: وفاته."""
    return next(
        (p for p in ("ها", "هم", "ه") if form.endswith("ت" + p) and len(form) > len(p) + 2), ""
    )


def _without_pronoun(form: str) -> Iterator[tuple[str, str]]:
    for pronoun in ("هما", "هم", "ها", "ه"):
        if form.endswith(pronoun) and len(form) - len(pronoun) > 2:
            yield form[: -len(pronoun)], pronoun


def _spelt(tables: TriggerTables, token: Token, form: str) -> Iterator[Trigger]:
    if form.startswith("ال"):
        return
    for candidate in (form, form[:-1] + "ه") if form.endswith("ت") else (form,):
        alone = (Token(start=token.start, end=token.end, form=candidate),)
        yield from (
            m.entry
            for m in tables.nouns.at(alone, 0, tables.noun_stems)
            if m.stem.form == candidate
        )


def needs_met(trigger: Trigger, forms: frozenset[str]) -> bool:
    """Whether one of the words that the trigger needs stands in the sentence."""
    return not trigger.needs or not trigger.needs.isdisjoint(forms)


def _then_met(
    tokens: Sequence[Token], at: int, then: tuple[str, ...], forms: frozenset[str]
) -> bool:
    if not all(word in forms for word in then if len(word) > 1):
        return False
    place = at
    for word in then:
        window = range(place + 1, min(len(tokens), place + _AHEAD))
        place = next((n for n in window if _is(tokens[n].form, word)), -1)
        if place < 0:
            return False
    return True


def _is(form: str, word: str) -> bool:
    return form == word or (len(word) == 1 and form.startswith(word))
