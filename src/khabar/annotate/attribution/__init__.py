"""Who says what: cue, source and content of every reporting clause."""

from khabar.annotate.attribution.cues import Cue, CueTables
from khabar.annotate.attribution.find import find_attributions
from khabar.annotate.attribution.strangers import find_speakers

__all__ = ["Cue", "CueTables", "find_attributions", "find_speakers"]
