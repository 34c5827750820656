"""Evidence becomes a share."""

import pytest

from khabar.annotate.composing.weighing import logit, weighed


def test_nothing_known_is_even() -> None:
    assert weighed({"tagger": 3.0}, {}) == 0.5


def test_evidence_adds_up() -> None:
    weights = {"always": -1.0, "tagger": 1.0}
    doubtful = weighed({"always": 1.0, "tagger": logit(0.2)}, weights)
    clear = weighed({"always": 1.0, "tagger": logit(0.9)}, weights)
    assert doubtful < 0.1 < 0.7 < clear


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_no_share_is_certain(share: float) -> None:
    assert abs(logit(share)) < 7
