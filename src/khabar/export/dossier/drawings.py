"""Pictures drawn by ourselves as SVG: the timeline and the network of actors."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

_WIDTH, _ROW, _LEFT = 960, 18, 40
_LABEL = 22  # letters of a name that fit beside the circle on a phone
_RADIUS, _CENTRE = 210, (480, 260)
_DOT = '<a href="{}"><circle class="dot {}" cx="{}" cy="{}" r="5"><title>{}</title></circle></a>'


@dataclass(frozen=True, slots=True)
class Dot:
    """An event on the timeline: its first day, the colour class of its type, title and link."""

    day: date
    kind: str
    title: str
    href: str


def timeline(dots: Sequence[Dot]) -> Markup:
    """Dots by day from left to right, stacked where days coincide; years and months as ticks."""
    if not dots:
        return Markup("")
    days = [d.day.toordinal() for d in dots]
    low, high = min(days), max(days)
    span = max(1, high - low)
    stacked: dict[int, int] = {}
    marks = []
    for dot in sorted(dots, key=lambda d: (d.day, d.title)):
        column = round(_LEFT + (dot.day.toordinal() - low) / span * (_WIDTH - 2 * _LEFT))
        level = stacked[column // 9] = stacked.get(column // 9, -1) + 1
        marks.append((column, level, dot))
    height = (max(level for _, level, _ in marks) + 1) * 11 + 46
    shapes = [
        Markup(_DOT).format(dot.href, dot.kind, column, height - 34 - level * 11, dot.title)
        for column, level, dot in marks
    ]
    ticks = _ticks(low, high, span, height)
    return Markup(
        '<svg viewBox="0 0 {} {}" role="img" class="timeline" direction="ltr">'
        '<line x1="{}" x2="{}" y1="{}" y2="{}" class="axis"/>{}{}</svg>'
    ).format(
        _WIDTH, height, _LEFT, _WIDTH - _LEFT, height - 26, height - 26,
        Markup("").join(ticks), Markup("").join(shapes),
    )  # fmt: skip


def _ticks(low: int, high: int, span: int, height: int) -> list[Markup]:
    count = 6
    found = []
    for n in range(count + 1):
        ordinal = low + round((high - low) * n / count)
        x = round(_LEFT + (ordinal - low) / span * (_WIDTH - 2 * _LEFT))
        found.append(
            Markup('<text x="{}" y="{}" class="tick">{}</text>').format(
                x, height - 8, date.fromordinal(ordinal).isoformat()
            )
        )
        if high == low:
            break
    return found


@dataclass(frozen=True, slots=True)
class Tie:
    """How often two actors meet in events, and how many of these are conflict."""

    a: str
    b: str
    events: int
    conflict: int


def network(names: Mapping[str, tuple[str, str]], ties: Sequence[Tie]) -> Markup:
    """Actors on a circle, ties as lines: thicker for more events, red where conflict prevails.

    names: for each actor its name in Arabic and in English.
    """
    if not ties:
        return Markup("")
    places = {
        key: (
            _CENTRE[0] + _RADIUS * math.cos(2 * math.pi * n / len(names) - math.pi / 2),
            _CENTRE[1] + _RADIUS * math.sin(2 * math.pi * n / len(names) - math.pi / 2),
        )
        for n, key in enumerate(names)
    }
    lines = [_line(places[t.a], places[t.b], t) for t in ties if t.a in places and t.b in places]
    labels = [_label(places[key], ar, en) for key, (ar, en) in names.items()]
    return Markup(
        '<svg viewBox="0 0 960 520" role="img" class="network" direction="ltr">{}{}</svg>'
    ).format(Markup("").join(lines), Markup("").join(labels))


def _line(a: tuple[float, float], b: tuple[float, float], tie: Tie) -> Markup:
    kind = "conflict" if tie.conflict * 2 > tie.events else "peace"
    return Markup(
        '<line x1="{:.0f}" y1="{:.0f}" x2="{:.0f}" y2="{:.0f}" class="tie {}" stroke-width="{}">'
        "<title>{}</title></line>"
    ).format(a[0], a[1], b[0], b[1], kind, min(8, 1 + tie.events), tie.events)


def _label(at: tuple[float, float], ar: str, en: str) -> Markup:
    x, y = at
    anchor = "start" if x > _CENTRE[0] + 5 else "end" if x < _CENTRE[0] - 5 else "middle"
    dx = 9 if anchor == "start" else -9 if anchor == "end" else 0
    dy = -10 if anchor == "middle" and y < _CENTRE[1] else 18 if anchor == "middle" else 4
    full = Markup("<title>{}</title>").format(en)
    text = '<text x="{:.0f}" y="{:.0f}" text-anchor="{}" class="{}">{}</text>'
    both = Markup("").join(
        Markup(text).format(x + dx, y + dy, anchor, tongue, escape(_short(name)))
        for tongue, name in (("ar", ar), ("en", en))
    )
    return Markup('<circle cx="{:.0f}" cy="{:.0f}" r="5" class="node">{}</circle>{}').format(
        x, y, full, both
    )


def _short(name: str) -> str:
    if len(name) <= _LABEL:
        return name
    # The dots belong to the name, whichever way it is written.
    star = "*" * name.endswith("*")
    return f"\u2068{name[: _LABEL - 1]}…{star}\u2069"
