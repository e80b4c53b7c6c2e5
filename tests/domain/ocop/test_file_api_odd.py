"""The operations on rules, products, files and evidence, sent whatever fits their description: none breaks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cungcau.config.api import api
from cungcau.config.wsgi import application
from cungcau.domain.ocop.models import RuleBook
from tests.domain.ocop import ocop_rows as rows

MINE = re.compile(r"/ocop/(rules|products|dossiers|evidence)(/|$)")
CSRF = "a1" * 16
schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(), default=str)))


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The site closes its connections after each request; inside a test's transaction that would end the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_operation_breaks_on_odd_input(book: RuleBook, client: Client) -> None:
    entity = rows.entity_with_product()
    draft = rows.drafted(entity)
    client.force_login(rows.office())
    cookies = {"sessionid": client.cookies["sessionid"].value, "csrftoken": CSRF}
    known = {"number": {1, draft.pk, entity.product.pk, book.pk}, "criterion": {"3.5", "A", "x"}}

    def answers_as_described(case: Any) -> None:
        for name, values in known.items():
            if name in (case.path_parameters or {}) and len(str(case.path_parameters[name])) % 2:
                case.path_parameters[name] = sorted(values, key=str)[len(str(case.body)) % len(values)]
        answer = case.call(app=application, cookies=cookies, headers={"X-CSRFToken": CSRF})
        assert answer.status_code < 500
        case.validate_response(
            answer, checks=[status_code_conformance, content_type_conformance, response_schema_conformance]
        )

    few = how(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    mine = [one.ok() for one in schema.get_all_operations() if MINE.search(one.ok().path)]
    assert len(mine) >= 37
    for operation in mine:
        few(given(case=operation.as_strategy())(answers_as_described))()
