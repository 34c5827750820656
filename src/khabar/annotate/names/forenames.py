"""How far a person's name reaches: known names, and words that no dictionary of news knows."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.names.tables import NameTables
from khabar.schema.text import Token

_AFTER_WAW = frozenset("ايول")
_LONGEST = 6
_SHORT_SURNAME = 4
_MOST_REMEMBERED = 100_000  # words; each costs a hundred bytes
_ENDINGS = (
    "ا",
    "ه",
    "ات",
    "ين",
    "ون",
    "ان",
    "ها",
    "هم",
    "هما",
    "نا",
    "يه",
    "وا",
    "ت",
    "تين",
    "تان",
)
_FEWER_ENDINGS = ("ا", "ها", "هم", "هما", "نا", "وا", "ات", "يه")
_OPENINGS = (
    "ي",
    "ت",
    "ن",
    "س",
    "سي",
    "ست",
    "بال",
    "كال",
    "فال",
    "وال",
    "لل",
    "ب",
    "ل",
    "و",
    "ف",
    "ك",
)


def name_end(tokens: Sequence[Token], start: int, tables: NameTables) -> int:
    """Where a person's name that starts here ends; start itself where none does."""
    at = start
    while at < min(len(tokens), start + _LONGEST):
        form = tokens[at].form
        if form == "-" and at > start and _glued(tokens, at):
            at += 1
            continue
        if not form[:1].isalpha() or not (
            may_be_name(form, at > start, tables)
            or (form == "علي" and _ali(tokens, at, tables))
            or (at == start + 1 and _origin(tokens[start].form, form, tables))
        ):
            break
        at += 1
    while at > start and (tokens[at - 1].form in tables.particles or tokens[at - 1].form == "-"):
        at -= 1
    return at


def titled_name_end(tokens: Sequence[Token], start: int, tables: NameTables) -> int:
    """The same behind a title, where a rarer forename is believed too: "السفير إيفان مولوتكوف"."""
    end = name_end(tokens, start, tables)
    if end > start or start + 1 >= len(tokens) or tokens[start].form not in tables.seldom:
        return end
    onward = tokens[start + 1].form
    unheard = len(onward) > 3 and onward[:1].isalpha() and may_be_name(onward, False, tables)
    if not unheard and not _like_a_surname(onward, tables):
        return end
    return max(start + 2, name_end(tokens, start + 1, tables))


def _origin(forename: str, form: str, tables: NameTables) -> bool:
    """A nationality behind one forename is a surname: خالد المصري; nobody has but one name."""
    named = forename in tables.given and not forename.startswith("ال")
    return named and (
        _like_a_surname(form, tables)
        or (form.startswith("ال") and form.endswith("ي") and _describes(form, tables))
    )


def _describes(form: str, tables: NameTables) -> bool:
    return form in tables.nations or form in tables.adjectives


def _like_a_surname(form: str, tables: NameTables) -> bool:
    """Whether a word looks like a surname that news seldom has: الحمادي."""
    shaped = form.startswith("ال") and form.endswith("ي") and len(form) > _SHORT_SURNAME
    rare = form not in tables.frequent and form not in tables.never
    return shaped and rare and not _describes(form, tables)


def _ali(tokens: Sequence[Token], at: int, tables: NameTables) -> bool:
    """Ali and the preposition على are one form: a name goes on as a name."""
    if at + 1 >= len(tokens):
        return False
    form = tokens[at + 1].form
    return form in tables.particles or (form[:1].isalpha() and may_be_name(form, True, tables))


def _glued(tokens: Sequence[Token], at: int) -> bool:
    return (
        at + 1 < len(tokens)
        and tokens[at - 1].end == tokens[at].start
        and tokens[at].end == tokens[at + 1].start
        and tokens[at + 1].form[:1].isalpha()
    )


def may_be_name(form: str, continues: bool, tables: NameTables) -> bool:
    """Whether a word can open a name, or go on with one; remembered by the word."""
    key = (form, continues)
    found = tables.namelike.get(key)
    if found is None:
        if len(tables.namelike) >= _MOST_REMEMBERED:
            tables.namelike.clear()
        found = tables.namelike[key] = _judged(form, continues, tables)
    return found


def _judged(form: str, continues: bool, tables: NameTables) -> bool:
    if form in tables.particles:
        return True
    if len(form) < 2 or form in tables.never or form in tables.prepositions:
        return False
    if form in tables.given:
        return True
    if form.startswith("ال") and not continues:
        return False
    if form in tables.nations or form in tables.adjectives or form in tables.bare_adjectives:
        return False
    if form in tables.predicates or (continues and _and_another(form, tables)):
        return False
    return not is_ordinary(form, continues, tables)


def _and_another(form: str, tables: NameTables) -> bool:
    """Whether a word is و and the next name: "محمد الزهاوي ووسام"."""
    rest = form[1:]
    if not form.startswith("و"):
        return False
    foreign = rest[:1] in _AFTER_WAW and rest[:2] != "ال"  # واتسون, ويليام, وليامسون
    return rest in tables.given or rest in tables.ordinary or not foreign


def is_ordinary(form: str, continues: bool, tables: NameTables) -> bool:
    """Whether a form is a word of news, or one of its words with an ending or a clitic on it.

    Behind a name fewer endings speak against a surname (أرسلان is no dual).
    """
    if form in tables.ordinary or form in tables.verbs:
        return True
    core = form[2:] if form.startswith("ال") else form
    known = tables.frequent if continues else tables.ordinary
    if core != form and core in known and core not in tables.given:
        return True
    for opening in _OPENINGS:
        if form.startswith(opening) and _told(form[len(opening) :], tables):
            return True
    endings = _FEWER_ENDINGS if continues else _ENDINGS
    return any(core.endswith(e) and _told(core[: -len(e)], tables) for e in endings)


def _told(rest: str, tables: NameTables) -> bool:
    return (
        len(rest) > 2
        and rest not in tables.given
        and (rest in tables.ordinary or rest in tables.verbs)
    )
