"""The pictures of the desk in docs/screens: every page, in both languages, over the samples.

python tools/screens.py [NAME …]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize

from ask_desk import desk_at
from chromium import chromium
from desk_pages import pages_of
from khabar.pipeline import run
from khabar.pipeline.kit import load_kit
from khabar.serve.desk import Desk
from khabar.store.opening import open_store
from shared import ROOT

SCREENS = ROOT / "docs" / "screens"
LANGUAGES = ("ar", "en")
MOST_BYTES = 120_000
_SIZE = ViewportSize(width=1280, height=900)
_COLOURS = 48
_SETTLED_MILLISECONDS = 900
"""A chart moves to its place before it stands still."""


def main(names: Sequence[str]) -> int:
    """Take the pictures; 1 where one is too large to keep."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    with _samples() as store:
        with Desk.open(store) as desk:
            paths = {n: p for n, p in pages_of(desk).items() if not names or n in names}
        with desk_at(str(store)) as address, chromium() as browser:
            page = browser.new_page(viewport=_SIZE, reduced_motion="reduce")
            for name, path in paths.items():
                for language in LANGUAGES:
                    _take(page, f"{address}{language}{path}", SCREENS / f"{name}-{language}.png")
    large = [p.name for p in sorted(SCREENS.glob("*.png")) if p.stat().st_size > MOST_BYTES]
    print(f"{len(paths) * len(LANGUAGES)} pictures; too large: {', '.join(large) or 'none'}")
    return 1 if large else 0


@contextmanager
def _samples() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "samples.db"
        with open_store(where) as store:
            run.read([str(ROOT / "samples")], store=store, kit=load_kit())
        yield where


def _take(page: Page, address: str, to: Path) -> None:
    page.goto(address, wait_until="networkidle", timeout=60_000)
    page.wait_for_timeout(_SETTLED_MILLISECONDS)
    taken = Image.open(BytesIO(page.screenshot())).convert("RGB")
    taken.quantize(_COLOURS).save(to, optimize=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
