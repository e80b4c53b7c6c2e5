"""Rules, products, files and evidence over the API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cungcau.domain.ocop.models import Dossier, Evidence, Product, RuleBook
from cungcau.engines import scoring
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import client_of
from tests.pdf_files import pdf

BASE = "/api/v1/ocop"


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def mine(book: RuleBook) -> rows.Entity:
    return rows.entity_with_product()


def send(
    client: Client, verb: str, place: str, said: object = None, status: int = 200, **headers: str
) -> Any:
    """Send JSON; the answer, which has this status."""
    call = getattr(client, verb)
    given = {"data": json.dumps(said), "content_type": "application/json"} if said is not None else {}
    answer = call(f"{BASE}{place}", **given, headers=headers)
    assert answer.status_code == status, answer.content.decode()
    return answer.json() if answer.content else None


def test_rules_are_read_loaded_compared_and_published(book: RuleBook) -> None:
    reader, office = client_of(rows.viewer()), client_of(rows.office())
    assert {one["code"] for one in send(reader, "get", "/rules/instruments")} >= {"QD26_2026", "QD1048_2019"}
    told = send(reader, "get", "/rules")
    assert [(one["id"], one["current"]) for one in told] == [(book.pk, True)]
    assert len(send(reader, "get", f"/rules/{book.pk}/sets")) == 26
    assert "QD26-04" in {one["code"] for one in send(reader, "get", f"/rules/{book.pk}/sets?q=mat ong")}
    sheet = send(reader, "get", f"/rules/{book.pk}/sets/QD26-26")
    assert {one["case"] for part in sheet["parts"] for row in part["criteria"] for one in row["options"]} >= {
        "a",
        "b",
    }
    values = scoring.values_of(scoring.newest_book())
    broken = {**values, "format": 2}
    refused = send(office, "post", "/rules", {"content": broken, "file_name": "x.json"}, 400)
    assert {fault["file"] for fault in refused["faults"]} == {"x.json"}
    send(reader, "post", "/rules", {"content": values}, 403)
    again = send(office, "post", "/rules", {"content": values}, 201)
    assert again["id"] == book.pk
    values["source"] = {"text": "khác"}
    draft = send(office, "post", "/rules", {"content": values, "note": "thử"}, 201)
    assert (draft["state"], draft["no"]) == ("draft", 2)
    assert send(office, "get", f"/rules/compare?before={book.pk}&after={draft['id']}") == []
    send(reader, "get", f"/rules/{draft['id']}", None, 404)
    send(office, "delete", f"/rules/{draft['id']}", None, 204)
    draft = send(office, "post", "/rules", {"content": values}, 201)
    assert send(office, "post", f"/rules/{draft['id']}/publish")["state"] == "published"
    send(office, "delete", f"/rules/{draft['id']}", None, 409)


def test_a_file_from_product_to_submission(mine: rows.Entity) -> None:
    own = client_of(mine.user)
    wanted = {
        "entity": mine.organisation.code,
        "name": "Mứt na",
        "set_code": "QD26-01",
        "place": rows.COMMUNE,
    }
    made = send(own, "post", "/products", wanted, 201)
    assert (made["area_code"], made["standing"]) == (rows.AREA, "never")
    changed = send(own, "patch", f"/products/{made['id']}", {"version": 1, "note": "ghi"})
    assert (changed["version"], changed["note"]) == (2, "ghi")
    send(own, "patch", f"/products/{made['id']}", {"version": 1, "note": "khác"}, 409)
    alias = send(own, "post", f"/products/{made['id']}/aliases", {"kind": "name", "text": "Mãng cầu"}, 201)
    assert [one["name"] for one in send(own, "get", "/products?q=mang cau")] == ["Mứt na"]
    send(own, "delete", f"/products/{made['id']}/aliases/{alias['id']}", None, 204)

    key = "3f0e5b1c-3f57-4a2e-8f63-0d7a8f6f0001"
    begin = {"product": made["id"], "set": "QD26-01"}
    file = send(own, "post", "/dossiers", begin, 201, **{"Idempotency-Key": key})
    assert send(own, "post", "/dossiers", begin, 201, **{"Idempotency-Key": key})["id"] == file["id"]
    place = f"/dossiers/{file['id']}"
    send(own, "patch", f"{place}/registration", {"version": 1, "fields": {"email": "x"}}, 400)
    form = send(own, "patch", f"{place}/registration", {"version": 1, "fields": rows.REGISTRATION})
    assert (form["version"], form["missing"]) == (2, [])
    best = rows.best(scoring.newest_book().sheets["QD26-01"])
    tried = send(own, "post", f"{place}/standing", {"choices": {**best, "3.5": 1}})
    assert (tried["total"], tried["star"], tried["next_star"]) == (98, 3, 4)
    assert tried["missing"][0] | {"labels": []} == {
        "star": 4, "criterion": "3.5", "name": tried["missing"][0]["name"], "need": 2, "have": [1, 1], "labels": []
    }  # fmt: skip
    assert send(own, "get", f"{place}/standing")["total"] == 0
    send(own, "put", f"{place}/choices", {"choices": {"3.5": 7}}, 400)
    assert send(own, "put", f"{place}/choices", {"choices": best})["star"] == 5
    assert send(own, "put", f"{place}/choices/3.5", {"points": 1, "explanation": "đang làm"})["star"] == 3
    assert send(own, "delete", f"{place}/choices/3.5")["unanswered"] == ["3.5"]
    send(own, "post", f"{place}/submit", {"name": "Bà Na"}, 409)
    sent = send(own, "post", f"{place}/submit", {"name": "Bà Na", "despite_unanswered": True})
    assert (sent["state"], sent["code"]) == ("submitted", "1/PĐK-20-06172-2026")
    send(own, "put", f"{place}/choices", {"choices": best}, 409)
    assert Product.objects.get(pk=made["id"]).code == "20-06172-1-2026"


def test_evidence_is_kept_cited_and_opened(mine: rows.Entity) -> None:
    own, other = client_of(mine.user), client_of(rows.entity_with_product("HTX-2", "Mật ong").user)
    draft = rows.drafted(mine)
    answer = own.post(
        f"{BASE}/evidence/files",
        {"organisation": mine.organisation.code, "file": SimpleUploadedFile("a.pdf", pdf()), "paper": "test"},
    )
    assert answer.status_code == 201, answer.content
    piece = answer.json()
    assert (piece["pages"], piece["paper"], piece["standing"]) == (1, "test", "open")
    bad = own.post(
        f"{BASE}/evidence/files",
        {"organisation": mine.organisation.code, "file": SimpleUploadedFile("b.pdf", pdf(b"<< /JS (x) >>"))},
    )
    assert (bad.status_code, bad.json()["code"]) == (400, "paper_has_script")
    link = {"organisation": mine.organisation.code, "url": "https://bao.vn/na", "title": "Bài báo"}
    send(own, "post", "/evidence/links", link, 201)
    send(other, "post", "/evidence/links", link, 404)
    place = f"/evidence/{piece['key']}"
    assert send(own, "patch", place, {"expires_on": "2026-06-30"})["standing"] == "ending"
    cited = send(own, "post", f"/evidence/of/{draft.pk}", {"evidence": [piece["key"]], "criterion": "3.5"})
    assert [(one["criterion"], one["evidence"]["key"]) for one in cited] == [("3.5", piece["key"])]
    assert len(send(own, "get", f"/evidence?organisation={mine.organisation.code}")) == 2
    assert own.get(f"{BASE}{place}/file").getvalue().startswith(b"%PDF-")
    for somewhere in (place, f"{place}/file", f"/evidence?organisation={mine.organisation.code}"):
        send(other, "get", somewhere, None, 404)
    send(own, "delete", f"/evidence/of/{draft.pk}/{cited[0]['id']}", None, 204)
    assert send(own, "post", f"{place}/withdraw")["withdrawn_at"] is not None
    assert send(own, "post", f"{place}/offer")["withdrawn_at"] is None
    assert Evidence.objects.count() == 2


def test_what_is_somebody_else_s_is_not_there(mine: rows.Entity) -> None:
    draft = rows.drafted(mine, registration=rows.REGISTRATION)
    other = client_of(rows.entity_with_product("HTX-2", "Mật ong", rows.OTHER_COMMUNE).user)
    for place in (f"/dossiers/{draft.pk}", f"/dossiers/{draft.pk}/standing", f"/products/{mine.product.pk}"):
        send(other, "get", place, None, 404)
    assert [one["product_name"] for one in send(other, "get", "/dossiers")] == []
    assert [one["name"] for one in send(other, "get", "/products")] == ["Mật ong"]
    send(Client(), "get", "/dossiers", None, 401)
    Dossier.objects.update(state="ready", forwarded_at=rows.at(), code="1/x", slip_no=1, slip_year=2026,
                           committed_at=rows.at(), submitted_at=rows.at())  # fmt: skip
    assert "•" in send(client_of(rows.councillor()), "get", f"/dossiers/{draft.pk}")["registration"]["phone"]
