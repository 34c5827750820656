"""Who speaks: the subject of a reporting verb, behind it or before it."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.annotate.attribution.cues import Verb
from khabar.annotate.attribution.line import (
    COMMAS,
    STOPS,
    Line,
    Named,
    gender_of,
    unknown_name,
)
from khabar.schema.names import ActorId, ActorKind

_SEVERAL = ("ات", "ان", "ون", "ين")
_NEAR = 6  # tokens between a reporting verb and its subject: time words and particles
_FIRST = 4  # tokens from the start of a sentence to the one who acts in it: particle, verb
_APPOSED = 14  # tokens from a description ("the minister of justice in …") to the name it goes with


@dataclass(frozen=True, slots=True)
class Subject:
    """Those who speak and the token behind them.

    No actors: somebody stands there whom the reading knows no name for. carried: the words name
    no subject ("وأضاف أن", "وأضاف البيان"). paper: what they name is a paper.
    """

    actors: tuple[ActorId, ...]
    behind: int
    carried: bool = False
    paper: bool = False


def subject_behind(line: Line, at: int, verb: Verb) -> Subject:
    """The subject where Arabic puts it: behind its verb, over time words and particles."""
    if verb.cue.held:
        return _holding(line, at + 1)
    words, index = line.cues.words, at + 1
    while index < at + _NEAR and index not in line.starting and _skipped(line, index):
        index += 1
    form = line.form(index)
    if not form or form in STOPS or form in words.openers or form in (":", "-", "("):
        return Subject((), at + 1, carried=True)
    named = _named(line, index)
    if named is not None:
        return _agreed(line, at, verb, named)
    if form == '"' or form in words.prepositions or participle_of(line, index):
        return Subject((), at + 1, carried=True)
    if form in words.documents:
        return _document(line, index)
    if form in line.surnames:
        return Subject((line.surnames[form],), index + 1)
    return _unknown(line, at, index, verb)


def participle_of(line: Line, index: int) -> bool:
    """Whether a second word of reporting goes with a verb: "وأضاف مشددا على أن"."""
    return line.form(index) in line.cues.participles


def _skipped(line: Line, index: int) -> bool:
    form = line.form(index)
    return form in line.cues.words.skips or form in COMMAS or form.isdigit()


def _named(line: Line, index: int) -> Named | None:
    """The name at a token, in quotation marks or behind its head: "منظمة «الخوذ البيضاء»"."""
    form = line.form(index)
    named = _quoted_name(line, index) if form == '"' else line.starting.get(index)
    if named is None and _somebody(line, form):
        held = _quoted_name(line, index + 1) or line.starting.get(index + 1)
        if held is None or held.mention.preposition:  # "شاهد للوكالة": to whom
            return None
        return _headed(line, held)
    return named


def _headed(line: Line, held: Named) -> Named:
    """The person whose post a body is part of: "كبير القضاة فلان"; else the body."""
    named = line.starting.get(held.last)
    if named is None or held.mention.kind is ActorKind.PERSON or named.mention.preposition:
        return held
    return named if named.mention.kind is ActorKind.PERSON and not named.mention.conjoined else held


def _unknown(line: Line, at: int, index: int, verb: Verb) -> Subject:
    """A noun that is no name: somebody unknown, a description with its name further on, or the
    content of a verb without a subject of its own ("ونفى مرض فلان")."""
    form = line.form(index)
    feminine = form in line.cues.words.plurals or form.endswith(("ه", "ات"))
    somebody = _somebody(line, form) and not (feminine and not verb.feminine)
    name = _name_ahead(line, index, verb) if somebody and not verb.plural else None
    if name is not None:
        return Subject((name.actor,), name.last)
    if _governed(line, form, verb) or verb.plural:
        return Subject((), at + 1, carried=True)
    noun = form in line.cues.common and not somebody
    if noun and (verb.cue.bare or verb.cue.addressed):
        return Subject((), at + 1, carried=True)
    several = form.startswith("ال") and form.endswith(_SEVERAL)  # "الفتيات", no surname
    alone = verb.joined and not (noun or somebody or several) and _opens(line, index + 1)
    return Subject((), index + 1, carried=alone)


def _opens(line: Line, index: int) -> bool:
    """Whether content starts here: one unknown word before it ("وأضاف أديب:") is a name."""
    form = line.form(index)
    return form in line.cues.words.openers or form in (":", '"') or form in COMMAS


def _governed(line: Line, form: str, verb: Verb) -> bool:
    attached = form[:1] in verb.cue.connectors and len(form) > 2 and form not in line.cues.people
    onto = form.startswith(("لل", "بال", "بان", "لان"))
    return attached or onto or form in line.cues.words.speaking


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
    people = line.cues.people | line.cues.words.quantifiers
    owned = {bare.removesuffix(p) for p in ("ه", "ها", "هم")} - {bare}
    several = {b[:-1] for b in owned if b[-1:] in ("ا", "و", "ي")}  # "محامياه", "محاموها"
    return bare in people or not people.isdisjoint(owned | several)


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
    last -= line.form(last - 1) in line.cues.words.prepositions
    name = _apposed(line, named, verb)
    if name is not None:
        return Subject((name.actor,), name.last)
    if named.mention.head:
        last += unknown_name(line.forms[last:], line.cues)
    actors = [named.actor]
    while len(actors) < 4 and line.form(last).startswith("و"):
        following = line.starting.get(last)
        if following is None and line.form(last) not in line.cues.common:  # وحليفتها, not وجود
            following = line.starting.get(last + 1)
        if following is None or following.mention.preposition:
            break
        actors.append(following.actor)
        last = following.last
    return Subject(tuple(dict.fromkeys(actors)), last)


def _apposed(line: Line, named: Named, verb: Verb) -> Named | None:
    """The name behind a description: "وزير العدل في الحكومة، فلان الفلاني"."""
    if named.mention.kind is not ActorKind.PERSON or not named.mention.head:
        return None
    return _name_ahead(line, named.last, verb)


def _name_ahead(line: Line, start: int, verb: Verb) -> Named | None:
    words = line.cues.words
    for index in range(start, start + _APPOSED):
        form = line.form(index)
        if form in STOPS or form in words.openers or form == ":":
            return None
        following = line.starting.get(index)
        if following is not None and following.mention.kind is ActorKind.PERSON:
            plain = not following.mention.preposition and not form.startswith("و")
            set_off = line.form(index - 1) in COMMAS
            if verb.cue.addressed and set_off and line.form(following.last) not in COMMAS:
                return None  # "وصف المتحدث، فلانا بأنه": the object
            return following if plain else None
        if following is None and line.verb(index) is not None:
            return None
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
    return Subject((), index + 1, carried=True, paper=True)


def issuers(line: Line) -> tuple[ActorId, ...]:
    """Those who may speak on though they have said nothing: whose papers a sentence tells of
    ("بحسب بيان نشرته الوزارة", "أصدرت الوزارة بيانا"), else a person who acts in it."""
    documents = line.cues.words.documents
    papers = [n for n, form in enumerate(line.forms) if form.removesuffix("ا") in documents]
    own = tuple(actor for n in papers for actor in _document(line, n).actors)
    first = None if own else _first_named(line, len(line.forms))
    acts = first is not None and (papers or first.mention.kind is ActorKind.PERSON)
    return (first.actor,) if first is not None and acts else own


def subject_before(line: Line, at: int, verb: Verb) -> Named | None:
    """The subject that stands before its verb ("المتحدث قال", "وكان الوزير قد أعلن")."""
    if verb.joined:
        return None
    named = topic_of(line, at, verb) or beside(line, at, verb)
    return (_apposed(line, named, verb) or named) if named is not None else None


def beside(line: Line, at: int, verb: Verb) -> Named | None:
    """The name right before a verb, over particles and time words; over a comma only where the
    name is set off itself ("فلان، المتحدث باسم المجلس، قال")."""
    if verb.joined:
        return None
    words, index = line.cues.words, at - 1
    while index >= 0 and (line.form(index) in words.auxiliaries or line.form(index) in words.skips):
        index -= 1
    comma = line.form(index) in COMMAS
    while index >= 0 and (line.form(index) in COMMAS or line.form(index) in ('"', ")")):
        index -= 1
    direct = line.ending.get(index + 1)
    if direct is None or (direct.mention.preposition and not _counted(line, direct)):
        return None
    before = line.form(direct.first - 1)
    if comma and direct.first > _FIRST and before not in COMMAS and before not in words.auxiliaries:
        return None
    return direct if before in words.documents or _fits(line, direct, verb) else None


def _counted(line: Line, named: Named) -> bool:
    """Whether a number of people stands before a name: "كثيرا من اللاجئين يقولون"."""
    many = line.form(named.first - 2).removesuffix("ا")
    return line.form(named.first - 1) == "من" and many in line.cues.words.quantifiers


def _fits(line: Line, named: Named, verb: Verb) -> bool:
    feminine = gender_of(line, named)
    return feminine is not True if verb.plural else feminine in (None, verb.feminine)


def topic_of(line: Line, at: int, verb: Verb) -> Named | None:
    """What a clause is about: the name right behind the word that opens the clause."""
    words = line.cues.words
    for index in range(at - 1, -1, -1):
        if line.form(index) in STOPS:
            return None
        if line.form(index) in words.clauses and line.form(index) not in words.lead_ins:
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
    named = _first_named(line, at)
    return named if named is not None and _fits(line, named, verb) else None


def _first_named(line: Line, at: int) -> Named | None:
    for index in range(min(at, _FIRST)):
        named = line.starting.get(index)
        if named is not None:
            return named if not named.mention.preposition and named.last <= at else None
        if line.form(index) in line.cues.words.prepositions:
            return None
    return None


def asked(line: Line, at: int, verb: Verb) -> Named | None:
    """Whose interview or speech a sentence tells of: "في مقابلة لفلان، حيث قال"."""
    for index in range(at - 1, 0, -1):
        named = line.starting.get(index)
        if named is None or named.mention.preposition != "ل":
            continue
        if line.form(index - 1) in line.cues.words.occasions and _fits(line, named, verb):
            return named
    return None


def antecedent(line: Line, at: int, verb: Verb) -> Named | None:
    """The name that a relative clause goes with: "الوزارة التي قالت"."""
    index = at - 2
    while index >= 0 and (line.form(index) in COMMAS or line.form(index) in ('"', ")")):
        index -= 1
    named = line.ending.get(index + 1)
    speaks = named is not None and not named.mention.as_place and _fits(line, named, verb)
    return named if speaks else None
