"""The council's room over the API: a session from its plan to its decision, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cungcau.domain.council import states
from cungcau.domain.council.models import Decision, Item, Score, Session
from cungcau.domain.ocop.models import Certificate, RuleBook
from cungcau.platform.accounts.models import User
from tests.domain.council.council_rows import Sitting, council, facts, taps
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import client_of

pytestmark = pytest.mark.django_db
AT = "/api/v1/ocop/council"


class Caller:
    """Somebody who calls the API."""

    def __init__(self, user: User) -> None:
        self.client: Client = client_of(user)

    def __call__(self, method: str, path: str, body: object = None, status: int = 200, **headers: str) -> Any:
        """The answer's content, of the status expected."""
        call = getattr(self.client, method)
        given = {} if method == "get" else {"data": body or {}, "content_type": "application/json"}
        answer = call(AT + path, headers=headers or None, **given)
        assert answer.status_code == status, (answer.status_code, answer.content.decode()[:400])
        return answer.json() if answer.content else None


def test_a_session_over_the_api(book: RuleBook) -> None:
    office, secretary = Caller(rows.office()), Caller(rows.office("thu-ky"))
    people = {name: rows.councillor(name) for name in ("chu-tich", "mot", "hai")}
    body = {"area": "20", **{name: str(value) if name in DAYS else value for name, value in facts().items()}}
    made = office("post", "/councils", body, 201, **{"Idempotency-Key": "a"})
    assert office("post", "/councils", body, 201, **{"Idempotency-Key": "a"}) == made
    at = f"/councils/{made['id']}"
    posts = {"chu-tich": "chair", "mot": "member", "hai": "member", "thu-ky": "secretary"}
    for name, post in posts.items():
        seat = {"user": name, "post": post, "agency": "Sở", "valid_from": "2026-06-01"}
        office("post", f"{at}/seats", seat, 201)
    assert [one["post"] for one in office("get", f"{at}/seats")] == ["chair", "member", "member", "secretary"]
    changed = office("put", at, {**body, "version": 1, "spread_limit": 5})
    assert (changed["version"], changed["spread_limit"]) == (2, 5)
    assert office("put", at, {**body, "version": 1, "spread_limit": 6}, 409)["code"] == "edited_meanwhile"
    dossier = rows.ready()
    session = office("post", f"{at}/sessions", {"held_on": "2026-06-01", "place": "UBND"}, 201)
    at = f"/sessions/{session['id']}"
    office("put", at, {"held_on": "2026-06-01", "place": "Hội trường", "version": 1})
    status = office("post", f"{at}/items", {"ids": [dossier.pk]})
    item = status["programme"][0]["item"]
    assert status["why_not"] == ["quorum_missing", "members_too_few", "nobody_presides"]
    office("put", f"{at}/order", {"ids": [item]})
    assert office("post", f"{at}/open", status=403)["code"] == "conducts_not"
    for place in status["places"]:
        secretary("post", f"{at}/attendance", {"seat": place["seat"], "present": True})
    secretary("post", f"{at}/preside", {"seat": status["places"][0]["seat"]})
    secretary("post", f"{at}/invite")
    assert secretary("post", f"{at}/open")["session"]["state"] == "open"
    secretary("post", f"{at}/start")
    thing = Item.objects.select_related("dossier__criteria_set__book").get(pk=item)
    for user in people.values():
        member = Caller(user)
        sent = [
            {"criterion": tap.criterion, "points": tap.points, "case": tap.case, "tick": 1}
            for tap in taps(thing, {"3.5": 1})
        ]
        sheet = member("put", f"/items/{item}/my-sheet", {"taps": sent, "remark": "Ngon"})
        assert (sheet["answered"], sheet["total"], sheet["left"]) == (sheet["of"], 98, [])
        assert member("post", f"/items/{item}/my-sheet/submit")["state"] == "submitted"
    member("post", f"/items/{item}/my-sheet/take-back")
    member("post", f"/items/{item}/my-sheet/submit")
    assert secretary("get", f"/items/{item}/table", status=409)["code"] == "scoring_open"
    assert secretary("post", f"/items/{item}/close")["state"] == "agreeing"
    table = secretary("get", f"/items/{item}/table")
    assert table["left"] == [] and [one["total"] for one in table["sheets"]] == [98, 98, 98]
    done = secretary("post", f"/items/{item}/agreement", {"finish": True})
    assert (done["star"], done["band_star"], done["average"]) == (3, 5, [98, 1])
    assert "members" not in done["result"]
    again = secretary("post", f"/items/{item}/reopen", {"reason": "xem lại"})
    assert again["state"] == "agreeing" and again["star"] is None
    values = [{"criterion": "3.5", "points": 2, "reason": "đã có giấy chứng nhận"}]
    assert secretary("post", f"/items/{item}/agreement", {"values": values, "finish": True})["star"] == 5
    assert secretary("get", f"/items/{item}/earlier")[0]["star"] == 3
    secretary("post", f"{at}/close", {"conclusion": "Nhất trí"})
    wanted = {"purpose": "recognise", "items": [item], "authority": "UBND tỉnh"}
    assert office("post", f"{at}/decisions", wanted, 409)["code"] == "decision_item_wrong"
    decision = office("post", f"{at}/decisions", {**wanted, "purpose": "send_up"}, 201)
    signed = {"number": "7/TTr", "signed_on": "2026-06-01", "signer": "Chủ tịch"}
    assert office("post", f"/decisions/{decision['id']}/sign", signed)["state"] == "signed"
    five = office("post", f"{at}/decisions", {**wanted, "purpose": "ministry", "authority": "Bộ"}, 201)
    office("post", f"/decisions/{five['id']}/sign", {**signed, "number": "8/QĐ"})
    assert Certificate.objects.get().star == 5
    assert len(office("get", "/decisions?q=na+chi")) == 2


