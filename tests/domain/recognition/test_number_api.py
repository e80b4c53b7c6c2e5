"""Figures, targets, reports, the registry over the API: what the pages can do."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cungcau.domain.ocop.models import Product
from cungcau.domain.recognition.services.known_products import load_known_products
from cungcau.platform.accounts.models import User
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import client_of
from tests.domain.recognition.number_rows import many_products, record_lang_son

pytestmark = pytest.mark.django_db
API = "/api/v1/ocop/recognition/"


@pytest.fixture
def office(db: None) -> User:
    record_lang_son()
    return rows.office()


@pytest.fixture
def program(office: User) -> Client:
    return client_of(office)


def send(program: Client, method: str, path: str, body: dict[str, Any]) -> Any:
    call = getattr(program, method)
    headers = {"Idempotency-Key": str(uuid4())}
    return call(API + path, body, content_type="application/json", headers=headers)


def test_figures_and_their_rows(program: Client) -> None:
    """The sums agree with the list narrowed by the same key."""
    many_products(40)
    found = program.get(API + "figures", {"day": "2024-03-01"}).json()
    for part, name in (
        ("by_star", "star"),
        ("by_group", "group"),
        ("by_kind", "kind"),
        ("by_place", "place"),
    ):
        assert sum(one["all"] for one in found[part]) == found["total"]["all"]
        one = found[part][0]
        asked = {"day": "2024-03-01", name: one["key"] or "none", "standing": "valid", "limit": 1000}
        assert len(program.get(API + "figures/products", asked).json()) == one["valid"]
    years = program.get(API + "figures/years", {"day": "2024-03-01"}).json()
    assert years[-1]["valid"] == found["total"]["valid"]
    assert program.get(API + "figures/products", {"group": "IX"}).status_code in (400, 422)
    assert (
        program.get(API + "figures/products", {"first": "2024-02-01", "last": "2024-01-01"}).status_code
        == 400
    )


def test_targets(program: Client) -> None:
    """Written once however often it is sent; a version that was read decides."""
    body = {
        "area": "20", "plan": "Kế hoạch 10", "measure": "five_star", "year_from": 2026, "year_to": 2030, "least": 1,
        "source": "mục II",
    }  # fmt: skip
    key = {"Idempotency-Key": str(uuid4())}
    first = program.post(API + "targets", body, content_type="application/json", headers=key)
    again = program.post(API + "targets", body, content_type="application/json", headers=key)
    assert (first.status_code, again.json()) == (201, first.json())
    made = first.json()
    change = {name: made[name] for name in ("version", "plan", "measure", "year_from", "year_to", "source")}
    assert send(program, "put", f"targets/{made['id']}", {**change, "least": 2}).json()["least"] == 2
    assert send(program, "put", f"targets/{made['id']}", {**change, "least": 3}).status_code == 409
    assert len(program.get(API + "targets").json()) == 1
    assert program.delete(API + f"targets/{made['id']}").status_code == 204
    assert program.delete(API + f"targets/{made['id']}").status_code == 404


def test_reports_and_the_agriculture_table(program: Client) -> None:
    load_known_products(actor=None)
    found = program.get(API + "report", {"period": "year", "year": 2022}).json()
    assert (found["last"], found["due"]) == ("2022-11-30", "2022-11-30")
    table = program.get(API + "agriculture-table", {"year": 2022}).json()
    assert len(table) == 26 and {row["TrangThai"] for row in table} == {"1"}


def test_the_registry(program: Client, office: User) -> None:
    """What is lacking is listed and filled in; the workbook comes with people only for those who may."""
    load_known_products(actor=None)
    rows.organisation("HTX-RUOU", "HTX Rượu Hội Hoan")
    wine = Product.objects.get(name="Rượu Hội Hoan")
    assert len(program.get(API + "registry", {"lacking": "entity"}).json()) == 26
    body = {"entity": "HTX-RUOU", "place": "06172", "group": "II"}
    done = send(program, "post", f"registry/{wine.pk}", body).json()
    assert (done["entity"], done["area"], done["group"], done["lacking"]) == (
        "HTX Rượu Hội Hoan", "20.06172", "II", [],
    )  # fmt: skip
    assert send(program, "post", f"registry/{wine.pk}", body).status_code == 409
    assert send(program, "post", f"registry/{wine.pk}", {"entity": "KHONG-CO"}).status_code == 400
    assert send(program, "post", "registry-export", {"people": True}).content.startswith(b"PK")
    viewer = client_of(rows.viewer())
    assert send(viewer, "post", "registry-export", {"people": True}).status_code == 403
    assert send(viewer, "post", "registry-export", {}).status_code == 200
    assert client_of(rows.entity_with_product().user).get(API + "figures").status_code == 403
