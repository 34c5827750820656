"""Files of older corpora: many articles a file, each between <DOC> and </DOC> (TREC, Gigaword).

These are no XML: nothing is nested, ends of tags are left out, and entities are the usual five.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader

from khabar.acquire.article import checked
from khabar.acquire.dates import published_of
from khabar.acquire.decode import utf16_of
from khabar.acquire.inner import Found
from khabar.acquire.limits import Limits
from khabar.acquire.lines import SAMPLE, Encoding, encoding_of, lines_of
from khabar.acquire.mojibake import repair
from khabar.acquire.sources import Input
from khabar.acquire.whole import unopened
from khabar.errors import UnreadableInputError
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document, Source, identity
from khabar.schema.moments import Published

_BEGINS = re.compile(r"\s*<DOC(?=[\s>])([^>]{0,1000})>", re.IGNORECASE)
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[?!][^>]{0,300}>[\s\]>]*)*<DOC[\s>]", re.IGNORECASE)
_ENDS = re.compile(r"</DOC>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9_-]{0,30})(?:\s[^<>]{0,300})?>")
_ATTRIBUTE = re.compile(r"""\b(id|date)\s*=\s*["']([^"']{1,200})["']""", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_DATED_ID = re.compile(r"(?P<source>[A-Z]{3})_ARB_?(?P<day>(?:19|20)\d{6})[._]\d+")

_NUMBER = ("DOCNO", "DOCID")
_TITLE = ("HEADLINE", "TITLE", "HEAD", "HL")
_BODY = ("TEXT", "BODY", "CONTENT")
_DATE = ("DATE", "DATE_TIME", "DATETIME", "PUBDATE", "DD")
_OUTLET = ("SOURCE", "PUBLISHER", "NEWSPAPER")
_KNOWN = frozenset({*_NUMBER, *_TITLE, *_BODY, *_DATE, *_OUTLET, "URL", "DATELINE", "BYLINE"})
_GIGAWORD = {
    "AFP": "وكالة فرانس برس", "AAW": "الشرق الأوسط", "AHR": "الأهرام", "ASB": "الصباح",
    "HYT": "الحياة", "NHR": "النهار", "QDS": "القدس العربي", "XIN": "شينخوا",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands between <DOC> and </DOC>, with both; raw is None where it was too long."""

    number: int
    raw: str | None
    is_whole: bool = True


def looks_like_trec(start: bytes) -> bool:
    """Whether a stream that begins like this holds <DOC> elements."""
    utf16 = utf16_of(start)
    if utf16 is not None:
        start = start[utf16[1] :].decode(utf16[0], "ignore").encode("utf-8", "ignore")
    return _START.match(start) is not None


def read(source: Input, limits: Limits) -> Found:
    """The documents of such a file; one that cannot be read is set aside."""
    try:
        with source.open() as stream:
            yield from _read(stream, source.path, limits)
    except OSError as error:
        yield unopened(source.path, error)
    except UnreadableInputError as error:
        yield SetAside(item=source.path, path=source.path, reason=str(error))


def _read(stream: BufferedReader, path: str, limits: Limits) -> Found:
    encoding = encoding_of(stream.peek(SAMPLE)[:SAMPLE], path)
    known = 0
    for block in _blocks(lines_of(stream, encoding, limits.document), limits.document):
        known += 1
        yield _article(block, path, encoding, limits)
    if not known:
        raise UnreadableInputError(path, "it holds no <DOC>", "Leave it out.")


def _blocks(lines: Iterator[str], limit: int) -> Iterator[_Block]:
    number, taken, weight = 0, list[str](), 0
    for line in lines:
        if _BEGINS.match(line):
            if taken:
                yield _block(number, taken, weight, limit, is_whole=False)
            number, taken, weight = number + 1, [], 0
        elif not taken:
            continue
        weight += len(line)
        if weight <= limit or not taken:
            taken.append(line)
        if _ENDS.search(line):
            yield _block(number, taken, weight, limit)
            taken, weight = [], 0
    if taken:
        yield _block(number, taken, weight, limit, is_whole=False)


def _block(
    number: int, taken: list[str], weight: int, limit: int, *, is_whole: bool = True
) -> _Block:
    return _Block(number, "".join(taken) if weight <= limit else None, is_whole)


