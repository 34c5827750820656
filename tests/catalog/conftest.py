"""Read a text of our own in one word."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from khabar.pipeline.document import read_document
from khabar.pipeline.kit import load_kit
from khabar.schema.documents import Document, Source, identity
from khabar.schema.reading import Reading

Read = Callable[[str], Reading]


def reading_of(text: str, *, all_of_rules: bool = False) -> Reading:
    kit = load_kit()
    if all_of_rules:
        kit = replace(kit, limits=replace(kit.limits, ruled=0.0))
    source = Source(path="test.txt", raw_hash="0")
    return read_document(Document(id=identity(text, source), text=text, source=source), kit)


@pytest.fixture
def read() -> Read:
    return reading_of


@pytest.fixture
def read_rules() -> Read:
    """Keeps what rules see, however little the learned reader thinks of it."""
    return partial(reading_of, all_of_rules=True)
