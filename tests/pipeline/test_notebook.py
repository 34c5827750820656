"""What a notebook shows: typed results and frames of a corpus, and HTML in which nothing acts."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

import khabar
from khabar.errors import KhabarError
from khabar.pipeline.corpus import Corpus
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading

ANNOUNCED = "أعلنت وزارة الخارجية الروسية أن فايز السراج سيزور موسكو في 12 مارس 2019."
DONE = "زار رئيس حكومة الوفاق فايز السراج موسكو في 12 مارس 2019، بحسب وكالة المدار."
HOSTILE = '<script>alert(1)</script> <img src=x onerror="go()"> \u202ecba \u2066 & "quoted"'
TABLES = (
    "events", "parties", "reports", "chains", "tolls", "origins", "documents", "actors", "offices",
    "relations", "disputes", "announcements", "copies",
)  # fmt: skip


class Seen(HTMLParser):
    """The elements of a piece of HTML, and whether each is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def harmless(html: str) -> Seen:
    """Nothing acts, nothing is fetched, nothing turns the direction of the page."""
    seen = Seen(html)
    assert seen.tags <= {
        "style", "div", "h4", "p", "details", "summary", "mark", "bdi", "table", "thead", "tbody",
        "tr", "th", "td", "span",
    }  # fmt: skip
    assert seen.attributes <= {"class", "dir", "lang", "open"}
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", html)
    assert "url(" not in html
    return seen


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "1.txt").write_text(f"موسكو - 1 مارس 2019\n{ANNOUNCED}\n{HOSTILE}", "utf8")
    (folder / "2.txt").write_text(f"موسكو - 13 مارس 2019\n{DONE}", "utf8")
    from khabar.store.opening import open_store

    with Corpus(open_store(folder / "s.db")) as opened:
        opened.read([str(folder / "1.txt"), str(folder / "2.txt")])
        yield opened


def test_a_reading_is_shown_and_is_still_a_reading():
    reading = khabar.read(ANNOUNCED, published="2019-03-01")
    assert isinstance(reading, Reading)
    plain = msgspec.json.decode(msgspec.json.encode(reading), type=Reading)
    assert reading == plain
    assert plain == reading
    assert reading != khabar.read(DONE)
    html = reading._repr_html_()
    assert "Fayez al-Sarraj is to visit" in html
    assert "Russian Foreign Ministry" in html
    assert '<mark class="k-name">' in html
    assert 'dir="rtl"' in html
    assert repr(reading) == "<reading of 'text': 3 actors, 1 events>"


def test_nothing_of_a_hostile_article_acts(corpus: Corpus):
    hostile = next(d.id for d in corpus.documents if "script" in d.text)
    html = corpus.reading(hostile)._repr_html_()
    harmless(html)
    assert "&lt;script&gt;" in html
    assert html.count("\ufffd") == 2
    for shown in (corpus, corpus.record(), corpus.events, *corpus.events):
        harmless(shown._repr_html_())


def test_an_event_shows_its_tellings_with_their_chains(corpus: Corpus):
    (visit,) = (e for e in corpus.events if e.mode == "visit")
    assert visit.sentence.en.startswith("Fayez al-Sarraj visited")
    assert {t.day for t in visit.tellings} == {"2019-03-01", "2019-03-13"}
    chains = {tuple(p.name.en for p in t.chain) for t in visit.tellings}
    assert ("Russian Foreign Ministry",) in chains
    html = visit._repr_html_()
    assert "Russian Foreign Ministry" in html
    assert ANNOUNCED in html


def test_events_are_a_sequence(corpus: Corpus):
    assert len(corpus.events[:1]) == 1
    assert corpus.events[0].id == next(iter(corpus.events)).id
    assert repr(corpus.events) == f"<{len(corpus.events)} events>"


def test_a_document_is_found_by_the_start_of_its_id(corpus: Corpus):
    first = next(corpus.documents).id
    assert corpus.reading(first[:12]).document.id == first
    with pytest.raises(KhabarError, match="there is no such document"):
        corpus.reading("nothing")
    with pytest.raises(KhabarError, match="2 documents are called so"):
        corpus.reading("")


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_a_frame_with_types(corpus: Corpus, library: str, name: str):
    frame = getattr(getattr(corpus, library), name)()
    assert len(frame.columns) > 1
    assert "object" not in {str(kind).lower() for kind in frame.dtypes}


def test_frames_of_both_libraries_say_the_same(corpus: Corpus):
    of_pandas, of_polars = corpus.pandas.events(), corpus.polars.events()
    assert list(of_pandas.columns) == of_polars.columns
    assert list(of_pandas["event"]) == of_polars["event"].to_list()
    days = [None if day is None else day.isoformat() for day in of_polars["day"].to_list()]
    assert [None if d != d else d.date().isoformat() for d in of_pandas["day"]] == days
    assert "2019-03-12" in days
    told = corpus.polars.announcements().row(0, named=True)
    assert (told["due"], told["verdict"]) == ("2019-03-12", "fulfilled")


def test_what_a_person_judges_renews_the_frames(corpus: Corpus):
    before = len(corpus.pandas.events())
    visit = next(e for e in corpus.events if e.mode == "visit")
    telling = visit.tellings[0]
    judged = {
        "about": "event", "holds": False, "by": "A. Salem", "why": "test", "day": "2026-01-01",
        "a": {"doc": telling.ref.doc, "start": telling.event.start, "end": telling.event.end},
    }  # fmt: skip
    corpus.judge(msgspec.convert(judged, Judgement))
    after = corpus.events
    assert len(corpus.pandas.reports()) < before + 1 or len(after) < before
    assert telling.ref not in {t.ref for e in after for t in e.tellings}


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_missing_is_named(
    corpus: Corpus, library: str, monkeypatch: pytest.MonkeyPatch
):
    usual = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == library:
            raise ImportError(name)
        return usual(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(KhabarError, match=rf"{library} is not installed. Install .*\[frames\]"):
        getattr(corpus, library).actors()


def test_a_long_article_is_shown_in_part(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("khabar.pipeline.notebook._CHARACTERS", 20)
    html = khabar.read(ANNOUNCED)._repr_html_()
    harmless(html)
    assert f"… {len(ANNOUNCED) - 20} more characters" in html


def test_importing_khabar_loads_nothing_heavy(tmp_path: Path):
    import subprocess
    import sys

    code = "import sys, khabar; print([m for m in ('pandas', 'polars', 'numpy', 'sqlalchemy') "
    code += "if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert not list(tmp_path.iterdir())
