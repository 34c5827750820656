"""Choose the articles that are annotated: spread over outlets, years, countries and topics.

Usage: python training/plan_labels.py DATA_DIR GOLD_DIR PLAN.tsv

DATA_DIR holds articles/pool.jsonl.xz, articles/articles.jsonl and articles/attribution.jsonl;
GOLD_DIR the texts of the development set, whose stories and near duplicates are left out. The
choice is a fixed function of these files: each round takes the article of whatever outlet, year,
topic and country was taken least; the last ones are drawn by lot, as the pool has them. Topics and
countries are guessed by words and only steer.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from texts import rows_of, text_of

WANTED = 1200  # articles; some prove to be unfit on reading and are dropped
BY_LOT = 560  # after these, of more lengths and fewer words of the topic, as the pool has them
_LENGTHS, _LENGTHS_BY_LOT = (150, 380), (110, 480)  # words
_RUN = 5  # words of a run of the near-duplicate search
_ALIKE = 0.12  # share of runs in common from which two articles are too near
_RICH = 3  # cues of attribution to others from which an article counts as rich in chains
_RICHER = 6  # how far such an article goes before others
_LEAST_TOPICAL, _LEAST_BY_LOT = 5, 3  # words of its topic that an article holds at the least

TOPICS = {
    "protest": "احتجاج احتجاجات مظاهرة مظاهرات متظاهرين متظاهرون محتجين محتجون اعتصام إضراب مسيرة",
    "fighting": "قتلى مقتل غارة غارات قصف هجوم اشتباكات معارك مسلحون مسلحين جرحى صواريخ تفجير",
    "diplomacy": "محادثات مباحثات لقاء وزير الخارجية السفير زيارة قمة مؤتمر مبعوث مفاوضات",
    "trials": "محكمة المحكمة قاض القاضي حكم بالسجن النيابة محاكمة اعتقال متهم المتهمين الادعاء",
    "elections": "انتخابات الانتخابات مرشح المرشح اقتراع الناخبين البرلمان برلمان حكومة تشكيل",
    "sanctions": "عقوبات العقوبات حظر تجميد مقاطعة رسوم قيود الحصار",
    "disaster": "فيضانات زلزال حريق غرق كارثة انهيار تحطم حادث ضحايا إنقاذ",
}
COUNTRIES = {
    "LY": "ليبيا الليبي الليبية طرابلس بنغازي",
    "YE": "اليمن اليمني اليمنية الحوثي الحوثيين صنعاء عدن",
    "SY": "سوريا السوري السورية دمشق حلب إدلب",
    "IQ": "العراق العراقي العراقية بغداد الموصل",
    "EG": "مصر المصري المصرية القاهرة سيناء",
    "TN": "تونس التونسي التونسية النهضة",
    "SD": "السودان السوداني السودانية الخرطوم",
    "PS": "فلسطين الفلسطيني غزة إسرائيل الإسرائيلي القدس",
    "SA": "السعودية السعودي المملكة الرياض",
    "LB": "لبنان اللبناني بيروت",
    "DZ": "الجزائر الجزائري المغرب المغربي موريتانيا",
    "IR": "إيران الإيراني الإيرانية طهران",
    "TR": "تركيا التركي التركية أنقرة",
    "US": "الولايات المتحدة الأمريكي الأميركي واشنطن ترامب",
    "RU": "روسيا الروسي الروسية موسكو أوكرانيا",
    "EU": "بريطانيا فرنسا ألمانيا الأوروبي إيطاليا إسبانيا",
    "AS": "الصين كوريا الهند باكستان أفغانستان ميانمار",
}
_ATTRIBUTED = re.compile(
    r"نقلا? عن|نقلت|بحسب|وفقا? ل|حسب ما|مصدر|مصادر|صحيفة|وكالة|شهود عيان|مسؤول|طلب عدم"
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that could be annotated, and why it would be; `first`: from the beginning."""

    id: str
    source: str
    year: str
    topic: str
    country: str
    rich: bool
    first: bool
    runs: frozenset[int]

    def traits(self) -> tuple[str, ...]:
        """What the choice is spread over."""
        return (self.source, self.year, self.topic, self.country, f"{self.source}{self.topic}")


def _runs(text: str) -> frozenset[int]:
    words = _WORD.findall(text)
    runs = (" ".join(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1))
    return frozenset(int.from_bytes(sha256(r.encode()).digest()[:8]) for r in runs)


def _most(words: Counter[str], table: dict[str, str]) -> tuple[str, int]:
    counts = {name: sum(words[w] for w in listed.split()) for name, listed in table.items()}
    best = max(counts, key=lambda name: (counts[name], name))
    return best, counts[best]


def candidate(row: dict[str, str]) -> Candidate | None:
    """The article as a candidate; None where it is too short, too long or not political."""
    text = text_of(row)
    words = _WORD.findall(text)
    if not _LENGTHS_BY_LOT[0] <= len(words) <= _LENGTHS_BY_LOT[1]:
        return None
    counts = Counter(words)
    topic, topical = _most(counts, TOPICS)
    country, named = _most(counts, COUNTRIES)
    if topical < _LEAST_BY_LOT or named == 0 or "sport" in row["id"].lower():
        return None
    rich = len(_ATTRIBUTED.findall(text)) >= _RICH
    first = _LENGTHS[0] <= len(words) <= _LENGTHS[1] and topical >= _LEAST_TOPICAL
    year = row["date"][:4]
    return Candidate(row["id"], row["source"], year, topic, country, rich, first, _runs(text))


def _spent(one: Candidate, taken: Counter[str]) -> float:
    """How much of what the article would add is there: an outlet counts as much as all else."""
    return sum(taken[t] for t in one.traits()) + 2 * taken[one.source] - _RICHER * one.rich


def choose(candidates: Iterable[Candidate], taboo: list[frozenset[int]]) -> Iterator[Candidate]:
    """The articles to annotate, the one that adds most breadth first."""
    left = sorted(candidates, key=lambda c: sha256(c.id.encode()).hexdigest())
    known: set[int] = set().union(*taboo)
    taken: Counter[str] = Counter()
    for turn in range(WANTED + BY_LOT):
        if turn < WANTED:
            left.sort(key=lambda c: (not c.first, _spent(c, taken)))
        elif turn == WANTED:
            left.sort(key=lambda c: sha256(c.id.encode()).hexdigest())
        best = next(c for c in left if len(c.runs & known) <= _ALIKE * len(c.runs))
        left.remove(best)
        known |= best.runs
        taken.update(best.traits())
        yield best


def main(data: Path, gold: Path, out: Path) -> None:
    """Write the plan: id, outlet, year, topic, country, whether it is rich in attribution."""
    taboo = [_runs(p.read_text(encoding="utf8")) for p in sorted((gold / "text").iterdir())]
    taboo += [
        _runs(text_of(row))
        for story in sorted((data / "articles" / "stories").glob("*.jsonl"))
        for row in rows_of(story)
    ]
    rows = rows_of(data / "articles" / "pool.jsonl.xz")
    found = (candidate(row) for row in rows if row["source"])
    with out.open("w", encoding="utf8") as plan:
        plan.write("id\toutlet\tyear\ttopic\tcountry\tattribution\n")
        for c in choose((c for c in found if c is not None), taboo):
            rich = "rich" if c.rich else ""
            plan.write(f"{c.id}\t{c.source}\t{c.year}\t{c.topic}\t{c.country}\t{rich}\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
