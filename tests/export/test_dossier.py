"""The dossier leads from every fact to its sentence, and lets no article command the page."""

import re
from html.parser import HTMLParser

import pytest

from khabar.assemble.record import build_record
from khabar.export.dossier import dossier_page
from khabar.pipeline.corpus import read
from khabar.schema.reading import Reading

ARTICLES = (
    "حفتر يصل إلى موسكو\nوصل المشير خليفة حفتر إلى موسكو في 7 نوفمبر 2018، وأجرى محادثات مع وزير "
    "الدفاع الروسي سيرغي شويغو.\nوقال المتحدث باسم الكرملين دميتري بيسكوف إن الزيارة مستمرة.",
    "السراج في روما\nالتقى رئيس حكومة الوفاق فايز السراج رئيس الوزراء الإيطالي جوزيبي كونتي في "
    "روما يوم 8 نوفمبر 2018.\nونفى السراج أن روسيا سلمت حفتر أسلحة.",
)
HOSTILE = (
    "<script>alert(1)</script> \u202eعنوان\nقال الوزير <img src=x onerror=alert(2)> خالد "
    'العبيدي "إن & الأمر <b>انتهى</b>" في بغداد.\nزار وزير الدفاع العراقي خالد العبيدي موسكو.'
)


class Page(HTMLParser):
    """The tags, ids and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.ids += [i for i in [found.get("id")] if i]
        self.links += [h for h in [found.get("href")] if h]


def page_of(readings: list[Reading]) -> str:
    return dossier_page(build_record(readings), readings)


@pytest.fixture(scope="module")
def page() -> str:
    return page_of([read(a, published="2018-11-08") for a in ARTICLES])


def test_every_fact_leads_to_its_words(page: str) -> None:
    found = Page(page)
    assert found.links
    assert {link.removeprefix("#") for link in found.links} <= set(found.ids)


def test_no_place_is_marked_twice(page: str) -> None:
    ids = Page(page).ids
    assert len(ids) == len(set(ids))


def test_the_page_speaks_both_languages(page: str) -> None:
    assert "Khalifa Haftar" in page
    assert "خليفة حفتر" in page
    assert page.count('class="ar"') == page.count('class="en"') > 10


def test_the_page_needs_no_network_and_no_script(page: str) -> None:
    assert "script" not in Page(page).tags
    assert not re.search(r"https?://|url\(|@import", page)
    assert "default-src 'none'" in page


def test_nothing_in_an_article_becomes_part_of_the_page() -> None:
    text = page_of([read(HOSTILE)])
    assert not {"script", "img"} & Page(text).tags
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_articles_stand_in_it_word_for_word(page: str) -> None:
    bare = re.sub(r"<[^>]+>", "", page.split("<section>")[-1])
    for article in ARTICLES:
        for line in article.splitlines():
            assert line in bare.replace("&#34;", '"')
