"""A document's repeats of one event brought together: one event, a report for each sentence."""

from khabar.annotate.reports.alike import Judged, Model, judged_by
from khabar.annotate.reports.merging import Told, merge_drafts
from khabar.annotate.reports.signs import Look, look_at, signs_of

__all__ = ["Judged", "Look", "Model", "Told", "judged_by", "look_at", "merge_drafts", "signs_of"]
