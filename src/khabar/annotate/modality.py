"""Whether an event happened, goes on, is announced or only conceivable, and whether it is denied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.lang.ar.inflect import Tense
from khabar.schema.events import Polarity, Status
from khabar.schema.text import Token

_BEFORE, _AFTER, _NEGATION = 6, 6, 3


@dataclass(frozen=True, slots=True)
class ModalityTables:
    """Words around a trigger that decide its status, as normalised forms."""

    negation: frozenset[str]
    planned_before: frozenset[str]
    planned_after: frozenset[str]
    possible_before: frozenset[str]
    possible_after: frozenset[str]
    ongoing_before: frozenset[str]
    ongoing_after: frozenset[str]


def judge(
    tokens: Sequence[Token], at: int, last: int, verb: tuple[Tense, str] | None, tables: ModalityTables
) -> tuple[Status, Polarity]:
    """Judge the event whose trigger stands on tokens at to last (exclusive).

    verb is the tense of a verbal trigger and what is attached in front ("س" is the future); None
    for nouns. Words behind the last comma or cue before the trigger count, not those of another clause.
    """
    before = _clause_before(tokens, at)
    after = {t.form for t in tokens[last : last + _AFTER]}
    negated = any(f in tables.negation for f in before[-_NEGATION:])
    polarity = Polarity.NEGATIVE if negated else Polarity.POSITIVE
    return _status(set(before), after, verb, tables, negated), polarity


def _clause_before(tokens: Sequence[Token], at: int) -> list[str]:
    forms: list[str] = []
    for token in reversed(tokens[max(0, at - _BEFORE) : at]):
        if token.form in ("،", ",", ".", ":", "؛"):
            break
        forms.append(token.form[1:] if token.form[:1] in "وف" and len(token.form) > 3 else token.form)
    return forms[::-1]


def _status(
    before: set[str], after: set[str], verb: tuple[Tense, str] | None, tables: ModalityTables, negated: bool
) -> Status:
    if (verb is not None and verb[1] == "س") or before & tables.planned_before or "لن" in before:
        return Status.PLANNED
    if before & tables.possible_before or after & tables.possible_after:
        return Status.POSSIBLE
    if verb is not None and verb[0] is Tense.IMPERFECT:
        return _of_imperfect(before, negated)
    if after & tables.planned_after and verb is None:
        return Status.PLANNED
    if before & tables.ongoing_before or after & tables.ongoing_after:
        return Status.ONGOING
    return Status.OCCURRED


def _of_imperfect(before: set[str], negated: bool) -> Status:
    if "قد" in before:
        return Status.POSSIBLE
    if negated and "لم" in before:
        return Status.OCCURRED
    if "ان" in before and not negated:
        return Status.POSSIBLE
    return Status.ONGOING
