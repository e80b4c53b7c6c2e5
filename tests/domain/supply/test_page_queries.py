"""How many questions each page asks the database, whatever the number of lots."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cungcau.domain.registry.services import OrganisationRow, record_organisations
from cungcau.domain.supply.models import Lot
from cungcau.domain.supply.services import record_lots
from cungcau.reference.catalogue.models import Commodity
from tests.domain.reading_pages import client_of
from tests.domain.season_rows import SOURCE, START, TAN_MY, Small, lot, person

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).with_name("query_counts.json")


def pages() -> dict[str, str]:
    key = Lot.objects.get(code="L2").pk
    goods = Commodity.objects.get(code="hong").pk
    return {
        "list": "/nguon-cung/", "lot": f"/nguon-cung/lo/{key}/", "new": "/nguon-cung/moi/",
        "edit": f"/nguon-cung/lo/{key}/sua/", "withdraw": f"/nguon-cung/lo/{key}/rut/",
        "grid": f"/nguon-cung/bang/?nong_san={goods}&xa=06172", "chat": "/nguon-cung/dan-tin/",
        "due": "/nguon-cung/can-nhac/", "api list": f"{reverse('api:lots')}?season=hong-2021",
    }  # fmt: skip


def counted(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(queries)


def test_queries_per_page_are_what_the_snapshot_says(small: Small) -> None:
    """A page that asks more than it did fails here; ``CUNGCAU_SNAPSHOT=1`` writes a new snapshot down."""
    client = client_of(person("can-bo", "commune_officer", "20.06172"))
    few = {name: counted(client, address) for name, address in pages().items()}
    rows = [OrganisationRow(f"N{n:03d}", f"Hộ số {n}", "household", SOURCE, TAN_MY) for n in range(60)]
    record_organisations(rows=rows, on=START, actor=None)
    many = [
        lot(
            f"M{n:03d}",
            f"N{n % 60:03d}",
            representative="",
            harvest_to=lot("x", "x").harvest_to.replace(month=10),
        )
        for n in range(120)
    ]
    record_lots(season=small.season, rows=many, actor=None)
    assert {name: counted(client, address) for name, address in pages().items()} == few
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(few, indent=2) + "\n", encoding="utf-8")
    assert few == json.loads(COUNTS.read_text(encoding="utf-8"))
