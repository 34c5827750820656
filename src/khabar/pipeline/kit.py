"""Everything that reading needs, loaded once: tables of the catalogue and of the language."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from khabar.annotate.attribution import CueTables
from khabar.annotate.composing.ground import Limits
from khabar.annotate.composing.weighing import Weights
from khabar.annotate.disputes import DisputeWords
from khabar.annotate.events import TriggerTables
from khabar.annotate.figures import FigureWords
from khabar.annotate.groups import GroupTables
from khabar.annotate.modality import ModalityTables
from khabar.annotate.names import NameTables
from khabar.annotate.relations import RelationTables
from khabar.catalog.event_types import event_types
from khabar.catalog.furniture import FurnitureTable, furniture_table
from khabar.catalog.offices import Tenure, tenures
from khabar.catalog.outlets import OutletTable, outlet_table
from khabar.learned import roles, trees
from khabar.learned.carried import sums_of
from khabar.learned.reader import Reader, installed
from khabar.pipeline.cues import cue_tables
from khabar.pipeline.dating import by_person
from khabar.pipeline.figures import figure_words
from khabar.pipeline.names import group_tables, name_tables
from khabar.pipeline.relations import dispute_words, relation_tables
from khabar.pipeline.triggers import modality_tables, trigger_tables

_SELDOM = (100_000, 50, 100)
_READING_WEIGHTS = ("pieces.json", "reader/", "repeats/", "roles/", "sources/")
_NOT_CODE = ("__pycache__", "weights")  # weights count by their sums
_READING_CODE = ("acquire", "annotate", "catalog", "lang", "schema", "learned")
_READING_MODULES = (
    "cues", "dating", "document", "figures", "kit", "names", "relations", "tables", "triggers",
)  # fmt: skip
_READING_FILES = tuple(f"pipeline/{name}.py" for name in _READING_MODULES)


@dataclass(frozen=True, slots=True)
class Kit:
    """The loaded tables, and the recipe that names them together with the code that uses them."""

    recipe: str
    furniture: FurnitureTable
    outlets: OutletTable
    names: NameTables
    groups: GroupTables
    cues: CueTables
    triggers: TriggerTables
    modality: ModalityTables
    figures: FigureWords
    relations: RelationTables
    denials: DisputeWords
    tenures: Mapping[str, Sequence[Tenure]]
    learned: Reader | None
    roles: roles.Roles | None
    repeats: trees.Trees | None
    sources: trees.Trees | None
    limits: Limits
    weights: Weights


@cache
def load_kit() -> Kit:
    """Load everything; a second call gives the same kit.

    Raises:
        TableError: a table breaks its own rules.
    """
    cues = cue_tables()
    triggers = trigger_tables(event_types(), cues)
    learned = installed()
    kit = Kit(
        recipe=recipe(),
        furniture=furniture_table(),
        outlets=outlet_table(),
        names=name_tables(triggers.known),
        groups=group_tables(),
        cues=cues,
        triggers=triggers,
        modality=modality_tables(),
        figures=figure_words(),
        relations=relation_tables(),
        denials=dispute_words(),
        tenures=by_person(tenures()),
        learned=learned,
        roles=roles.installed(),
        repeats=trees.installed(trees.REPEATS),
        sources=trees.installed(trees.SOURCES),
        limits=Limits(),
        weights=weights_of(learned),
    )
    # The tables stay, and readings are trees that go when they are let go: looking for cycles
    # among them as often as Python does by itself costs a fifth of the reading.
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    return kit


def weights_of(learned: Reader | None) -> Weights:
    """How the reader's proposals are weighed against the rules', as it was fitted for it."""
    if learned is None:
        return Weights()
    return msgspec.json.decode((learned.weights / "weighing.json").read_bytes(), type=Weights)


@cache
def recipe() -> str:
    """The hash of all code, tables and weights that decide what a reading says.

    Line ends do not count, so that a checkout on another system has the same recipe.
    """
    digest = hashlib.sha256()
    root = files("khabar")
    for name, file in sorted(_reading_files(root)):
        digest.update(name.encode() + b"\0")
        digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    digest.update("\n".join(sums_of(_READING_WEIGHTS)).encode())
    return digest.hexdigest()[:16]


def _reading_files(root: Traversable) -> Iterator[tuple[str, Traversable]]:
    for name in _READING_FILES:
        yield name, root.joinpath(name)
    for folder in _READING_CODE:
        if root.joinpath(folder).is_dir():
            yield from _below(root.joinpath(folder), folder)


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir() and entry.name not in _NOT_CODE:
            yield from _below(entry, name)
        elif entry.is_file() and not entry.name.endswith((".pyc", ".md")):
            yield name, entry
