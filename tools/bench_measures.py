"""What was measured, when and of which commit; what a run leaves out keeps its last measure."""

from __future__ import annotations

import json
import math
import platform
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

import psutil

from shared import ROOT

REPORT = ROOT / "bench" / "report.json"
_OWN = 2.5  # processes of our own that may want to run beside one a core: those of Ray, a server


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measurement: so many things in so many seconds of wall time and of processor time.

    megabytes is the greatest memory that its processes held together; more holds figures that
    belong to this measurement alone. busy is how many processes wanted to run on the machine when
    it ended: where that is more than there are cores, wall seconds say little. Where something was
    not measured it is None.
    """

    name: str
    count: int
    seconds: float | None = None
    cpu_seconds: float | None = None
    megabytes: float | None = None
    more: Mapping[str, float] = field(default_factory=dict)
    busy: float | None = None
    date: str = ""
    commit: str = ""

    @property
    def key(self) -> str:
        """Under which it is kept."""
        return f"{self.name} @{self.count}"

    @property
    def disturbed(self) -> bool:
        """Whether others worked on the machine meanwhile, so that wall time says little."""
        return (self.busy or 0) > (psutil.cpu_count() or 1) + _OWN

    @property
    def rate(self) -> float | None:
        """Things a second of wall time, of processor time where only that is known."""
        seconds = self.seconds or self.cpu_seconds
        return self.count / seconds if seconds else None


class Measures:
    """All that is known, by name and count; those of this run, and those of earlier ones."""

    def __init__(self, path: Path = REPORT) -> None:
        self._path = path
        self.date, self.commit = date.today().isoformat(), commit()
        self.known = dict(_stored(path))
        self.fresh: set[str] = set()

    def add(self, measure: Measure) -> None:
        """Keep a measurement, and write all of them down: a run may be broken off."""
        stamped = {**asdict(measure), "date": self.date, "commit": self.commit}
        stamped["busy"] = round(psutil.getloadavg()[0], 1)
        found = Measure(**stamped)
        self.known[found.key] = found
        self.fresh.add(found.key)
        self.write()

    def of(self, name: str, count: int) -> Measure | None:
        """The measurement of this name and size, of whatever day."""
        return self.known.get(f"{name} @{count}")

    def all_of(self, name: str) -> list[Measure]:
        """The measurements of a name, smallest first."""
        return sorted((m for m in self.known.values() if m.name == name), key=lambda m: m.count)

    def growth(self, name: str) -> list[tuple[Measure, Measure, float]]:
        """From size to size the exponent b of seconds ~ count**b, by processor time."""
        found = [m for m in self.all_of(name) if m.cpu_seconds]
        return [(a, b, _exponent(a, b)) for a, b in pairwise(found)]

    def write(self) -> None:
        """Write the report's JSON."""
        machine = f"{psutil.cpu_count()} cores, Python {platform.python_version()}"
        rows = [asdict(m) for _, m in sorted(self.known.items())]
        whole = {"date": self.date, "commit": self.commit, "machine": machine, "measures": rows}
        self._path.parent.mkdir(exist_ok=True)
        self._path.write_text(json.dumps(whole, indent=1) + "\n", "utf8")


def _exponent(a: Measure, b: Measure) -> float:
    assert a.cpu_seconds, "only what has processor time grows"
    assert b.cpu_seconds, "only what has processor time grows"
    return math.log(b.cpu_seconds / a.cpu_seconds) / math.log(b.count / a.count)


def _stored(path: Path) -> Iterator[tuple[str, Measure]]:
    if path.is_file():
        for row in json.loads(path.read_text("utf8")).get("measures", ()):
            found = Measure(**row)
            yield found.key, found


def commit() -> str:
    """The commit that is measured, with a + where the tree has more."""
    head, changed = _git("rev-parse", "--short=7", "HEAD"), _git("status", "--porcelain", "-uno")
    return f"{head}+" if changed else head or "unknown"


def _git(*told: str) -> str:
    command = ["git", "-C", str(ROOT), "--no-optional-locks", *told]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()
