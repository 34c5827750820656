"""The second reader against a real server and a tiny model: the way, not the quality."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from khabar.engine.base import Done
from khabar.pipeline.kit import load_kit
from khabar.pipeline.second.cache import Answers
from khabar.pipeline.second.endpoint import Bounds, Endpoint, address_of
from khabar.pipeline.second.reader import SecondReader, recipe_of
from khabar.schema.documents import Document, Source, identity
from khabar.schema.reading import Reading
from local_llm import NAME, served

TEXT = "زار سالم الحداد مدينة تونس."


def test_a_real_server_is_read_with_end_to_end(tmp_path: Path) -> None:
    source = Source(path="test.txt", raw_hash="0")
    document = Document(id=identity(TEXT, source), text=TEXT, source=source)
    with TemporaryDirectory() as folder, served(Path(folder), context=2048) as url:
        endpoint = Endpoint(
            url=address_of(url, remote=False), model=NAME, bounds=Bounds(whole=240.0, tries=1)
        )
        with endpoint, Answers(tmp_path / "answers") as kept:
            reader = SecondReader(endpoint=endpoint, answers=kept, kit=load_kit())
            ((_, outcome),) = reader.run([document])
            assert reader.budget.taken > 0
    assert isinstance(outcome, Done), outcome
    reading = msgspec.json.decode(outcome.value, type=Reading)
    assert reading.recipe == recipe_of(NAME)
    assert all(each.found_by == f"llm:{NAME}" for each in reading.events)
    for actor in reading.actors:  # whatever it names stands in the text: there is no other way
        assert all(m.cut(TEXT).strip() for m in actor.mentions)
