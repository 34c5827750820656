"""Disputed claims as ClaimReview skeletons for fact-checkers: schema.org in JSON-LD.

The context stands in the file; nothing is fetched to read it. The verdict, its author, its day
and its page are the fact-checker's: these fields are left out, and each skeleton says so.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from khabar.export.told.cast import Party
from khabar.export.told.claims import Claim, Contested, contested_claims
from khabar.export.told.events import day_of, url_of
from khabar.schema.held import Held
from khabar.schema.names import ActorKind
from khabar.schema.record import RecordDispute

Object = dict[str, object]

CONTEXT: Object = {
    "@vocab": "https://schema.org/",
    "khabar": "urn:khabar:terms:",
    "url": {"@id": "https://schema.org/url", "@type": "@id"},
    "sameAs": {"@id": "https://schema.org/sameAs", "@type": "@id"},
    "datePublished": {
        "@id": "https://schema.org/datePublished",
        "@type": "https://schema.org/Date",
    },
    "khabar:chain": {"@container": "@list"},
    "khabar:contradictedBy": {"@type": "@id"},
}
TO_FILL = (
    "Not filled in, and for the fact-checker alone to judge: reviewRating, author, datePublished "
    "and url of this review."
)
DENIED = "The author of the claim says that these words are not so."
_PERSON = "Person"
_KINDS = {ActorKind.STATE: "Country", ActorKind.MEDIA: "NewsMediaOrganization"}


def claim_review(held: Held) -> bytes:
    """One JSON-LD document with a skeleton for each side of each dispute; ends with a line end."""
    graph = [_skeleton(contested) for contested in contested_claims(held)]
    document = {"@context": CONTEXT, "@graph": graph}
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def _skeleton(contested: Contested) -> Object:
    claim = contested.claim
    return {
        "@type": "ClaimReview",
        "@id": f"{_id(claim)}:review",
        "inLanguage": claim.document.language,
        "claimReviewed": claim.words,
        "itemReviewed": _claim(contested),
        "khabar:toFill": TO_FILL,
    }


def _claim(contested: Contested) -> Object:
    claim = contested.claim
    first, *rest = _appearances((claim, *contested.also))
    found: Object = {
        "@type": "Claim",
        "@id": _id(claim),
        "text": claim.words,
        "author": _author(claim),
        "firstAppearance": first,
        "khabar:chain": [_somebody(party) for party in claim.chain],
        "khabar:contradictedBy": [_id(other) for _, other in contested.against],
        "khabar:dispute": [_dispute(dispute) for dispute, _ in contested.against],
        "khabar:context": claim.context,
        "khabar:characters": f"{claim.span.start}-{claim.span.end}",
    }
    if claim.denied:
        found["description"] = DENIED
    if rest:
        found["appearance"] = rest
    if day := day_of(claim.document):
        found["datePublished"] = day
    return found


def _id(claim: Claim) -> str:
    return f"urn:khabar:claim:{claim.ref.doc}:{claim.ref.id}"


def _author(claim: Claim) -> Object:
    """Who makes the claim: the source nearest it, or the outlet where it speaks for itself."""
    if claim.by is not None:
        return _somebody(claim.by)
    if claim.somebody:
        return {"@type": "Thing", "description": "somebody whom the article does not name"}
    return _outlet(claim)


def _somebody(party: Party) -> Object:
    kind = party.kind
    found: Object = {
        "@type": _PERSON if kind is ActorKind.PERSON else _KINDS.get(kind, "Organization"),
        "name": party.name.ar,
    }
    if party.anonymous:
        found["description"] = "an unnamed source, in the words of the article"
    if party.name.en:
        found["alternateName"] = party.name.en
    if party.wikidata:
        found["sameAs"] = f"https://www.wikidata.org/entity/{party.wikidata}"
    return found


def _outlet(claim: Claim) -> Object:
    found: Object = {"@type": "NewsMediaOrganization"}
    if claim.document.outlet:
        found["name"] = claim.document.outlet
    return found


def _appearances(claims: Sequence[Claim]) -> list[Object]:
    """The articles, those of known days first and in their order."""
    by_day = sorted(claims, key=lambda c: (day_of(c.document) or "9999", c.ref))
    articles = {c.ref.doc: c for c in reversed(by_day)}
    return [_article(c) for c in sorted(articles.values(), key=by_day.index)]


def _article(claim: Claim) -> Object:
    document = claim.document
    known: Object = {
        "headline": document.title,
        "url": url_of(document),
        "datePublished": day_of(document),
        "identifier": document.source_id or document.id,
    }
    found = {key: value for key, value in known.items() if value}
    return {"@type": "NewsArticle", **found, "publisher": _outlet(claim)}


def _dispute(dispute: RecordDispute) -> str:
    return f"{dispute.kind.value}, {dispute.about.value}, {dispute.strength.value}"
