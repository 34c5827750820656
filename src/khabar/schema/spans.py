"""Where something stands in a text that is never altered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a document's text: code points, half open, never empty.

    What stands in the text (a mention, an event, a cue) is a span that knows more; it inherits
    from this type, so that every fact leads back to its characters.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no such span: {self.start} to {self.end}")

    def holds(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def cut(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]


def span_of(item: Span) -> Span:
    """The bare span of an item that knows more."""
    return Span(start=item.start, end=item.end)
