"""The pages of organisations: found, entered without doubling, corrected by two at once, merged."""

from __future__ import annotations

import json
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.registry import services
from cungcau.domain.registry.models import (
    Certificate,
    Consent,
    GrowingArea,
    KnownDifferent,
    Membership,
    Organisation,
)
from cungcau.platform.audit.models import Entry
from cungcau.reference.catalogue.models import CertificateKind, Commodity
from tests.domain.reading_pages import cells_of, client_of, csv_of, text_of, xlsx_of
from tests.domain.registry.registry_rows import ON, join, org, record_more
from tests.domain.season_rows import SOURCE, Small, person

pytestmark = pytest.mark.django_db
LIST = "/to-chuc/"
COUNTS = Path(__file__).with_name("query_counts.json")


@pytest.fixture
def coordinator(small: Small) -> Client:
    record_more()
    kind = CertificateKind.objects.get()
    paper = services.Paper(kind, SOURCE, "VG-01", expires_on=ON + timedelta(days=20))
    services.add_certificate(organisation=org("HTX"), paper=paper, actor=None, on=ON)
    return client_of(person("dieu-phoi", "coordinator"))


def page(code: str, below: str = "") -> str:
    return f"{LIST}{org(code).pk}/{below}"


def hidden(response: object) -> dict[str, str]:
    """The hidden fields of a form."""
    html = response.content.decode()  # type: ignore[attr-defined]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"q": "nong thi dao"}, ["Hộ Nông Thị Đào"]),
        ({"q": "TL"}, ["Thương lái Hà Nội"]),
        ({"kind": "union"}, ["Liên hiệp HTX Văn Lãng"]),
        ({"area": "20.06124"}, ["Hộ Lý Mỹ Yến", "HTX Hoàng Việt"]),
        ({"certificate": "VG"}, ["HTX Hồng Tân Mỹ"]),
        ({"certificate": "any"}, ["HTX Hồng Tân Mỹ"]),
        ({"look": "expiring"}, ["HTX Hồng Tân Mỹ"]),
        ({"look": "no_place"}, ["Thương lái Hà Nội"]),
        ({"look": "stale"}, []),
        ({"look": "no_phone", "kind": "cooperative", "sort": "-name"}, ["HTX Hồng Tân Mỹ", "HTX Hoàng Việt"]),
    ],
)
def test_filters_and_orders(coordinator: Client, query: dict[str, str], codes: list[str]) -> None:
    response = coordinator.get(LIST, query)
    assert response.status_code == 200
    assert (cells_of(response) if codes else []) == codes


def test_the_list_leaves_as_a_file_with_phones_masked(coordinator: Client) -> None:
    rows = csv_of(coordinator.get(LIST, {"kind": "household", "xuat": "csv"}))
    assert [row["Mã"] for row in rows] == ["H2", "H3", "H1", "H5", "H4"]
    assert rows[2]["Điện thoại"] == "091•••78"
    header, *body = xlsx_of(coordinator.get(LIST, {"certificate": "VG", "xuat": "xlsx"}))
    assert (
        body[0][:3] == ("HTX", "HTX Hồng Tân Mỹ", "Hợp tác xã")
        and body[0][header.index("Giấy còn hạn")] == "VietGAP"
    )
    papers = csv_of(coordinator.get(f"{LIST}sap-het-han/", {"xuat": "csv"}))
    assert [(row["Tổ chức, hộ"], row["Số"], row["Tình trạng"]) for row in papers] == [
        ("HTX Hồng Tân Mỹ", "VG-01", "sắp hết hạn")
    ]


def test_nothing_found_and_senseless_filters(coordinator: Client) -> None:
    assert "Không có tổ chức, hộ nào khớp" in text_of(coordinator.get(LIST, {"q": "xoài"}))
    assert coordinator.get(LIST, {"kind": "king"}).status_code == 400


