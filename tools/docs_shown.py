"""Pages that show what a command prints: the output between their marks is always the real one.

<!-- shown: khabar read samples/05_celle_2017.txt -->
<!-- /shown -->
"""

from __future__ import annotations

import re
import shlex
import tempfile
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path

from typer.testing import CliRunner

from khabar.cli.app import app
from shared import ROOT

_SHOWN = re.compile(r"(<!-- shown: khabar (.+?) -->\n).*?(<!-- /shown -->)", re.DOTALL)


def shown_pages() -> Mapping[str, str]:
    """Every page that shows a command, by its path, as it must read."""
    pages = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    texts = {page.relative_to(ROOT).as_posix(): page.read_text("utf8") for page in pages}
    return {path: with_output(text) for path, text in texts.items() if _SHOWN.search(text)}


def with_output(page: str) -> str:
    """The page with the output of its commands, run one after another over one fresh store."""
    with tempfile.TemporaryDirectory() as folder, chdir(ROOT):
        environment = {"KHABAR_STORE": str(Path(folder) / "khabar.db")}
        return _SHOWN.sub(lambda found: _filled(found, environment), page)


def _filled(found: re.Match[str], environment: Mapping[str, str]) -> str:
    opening, command, closing = found.groups()
    done = CliRunner().invoke(app, shlex.split(command), prog_name="khabar", env=environment)
    if done.exit_code not in (0, 1) or (done.exception and not done.exit_code):
        raise SystemExit(f"docs: khabar {command}: {done.output}{done.exception or ''}")
    # The store's folder is another one each time; readers have khabar.db.
    output = done.output.replace(environment["KHABAR_STORE"], "khabar.db")
    lines = "\n".join(line.rstrip() for line in output.strip("\n").split("\n"))
    return f"{opening}```text\n$ khabar {command}\n{lines}\n```\n{closing}"
