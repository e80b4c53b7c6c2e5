"""Pages of trade promotion: lists narrowed, sorted, taken away; forms that say what is wrong; rights; query counts."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.promotion.models import Displayed, DisplayPoint, Event, EventParty, EventSite, Memorandum
from cungcau.domain.promotion.services import displays, events
from cungcau.domain.promotion.services.demo import CONFERENCE, show_promotion
from cungcau.domain.registry.services import OrganisationRow, record_organisations
from cungcau.reference.catalogue.models import Season
from tests.domain.orders.order_rows import agreed_order
from tests.domain.promotion import promotion_rows as rows
from tests.domain.promotion.test_promotion import product
from tests.domain.reading_pages import cells_of, client_of, csv_of, text_of, xlsx_of
from tests.domain.season_rows import SOURCE, Small, person

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).with_name("query_counts.json")
HOME = "/xuc-tien/"


@pytest.fixture
def browser(small: Small) -> Client:
    return client_of(person("dieu-phoi", "coordinator"))


def typed(form: dict[str, object], page: object) -> dict[str, object]:
    """A form's values with the version and token of the page they were typed on."""
    context = page.context  # type: ignore[attr-defined]
    shown = context["form"]
    hidden = {name: shown.initial.get(name, "") for name in ("version", "seen") if shown.initial.get(name)}
    return {**form, **hidden}


EVENT_FORM: dict[str, object] = {
    "title": "Tuần hồng vành khuyên", "kind": "week", "way": "in_person", "starts_on": "2021-10-01",
    "ends_on": "2021-10-07", "unit": "Hoàng Văn Thụ, Lạng Sơn", "place_text": "Chợ trung tâm",
    "held_by": "UBND xã", "goods": "Hồng", "purpose": "", "result": "", "visitors": "", "source": "",
}  # fmt: skip


def test_an_event_is_entered_corrected_and_held(browser: Client) -> None:
    """Through the pages: the form, its correction, its places and parties, its state."""
    made = browser.post(HOME + "su-kien/moi/", EVENT_FORM)
    assert made.status_code == 302, text_of(made)
    one = Event.objects.get()
    here = f"{HOME}su-kien/{one.pk}/"
    assert made["Location"] == here and one.area_code == "20.06172"
    page = browser.get(here + "sua/")
    said = browser.post(here + "sua/", typed({**EVENT_FORM, "visitors": "300"}, page))
    assert said.status_code == 302, text_of(said)
    one.refresh_from_db()
    assert (one.visitors, one.version) == (300, 2)
    stale = browser.post(here + "sua/", typed({**EVENT_FORM, "visitors": "200"}, page))
    assert stale.status_code == 409 and "300" in text_of(stale)
    assert browser.post(here + "diem-cau/", {"kind": "stand", "name": "Gian 1"}).status_code == 302
    assert browser.post(here + "diem-cau/", {"kind": "stand", "name": "Gian 1"}).status_code == 400
    wrong = browser.post(
        here + "tham-gia/", {"role": "buyer", "organisation": "TL", "name": "Thương lái khác"}
    )
    assert wrong.status_code == 400 and "đúng một trong hai" in text_of(wrong)
    assert browser.post(here + "tham-gia/", {"role": "buyer", "organisation": "TL"}).status_code == 302
    party = EventParty.objects.get()
    browser.post(f"{here}tham-gia/{party.pk}/", {"came": "co"})
    assert "có dự" in text_of(browser.get(here))
    assert browser.post(f"{here}tham-gia/{party.pk}/", {"came": "có thể"}).status_code == 404
    browser.post(f"{here}tham-gia/{party.pk}/")
    browser.post(f"{here}diem-cau/{EventSite.objects.get().pk}/bo/")
    assert not EventParty.objects.exists() and not EventSite.objects.exists()
    assert browser.post(here + "viec/da-to-chuc/").status_code == 409, "it begins on 1/10"
    assert browser.post(here + "viec/thoi/", {"reason": ""}).status_code == 400
    browser.post(here + "viec/thoi/", {"reason": "Mưa bão"})
    assert "Mưa bão" in text_of(browser.get(here))
    assert browser.post(here + "viec/bay/").status_code == 404


