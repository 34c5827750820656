"""Articles that are read again and again, and what becomes of them where nothing goes wrong."""

from __future__ import annotations

import pytest

from khabar.pipeline import run
from khabar.pipeline.kit import load_kit
from khabar.store.content import content_hash
from khabar.store.opening import open_store
from store.builders import write_articles

COUNT = 90


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A folder with COUNT articles, and the hash of a store into which one process read them."""
    folder = tmp_path_factory.mktemp("news")
    write_articles(folder, COUNT)
    with open_store(tmp_path_factory.mktemp("store") / "a.db") as store:
        assert run.read([str(folder)], store=store, kit=load_kit()).new == COUNT
        return str(folder), content_hash(store)
