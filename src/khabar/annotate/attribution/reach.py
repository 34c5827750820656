"""How far the words go that name a speaker, behind those that the tables know."""

from __future__ import annotations

from khabar.annotate.attribution.levels import bare, participle_at
from khabar.annotate.attribution.line import COMMAS, MARKS, Line, Named
from khabar.annotate.attribution.opening import past_attribute
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind

_LONGEST = 9  # words of a description
_LONGEST_NAME = 4
_LONGEST_QUOTED = 5  # tokens of a name between quotation marks
_REST = 2  # words of a name that may be words of the language too
_LED = ("لل", "بال", "كال")  # a preposition written onto a noun with the article
_POINTING = frozenset({"ذلك", "هذا", "هذه", "تلك", "هو", "هي", "هم"})  # nobody in particular
_WHERE = frozenset({"في", "من"})


def whole_end(line: Line, named: Named, start: int) -> int:
    """Where the words of a speaker end who was named as far as the tables know."""
    mention, index = named.mention, named.last
    if mention.kind is ActorKind.PERSON and not mention.anonymous:
        return _apposed(line, named, start) if untold(mention) else _name_end(line, index, start)
    if named.last - named.first == 1 and line.form(named.first).startswith("ال"):
        return index  # "الجيش في غزة": where it is said, rather than which army
    return _description_end(line, index, start)


def stranger_end(line: Line, first: int, start: int) -> int:
    """Where the words end that belong to a subject: in front of what is said, at the latest."""
    if not described(line, line.form(first)):
        return _name_end(line, first + 1, start)
    return _description_end(line, first + 1, start)


def untold(mention: Mention) -> bool:
    """Whether a person is known by a post alone."""
    person = mention.kind is ActorKind.PERSON and not mention.anonymous
    return person and mention.found_by == "rule:title"


def _apposed(line: Line, named: Named, start: int) -> int:
    """Where a name ends that a comma parts from the post before it: "سفير واشنطن، روبرت وود، "."""
    first = end = named.last + 1
    if line.form(named.last) not in COMMAS or line.form(first).startswith("ال"):
        return named.last
    while end < min(start, first + _LONGEST_NAME) and line.form(end).isalpha():
        if _onward(line, end, start) != end + 1 or participle_at(line, end) is not None:
            break
        end += 1
    closed = line.form(end) in COMMAS or line.form(end) == "(" or end == start
    unheard = any(not described(line, form) for form in line.forms[first:end])
    return end if closed and unheard and end - first > 1 else named.last


def _name_end(line: Line, index: int, start: int) -> int:
    """Where a name ends of which the tables know the beginning: "كانغ كيونغ-وا"."""
    end = index
    near = range(index, start) if start - index <= _REST else ()
    if near and all(line.form(n).isalpha() and _onward(line, n, start) == n + 1 for n in near):
        return start  # nothing else stands in front of what is said: "وانغ دي أن"
    while end < min(start, index + _LONGEST_NAME):
        form = line.form(end)
        glued = _touching(line, end) or _touching(line, end - 1)
        onward = _onward(line, end, start) if form[:1].isalpha() else end
        if not glued and (onward != end + 1 or described(line, form) or form.startswith("ال")):
            break
        end += 1
    return end - (end > index and line.form(end - 1) == "-")


def _touching(line: Line, at: int) -> bool:
    """Whether a dash stands between two words without a blank."""
    tokens = line.sentence.tokens
    return (
        line.form(at) == "-"
        and 0 < at < len(tokens) - 1
        and (tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start)
    )


def _description_end(line: Line, index: int, start: int) -> int:
    """Where a description ends of which the words before a token are part."""
    longest = min(start, index + _LONGEST)
    while index < longest:
        onward = _onward(line, index, start)
        if onward == index:
            break
        index = onward
    return index


def _onward(line: Line, index: int, start: int) -> int:
    """The token behind the next part of a description; the same where it has ended."""
    form, named = line.form(index), line.starting.get(index)
    if "ال" + line.form(index - 1) in line.cues.words.attributes:  # "مطلع على", "موالية للنظام"
        return min(past_attribute(line, index - 1), start)
    if form in _WHERE:
        inner = line.starting.get(index + 1)
        return inner.last if inner is not None and inner.last <= start else index
    if named is not None and named.mention.preposition != "ل":
        return min(named.last, start)
    if form == '"':  # "حزب «الجمهوريون»", but "متحدث باسم الشرطة «أعلنا للتو …»"
        if line.form(index - 1).startswith("ال"):
            return index
        near = range(index + 1, min(start, index + _LONGEST_QUOTED))
        return next((n for n in near if line.form(n) == '"'), index - 1) + 1
    return index if not form[:1].isalpha() or _ends(line, index) else index + 1


def opens_subject(line: Line, index: int) -> bool:
    """Whether a word may be the first of those that name somebody."""
    form, words = line.form(index), line.cues.words
    other = _small(line, form) or form in words.documents or participle_at(line, index)
    led = bare(form) in words.prepositions | _POINTING or bare(form).startswith(_LED)
    return form[:1].isalpha() and not (other or led) and line.verb(index) is None


def _small(line: Line, form: str) -> bool:
    words = line.cues.words
    kinds = (
        words.openers, words.skips, words.attributes, words.speaking, words.toward, words.free,
        words.prepositions, words.relatives, words.clauses, words.auxiliaries, words.news, MARKS,
    )  # fmt: skip
    return any(form in kind for kind in kinds)


def _ends(line: Line, index: int) -> bool:
    """Whether a word is no part of a description: it opens, joins, governs or asks for another."""
    form = line.form(index)
    return (
        form.startswith("ل")
        or index in line.phrases
        or line.verb(index) is not None
        or _small(line, form)
        or _tied(line, form)
        or _object(line, index)
    )


def _object(line: Line, index: int) -> bool:
    """Whether a noun without the article stands behind one that has it: the phrase before it is
    whole ("نشرت وزارة الداخلية توجيهات")."""
    form, before = line.form(index), line.form(index - 1)
    plain = not form.startswith("ال") and line.starting.get(index) is None
    return before.startswith("ال") and plain


def _tied(line: Line, form: str) -> bool:
    """Whether و ties a further noun to what stands before it: "وراديو", but "وزارة" and "وود"."""
    rest = form[1:]
    noun = rest.startswith("ال") or described(line, rest)
    return form.startswith("و") and noun and form not in line.cues.common


def described(line: Line, form: str) -> bool:
    """Whether a word is a noun of the language and no name."""
    cues, bare = line.cues, form.removeprefix("ال")
    common = form in cues.common or bare in cues.common
    return bare in cues.people or (common and form not in cues.seldom)
