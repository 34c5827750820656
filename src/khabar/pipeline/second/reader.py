"""The second reader: documents in, readings by a language model out, under their own recipe."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.resources import files

from khabar.catalog.event_types import event_types
from khabar.engine.base import Done, Failed, attempt
from khabar.lang.ar.normalise import view_of
from khabar.lang.ar.tokens import sentences_of
from khabar.pipeline import kit as kits
from khabar.pipeline.document import read_document
from khabar.pipeline.kit import Kit
from khabar.pipeline.second.answer import Answer, UnusableError, answer_of
from khabar.pipeline.second.budget import Budget, SpentError
from khabar.pipeline.second.cache import Answers, key_of
from khabar.pipeline.second.composing import Ground, composed
from khabar.pipeline.second.endpoint import CutOffError, Endpoint, EndpointError, TroubleError
from khabar.pipeline.second.passages import (
    PASSAGE,
    Passage,
    passages_of,
    shown_and_withheld,
)
from khabar.pipeline.second.prompt import asked_of, fingerprint
from khabar.pipeline.second.quotes import Quotes
from khabar.schema.documents import Document, SegmentKind
from khabar.schema.events import EventType
from khabar.store.codec import reading_body

_SHOWN = frozenset({SegmentKind.TITLE, SegmentKind.DATELINE, SegmentKind.BODY})
_TRIES = 2  # of an answer that is not in the form asked for
_IN_A_ROW = 3  # documents without an answer, after which the server is taken for broken
_CODE = ("answer", "cast", "composing", "passages", "prompt", "quotes", "reader")
PREFIX = "llm-"


def recipe_of(model: str, passage: int = PASSAGE) -> str:
    """What decides a model's reading: prompt, schema, our reading of segments and times, the model.

    Where the model runs does not count: the same name elsewhere is taken for the same model.
    """
    told = "\n".join((kits.recipe(), _code(), fingerprint(passage), model))
    return f"{PREFIX}{hashlib.sha256(told.encode()).hexdigest()[:16]}"


@cache
def _code() -> str:
    digest = hashlib.sha256()
    for name in _CODE:
        file = files("khabar").joinpath(f"pipeline/second/{name}.py")
        digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


@cache
def _modes() -> dict[EventType, frozenset[str]]:
    found: dict[EventType, set[str]] = {}
    for entry in event_types():
        found.setdefault(entry.plover, set()).add(entry.mode)
    return {kind: frozenset(modes) for kind, modes in found.items()}


@dataclass(slots=True, kw_only=True)
class SecondReader:
    """Reads documents through a model, one after the other; an engine to a run.

    spent says afterwards whether the budget ended the run before the documents did.
    """

    endpoint: Endpoint
    answers: Answers
    kit: Kit
    budget: Budget = field(default_factory=Budget)
    passage: int = PASSAGE
    spent: bool = False

    @property
    def recipe(self) -> str:
        """Under which its readings rest."""
        return recipe_of(self.endpoint.model, self.passage)

    def run(self, items: Iterable[Document]) -> Iterator[tuple[Document, Done[bytes] | Failed]]:
        """Each document with its reading or why there is none, until the budget is used up.

        Raises:
            EndpointError: the server cannot be used; what was read before has been handed out.
        """
        silent = 0
        for document in items:
            try:
                outcome = self._read(document)
            except SpentError:
                self.spent = True
                return
            except TroubleError as error:
                silent += 1
                if silent == _IN_A_ROW:
                    raise EndpointError(
                        f"{silent} articles in a row had no answer, the last because {error}. "
                        "Look at the server, then run the same command again to go on."
                    ) from error
                outcome = Failed(str(error))
            else:
                silent = 0
            yield document, outcome

    def _read(self, document: Document) -> Done[bytes] | Failed:
        ground = attempt(self._ground, document, seconds=None)
        if isinstance(ground, Failed):
            return ground
        shown = [s for s in ground.value.sentences if s not in ground.value.withheld]
        try:
            answers = [
                pair
                for passage in passages_of(shown, self.passage)
                for pair in self._answers(document.text, passage)
            ]
        except (UnusableError, CutOffError) as error:
            return Failed(str(error))
        compose = partial(composed, model=self.endpoint.model, recipe=self.recipe)
        return attempt(lambda g: reading_body(compose(g, answers)), ground.value, seconds=None)

    def _ground(self, document: Document) -> Ground:
        own = read_document(document, self.kit)
        view = view_of(document.text)
        sentences = sentences_of(view, [s for s in own.segments if s.kind in _SHOWN])
        _, withheld = shown_and_withheld(document.text, sentences)
        quotes = Quotes(view, withheld)
        return Ground(own, sentences, withheld, quotes, _modes(), self.kit.denials)

    def _answers(self, text: str, passage: Passage) -> list[tuple[Passage, Answer]]:
        """The answer on a passage, or those on its halves where it is too long for the model."""
        try:
            return [(passage, self._answer(text, passage))]
        except CutOffError:
            if len(passage.sentences) == 1:
                raise
        return [pair for half in passage.halves() for pair in self._answers(text, half)]

    def _answer(self, text: str, passage: Passage) -> Answer:
        key = key_of(asked_of(text, passage), self.endpoint.model)
        known = self.answers.find(key)
        if known is not None:
            return answer_of(known)
        wrong = UnusableError("no answer")
        for attempted in range(_TRIES):
            self.budget.draw()
            completion = self.endpoint.complete(asked_of(text, passage, attempted))
            self.budget.taken += completion.tokens
            try:
                answer = answer_of(completion.content)
            except UnusableError as error:
                wrong = error
            else:
                self.answers.keep(key, completion.content)
                return answer
        raise wrong
