"""What an assistant is answered: the shapes, of which the protocol publishes the schema.

quoted_from_article holds all that stems from an article, also names and what is told of them in a
sentence; outside of it there are only khabar's own ids, words of its vocabulary, days and numbers.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from khabar.serve.mcp_quoted import NOTICE


class Shape(BaseModel):
    """What all answers are made of."""

    model_config = ConfigDict(frozen=True)


class Called(Shape):
    """A name or a sentence in both languages; en is null where nobody gives it."""

    ar: str
    en: str | None = None


class Somebody(Shape):
    """Who acts or speaks; the id is empty for somebody without a name of his own."""

    id: str
    quoted_from_article: Called


class Passage(Shape):
    """Where in an article it stands: the words, and the sentence around them."""

    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    words: str | None = None
    sentence: str | None = None
    hidden_characters: Annotated[
        int, Field(description="Characters without a shape, taken out of the sentence.")
    ] = 0


class Source(Shape):
    """What something rests on; start and end count code points of the article as it was."""

    document: str
    published: str | None = None
    start: int | None = None
    end: int | None = None
    quoted_from_article: Passage


class Article(Shape):
    """An article that was found."""

    document: str
    published: str | None
    events: int
    statements: int
    sources: tuple[Source, ...]


class Actor(Shape):
    """An actor that was found; made says that a machine spelt the English name."""

    id: str
    kind: str
    made: bool
    wikidata: str | None
    events: int
    statements: int
    documents: int
    first: str | None
    last: str | None
    quoted_from_article: Called
    sources: tuple[Source, ...] = ()


class EventWords(Called):
    """An event told in a sentence of either language, and where it was."""

    place: str | None = None


class Event(Shape):
    """An event: type and mode are PLOVER's, when is EDTF, origins are independent sources."""

    id: str
    type: str
    mode: str | None
    when: str | None
    standing: str
    status: str
    polarity: str
    origins: int
    reports: int
    documents: int
    part_of: str | None
    actors: tuple[Somebody, ...]
    recipients: tuple[Somebody, ...]
    quoted_from_article: EventWords
    sources: tuple[Source, ...] = ()


class Said(Called):
    """What was said: told in a sentence, and in its own words."""

    cue: str
    content: str


class Statement(Shape):
    """Attributed speech; source is null where it is nobody of the record."""

    source: Somebody | None
    chain: tuple[Somebody, ...]
    act: str
    mode: str
    about: tuple[str, ...]
    sure: float
    quoted_from_article: Said
    sources: tuple[Source, ...]


class Some(Shape):
    """How much there is; next is the cursor of what follows, null at the end."""

    total: int
    next: str | None = None


class Articles(Some):
    """Some articles."""

    rows: tuple[Article, ...]


class Actors(Some):
    """Some actors."""

    rows: tuple[Actor, ...]


class Events(Some):
    """Some events."""

    rows: tuple[Event, ...]


class Statements(Some):
    """Some statements."""

    rows: tuple[Statement, ...]


class Answer(Shape):
    """An answer: it begins by saying what its quotations are."""

    notice: str = NOTICE


class Found(Answer):
    """What a search found; a kind that was not asked for is null."""

    articles: Articles | None = None
    actors: Actors | None = None
    events: Events | None = None
    statements: Statements | None = None


class Report(Shape):
    """One article's report of an event; chain runs from the outlet inwards."""

    chain: tuple[Somebody, ...]
    status: str
    polarity: str
    sure: float
    found_by: str
    sources: tuple[Source, ...]


class Toll(Shape):
    """A number told of an event: exactly low where high equals it, at least low without high."""

    day: str | None
    what: str
    low: int | None
    high: int | None
    by: Somebody
    sources: tuple[Source, ...]


class Side(Shape):
    """One side of a dispute."""

    published: str | None
    chain: tuple[Somebody, ...]
    quoted_from_article: Annotated[Called, Field(description="Who says so.")]
    sources: tuple[Source, ...]


class Dispute(Shape):
    """Two claims that cannot both be true."""

    id: str
    kind: str
    about: str
    strength: str
    reversal: bool
    event: str | None
    a: Side
    b: Side


class Disputes(Some, Answer):
    """Some disputes."""

    rows: tuple[Dispute, ...]


class EventAnswer(Answer):
    """One event with all that is told of it."""

    event: Event
    reports: tuple[Report, ...]
    reports_left_out: int
    tolls: tuple[Toll, ...]
    disputes: tuple[Dispute, ...]
    stages: tuple[Event, ...]


class Step(Shape):
    """Somebody on the way of a report; the last is the outlet."""

    who: Somebody
    outlet: bool


class Way(Shape):
    """How a report came from its origin to an article."""

    steps: tuple[Step, ...]
    status: str
    polarity: str
    sources: tuple[Source, ...]


class Origin(Shape):
    """An independent source and the ways on which its report spread."""

    origin: Somebody
    reports: int
    ways: tuple[Way, ...]


class ChainAnswer(Answer):
    """Who has it from whom, by origin; standing says what that makes of the event."""

    event: str
    standing: str
    quoted_from_article: EventWords
    origins: tuple[Origin, ...]
    ways_left_out: int


class Office(Shape):
    """An office of an actor and the time over which reports give it."""

    held: str | None
    of: Somebody | None
    quoted_from_article: Annotated[Called, Field(description="The title.")]
    sources: tuple[Source, ...]


class ActorNames(Shape):
    """How articles write an actor, the most common first."""

    names: tuple[str, ...]


class ActorAnswer(Answer):
    """One actor: names, offices, and the newest of what it did and said."""

    actor: Actor
    quoted_from_article: ActorNames
    offices: tuple[Office, ...]
    events: Events
    statements: Statements


class Announcement(Shape):
    """What was announced, for when, and what became of it; outcome is where that stands."""

    id: str
    event: str | None
    due: str | None
    verdict: str
    published: str | None
    by: Somebody | None
    quoted_from_article: Called
    sources: tuple[Source, ...]
    outcome: Source | None


class Announcements(Some, Answer):
    """Some announcements."""

    rows: tuple[Announcement, ...]


class Around(Shape):
    """A stretch of an article: the sentences around it, and itself."""

    before: str
    words: str
    after: str


class Sentence(Answer):
    """What stands in an article at some characters."""

    quoted_from_article: Around
    sources: tuple[Source, ...]


class ArticleText(Shape):
    """An article as it was published, but for what has no shape."""

    outlet: str | None
    title: str
    url: str | None
    text: str
    hidden_characters: int


class ArticleAnswer(Answer):
    """An article whole, or its beginning where cut is true."""

    document: str
    published: str | None
    characters: int
    cut: bool
    quoted_from_article: ArticleText