def test_wrong_forms_say_what_is_wrong(browser: Client) -> None:
    """Nothing is written; each sentence stands by its field."""
    wrong = browser.post(
        HOME + "su-kien/moi/", {**EVENT_FORM, "ends_on": "2021-09-01", "unit": "Xã Không Có"}
    )
    assert wrong.status_code == 400
    assert "Ngày cuối không được trước ngày đầu." in text_of(wrong) and "Không tìm thấy nơi này" in text_of(
        wrong
    )
    same = {
        "number": "BB-1", "seller": "HTX", "buyer": "HTX", "commodity": Memorandum._meta.get_field("commodity")
        .related_model.objects.get(code="hong").pk, "kg": "20 tấn", "signed_on": "2021-09-20",
        "starts_on": "2021-09-20", "ends_on": "2021-09-10",
    }  # fmt: skip
    wrong = browser.post(HOME + "bien-ban/moi/", same)
    assert wrong.status_code == 400 and "Ngày cuối không được trước ngày đầu." in text_of(wrong)
    wrong = browser.post(HOME + "bien-ban/moi/", {**same, "ends_on": "2021-10-31"})
    assert wrong.status_code == 400 and "bên mua phải khác bên bán" in text_of(wrong)
    wrong = browser.post(HOME + "bien-ban/moi/", {**same, "kg": "khoảng vài xe"})
    assert wrong.status_code == 400
    assert not Event.objects.exists() and not Memorandum.objects.exists()


def test_a_memorandum_and_its_orders(browser: Client, small: Small) -> None:
    """Entered from its event, tied to an order that fits, corrected, ended."""
    event = rows.event()
    page = browser.get(f"{HOME}bien-ban/moi/?su-kien={event.pk}")
    assert page.context["form"].initial["event"] == event.pk
    commodity = small.season.commodities.get()
    form = {
        "number": "BB-1", "event": event.pk, "seller": "HTX", "buyer": "TL", "commodity": commodity.pk, "kg": "20 tấn",
        "signed_on": "2021-09-20", "starts_on": "2021-09-20", "ends_on": "2021-10-31", "text": "", "source": "",
    }  # fmt: skip
    made = browser.post(HOME + "bien-ban/moi/", form)
    assert made.status_code == 302, text_of(made)
    one = Memorandum.objects.get()
    here = f"{HOME}bien-ban/{one.pk}/"
    assert one.kg == 20_000 and "20.000 kg (20 tấn)" in text_of(browser.get(here))
    again = browser.post(HOME + "bien-ban/moi/", form)
    assert again.status_code == 400 and "đã có biên bản này" in text_of(again)
    agreed_order(small)
    assert browser.post(here + "don/", {"order": "DH-0"}).status_code == 400
    assert browser.post(here + "don/", {"order": "DH-1"}).status_code == 302
    assert "các đơn đã đặt 1.000 kg" in text_of(browser.get(here))
    edited = browser.get(here + "sua/")
    said = browser.post(here + "sua/", typed({**form, "kg": "25 tấn"}, edited))
    assert said.status_code == 302, text_of(said)
    one.refresh_from_db()
    assert one.kg == 25_000
    tie = one.ties.get()
    assert browser.post(f"{here}don/{tie.pk}/go/").status_code == 302 and not one.ties.exists()
    assert browser.post(here + "viec/ket-thuc/", {"reason": ""}).status_code == 400
    browser.post(here + "viec/ket-thuc/", {"reason": "Hết vụ"})
    assert "Đã kết thúc" in text_of(browser.get(here))
    browser.post(here + "viec/lai/")
    assert "Đang thực hiện" in text_of(browser.get(here))


