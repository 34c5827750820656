"""What mkdocs does beside its own: the navigation from the folders, links that leave the docs.

mkdocs.yml names this file as a hook.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s#]+)(#[^)\s]*)?\)")
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_EXPLAINED = ("explanation.md", "ethics.md", "comparison.md", "accuracy.md", "audit.md", "scale.md")
_LEARNED = ("tutorial.md", "tutorial-question.md", "notebooks/index.md")
_USED = ("formats.md", "versions.md", "labels.md")


def on_config(config: Any) -> Any:
    """Make the navigation: how-to guides, reference and decisions are whatever lies there."""
    docs = Path(config["docs_dir"])
    config["nav"] = [
        {"Home": "index.md"},
        {"العربية": "index.ar.md"},
        {"Tutorial": _there(docs, _LEARNED)},
        {"How to": _folder(docs, "howto")},
        {"Reference": [*_folder(docs, "reference"), *_there(docs, _USED)]},
        {"Explanation": [*_there(docs, _EXPLAINED), {"Decisions": _folder(docs, "decisions")}]},
    ]
    return config


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:  # noqa: ARG001
    """Name a file of the repository by its path where a page would lead out of the site to it."""
    docs = Path(config["docs_dir"]).resolve()
    here = (docs / page.file.src_uri).parent
    return _LINK.sub(lambda found: _inside(found, here, docs), markdown)


def _inside(found: re.Match[str], here: Path, docs: Path) -> str:
    _, words, target, _ = found.groups()
    if "://" in target or target.startswith("mailto:"):
        return found[0]
    path = (here / target).resolve()
    if path.is_relative_to(docs):
        return found[0]
    name = path.relative_to(docs.parent).as_posix()
    return f"`{name}`" if name in words else f"{words} (`{name}`)"


def _folder(docs: Path, name: str) -> list[dict[str, str]]:
    pages = (f"{name}/{page.name}" for page in sorted((docs / name).glob("*.md")))
    return sorted((_entry(docs, page) for page in pages), key=lambda e: next(iter(e)).lower())


def _there(docs: Path, names: tuple[str, ...]) -> list[dict[str, str]]:
    return [_entry(docs, name) for name in names if (docs / name).is_file()]


def _entry(docs: Path, page: str) -> dict[str, str]:
    title = _TITLE.search((docs / page).read_text("utf8"))
    return {title[1] if title else page: page}
