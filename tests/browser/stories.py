"""Articles of our own about people and outlets that do not exist, one story a task."""

from __future__ import annotations

import json
from collections.abc import Iterator

RIVER, NORTH, GULF = "وكالة الضفاف", "نوافذ الشمال", "مرصد الخليج"
SPOKESMAN = "أعلن المتحدث باسم الحكومة ناصر العامري أن"
MET = "وزير الزراعة سالم الكيلاني التقى وزير النقل ماجد الهاشمي في مسقط يوم 10 مارس 2019."
STORIES = (
    # One meeting: told, told through a paper by somebody unnamed, denied.
    (RIVER, "2019-03-11", "لقاء في مسقط",
     "مسقط (وكالة الضفاف) - التقى وزير الزراعة سالم الكيلاني وزير النقل ماجد الهاشمي في مسقط "
     "يوم 10 مارس 2019.\nوقال الكيلاني إن المحادثات كانت مفيدة."),
    (NORTH, "2019-03-12", "لقاء بعيد عن الأضواء",
     f"أفادت صحيفة «الميدان» نقلا عن مصدر دبلوماسي طلب عدم ذكر اسمه بأن {MET}"),
    (GULF, "2019-03-13", "وزارة النقل تنفي", f"نفت وزارة النقل أن يكون {MET}"),
    # Three visits promised for one day: one came true, one did not, of one nothing is heard.
    (RIVER, "2019-04-01", "زيارة مرتقبة إلى الرباط",
     f"{SPOKESMAN} وزير النقل ماجد الهاشمي سيزور الرباط في 8 أبريل 2019."),
    (GULF, "2019-04-09", "الهاشمي في الرباط",
     "زار وزير النقل ماجد الهاشمي الرباط في 8 أبريل 2019، وعاد في اليوم نفسه."),
    (NORTH, "2019-04-02", "زيارة مرتقبة إلى الجزائر",
     f"{SPOKESMAN} وزيرة السياحة هدى المنصوري ستزور الجزائر في 8 أبريل 2019."),
    (GULF, "2019-04-09", "لا زيارة إلى الجزائر",
     "لم تزر وزيرة السياحة هدى المنصوري الجزائر في 8 أبريل 2019، وفق ما أعلنت وزارة السياحة."),
    (NORTH, "2019-04-03", "جولة مقبلة",
     f"{SPOKESMAN} وزير الزراعة سالم الكيلاني سيزور نواكشوط في 8 أبريل 2019."),
    # Two men of one name, taken for one.
    (RIVER, "2018-02-04", "رئيس البلدية في تونس",
     "زار رئيس البلدية وليد الشامسي تونس في 3 فبراير 2018."),
    (GULF, "2018-05-06", "رئيس الاتحاد في الدوحة",
     "التقى رئيس الاتحاد الرياضي وليد الشامسي في الدوحة وزيرة السياحة هدى المنصوري "
     "في 5 مايو 2018."),
)  # fmt: skip
MARKUP = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"
TURNED, UNSEEN = "\u202e", "\u200b"
HOSTILE = (
    (f"</title>{MARKUP}", "2019-06-01", f"{MARKUP}{TURNED}عنوان مقلوب{UNSEEN} {MARKUP}",
     f"زار وزير النقل ماجد الهاشمي {MARKUP} تونس{TURNED} في 1{UNSEEN} يونيو 2019.\n"
     f"</article></main>{MARKUP}{{{{ 7 * 7 }}}} وقال{UNSEEN} الهاشمي إن الزيارة كانت قصيرة."),
    ("javascript:alert(1)", "2019-06-02", "عنوان طويل " * 5_000,
     "زار وزير النقل ماجد الهاشمي الدوحة في 2 يونيو 2019."),
    ("كلمة واحدة", "2019-06-03", "ط" * 20_000,
     f"زار وزير النقل ماجد الهاشمي {'م' * 5_000} في 3 يونيو 2019."),
)  # fmt: skip


def lines_of(stories: tuple[tuple[str, str, str, str], ...]) -> Iterator[str]:
    """Articles as rows of JSON Lines."""
    for n, (outlet, day, title, text) in enumerate(stories, 1):
        row = {"id": f"s{n}", "outlet": outlet, "published": day, "title": title, "text": text}
        yield json.dumps(row | {"url": "javascript:alert(1)"}, ensure_ascii=False)