def test_a_point_and_what_it_shows(browser: Client) -> None:
    """Entered, a product put on show by name or asked about, closed, opened again."""
    made = browser.post(
        HOME + "diem/moi/",
        {"name": "Điểm OCOP", "address": "số 1", "unit": "Na Sầm", "opens_on": "2021-09-01", "keeper": "HTX"},
    )
    assert made.status_code == 302, text_of(made)
    one = DisplayPoint.objects.get()
    here = f"{HOME}diem/{one.pk}/"
    product("Hồng sấy dẻo")
    product("Hồng sấy giòn")
    unclear = browser.post(here + "san-pham/", {"product": "hong say", "from_on": "2021-09-10"})
    assert unclear.status_code == 400 and "Hồng sấy giòn" in text_of(unclear)
    assert (
        browser.post(here + "san-pham/", {"product": "hong say deo", "from_on": "2021-09-10"}).status_code
        == 302
    )
    shown = Displayed.objects.get()
    assert "đang bày" in text_of(browser.get(here))
    browser.post(f"{here}san-pham/{shown.pk}/thoi/")
    shown.refresh_from_db()
    assert shown.to_on == date(2021, 9, 26)
    assert browser.post(here + "dong/", {"closes_on": "2021-08-01", "reason": "x"}).status_code == 400
    browser.post(here + "dong/", {"closes_on": "2021-09-20", "reason": "Hết thuê"})
    assert "Đã đóng" in text_of(browser.get(here))
    browser.post(here + "mo-lai/")
    assert "Đang mở" in text_of(browser.get(here))


def test_lists_are_narrowed_sorted_and_taken_away(browser: Client) -> None:
    """Search without marks, filters, sorting; the file holds exactly what the filter shows."""
    held = rows.event("Hội nghị na Chi Lăng")
    events.hold(event=held, actor=None)
    rows.event("Hội chợ hồng", kind="fair", starts_on=date(2021, 10, 1), ends_on=date(2021, 10, 3))
    for query, found in (
        ({}, ["Hội chợ hồng", "Hội nghị na Chi Lăng"]), ({"q": "na chi lang"}, ["Hội nghị na Chi Lăng"]),
        ({"kind": "fair"}, ["Hội chợ hồng"]), ({"state": "held"}, ["Hội nghị na Chi Lăng"]),
        ({"first": "2021-09-25"}, ["Hội chợ hồng"]), ({"last": "2021-09-25"}, ["Hội nghị na Chi Lăng"]),
        ({"sort": "starts_on"}, ["Hội nghị na Chi Lăng", "Hội chợ hồng"]),
    ):  # fmt: skip
        assert cells_of(browser.get(HOME, query)) == found, query
        file = csv_of(browser.get(HOME, {**query, "xuat": "csv"}))
        assert [row["Sự kiện"] for row in file] == found, query
    assert browser.get(HOME, {"first": "2021-10-02", "last": "2021-10-01"}).status_code == 400
    point = rows.display_point()
    rows.display_point("Điểm Tân Mỹ", address="khác", opens_on=date(2021, 12, 1))
    assert cells_of(browser.get(HOME + "diem/", {"standing": "open"})) == ["Điểm OCOP Na Sầm"]
    assert cells_of(browser.get(HOME + "diem/", {"standing": "not_yet"})) == ["Điểm Tân Mỹ"]
    displays.close(point=point, on=date(2021, 9, 10), reason="x", actor=None)
    assert cells_of(browser.get(HOME + "diem/", {"standing": "open", "day": "2021-09-10"})) == [
        "Điểm OCOP Na Sầm"
    ]
    assert len(xlsx_of(browser.get(HOME + "diem/", {"xuat": "xlsx"}))) == 3
    rows.memorandum()
    rows.memorandum("BB-02", signed_on=date(2021, 9, 25))
    assert cells_of(browser.get(HOME + "bien-ban/", {"q": "bb 02"})) == ["BB-02"]
    assert cells_of(browser.get(HOME + "bien-ban/", {"commodity": "hong"})) == ["BB-02", "BB-01"]
    file = csv_of(browser.get(HOME + "bien-ban/", {"xuat": "csv"}))
    assert [(row["Số biên bản"], row["Đã giao (kg)"]) for row in file] == [("BB-02", "0"), ("BB-01", "0")]


def test_empty_rooms_say_what_to_do(browser: Client) -> None:
    """Each list without a row offers the first one."""
    for path, words in (
        ("", "Chưa ghi sự kiện nào"),
        ("diem/", "Chưa ghi điểm"),
        ("bien-ban/", "Chưa ghi biên bản"),
    ):
        assert words in text_of(browser.get(HOME + path))


