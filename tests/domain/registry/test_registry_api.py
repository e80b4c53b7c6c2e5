"""Organisations over the API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from cungcau.domain.registry import services
from cungcau.domain.registry.models import Organisation
from cungcau.reference.catalogue.models import CertificateKind
from tests.domain.reading_pages import client_of
from tests.domain.registry.registry_rows import ON, join, org, record_more
from tests.domain.season_rows import SOURCE, Small, person

pytestmark = pytest.mark.django_db
API = "/api/v1/organisations"


@pytest.fixture
def coordinator(small: Small) -> Client:
    record_more()
    return client_of(person("dieu-phoi", "coordinator", ""))


def send(client: Client, verb: str, address: str, body: object, **headers: str) -> Any:
    return getattr(client, verb)(address, json.dumps(body), content_type="application/json", headers=headers)


def test_found_read_and_paged(coordinator: Client) -> None:
    found = coordinator.get(API, {"q": "nong thi", "limit": 5}).json()
    assert [(one["code"], one["phone"], one["place"], one["representative"]) for one in found] == [
        ("H1", "+8491•••78", "06172", "HTX")
    ]
    assert len(coordinator.get(API, {"limit": 3, "offset": 8}).json()) == 2
    assert [one["code"] for one in coordinator.get(API, {"kind": "union", "area": "20.06172"}).json()] == [
        "LH"
    ]
    one = coordinator.get(f"{API}/{org('H1').pk}").json()
    assert (one["name"], one["version"], one["area"]) == ("Hộ Nông Thị Đào", 1, "20.06172")
    join("H4", "HTX")
    assert [row["code"] for row in coordinator.get(f"{API}/{org('HTX').pk}/members").json()] == ["H4"]
    paper = services.Paper(CertificateKind.objects.get(), SOURCE, "1", expires_on=ON)
    services.add_certificate(organisation=org("HTX"), paper=paper, actor=None, on=ON)
    [kept] = coordinator.get(f"{API}/{org('HTX').pk}/certificates").json()
    assert (kept["kind"], kept["standing"]) == ("VG", "soon")


def test_recorded_once_and_corrected_against_its_version(coordinator: Client) -> None:
    body = {"name": "HTX Na Chi Lăng", "kind": "cooperative", "source": "điện thoại", "phone": "0987 654 321"}
    made = [send(coordinator, "post", API, body, **{"Idempotency-Key": "a-1"}) for _ in range(2)]
    assert [answer.status_code for answer in made] == [201, 201] and made[0].json()["id"] == made[1].json()[
        "id"
    ]
    pk = made[0].json()["id"]
    changed = send(coordinator, "patch", f"{API}/{pk}", {"version": 1, "goods": "na", "phone": ""})
    assert changed.status_code == 200, changed.content
    assert (changed.json()["goods"], changed.json()["version"], changed.json()["phone"]) == ("na", 2, "")
    late = send(coordinator, "patch", f"{API}/{pk}", {"version": 1, "goods": "hồng"})
    assert (late.status_code, late.json()["code"]) == (409, "edited_meanwhile")
    assert Organisation.objects.get(pk=pk).goods == "na"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "x\x00y"}, "input_invalid"),
        ({"kind": "king"}, "input_invalid"),
        ({"source": " "}, "input_invalid"),
        ({"name": "x" * 201}, "input_invalid"),
        ({"name": "?!"}, "organisation_unnamed"),
        ({"place": "99999"}, "place_unknown_code"),
        ({"phone": "12"}, "phone_invalid"),
    ],
)
def test_what_cannot_be_is_refused(coordinator: Client, change: dict[str, str], code: str) -> None:
    answer = send(coordinator, "post", API, {"name": "x", "kind": "household", "source": "s", **change})
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_only_for_those_who_may(coordinator: Client) -> None:
    assert Client().get(API).status_code == 401
    assert client_of(person("khong-quyen")).get(API).status_code == 403
    officer = client_of(person("can-bo", "commune_officer", "20.06172"))
    assert officer.get(f"{API}/{org('H3').pk}").status_code == 404
    assert officer.get(f"{API}/{2**63}").status_code in (400, 422)
    body = {"name": "Hộ Xa", "kind": "household", "source": "s", "place": "06124"}
    assert send(officer, "post", API, body).status_code in (400, 403)
