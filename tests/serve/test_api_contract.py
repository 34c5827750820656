"""The API keeps what its own description promises, whatever it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from khabar.serve.safety.rates import Rate
from khabar.serve.settings import Serving
from serve.fake_desk import FakeDesk
from serve.serving import served

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
SHORT = settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


# What is sent as a file or as lines, and the stream of a job, have tests of their own.
APART = "/jobs$|/judgements/import|/jobs/renewal|/jobs/{job_id}/events"


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    unhurried = Serving(rate=Rate(second=10_000, burst=10_000))
    with FakeDesk(tmp_path_factory.mktemp("desk")) as desk, served(desk, unhurried) as address:
        yield schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json")


def test_no_request_is_answered_otherwise_than_described(described: Any):
    asked = set()
    for found in described.exclude(path_regex=APART).get_all_operations():
        operation = found.ok()

        @SHORT
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(checks=CHECKS)

        ask()
        asked.add(operation.label)
    assert len(asked) > 30
