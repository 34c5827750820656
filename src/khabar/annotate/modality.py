"""Whether an event happened, goes on, is announced or conceivable, and whether it is denied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.lang.ar.inflect import Tense
from khabar.schema.drafts import Asserted
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.text import Token

_BEFORE, _AFTER, _NEGATION = 8, 6, 3
_SHORT = 4  # letters of a word onto which no preposition is looked for
_STOPS = frozenset("،,.:؛")
_ON = "علي"  # as it is normalised
_JOINED = frozenset(("لم", "لن", "لا", "هل", "قد"))  # short, and "and" is written onto them
_WHOLE = frozenset(("واصل", "واصلت", "واصلوا", "وعدت", "فرصه"))  # no "and" or "so" at their head
_ASIDE = frozenset(("في", "خلال", "عن", "حول", "من"))  # "is about a raid": the raid need not go on
_SPOKEN = frozenset(
    {
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.THREATEN,
        EventType.AGREE,
        EventType.STATE_CHANGE,
    }
)  # "the ministry accuses" tells a thing said, not a state


@dataclass(frozen=True, slots=True)
class ModalityTables:
    """Words around a trigger that decide its status, as normalised forms; lasting holds modes."""

    negation: frozenset[str]
    planned_before: frozenset[str]
    planned_after: frozenset[str]
    possible_before: frozenset[str]
    possible_after: frozenset[str]
    ongoing_before: frozenset[str]
    ongoing_after: frozenset[str]
    occurred_before: frozenset[str]
    was: frozenset[str]
    lasting: frozenset[str]


def judge(
    tokens: Sequence[Token], told: Asserted, tables: ModalityTables
) -> tuple[Status, Polarity]:
    """Judge an event by its trigger's tense and the words around it.

    Words behind the last comma before the trigger count, not those of another clause.
    """
    before = [_unattached(form, tables) for form in _clause_before(tokens, told.at)]
    after = frozenset(t.form for t in tokens[told.last : told.last + _AFTER])
    negated = any(f in tables.negation for f in before[-_NEGATION:])
    polarity = Polarity.NEGATIVE if negated else Polarity.POSITIVE
    status = _status(before, after, told, tables)
    stands = told.verb is None and told.last - told.at > 1 and tokens[told.at].form == _ON
    if stands and status is Status.OCCURRED and tables.was.isdisjoint(before):
        status = Status.ONGOING  # to be "in contact with" is a state
    return status, polarity


def _clause_before(tokens: Sequence[Token], at: int) -> list[str]:
    forms: list[str] = []
    for token in reversed(tokens[max(0, at - _BEFORE) : at]):
        if token.form in _STOPS:
            break
        form = token.form
        joined = form[:1] in "وف" and (len(form) > 3 or form[1:] in _JOINED) and form not in _WHOLE
        forms.append(form[1:] if joined else form)
    return forms[::-1]


def _unattached(form: str, tables: ModalityTables) -> str:
    """A word that decides without the preposition written onto it: لإمكانية, باحتمال."""
    bare = form[1:] if form[:1] in ("ل", "ب") and len(form) > _SHORT else ""
    return bare if bare in tables.planned_before or bare in tables.possible_before else form


def _status(
    before: Sequence[str], after: frozenset[str], told: Asserted, tables: ModalityTables
) -> Status:
    tense = told.verb or told.governor
    if before and before[-1] in tables.occurred_before:
        return Status.OCCURRED
    if tense is not None and tense[1] == "س":
        return Status.PLANNED
    if "لن" in before or not tables.planned_before.isdisjoint(before):
        return Status.PLANNED
    if not (tables.possible_before.isdisjoint(before) and tables.possible_after.isdisjoint(after)):
        return Status.POSSIBLE
    if told.verb is not None:
        return _of_verb(before, after, told, tables)
    if not tables.planned_after.isdisjoint(after):
        return Status.PLANNED
    return _of_noun(before, after, told, tables)


def _of_verb(
    before: Sequence[str], after: frozenset[str], told: Asserted, tables: ModalityTables
) -> Status:
    if told.verb is None or told.verb[0] is Tense.PERFECT:
        return Status.OCCURRED
    if "قد" in before:
        return Status.POSSIBLE
    if "لم" in before[-2:]:  # which makes a past of any imperfect
        return Status.OCCURRED
    lasting = _lasts(told, tables)
    if before and before[-1] in ("ان", "الا"):
        since = before[-2] if len(before) > 1 else ""
        return Status.OCCURRED if since in tables.occurred_before else Status.POSSIBLE
    if not tables.ongoing_before.isdisjoint(before):
        return Status.ONGOING
    if not tables.was.isdisjoint(before[-3:]) or _of_a_year(after):
        return Status.OCCURRED
    return Status.OCCURRED if told.type in _SPOKEN and not lasting else Status.ONGOING


def _of_noun(
    before: Sequence[str], after: frozenset[str], told: Asserted, tables: ModalityTables
) -> Status:
    if not (tables.ongoing_before.isdisjoint(before) and tables.ongoing_after.isdisjoint(after)):
        return Status.ONGOING
    if _of_a_year(after) or ("لم" in before and not _lasts(told, tables)):
        return Status.OCCURRED
    aside = bool(before) and before[-1] in _ASIDE
    under_way = told.governor is not None and told.governor[0] is Tense.IMPERFECT and not aside
    if not tables.was.isdisjoint(before[-3:]):
        return Status.OCCURRED
    if _lasts(told, tables) or (under_way and told.type not in _SPOKEN):
        return Status.ONGOING
    return Status.OCCURRED


def _lasts(told: Asserted, tables: ModalityTables) -> bool:
    return not tables.lasting.isdisjoint((told.mode, f"{told.type}/{told.mode}"))


def _of_a_year(after: frozenset[str]) -> bool:
    """Whether a year is told of that what happened happened in, not one it has gone on since."""
    return any(w.isdecimal() and len(w) == 4 for w in after) and "منذ" not in after
