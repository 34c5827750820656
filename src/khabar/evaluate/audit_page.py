"""The sheet of an audit as one page that needs no network: questions, keyboard, answers as a file.

Texts of articles are hostile: every word is escaped, and the page's own policy lets nothing run or
load but the style and script that stand in it, named by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from markupsafe import Markup

from khabar.evaluate.audit_csv import Ruling
from khabar.evaluate.audit_draw import Sample, Thing, Whole
from khabar.evaluate.audit_items import Context, Item, Kind, Question

_ARABIC = {
    Ruling.RIGHT: "صحيح", Ruling.WRONG: "خطأ", Ruling.UNCLEAR: "غير واضح",
    "type": "النوع", "actor": "الفاعل", "recipient": "المتلقي", "status": "الحال",
    "time": "الزمن", "source": "المصدر", "content": "المضمون", "same": "واحد؟",
    Kind.EVENT: "حدث", Kind.STATEMENT: "قول", Kind.TIME: "زمن", Kind.LINK: "صلة",
}  # fmt: skip
_PAGE = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{style_hash}'; \
script-src '{script_hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Audit of {documents} articles</title>
<style>{style}</style>
</head>
<body>
<header class="bar"><label>Checked by · المدقق <input type="text" id="by" size="12"></label>
<button class="first" type="button">Save answers · حفظ</button><output></output></header>
<form data-sample="{key}" autocomplete="off"><main>
<h1>Is what khabar read right? · هل ما قرأه خبر صحيح؟</h1>
<details open><summary>How to answer</summary>
<p>Judge from the text alone. <b>type</b>: do the marked words tell such a thing at all? If that \
is wrong, leave the rest. A claim of “none” is right where the text names nobody. Say \
<b>unclear</b> where two careful readers could differ.</p>
<p>Keys: <kbd>r</kbd> right, <kbd>w</kbd> wrong, <kbd>u</kbd> unclear, <kbd>n</kbd> next, \
<kbd>p</kbd> previous; <kbd>Tab</kbd> and arrows as usual. Answers stay in this browser until you \
save them as a file; nothing is sent anywhere.</p></details>
{items}
{whole}
</main></form>
<template><div class="missing"><select aria-label="What is missing"><option value="event">event · \
حدث</option><option value="statement">statement · قول</option></select>\
<input type="text" dir="rtl" lang="ar" aria-label="Its words"></div></template>
<script>{script}</script>
</body>
</html>
""")


def page_of(sample: Sample) -> bytes:
    """The page of a sample."""
    style, script = _beside("audit_page.css"), _beside("audit_page.js")
    whole = Markup("\n").join(_article(each) for each in sample.whole)
    key = hashlib.sha256(repr(sample).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    page = _PAGE.format(
        documents=sample.documents, key=key, style=Markup(style), script=Markup(script),
        style_hash=_hash(style), script_hash=_hash(script),
        items=Markup("\n").join(_item(each) for each in sample.items),
        whole=Markup("<h1>Read whole · تقرأ كاملة</h1>\n") + whole if sample.whole else "",
    )  # fmt: skip
    return page.encode("utf-8", "replace")


def _beside(name: str) -> str:
    return files("khabar.evaluate").joinpath(name).read_text("utf8").replace("\r\n", "\n")


def _hash(text: str) -> Markup:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(f"sha256-{digest}")


def _item(item: Item) -> Markup:
    ends = [_context(item.here)] + ([_context(item.other)] if item.other else [])
    told = [Markup('<p lang="ar" dir="rtl">{}</p>').format(item.arabic)] if item.arabic else []
    told.append(Markup("<p>{}</p>").format(item.english))
    return Markup(
        '<section class="item asked" id="{}"><h2>{} · {} · {}</h2>{}<div class="told">{}</div>{}'
        "</section>"
    ).format(
        item.id, item.id, item.kind, _ARABIC[item.kind], Markup("").join(ends),
        Markup("").join(told), Markup("").join(_question(item, q) for q in item.questions),
    )  # fmt: skip


def _context(context: Context) -> Markup:
    return Markup(
        '<p class="text" lang="ar" dir="rtl">{}<mark>{}</mark>{}</p><p class="facts">{}</p>'
    ).format(
        _from(context.before), context.words, _to(context.after),
        " · ".join(filter(None, (context.outlet, context.published, context.document[:12]))),
    )  # fmt: skip


def _from(words: str) -> str:
    return f"… {words.lstrip()}" if words else ""


def _to(words: str) -> str:
    return f"{words.rstrip()} …" if words else ""


def _question(item: Item, question: Question) -> Markup:
    name = f"{item.id}-{question.field}"
    choices = Markup("").join(_choice(name, each) for each in Ruling)
    return Markup(
        '<fieldset data-item="{}" data-field="{}"><legend>{} · {}</legend>'
        '<span class="claim" dir="auto">{}</span>{}'
        '<input class="note" type="text" dir="auto" placeholder="note · ملاحظة" '
        'aria-label="Note on {}"></fieldset>'
    ).format(
        item.id, question.field, question.field, _ARABIC[question.field],
        question.claim or "none · لا أحد", choices, name,
    )  # fmt: skip


def _choice(name: str, ruling: Ruling) -> Markup:
    return Markup('<label><input type="radio" name="{}" value="{}"> {} · {}</label>').format(
        name, ruling.value, ruling.value, _ARABIC[ruling]
    )


def _article(whole: Whole) -> Markup:
    found = Markup("").join(_thing(each) for each in whole.things)
    return Markup(
        '<section class="item" id="{id}"><h2>{id}</h2>'
        '<p class="text" lang="ar" dir="rtl">{text}</p><p class="facts">{facts}</p>'
        "<details><summary>What khabar found ({count})</summary>"
        '<ol lang="ar" dir="rtl">{found}</ol></details>'
        '<p><label><input type="checkbox" data-read="{id}"> I read all of it · قرأته كله'
        "</label></p>"
        '<div data-rows="{id}"></div>'
        '<p><button type="button" data-add="{id}">Something is missing · شيء ناقص</button></p>'
        "</section>"
    ).format(
        id=whole.id, text=whole.text, count=len(whole.things), found=found,
        facts=" · ".join(filter(None, (whole.outlet, whole.published, whole.document[:12]))),
    )  # fmt: skip


def _thing(thing: Thing) -> Markup:
    return Markup("<li>{}: {} «{}»</li>").format(_ARABIC[thing.kind], thing.claim, thing.words)
