"""Write the SHA-256 of every file of weights, so that a damaged one is told from a whole one.

Usage: python training/write_sums.py
"""

from __future__ import annotations

from khabar.learned.carried import SUMS, WEIGHTS, sum_of


def main() -> None:
    """Write SHA256SUMS in the order of the paths; model cards are no weights."""
    files = sorted(p for p in WEIGHTS.rglob("*") if p.is_file() and p.suffix != ".md")
    lines = [f"{sum_of(p)}  {p.relative_to(WEIGHTS).as_posix()}" for p in files if p.name != SUMS]
    (WEIGHTS / SUMS).write_text("\n".join(lines) + "\n", "utf8")


if __name__ == "__main__":
    main()
