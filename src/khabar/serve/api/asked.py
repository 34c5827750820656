"""What a request may ask: the filters of a list, and the form of the answer."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from khabar.serve.views import Wanted

MOST = 500
USUAL = 50
_Words = Annotated[str, Field(max_length=500)]
_Id = Annotated[str, Field(max_length=300)]
_Day = date | Literal[""]


class Form(StrEnum):
    """How rows are written."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class Period(StrEnum):
    """How long a period is."""

    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


class Formed(BaseModel):
    """A question whose answer comes in more than one form."""

    # A filter that is misspelt narrows nothing: better to refuse it than to answer with all.
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Annotated[
        Form | None, Field(description="json, jsonl or csv; the Accept header, if not said.")
    ] = None


class Filtered(Formed):
    """The filters of views.Wanted: every one narrows, an empty one does not."""

    q: Annotated[_Words, Field(description="Words, Arabic or English.", examples=["برلين"])] = ""
    actor: Annotated[_Id, Field(description="The id of an actor.", examples=["k_libya"])] = ""
    other: Annotated[_Id, Field(description="A second actor: only what is between both.")] = ""
    source: Annotated[_Id, Field(description="The id of who says so.")] = ""
    type: Annotated[_Id, Field(description="A PLOVER type.", examples=["CONSULT"])] = ""
    status: Annotated[_Id, Field(description="occurred, ongoing, planned, possible.")] = ""
    standing: Annotated[
        _Id, Field(description="reported, corroborated, disputed, denied, announced.")
    ] = ""
    verdict: Annotated[
        _Id, Field(description="pending, fulfilled, late, contradicted, unknown.")
    ] = ""
    kind: Annotated[_Id, Field(description="The kind of the actor, dispute or relation.")] = ""
    place: Annotated[_Id, Field(description="The name of a place.")] = ""
    outlet: Annotated[_Id, Field(description="Who published it.")] = ""
    document: Annotated[_Id, Field(description="The id of a document.")] = ""
    event: Annotated[_Id, Field(description="The id of an event: what is about it.")] = ""
    since: Annotated[_Day, Field(description="The first day.", examples=["2016-01-01"])] = ""
    until: Annotated[_Day, Field(description="The last day.", examples=["2020-12-31"])] = ""
    sort: Annotated[_Id, Field(description="The order; what there is depends on the list.")] = ""

    def wanted(self) -> Wanted:
        """The filters as the desk takes them."""
        said = self.model_dump(include=set(Wanted.__dataclass_fields__))
        return Wanted(**{name: str(value) for name, value in said.items()})


class Listed(Filtered):
    """A question for a list, a part at a time; in bulk (jsonl, csv) for all of it."""

    cursor: Annotated[
        str | None, Field(max_length=2_000, description="`next` of the part before.")
    ] = None
    limit: Annotated[
        int | None, Field(ge=1, le=MOST, description="How many rows; in bulk all, if not said.")
    ] = None


class Over(Filtered):
    """A question for what happened over time."""

    by: Annotated[Period, Field(description="How long a period is.")] = Period.MONTH


class Most(Filtered):
    """A question for the foremost of a list that has no parts."""

    limit: Annotated[int, Field(ge=1, le=MOST)] = USUAL


class Foremost(Formed):
    """A question for the foremost of a list that cannot be narrowed."""

    limit: Annotated[int, Field(ge=1, le=MOST)] = USUAL


RowId = Annotated[str, Path(max_length=300, pattern=r"^[^/]+$")]
