"""Pages on which lots are entered: the form, the grid, the pasted message, the list of whom to call."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.services import OrganisationRow, record_organisations
from cungcau.domain.supply.models import Lot
from cungcau.domain.survey.models import Question
from cungcau.platform.audit.models import Entry
from cungcau.reference.catalogue.models import Commodity
from tests.domain.reading_pages import client_of, csv_of, text_of
from tests.domain.season_rows import SOURCE, START, TAN_MY, Small, person

pytestmark = pytest.mark.django_db
NEW, GRID, CHAT, DUE = (
    "/nguon-cung/moi/",
    "/nguon-cung/bang/",
    "/nguon-cung/dan-tin/",
    "/nguon-cung/can-nhac/",
)


@pytest.fixture
def officer(small: Small) -> Client:
    return client_of(person("can-bo", "commune_officer", "20.06172"))


def filled(**facts: str) -> dict[str, str]:
    given = {
        "producer": "Hộ Nông Thị Đào", "commodity": str(Commodity.objects.get(code="hong").pk), "grade": "2",
        "quantity_kg": "5 tạ", "harvest_from": "2021-10-06", "harvest_to": "2021-10-12", "price_at": "point",
        "urgency": "normal",
    }  # fmt: skip
    return {**given, **facts}


def typed() -> Lot:
    return Lot.objects.get(channel="form")


def hidden(response: object, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())  # type: ignore[attr-defined]
    assert found is not None, name
    return found[1]


def test_a_lot_is_offered_in_the_words_people_use(officer: Client) -> None:
    page = officer.get(NEW)
    assert page.status_code == 200 and "Ghi lô hàng" in text_of(page)
    sent = officer.post(
        NEW, filled(quantity_kg="nửa tấn", offered_price_vnd_per_kg="18 nghìn", max_kg_per_day="1 tạ")
    )
    made = typed()
    assert sent.status_code == 302 and sent["Location"] == reverse("supply:lot", args=[made.pk])
    assert (made.quantity_kg, made.offered_price_vnd_per_kg, made.max_kg_per_day) == (500, 18_000, 100)
    assert (made.place.code, made.grade, made.producer.code) == (TAN_MY, 2, "H1")
    shown = text_of(officer.get(sent["Location"]))
    for words in ("500 kg", "18.000 đ/kg", "Đang chào bán", "Người can-bo", "chào bán lô", "Phiên bản"):
        assert words in shown, words


def test_a_range_is_asked_and_its_words_are_kept(officer: Client) -> None:
    page = officer.post(NEW, filled(quantity_kg="5-7 tạ"))
    text = text_of(page)
    assert "Nhiều khả năng nhất là bao nhiêu?" in text and "600 kg (6 tạ)" in text
    assert not Lot.objects.filter(channel="form").exists()
    chosen = {"quantity_kg": "5-7 tạ", "quantity_kg-hoi": "5-7 tạ", "quantity_kg-chon": "600"}
    assert officer.post(NEW, filled(**chosen)).status_code == 302
    assert typed().quantity_kg == 600 and "5-7 tạ" in typed().note


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"quantity_kg": "20 sọt"}, "Mỗi sọt bao nhiêu kg?"),
        ({"quantity_kg": "vài tạ"}, "không nói rõ là bao nhiêu"),
        ({"producer": "Hộ"}, "Ý bạn là"),
        ({"producer": "Hộ Lý Mỹ Yến"}, "Không tìm thấy tổ chức, hộ nào"),
        ({"harvest_to": "2021-10-01"}, "Ngày cuối không được trước ngày đầu."),
        ({"offered_price_vnd_per_kg": "18"}, "18.000 đ/kg"),
        ({"place": "Không Đâu Cả"}, "Không tìm thấy nơi này"),
        ({"grade": "99"}, "99"),
    ],
)
def test_what_is_wrong_is_said_by_its_box_and_nothing_typed_is_lost(
    officer: Client, facts: dict[str, str], said: str
) -> None:
    page = officer.post(NEW, filled(**facts, note="để riêng hàng to"))
    text = text_of(page)
    assert page.status_code == 200 and said in text and "để riêng hàng to" in text
    assert not Lot.objects.filter(channel="form").exists()


def test_a_doubt_is_asked_once_and_its_answer_kept(officer: Client) -> None:
    sent = filled(max_kg_per_day="10 kg")
    page = officer.post(NEW, sent)
    assert "Mỗi ngày nhiều nhất 10 kg trong 7 ngày chỉ được 70 kg" in text_of(page)
    assert not Lot.objects.filter(channel="form").exists()
    officer.post(NEW, {**sent, "doubt-lot_limit_short-answer": "hàng đã hái sẵn"})
    question = Question.objects.get(rule="lot_limit_short")
    assert (question.answer, question.state) == ("hàng đã hái sẵn", "answered")
    officer.post(NEW, {**filled(max_kg_per_day="11 kg", grade="1"), "doubts-later": "1"})
    assert Question.objects.filter(rule="lot_limit_short", state="open").count() == 1


def test_a_form_sent_twice_makes_one_lot(officer: Client) -> None:
    token = hidden(officer.get(NEW), "once_token")
    first, again = (officer.post(NEW, filled(once_token=token)) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert Lot.objects.filter(channel="form").count() == 1


def test_two_officers_at_one_lot(small: Small, officer: Client) -> None:
    one = Lot.objects.get(code="L2")
    address = reverse("supply:edit", args=[one.pk])
    other = client_of(person("can-bo-2", "commune_officer", "20.06172"))

    def seen(client: Client) -> dict[str, str]:
        page = client.get(address)
        return {name: hidden(page, name) for name in ("version", "seen")}

    mine, theirs = seen(officer), seen(other)
    same = {"producer": "Hộ Hoàng Văn Bảy (H2)", "harvest_from": "2021-10-01", "harvest_to": "2021-10-05",
            "quantity_kg": "1 tấn", "doubts-later": "1"}  # fmt: skip
    assert other.post(address, {**filled(**same), **theirs, "quantity_kg": "8 tạ"}).status_code == 302
    page = officer.post(address, {**filled(**same), **mine, "quantity_kg": "9 tạ"})
    text = text_of(page)
    assert page.status_code == 409
    for words in ("Có người khác đã lưu thay đổi", "800 kg", "900 kg", "Người can-bo-2"):
        assert words in text, words
    again = {name: hidden(page, name) for name in ("version", "seen")}
    sent = officer.post(
        address, {**filled(**same), **again, "quantity_kg": "9 tạ", "merge-quantity_kg": "mine"}
    )
    assert sent.status_code == 302
    one.refresh_from_db()
    assert (one.quantity_kg, one.version) == (900, 3)


def test_withdraw_offer_again_confirm(small: Small, officer: Client) -> None:
    one = Lot.objects.get(code="L2")
    page = reverse("supply:lot", args=[one.pk])
    assert "Vẫn đúng như vậy" in text_of(officer.get(page))
    assert officer.post(reverse("supply:withdraw", args=[one.pk]), {"reason": ""}).status_code == 200
    assert officer.post(reverse("supply:withdraw", args=[one.pk]), {"reason": "bán hết"}).status_code == 302
    text = text_of(officer.get(page))
    assert "Đã rút" in text and "rút lô L2: bán hết" in text and "Chào bán lại" in text
    assert officer.post(reverse("supply:reoffer", args=[one.pk])).status_code == 302
    sent = officer.post(reverse("supply:confirm"), {"lots": str(one.pk), "next": page})
    assert sent["Location"] == page
    one.refresh_from_db()
    assert one.confirmed_by is not None and one.state == "offered"
    away = officer.post(reverse("supply:confirm"), {"lots": str(one.pk), "next": "https://example.org/"})
    assert away["Location"] == DUE


def test_a_lot_is_copied_with_its_days_moved(small: Small, officer: Client) -> None:
    page = officer.get(NEW, {"mau": Lot.objects.get(code="L2").pk})
    html = page.content.decode()
    assert 'value="Hộ Hoàng Văn Bảy (H2)"' in html and 'value="2021-10-01"' in html and "1.000 kg" in html
    assert officer.get(NEW, {"mau": Lot.objects.get(code="L3").pk}).status_code == 404


def grid(officer: Client, **query: str) -> tuple[str, Any]:
    given = {"nong_san": str(Commodity.objects.get(code="hong").pk), "xa": "Tân Mỹ, Văn Lãng", **query}
    address = f"{GRID}?" + "&".join(f"{name}={value}" for name, value in given.items())
    return address, officer.get(GRID, given)


def lines(*rows: dict[str, str], **shared: str) -> dict[str, str]:
    data = {"first": "2021-10-10", "last": "2021-10-20", "rows-TOTAL_FORMS": str(len(rows)), **shared}
    for i, row in enumerate(rows):
        data |= {f"rows-{i}-{name}": value for name, value in row.items()}
    return data


def key(code: str) -> str:
    return str(Organisation.objects.get(code=code).pk)


def test_many_households_in_one_grid(officer: Client) -> None:
    address, page = grid(officer)
    text = text_of(page)
    assert "Hộ Nông Thị Đào" in text and "Hộ Hoàng Văn Bảy" in text and "Hộ Lý Mỹ Yến" not in text
    assert "đã ghi 1,5 tấn" in text
    sent = officer.post(
        address,
        lines(
            {"producer": key("H1"), "kg": "7 tạ", "grade": "3", "price": "20.000"},
            {"producer": key("H2"), "kg": ""},
            {"name": "Hộ Triệu Văn Mới", "kg": "1,2 tấn", "first": "2021-10-11"},
            {"name": "", "kg": ""},
            grade="2",
            confirmed_with="trưởng thôn",
        ),
    )
    assert sent.status_code == 302
    made = {one.producer.name: one for one in Lot.objects.filter(channel="grid").select_related("producer")}
    assert set(made) == {"Hộ Nông Thị Đào", "Hộ Triệu Văn Mới"}
    old, new = made["Hộ Nông Thị Đào"], made["Hộ Triệu Văn Mới"]
    assert (old.quantity_kg, old.grade, old.offered_price_vnd_per_kg, old.harvest_from) == (
        700, 3, 20_000, date(2021, 10, 10),
    )  # fmt: skip
    assert (new.quantity_kg, new.grade, new.harvest_from, new.area_code) == (
        1200,
        2,
        date(2021, 10, 11),
        "20.06172",
    )
    assert new.confirmed_with == "trưởng thôn" and new.entered_by is not None
    assert new.producer.kind == "household"


def test_a_faulty_cell_is_told_and_the_whole_grid_waits(officer: Client) -> None:
    address, _ = grid(officer)
    page = officer.post(
        address,
        lines(
            {"producer": key("H1"), "kg": "7 tạ"},
            {"producer": key("H2"), "kg": "5-7 tạ"},
            {"name": "Hộ Nông Thị Đào", "kg": "2 tạ"},
            {"name": "Hộ Chưa Rõ", "kg": ""},
            {"producer": key("H3"), "kg": "1 tạ"},
            {"producer": key("H2"), "kg": "1 tạ", "last": "2021-10-01", "price": "x"},
        ),
    )
    text = text_of(page)
    for words in ("Chưa lưu: có ô cần sửa", "Nhiều khả năng nhất là bao nhiêu?", "Đã có “Hộ Nông Thị Đào (H1)”",
                  "Hãy ghi khối lượng.", "không thuộc những hộ bạn được ghi thay",
                  "Ngày cuối không được trước"):  # fmt: skip
        assert words in text, words
    assert 'value="7 tạ"' in page.content.decode()
    assert not Lot.objects.filter(channel="grid").exists() and not Organisation.objects.filter(
        name="Hộ Chưa Rõ"
    )


def test_the_grid_asks_before_it_takes_the_doubtful(officer: Client) -> None:
    address, _ = grid(officer)
    sent = lines({"producer": key("H2"), "kg": "7 tạ", "grade": "2"}, first="2021-10-02", last="2021-10-04")
    page = officer.post(address, sent)
    assert "Đã có lô L2" in text_of(page) and not Lot.objects.filter(channel="grid").exists()
    assert officer.post(address, {**sent, "doubts-later": "1"}).status_code == 302
    assert Question.objects.filter(rule="lot_like_another", state="open").count() == 1


def test_two_hundred_lines_at_once(small: Small, officer: Client, django_assert_max_num_queries: Any) -> None:
    rows = [OrganisationRow(f"N{n:03d}", f"Hộ số {n}", "household", SOURCE, TAN_MY) for n in range(200)]
    record_organisations(rows=rows, on=START, actor=None)
    address, _ = grid(officer)
    sent = lines(*({"producer": key(row.code), "kg": f"{n + 100}"} for n, row in enumerate(rows)))
    with django_assert_max_num_queries(260):
        assert officer.post(address, sent).status_code == 302
    assert Lot.objects.filter(channel="grid").count() == 200


MESSAGE = "nhà chị Đào 5 tạ hồng loại 1 hái từ 10/10 đến 15/10 giá 18k, 0987 654 321\nanh Bảy có 1,2 tấn hồng"


def test_a_message_is_read_corrected_and_only_then_written(small: Small, officer: Client) -> None:
    page = officer.post(CHAT, {"text": MESSAGE})
    text = text_of(page)
    assert "5 tạ" in text and "Hái từ ngày nào đến ngày nào?" in text and "0987 654 321" not in text
    assert not Lot.objects.filter(channel="chat").exists()
    html = page.content.decode()
    assert (
        "<mark" in html and 'value="Hộ Nông Thị Đào (H1)"' in html and 'value="Hộ Hoàng Văn Bảy (H2)"' in html
    )
    goods = str(Commodity.objects.get(code="hong").pk)
    sent = {
        "rows-TOTAL_FORMS": "2",
        "rows-0-take": "on", "rows-0-producer": "Hộ Nông Thị Đào (H1)", "rows-0-commodity": goods, "rows-0-grade": "3",
        "rows-0-quantity_kg": "5 tạ", "rows-0-harvest_from": "2021-10-10", "rows-0-harvest_to": "2021-10-15",
        "rows-0-offered_price_vnd_per_kg": "18.000", "rows-0-message": MESSAGE.splitlines()[0],
        "rows-1-take": "on", "rows-1-producer": "Hộ Hoàng Văn Bảy (H2)", "rows-1-commodity": goods,
        "rows-1-quantity_kg": "1,2 tấn", "rows-1-message": "anh Bảy có 1,2 tấn hồng",
    }  # fmt: skip
    again = officer.post(CHAT, sent)
    assert "Chưa ghi: có ô cần sửa" in text_of(again) and not Lot.objects.filter(channel="chat").exists()
    del sent["rows-1-take"]
    assert officer.post(CHAT, sent).status_code == 302
    made = Lot.objects.get(channel="chat")
    assert (made.producer.code, made.quantity_kg, made.grade, made.source) == ("H1", 500, 3, "tin nhắn")
    assert made.message.startswith("nhà chị Đào 5 tạ") and "654" not in made.message


def test_a_message_about_nothing_says_so(officer: Client) -> None:
    assert "Không thấy lô hàng nào" in text_of(officer.post(CHAT, {"text": "chào anh chị em"}))
    assert "Chưa chọn lô nào" in text_of(officer.post(CHAT, {"rows-TOTAL_FORMS": "1"}))


def test_whom_to_call_first(small: Small, officer: Client) -> None:
    response = officer.get(DUE)
    text = text_of(response)
    assert "1 lô của 1 người bán, cộng 1 tấn" in text and "Hộ Hoàng Văn Bảy" in text
    assert "chưa có số liệu" in text and "L1" not in text  # its days are over
    rows = csv_of(officer.get(DUE, {"xuat": "csv"}))
    assert [(row["Mã lô"], row["Số ngày chưa xác nhận"]) for row in rows] == [("L2", "")]
    one = Lot.objects.get(code="L2")
    assert officer.post(reverse("supply:confirm"), {"only": str(one.pk), "next": DUE}).status_code == 302
    assert "Mọi lô đều mới" in text_of(officer.get(DUE))


def test_a_number_is_shown_on_request_and_the_look_is_written(small: Small, officer: Client) -> None:
    Lot.objects.filter(code="L1").update(harvest_to=date(2021, 10, 30))
    one = Lot.objects.get(code="L1")
    page = officer.get(DUE)
    assert "+8491•••78" in text_of(page) and "345 678" not in page.content.decode()
    shown = officer.post(reverse("supply:phone", args=[one.pk]), headers={"HX-Request": "true"})
    assert "0912 345 678" in shown.content.decode()
    assert "0912 345 678" in text_of(officer.post(reverse("supply:phone", args=[one.pk])))
    assert Entry.objects.filter(verb="registry.phone_seen").count() == 2


def test_what_a_quantity_means_is_shown_beside_it(officer: Client) -> None:
    def said(text: str) -> str:
        return (
            officer.get("/nguon-cung/doc-kg/", {"o": "quantity_kg", "quantity_kg": text})
            .content.decode()
            .strip()
        )

    assert said("6 tạ") == "= 600 kg (6 tạ)"
    assert said("5-7 tạ").startswith("Nhiều khả năng nhất")
    assert (
        said("") == ""
        and "Không đọc được" in said("<b>xin chào</b>")
        and "<b>" not in said("<b>xin chào</b>")
    )


def test_only_those_who_may_write_find_these_pages(small: Small) -> None:
    viewer = client_of(person("xem", "viewer"))
    for address in (NEW, GRID, CHAT, DUE):
        assert viewer.get(address).status_code == 403
        assert Client().get(address).status_code == 302
    one = Lot.objects.get(code="L3")
    elsewhere = client_of(person("can-bo", "commune_officer", "20.06172"))
    for name in ("edit", "withdraw"):
        assert elsewhere.get(reverse(f"supply:{name}", args=[one.pk])).status_code == 404
        assert viewer.get(reverse(f"supply:{name}", args=[one.pk])).status_code == 403


def test_the_list_tells_state_age_channel_and_mine(small: Small, officer: Client) -> None:
    officer.post(NEW, filled())
    Lot.objects.filter(code="L1").update(expires_on=date(2021, 9, 20))

    def codes(**query: str) -> set[str]:
        rows = csv_of(officer.get("/nguon-cung/", {**query, "xuat": "csv"}))
        return {row["Mã lô"] for row in rows}

    mine = typed().code
    assert codes(state="expired") == {"L1"} and codes(state="offered") == {"L2", mine}
    assert codes(age="chua") == {"L1", "L2"} and codes(age="moi") == {mine} and codes(age="cu") == set()
    assert codes(channel="form") == {mine} == codes(writer="toi")
    assert codes(commodity=str(Commodity.objects.get(code="hong").pk)) == {"L1", "L2", mine}
    text = text_of(officer.get("/nguon-cung/"))
    assert "Hết hạn chào bán" in text and "chưa có số liệu" in text


def test_a_counted_pack_is_read_with_what_the_catalogue_says_it_holds(officer: Client) -> None:
    hong = Commodity.objects.get(code="hong")
    asked = {"o": "quantity_kg", "quantity_kg": "20 sọt", "commodity": str(hong.pk)}
    hong.packs.create(name="Sọt nhựa", grams=25_000, source=SOURCE)
    assert "500 kg" in officer.get("/nguon-cung/doc-kg/", asked).content.decode()
    officer.post(NEW, filled(quantity_kg="20 sọt"))
    assert typed().quantity_kg == 500
    hong.packs.create(name="Sọt tre", grams=30_000, source=SOURCE)
    unsure = officer.get("/nguon-cung/doc-kg/", asked).content.decode()
    assert "500 kg" not in unsure and "600 kg" not in unsure
