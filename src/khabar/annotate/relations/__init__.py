"""Lasting ties between actors: who supports, commands, represents, opposes whom."""

from khabar.annotate.relations.find import Scope, find_relations
from khabar.annotate.relations.phrases import without_pronoun
from khabar.annotate.relations.regions import with_regions
from khabar.annotate.relations.tables import Gender, RelationTables, Tie, VerbTie

__all__ = [
    "Gender", "RelationTables", "Scope", "Tie", "VerbTie", "find_relations", "with_regions",
    "without_pronoun",
]  # fmt: skip
