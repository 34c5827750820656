"""Whether two spellings are of one name."""

from __future__ import annotations

_SHORTEST = 3  # letters that must be left when the weak ones are gone
_LONG = 7  # from here on one other letter may differ as well
_MOST = 2
_WEAK = str.maketrans("", "", "اويء")
_ALIKE = str.maketrans("حصطقضذظث", "هستكدززس")  # pairs that foreign names waver between


def nearly_equal(a: str, b: str) -> bool:
    """Whether two normalised words may be one name spelt twice: نوريت and ناورت, حفتر and هفتار.

    Long vowels waver, and so do letters that stand for one foreign sound; any other letter may
    differ once, in long words only.
    """
    if a == b or any(a.replace("ء", seat) == b.replace("ء", seat) for seat in "يو"):
        return True
    if abs(len(a) - len(b)) > _MOST:
        return False
    bones, others = (w.translate(_ALIKE).translate(_WEAK) for w in (a, b))
    if bones == others and len(bones) >= _SHORTEST:
        return _distance(a.translate(_ALIKE), b.translate(_ALIKE), _MOST) <= _MOST
    return min(len(a), len(b)) >= _LONG and _distance(a, b, 1) <= 1


def _distance(a: str, b: str, most: int) -> int:
    """Letters to change, add, drop or swap; more than most is not told apart."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
