"""Expressions of time in a document, and the time they mean."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.schema.moments import Edtf
from khabar.schema.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression(Span):
    """Words that say when.

    value is None where they cannot be tied to the calendar: "recently", or "on Monday" in an
    article of unknown date. relative says that the value leans on the day of publication.
    """

    value: Edtf | None
    relative: bool
