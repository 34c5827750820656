"""Read a text of our own in one word, by rules alone: the learned reader is tested apart."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from khabar.pipeline.document import read_document
from khabar.pipeline.kit import load_kit
from khabar.schema.documents import Document, Source, identity
from khabar.schema.reading import Reading

Read = Callable[[str], Reading]


def reading_of(text: str) -> Reading:
    source = Source(path="test.txt", raw_hash="0")
    document = Document(id=identity(text, source), text=text, source=source)
    return read_document(document, replace(load_kit(), learned=None))


@pytest.fixture
def read() -> Read:
    return reading_of
