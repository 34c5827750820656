"""The step that finds what is done in a sentence, by whom, to whom and where."""

from khabar.annotate.events.find import Found, Scene, find_events
from khabar.annotate.events.line import Carried
from khabar.annotate.events.tables import ClauseWords, Party, Trigger, TriggerTables, VerbTrigger

__all__ = [
    "Carried",
    "ClauseWords",
    "Found",
    "Party",
    "Scene",
    "Trigger",
    "TriggerTables",
    "VerbTrigger",
    "find_events",
]
