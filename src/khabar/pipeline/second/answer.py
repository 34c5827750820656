"""What a model may answer: a form that holds words of the text and nothing else."""

from __future__ import annotations

import msgspec

from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.names import ActorKind
from khabar.schema.statements import Act, Mode

_LONGEST = 2_000
_MOST = 400


class UnusableError(Exception):
    """The model's answer is not in the form it was asked for."""


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody who acts, speaks or is acted upon; also: other words for them in the passage."""

    name: str
    kind: ActorKind
    unnamed: bool
    also: tuple[str, ...]


class Happened(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An event: the words that assert it, and who takes part, all in words of the text.

    told_by: those through whom it is told, outermost first; nobody where the outlet itself tells.
    """

    sentence: int
    words: str
    type: EventType
    mode: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    place: str
    when: str
    status: Status
    polarity: Polarity
    told_by: tuple[str, ...]


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A statement; source is "" where the text names nobody, told_by who hands it on."""

    sentence: int
    source: str
    told_by: tuple[str, ...]
    cue: str
    content: str
    act: Act
    mode: Mode


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a model makes of one passage."""

    actors: tuple[Named, ...]
    events: tuple[Happened, ...]
    statements: tuple[Said, ...]


def answer_of(content: str) -> Answer:
    """The answer that a model wrote; words around its JSON ("```json") do not matter.

    Raises:
        UnusableError: it is no JSON, of another form, or longer than any passage could make it.
    """
    first, last = content.find("{"), content.rfind("}")
    try:
        answer = msgspec.json.decode(content[first : last + 1], type=Answer)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise UnusableError(f"the answer is not in the form asked for ({error})") from error
    items: tuple[Named | Happened | Said, ...]
    items = (*answer.actors, *answer.events, *answer.statements)
    if len(items) > _MOST or any(len(w) > _LONGEST for each in items for w in _words(each)):
        raise UnusableError("the answer is longer than the passage could make it")
    return answer


def _words(item: Named | Happened | Said) -> tuple[str, ...]:
    fields = (getattr(item, name) for name in item.__struct_fields__)
    found = [(each,) if isinstance(each, str) else each for each in fields]
    return tuple(w for each in found if isinstance(each, tuple) for w in each)


def schema_for(characters: int) -> dict[str, object]:
    """The JSON Schema of an answer on a passage of so many characters.

    No passage tells more than so many things in so many words: a model that repeats itself is
    stopped early.
    """
    words = _words_of(min(characters, 80))
    few = _list(words, min(4, 1 + characters // 30))
    named = _object(name=words, kind=_enum(ActorKind), unnamed={"type": "boolean"}, also=few)
    happened = _object(
        sentence=_INTEGER, words=words, type=_enum(EventType), mode=_words_of(24), actor=few,
        recipient=few, place=words, when=words, status=_enum(Status), polarity=_enum(Polarity),
        told_by=few,
    )  # fmt: skip
    said = _object(
        sentence=_INTEGER, source=words, told_by=few, cue=_words_of(min(characters, 24)),
        content=_words_of(min(characters, 400)), act=_enum(Act), mode=_enum(Mode),
    )  # fmt: skip
    return _object(
        actors=_list(named, 2 + characters // 40),
        events=_list(happened, 1 + characters // 80),
        statements=_list(said, 1 + characters // 120),
    )


_INTEGER: dict[str, object] = {"type": "integer"}


def _words_of(longest: int) -> dict[str, object]:
    return {"type": "string", "maxLength": max(longest, 1)}


def _enum(kind: type[ActorKind | EventType | Status | Polarity | Act | Mode]) -> dict[str, object]:
    return {"type": "string", "enum": [each.value for each in kind]}


def _list(of: dict[str, object], most: int) -> dict[str, object]:
    return {"type": "array", "items": of, "maxItems": most}


def _object(**fields: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object", "properties": fields, "required": list(fields),
        "additionalProperties": False,
    }  # fmt: skip
