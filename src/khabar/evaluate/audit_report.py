"""The result of an audit as Markdown: figures only, no word of an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.evaluate.audit_score import Checked, Scores, Share

NOTHING = "nothing to find"


def markdown_of(scores: Scores) -> str:
    """The tables of an audit, to be put into a page of documentation."""
    return "\n".join(_lines(scores)) + "\n"


def _lines(scores: Scores) -> Iterator[str]:
    yield (
        f"{scores.items} items of {scores.documents} articles, seed {scores.seed}, drawn "
        f"{scores.day}, recipe `{scores.recipe}`. Shares are weighed back to the store; intervals "
        "are Wilson's (95 %)."
    )
    for checked in scores.checked:
        yield from ("", f"**{checked.by}** ({checked.answered} answers)", "")
        yield from _parts(checked)
    if scores.agreement:
        yield from ("", "| agreement | answers | raw | kappa |", "|---|---:|---:|---:|")
        for each in scores.agreement:
            beyond = "–" if each.kappa is None else f"{each.kappa:.2f}"
            yield f"| {each.kind} | {each.answers} | {each.raw:.2f} | {beyond} |"


def _parts(checked: Checked) -> Iterator[str]:
    for title, shares in (
        ("precision by field", checked.fields), ("precision by type", checked.types),
    ):  # fmt: skip
        yield from _table(title, "right | wrong | unclear", shares)
    if checked.recall:
        yield from _table("recall", "found and right | missed | ", checked.recall, NOTHING)


def _table(title: str, counts: str, shares: Sequence[Share], none: str = "–") -> Iterator[str]:
    yield from (f"| {title} | | {counts} | share | 95 % |", "|---|---|---:|---:|---:|---:|---|")
    yield from (f"| {' | '.join(row_of(share, none))} |" for share in shares)
    yield ""


def row_of(share: Share, none: str = "–") -> tuple[str, ...]:
    """A figure in cells: what of what, the counts, the share (or none) and its interval."""
    value = none if share.share is None else f"{share.share:.2f}"
    ends = "–" if share.share is None else f"{share.low:.2f}–{share.high:.2f}"
    counts = (str(share.right), str(share.wrong), str(share.unclear))
    return share.kind, share.of, *counts, value, ends
