"""Who speaks: the subject of a reporting verb, behind it or before it."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.annotate.attribution.cues import Verb
from khabar.annotate.attribution.line import COMMAS, STOPS, Line, Named, gender_of
from khabar.schema.names import ActorId, ActorKind

_NEAR = 6  # tokens between a reporting verb and its subject: time words and particles
_FIRST = 4  # tokens from the start of a sentence to the one who acts in it: particle, verb
_APPOSED = 9  # tokens from a description ("the minister of justice in …") to the name it goes with


@dataclass(frozen=True, slots=True)
class Subject:
    """Those who speak and the token behind them.

    No actors: somebody stands there whom the reading knows no name for. carried: the words name
    no subject ("وأضاف أن", "وأضاف البيان").
    """

    actors: tuple[ActorId, ...]
    behind: int
    carried: bool = False


def subject_behind(line: Line, at: int, verb: Verb) -> Subject:
    """The subject where Arabic puts it: behind its verb, over time words and particles."""
    words = line.cues.words
    index = at + 1
    if verb.cue.held:
        return _holding(line, index)
    while index < at + _NEAR and index not in line.starting and (
        line.form(index) in words.skips or line.form(index) in COMMAS or line.form(index).isdigit()
    ):
        index += 1
    form = line.form(index)
    if not form or form in STOPS or form in words.openers or form in (":", "-", "("):
        return Subject((), at + 1, carried=True)
    named = _quoted_name(line, index) if form == '"' else line.starting.get(index)
    if named is None and _somebody(line, form):  # "منظمة «القبعات البيضاء»"
        named = _quoted_name(line, index + 1) or line.starting.get(index + 1)
    if named is not None:
        return _agreed(line, at, verb, named)
    if form == '"' or form in words.prepositions:
        return Subject((), at + 1, carried=True)
    if form in words.documents:
        return _document(line, index)
    if form in line.surnames:
        return Subject((line.surnames[form],), index + 1)
    if _governed(line, form, verb) or verb.plural:
        return Subject((), at + 1, carried=True)
    noun = form in line.cues.common and not _somebody(line, form)
    if noun and (verb.cue.bare or verb.cue.addressed):
        return Subject((), at + 1, carried=True)
    return Subject((), index + 1)


def _governed(line: Line, form: str, verb: Verb) -> bool:
    attached = form[:1] in verb.cue.connectors and len(form) > 2 and form not in line.cues.people
    return attached or form.startswith(("لل", "بال", "بان", "لان")) or form in line.cues.words.speaking


def _holding(line: Line, index: int) -> Subject:
    """ "جاء في بيان الوزارة": the speaker is who or what holds the words."""
    if line.form(index) in ("فيه", "فيها"):
        return Subject((), index + 1, carried=True)
    if line.form(index) != "في":
        return Subject((), index + 1)
    if line.form(index + 1) in line.cues.words.documents:
        return _document(line, index + 1)
    named = line.starting.get(index + 1) or _quoted_name(line, index + 1)
    return Subject((named.actor,), named.last) if named is not None else Subject((), index + 1)


def _somebody(line: Line, form: str) -> bool:
    """Whether a word means people or bodies, so that an unknown subject stands there."""
    bare = form[2:] if form.startswith("ال") else form
    people = line.cues.people
    return bare in people or any(bare[: -len(p)] in people for p in ("ه", "ها", "هم") if bare.endswith(p))


def _quoted_name(line: Line, index: int) -> Named | None:
    named = line.starting.get(index) or line.starting.get(index + 1)
    closed = named is not None and '"' in (line.form(named.last), line.form(named.last - 1))
    return named if closed else None


def _agreed(line: Line, at: int, verb: Verb, named: Named) -> Subject:
    feminine = gender_of(line, named)
    governed = named.mention.preposition and named.first > at + 1  # "عبر" is a preposition too
    if governed or verb.plural or feminine not in (None, verb.feminine):
        return Subject((), at + 1, carried=True)
    last = named.last + (line.form(named.last) == '"' and line.in_quotation(named.last))
    name = _apposed(line, named, verb) if named.mention.kind is ActorKind.PERSON else None
    if name is not None:
        return Subject((name.actor,), name.last)
    actors = [named.actor]
    while len(actors) < 4 and line.form(last).startswith("و"):
        following = line.starting.get(last) or line.starting.get(last + 1)
        if following is None or following.mention.preposition:
            break
        actors.append(following.actor)
        last = following.last
    return Subject(tuple(dict.fromkeys(actors)), last)


def _apposed(line: Line, named: Named, verb: Verb) -> Named | None:
    """The name behind a description: "وزير العدل في الحكومة، فلان الفلاني"."""
    if named.mention.title is not None or not named.mention.head:
        return None
    words = line.cues.words
    for index in range(named.last, named.last + _APPOSED):
        form = line.form(index)
        if form in STOPS or form in words.openers or form == ":" or line.cues.verb_of(form):
            return None
        following = line.starting.get(index)
        if following is not None and following.mention.kind is ActorKind.PERSON:
            plain = not following.mention.preposition and not line.form(index).startswith("و")
            set_off = line.form(index - 1) in COMMAS
            if verb.cue.addressed and set_off and line.form(following.last) not in COMMAS:
                return None  # "وصف المتحدث، فلانا بأنه": the object
            return following if plain else None
    return None


def _document(line: Line, index: int) -> Subject:
    """ "بيان للوزارة": the document speaks for the one behind it, or for who spoke before."""
    for near in range(index + 1, index + 6):
        form = line.form(near)
        if form in COMMAS or form in STOPS or form in line.cues.words.openers or form in (":", '"'):
            break
        named = line.starting.get(near)
        if named is not None:
            return Subject((named.actor,), named.last)
    return Subject((), index + 1, carried=True)


def subject_before(line: Line, at: int, verb: Verb) -> Named | None:
    """The subject that stands before its verb ("المتحدث قال", "وكان الوزير قد أعلن")."""
    if verb.joined:
        return None
    topic = topic_of(line, at, verb)
    return topic if topic is not None else beside(line, at, verb)


def beside(line: Line, at: int, verb: Verb) -> Named | None:
    """The name right before a verb, over particles and time words."""
    if verb.joined:
        return None
    words = line.cues.words
    index = at - 1
    while index >= 0 and (
        line.form(index) in words.auxiliaries or line.form(index) in words.skips
    ):
        index -= 1
    while index >= 0 and (line.form(index) in COMMAS or line.form(index) in ('"', ")")):
        index -= 1
    direct = line.ending.get(index + 1)
    if direct is not None and not direct.mention.preposition:
        document = line.form(direct.first - 1) in words.documents
        if document or _fits(line, direct, verb):
            return direct
    return None


def _fits(line: Line, named: Named, verb: Verb) -> bool:
    feminine = gender_of(line, named)
    return feminine is not True if verb.plural else feminine in (None, verb.feminine)


def topic_of(line: Line, at: int, verb: Verb) -> Named | None:
    """What a clause is about: the name right behind the word that opens the clause."""
    words = line.cues.words
    for index in range(at - 1, -1, -1):
        if line.form(index) in STOPS:
            return None
        if line.form(index) in words.lead_ins:
            named = line.starting.get(index + 1)
            if named is None and line.form(index + 1) == '"':
                named = line.starting.get(index + 2)
            if named is None or named.mention.preposition or named.last > at:
                return None
            return named if _fits(line, named, verb) else None
    return None


def acting(line: Line, at: int, verb: Verb) -> Named | None:
    """Who acts in a sentence: the first name, where nothing but its verb stands before it."""
    for index in range(min(at, _FIRST)):
        named = line.starting.get(index)
        if named is not None:
            plain = not named.mention.preposition and named.last <= at
            return named if plain and _fits(line, named, verb) else None
        if line.form(index) in line.cues.words.prepositions:
            return None
    return None


def antecedent(line: Line, at: int, verb: Verb) -> Named | None:
    """The name that a relative clause goes with: "الوزارة التي قالت"."""
    index = at - 2
    while index >= 0 and (line.form(index) in COMMAS or line.form(index) in ('"', ")")):
        index -= 1
    named = line.ending.get(index + 1)
    return named if named is not None and _fits(line, named, verb) else None
