"""The step that brings together what names one thing: actors and places of one document."""

from khabar.annotate.groups.grouping import Grouped, group_mentions
from khabar.annotate.groups.tables import GroupTables, Holding

__all__ = ["GroupTables", "Grouped", "Holding", "group_mentions"]
