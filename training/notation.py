"""The short hand in which articles are annotated, turned into the form of the reference.

Usage: python training/notation.py check TEXT_DIR REGISTRY.json FILE.ann...
       python training/notation.py find REGISTRY.json ANN_DIR WORDS...

One fact a line, fields parted by " | ", lists by ",", nothing given as "-". Words of the article
are copied from their line; "first words ... last words" stands for the whole stretch between.
The notation is described in docs/labels.md. What it becomes is checked: every word where it is
said to stand, every id known, every value one of those the guide has.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from known import Gold, Registry, dangling, named_in, registry_of

TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST"
    " SANCTION MOBILIZE COERCE ASSAULT STATE_CHANGE".split()
)
STATUSES = frozenset("occurred ongoing planned possible".split())
ACTS = frozenset(
    "say confirm deny expect hope demand accuse promise doubt warn reveal view".split()
)
KINDS = frozenset(
    "person state government military armed_group party igo legislature agency company media group"
    " region conference agreement vessel".split()
)
TIES = frozenset(
    "supports opposes commands member_of part_of controls obeys represents allied_with mediates"
    " wants_role_in".split()
)
_DAY = re.compile(r"(-|[\dX.]{2,4}[\dX./~?-]*)$")
_BETWEEN = re.compile(r"\s*(?:\.\.\.|…)\s*")


class NotationError(Exception):
    """A line that says what cannot be: what, and in which line of which file."""


@dataclass(slots=True)
class _Article:
    """What is gathered of one article while its lines are read."""

    text: str
    registry: Registry
    gold: Gold = field(default_factory=dict)

    @property
    def lines(self) -> list[str]:
        """The lines of the article; their numbers begin at one."""
        return self.text.split("\n")


def read(name: str, notation: str, text: str, registry: Registry) -> Gold:
    """The reference form of one article's annotation.

    Raises:
        NotationError: naming every line that is wrong.
    """
    article = _Article(text, registry, _empty(name))
    wrong = []
    for number, line in enumerate(notation.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            mark, _, rest = line.strip().partition(" ")
            if mark not in _MARKS:
                raise NotationError(f"no such mark: {mark}")
            _MARKS[mark](article, [f.strip() for f in rest.split(" | ")])
        except (NotationError, ValueError, IndexError) as error:
            wrong.append(f"{name}:{number}: {error}  [{line[:90]}]")
    wrong += [f"{name}: {w}" for w in dangling(article.gold)]
    if wrong:
        raise NotationError("\n".join(wrong))
    return article.gold


def _empty(name: str) -> Gold:
    lists = (
        "furniture_lines repeats actors places offices times events statements relations disputes"
        " expectations".split()
    )
    return {
        "doc": name,
        "title_line": 1,
        "outlet": None,
        "byline_line": None,
        "dateline_line": None,
        **{key: [] for key in lists},
    }


def _line(article: _Article, said: str) -> int:
    number = int(said)
    if not 1 <= number <= len(article.lines):
        raise NotationError(f"there is no line {number}")
    return number


def _words(article: _Article, number: int, said: str) -> str:
    """The words of a line that are meant, the stretch between two ends filled in."""
    line = article.lines[number - 1]
    if said in line:
        return said
    first, *last = _BETWEEN.split(said, maxsplit=1)
    start = line.find(first)
    end = line.find(last[0], start + len(first)) if last and start >= 0 else -1
    if not last or start < 0 or end < 0:
        raise NotationError(f"not in line {number}: {said}")
    return line[start : end + len(last[0])]


def _list(said: str, parted: str = ",") -> list[str]:
    return [] if said in ("-", "") else [s.strip() for s in said.split(parted) if s.strip()]


def _one(said: str, of: Iterable[str]) -> str:
    if said not in of:
        raise NotationError(f"{said!r} is none of {' '.join(sorted(of))}")
    return said


def _chain(said: str) -> list[str]:
    return _list(said, ">")


def _numbers(said: str) -> Iterator[int]:
    for part in said.replace(",", " ").split():
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _further(fields: list[str]) -> Gold:
    """What stands after the fixed fields: optional, also=…, note=…, and the alternatives."""
    found: Gold = {}
    for one in fields:
        key, _, value = one.partition("=")
        if key == "optional":
            found["optional"] = True
        elif key == "also":
            found["also_lines"] = list(_numbers(value))
        elif key == "note":
            found["note"] = value
        elif key == "chain_alt":
            found.setdefault("chain_alt", []).append(_chain(value))
        elif key in ("type_alt", "mode_alt", "status_alt", "act_alt", "source_alt", "actor_alt"):
            found[key] = _list(value)
        else:
            raise NotationError(f"no such further field: {one}")
    return found


def _title(article: _Article, fields: list[str]) -> None:
    article.gold["title_line"] = _line(article, fields[0])


def _byline(article: _Article, fields: list[str]) -> None:
    article.gold["byline_line"] = _line(article, fields[0])


def _dateline(article: _Article, fields: list[str]) -> None:
    article.gold["dateline_line"] = _line(article, fields[0])


def _furniture(article: _Article, fields: list[str]) -> None:
    article.gold["furniture_lines"] += list(_numbers(fields[0]))


def _repeats(article: _Article, fields: list[str]) -> None:
    pairs = (pair.split("-") for pair in fields[0].split())
    article.gold["repeats"] += [[_line(article, a), _line(article, b)] for a, b in pairs]


def _actor(article: _Article, fields: list[str]) -> None:
    identity, *rest = fields
    known = article.registry.get(identity.lstrip("@"))
    anonymous = False
    if identity.startswith("@"):
        if known is None:
            raise NotationError(f"not in the registry: {identity}")
        kind, ar, en = known["kind"], known["ar"], known["en"]
        anonymous = bool(known.get("anonymous"))
    else:
        kind, ar, en = rest[:3]
        anonymous = kind.endswith("!")
        kind = _one(kind.rstrip("!"), KINDS)
        rest = rest[3:]
    surface = _list(rest[0], ";")
    absent = [s for s in surface if s not in article.text]
    if absent:
        raise NotationError(f"not in the article: {absent}")
    found = {"id": identity.lstrip("@"), "kind": kind, "ar": ar, "en": en, "surface": surface}
    article.gold["actors"].append(found | ({"anonymous": True} if anonymous else {}))


def _place(article: _Article, fields: list[str]) -> None:
    ar, en, country = fields[:3]
    if ar not in article.text:
        raise NotationError(f"not in the article: {ar}")
    article.gold["places"].append(
        {"ar": ar, "en": en, "country": None if country == "-" else country}
    )


def _office(article: _Article, fields: list[str]) -> None:
    person, of, line, quote = fields[:4]
    number = _line(article, line)
    words = _words(article, number, quote)
    article.gold["offices"].append(
        {
            "person": person,
            "office_ar": words,
            "of": None if of == "-" else of,
            "line": number,
            "quote": words,
            **_further(fields[4:]),
        }
    )


def _time(article: _Article, fields: list[str]) -> None:
    line, quote, value = fields[:3]
    if not _DAY.match(value):
        raise NotationError(f"no EDTF: {value}")
    number = _line(article, line)
    relative = "rel" in fields[3:]
    article.gold["times"].append(
        {
            "line": number,
            "quote": _words(article, number, quote),
            "value": "" if value == "-" else value,
            "relative": relative,
            **_further([f for f in fields[3:] if f not in ("rel", "abs")]),
        }
    )


def _event(article: _Article, fields: list[str]) -> None:
    identity, kind, roles, place, when, state, line, quote, chain = fields[:9]
    type_, _, mode = kind.partition("/")
    actor, recipient, other = ([*roles.split(">"), "-", "-"])[:3]
    status, _, polarity = state.partition(" ")
    start, ranging, end = when.partition("..")
    end = end if ranging else start
    number = _line(article, line)
    if place != "-" and place not in article.text:
        raise NotationError(f"not in the article: {place}")
    for day in filter(None, (start, end)):
        if not _DAY.match(day):
            raise NotationError(f"no EDTF: {day}")
    article.gold["events"].append(
        {
            "id": identity,
            "type": _one(type_.strip(), TYPES),
            "mode": mode.strip() or None,
            "actor": _list(actor.strip()),
            "recipient": _list(recipient.strip()),
            "other": _list(other.strip()),
            "place": None if place == "-" else place,
            "start": "" if start == "-" else start or None,
            "end": "" if start == "-" else end or None,
            "status": _one(status, STATUSES),
            "polarity": _one(polarity.strip() or "+", "+-"),
            "line": number,
            "quote": _words(article, number, quote),
            "chain": _chain(chain),
            **_further(fields[9:]),
        }
    )


def _statement(article: _Article, fields: list[str]) -> None:
    identity, source, chain, how, line, cue, content, about = fields[:8]
    number = _line(article, line)
    mode, _, act = how.partition(" ")
    article.gold["statements"].append(
        {
            "id": identity,
            "source": source,
            "chain": _chain(chain),
            "mode": _one(mode, ("direct", "indirect")),
            "act": _one(act.strip(), ACTS),
            "line": number,
            "cue": None if cue == "-" else _words(article, number, cue),
            "content": _words(article, number, content),
            "about": _list(about),
            **_further(fields[8:]),
        }
    )


def _tie(article: _Article, fields: list[str]) -> None:
    who, polarity, line, quote, chain = fields[:5]
    subject, relation, thing = who.split()
    number = _line(article, line)
    article.gold["relations"].append(
        {
            "subject": subject,
            "relation": _one(relation, TIES),
            "object": thing,
            "polarity": _one(polarity, "+-"),
            "line": number,
            "quote": _words(article, number, quote),
            "chain": _chain(chain),
            **_further(fields[5:]),
        }
    )


def _dispute(article: _Article, fields: list[str]) -> None:
    a, b = fields[0].split()
    kind = _one(fields[1], ("denial", "contradiction"))
    article.gold["disputes"].append({"what": fields[2], "a": a, "b": b, "kind": kind})


def _expectation(article: _Article, fields: list[str]) -> None:
    event, due, by = fields[:3]
    if not _DAY.match(due):
        raise NotationError(f"no EDTF: {due}")
    article.gold["expectations"].append(
        {"event": event, "due": "" if due == "-" else due, "by": None if by == "-" else by}
    )


_MARKS: dict[str, Callable[[_Article, list[str]], None]] = {
    "T": _title,
    "B": _byline,
    "DL": _dateline,
    "F": _furniture,
    "R": _repeats,
    "A": _actor,
    "P": _place,
    "O": _office,
    "M": _time,
    "E": _event,
    "S": _statement,
    "L": _tie,
    "D": _dispute,
    "X": _expectation,
}


def _check(texts: Path, registry: Path, files: list[Path]) -> int:
    known = registry_of(registry)
    for folder in {f.parent for f in files}:
        known = named_in(folder) | known
    wrong = 0
    for file in files:
        text = (texts / f"{file.stem}.txt").read_text(encoding="utf8")
        try:
            gold = read(file.stem, file.read_text(encoding="utf8"), text, known)
        except NotationError as error:
            wrong += 1
            print(error)
        else:
            print(
                file.stem,
                "OK",
                *(
                    f"{k}={len(gold[k])}"
                    for k in ("actors", "times", "events", "statements", "relations")
                ),
            )
    return 1 if wrong else 0


def _find(registry: Path, folder: Path, words: list[str]) -> int:
    for one in (named_in(folder) | registry_of(registry)).values():
        if any(w.lower() in f"{one['id']} {one['ar']} {one['en']}".lower() for w in words):
            print(f"@{one['id']} | {one['kind']} | {one['ar']} | {one['en']}")
    return 0


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "check":
        sys.exit(_check(Path(rest[0]), Path(rest[1]), [Path(f) for f in rest[2:]]))
    sys.exit(_find(Path(rest[0]), Path(rest[1]), rest[2:]))
