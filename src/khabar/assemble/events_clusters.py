"""Events of the record out of judged pairs: what is alike on average and does not contradict.

Average linkage: two groups join while the mean of all points between them speaks for it, so that
one good pair cannot tie two stories together. Which groups join first depends on the points and
the names of their members alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush

from khabar.assemble.events_pairs import HOPELESS, Edge, Pair
from khabar.assemble.stage import root

JOIN = 0.0
"""Mean points above which two groups are one."""
# The reader of a document kept two of its events apart. Only many others that tell them as one
# (an attack that two persons of one report speak of) outweigh that; from -12 to -18 all is alike.
_ONE_DOCUMENT = -15.0


def _document(key: str) -> str:
    return key.partition("\0")[0]


class _Groups:
    """The groups so far, and between any two that were compared the sum and number of points."""

    def __init__(self, points: Mapping[Pair, float]) -> None:
        self.members = {k: [k] for pair in points for k in pair}
        self.documents = {k: Counter([_document(k)]) for k in self.members}
        self.between: dict[str, dict[str, tuple[float, int]]] = {k: {} for k in self.members}
        for (a, b), value in points.items():
            self.between[a][b] = self.between[b][a] = (value, 1)

    def mean(self, a: str, b: str) -> float:
        """The mean points between two groups, the pairs never compared counted as such."""
        total, seen = self.between[a][b]
        few, many = sorted((self.documents[a], self.documents[b]), key=len)
        own = sum(n * many.get(d, 0) for d, n in few.items())
        pairs = len(self.members[a]) * len(self.members[b])
        return (total + own * _ONE_DOCUMENT + (pairs - seen - own) * HOPELESS) / pairs

    def sizes(self, a: str, b: str) -> tuple[int, int]:
        """How many members each has; 0 where it has become part of another."""
        return len(self.members.get(a, ())), len(self.members.get(b, ()))

    def join(self, a: str, b: str) -> None:
        """Make b a part of a."""
        self.members[a] += self.members.pop(b)
        self.documents[a] += self.documents.pop(b)
        del self.between[a][b]
        for other, (value, seen) in self.between.pop(b).items():
            if other == a:
                continue
            before, so_far = self.between[a].get(other, (0.0, 0))
            del self.between[other][b]
            self.between[a][other] = self.between[other][a] = (before + value, so_far + seen)


def _inside(points: Mapping[Pair, float]) -> Iterator[tuple[Pair, float]]:
    """The pairs within what hangs together by what speaks for being one: only there groups join."""
    parent = {key: key for pair in points for key in pair}
    for (a, b), value in points.items():
        if value > JOIN:
            parent[root(parent, b)] = root(parent, a)
    return ((p, v) for p, v in points.items() if root(parent, p[0]) == root(parent, p[1]))


def grouped(edges: Iterable[Edge]) -> tuple[tuple[str, ...], ...]:
    """The groups of two and more that are one event, each sorted, in the order of their names.

    Only edges between different documents are looked at.
    """
    points = dict(_inside({(e.a, e.b): e.points for e in edges}))
    groups = _Groups(points)
    waiting = [(-v, a, b, (1, 1)) for (a, b), v in points.items() if v > JOIN]
    heapify(waiting)
    while waiting:
        _, a, b, sizes = heappop(waiting)
        if sizes != groups.sizes(a, b):
            continue  # one of them has grown or gone since
        groups.join(a, b)
        for other in groups.between[a]:
            if (mean := groups.mean(a, other)) > JOIN:
                one, two = sorted((a, other))
                heappush(waiting, (-mean, one, two, groups.sizes(one, two)))
    return tuple(sorted(tuple(sorted(m)) for m in groups.members.values() if len(m) > 1))