DAYS = ("decided_on", "valid_from")


def test_recusals_grounds_and_postponing(opened: Sitting) -> None:
    secretary, member = Caller(opened.secretary), Caller(opened.members[0])
    at = f"/items/{opened.item.pk}"
    made = member("post", f"{at}/recusals", {"reason": "anh em"}, 201)
    assert member("get", f"{at}/recusals")[0]["seat"] == opened.seat(opened.members[0]).pk
    secretary("post", f"{at}/recusals/{made['id']}/undo", {"reason": "nhầm"}, 204)
    seat = opened.seat(opened.members[1]).pk
    secretary("post", f"{at}/recusals", {"seat": seat, "reason": "vợ là chủ thể"}, 201)
    assert secretary("post", f"{at}/close", status=409)["code"] == "sheets_missing"
    secretary("post", f"{at}/stop", {"code": "FORGED", "reason": "giấy giả"})
    ground = secretary("get", f"{at}/rejections")[0]
    secretary("post", f"{at}/rejections/{ground['id']}/drop", {"reason": "giấy thật"}, 204)
    secretary("post", f"{at}/rejections", {"code": "FORGED", "reason": "giấy giả thật"}, 201)
    assert secretary("post", f"{at}/agreement", {"finish": True})["star"] is None
    assert secretary("post", f"{at}/postpone", {"reason": "x"}, 409)["code"] == "verb_not_allowed"


def test_one_s_own_sheet_is_for_who_scores(opened: Sitting) -> None:
    at = f"/items/{opened.item.pk}/my-sheet"
    for user in (opened.secretary, opened.office, rows.adviser()):
        assert Caller(user)("get", at, status=403)["code"] == "scores_not"
    member = Caller(opened.members[0])
    assert member("put", at, {"taps": [{"criterion": "4.1", "points": 2}]})["answered"] == 1
    assert member("put", at, {"taps": [{"criterion": "4.1", "points": 99}]}, 400)["code"] == "level_unknown"
    kept = member("put", at, {"taps": [{"criterion": "4.1", "points": 1, "tick": 3}]})["scores"][0]
    assert kept["stale"] is True and kept["points"] == 2
    assert Score.objects.get().points == 2


def test_discussing_over_the_api(opened: Sitting) -> None:
    for user in opened.judges[1:]:
        opened.score(user)
    opened.score(opened.chair, {"4.1": 1, "4.3": 0, "5.1": 0})
    chair = Caller(opened.chair)
    at = f"/items/{opened.item.pk}"
    assert chair("post", f"{at}/close")["state"] == "discussing"
    assert chair("post", f"{at}/discussions", {"text": "Xem lại", "again": True})["attempt"] == 2
    assert chair("get", f"{at}/discussions")[0]["spread"] == 14
    assert len(chair("get", f"{at}/attempts/1/sheets")) == 5
    repeated = chair("post", f"{at}/my-sheet/repeat")
    assert repeated["attempt"] == 2 and repeated["total"] == 86


def test_a_planned_session_is_cleared_and_cancelled(planned: Sitting) -> None:
    office = Caller(planned.office)
    assert office("get", "/sessions?state=planned")[0]["code"] == planned.session.code
    assert Caller(planned.members[0])("get", "/sessions?mine=true")[0]["id"] == planned.session.pk
    assert Caller(rows.councillor("khac"))("get", "/sessions?mine=true") == []
    office("post", f"/items/{planned.item.pk}/take-off", {"reason": "thiếu mẫu"}, 204)
    assert not Item.objects.exists()
    assert office("post", f"/sessions/{planned.session.pk}/items", {"ids": [99999]}, 404)["code"] == (
        "ready_dossier_not_found"
    )
    office("post", f"/sessions/{planned.session.pk}/cancel", {"reason": "bão"})
    assert Session.objects.get().state == states.CANCELLED


def test_somebody_else_s_province_is_not_found(opened: Sitting) -> None:
    other = Caller(rows.person("vp-91", "ocop_office", "91"))
    assert other("get", f"/sessions/{opened.session.pk}", status=404)["code"] == "council_session_not_found"
    assert other("get", f"/items/{opened.item.pk}", status=404)["code"] == "council_item_not_found"
    assert other("get", f"/councils/{council(decision_no='x').pk}", status=404)["code"] == "council_not_found"
    assert other("get", "/sessions") == []
    decision = Decision.objects.create(
        session=opened.session, kind="recognise", authority="UBND", area_code="20"
    )
    assert other("get", f"/decisions/{decision.pk}", status=404)["code"] == "ocop_decision_not_found"
