"""What was read before does not change what is read next."""

from pathlib import Path

import msgspec

from khabar.acquire.documents import acquire
from khabar.pipeline.document import read_document
from khabar.pipeline.kit import load_kit
from khabar.schema.documents import Document

SAMPLES = Path(__file__).parents[2] / "samples"
CROWDS = ("شاهد العشرات من الأهالي الحادث.", "وصل عشرات الجنود إلى المدينة، وشاهد الأهالي العشرات.")


def read_all(documents: list[Document]) -> dict[str, bytes]:
    """All readings with a kit of their own, which remembers nothing yet."""
    kit = load_kit.__wrapped__()
    return {d.id: msgspec.json.encode(read_document(d, kit)) for d in documents}


def test_the_order_of_documents_changes_no_reading(tmp_path: Path) -> None:
    for number, text in enumerate(CROWDS):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    found = acquire([str(SAMPLES), str(tmp_path)])
    documents = [d for d in found if isinstance(d, Document)]
    assert len(documents) > len(CROWDS)
    assert read_all(documents) == read_all(documents[::-1])
