"""`khabar eval`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from khabar.cli.terminal import output, safe
from khabar.errors import KhabarError
from khabar.evaluate.counting import Figure
from khabar.evaluate.events import evaluate_events
from khabar.evaluate.headlines import evaluate_entailment, evaluate_stance
from khabar.evaluate.names import evaluate_names
from khabar.evaluate.result import Evaluation
from khabar.evaluate.times_scored import evaluate_times


class Task(StrEnum):
    """What is scored."""

    NER = "ner"
    EVENTS = "events"
    STANCE = "stance"
    ENTAILMENT = "entailment"
    TIMES = "times"


_SCORERS: dict[Task, Callable[[Sequence[Path]], Evaluation]] = {
    Task.NER: evaluate_names,
    Task.EVENTS: evaluate_events,
    Task.STANCE: evaluate_stance,
    Task.ENTAILMENT: evaluate_entailment,
    Task.TIMES: evaluate_times,
}
_ALONE = {Task.NER: evaluate_names, Task.EVENTS: evaluate_events}
_COLUMNS = ("", "P", "R", "F1", "95 %", "right", "invented", "missed")


def eval(  # noqa: A001
    task: Annotated[Task, typer.Argument(help="What is scored.")],
    files: Annotated[list[Path], typer.Argument(help="A test set's own files.")],
    alone: Annotated[
        bool,
        typer.Option(
            "--tagger",
            help="Of ner and events: the learned tagger, in the set's terms; alone, but for doers.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Score khabar on a public test set, in the files that its authors publish.

    ner: one word and one tag a line, as ANERcorp. events: arabic_event_gsr's *_gsr.csv or
    *_spans.json. stance: ANS, CSV. entailment: ArEntail, Excel or JSON Lines. times: the Arabic
    parser tests of Recognizers-Text, JSON. The interval is that of 1,000 samples of the same size.

    Example: khabar eval ner ANERCorp_CamelLab_test.txt
    """
    if alone and task not in _ALONE:
        raise KhabarError(f"--tagger: says nothing of {task}. Leave it out.")
    found = _ALONE[task](files, True) if alone else _SCORERS[task](files)
    if as_json:
        print(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    _show(found, output())


def _show(found: Evaluation, console: Console) -> None:
    console.print(Text.assemble((found.task, "bold"), f": {found.units} {found.unit}, {found.by}"))
    for why, count in (*found.left_out, *found.outcomes):
        if count:
            console.print(safe(f"{why}: {count}"))
    table = Table(*_COLUMNS, box=None, pad_edge=False)
    for figure in found.figures:
        table.add_row(*_row(figure))
    console.print(table)


def _row(figure: Figure) -> tuple[str, ...]:
    shares = (f"{share:.3f}" for share in (figure.precision, figure.recall, figure.f1))
    counts = figure.counts
    counted = (counts.right, counts.invented, counts.missed) if counts else ("", "", "")
    return figure.name, *shares, f"{figure.low:.3f}-{figure.high:.3f}", *map(str, counted)