def test_who_sees_what(coordinator: Client) -> None:
    officer = client_of(person("can-bo", "commune_officer", "20.06172"))
    assert "Hộ Lý Mỹ Yến" not in text_of(officer.get(LIST))
    assert officer.get(page("H3")).status_code == 404
    assert client_of(person("khong-quyen")).get(LIST).status_code == 403
    assert Client().get(LIST).status_code == 302
    user = person("dai-dien", "representative")
    services.add_agent(user=user, organisation=org("HTX"), days=services.Days(), source="x", actor=None)
    agent = client_of(user)
    assert cells_of(agent.get(LIST)) == [
        "Hộ Hoàng Văn Bảy",
        "Hộ Lý Mỹ Yến",
        "Hộ Nông Thị Đào",
        "HTX Hồng Tân Mỹ",
    ]
    assert agent.get(page("H1", "sua/")).status_code == 200
    assert agent.get(page("H4")).status_code == 404 and agent.get(f"{LIST}moi/").status_code == 403


def test_a_page_tells_all_that_is_known(coordinator: Client) -> None:
    join("H4", "HTX")
    text = text_of(coordinator.get(page("HTX")))
    for words in ("HTX Hồng Tân Mỹ", "Xã Tân Mỹ, Huyện Văn Lãng", "Nay là: Xã Hoàng Văn Thụ",
                  "Gồm 4 tổ chức, hộ ở mọi cấp", "đang đại diện trực tiếp cho 3", "Hộ Vi Văn Sáu", "VietGAP",
                  "VG-01", "sắp hết hạn", "chưa đồng ý"):  # fmt: skip
        assert words in text, words
    assert "1 lô" in text_of(coordinator.get(page("H1")))
    assert (
        coordinator.get(f"{LIST}{10**18}/").status_code
        == 404
        == coordinator.get(f"{LIST}{10**30}/").status_code
    )


def test_a_phone_number_is_shown_on_request_and_the_look_is_kept(coordinator: Client) -> None:
    assert "912345678" not in coordinator.get(page("H1")).content.decode()
    assert "912345678" not in coordinator.get(page("H1", "sua/")).content.decode()
    shown = coordinator.post(page("H1", "so-dien-thoai/"))
    assert "0912 345 678" in text_of(shown)
    assert Entry.objects.filter(verb="registry.phone_seen").count() == 1
    assert coordinator.get(page("H1", "so-dien-thoai/")).status_code == 405


NEW = {
    "name": "Hộ Nông Thị Đào",
    "kind": "household",
    "unit": "Tân Mỹ, Văn Lãng",
    "new_phone": "0912 345 678",
    "source": "chị Lan",
}


def test_a_double_is_shown_before_anything_is_written(coordinator: Client) -> None:
    asked = coordinator.post(f"{LIST}moi/", NEW)
    text = text_of(asked)
    assert (
        "Có thể trùng với Hộ Nông Thị Đào" in text
        and "cùng số điện thoại (+8491•••78); cùng tên, cùng địa bàn" in text
    )
    assert Organisation.objects.filter(name="Hộ Nông Thị Đào").count() == 1
    saved = coordinator.post(f"{LIST}moi/", {**NEW, "different": str(org("H1").pk)})
    assert saved.status_code == 302
    new = Organisation.objects.get(code="ho-nong-thi-dao-20-06172")
    assert (new.phone, new.area_code, KnownDifferent.objects.count()) == ("+84912345678", "20.06172", 1)


