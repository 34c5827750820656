"""What things are called on the page, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from khabar.export.dossier.parts import Both
from khabar.schema.events import Counted, Status
from khabar.schema.record import DisputeAbout, Standing, Strength, Verdict
from khabar.schema.statements import DisputeKind

STATUS: Mapping[Status, Both] = {
    Status.OCCURRED: Both("وقع", "occurred"),
    Status.ONGOING: Both("جار", "ongoing"),
    Status.PLANNED: Both("معلن", "announced"),
    Status.POSSIBLE: Both("محتمل", "possible"),
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

KIND: Mapping[DisputeKind, Both] = {
    DisputeKind.DENIAL: Both("نفي", "denial"),
    DisputeKind.CONTRADICTION: Both("تناقض", "contradiction"),
}

ABOUT: Mapping[DisputeAbout, Both] = {
    DisputeAbout.FACT: Both("هل حدث", "whether it is so"),
    DisputeAbout.NUMBER: Both("العدد", "the number"),
    DisputeAbout.PERPETRATOR: Both("الفاعل", "who did it"),
    DisputeAbout.TIME: Both("الزمن", "the time"),
    DisputeAbout.PLACE: Both("المكان", "the place"),
    DisputeAbout.MEANS: Both("الوسيلة", "the means"),
}

STRENGTH: Mapping[Strength, Both] = {
    Strength.STRONG: Both("صريح", "plain"),
    Strength.SOFT: Both("غير قاطع", "soft"),
}

COUNTED: Mapping[Counted, Both] = {
    Counted.KILLED: Both("قتلى", "killed"),
    Counted.INJURED: Both("جرحى", "injured"),
    Counted.ARRESTED: Both("معتقلون", "arrested"),
    Counted.DISPLACED: Both("نازحون", "displaced"),
    Counted.PARTICIPANTS: Both("مشاركون", "participants"),
    Counted.VOTES: Both("أصوات", "votes"),
    Counted.OTHER: Both("أعداد أخرى", "other numbers"),
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
    "origin": Both("مصدر مستقل", "independent origin"),
    "origins": Both("مصادر مستقلة", "independent origins"),
    "report": Both("تقرير", "report"),
    "reports": Both("تقارير", "reports"),
    "announced": Both("ما أعلن", "Announcements"),
    "unnamed": Both("مصدر غير مسمى", "an unnamed source"),
    "unnamed_many": Both("مصادر غير مسماة", "unnamed sources"),
    "part_of": Both("جزء من", "part of"),
    "stages": Both("مراحله", "its stages"),
    "tolls": Both("الأعداد كما رويت", "numbers as they were told"),
    "reversal": Both("تراجع المصدر نفسه", "the same source reverses itself"),
    "accepted": Both("أكده مراجع", "confirmed by a reviewer"),
    "actors": Both("الأطراف ومناصبهم", "Who is who"),
    "copies": Both("نصوص منقولة", "Copied texts"),
    "conflict": Both("نزاع", "conflict"),
    "peace": Both("تعاون وحوار", "cooperation and talk"),
    "spelt": Both(
        "* اسم كتبته آلة بحروف لاتينية.", "* A machine spelt this name in Latin letters."
    ),
    "due": Both("الموعد", "due"),
    "at_least": Both("على الأقل", "at least"),
    "at_most": Both("على الأكثر", "at most"),
    "undated": Both("بلا تاريخ", "undated"),
    "none": Both("لا شيء", "none"),
    "made": Both(
        "استخرجه برنامج خبر من النصوص أدناه، وقد يخطئ؛ كل واقعة تقود إلى جملتها.",
        "Made by khabar from the articles below, and fallible; every fact leads to its sentence.",
    ),
}
