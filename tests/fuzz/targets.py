"""What every parser of ours must hold to whatever bytes it is given, one function a parser.

`make fuzz` looks for bytes that break one of them; what it found lies in corpus/, and
test_targets.py reads it again in every run of the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import cast

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Metaspace

from khabar.acquire import feed, html, jsonl
from khabar.acquire import text as text_file
from khabar.acquire.dates import published_of
from khabar.acquire.documents import Reader, read_inputs
from khabar.acquire.fetch import checked_url
from khabar.acquire.furniture import segments_of
from khabar.acquire.limits import Limits
from khabar.acquire.mojibake import Repair, repair, repair_page
from khabar.acquire.pagedate import page_date
from khabar.acquire.robots import rules_of
from khabar.acquire.sources import Input
from khabar.acquire.unpacking import BrokenError, TooLargeError, Unpacker
from khabar.annotate.times import find_times
from khabar.catalog.furniture import furniture_table
from khabar.cli.corrections import corrected
from khabar.cli.spots import places_of
from khabar.errors import KhabarError
from khabar.lang.ar import dates_words
from khabar.lang.ar.normalise import view_of
from khabar.lang.ar.tokens import sentences_of
from khabar.learned.windows import LONGEST, windows
from khabar.schema.aside import SetAside
from khabar.schema.correction import WHO, Facet
from khabar.schema.documents import Document, Source, identity
from khabar.schema.judgement import About, Judgement, Spot
from khabar.schema.moments import Basis, Published, edtf
from khabar.schema.spans import Span
from khabar.store.base import Store
from khabar.store.codec import judgement_body, judgement_of

Target = Callable[[bytes], None]
_STEP = 37  # characters: each place is worked out from the start of its stretch
_LIMITS = Limits(document=100_000)
_ARTICLE = "وصل الوزير إلى العاصمة أمس الأحد."


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _input(data: bytes, path: str, read: Reader | None = None) -> None:
    """One bad input ends in documents or in reasons, never in an exception."""
    source = Input(path=path, content=data)
    for found in read(source, _LIMITS) if read else read_inputs(iter([source]), _LIMITS):
        assert isinstance(found, Document | SetAside)
        if isinstance(found, Document):
            found.text.encode()
        else:
            assert found.reason.strip()


def files(data: bytes) -> None:
    """Bytes of any encoding as a file of text."""
    _input(data, "file.txt", text_file.read)


def rows(data: bytes) -> None:
    """JSON Lines."""
    _input(data, "rows.jsonl", jsonl.read)


def unnamed(data: bytes) -> None:
    """A file whose name does not say what it holds."""
    _input(data, "file")


def pages(data: bytes) -> None:
    """A saved page."""
    _input(data, "page.html", html.read)


def feeds(data: bytes) -> None:
    """A feed or a map of a site."""
    _input(data, "feed.xml", feed.read)


def tables(data: bytes) -> None:
    """Rows of a table."""
    _input(data, "table.csv")


def archived(data: bytes) -> None:
    """Records of a web archive, files of an archive, articles of an old corpus."""
    for path, start in (
        ("some.warc", b"WARC/1.0\r\n"),
        ("some.sgm", b"<DOC>\n"),
        ("some.zip", b""),
    ):
        _input(start + data, path)


def mojibake(data: bytes) -> None:
    """Every character of a mended text stands somewhere in the misread one, in order."""
    text = _text(data)
    for found in (repair(text), repair_page(text)):
        if found is not None:
            _check_places(found, len(text))


def _check_places(found: Repair, length: int) -> None:
    places = [found.original(at) for at in range(0, len(found.text), _STEP)]
    assert places == sorted(places)
    assert all(0 <= place < length for place in places)


def dates(data: bytes) -> None:
    """A stated date is an interval or nothing."""
    published_of(_text(data))


def times(data: bytes) -> None:
    """Times stand in the text, in order, and are EDTF; less is known where less is told."""
    text = _text(data)
    view, whole = view_of(text), [Span(start=0, end=len(text))] if text else []
    day = edtf("2018-04-24")
    for published in (Published(), Published(earliest=day, latest=day, basis=Basis.TEXT)):
        last = 0
        for found in find_times(view, whole, published):
            assert last <= found.start < found.end <= len(text)
            last = found.end
            assert found.value is None or edtf(found.value)


def phrases(data: bytes) -> None:
    """Any words of time and numbers in any order: each two bytes are one of them."""
    pairs = zip(data[::2], data[1::2], strict=False)
    times(" ".join(_PHRASED[(a << 8 | b) % len(_PHRASED)] for a, b in pairs).encode())


def _words(held: object) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict | list):
        for each in held.values() if isinstance(held, dict) else held:
            yield from _words(each)


_NUMBERS = (
    "0", "1", "3", "12", "22", "29", "30", "31", "247", "980", "1439", "1999", "2016", "9999", "٣",
    "9" * 20, "22/4", "4-22", "3/2015", "2018-04-24", "/", "-", "(", ")", "،", ".", ":", "\n", "%",
    "ثلاثة", "الثالث", "عشرين", "والعشرين", "ألفين", "مليون", "ألف", "و", "الـ", "هـ", "م",
)  # fmt: skip
_PHRASED = (*sorted({*_words(dates_words.tables())}), *_NUMBERS * 5)


def furniture(data: bytes) -> None:
    """Every line that is not blank is a segment; sentences and tokens stand inside of them."""
    text = _text(data)
    segments = segments_of(text, furniture_table())
    held = "".join(segment.cut(text) for segment in segments)
    assert "".join(held.split()) == "".join(text.split())
    page_date(text, segments)
    last = 0
    for sentence in sentences_of(view_of(text), segments):
        assert last <= sentence.start < sentence.end <= len(text)
        last = sentence.end
        assert all(sentence.start <= t.start < t.end <= sentence.end for t in sentence.tokens)


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(WordLevel({"▁": 0, "<unk>": 3}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = Metaspace(prepend_scheme="always")
    return tokenizer


_TOKENIZER = _tokenizer()


def learned(data: bytes) -> None:
    """Windows of the learned reader go forward, and none is too long."""
    text = data.decode("utf-8", "surrogateescape")
    end = 0
    for window in windows(text, _TOKENIZER):
        assert 0 < len(window.pieces) <= LONGEST
        assert end <= window.start <= window.end <= len(text)
        end = window.end


class _Store:
    """A store of one document, as far as places are looked up in it."""

    def __init__(self) -> None:
        source = Source(path="file", raw_hash="0" * 64)
        self.held = Document(id=identity(_ARTICLE, source), text=_ARTICLE, source=source)

    def matching(self, _wanted: str) -> tuple[str, ...]:
        return (self.held.id,)

    def document(self, _document_id: str) -> Document:
        return self.held


_STORE = _Store()


def judgements(data: bytes) -> None:
    """What is said of a judgement on the command line is one, or one sentence says why not."""
    words = _text(data).split("\n")
    store = cast(Store, _STORE)
    at = Spot(doc=_STORE.held.id, start=0, end=4)
    judged = Judgement(a=at, about=About.EVENT, holds=True, by="x", day="2018-04-24")
    with suppress(KhabarError):
        places_of(store, words[:2], About.NAME)
    for facet in Facet:
        said = {} if facet in WHO else {facet: words[0]}
        whom = {facet: words[:3]} if facet in WHO else {}
        try:
            found = corrected(store, judged, said, whom)
        except KhabarError:
            continue
        assert all(judgement_of(judgement_body(each), "x") == each for each in found)


def kept(data: bytes) -> None:
    """A judgement that was kept is one, or one sentence says that it is damaged."""
    try:
        found = judgement_of(data, "store")
    except KhabarError:
        return
    assert judgement_of(judgement_body(found), "store") == found


def packed(data: bytes) -> None:
    """What a server packed is unpacked within a limit, or one reason says why not."""
    for coding in ("gzip", "deflate", "gzip, deflate"):
        with suppress(BrokenError, TooLargeError):
            unpacker = Unpacker(coding, 1_000)
            assert len(unpacker.take(data)) <= 1_000
            unpacker.rest()


def robots(data: bytes) -> None:
    """What a site asks of us is rules, whatever it wrote; an address is one, or a reason."""
    text = _text(data)
    rules_of(text, "khabar").allow("/" + text[:100])
    with suppress(KhabarError):
        checked_url("http://" + text[:200])


TARGETS: Mapping[str, Target] = {
    target.__name__: target
    for target in (
        files, rows, unnamed, pages, feeds, tables, archived, mojibake, dates, times, furniture,
        phrases, learned, judgements, kept, packed, robots,
    )
}  # fmt: skip
