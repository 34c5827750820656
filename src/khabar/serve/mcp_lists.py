"""Lists of the desk as an assistant is told them, a part at a time."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.serve import mcp_told as told
from khabar.serve.desk import Desk
from khabar.serve.mcp_answers import (
    Actors,
    Announcements,
    Articles,
    Disputes,
    Events,
    Statements,
)
from khabar.serve.mcp_sources import Sources
from khabar.serve.views import Wanted


@dataclass(frozen=True, slots=True)
class Lists:
    """What a desk lists; sources are those of one answer."""

    desk: Desk
    sources: Sources

    def articles(self, wanted: Wanted, cursor: str | None, limit: int) -> Articles:
        """Some articles."""
        part = self.desk.documents(wanted, cursor, limit)
        rows = tuple(told.article(row, self.sources) for row in part.rows)
        return Articles(rows=rows, total=part.total, next=part.next)

    def actors(self, wanted: Wanted, cursor: str | None, limit: int) -> Actors:
        """Some actors."""
        part = self.desk.actors(wanted, cursor, limit)
        rows = tuple(told.actor(r, self.desk.spot(r.id), self.sources) for r in part.rows)
        return Actors(rows=rows, total=part.total, next=part.next)

    def events(self, wanted: Wanted, cursor: str | None, limit: int) -> Events:
        """Some events."""
        part = self.desk.events(wanted, cursor, limit)
        rows = tuple(told.event(r, self.desk.spot(r.id), self.sources) for r in part.rows)
        return Events(rows=rows, total=part.total, next=part.next)

    def statements(self, wanted: Wanted, cursor: str | None, limit: int) -> Statements:
        """Some statements."""
        part = self.desk.statements(wanted, cursor, limit)
        rows = tuple(told.statement(row, self.sources) for row in part.rows)
        return Statements(rows=rows, total=part.total, next=part.next)

    def disputes(self, wanted: Wanted, cursor: str | None, limit: int) -> Disputes:
        """Some disputes."""
        part = self.desk.disputes(wanted, cursor, limit)
        rows = tuple(told.dispute(row, self.sources) for row in part.rows)
        return Disputes(rows=rows, total=part.total, next=part.next)

    def announcements(self, wanted: Wanted, cursor: str | None, limit: int) -> Announcements:
        """Some announcements."""
        part = self.desk.expectations(wanted, cursor, limit)
        rows = tuple(told.announcement(row, self.sources) for row in part.rows)
        return Announcements(rows=rows, total=part.total, next=part.next)
