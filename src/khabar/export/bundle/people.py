"""The files of a bundle that are for people: what it is, and how to cite it.

They have no checksum in SHA256SUMS, so that whoever publishes a bundle may put their name into
CITATION.cff; the checksum of SHA256SUMS itself stands there as what the data are known by.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from khabar.export.bundle.files import Counted
from khabar.schema.held import File

_CITATION = """\
cff-version: 1.2.0
message: "Cite this corpus with the version of khabar and the recipe that read it."
type: dataset
title: "{title}"
authors:
  - name: "Unnamed: put the name of whoever compiled this corpus here"
version: "{recipe}"
identifiers:
  - type: other
    value: "sha256:{known_by}"
    description: "SHA-256 of SHA256SUMS, which has the checksum of every file of data"
references:
  - type: software
    title: "khabar"
    version: "{version}"
    authors:
      - name: "The khabar authors"
"""
_README = """\
# {title}

{articles} of {outlets}, written by khabar {version} and read under the recipe `{recipe}`. {texts}

| file | what it is |
|---|---|
| `khabar.json` | format of this bundle, version, recipe |
| `data/documents.jsonl` | the articles: text, source, publication; one a line |
| `data/readings.jsonl` | what each says ({readings}), in the format `khabar.reading/1` |
| `data/older_readings.jsonl` | readings under other recipes |
| `data/judgements.jsonl` | what people judged ({judgements}) |
| `data/asides.jsonl` | what could not be read, and why |
| `data/record.json` | what all articles say together, in the format `khabar.record/1` |
| `SHA256SUMS` | checksums of the above |
| `CITATION.cff` | how to cite it: put your name there before you publish it |

- Check it: `sha256sum -c SHA256SUMS`. The data are known by the checksum of that list:
  `{known_by}`.
- Rebuild the store: `khabar import FILE.zip --store corpus.db`. Reading the same articles again
  under the same recipe gives the same bytes.
- `recipe` is a hash of all code, tables and weights that decide what a reading says.
- The articles belong to their publishers; whether you may hand on their texts depends on where you
  are. `khabar share` makes a store without them, and its bundle has none.
"""


def people_files(counted: Counted, known_by: str) -> Iterator[File]:
    """README.md and CITATION.cff, when the data are written.

    Args:
        known_by: the checksum of the list of checksums.
    """
    told = {
        "title": _title(counted),
        "recipe": ", ".join(sorted(counted.recipes)) or "none",
        "known_by": known_by,
        "version": version("khabar"),
        "articles": _many(counted.documents, "article"),
        "outlets": _many(len(counted.outlets), "outlet"),
        "readings": counted.readings,
        "judgements": counted.judgements,
        "texts": _texts(counted),
    }
    yield "CITATION.cff", [_CITATION.format(**told).encode()]
    yield "README.md", [_README.format(**told).encode()]


def _title(counted: Counted) -> str:
    days = "days unknown"
    if counted.first:
        days = f"{counted.first} to {counted.last}"
    return f"{_many(counted.documents, 'article')} in Arabic, {days}, read with khabar"


def _texts(counted: Counted) -> str:
    if counted.withheld:
        return "The texts of the articles are left out: filler of the same length keeps offsets."
    return "The texts of the articles are in it."


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
