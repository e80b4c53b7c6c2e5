"""The API: a program sends a table, reads its faults, mends and writes it."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from goods_door import codes, table
from people import client_of

from cungcau.platform.accounts.models import User
from cungcau.platform.intake.models import Intake
from cungcau.platform.jobs import runner

pytestmark = pytest.mark.django_db
BASE = "/api/v1/intake"


def post(client: Client, path: str, **body: object) -> object:
    return client.post(f"{BASE}{path}", json.dumps(body), content_type="application/json")


def send(client: Client, content: bytes, **given: object) -> object:
    data = {
        "id": str(uuid4()),
        "door": "test.goods",
        "source": "Máy gửi",
        "options": '{"season": "2021"}',
        **given,
    }
    return client.post(BASE, {**data, "file": SimpleUploadedFile("a.csv", content)})


def run(pk: str) -> None:
    job = Intake.objects.get(pk=pk).job_id
    assert job is not None
    runner.run(job)


def test_a_table_from_sending_to_writing(officer: User) -> None:
    client = client_of(officer)
    doors = client.get(f"{BASE}/doors").json()
    assert [door["options"] for door in doors if door["kind"] == "test.goods"] == [["season"]]
    pk = str(uuid4())
    answer = send(client, table("n1,Hồng,1,,", "n2,Na,ít,,"), id=pk)
    assert (answer.status_code, answer.json()["state"]) == (201, "reading")  # type: ignore[attr-defined]
    assert send(client, table("n1,Hồng,1,,", "n2,Na,ít,,"), id=pk).json()["id"] == pk  # type: ignore[attr-defined]
    run(pk)
    got = client.get(f"{BASE}/{pk}").json()
    assert (got["state"], got["created"], got["faulty"]) == ("previewed", 1, 1)
    (fault,) = client.get(f"{BASE}/{pk}/faults").json()
    assert (fault["line"], fault["column"], fault["value"]) == (3, "output_kg", "ít")
    assert client.get(f"{BASE}/{pk}/faulty-rows").status_code == 200
    assert post(client, f"/{pk}/apply").status_code == 409  # type: ignore[attr-defined]
    fix = {"column": "output_kg", "value": "ít", "replacement": "5 kg"}
    assert post(client, f"/{pk}/fixes", fixes=[fix]).status_code == 202  # type: ignore[attr-defined]
    run(pk)
    assert post(client, f"/{pk}/apply", keep_good=False).json()["state"] == "applying"  # type: ignore[attr-defined]
    run(pk)
    assert codes() == {"n1", "n2"}
    assert post(client, f"/{pk}/discard").status_code == 409  # type: ignore[attr-defined]
    assert [row["id"] for row in client.get(BASE).json()] == [pk]


def test_columns_are_named_by_read(officer: User) -> None:
    client = client_of(officer)
    made = send(client, table("n1,Hồng", header="Mã,Tên nông sản")).json()  # type: ignore[attr-defined]
    assert made["state"] == "uploaded"
    body = {"mapping": {"code": {"header": "Mã"}}}
    assert post(client, f"/{made['id']}/read", **body).status_code == 202  # type: ignore[attr-defined]
    run(made["id"])
    assert client.get(f"{BASE}/{made['id']}").json()["created"] == 1
    odd = post(client, f"/{made['id']}/read", mapping={"lạ": {}})
    assert odd.json()["code"] == "mapping_unknown"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"door": "khong.co"}, 404), ({"source": ""}, 400), ({"options": "[]"}, 400), ({"options": "{"}, 400),
        ({"options": "{}"}, 400), ({"id": "x"}, 400), ({"options": '{"season": ["a"]}'}, 201),
        ({"options": '{"season": "a\\u0000"}'}, 400), ({"options": '{"season": "\\ud800"}'}, 400),
    ],
)  # fmt: skip
def test_odd_requests_are_refused_with_a_sentence(officer: User, given: dict[str, str], status: int) -> None:
    answer = send(client_of(officer), table("n1,Hồng,1,,"), **given)
    assert answer.status_code == status  # type: ignore[attr-defined]


def test_others_find_nothing(officer: User, stranger: User) -> None:
    made = send(client_of(officer), table("n1,Hồng,1,,")).json()  # type: ignore[attr-defined]
    other = client_of(stranger)
    assert send(other, table("n1,Hồng,1,,")).status_code == 403  # type: ignore[attr-defined]
    assert other.get(f"{BASE}/{made['id']}").status_code == 404
    assert other.get(f"{BASE}/doors").json() == []
    assert Client().get(BASE).status_code == 401
