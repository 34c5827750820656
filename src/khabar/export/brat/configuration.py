"""What brat is told of the annotations, and how it shows them."""

from __future__ import annotations

from khabar.schema.events import Counted, EventType, Polarity, Status
from khabar.schema.names import ActorKind
from khabar.schema.statements import Act, Mode, RelationKind

PLACE, TIME, OFFICE, CONTENT, FIGURE = "Place", "Time", "Office", "Content", "Figure"
STATEMENT = "STATEMENT"


def label(word: str) -> str:
    """A name as brat allows it: "armed_group" is ArmedGroup."""
    return "".join(part.capitalize() for part in word.split("_"))


def annotation_conf() -> bytes:
    """The types that may stand in an annotation file."""
    sections = {
        "entities": [*(label(k) for k in ActorKind), PLACE, TIME, OFFICE, CONTENT, FIGURE],
        "relations": [
            "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
            "Coref\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive",
            *(f"{label(k)}\tArg1:<ENTITY>, Arg2:<ENTITY>" for k in RelationKind),
            f"Holds\tArg1:<ENTITY>, Arg2:{OFFICE}",
            f"OfficeOf\tArg1:{OFFICE}, Arg2:<ENTITY>",
            f"Says\tArg1:<ENTITY>, Arg2:{CONTENT}",
            f"Counts\tArg1:{FIGURE}, Arg2:<EVENT>",
            "Disputes\tArg1:<ANY>, Arg2:<ANY>",
        ],
        "events": [
            *(
                f"{t}\tActor*:<ENTITY>, Recipient*:<ENTITY>, Other*:<ENTITY>, Place?:{PLACE}, "
                "Chain*:<ENTITY>"
                for t in EventType
            ),
            f"{STATEMENT}\tSource?:<ENTITY>, Content:{CONTENT}, About*:<EVENT>, Chain*:<ENTITY>",
        ],
        "attributes": [
            "Anonymous\tArg:<ENTITY>",
            f"Status\tArg:<EVENT>, Value:{_values(Status)}",
            f"Polarity\tArg:<ANY>, Value:{_values(p.name.lower() for p in Polarity)}",
            f"Act\tArg:<ANY>, Value:{_values(Act)}",
            f"Mode\tArg:<ANY>, Value:{_values(Mode)}",
            f"What\tArg:{FIGURE}, Value:{_values(Counted)}",
        ],
    }
    told = (f"[{name}]\n" + "".join(f"{row}\n" for row in rows) for name, rows in sections.items())
    return "\n".join(told).encode()


def _values(of: object) -> str:
    return "|".join(str(v) for v in of)  # type: ignore[attr-defined]


def visual_conf() -> bytes:
    """Arabic runs from right to left."""
    return b"[options]\nText direction:rtl\n\n[labels]\n\n[drawing]\n"
