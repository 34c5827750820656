"""The step that finds what is done in a sentence, by whom, to whom and where."""

from khabar.annotate.events.company import company_of
from khabar.annotate.events.find import Found, Scene, find_events
from khabar.annotate.events.line import Carried
from khabar.annotate.events.parts import parts_of
from khabar.annotate.events.signs import signs_of
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
    "company_of",
    "find_events",
    "parts_of",
    "signs_of",
]
