"""Time what stands on readings: `bench_laid.py STORE COUNT` prints JSON by stage.

Seconds to assemble the record of so many readings and to add one more; to open the desk on the
store, which assembles and lays out; the milliseconds of searches and of pages. Memory is the peak
of the process so far, in MB.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from bench_desk import Timed, timed
from bench_record import measure
from khabar.serve.desk import Desk

_TIMES = 5


def main() -> int:
    """Measure and print."""
    store, count = Path(sys.argv[1]), int(sys.argv[2])
    grown = measure(store, count)
    more = {"median": grown.median, "slow": grown.slow, "slowest": grown.slowest}
    if grown.equal is not None:
        more["equal"] = float(grown.equal)
    found = {"assemble": {"cpu_seconds": grown.seconds, "megabytes": grown.megabytes, "more": more}}
    began, worked = time.perf_counter(), time.process_time()
    with Desk.open(store) as desk:
        found["assemble and lay out"] = {
            "seconds": round(time.perf_counter() - began, 3),
            "cpu_seconds": round(time.process_time() - worked, 3),
            "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3, 1),
        }
        asked = list(timed(desk, _TIMES))
    found["search"], found["pages"] = _mean(_searches(asked)), _mean(_pages(asked))
    print(json.dumps(found))
    return 0


def _mean(some: list[Timed]) -> dict[str, object]:
    return {
        "ms": round(sum(t.median for t in some) / len(some), 2),
        "processor_ms": round(sum(t.processor for t in some) / len(some), 2),
    }


def _searches(asked: list[Timed]) -> list[Timed]:
    return [each for each in asked if "search" in each.name or "q=" in each.name]


def _pages(asked: list[Timed]) -> list[Timed]:
    return [each for each in asked if each.name.startswith("page: ") and "search" not in each.name]


if __name__ == "__main__":
    sys.exit(main())
