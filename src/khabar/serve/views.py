"""What the desk answers: rows and pages, the same for people and for programs.

Every row that tells a fact carries the document and the characters it stands on. Names come in
both languages; en is None where nobody gives it and a machine has not spelt it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from khabar.schema.names import Name

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for; every field narrows, an empty one does not.

    q is free text in Arabic or English. actor and other are ids of the record; with both only
    what happened between the two counts. since and until are days, ISO 8601, both included.
    """

    q: str = ""
    actor: str = ""
    other: str = ""
    source: str = ""
    type: str = ""
    status: str = ""
    standing: str = ""
    verdict: str = ""
    kind: str = ""
    place: str = ""
    outlet: str = ""
    document: str = ""
    event: str = ""
    since: str = ""
    until: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[Row]):
    """Some of the rows that were asked for: next leads on, None at the end."""

    rows: tuple[Row, ...]
    total: int
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """An actor as others mention it."""

    id: str
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The characters something stands on, and the words that are there."""

    document: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """An article in a list; snippet has the words that were asked for between ⟦ and ⟧."""

    id: str
    title: str
    outlet: str | None
    published: str | None
    events: int
    statements: int
    snippet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """An actor in a list."""

    id: str
    name: Name
    made: bool
    kind: str
    wikidata: str | None
    events: int
    statements: int
    documents: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """An office of an actor and the time over which reports give it."""

    title: Name
    of: Who | None
    held: str | None
    reports: tuple[Where, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event in a list; sentence says it plainly in both languages."""

    id: str
    type: str
    mode: str | None
    when: str | None
    first: str | None
    last: str | None
    place: str | None
    lat: float | None
    lon: float | None
    standing: str
    status: str
    polarity: str
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    sentence: Name
    origins: int
    reports: int
    documents: int
    part_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One document's report of an event; chain runs from the outlet inwards."""

    event: str
    item: str
    document: str
    title: str
    outlet: str | None
    published: str | None
    chain: tuple[Who, ...]
    status: str
    polarity: str
    sure: float
    found_by: str
    at: Where
    sentence: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """Attributed speech; source is None where it is nobody of the record."""

    item: str
    document: str
    title: str
    outlet: str | None
    published: str | None
    source: Who | None
    chain: tuple[Who, ...]
    act: str
    mode: str
    cue: str
    content: Where
    about: tuple[str, ...]
    sentence: Name
    sure: float
    found_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One side of a dispute."""

    by: str
    chain: tuple[Who, ...]
    document: str
    outlet: str | None
    published: str | None
    at: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRow:
    """Two claims that cannot both be true."""

    id: str
    kind: str
    about: str
    strength: str
    reversal: bool
    event: str | None
    a: Claim
    b: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationRow:
    """An announcement and what became of it."""

    id: str
    event: str | None
    due: str | None
    verdict: str
    sentence: Name
    at: Where
    by: Who | None
    outlet: str | None
    published: str | None
    outcome: Where | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """A tie between two actors and the time over which it is reported."""

    subject: Who
    relation: str
    object: Who
    held: str | None
    reports: tuple[Where, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """Who is quoted, how often, by how many outlets, and how often without a name."""

    who: Who | None
    name: Name
    anonymous: bool
    statements: int
    reports: int
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """Two documents that say the same at length; first is the one that had it first, if known."""

    a: DocumentRow
    b: DocumentRow
    share: float | None
    first: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """How much two actors have to do with each other; score is PLOVER's mean, -10 to 10."""

    a: Who
    b: Who
    events: int
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place and how many events were there; conflict is how many of these are."""

    name: str
    lat: float
    lon: float
    events: int
    conflict: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """What happened in one stretch of time: counts by quad class."""

    start: str
    end: str
    counts: dict[str, int]
    score: float | None = None
    origins: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of an article and what was understood there.

    layer: names, offices, times, events, statements, cues, relations, furniture. leads_to is the
    id of the record's actor or event, if there is one.
    """

    layer: str
    item: str
    start: int
    end: int
    label: str
    about: str
    found_by: str
    sure: float
    leads_to: str | None = None


Told = str | tuple[Name, ...]
"""What was read of one facet: a word or a day, or who it is; empty where nothing or nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """What a person says in place of what was read; item is of the reading, event of the record.

    id is that of the judgement, by which it can be taken back.
    """

    id: str
    item: str
    event: str | None
    what: str
    before: Told
    after: Told
    by: str
    day: str
    why: str
    at: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article whole: the original text and its marks, sorted by where they start.

    pages: where in the text each page begins, of a PDF or scan; else none.
    """

    row: DocumentRow
    text: str
    url: str | None
    basis: str | None
    recipe: str
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]
    corrections: tuple[CorrectionRow, ...] = ()
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed in the record, and the documents because of which."""

    day: str
    what: str
    before: str
    after: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the store holds."""

    documents: int
    outlets: int
    actors: int
    events: int
    statements: int
    disputes: int
    expectations: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TollRow:
    """A number told of an event: exactly low where high equals it, at least low without high."""

    day: str | None
    what: str
    low: int | None
    high: int | None
    by: Who
    at: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that a person should look at: two that may be one, or one that may be wrong.

    kind: actors or events (may a and b be the same?), event or statement (is a right?). doubt is
    0 to 1, effect how many documents an answer touches. a and b can be judged as they are: their
    characters are the spots of a judgement. ids are those of the record, or the item of a reading;
    where two readers differ the spot, and other says in what.
    """

    kind: str
    ids: tuple[str, ...]
    label: Name
    other: Name | None
    a: Where
    b: Where | None
    doubt: float
    effect: int