def test_a_form_sent_twice_makes_one(coordinator: Client) -> None:
    token = hidden(coordinator.get(f"{LIST}moi/"))["once_token"]
    sent = {**NEW, "name": "Hộ Mới", "new_phone": "", "once_token": token}
    first, second = (
        coordinator.post(f"{LIST}moi/", sent),
        coordinator.post(f"{LIST}moi/", {**sent, "different": "0"}),
    )
    assert first.status_code == 302
    assert Organisation.objects.filter(name="Hộ Mới").count() == 1 and second.status_code in (200, 302)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"new_phone": "12"}, "Không phải số điện thoại"), ({"name": "???"}, "Tên cần có chữ hoặc số"),
        ({"unit": "Xứ Thần Tiên"}, "Không tìm thấy nơi này"), ({"source": ""}, "bắt buộc"), ({"kind": "king"}, "king"),
        ({"name": "a\x00b"}, "rỗng"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_by_its_field_and_nothing_is_lost(
    coordinator: Client, change: dict[str, str], said: str
) -> None:
    before = Organisation.objects.count()
    answer = coordinator.post(f"{LIST}moi/", {**NEW, "note": "giữ lại chữ này", **change})
    assert answer.status_code == 400
    assert "giữ lại chữ này" in answer.content.decode()
    assert said in text_of(answer) or said == "rỗng" or said == "bắt buộc"
    assert Organisation.objects.count() == before


def test_two_people_at_one_household_choose_field_by_field(coordinator: Client) -> None:
    address = page("H1", "sua/")
    mine = {"name": "Hộ Nông Thị Đào", "kind": "household", "unit": "", "source": SOURCE}
    first, second = coordinator.get(address), coordinator.get(address)
    unit = re.search(r'name="unit" value="([^"]*)"', first.content.decode())
    assert unit is not None
    mine["unit"] = unit.group(1)
    saved = coordinator.post(address, {**mine, **hidden(first), "goods": "na"})
    assert saved.status_code == 302, text_of(saved)
    clash = coordinator.post(address, {**mine, **hidden(second), "goods": "hồng", "note": "mới"})
    assert clash.status_code == 409
    text = text_of(clash)
    assert "Có người khác đã lưu thay đổi" in text and "na" in text
    assert org("H1").goods == "na" and org("H1").note == ""
    done = coordinator.post(
        address, {**mine, **hidden(clash), "goods": "hồng", "note": "mới", "merge-goods": "mine"}
    )
    assert done.status_code == 302
    assert (org("H1").goods, org("H1").note, org("H1").phone, org("H1").version) == (
        "hồng",
        "mới",
        "+84912345678",
        3,
    )
    assert Entry.objects.filter(verb="registry.organisation_changed").count() == 2


def test_a_new_phone_takes_the_place_of_the_old_or_drops_it(coordinator: Client) -> None:
    for more, phone in (({"new_phone": "0987654321"}, "+84987654321"), ({"drop_phone": "on"}, None)):
        drawn = coordinator.get(page("H1", "sua/"))
        unit = re.search(r'name="unit" value="([^"]*)"', drawn.content.decode())
        assert unit is not None
        sent = {
            "name": "Hộ Nông Thị Đào",
            "kind": "household",
            "unit": unit.group(1),
            "source": SOURCE,
            **hidden(drawn),
            **more,
        }
        assert coordinator.post(page("H1", "sua/"), sent).status_code == 302
        assert org("H1").phone == phone
    assert "987654321" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_members_representative_agent_consent_through_the_pages(coordinator: Client) -> None:
    added = coordinator.post(
        page("HTX", "thanh-vien/"), {"member": "vi van sau", "role": "member", "source": "sổ HTX"}
    )
    assert added.status_code == 302
    tie = Membership.objects.get()
    unclear = coordinator.post(page("HTX", "thanh-vien/"), {"member": "hộ", "role": "member", "source": "x"})
    assert unclear.status_code == 400 and "Ý bạn là …?" in text_of(unclear)
    again = coordinator.post(page("HTX", "thanh-vien/"), {"member": "H4", "role": "member", "source": "x"})
    assert "đã là thành viên" in text_of(again)
    assert coordinator.post(f"{LIST}thanh-vien/{tie.pk}/ket-thuc/", {"valid_to": str(ON)}).status_code == 302
    speaker = {"representative": "HTX Hoàng Việt", "valid_from": str(ON)}
    assert coordinator.post(page("H4", "dai-dien/"), speaker).status_code == 302
    assert org("H4").representative == org("HTX2")
    person("lan", "representative")
    agent = {"user": "lan", "valid_from": str(ON), "source": "Quyết định 5"}
    assert coordinator.post(page("HTX", "nguoi-thay-mat/"), agent).status_code == 302
    assert "Không có tài khoản" in text_of(
        coordinator.post(page("HTX", "nguoi-thay-mat/"), {**agent, "user": "ai"})
    )
    yes = {"purpose": "publish_name", "given": "yes", "how": "call", "on": str(ON)}
    assert coordinator.post(page("H1", "dong-y/"), yes).status_code == 302
    assert Consent.objects.get().given
    assert "Ngày này chưa đến" in text_of(
        coordinator.post(page("H1", "dong-y/"), {**yes, "on": str(ON + timedelta(1))})
    )


def test_papers_and_land_through_the_pages(coordinator: Client) -> None:
    kind, hong = CertificateKind.objects.get().pk, Commodity.objects.get().pk
    paper = {"kind": kind, "number": "VG-09", "source": "bản giấy", "issued_on": "2021-01-01"}
    assert coordinator.post(page("H1", "chung-nhan/"), paper).status_code == 302
    one = Certificate.objects.get(number="VG-09")
    drawn = coordinator.get(f"{LIST}chung-nhan/{one.pk}/")
    changed = coordinator.post(
        f"{LIST}chung-nhan/{one.pk}/", {**paper, **hidden(drawn), "expires_on": "2022-01-01"}
    )
    assert changed.status_code == 302, text_of(changed)
    revoke = {"revoked_on": str(ON), "reason": "hết hiệu lực hợp đồng"}
    assert coordinator.post(f"{LIST}chung-nhan/{one.pk}/thu-hoi/", revoke).status_code == 302
    one.refresh_from_db()
    assert (str(one.expires_on), one.revoked_on) == ("2022-01-01", ON)
    land = {
        "commodity": hong,
        "name": "Đồi",
        "planted_m2": "1 ha",
        "bearing_m2": "2 ha",
        "source": "anh Bảy",
        "point": "106.66, 21.98",
    }
    asked = coordinator.post(page("H1", "vung-trong/"), land)
    assert "lớn hơn diện tích trồng" in text_of(asked) and not GrowingArea.objects.exists()
    assert coordinator.post(page("H1", "vung-trong/"), {**land, "doubts-later": "1"}).status_code == 302
    field = GrowingArea.objects.get()
    assert (field.planted_m2, field.lat, field.lon) == (10_000, 21.98, 106.66)
    drawn = coordinator.get(f"{LIST}vung-trong/{field.pk}/")
    fixed = coordinator.post(
        f"{LIST}vung-trong/{field.pk}/", {**land, **hidden(drawn), "bearing_m2": "0,8 ha"}
    )
    assert fixed.status_code == 302, text_of(fixed)
    field.refresh_from_db()
    assert (field.bearing_m2, field.version) == (8000, 2)
    assert "lands-map" in coordinator.get(page("H1")).content.decode()


def test_comparing_and_merging_through_the_page(coordinator: Client) -> None:
    services.record_organisations(
        rows=[services.OrganisationRow("H1B", "Nông Thị Đào", "household", SOURCE, "06172", phone="0912345678")],
        on=ON, actor=None,
    )  # fmt: skip
    assert "Có thể trùng với Nông Thị Đào" in text_of(coordinator.get(page("H1")))
    double, address = org("H1B").pk, page("H1", f"gop/{org('H1B').pk}/")
    drawn = coordinator.get(address)
    assert "cùng số điện thoại" in text_of(drawn)
    done = coordinator.post(address, {**hidden(drawn), "pick-name": "merged", "reason": "cùng một người"})
    assert done.status_code == 302 and org("H1").name == "Nông Thị Đào"
    assert coordinator.get(f"{LIST}{double}/").headers["Location"] == page("H1")
    assert coordinator.post(address).status_code == 409
    deed = org("H1").merges.get()
    assert coordinator.post(f"{LIST}gop/{deed.pk}/tach/").status_code == 302
    assert coordinator.get(f"{LIST}{double}/").status_code == 200


def test_query_counts_are_known(coordinator: Client, small: Small) -> None:
    """A page that asks more than it did fails here; ``CUNGCAU_SNAPSHOT=1`` writes a new snapshot down."""
    rows = [
        services.OrganisationRow(f"M{n}", f"Hộ {n}", "household", SOURCE, "06172", "HTX") for n in range(60)
    ]
    services.record_organisations(rows=rows, on=ON, actor=None)
    for n in range(20):
        join(f"M{n}", "HTX")
    pages = {
        "list": LIST, "list-filtered": f"{LIST}?q=ho&certificate=any&look=no_phone",
        "certificates": f"{LIST}sap-het-han/",
        "organisation": page("HTX"), "household": page("H1"), "edit": page("H1", "sua/"), "new": f"{LIST}moi/",
        "suggest": f"{LIST}goi-y?q=ho", "merge": page("H1", f"gop/{org('H2').pk}/"),
        "member": page("HTX", "thanh-vien/"),
    }  # fmt: skip
    found = {}
    for name, address in pages.items():
        coordinator.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert coordinator.get(address).status_code == 200, name
        found[name] = len(queries)
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(COUNTS.read_text(encoding="utf-8"))
