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


@dataclass(frozen=True, slots=True)
class Deed:
    """A type of event: its noun, and a sentence on {a}, who acts, and {r}, to whom.

    Status and polarity stand beside the sentence, which therefore says what is told and not
    that it is so.
    """

    noun: Both
    sentence: Both


DEEDS: Mapping[EventType, Deed] = {
    EventType.AGREE: Deed(
        Both("اتفاق", "agreement"),
        Both("{a} مع {r}: اتفاق", "{a} agrees with {r}"),
    ),
    EventType.CONSULT: Deed(
        Both("لقاء أو اتصال", "meeting or talks"),
        Both("{a} و{r}: لقاء أو اتصال", "{a} meets or talks with {r}"),
    ),
    EventType.SUPPORT: Deed(
        Both("تأييد", "support"),
        Both("{a} يؤيد {r}", "{a} supports {r}"),
    ),
    EventType.CONCEDE: Deed(
        Both("تنازل", "concession"),
        Both("{a} يتنازل لـ{r}", "{a} yields to {r}"),
    ),
    EventType.COOPERATE: Deed(
        Both("تعاون", "cooperation"),
        Both("{a} و{r}: تعاون", "{a} cooperates with {r}"),
    ),
    EventType.AID: Deed(
        Both("مساعدة", "aid"),
        Both("{a} يساعد {r}", "{a} gives aid to {r}"),
    ),
    EventType.RETREAT: Deed(
        Both("انسحاب", "retreat"),
        Both("{a} ينسحب أمام {r}", "{a} retreats before {r}"),
    ),
    EventType.REQUEST: Deed(
        Both("طلب", "request"),
        Both("{a} يطلب من {r}", "{a} asks {r}"),
    ),
    EventType.ACCUSE: Deed(
        Both("اتهام", "accusation"),
        Both("{a} يتهم {r}", "{a} accuses {r}"),
    ),
    EventType.REJECT: Deed(
        Both("رفض", "rejection"),
        Both("{a} يرفض {r}", "{a} rejects {r}"),
    ),
    EventType.THREATEN: Deed(
        Both("تهديد", "threat"),
        Both("{a} يهدد {r}", "{a} threatens {r}"),
    ),
    EventType.PROTEST: Deed(
        Both("احتجاج", "protest"),
        Both("{a} يحتج على {r}", "{a} protests against {r}"),
    ),
    EventType.SANCTION: Deed(
        Both("عقوبة", "sanction"),
        Both("{a} يعاقب {r}", "{a} sanctions {r}"),
    ),
    EventType.MOBILIZE: Deed(
        Both("حشد", "mobilisation"),
        Both("{a} يحشد تجاه {r}", "{a} mobilises towards {r}"),
    ),
    EventType.COERCE: Deed(
        Both("إكراه", "coercion"),
        Both("{a} يكره {r}", "{a} coerces {r}"),
    ),
    EventType.ASSAULT: Deed(
        Both("اعتداء", "assault"),
        Both("{a} يعتدي على {r}", "{a} attacks {r}"),
    ),
    EventType.STATE_CHANGE: Deed(
        Both("تحول", "change of state"),
        Both("{a} و{r}: تحول", "{a}, {r}: change of state"),
    ),
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
    "disputes": Both("روايات متعارضة", "Disputes"),
    "announcements": Both("ما أعلن وما صار", "Announcements and what became of them"),
    "articles": Both("النصوص", "Articles"),
    "someone": Both("جهة غير مسماة", "someone not named"),
    "origins": Both("مصادر مستقلة", "independent origins"),
    "reports": Both("تقارير", "reports"),
    "undated": Both("بلا تاريخ", "undated"),
    "none": Both("لا شيء", "none"),
    "made": Both(
        "استخرجه برنامج خبر من النصوص أدناه، وقد يخطئ؛ كل واقعة تقود إلى جملتها.",
        "Made by khabar from the articles below, and fallible; every fact leads to its sentence.",
    ),
}
