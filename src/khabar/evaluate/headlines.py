"""Pairs of headlines: ANS (agree, disagree, other) and ArEntail (follows or not).

Pairs that the model learned from count for nothing: it knows them by their hashes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from khabar.errors import KhabarError
from khabar.evaluate.counting import Figure, chosen, figures, mean_figure, sum_of
from khabar.evaluate.files import Row, TestFileError, Wanted, read_rows
from khabar.evaluate.result import Evaluation
from khabar.learned.pairs import Pairs, Stance, Two, installed

STANCE = Wanted("ANS pairs as CSV or JSON Lines", ("s1", "s2", "stance"))
ENTAILMENT = Wanted(
    "ArEntail pairs as Excel workbook, CSV or JSON Lines", ("premise", "hypothesis", "label")
)
STANCES = ("agree", "disagree", "other")
ANSWERS = ("entails", "not entail")
_STANCES = {stance: stance for stance in STANCES}
_ANSWERS = dict.fromkeys(("entails", "entail", "entailment", "1"), "entails") | dict.fromkeys(
    ("not entail", "not entails", "not_entail", "not entailment", "non-entailment", "0"),
    "not entail",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Two texts and the right answer."""

    texts: Two
    answer: str


def evaluate_stance(paths: Sequence[Path]) -> Evaluation:
    """Score whether two headlines agree; either may stand first.

    Raises:
        TestFileError: a file is not of this form.
        KhabarError: the package carries no model, or all pairs were learned from.
    """
    model, asked, known = _ready(paths, STANCE, _STANCES)
    found = model.stance(one.texts for one in asked)
    units = [
        {stance: chosen(stance, one.answer, _likeliest(shares)) for stance in STANCES}
        for one, shares in zip(asked, found, strict=True)
    ]
    mean = mean_figure("macro", STANCES, units)
    return _evaluation("stance", model, (mean, *figures(STANCES, units)), len(units), known)


def evaluate_entailment(paths: Sequence[Path]) -> Evaluation:
    """Score whether the second text follows from the first. "accuracy" is the share of right
    answers, which is the F1 of all answers together.

    Raises:
        TestFileError: a file is not of this form.
        KhabarError: the package carries no model, or all pairs were learned from.
    """
    model, asked, known = _ready(paths, ENTAILMENT, _ANSWERS)
    found = model.entails(one.texts for one in asked)
    units = []
    for one, share in zip(asked, found, strict=True):
        ours = ANSWERS[share < 0.5]
        each = {answer: chosen(answer, one.answer, ours) for answer in ANSWERS}
        units.append(each | {"accuracy": sum_of(each.values())})
    names = ("accuracy", *ANSWERS)
    return _evaluation("entailment", model, figures(names, units), len(units), known)


def _ready(
    paths: Sequence[Path], wanted: Wanted, answers: Mapping[str, str]
) -> tuple[Pairs, list[Asked], int]:
    """The model, the pairs that count, and how many it learned from."""
    rows = [
        _asked(path, number, row, (wanted, answers))
        for path in paths
        for number, row in enumerate(read_rows(path, wanted), 1)
    ]
    model = installed()
    if model is None:
        raise KhabarError("This khabar carries no model of pairs: install one from a release.")
    asked = [one for one in rows if not model.learned_from(*one.texts)]
    if not asked:
        raise KhabarError(
            f"{paths[0]}: the model learned from every pair of it. Give pairs that are held out."
        )
    return model, asked, len(rows) - len(asked)


def _asked(path: Path, number: int, row: Row, form: tuple[Wanted, Mapping[str, str]]) -> Asked:
    wanted, answers = form
    one, other, answer = (str(row[column]) for column in wanted.columns)
    if answer.strip().lower() not in answers:
        known = ", ".join(dict.fromkeys(answers.values()))
        raise TestFileError(path, f"the answer in row {number} is none of {known}", wanted.words)
    return Asked((one, other), answers[answer.strip().lower()])


def _likeliest(shares: Stance) -> str:
    return max(STANCES, key=lambda stance: getattr(shares, stance))


def _evaluation(
    task: str, model: Pairs, found: tuple[Figure, ...], units: int, known: int
) -> Evaluation:
    return Evaluation(
        task=task,
        by=f"pairs {model.version}",
        units=units,
        unit="pairs",
        figures=found,
        left_out=(("learned from", known),),
    )
