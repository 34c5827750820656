"""What the learned reader proposes, brought together with what rules found."""

from collections.abc import Sequence
from dataclasses import replace

from khabar.annotate.composing.ground import FOUND_BY, Limits
from khabar.annotate.composing.weighing import Weights
from khabar.learned.proposals import (
    Happening,
    Proposals,
    Share,
    Speaking,
    Tagged,
    Taking,
    Voice,
)
from khabar.pipeline.document import read_document
from khabar.pipeline.kit import load_kit
from khabar.schema.documents import Document, Source, identity
from khabar.schema.events import EventType, Status
from khabar.schema.names import ActorKind
from khabar.schema.reading import Reading
from khabar.schema.spans import Span
from khabar.schema.statements import Act

TEXT = "أنهى أنور الجبالي عزلة سالم الدرعي في طرابلس."
TRUST = Weights(
    events={"always": -2.0, "tagger": 1.0, "tagger silent": -2.0, "rule": 1.0},
    statements={"always": -1.0, "cue": 1.0, "no cue": -2.0, "rule": 3.0},
)


class Proposing:
    """A reader that always proposes the same."""

    def __init__(self, proposals: Proposals) -> None:
        self.proposals = proposals

    def propose(self, *_: object) -> Proposals:
        """What was given."""
        return self.proposals


def read(text: str, proposals: Proposals, limits: Limits | None = None) -> Reading:
    source = Source(path="test.txt", raw_hash="0")
    document = Document(id=identity(text, source), text=text, source=source)
    kit = replace(
        load_kit(), learned=Proposing(proposals), limits=limits or Limits(), weights=TRUST
    )
    return read_document(document, kit)


def tagged(text: str, words: str, tag: str = "person", sure: float = 0.9) -> Tagged:
    at = text.index(words)
    return Tagged(start=at, end=at + len(words), tag=tag, kind=ActorKind.PERSON, sure=sure)


def happening(text: str, words: str, *taking: Taking, sure: float = 0.97) -> Happening:
    at = text.index(words)
    return Happening(
        start=at,
        end=at + len(words),
        type=EventType.RETREAT,
        status=Status.OCCURRED,
        negative=0.1,
        taking=taking,
        sure=sure,
    )


def people(text: str) -> tuple[Tagged, Tagged]:
    return tagged(text, "أنور الجبالي"), tagged(text, "سالم الدرعي")


def heard(_: Span, names: Sequence[Span]) -> list[Share | None]:
    """The doer stands before the target."""
    first = min((name.start for name in names), default=0)
    return [(0.97, 0.01, 0.01) if n.start == first else (0.01, 0.97, 0.01) for n in names]


BOTH = (Taking(who=0, actor=0.97, recipient=0.01), Taking(who=1, actor=0.01, recipient=0.97))


def test_what_only_the_tagger_sees_is_taken_with_those_who_take_part() -> None:
    proposals = Proposals(
        tagged=people(TEXT), happenings=(happening(TEXT, "أنهى", *BOTH),), asked=heard
    )
    reading = read(TEXT, proposals)
    (event,) = (e for e in reading.events if e.found_by == FOUND_BY)
    names = {a.id: a.name.ar for a in reading.actors}
    assert [names[a] for a in event.actor] == ["أنور الجبالي"]
    assert [names[a] for a in event.recipient] == ["سالم الدرعي"]
    assert TEXT[event.start : event.end] == "أنهى"
    assert 0.5 < event.sure < 1


def test_what_is_unlikely_is_left() -> None:
    proposals = Proposals(
        tagged=people(TEXT), happenings=(happening(TEXT, "أنهى", *BOTH, sure=0.1),)
    )
    assert not [e for e in read(TEXT, proposals).events if e.found_by == FOUND_BY]


def test_an_event_of_nobody_is_no_event() -> None:
    text = "انتهى كل شيء قبل الفجر."
    assert read(text, Proposals(happenings=(happening(text, "انتهى"),))).events == ()


def test_a_name_that_no_rule_knows_is_grown_to_whole_words() -> None:
    cut = tagged(TEXT, "أنور الجبا")
    names = {a.name.ar for a in read(TEXT, Proposals(tagged=(cut,))).actors}
    assert not names or "أنور الجبالي" in names


SAID = "كتب أنور الجبالي أمس أن الوضع في طرابلس صعب."


def test_a_statement_that_only_the_tagger_sees_has_its_source_and_content() -> None:
    start = SAID.index("كتب")
    cue = Speaking(
        start=start,
        end=start + 3,
        act=Act.VIEW,
        voices=(Voice(who=0, source=0.9, reporter=0.0),),
        sure=0.9,
    )
    proposals = Proposals(
        tagged=(tagged(SAID, "أنور الجبالي"), tagged(SAID, "أن الوضع", "content")), speaking=(cue,)
    )
    reading = read(SAID, proposals)
    (statement,) = reading.statements
    names = {a.id: a.name.ar for a in reading.actors}
    assert names[statement.source] == "أنور الجبالي"
    assert SAID[statement.content.start : statement.content.end].startswith("أن الوضع")


def test_a_rules_event_that_hardly_anything_speaks_for_is_left() -> None:
    text = "زار وزير الخارجية المصري سامح شكري موسكو."
    assert read(text, Proposals(), Limits(ruled=0.0)).events
    assert not read(text, Proposals(), Limits(ruled=0.99)).events


def test_what_somebody_denies_is_never_left() -> None:
    text = "نفى الناطق باسم الخارجية المصرية أن يكون وزير الخارجية سامح شكري زار موسكو."
    assert read(text, Proposals(), Limits(ruled=0.99)).events


def test_a_mode_of_the_users_own_is_never_left() -> None:
    text = "زار وزير الخارجية المصري سامح شكري موسكو."
    (mode,) = {e.mode for e in read(text, Proposals(), Limits(ruled=0.0)).events}
    assert read(text, Proposals(), Limits(ruled=0.99, own=frozenset((mode,)))).events


def test_words_that_are_mostly_said_begin_where_the_saying_does() -> None:
    text = "قال أنور الجبالي إن سالم الدرعي أنهى عزلته في طرابلس وعاد إلى بيته."
    words = "الجبالي إن سالم الدرعي أنهى عزلته في طرابلس"
    names = (tagged(text, "أنور الجبالي"), tagged(text, "سالم الدرعي"))
    found = read(
        text,
        Proposals(tagged=names, happenings=(happening(text, words, *BOTH),), asked=heard),
    )
    event = next(e for e in found.events if e.found_by == FOUND_BY)
    assert text[event.start : event.end].startswith("إن سالم")
    (report,) = (r for r in found.reports if r.of == event.id)
    assert report.chain == (next(a.id for a in found.actors if a.name.ar == "أنور الجبالي"),)
