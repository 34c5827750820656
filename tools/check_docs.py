"""Check the documentation: the generated reference is current, every link leads somewhere.

With --write the reference is generated anew (`make docs`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from docs_reference import reference_pages
from shared import ROOT

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]+)(?:#[^)\s]*)?\)")


def main() -> int:
    if "--write" in sys.argv[1:]:
        for path, content in reference_pages().items():
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(content, "utf8")
    found = [*stale(), *broken_links()]
    for line in found:
        print(f"docs: {line}")
    if not found:
        print("docs: current, no broken link")
    return 1 if found else 0


def stale() -> Iterator[str]:
    """Reference pages that no longer say what the code does."""
    for path, content in reference_pages().items():
        page = ROOT / path
        if not page.is_file() or page.read_text("utf8") != content:
            yield f"{path} is not what the code says: run make docs"


def broken_links() -> Iterator[str]:
    """Links to files of the repository that are not there."""
    for page in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))):
        for target in _LINK.findall(page.read_text("utf8")):
            if "://" not in target and not (page.parent / Path(target)).exists():
                yield f"{page.relative_to(ROOT)}: {target} is not there"


if __name__ == "__main__":
    sys.exit(main())
