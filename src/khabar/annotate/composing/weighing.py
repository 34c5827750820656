"""How sure the reader may be of what rules and tagger say together: a logistic regression.

The coefficients were fitted on stories that neither had seen (training/reader/weigh.py), so that
`sure` is the share of such items that are right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log

_ALMOST = 0.002  # no share is nearer to 0 or 1: a single look is never certain

Evidence = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """Coefficients by the name of the evidence; what has none does not count."""

    events: Evidence = field(default_factory=dict)
    statements: Evidence = field(default_factory=dict)


def logit(share: float) -> float:
    """A share on the scale on which evidence adds up."""
    kept = min(max(share, _ALMOST), 1 - _ALMOST)
    return log(kept / (1 - kept))


def weighed(evidence: Evidence, coefficients: Evidence) -> float:
    """The share of items with such evidence that are right."""
    total = sum(value * coefficients.get(name, 0.0) for name, value in evidence.items())
    return round(1 / (1 + exp(-total)), 3)
