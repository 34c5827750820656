"""Every format has a row in the table that people read."""

import re
from pathlib import Path

from khabar.pipeline.exports import FORMS, SCHEMAS

TABLE = Path(__file__).parents[2] / "docs" / "formats.md"


def test_every_format_stands_in_the_page_of_formats_and_no_other():
    written = TABLE.read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in written.splitlines() if line.startswith("| `")]
    named = {name for cell in rows for name in re.findall(r"`([a-z-]+)`", cell)}
    assert named == set(FORMS)
    assert all(f"`{name}`" in written for name in SCHEMAS)


def test_every_link_of_the_page_leads_somewhere():
    written = TABLE.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)", written):
        assert (TABLE.parent / target).exists(), target


def test_formats_that_can_be_narrowed_say_what_they_are():
    assert {n for n, f in FORMS.items() if f.by_event} == {
        "plover", "polecat", "cameo", "gdelt", "ical", "rss",
    }  # fmt: skip
    assert all(form.says.endswith(".") for form in FORMS.values())
