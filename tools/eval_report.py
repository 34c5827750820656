"""Write down what an evaluation found: for people as Markdown, for tools as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from eval_html import PageResult, html_lines
from eval_items import Change
from eval_record import RecordResult, record_lines
from eval_scoring import Counts
from eval_spans import SpanCheck
from eval_times import TimesResult, times_lines

# A change names so many items in the report; the rest is counted.
ITEMS_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SetResult:
    """The figures of one reference set, whole and story by story."""

    name: str
    documents: int
    unread: tuple[str, ...]
    dates_given: bool
    reconstruction: float
    figures: Mapping[str, Counts]
    stories: Mapping[str, tuple[float, Mapping[str, Counts]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """One run of `make eval`. changes is None where there is no committed run to compare with."""

    date: str
    recipe: str
    sets: tuple[SetResult, ...]
    spans: SpanCheck | None
    times: TimesResult
    record: tuple[RecordResult, ...]
    html: tuple[PageResult, ...]
    changes: tuple[Change, ...] | None
    not_measured: Mapping[str, str]


def as_json(evaluation: Evaluation) -> dict[str, object]:
    """Every figure, for the floors and for comparing runs."""
    return {
        "date": evaluation.date,
        "recipe": evaluation.recipe,
        "sets": {one.name: _set_as_json(one) for one in evaluation.sets},
        "spans": asdict(evaluation.spans) if evaluation.spans else None,
        "times": asdict(evaluation.times),
        "record": [asdict(one) for one in evaluation.record],
        "html": [asdict(one) for one in evaluation.html],
        "not_measured": dict(evaluation.not_measured),
    }


def as_markdown(evaluation: Evaluation) -> str:
    """The report that people read."""
    return "\n".join(_lines(evaluation)) + "\n"


def _set_as_json(one: SetResult) -> dict[str, object]:
    return {
        "documents": one.documents,
        "unread": list(one.unread),
        "dates_given": one.dates_given,
        "reconstruction": round(one.reconstruction, 4),
        "figures": {name: _figure(counts) for name, counts in one.figures.items()},
        "stories": {
            story: {
                "reconstruction": round(mean, 4),
                "figures": {name: _figure(counts) for name, counts in figures.items()},
            }
            for story, (mean, figures) in one.stories.items()
        },
    }


def _figure(counts: Counts) -> dict[str, float | int]:
    return {
        "precision": round(counts.precision, 4),
        "recall": round(counts.recall, 4),
        "f1": round(counts.f1, 4),
        **asdict(counts),
    }


def _lines(evaluation: Evaluation) -> Iterator[str]:
    yield "# Accuracy"
    yield ""
    yield f"Made by `make eval` on {evaluation.date} with recipe `{evaluation.recipe}`."
    yield "`tp/fp/fn`: right, invented, missed. The items found stand by id in `items.json`."
    for one in evaluation.sets:
        yield from _set_lines(one)
    yield from times_lines(evaluation.times)
    yield from record_lines(evaluation.record)
    yield from html_lines(evaluation.html)
    yield from _span_lines(evaluation.spans)
    if evaluation.not_measured:
        yield from ("", "## Not measured yet", "")
        yield from (f"- **{what}**: {why}" for what, why in evaluation.not_measured.items())
    yield from _change_lines(evaluation.changes)


def _set_lines(one: SetResult) -> Iterator[str]:
    dates = "publication dates given" if one.dates_given else "publication dates not given"
    yield from ("", f"## {one.name}: {one.documents} documents, {dates}", "")
    yield f"Reconstruction (mean F1 of the headline figures): **{one.reconstruction:.3f}**"
    if one.unread:
        yield f"No reading for: {', '.join(one.unread)}"
    yield from ("", "| figure | P | R | F1 | tp/fp/fn |", "|---|---:|---:|---:|---:|")
    yield from (_row(name, counts) for name, counts in one.figures.items())
    if one.stories:
        yield from _story_lines(one)


def _row(name: str, c: Counts) -> str:
    return f"| {name} | {c.precision:.3f} | {c.recall:.3f} | {c.f1:.3f} | {c.tp}/{c.fp}/{c.fn} |"


def _story_lines(one: SetResult) -> Iterator[str]:
    """F1 by story: a rule made on some stories shows on the others whether it holds."""
    yield from ("", f"### {one.name} by story (F1)", "")
    yield "| figure | " + " | ".join(one.stories) + " |"
    yield "|---|" + "---:|" * len(one.stories)
    means = (mean for mean, _ in one.stories.values())
    yield "| **reconstruction** | " + " | ".join(f"{mean:.3f}" for mean in means) + " |"
    for name in one.figures:
        cells = [figures.get(name, Counts()) for _, figures in one.stories.values()]
        yield f"| {name} | " + " | ".join(_cell(c) for c in cells) + " |"


def _cell(counts: Counts) -> str:
    """A dash where there was nothing to find and nothing was claimed."""
    return "–" if counts == Counts() else f"{counts.f1:.3f}"


def _span_lines(spans: SpanCheck | None) -> Iterator[str]:
    yield from ("", "## Offsets", "")
    if spans is None:
        yield "Not checked in this run."
        return
    yield f"- {spans.readings} readings of {spans.articles} articles"
    yield f"- {spans.spans} spans, {spans.empty} of them without words"
    yield f"- {spans.validated} readings checked against the schema, {spans.invalid} invalid"


def _change_lines(changes: Sequence[Change] | None) -> Iterator[str]:
    yield from ("", "## Gained and lost since the last committed report", "")
    if changes is None:
        yield "There is no committed report to compare with."
        return
    if not changes:
        yield "Nothing changed."
        return
    yield from ("| kind | gained | lost |", "|---|---:|---:|")
    yield from (f"| {c.kind} | {len(c.gained)} | {len(c.lost)} |" for c in changes)
    for change in changes:
        yield from _named(f"{change.kind}s lost", change.lost)
        yield from _named(f"{change.kind}s gained", change.gained)


def _named(heading: str, items: Iterable[str]) -> Iterator[str]:
    names = list(items)
    if names:
        more = f" and {len(names) - ITEMS_SHOWN} more" if len(names) > ITEMS_SHOWN else ""
        yield from ("", f"{heading}: " + ", ".join(f"`{n}`" for n in names[:ITEMS_SHOWN]) + more)
