"""The step that finds names: by catalogue, and unknown ones by the company they keep."""

from khabar.annotate.names.scan import find_mentions
from khabar.annotate.names.tables import BodyWord, NameTables, TitleKind, TitleWord

__all__ = ["BodyWord", "NameTables", "TitleKind", "TitleWord", "find_mentions"]
