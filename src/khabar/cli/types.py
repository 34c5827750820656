"""`khabar types`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.text import Text

from khabar.cli.options import StoreOption, settings
from khabar.cli.output import write
from khabar.cli.terminal import output, safe
from khabar.errors import KhabarError
from khabar.pipeline.kit import load_kit
from khabar.pipeline.types_new import Entry, codebook_entry, type_file
from khabar.pipeline.types_own import entry_of, own_types
from khabar.pipeline.types_try import Finding, Trial, sampled, tried
from khabar.schema.events import EventType
from khabar.store.opening import open_store

FOLDER = "KHABAR_TYPES"
_QUOTED = 140
_DOCUMENTS, _SHOWN = 200, 5
_TEXT, _LARGEST = "utf-8", 1_000_000

types = typer.Typer(
    no_args_is_help=True, help="Event types of your own: make one, and see what it would find."
)
TypesOption = Annotated[
    Path | None,
    typer.Option("--types", metavar="FOLDER", help="Event types of your own, if any."),
]


def types_place(said: Path | None) -> Path | None:
    """The folder of a user's own types: as the command line says, or else KHABAR_TYPES."""
    named = os.environ.get(FOLDER)
    return said or (Path(named) if named else None)


@types.command("new")
def new(  # noqa: PLR0913
    name: Annotated[str, typer.Argument(help="In small Latin letters, as water_cut.")],
    codebook: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="An entry of a codebook, TOML.")
    ] = None,
    root: Annotated[
        EventType | None, typer.Option("--root", help="PLOVER's type of which it is a mode.")
    ] = None,
    definition: Annotated[str | None, typer.Option("--definition", help="What counts.")] = None,
    verbs: Annotated[
        list[str] | None, typer.Option("--verb", help='Both tenses: "قطع يقطع المياه".')
    ] = None,
    nouns: Annotated[list[str] | None, typer.Option("--noun", help='As "قطع المياه".')] = None,
    needs: Annotated[
        list[str] | None, typer.Option("--needs", help="A word of which one must stand near.")
    ] = None,
    examples: Annotated[
        list[str] | None, typer.Option("--example", help="A sentence that tells it.")
    ] = None,
    counter: Annotated[
        list[str] | None, typer.Option("--counter", help="A sentence that only looks like it.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--types", metavar="FOLDER", help="Where it is written; types/.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Make an event type from an entry of a codebook, in words or in a file.

    It is written as a file of its own and changes nothing yet. What the command line says adds to
    the file and outweighs it. With --store it is tried at once, as khabar types try does.

    Example: khabar types new water_cut --from codebook/water.toml --types types/ --store news.db
    """
    given = _entry(name, codebook, root)
    changes = {
        "name": name, "definition": definition, "root": root,
        "verbs": (*given.verbs, *(verbs or ())), "nouns": (*given.nouns, *(nouns or ())),
        "needs": (*given.needs, *(needs or ())),
        "examples": (*given.examples, *(examples or ())),
        "counter_examples": (*given.counter_examples, *(counter or ())),
    }  # fmt: skip
    said = {key: value for key, value in changes.items() if value}
    target = types_place(folder) or Path("types")
    path = _written(msgspec.structs.replace(given, **said), target)
    if store is None:
        output().print(safe(f"{path}: made. Now: khabar types try --types {target}"))
        return
    output().print(safe(f"{path}: made, not switched on."))
    for line in _report(_trial(path, store, _DOCUMENTS, 1), _SHOWN):
        output().print(line)


def _written(entry: Entry, target: Path) -> Path:
    """The file of a new type; one that is there is never written over."""
    path = target / f"{entry.root.value.lower()}_{entry.name}.toml"
    body = type_file(entry).encode(_TEXT, "backslashreplace")
    entry_of(body, str(path))
    if path.exists():
        raise KhabarError(f"{path}: is there already. Take it away, or choose another name.")
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KhabarError(f"{target}: cannot be made ({error.strerror}). Name another.") from error
    write([body], str(path))
    return path


def _entry(name: str, codebook: Path | None, root: EventType | None) -> Entry:
    if codebook is not None:
        try:
            return codebook_entry(codebook.read_bytes()[:_LARGEST], str(codebook))
        except OSError as error:
            reason = f"cannot be read ({error.strerror})"
            raise KhabarError(f"{codebook}: {reason}. Name a TOML file.") from error
    if root is None:
        raise KhabarError(f"{name}: of which PLOVER type is it a mode? Say with --root.")
    return Entry(name=name, root=root)


@types.command("try")
def attempt(  # noqa: PLR0913
    folder: TypesOption = None,
    documents: Annotated[
        int, typer.Option("--documents", min=1, help="How many are drawn from the store.")
    ] = _DOCUMENTS,
    seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same.")] = 1,
    shown: Annotated[int, typer.Option("--shown", min=0, help="Sentences shown a type.")] = _SHOWN,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    store: StoreOption = None,
) -> None:
    """Show what types of your own would find in a store, and change nothing.

    Documents of the store are drawn by lot and read twice, with the types and without. Shown are
    the examples that fail, how often each type is found, sentences drawn from all over, what the
    plain reader has in the same place, and events that would be lost.

    Example: khabar types try --types types/ --documents 500 --store news.db
    """
    place = types_place(folder)
    if place is None:
        raise KhabarError(f"No folder of types. Name one with --types, or set {FOLDER}.")
    trial = _trial(place, store, documents, seed)
    if as_json:
        print(msgspec.json.format(msgspec.json.encode(_as_json(trial))).decode())
        return
    for line in _report(trial, shown):
        output().print(line)


def _trial(place: Path, store: str | None, documents: int, seed: int) -> Trial:
    own = own_types(place)
    with open_store(settings(store).store, create=False) as opened:
        return tried(sampled(opened, documents, seed), load_kit(), own)


def _as_json(trial: Trial) -> dict[str, object]:
    return {
        "documents": trial.documents, "with_any": trial.with_any, "counts": dict(trial.counts),
        "instead": [(*pair, n) for pair, n in trial.instead.most_common()],
        "lost": dict(trial.lost), "shared": trial.shared, "examples": trial.examples,
        "findings": trial.findings,
    }  # fmt: skip


def _report(trial: Trial, shown: int) -> Iterator[Text]:
    yield Text(f"{trial.documents} documents read, {trial.with_any} with an event of these types")
    for example in trial.examples:
        if example.wanted != example.found:
            why = "not found in its example" if example.wanted else "found where it should not be"
            yield Text(f"{example.type}: {why}: {safe(example.text)}")
    for words, other in trial.shared:
        yield Text(f"a trigger that {other} has too: {safe(words)}")
    for kind in trial.kinds:
        found = [f for f in trial.findings if f.type == kind]
        yield Text.assemble((kind, "bold"), f": {len(found)} found")
        yield from map(_told, _spread(found, shown))
    for (kind, other), count in trial.instead.most_common():
        yield Text(f"{kind} where the plain reader has {other}: {count}")
    for kind, count in trial.lost.most_common():
        yield Text(f"{kind}: {count} events of the plain reader would be lost")


def _spread(found: list[Finding], shown: int) -> list[Finding]:
    """So many from all over, not only the first ones."""
    step = max(1, -(-len(found) // shown)) if shown else len(found) + 1
    return found[::step][:shown]


def _told(finding: Finding) -> Text:
    who = f"{safe(finding.actor) or '—'} → {safe(finding.recipient) or '—'}"
    place = f"{finding.document[:12]}:{finding.start}-{finding.end}"
    sentence = " ".join(safe(finding.sentence).split())
    cut = sentence if len(sentence) <= _QUOTED else f"{sentence[: _QUOTED - 1]}…"
    return Text.assemble(f"  {place} {who} ", (f"«{safe(finding.words)}»", "green"), f" in: {cut}")
