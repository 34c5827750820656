"""Numbers told of events, in sentences of our own."""

from collections.abc import Callable

import pytest

from khabar.schema.reading import Reading

Read = Callable[[str], Reading]
ATTACK = "في هجوم شنه تنظيم داعش على بغداد."


def figures(reading: Reading) -> list[tuple[str, int | None, int | None]]:
    return [(f.what, f.low, f.high) for f in reading.figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"قتل 12 شخصا {ATTACK}", [("killed", 12, 12)]),
        (f"قتل ١٢ شخصا {ATTACK}", [("killed", 12, 12)]),
        (f"قتل خمسة عشر جنديا {ATTACK}", [("killed", 15, 15)]),
        (f"سقط قتيلان وثلاثة جرحى {ATTACK}", [("killed", 2, 2), ("injured", 3, 3)]),
        (f"قتل أكثر من 30 مدنيا {ATTACK}", [("killed", 30, None)]),
        (f"قتل ما لا يقل عن سبعين مدنيا {ATTACK}", [("killed", 70, None)]),
        (f"قتل 20 مدنيا على الأقل {ATTACK}", [("killed", 20, None)]),
        (f"قتل أقل من 10 مدنيين {ATTACK}", [("killed", None, 10)]),
        (f"قتل نحو 70 مدنيا {ATTACK}", [("killed", 70, 70)]),
        (f"قتل بين 10 و15 مدنيا {ATTACK}", [("killed", 10, 15)]),
        (f"قتل 12 مدنيا بينهم 3 أطفال {ATTACK}", [("killed", 12, 12)]),
        (f"قتل 12 مدنيا وأصيب 40 آخرون {ATTACK}", [("killed", 12, 12), ("injured", 40, 40)]),
        ("اعتقلت الشرطة التركية 1,200 متظاهر في أنقرة.", [("arrested", 1200, 1200)]),
        ("شارك ثلاثة آلاف متظاهر في احتجاجات ضد الحكومة العراقية.", [("participants", 3000, 3000)]),
    ],
)
def test_numbers_are_read_with_their_bounds(
    read: Read, text: str, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert figures(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"قتل عشرات المدنيين {ATTACK}",
        f"وقعت 12 غارة {ATTACK}",
        f"قتل الضابط قبل 12 عاما {ATTACK}",
        "قتل 12 شخصا.".replace("قتل", "حضر"),
        "التقى الرئيس المصري 12 وزيرا في القاهرة.",
    ],
)
def test_a_number_that_counts_no_victims_is_left_out(read: Read, text: str) -> None:
    assert figures(read(text)) == []


def test_a_figure_belongs_to_an_event_that_it_can_be_told_of(read: Read) -> None:
    reading = read("بعد لقاء الرئيس المصري نظيره الفرنسي قتل 12 شخصا في هجوم شنه تنظيم داعش.")
    (figure,) = reading.figures
    kinds = {e.id: e.type for e in reading.events}
    assert kinds[figure.event] == "ASSAULT"


def test_the_chain_of_a_figure_names_who_counted(read: Read) -> None:
    reading = read(
        "قالت وزارة الداخلية العراقية إن 12 شخصا قتلوا في هجوم شنه تنظيم داعش على بغداد."
    )
    (figure,) = reading.figures
    assert len(figure.chain) == 1
