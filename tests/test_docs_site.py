"""The documentation builds as a site: strictly, with every guide, and without any other machine."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs_api import api_page
from docs_event_types import event_types_page
from docs_settings import settings_page
from docs_site import on_page_markdown

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
_FETCHED = re.compile(r"<(?:script|img|iframe|link|source)\b[^>]*(?:src|href)=[\"']?(https?:|//)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("material") is None:
        pytest.skip("mkdocs-material is not installed: khabar[docs]")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr[-2000:]
    return folder


def test_every_page_is_built_and_every_guide_is_in_the_navigation(site: Path):
    home = (site / "index.html").read_text("utf8")
    assert len(list(DOCS.glob("howto/*.md"))) > 10
    for page in DOCS.rglob("*.md"):
        where = page.relative_to(DOCS).with_suffix(".html").as_posix()
        assert (site / where).is_file(), where
        if page.parent.name in ("howto", "reference", "decisions"):
            assert f'href="{where}"' in home, where


def test_nothing_is_fetched_from_another_machine(site: Path):
    for page in site.rglob("*.html"):
        found = _FETCHED.findall(page.read_text("utf8").replace('rel="canonical"', ""))
        assert not found, page
    for sheet in site.rglob("*.css"):
        assert not re.search(r"@import|url\([\"']?https?:", sheet.read_text("utf8")), sheet
    # Only a diagram would make the theme fetch a library.
    assert not [p for p in DOCS.rglob("*.md") if "```mermaid" in p.read_text("utf8")]


def test_the_arabic_front_page_runs_from_right_to_left(site: Path):
    page = (site / "index.ar.html").read_text("utf8")
    assert '<div dir="rtl" lang="ar">' in page
    body = page.split('<div dir="rtl" lang="ar">', 1)[1]
    assert "<table>" in body
    assert "<strong>" in body
    assert 'href="index.html"' in body
    assert 'href="index.ar.html"' in (site / "index.html").read_text("utf8")


def test_notebooks_are_part_of_the_site(site: Path):
    for notebook in DOCS.glob("notebooks/*.ipynb"):
        assert (site / "notebooks" / notebook.name).is_file()


def test_a_link_out_of_the_site_becomes_the_name_of_a_file():
    class Page:
        class file:  # noqa: N801  (as mkdocs calls it)
            src_uri = "howto/a.md"

    told = "[one](../../SECURITY.md), [two](b.md#c), [three](https://x.example/), ![four](../p.png)"
    made = on_page_markdown(told, Page, {"docs_dir": str(DOCS)}, None)
    assert made == told.replace("[one](../../SECURITY.md)", "one (`SECURITY.md`)")


def test_settings_and_event_types_are_told_from_the_code():
    settings, types = "\n".join(settings_page()), "\n".join(event_types_page())
    assert "| `KHABAR_STORE` |" in settings
    assert "`khabar.db`" in settings
    assert "## CONSULT" in types
    assert "زار يزور" in types


def anchors(page: str) -> set[str]:
    """The ids that headings get: small letters, no marks, a hyphen between words."""
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    plain = (re.sub(r"[^\w\s-]", "", heading).strip().lower() for heading in headings)
    return {re.sub(r"[\s-]+", "-", heading) for heading in plain}


@pytest.mark.parametrize("path", sorted(DOCS.glob("reference/*.md")), ids=lambda path: path.stem)
def test_every_link_within_a_page_of_the_reference_leads_somewhere(path: Path):
    # The page of the API as it would be written now: make docs writes it.
    page = "\n".join(api_page()) if path.stem == "api" else path.read_text("utf8")
    links = set(re.findall(r"\]\(#([^)]+)\)", page))
    assert links <= anchors(page)
    assert links or path.stem not in ("api", "format")


def test_the_values_of_a_choice_stand_in_the_reference_of_the_api():
    page = "\n".join(api_page())
    section = page.partition("\n## Form\n")[2].partition("\n## ")[0]
    assert "`json`, `jsonl`, `csv`." in section
