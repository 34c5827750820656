"""Average two readers that were learned from one base: often better than either.

Usage: python training/reader/average.py FIRST.pt SECOND.pt SHARE OUT.pt

SHARE is that of the second. Source: Wortsman et al. 2022, Model soups.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch


def main(first: Path, second: Path, share: float, out: Path) -> None:
    """Write the average; learn.py goes on from it, export.py writes it."""
    a, b = (torch.load(path) for path in (first, second))
    mixed = {
        name: (1 - share) * value + share * b["reader"][name] for name, value in a["reader"].items()
    }
    torch.save({"reader": mixed, "rows": b["rows"], "epoch": 0}, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4]))
