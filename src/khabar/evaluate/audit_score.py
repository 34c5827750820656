"""What answers to an audit say: how right a store is, what it misses, how far checkers agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from khabar.evaluate.audit_csv import Answers, Ruling
from khabar.evaluate.audit_draw import Sample
from khabar.evaluate.audit_items import Item, Kind

_Z = 1.959964  # of 95 in 100
ALL = "all fields"
"""The figure that asks of a whole item whether nothing of it is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share with what chance may do to it (95 %), and the answers it rests on.

    share is weighed back to the store; None where nobody gave a clear answer, and of recall where
    there is nothing to find.
    """

    kind: str
    of: str
    right: int
    wrong: int
    unclear: int
    share: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What one checker's answers give."""

    by: str
    answered: int
    fields: tuple[Share, ...]
    types: tuple[Share, ...]
    recall: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two checkers agree on fields that both answered: raw, and beyond chance."""

    kind: str
    answers: int
    raw: float
    kappa: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The result of an audit."""

    seed: int
    day: str
    recipe: str
    documents: int
    items: int
    checked: tuple[Checked, ...]
    agreement: tuple[Agreement, ...] = ()


def wilson(share: float, n: float) -> tuple[float, float]:
    """The interval of a share over n answers.

    Source:
        Wilson 1927, Probable inference, the law of succession, and statistical inference.
    """
    if n <= 0:
        return 0.0, 1.0
    centre = (share + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
    half = _Z / (1 + _Z * _Z / n) * sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement beyond chance; None where both always say the same one thing.

    Source:
        Cohen 1960, A coefficient of agreement for nominal scales.
    """
    a, b = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    n = len(pairs)
    by_chance = sum(a[k] * b[k] for k in a) / (n * n) if n else 1.0
    if by_chance >= 1.0:
        return None
    return (sum(x == y for x, y in pairs) / n - by_chance) / (1 - by_chance)


def score(sample: Sample, answers: Sequence[Answers]) -> Scores:
    """All figures that the answers of one or two checkers give."""
    weights = weights_of(sample)
    return Scores(
        seed=sample.seed, day=sample.day, recipe=sample.recipe, documents=sample.documents,
        items=len(sample.items), checked=tuple(_checked(sample, each, weights) for each in answers),
        agreement=tuple(agreements(sample, answers[0], answers[1])) if len(answers) > 1 else (),
    )  # fmt: skip


def weights_of(sample: Sample) -> Mapping[tuple[str, str], float]:
    """How many items of the store one drawn item stands for, by stratum."""
    return {(y.kind, y.type): y.size / y.drawn for y in sample.layers if y.drawn}


def _checked(sample: Sample, answers: Answers, weights: Mapping[tuple[str, str], float]) -> Checked:
    fields = tuple(_by_field(sample, answers, weights))
    return Checked(
        by=answers.by, answered=len(answers.rulings), fields=fields,
        types=tuple(_by_type(sample, answers, weights)),
        recall=tuple(_recall(sample, answers, fields)),
    )  # fmt: skip


def _by_field(
    sample: Sample, answers: Answers, weights: Mapping[tuple[str, str], float]
) -> Iterable[Share]:
    for kind in Kind:
        items = [i for i in sample.items if i.kind is kind]
        for name in dict.fromkeys(q.field for i in items for q in i.questions):
            yield _share(kind, name, items, weights, lambda i, f=name: ruling_on(i, f, answers))  # type: ignore[misc]
        if items and len(items[0].questions) > 1:
            yield _share(kind, ALL, items, weights, lambda i: whole_ruling(i, answers))


def _by_type(
    sample: Sample, answers: Answers, weights: Mapping[tuple[str, str], float]
) -> Iterable[Share]:
    """By type whether the thing is there at all: the first field says that."""
    for kind, type_ in sorted({(i.kind, i.type) for i in sample.items}):
        items = [i for i in sample.items if (i.kind, i.type) == (kind, type_)]
        yield _share(kind, type_, items, weights, lambda i: _first(i, answers))


def _first(item: Item, answers: Answers) -> Ruling | None:
    return answers.rulings.get((item.id, item.questions[0].field))


def ruling_on(item: Item, name: str, answers: Answers) -> Ruling | None:
    """What is said of a field; of a thing that is not there, further fields say nothing."""
    first = item.questions[0].field
    if name != first and answers.rulings.get((item.id, first)) is Ruling.WRONG:
        return None
    return answers.rulings.get((item.id, name))


def whole_ruling(item: Item, answers: Answers) -> Ruling | None:
    """Wrong where anything is, unclear where nothing is wrong and something unclear."""
    said = [answers.rulings.get((item.id, q.field)) for q in item.questions]
    if Ruling.WRONG in said:
        return Ruling.WRONG
    if None in said:
        return None
    return Ruling.UNCLEAR if Ruling.UNCLEAR in said else Ruling.RIGHT


def _share(
    kind: str, of: str, items: Sequence[Item], weights: Mapping[tuple[str, str], float],
    ruling: Callable[[Item], Ruling | None],
) -> Share:  # fmt: skip
    said = [(ruling(item), weights[item.kind, item.type]) for item in items]
    clear = [(r is Ruling.RIGHT, w) for r, w in said if r in (Ruling.RIGHT, Ruling.WRONG)]
    whole = sum(w for _, w in clear)
    share = sum(w for right, w in clear if right) / whole if clear else None
    # Unequal weights make a sample tell less than its size (Kish 1965).
    telling = whole * whole / sum(w * w for _, w in clear) if clear else 0.0
    low, high = wilson(share or 0.0, telling)
    counts = Counter(r for r, _ in said)
    return Share(
        kind=kind, of=of, right=counts[Ruling.RIGHT], wrong=counts[Ruling.WRONG],
        unclear=counts[Ruling.UNCLEAR], share=share, low=low, high=high,
    )  # fmt: skip


def _recall(sample: Sample, answers: Answers, fields: Sequence[Share]) -> Iterable[Share]:
    """What share is found of all that is there, over the articles that were read whole.

    How many of khabar's items in them are right follows from the precision of the sample.
    """
    read = [each for each in sample.whole if each.id in answers.read]
    for kind in (Kind.EVENT, Kind.STATEMENT):
        right = next((f.share for f in fields if (f.kind, f.of) == (kind, "type")), None)
        if not read or right is None:
            continue
        found = right * sum(each.found.get(kind.value, 0) for each in read)
        missed = sum(answers.missing.get(each.id, []).count(kind) for each in read)
        # Less than half a right thing is none: what is left of wrong ones is nothing to find.
        there = found + missed if round(found) + missed else 0.0
        share = found / there if there else None
        low, high = wilson(share or 0.0, there)
        yield Share(
            kind=kind, of=f"{len(read)} article" + "s" * (len(read) > 1), right=round(found),
            wrong=missed, unclear=0, share=share, low=low, high=high,
        )  # fmt: skip


def agreements(sample: Sample, a: Answers, b: Answers) -> Iterable[Agreement]:
    """Agreement by kind and over all."""
    kind_of = {item.id: item.kind for item in sample.items}
    both = [key for key in a.rulings if key in b.rulings]
    for kind in (None, *Kind):
        keys = [key for key in both if kind in (None, kind_of[key[0]])]
        pairs = [(a.rulings[key].value, b.rulings[key].value) for key in keys]
        if pairs:
            raw = sum(x == y for x, y in pairs) / len(pairs)
            yield Agreement(
                kind=kind or "all", answers=len(pairs), raw=raw, kappa=kappa(pairs)
            )  # fmt: skip
