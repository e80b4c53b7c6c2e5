"""How many questions a page asks the database, pinned."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.platform.accounts.models import User
from cungcau.platform.editing import services

COUNTS: dict[str, int] = json.loads((Path(__file__).parent / "query_counts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("address", COUNTS)
def test_each_page_asks_as_often_as_before(as_user: Client, user: User, address: str) -> None:
    for number in range(40):
        services.keep_draft(
            actor=user, key="supply.lot.new", client=uuid4(), fields={"a": ["b"]}, title=f"Lô {number}"
        )
    as_user.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert as_user.get(address).status_code == 200
    assert len(asked) == COUNTS[address], [query["sql"] for query in asked]
