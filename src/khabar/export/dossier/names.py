"""What things are called on the page, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.record import Standing, Verdict


@dataclass(frozen=True, slots=True)
class Both:
    """A wording in Arabic and in English."""

    ar: str
    en: str


# {a} who acts, {r} to whom; the noun phrase stays true whatever the status.
DEEDS: Mapping[EventType, Both] = {
    EventType.AGREE: Both("اتفاق: {a} مع {r}", "{a} agrees with {r}"),
    EventType.CONSULT: Both("لقاء أو اتصال: {a} و{r}", "{a} meets or talks with {r}"),
    EventType.SUPPORT: Both("تأييد: {a} لـ{r}", "{a} supports {r}"),
    EventType.CONCEDE: Both("تنازل: {a} لـ{r}", "{a} yields to {r}"),
    EventType.COOPERATE: Both("تعاون: {a} مع {r}", "{a} cooperates with {r}"),
    EventType.AID: Both("مساعدة: {a} لـ{r}", "{a} gives aid to {r}"),
    EventType.RETREAT: Both("انسحاب: {a} أمام {r}", "{a} retreats before {r}"),
    EventType.REQUEST: Both("طلب: {a} من {r}", "{a} asks {r}"),
    EventType.ACCUSE: Both("اتهام: {a} لـ{r}", "{a} accuses {r}"),
    EventType.REJECT: Both("رفض: {a} لـ{r}", "{a} rejects {r}"),
    EventType.THREATEN: Both("تهديد: {a} لـ{r}", "{a} threatens {r}"),
    EventType.PROTEST: Both("احتجاج: {a} على {r}", "{a} protests against {r}"),
    EventType.SANCTION: Both("عقوبة: {a} بحق {r}", "{a} sanctions {r}"),
    EventType.MOBILIZE: Both("حشد: {a} تجاه {r}", "{a} mobilises towards {r}"),
    EventType.COERCE: Both("إكراه: {a} لـ{r}", "{a} coerces {r}"),
    EventType.ASSAULT: Both("اعتداء: {a} على {r}", "{a} attacks {r}"),
    EventType.STATE_CHANGE: Both("تحول: {a} {r}", "Change of state: {a} {r}"),
}

STATUS: Mapping[Status, Both] = {
    Status.OCCURRED: Both("وقع", "occurred"),
    Status.ONGOING: Both("جار", "ongoing"),
    Status.PLANNED: Both("معلن", "announced"),
    Status.POSSIBLE: Both("محتمل", "possible"),
}

POLARITY: Mapping[Polarity, Both] = {
    Polarity.POSITIVE: Both("", ""),
    Polarity.NEGATIVE: Both("لم يحدث: ", "did not happen: "),
}

STANDING: Mapping[Standing, Both] = {
    Standing.REPORTED: Both("مصدر واحد", "one origin"),
    Standing.CORROBORATED: Both("أكدته مصادر مستقلة", "corroborated"),
    Standing.DISPUTED: Both("متنازع عليه", "disputed"),
    Standing.DENIED: Both("منفي", "denied"),
    Standing.ANNOUNCED: Both("أعلن فقط", "announced only"),
}

VERDICT: Mapping[Verdict, Both] = {
    Verdict.PENDING: Both("لم يحن موعده", "pending"),
    Verdict.FULFILLED: Both("تحقق", "fulfilled"),
    Verdict.LATE: Both("تحقق متأخرا", "came late"),
    Verdict.CONTRADICTED: Both("لم يتحقق", "did not come true"),
    Verdict.UNKNOWN: Both("لا يعرف", "unknown"),
}

WORDS: Mapping[str, Both] = {
    "title": Both("ملف", "Dossier"),
    "timeline": Both("الخط الزمني", "Timeline"),
    "network": Both("من يتعامل مع من", "Who deals with whom"),
    "events": Both("الوقائع", "Events"),
    "chains": Both("من قال نقلا عن من", "Who says so according to whom"),
    "disputes": Both("روايات متعارضة", "Disputes"),
    "announcements": Both("ما أعلن وما صار", "Announcements and what became of them"),
    "articles": Both("النصوص", "Articles"),
    "unknown": Both("غير معروف", "unknown"),
    "someone": Both("جهة غير مسماة", "someone not named"),
    "nobody": Both("—", "—"),
    "origins": Both("مصادر مستقلة", "independent origins"),
    "reports": Both("تقارير", "reports"),
    "undated": Both("بلا تاريخ", "undated"),
    "none": Both("لا شيء", "none"),
    "outlet": Both("الموقع نفسه", "the outlet itself"),
    "more": Both("البقية في قائمة الوقائع", "the rest stands in the list of events"),
    "made": Both(
        "استخرج هذا الملف برنامج خبر من النصوص أدناه؛ كل واقعة تقود إلى جملتها، وقد يخطئ البرنامج.",
        "Made by khabar from the articles below; every fact leads to its sentence. It can be wrong.",
    ),
}
