"""The tables of a corpus as frames of pandas or Polars, whichever is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from khabar.errors import KhabarError
from khabar.export.told.csv_cells import Kind, Table

if TYPE_CHECKING:
    import pandas
    import polars

Frame = TypeVar("Frame")
Tables = Callable[[], Mapping[str, Table]]
_DAYS = frozenset(
    {"day", "first_reported", "published", "published_earliest", "published_latest"}
)  # fmt: skip
_PANDAS = {Kind.TEXT: "string", Kind.WHOLE: "Int64", Kind.NUMBER: "Float64", Kind.YES: "boolean"}


class MissingLibraryError(KhabarError):
    """Frames were asked of a library that is not installed."""

    def __init__(self, library: str) -> None:
        super().__init__(f"{library} is not installed. Install it with khabar[frames].")


class Frames(Generic[Frame]):
    """One frame for each table; the columns are those of `khabar export --format csv`.

    What is unknown is missing, never a guess. Days are dates; `when`, `held`, `due` and the like
    are EDTF, because a time is often known to a month or a span only.
    """

    def __init__(self, tables: Tables, made: Callable[[Table], Frame]) -> None:
        self._tables = tables
        self._made = made

    def events(self) -> Frame:
        """One event a row, over all documents: type, time, standing, score, place, origins."""
        return self._frame("events")

    def parties(self) -> Frame:
        """Who took part in which event, and in which role."""
        return self._frame("parties")

    def reports(self) -> Frame:
        """Which document tells which event, in which sentence, through which chain."""
        return self._frame("reports")

    def chains(self) -> Frame:
        """The chains of the reports, a source a row; position 1 is nearest the outlet."""
        return self._frame("chains")

    def tolls(self) -> Frame:
        """Every number told of an event."""
        return self._frame("tolls")

    def origins(self) -> Frame:
        """The independent sources on which events rest."""
        return self._frame("origins")

    def documents(self) -> Frame:
        """The articles that were read."""
        return self._frame("documents")

    def actors(self) -> Frame:
        """Persons, bodies, states and others."""
        return self._frame("actors")

    def offices(self) -> Frame:
        """Titles that articles give to actors, and the time over which they do."""
        return self._frame("offices")

    def relations(self) -> Frame:
        """Lasting ties between actors."""
        return self._frame("relations")

    def disputes(self) -> Frame:
        """Two claims a row that cannot both be true."""
        return self._frame("disputes")

    def announcements(self) -> Frame:
        """What was announced, when it is due, and what became of it."""
        return self._frame("expectations")

    def copies(self) -> Frame:
        """Pairs of articles that say the same at length."""
        return self._frame("copies")

    def _frame(self, name: str) -> Frame:
        return self._made(self._tables()[name])


def in_pandas(table: Table) -> pandas.DataFrame:
    """A table as a frame of pandas, with types that know missing values.

    Raises:
        MissingLibraryError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise MissingLibraryError("pandas") from error
    frame = pandas.DataFrame(list(table.rows), columns=[c.name for c in table.columns])
    kinds = {c.name: _PANDAS[c.kind] for c in table.columns if c.name not in _DAYS}
    frame = frame.astype(kinds)
    for day in _days_of(table):
        # Seconds reach back before 1677, which the usual nanoseconds do not.
        frame[day] = frame[day].astype("datetime64[s]")
    return frame


def in_polars(table: Table) -> polars.DataFrame:
    """A table as a frame of Polars.

    Raises:
        MissingLibraryError: Polars is not installed.
    """
    try:
        import polars
    except ImportError as error:
        raise MissingLibraryError("polars") from error
    kinds = {
        Kind.TEXT: polars.String, Kind.WHOLE: polars.Int64, Kind.NUMBER: polars.Float64,
        Kind.YES: polars.Boolean,
    }  # fmt: skip
    schema = {column.name: kinds[column.kind] for column in table.columns}
    frame = polars.DataFrame(list(table.rows), schema=schema, orient="row")
    return frame.with_columns(polars.col(day).str.to_date() for day in _days_of(table))


def _days_of(table: Table) -> Sequence[str]:
    return [column.name for column in table.columns if column.name in _DAYS]
