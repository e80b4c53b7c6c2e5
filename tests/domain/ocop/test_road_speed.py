"""Five thousand files under way: a page of who waits for whom asks the same few questions, whoever reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import Dossier, ItemRequest, Product, RuleBook, Stage, Step
from cungcau.platform.accounts.models import User
from cungcau.reference.search import words
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import client_of

pytestmark = pytest.mark.django_db
FILES = 5000
MOST_QUERIES = 18
"""How long the page takes is measured in ``benchmarks/pages``."""
STAGES = (
    (states.SUBMITTED, Stage.COMMUNE), (states.RETURNED, Stage.ENTITY), (states.FORWARDED, Stage.OFFICE),
    (states.REVIEWING, Stage.ADVISORY), (states.READY, Stage.COUNCIL),
)  # fmt: skip


@pytest.fixture
def people(book: RuleBook) -> dict[str, User]:
    """5,000 files of 500 entities, each at some desk; every other one with two requests."""
    entity = rows.entity_with_product()
    other = rows.organisation("HTX-KHAC", "HTX Khác", place=rows.OTHER_COMMUNE)
    owners = [entity.organisation, other]
    chosen = rows.set_named()
    products = Product.objects.bulk_create(
        Product(
            entity=owners[no % 50 == 0], name=f"Sản phẩm {no}", area_code=owners[no % 50 == 0].area_code,
            source="thử", folded=words(f"San pham {no} na chi lang"),
        )
        for no in range(FILES)
    )  # fmt: skip
    now = rows.at()
    files = Dossier.objects.bulk_create(
        Dossier(
            product=one, criteria_set=chosen, state=STAGES[no % 5][0], code=f"{no}/T", slip_no=no + 1, slip_year=2026,
            area_code=one.area_code, committed_at=now, submitted_at=now, forwarded_at=now, folded=one.folded,
        )
        for no, one in enumerate(products)
    )  # fmt: skip
    Step.objects.bulk_create(
        Step(
            dossier=one, stage=STAGES[no % 5][1], started_at=now - timedelta(days=no % 40),
            due_on=rows.DAY + timedelta(days=no % 60 - 20) if no % 3 else None, area_code=one.area_code,
        )
        for no, one in enumerate(files)
    )  # fmt: skip
    ItemRequest.objects.bulk_create(
        ItemRequest(
            dossier=one, stage="advisory", criterion="3.5", text="Bổ sung giấy tờ cho tiêu chí này", asked_at=now,
            due_on=rows.DAY + timedelta(days=no % 50 - 10), area_code=one.area_code,
        )
        for no, one in enumerate(files)
        if no % 2
        for _ in range(2)
    )  # fmt: skip
    with connection.cursor() as cursor:
        for table in (
            "ocop_dossier",
            "ocop_product",
            "ocop_step",
            "ocop_itemrequest",
            "registry_organisation",
        ):
            cursor.execute(f"ANALYZE {table}")
    return {
        "office": rows.office(),
        "commune": rows.officer(),
        "adviser": rows.adviser(),
        "entity": entity.user,
    }


def asked_of(client: Client, address: str, query: dict[str, str]) -> int:
    """The database's questions for one page, read twice so that nothing is a first time."""
    client.get(address, query)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address, query)
    assert page.status_code == 200 and page.content.count(b"<tr") <= 60
    return len(queries)


def test_who_waits_for_whom_of_five_thousand_files(people: dict[str, User]) -> None:
    asked: list[tuple[str, dict[str, str]]] = [
        ("office", {}), ("office", {"q": "na chi"}), ("office", {"due": "qua-han", "sort": "-since"}),
        ("commune", {"turn": "toi"}), ("adviser", {}), ("entity", {}),
    ]  # fmt: skip
    found = {
        f"{name} {query}": asked_of(client_of(people[name]), "/ocop/cho/", query) for name, query in asked
    }
    assert {name: count for name, count in found.items() if count > MOST_QUERIES} == {}