def _article(block: _Block, path: str, encoding: Encoding, limits: Limits) -> Document | SetAside:
    where = f"{path}#{block.number}"
    if block.raw is None:
        reason = f"{where}: it is larger than {limits.in_words()}. Split it."
        return SetAside(item=where, path=path, reason=reason)
    raw = block.raw.encode(encoding.codec, "surrogateescape")
    try:
        if not block.is_whole:
            reason = "it has no </DOC>: the file is cut off or broken here"
            raise UnreadableInputError(where, reason, "Fetch the file again, or mend it.")
        return _document(block.raw, path, where, (hashlib.sha256(raw).hexdigest(), encoding.name))
    except UnreadableInputError as error:
        return SetAside(item=where, path=path, reason=str(error), payload=raw)


def _document(raw: str, path: str, where: str, origin: tuple[str, str]) -> Document:
    fields = _fields(raw)
    body = _first(fields, _BODY)
    if body is None:
        raise UnreadableInputError(where, "it has no text in <TEXT>", "Leave it out.")
    own = _first(fields, _NUMBER)
    # A dateline and a byline stand over the text, as they did on the page.
    parts = (_first(fields, _TITLE), fields.get("BYLINE"), fields.get("DATELINE"), body)
    text, notes = _mended("\n".join(filter(None, parts)))
    published, doubts = _published(fields, own)
    source = Source(
        path=path,
        raw_hash=origin[0],
        encoding=origin[1],
        source_id=own,
        url=fields.get("URL"),
        outlet=_first(fields, _OUTLET) or _outlet(own),
        title=_first(fields, _TITLE),
    )
    text = checked(text, where)
    return Document(
        id=identity(text, source),
        text=text,
        source=source,
        published=published,
        notes=(*notes, *doubts),
    )


def _mended(text: str) -> tuple[str, tuple[str, ...]]:
    found = repair(text)
    if found is None:
        return text, ()
    note = f"the text had been misread as {found.misread_as} before it was saved; this was undone"
    return found.text, (note,)


def _fields(raw: str) -> dict[str, str]:
    """What stands under each known tag: the first of a name counts, but texts are joined."""
    found: dict[str, str] = {}
    head = _BEGINS.match(raw)
    if head:
        named = {name.lower(): value for name, value in _ATTRIBUTE.findall(head[1])}
        found.update({k: named[v] for k, v in (("DOCNO", "id"), ("DATE", "date")) if v in named})
    name, at = None, head.end() if head else 0
    for tag in _TAG.finditer(raw, at):
        mark = tag[2].upper()
        if mark in _KNOWN or mark == "DOC":
            _take(found, name, raw[at : tag.start()])
            name, at = (None if tag[1] or mark == "DOC" else mark), tag.end()
    return found


def _take(found: dict[str, str], name: str | None, raw: str) -> None:
    if name is None:
        return
    text = _plain(raw)
    if text and name in _BODY and name in found:
        found[name] = f"{found[name]}\n{text}"
    elif text:
        found.setdefault(name, text)


def _plain(raw: str) -> str:
    """The paragraphs of a field, one a line: where <P> parts them, lines only wrap."""
    pieces = re.split(r"(?i)</?p\b[^<>]{0,100}>", raw)
    wrapped = len(pieces) > 1
    texts = (_ENTITY.sub(_character, _TAG.sub(" ", piece)) for piece in pieces)
    if wrapped:
        return "\n".join(joined for text in texts if (joined := " ".join(text.split())))
    lines = (" ".join(line.split()) for text in texts for line in text.split("\n"))
    return "\n".join(filter(None, lines))


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])


def _first(fields: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((fields[name] for name in names if name in fields), None)


def _published(fields: dict[str, str], own: str | None) -> tuple[Published, tuple[str, ...]]:
    """The stated date, or the day that Gigaword puts into an id: that of the story."""
    said = _first(fields, _DATE)
    found = published_of(said) if said else None
    dated = _DATED_ID.fullmatch(own or "")
    if found is None and dated:
        found = published_of(dated["day"])
    if found is not None:
        return found, ()
    note = f"its date of publication could not be read for sure: {said!a:.60}"
    return Published(), (note,) if said else ()


def _outlet(own: str | None) -> str | None:
    dated = _DATED_ID.fullmatch(own or "")
    return _GIGAWORD.get(dated["source"]) if dated else None
