"""`khabar audit`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.table import Table

from khabar.cli.options import StoreOption, settings
from khabar.cli.output import write_folder
from khabar.cli.terminal import output, safe
from khabar.errors import KhabarError
from khabar.evaluate.audit_csv import answers_of, sheet_csv
from khabar.evaluate.audit_draw import Sample, Wanted, draw
from khabar.evaluate.audit_page import page_of
from khabar.evaluate.audit_report import NOTHING, markdown_of, row_of
from khabar.evaluate.audit_score import Scores, Share, score
from khabar.pipeline.exports import held_by
from khabar.pipeline.kit import recipe
from khabar.pipeline.together import record_of
from khabar.store.opening import open_store

_SAMPLE = "sample.json"
_TWO = 2

audit = typer.Typer(
    no_args_is_help=True, help="Check a store by hand: draw a sample, score the answers."
)


class Shown(StrEnum):
    """How the result is shown."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


@audit.command("draw")
def draw_sample(
    target: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="A new folder.")],
    items: Annotated[int, typer.Option("-n", "--items", min=1, max=5000, help="How many.")] = 200,
    whole: Annotated[
        int, typer.Option("--whole", min=0, max=200, help="Articles to be read whole.")
    ] = 5,
    seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same.")] = 1,
    store: StoreOption = None,
) -> None:
    """Draw a random sample of what a store says, as a sheet to be checked by hand.

    The folder holds sheet.html (open it in a browser, answer, save), sheet.csv (the same for a
    spreadsheet) and sample.json, by which answers are scored. Events, statements, times and links
    between documents are drawn by type, seldom types more often; figures are weighed back. The
    folder holds texts of articles: share it as you may share them.

    Example: khabar audit draw -n 200 --seed 7 -o audit/ --store news.db
    """
    if target.exists():
        # It may hold answers, which took somebody days.
        raise KhabarError(f"{target}: is there already. Name a folder that does not exist yet.")
    with open_store(settings(store).store, create=False) as opened:
        day = date.today().isoformat()
        held = held_by(opened, recipe(), day)
        record = record_of(held.readings(), judged=held.judgements())
        wanted = Wanted(items=items, articles=whole, seed=seed)
        sample = draw(held.readings, record, wanted, recipe=recipe(), day=day)
    files = {
        "sheet.html": page_of(sample),
        "sheet.csv": sheet_csv(sample),
        _SAMPLE: msgspec.json.format(msgspec.json.encode(sample)),
    }
    write_folder(((name, [body]) for name, body in files.items()), str(target))
    output().print(
        safe(
            f"{len(sample.items)} items and {len(sample.whole)} articles: open {target}/sheet.html"
        )
    )


@audit.command("score")
def score_answers(
    answers: Annotated[
        list[Path], typer.Argument(metavar="ANSWERS...", help="Of one checker, or of two.")
    ],
    sample: Annotated[
        Path | None,
        typer.Option("--sample", metavar="FILE", help="sample.json, if not beside the answers."),
    ] = None,
    form: Annotated[
        Shown, typer.Option("--format", help="A table, JSON, or Markdown for a page.")
    ] = Shown.TABLE,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Score the answers to an audit: precision by field and type, recall, agreement.

    Unclear answers count for nothing and are shown. Of a thing that is wrong altogether further
    fields are not counted. Recall rests on the articles that were read whole.

    Example: khabar audit score audit/answers_a.csv audit/answers_b.csv
    """
    if len(answers) > _TWO:
        raise KhabarError(f"{len(answers)} files of answers. Give those of one checker, or of two.")
    drawn = _sample(sample or answers[0].parent / _SAMPLE)
    found = score(drawn, [answers_of(path, drawn) for path in answers])
    if as_json or form is Shown.JSON:
        print(msgspec.json.format(msgspec.json.encode(found)).decode())
    elif form is Shown.MARKDOWN:
        print(markdown_of(found), end="")
    else:
        _show(found)


def _sample(path: Path) -> Sample:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Sample)
    except OSError as error:
        remedy = "Name the sample.json of the draw with --sample."
        raise KhabarError(f"{path}: cannot be read ({error.strerror}). {remedy}") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise KhabarError(f"{path}: no sample of an audit ({error}). Draw one anew.") from error


def _show(scores: Scores) -> None:
    console = output()
    console.print(f"{scores.items} items of {scores.documents} articles, seed {scores.seed}")
    for checked in scores.checked:
        console.print(safe(f"\n{checked.by}: {checked.answered} answers"))
        console.print(_table("precision by field", checked.fields))
        console.print(_table("precision by type", checked.types))
        if checked.recall:
            console.print(_recall(checked.recall))
    for each in scores.agreement:
        beyond = "–" if each.kappa is None else f"{each.kappa:.2f}"
        console.print(
            f"agreement, {each.kind}: {each.answers} answers, raw {each.raw:.2f}, kappa {beyond}"
        )


def _table(title: str, shares: Sequence[Share]) -> Table:
    table = _columns(title, "right", "wrong")
    for share in shares:
        table.add_row(*row_of(share))
    return table


def _recall(shares: Sequence[Share]) -> Table:
    table = _columns("recall", "found", "missed")
    for share in shares:
        table.add_row(*row_of(share, NOTHING))
    return table


def _columns(title: str, right: str, wrong: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in (title, "", right, wrong, "unclear", "share", "95 %"):
        table.add_column(name)
    return table
