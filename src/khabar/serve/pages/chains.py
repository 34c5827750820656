"""Who had it from whom: the chains of an event's reports as trees that stand on their origins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khabar.schema.names import Name
from khabar.serve.views import ReportRow, Who


@dataclass(slots=True)
class Branch:
    """Somebody who told it, who had it from him, and the reports that end with him.

    The outlets are the leaves; who stands at the root has it from nobody else.
    """

    who: Who
    outlet: bool
    reports: list[ReportRow] = field(default_factory=list)
    branches: dict[str, Branch] = field(default_factory=dict)

    @property
    def articles(self) -> tuple[tuple[ReportRow, ...], ...]:
        """The reports by article: one may tell it in several sentences."""
        groups: dict[str, list[ReportRow]] = {}
        for report in self.reports:
            groups.setdefault(report.document, []).append(report)
        return tuple(tuple(group) for group in groups.values())

    @property
    def leaves(self) -> int:
        """How many reports stand on this one."""
        return len(self.reports) + sum(b.leaves for b in self.branches.values())


def trees_of(
    reports: Sequence[ReportRow], copied: Mapping[str, ReportRow] | None = None
) -> tuple[Branch, ...]:
    """One tree for every origin, those on which most reports rest first.

    copied: for a document that has its words from another, the report of that other, on which it
    stands. Unnamed sources of two reports need not be one: each stays a root of its own.
    """
    roots: dict[str, Branch] = {}
    for report in reports:
        here, steps = roots, _steps(report, copied or {})
        for n, (key, who, outlet) in enumerate(steps):
            branch = here.setdefault(key, Branch(who, outlet))
            if n == len(steps) - 1:
                branch.reports.append(report)
            here = branch.branches
    return tuple(sorted(roots.values(), key=lambda b: (-b.leaves, b.who.name.ar)))


def distinct(reports: Sequence[ReportRow]) -> list[ReportRow]:
    """The reports without those that say the same in the same sentence a second time."""
    found = {
        (r.document, r.sentence.start, r.chain, r.polarity, r.status): r for r in reversed(reports)
    }
    return list(reversed(found.values()))


def _steps(report: ReportRow, copied: Mapping[str, ReportRow]) -> list[tuple[str, Who, bool]]:
    """From the one nearest the event out to the outlet."""
    name = report.outlet or report.title or report.document
    inner = [(w.id or f"{report.item}@{report.document}", w, False) for w in reversed(report.chain)]
    first = copied.get(report.document)
    if first is not None and not inner:
        inner = _steps(first, {})
    return [*inner, (f"outlet:{name}", Who(id="", name=Name(ar=name)), True)]
