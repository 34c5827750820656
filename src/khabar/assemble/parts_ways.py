"""The ways in which one event is a part of another, each judged on the two alone.

No way leads back: what came of an attack holds nothing, what has no time of its own is part of
nothing but a list, and else a whole is always the broader of the two.
"""

from __future__ import annotations

from dataclasses import dataclass

from khabar.assemble.parts_deeds import Deed
from khabar.schema.events import EventType
from khabar.schema.record import KnownId

_SLIP = 1  # days by which a night or a time zone shifts a report
_SHORT = 40  # days within which the time of a part must be known
_LONG = 400  # days: what lasts longer is a time of its own, no campaign
_LISTS = frozenset({"proposal", "plan", "initiative", "roadmap", "wanted_list"})
_ITEMS = frozenset({EventType.REQUEST, EventType.COERCE, EventType.SANCTION})
_CAME_OF_IT = frozenset({
    "death", "kill", "killing", "wound", "injury", "losses", "damage", "rescue", "search_rescue",
    "evacuation", "medical", "displacement", "death_toll_rise",
})  # fmt: skip
_BLOWS = frozenset({
    "airstrike", "aerial", "attack", "bombing", "explosives", "bombardment", "shelling", "chemical",
    "missile_attack", "raid", "storming", "suicide", "ambush", "firearms", "accident",
})  # fmt: skip
_CAMPAIGN = 4  # breadth from which on it goes on in many places
_NEXT = 2  # events told between an attack and what came of it


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """That one event is a part of another; distance is how far the whole is from it."""

    distance: tuple[int, int, int]
    part: KnownId
    whole: KnownId


def link(part: Deed, whole: Deed) -> Link | None:
    """How the first is a part of the second, if it is."""
    if not part.happened or not whole.happened:
        return None
    for way in (_item, _came_of_it, _blow, _one_of_many):
        distance = way(part, whole)
        if distance is not None:
            return Link(distance, part.id, whole.id)
    return None


def _item(part: Deed, whole: Deed) -> tuple[int, int, int] | None:
    """One demand of a proposal, one name of a list: told behind it in the same document."""
    alike = part.type is whole.type and part.type in _ITEMS and part.doers & whole.doers
    if not alike or not whole.modes & _LISTS or part.modes & _LISTS:
        return None
    asked = part.type is EventType.REQUEST and part.targets and whole.targets
    if asked and not part.targets & whole.targets:
        return None
    return None if (gap := _gap(part, whole)) is None else (0, gap, 0)


def _came_of_it(part: Deed, whole: Deed) -> tuple[int, int, int] | None:
    """Deaths, wounded and rescue, told beside the attack that made them."""
    if not part.modes & _CAME_OF_IT or whole.modes & _CAME_OF_IT or not whole.modes & _BLOWS:
        return None
    gap = _beside(part, whole)
    if gap is None or not _shares(part, whole) or _other_doer(part, whole):
        return None
    if part.when is None or whole.when is None:
        return (1, gap, 0) if part.sentences & whole.sentences else None
    return (1, gap, 0) if part.when.gap(whole.when) <= _SLIP else None


def _blow(part: Deed, whole: Deed) -> tuple[int, int, int] | None:
    """A blow within the campaign, the raids or the war that it belongs to."""
    violent = part.type is EventType.ASSAULT and whole.type is EventType.ASSAULT
    if not violent or whole.modes & _CAME_OF_IT:
        return None
    if part.when is None or whole.when is None or not _broader(whole, part):
        return None
    first, last = whole.when.first - _SLIP, whole.when.last + _SLIP
    inside = first <= part.when.first and part.when.last <= last
    if not inside or part.when.days > max(_SHORT, whole.when.days) or whole.when.days > _LONG:
        return None
    if _other_doer(part, whole) or not _one_target(part, whole):
        return None
    return (2, whole.when.days, whole.breadth)


def _one_of_many(part: Deed, whole: Deed) -> tuple[int, int, int] | None:
    """One day's missile of those that are fired, one round of the talks: told in one document."""
    if whole.modes & _CAME_OF_IT:
        return None
    many = (whole.many or whole.ongoing) and whole.when is None and not part.many
    if not many or part.when is None or part.type is not whole.type or part.ongoing:
        return None
    alike = part.modes & whole.modes and part.doers & whole.doers and part.targets & whole.targets
    gap = _gap(part, whole)
    return (3, gap, 0) if alike and gap is not None else None


def _broader(whole: Deed, part: Deed) -> bool:
    """A campaign is broader than a raid, raids are than one raid, but not than another attack."""
    if whole.kind != part.kind:
        return whole.kind > part.kind and whole.breadth > part.breadth
    return whole.many and not part.many and bool(whole.modes & part.modes)


def _gap(part: Deed, whole: Deed) -> int | None:
    """Events told between the two in one document; None where no document tells both."""
    ranks = dict(whole.at)
    gaps = [abs(rank - ranks[doc]) for doc, rank in part.at if doc in ranks]
    return min(gaps, default=None)


def _beside(part: Deed, whole: Deed) -> int | None:
    """Likewise, where they stand side by side: in one sentence or all but next to each other."""
    gap = _gap(part, whole)
    return gap if gap is not None and (part.sentences & whole.sentences or gap <= _NEXT) else None


def _shares(part: Deed, whole: Deed) -> bool:
    """Whether it befell those who were attacked; where nobody is named, one sentence tells both."""
    if part.targets & whole.doers:
        return False
    if part.targets & whole.targets or part.doers & whole.targets or part.places & whole.places:
        return True
    nameless = not (part.targets and whole.targets)
    return nameless and bool(part.sentences & whole.sentences)


def _one_target(part: Deed, whole: Deed) -> bool:
    """Whether both strike the same; only a campaign strikes the same people in many places."""
    if part.places and whole.places and not part.places & whole.places:
        return whole.breadth >= _CAMPAIGN and bool(part.targets & whole.targets)
    return bool(part.targets & whole.targets or part.places & whole.places)


def _other_doer(part: Deed, whole: Deed) -> bool:
    return bool(part.doers and whole.doers) and not part.doers & whole.doers
