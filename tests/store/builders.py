"""Articles, readings and stores for tests; every sentence is our own."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

from khabar.schema.documents import Document, Source, identity
from khabar.schema.moments import Published
from khabar.schema.reading import DocumentFacts, Reading
from khabar.store.base import StoredReading
from khabar.store.codec import reading_body

WHO = ("وزير الخارجية التونسي", "رئيس الوزراء الأردني", "المبعوث الأممي", "قائد الجيش اللبناني")
DID = ("زار", "وصل إلى", "غادر", "عاد إلى")
WHERE = ("القاهرة", "عمّان", "بيروت", "الرباط", "الخرطوم", "صنعاء")
SAID = ("وقال إن المحادثات كانت مفيدة", "وأكد أن الاتفاق قريب", "ونفى وجود خلاف بين الطرفين")


def article(number: int) -> str:
    """A short article; each number has its own words, the same in every run."""
    chosen = random.Random(number)
    lead = f"{chosen.choice(DID)} {chosen.choice(WHO)} {chosen.choice(WHERE)} يوم الاثنين"
    day = f"في زيارته رقم {number} هذا العام"
    return f"{lead} {day}، {chosen.choice(SAID)}.\nوأضاف أن الزيارة المقبلة ستكون في الربيع.\n"


def document(
    number: int, *, path: str | None = None, title: str | None = None, own: str | None = None
) -> Document:
    """The document that an article makes."""
    text = article(number)
    source = Source(
        path=path or f"news/{number}.txt",
        raw_hash=hashlib.sha256(text.encode()).hexdigest(),
        title=title,
        source_id=own,
    )
    return Document(id=identity(text, source), text=text, source=source, published=Published())


def reading(of: Document, recipe: str = "r1") -> StoredReading:
    """A reading that found nothing."""
    facts = DocumentFacts(id=of.id, path=of.source.path, language="ar")
    body = reading_body(Reading(text=of.text, document=facts, recipe=recipe))
    return StoredReading(document_id=of.id, recipe=recipe, body=body)


def write_articles(folder: Path, count: int) -> list[str]:
    """Files of one article each; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:04}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(article(number), encoding="utf-8")
    return [str(path) for path in paths]


def row(number: int, **columns: object) -> str:
    """A row of JSON Lines that holds an article."""
    whole = {"id": f"row-{number}", "text": article(number), **columns}
    return json.dumps(whole, ensure_ascii=False)
