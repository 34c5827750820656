"""An event type from an entry of a codebook: what a researcher writes, as the reader wants it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from khabar.catalog.event_types import event_types
from khabar.errors import KhabarError
from khabar.pipeline.triggers import split_verb
from khabar.schema.events import EventType

_MODE = re.compile(r"[a-z][a-z0-9_]{1,39}\Z")


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of a codebook: a kind of deed, the words that tell it, sentences that do or do not.

    root is the PLOVER type of which it is a mode; verbs are written in both tenses, with the words
    that must follow ("قطع يقطع المياه"); recipient says behind which words those stand who undergo
    it; needs are words of which one must stand near, for a trigger of many senses.
    """

    name: str
    root: EventType
    definition: str = ""
    actor: str = "who does it"
    recipient: str = "who undergoes it"
    behind: tuple[str, ...] = ("object", "ضد", "على")
    verbs: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


def codebook_entry(body: bytes, where: str) -> Entry:
    """The entry that a TOML file holds.

    Raises:
        KhabarError: it has another form.
    """
    try:
        return msgspec.toml.decode(body, type=Entry)
    except (msgspec.MsgspecError, ValueError) as error:
        remedy = "See docs/howto/add-your-own-event-type.md"
        raise KhabarError(f"{where}: no entry of a codebook ({error}). {remedy}.") from error


def checked(entry: Entry) -> Entry:
    """The entry, if a type can be made of it.

    Raises:
        KhabarError: its name is none, or taken; words or examples are missing.
    """
    if not _MODE.match(entry.name):
        raise KhabarError(f"{entry.name!r}: a type is named in small Latin letters, digits and _.")
    if (entry.root, entry.name) in {(e.plover, e.mode) for e in event_types()}:
        raise KhabarError(f"{entry.root}-{entry.name} is there already. Choose another name.")
    if not (entry.verbs or entry.passive or entry.nouns):
        raise KhabarError(f"{entry.name}: no words tell it. Give a --verb or a --noun.")
    if not entry.definition.strip():
        raise KhabarError(f"{entry.name}: no definition. Say with --definition what counts.")
    if not entry.examples:
        raise KhabarError(f"{entry.name}: no example. Give a sentence with --example.")
    return entry


def type_file(entry: Entry) -> str:
    """The entry as a file of the catalogue."""
    return "\n".join(_lines(checked(entry))) + "\n"


def _lines(entry: Entry) -> Iterator[str]:
    like = _nearest(entry.root)
    yield from (
        f"name = {_quoted(entry.name)}", f"definition = {_quoted(entry.definition)}",
        f"plover = {_quoted(entry.root.value)}", f"mode = {_quoted(entry.name)}",
        f"quad = {_quoted(like[0])}", f"score = {like[1]:.1f}",
        f"actor = {_quoted(entry.actor)}", f"recipient = {_quoted(entry.recipient)}", "",
        "[roles]", 'actor = "subject"', f"recipient = {_listed(entry.behind)}", "",
        "[triggers.ar]", f"verbs = {_listed(entry.verbs)}", f"passive = {_listed(entry.passive)}",
        f"nouns = {_listed(entry.nouns)}", "",
    )  # fmt: skip
    if entry.needs:
        yield "[needs]"
        yield from (f"{_quoted(key)} = {_listed(entry.needs)}" for key in _keys(entry))
        yield ""
    for text in entry.examples:
        yield from ("[[examples]]", f"text = {_quoted(text)}", 'trigger = ""', "")
    for text in entry.counter_examples:
        yield from ("[[counter_examples]]", f"text = {_quoted(text)}", "")


def _keys(entry: Entry) -> Iterator[str]:
    """The triggers as the table of needs knows them: verbs by their perfect and what follows."""
    for verb in (*entry.verbs, *entry.passive):
        perfect, _, then = split_verb(verb, entry.name)
        yield " ".join((perfect, *then))
    yield from entry.nouns


def _nearest(root: EventType) -> tuple[str, float]:
    """Quad class, and the mean score, of the types of this root."""
    same = [e for e in event_types() if e.plover is root]
    return same[0].quad, sum(e.score for e in same) / len(same)


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are among TOML's."""
    return msgspec.json.encode(text).decode()


def _listed(words: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, words))}]"