def test_rights_and_areas(small: Small) -> None:
    """Another area's rows are not found; a reader is offered no writing; a buyer stays outside."""
    one, point, paper = rows.event(), rows.display_point(), rows.memorandum()
    pages = [f"{HOME}su-kien/{one.pk}/", f"{HOME}diem/{point.pk}/", f"{HOME}bien-ban/{paper.pk}/"]
    elsewhere = client_of(person("an-giang", "coordinator", "91"))
    assert [elsewhere.get(page).status_code for page in pages] == [404, 404, 404]
    assert elsewhere.post(pages[0] + "viec/da-to-chuc/").status_code == 404
    viewer = client_of(person("xem", "viewer"))
    for page in pages:
        shown = viewer.get(page)
        assert shown.status_code == 200 and b'<form method="post" action="/xuc-tien' not in shown.content
        assert viewer.get(page + "sua/").status_code == 403
    buyer = client_of(person("mua", "buyer"))
    assert [buyer.get(page).status_code for page in (HOME, *pages)] == [403] * 4


def test_the_demo_is_written_once(small: Small) -> None:
    """The conference of 19/7/2021 with two main halls, nine provinces, four channels; a second call changes nothing."""
    assert show_promotion()
    conference = Event.objects.get(title=CONFERENCE)
    kinds = list(conference.sites.values_list("kind", flat=True))
    assert [kinds.count(kind) for kind in ("main", "province", "online")] == [2, 9, 4]
    assert conference.starts_on == date(2021, 7, 19) and conference.is_demo and conference.state == "planned"
    assert not show_promotion() and Event.objects.count() == 1


def test_the_demo_season_has_a_point_and_a_memorandum(small: Small) -> None:
    """The shop at 211 Trần Đăng Ninh, a made-up event that was held, its memorandum with the season's orders."""
    Season.objects.filter(pk=small.season.pk).update(code="van-lang-2021")
    record_organisations(
        rows=[
            OrganisationRow("HV-DD01", "HTX Hoàng Việt", "cooperative", SOURCE, "06157"),
            OrganisationRow("diem-ocop-211", "Điểm OCOP", "enterprise", SOURCE),
        ],
        on=date(2021, 9, 15),
        actor=None,
    )
    sides = {"seller": rows.organisation("HV-DD01"), "buyer": rows.organisation("diem-ocop-211")}
    agreed_order(small, is_demo=True, **sides)
    assert show_promotion()
    memorandum = Memorandum.objects.get()
    assert memorandum.is_demo and memorandum.event is not None and memorandum.event.state == "held"
    assert [tie.order.code for tie in memorandum.ties.all()] == ["DH-1"]
    point = DisplayPoint.objects.get()
    assert "211" in point.address and point.keeper == sides["buyer"] and point.opens_on == date(2021, 9, 15)


def test_query_counts_stay(browser: Client, small: Small) -> None:
    """However many rows a page shows; ``CUNGCAU_SNAPSHOT=1`` writes the counts anew."""
    event, point, paper = rows.event(), rows.display_point(), rows.memorandum()
    pages = {
        "events": HOME, "points": HOME + "diem/", "memoranda": HOME + "bien-ban/",
        "event": f"{HOME}su-kien/{event.pk}/", "point": f"{HOME}diem/{point.pk}/",
        "memorandum": f"{HOME}bien-ban/{paper.pk}/",
    }  # fmt: skip

    def counts() -> dict[str, int]:
        found = {}
        for name, address in pages.items():
            browser.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(address).status_code == 200, address
            found[name] = len(queries)
        return found

    events.add_site(event=event, kind="main", name="Điểm 0", actor=None)
    events.add_party(event=event, role="buyer", organisation=rows.organisation("TL"), actor=None)
    displays.show(point=point, product=product("Sản phẩm 0"), from_on=date(2021, 9, 2), actor=None)
    few = counts()
    for n in range(1, 6):
        rows.event(f"Sự kiện {n}")
        rows.display_point(f"Điểm {n}")
        rows.memorandum(f"BB-1{n}", event_id=event.pk)
        events.add_site(event=event, kind="main", name=f"Điểm {n}", actor=None)
        events.add_party(event=event, role="buyer", name=f"Bên {n}", actor=None)
        displays.show(point=point, product=product(f"Sản phẩm {n}"), from_on=date(2021, 9, 2), actor=None)
    assert counts() == few
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(few, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert few == json.loads(COUNTS.read_text(encoding="utf-8"))
