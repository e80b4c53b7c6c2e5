"""The council's pages: a session prepared, held, decided in the browser; what is asked of the database."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.council import states
from cungcau.domain.council.models import Attendance, Council, Decision, Item, Recusal, Score, Seat
from cungcau.domain.council.services import agenda
from cungcau.domain.ocop import states as ocop_states
from cungcau.domain.ocop.models import Certificate, RuleBook
from cungcau.platform.notify.models import Notification
from tests.domain.council.council_rows import Sitting, sitting, taps
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import client_of, csv_of, text_of
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).with_name("query_counts.json")
AT = "/ocop/hoi-dong"


def post(client: Client, address: str, **data: object) -> str:
    """Send a form and read the page it leads to."""
    answer = client.post(AT + address, data, follow=True)
    assert answer.status_code == 200, answer.status_code
    return text_of(answer) + " " + answer.content.decode()


def test_a_council_is_set_up_seated_and_changed(book: RuleBook) -> None:
    office = client_of(rows.office())
    member, secretary = rows.councillor(), rows.office("thu-ky")
    page = office.get(f"{AT}/moi/")
    assert "20" in page.content.decode() and "Lạng Sơn" in page.content.decode()
    facts = {
        "area": "20", "name": "Hội đồng OCOP", "decision_no": "12/QĐ", "decided_on": "2026-05-25",
        "valid_from": "2026-05-25", "quorum_percent": 66, "chair_must_attend": "on", "least_members": 1,
        "spread_limit": 8, "minimum_rule": "average", "shown_decimals": 1, "source": "quyết định",
    }  # fmt: skip
    refused = office.post(f"{AT}/moi/", {**facts, "quorum_percent": 0})
    assert refused.status_code == 422 and not Council.objects.exists()
    assert office.post(f"{AT}/moi/", facts).status_code == 302
    council = Council.objects.get()
    assert (council.quorum_percent, council.minimum_rule, council.area_code) == (66, "average", "20")
    assert "đã có trong tỉnh" in office.post(f"{AT}/moi/", facts).content.decode()
    seat = {"post": "chair", "user": member.pk, "agency": "UBND tỉnh", "valid_from": "2026-06-01"}
    post(office, f"/{council.pk}/ghe/", **seat)
    assert Seat.objects.get().post == "chair"
    said = post(office, f"/{council.pk}/ghe/", **{**seat, "user": secretary.pk})
    assert "chưa được giao vai trò" in said or "chọn" in said
    post(office, f"/{council.pk}/ghe/", **{**seat, "user": secretary.pk, "post": "secretary"})
    assert Seat.objects.count() == 2
    said = post(
        office, f"/ghe/{Seat.objects.get(post='chair').pk}/thoi/", valid_to="2026-06-20", reason="nghỉ hưu"
    )
    assert "thôi tham gia" in said
    page = office.get(f"{AT}/{council.pk}/sua/").content.decode()
    hidden = dict(re.findall(r'name="(version|seen)" value="([^"]+)"', page))
    changed = {**facts, **hidden, "spread_limit": 5}
    assert office.post(f"{AT}/{council.pk}/sua/", changed).status_code == 302
    council.refresh_from_db()
    assert council.spread_limit == 5 and council.version == 2
    assert office.post(f"{AT}/{council.pk}/sua/", {**changed, "spread_limit": 6}).status_code == 409


def test_a_whole_session_in_the_browser(book: RuleBook) -> None:
    dossier, other = rows.ready(), rows.ready(rows.entity_with_product("HTX-HOI", "Hoa hồi"))
    found = sitting(rows.ready(rows.entity_with_product("HTX-X", "Mật ong")))
    agenda.take_off(item=found.items[0], reason="thử", actor=found.office)
    office, secretary = client_of(found.office), client_of(found.secretary)
    at = f"/phien/{found.session.pk}"
    listed = text_of(office.get(f"{AT}{at}/ho-so/?q=hoi"))
    assert "Hoa hồi" in listed and "Na Chi Lăng" not in listed
    post(office, f"{at}/ho-so/", **{"ho-so": [dossier.pk, other.pk]})
    one, two = Item.objects.filter(session=found.session).order_by("no")
    post(office, f"{at}/thu-tu/", chuyen=f"{two.pk}:len")
    assert list(Item.objects.filter(session=found.session).order_by("no")) == [two, one]
    post(office, f"/san-pham/{two.pk}/dua-ra/", reason="thiếu mẫu")
    post(office, f"{at}/moi-hop/")
    assert Notification.objects.filter(message="council.invited").count() == 6
    post(secretary, f"{at}/du-mat/")
    assert Attendance.objects.filter(present=True).count() == 6
    post(secretary, f"{at}/chu-tri/", ghe=found.seat(found.chair).pk)
    post(secretary, f"{at}/khai-mac/")
    found.session.refresh_from_db()
    assert found.session.state == states.OPEN
    post(secretary, f"{at}/phat-phieu/")
    members = [client_of(user) for user in found.judges]
    for member in members:
        page = member.get(f"{AT}/san-pham/{one.pk}/cham/")
        assert page.status_code == 200 and "Chủ thể tự chấm" in page.content.decode()
        sent = [
            {
                "criterion": tap.criterion,
                "points": tap.points,
                "case": tap.case,
                "uuid": str(tap.client_uuid),
                "tick": 5,
            }
            for tap in taps(found.again(one), {"3.5": 2, "8": 3, "12": 1, "7": 0, "4.3": 2})
        ]
        kept = member.post(
            f"{AT}/san-pham/{one.pk}/cham/luu/",
            json.dumps({"taps": sent, "remark": "Tốt"}),
            content_type="application/json",
        )
        assert kept.status_code == 200 and kept.json()["left"] == []
        assert kept.json()["total"] == 89
        assert "Đã nộp phiếu" in post(member, f"/san-pham/{one.pk}/cham/nop/")
    assert "mở" in post(secretary, f"/san-pham/{one.pk}/khep/")
    page = post(secretary, f"/san-pham/{one.pk}/thong-nhat/", chot="1")
    assert "4 sao" in page
    post(secretary, f"{at}/be-mac/", conclusion="Nhất trí.")
    page = office.get(f"{AT}{at}/").content.decode()
    token = re.search(r'name="once_token" value="([^"]+)"', page)
    assert token
    post(
        office,
        f"{at}/quyet-dinh/",
        loai="recognise",
        muc=[one.pk],
        authority="UBND tỉnh",
        once_token=token[1],
    )
    decision = Decision.objects.get()
    said = post(
        office, f"/quyet-dinh/{decision.pk}/ky/", number="9/QĐ-UBND", signed_on="2026-06-01", signer=""
    )
    assert "Người ký" in said and not Certificate.objects.exists()
    post(
        office,
        f"/quyet-dinh/{decision.pk}/ky/",
        number="9/QĐ-UBND",
        signed_on="2026-06-01",
        signer="Chủ tịch",
    )
    assert Certificate.objects.get().star == 4
    dossier.refresh_from_db()
    assert dossier.state == ocop_states.RECOGNISED
    for path in (
        f"{at}/chuong-trinh",
        f"{at}/bien-ban",
        f"{at}/tong-hop",
        f"/quyet-dinh/{decision.pk}/van-ban",
    ):
        for kind, magic in (("pdf", b"%PDF"), ("docx", b"PK")):
            paper = office.get(f"{AT}{path}.{kind}")
            assert paper.status_code == 200 and paper.content.startswith(magic), path
    sheet = found.again(one).sheets.first()
    assert sheet is not None
    assert office.get(f"{AT}/san-pham/{one.pk}/phieu-{sheet.pk}.pdf").content.startswith(b"%PDF")


def test_scoring_without_scripts(opened: Sitting) -> None:
    member = client_of(opened.members[0])
    sent = {f"s-{tap.criterion}": f"{tap.points}:{tap.case}".rstrip(":") for tap in taps(opened.item)}
    answer = member.post(
        f"{AT}/san-pham/{opened.item.pk}/cham/", {**sent, "remark": "Ngon", "n-1.1": "xem lại"}, follow=True
    )
    assert "Đã lưu phiếu" in text_of(answer)
    assert Score.objects.filter(sheet__seat__user=opened.members[0]).count() == len(sent)
    assert Score.objects.get(criterion="1.1").note == "xem lại"


def test_a_save_says_why_not(opened: Sitting) -> None:
    member = client_of(opened.members[0])
    at = f"{AT}/san-pham/{opened.item.pk}/cham/luu/"

    def send(body: object) -> tuple[int, str]:
        answer = member.post(at, json.dumps(body), content_type="application/json")
        return answer.status_code, answer.json().get("code", "")

    assert send([1]) == (400, "scores_unreadable")
    assert send({"taps": [{"criterion": "1.1"}]}) == (400, "scores_unreadable")
    assert send({"taps": [{"criterion": "1.1", "points": 2, "uuid": "x"}]}) == (400, "scores_unreadable")
    assert send({"taps": [{"criterion": "99", "points": 2}]}) == (400, "criterion_not_scored")
    assert send({"taps": [{"criterion": "1.2", "points": 17}]}) == (400, "level_unknown")
    assert client_of(opened.secretary).post(at, "{}", content_type="application/json").status_code == 403
    assert Client().post(at, "{}", content_type="application/json").status_code == 401


def test_a_member_stands_out_by_themselves(opened: Sitting) -> None:
    user = opened.members[0]
    post(client_of(user), f"/san-pham/{opened.item.pk}/dung-ngoai/", reason="anh em với chủ thể")
    assert Recusal.objects.get().recorded_by == user
    answer = client_of(user).get(f"{AT}/san-pham/{opened.item.pk}/cham/")
    assert "đứng ngoài" in text_of(answer)
    post(
        client_of(opened.secretary),
        f"/san-pham/{opened.item.pk}/dung-ngoai/{Recusal.objects.get().pk}/bo/",
        reason="nhầm",
    )
    assert not Recusal.objects.exists()


def test_my_sessions_say_what_waits(opened: Sitting) -> None:
    member = client_of(opened.members[0])
    assert "1 sản phẩm chờ bạn chấm" in text_of(member.get(f"{AT}/phien-cua-toi/"))
    opened.score(opened.members[0])
    assert "Đã nộp phiếu" in text_of(member.get(f"{AT}/phien-cua-toi/"))


def test_live_is_drawn_only_when_something_changed(opened: Sitting) -> None:
    client = client_of(opened.secretary)
    page = client.get(f"{AT}/phien/{opened.session.pk}/").content.decode()
    poll = re.search(r'hx-get="([^"]+)"', page)
    assert poll
    address = poll[1].replace("&amp;", "&")
    assert client.get(address).status_code == 204
    opened.score(opened.members[0])
    changed = client.get(address)
    assert changed.status_code == 200 and "1/5" in changed.content.decode()
    assert client.get(f"{AT}/phien/{opened.session.pk}/dang-dien-ra/?v=x&den=5").status_code == 286


def test_lists_are_searched_and_exported(opened: Sitting) -> None:
    client = client_of(opened.office)
    assert opened.session.code in text_of(client.get(f"{AT}/phien/?q=na+chi"))
    assert opened.session.code in text_of(client.get(f"{AT}/phien/?q=hoi+truong"))
    assert opened.session.code not in text_of(client.get(f"{AT}/phien/?q=vải+thiều"))
    assert client.get(f"{AT}/phien/?first=2026-13-01").status_code == 400
    (row,) = csv_of(client.get(f"{AT}/phien/?state=open&xuat=csv"))
    assert row["Mã phiên"] == opened.session.code and row["Số sản phẩm"] == "1"
    (row,) = csv_of(client.get(f"{AT}/?q=lang+son&xuat=csv"))
    assert row["Thành viên chấm điểm"] == "5"


def test_other_provinces_and_roles_are_kept_out(opened: Sitting) -> None:
    stranger = client_of(person("can-bo-xa", "commune_officer", rows.AREA))
    other = client_of(person("van-phong-91", "ocop_office", "91"))
    for path in (f"/phien/{opened.session.pk}/", f"/san-pham/{opened.item.pk}/", f"/{opened.council.pk}/"):
        assert stranger.get(AT + path).status_code == 403
        assert other.get(AT + path).status_code == 404
    assert opened.session.code not in text_of(other.get(f"{AT}/phien/"))
    assert client_of(opened.office).get(f"{AT}/phien/{2**70}/").status_code == 404


def count(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        answer = client.get(path)
    assert answer.status_code in (200, 204), (path, answer.status_code)
    return len(found)


def test_query_counts(book: RuleBook) -> None:
    """What pages ask of the database does not grow with what they show."""
    entities = [rows.entity_with_product(f"HTX-{n}", f"Sản phẩm {n}") for n in range(12)]
    found = sitting(*[rows.ready(one) for one in entities[:8]], members=7)
    waiting = sitting_page(found)
    found.open()
    for item in found.items[:3]:
        found.score_all(item=item)
        found.close(found.again(item))
    found.finish(found.items[0])
    secretary, member = client_of(found.secretary), client_of(found.members[0])
    pages = {
        "councils": (secretary, "/"),
        "council": (secretary, f"/{found.council.pk}/"),
        "sessions": (secretary, "/phien/"),
        "session open": (secretary, f"/phien/{found.session.pk}/"),
        "session live": (secretary, f"/phien/{found.session.pk}/dang-dien-ra/"),
        "mine": (member, "/phien-cua-toi/"),
        "item scoring": (secretary, f"/san-pham/{found.items[4].pk}/"),
        "item agreeing": (secretary, f"/san-pham/{found.items[1].pk}/"),
        "item done": (secretary, f"/san-pham/{found.items[0].pk}/"),
        "desk": (member, f"/san-pham/{found.items[4].pk}/cham/"),
        "minutes": (secretary, f"/phien/{found.session.pk}/bien-ban.docx"),
        "summary": (secretary, f"/phien/{found.session.pk}/tong-hop.docx"),
    }  # fmt: skip
    found_counts = dict(waiting)
    for name, (client, path) in pages.items():
        if "live" in name:
            path += "?den=99999999999"
        client.get(AT + path)
        found_counts[name] = count(client, AT + path)
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(found_counts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert found_counts == json.loads(COUNTS.read_text(encoding="utf-8"))


def sitting_page(found: Sitting) -> dict[str, int]:
    """Pages of a session that is being prepared."""
    office = client_of(found.office)
    counts = {}
    for name, path in {
        "session planned": f"/phien/{found.session.pk}/",
        "ready": f"/phien/{found.session.pk}/ho-so/",
    }.items():
        office.get(AT + path)
        counts[name] = count(office, AT + path)
    return counts
