"""The representative's screen, the lists, the call list, paper, and the page a household answers on."""

from __future__ import annotations

import json
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.orders import states
from cungcau.domain.orders.links import path_of
from cungcau.domain.orders.models import AllocatedBy, OrderLine, Slip
from cungcau.domain.orders.services import slips
from cungcau.domain.orders.services.slips import Part
from cungcau.platform.audit.models import Entry as Trail
from cungcau.platform.ui.clock import now as present
from tests.domain.orders.slip_rows import check_rules, open_order, record_orchards, representative
from tests.domain.reading_pages import client_of, csv_of, text_of, xlsx_of
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).with_name("slip_query_counts.json")
SITE = "https://cungcau.example.vn"


@pytest.fixture
def line(small: Small) -> OrderLine:
    """An order of a tonne, three households with 700 kg each."""
    record_orchards(small, {"A": 700, "B": 700, "C": 700})
    return open_order(small).line


@pytest.fixture
def agent(line: OrderLine) -> Client:
    return client_of(representative())


def asked(line: OrderLine, *who: str) -> list[Slip]:
    """Sent slips of 300 kg for these households."""
    lots = {lot.producer.code: lot for lot in record_lots_of(line)}
    parts = [Part(lots[code].pk, 300, AllocatedBy.LEDGER, "sổ mùa") for code in who]
    slips.keep_split(line=line, parts=parts, actor=None)
    return slips.send_slips(line=line, actor=None)


def record_lots_of(line: OrderLine) -> list:  # type: ignore[type-arg]
    return list(line.season.lots.filter(code__startswith="LO-").select_related("producer"))


def link(slip: Slip) -> str:
    fresh = Slip.objects.get(pk=slip.pk)
    return path_of(fresh.pk, fresh.key)


def boxes(page: str) -> dict[str, str]:
    """Every named box of the split form with its value."""
    form = page[page.index('class="split-form"') : page.index('class="split-find"')]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r' value="([^"]*)"', tag)
        if name:
            found[name.group(1)] = value.group(1) if value else ""
    return found


def test_the_whole_path_of_a_split(agent: Client, line: OrderLine) -> None:
    assert "DH-1" in text_of(agent.get("/don-hang/chia/"))
    there = f"/don-hang/chia/{line.pk}/"
    page = agent.get(there + "?by=ledger&least=20")
    assert page.status_code == 200 and "đã bán 0% sản lượng chào bán của vụ" in text_of(page)
    form = boxes(page.content.decode())
    kg = {name: value for name, value in form.items() if name.startswith("kg-") and value}
    assert sorted(map(int, kg.values())) == [333, 333, 334]
    first = next(iter(kg))
    refused = agent.post(there + "luu/", {**form, first: "700"})
    assert refused.status_code == 409 and "chia tay thì cần lý do" in text_of(refused)
    assert 'value="700"' in refused.content.decode() and not Slip.objects.exists()
    again = boxes(refused.content.decode())
    lower = {**again, first: "300", "reason": "vườn chín sớm"}
    assert agent.post(there + "luu/", lower).status_code == 302
    assert agent.post(there + "luu/", lower).status_code == 302
    assert sorted(Slip.objects.values_list("offered_kg", flat=True)) in ([300, 333, 334], [300, 333, 333])
    hand = Slip.objects.get(allocated_by=AllocatedBy.HAND)
    assert (hand.offered_kg, hand.reason) == (300, "vườn chín sớm")
    assert agent.post(there + "gui/").status_code == 302
    assert set(Slip.objects.values_list("state", flat=True)) == {states.SENT}
    check_rules()


def test_saving_and_sending_in_one(agent: Client, line: OrderLine) -> None:
    there = f"/don-hang/chia/{line.pk}/"
    form = boxes(agent.get(there + "?by=ledger").content.decode())
    assert agent.post(there + "luu/", {**form, "gui": "1"}).status_code == 302
    assert Slip.objects.filter(state=states.SENT).count() == 3
    assert "Không có hộ nào còn hàng" not in text_of(agent.get(there))


def test_answers_come_in_live(agent: Client, line: OrderLine) -> None:
    sent = asked(line, "A", "B")
    there = f"/don-hang/chia/{line.pk}/"
    page = agent.get(there).content.decode()
    version = re.search(r"phieu/\?v=([0-9a-f]+)", page).group(1)  # type: ignore[union-attr]
    assert agent.get(f"{there}phieu/?v={version}").status_code == 204
    slips.answer(slip=sent[0], kg=300, by="link", actor=None)
    part = agent.get(f"{there}phieu/?v={version}")
    assert part.status_code == 200 and "Hộ đã nhận lời" in part.content.decode()
    tap = agent.post(f"/don-hang/phieu/{sent[1].pk}/tra-loi/", {"says": "no", "by": "phone", "next": there})
    assert (tap.status_code, tap["Location"]) == (302, there)
    assert Slip.objects.get(pk=sent[1].pk).state == states.DECLINED
    away = agent.post(f"/don-hang/phieu/{sent[0].pk}/tra-loi/", {"says": "yes", "next": "//evil.example/"})
    assert away["Location"] == f"/don-hang/phieu/{sent[0].pk}/"


def test_what_can_be_done_on_a_slips_page(agent: Client, line: OrderLine) -> None:
    slip = asked(line, "A")[0]
    there = f"/don-hang/phieu/{slip.pk}/"
    page = text_of(agent.get(there))
    assert "Tin không dấu" in page and "Hai 300kg Hong vanh khuyen" in page and "0912" not in page
    wrong = agent.post(there + "tra-loi/", {"says": "less", "by": "phone"})
    assert wrong.status_code == 422 and "cần biết bao nhiêu kg" in text_of(wrong)
    assert (
        agent.post(
            there + "tra-loi/", {"says": "less", "kg": "120", "by": "phone", "spoke_with": "con"}
        ).status_code
        == 302
    )
    assert Slip.objects.get(pk=slip.pk).confirmed_kg == 120
    assert agent.post(there + "khong-hai-duoc/", {"reason": "mưa"}).status_code == 302
    other = Slip.objects.exclude(pk=slip.pk).order_by("pk").first()
    assert other is not None and "Chuyển cho" in text_of(agent.get(there))
    old = link(other)
    agent.post(f"/don-hang/phieu/{other.pk}/lien-ket-moi/")
    assert Client().get(old).status_code == 404 and Client().get(link(other)).status_code == 200
    agent.post(f"/don-hang/phieu/{other.pk}/huy/", {"reason": "bên mua hoãn"})
    assert Slip.objects.get(pk=other.pk).state == states.CANCELLED
    assert agent.post(f"/don-hang/phieu/{other.pk}/la-gi/").status_code == 404
    check_rules()


def test_a_part_is_given_on_by_hand(agent: Client, line: OrderLine) -> None:
    slip = asked(line, "A", "B", "C")[0]
    for one in Slip.objects.all():
        slips.answer(slip=one, kg=0, by="phone", actor=None)
    page = agent.get(f"/don-hang/phieu/{slip.pk}/").content.decode()
    lot = re.search(r'<option value="(\d+)">Hộ B', page).group(1)  # type: ignore[union-attr]
    gone = agent.post(
        f"/don-hang/phieu/{slip.pk}/chuyen/", {"lot": lot, "kg": "250", "reason": "đã nói chuyện lại"}
    )
    assert gone.status_code == 302
    made = Slip.objects.get(instead_of=slip, state=states.DRAFT)
    assert (made.offered_kg, made.reason, made.allocated_by) == (
        250,
        "đã nói chuyện lại",
        AllocatedBy.REOFFER,
    )


def test_phones_are_masked_and_each_look_is_kept(agent: Client, line: OrderLine) -> None:
    slip = asked(line, "A")[0]
    page = agent.get("/don-hang/phieu/goi/").content.decode()
    assert "+8491•••00" in page and "345 100" not in page and "345100" not in page
    shown = agent.post(f"/don-hang/phieu/{slip.pk}/so-dien-thoai/", headers={"HX-Request": "true"})
    assert "0912 345 100" in shown.content.decode() and "no-store" in shown["Cache-Control"]
    assert (
        Trail.objects.filter(verb="registry.phone_seen").exists()
        or Trail.objects.filter(verb__contains="phone").exists()
    )


def test_lists_are_filtered_sorted_and_taken_away(agent: Client, line: OrderLine) -> None:
    asked(line, "A", "B")
    slips.answer(slip=Slip.objects.order_by("pk")[0], kg=300, by="link", actor=None)
    for query, names in (
        ("", {"Hộ A", "Hộ B"}), ("?when=hom-nay", set()), ("?when=ngay-mai", {"Hộ A", "Hộ B"}),
        ("?state=cho", {"Hộ B"}), ("?state=accepted", {"Hộ A"}), ("?q=ho+a", {"Hộ A"}),
        ("?point=P1&sort=-offered_kg", {"Hộ A", "Hộ B"}), ("?when=moi-ngay&first=2021-09-29", set()),
    ):  # fmt: skip
        mark = "&" if query else "?"
        assert {row["Hộ"] for row in csv_of(agent.get(f"/don-hang/phieu/{query}{mark}xuat=csv"))} == names, (
            query
        )
    assert agent.get("/don-hang/phieu/?first=2021-09-29&last=2021-09-28").status_code == 400
    rows = xlsx_of(agent.get("/don-hang/phieu/goi/?xuat=xlsx"))
    assert len(rows) == 2 and "+8491•••01" in rows[1]
    assert {row["Đơn hàng"] for row in csv_of(agent.get("/don-hang/chia/?part=thieu&xuat=csv"))} == {"DH-1"}
    assert not csv_of(agent.get("/don-hang/chia/?q=khong+co&xuat=csv"))


def test_paper(agent: Client, line: OrderLine, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SITE_URL = SITE
    asked(line, "A", "B", "C")
    page = agent.get("/don-hang/phieu/in/").content.decode()
    assert page.count('class="slip-paper"') == 3 and page.count("<svg") >= 3
    pdf = agent.get(f"/don-hang/phieu/in/?dang=pdf&dong={line.pk}")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    one = agent.get(f"/don-hang/phieu/in/?phieu={Slip.objects.order_by('pk')[0].pk}").content.decode()
    assert one.count('class="slip-paper"') == 1
    assert "Không có phiếu nào để in" in text_of(agent.get("/don-hang/phieu/in/?q=khong+ai"))


def test_a_household_answers_without_an_account(line: OrderLine, small: Small) -> None:
    slip = asked(open_order(small, "DH-2", 300).line, "A")[0]
    home = Client(enforce_csrf_checks=True)
    page = home.get(link(slip))
    html = page.content.decode()
    assert page.status_code == 200 and "Phiếu hái của Hộ A" in html and "300 kg" in html
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    assert "no-store" in page["Cache-Control"] and not home.cookies and "<script" not in html
    assert not re.search(r"Hộ [BC]|0912|Thương lái", html)
    assert home.post(link(slip), {"says": "less"}).status_code == 422
    assert home.post(link(slip), {"says": "perhaps"}).status_code == 422
    assert home.post(link(slip), {"says": "less", "kg": "99999"}).status_code == 400
    done = home.post(link(slip), {"says": "less", "kg": "100", "note": "\x00"})
    assert done.status_code in (302, 422)
    done = home.post(link(slip), {"says": "less", "kg": "100"})
    assert (done.status_code, done["Location"]) == (302, link(slip))
    assert "nhận hái 100 kg" in home.get(link(slip)).content.decode()
    assert "Muốn đổi, xin trả lời lại trước" in home.get(link(slip)).content.decode()
    told = Slip.objects.get(pk=slip.pk)
    assert (told.confirmed_kg, told.answered_by, told.answer_entered_by) == (100, "link", None)
    gone = home.post(link(slip), {"says": "yes"})
    assert gone.status_code == 409 and "đã chuyển cho hộ khác" in gone.content.decode()
    home.post(link(slip), {"says": "no"})
    assert "không nhận" in home.get(link(slip)).content.decode()
    check_rules()


def test_links_that_lead_nowhere(line: OrderLine) -> None:
    cache.clear()
    slip = asked(line, "A")[0]
    home, good = Client(), link(slip)
    for bad in (
        good[:-2] + "x/",
        "/don-hang/p/x/",
        "/don-hang/p/zzz-AAAAAAAAAAAA/",
        "/don-hang/p/" + "a" * 900 + "/",
    ):
        page = home.get(bad)
        assert page.status_code == 404 and "Không mở được phiếu" in page.content.decode()
        assert page["Referrer-Policy"] == "no-referrer"
    Slip.objects.filter(pk=slip.pk).update(answer_until=present() - timedelta(minutes=1))
    assert "Đã hết giờ trả lời" in home.get(good).content.decode()
    assert home.post(good, {"says": "yes"}).status_code == 409
    slips.lapse_overdue()
    page = home.get(good)
    assert page.status_code == 410 and "được chuyển cho hộ khác" in page.content.decode()
    assert home.post(good, {"says": "yes"}).status_code == 410
    assert [home.get("/don-hang/p/x-y/").status_code for _ in range(32)][-1] == 429
    assert home.get(good).status_code == 410
    cache.clear()


def test_somebody_elses_slips_are_not_there(line: OrderLine, agent: Client) -> None:
    slip = asked(line, "A")[0]
    pages = (
        f"/don-hang/chia/{line.pk}/", f"/don-hang/chia/{line.pk}/phieu/", f"/don-hang/phieu/{slip.pk}/",
    )  # fmt: skip
    deeds = (
        f"/don-hang/chia/{line.pk}/luu/", f"/don-hang/chia/{line.pk}/gui/", f"/don-hang/phieu/{slip.pk}/tra-loi/",
        f"/don-hang/phieu/{slip.pk}/huy/", f"/don-hang/phieu/{slip.pk}/so-dien-thoai/",
        f"/don-hang/phieu/{slip.pk}/chuyen/",
    )  # fmt: skip
    stranger = client_of(person("nguoi-la", "representative", "20.06172"))
    elsewhere = client_of(person("xa-khac", "commune_officer", "20.06124"))
    for client in (stranger, elsewhere):
        assert {client.get(page).status_code for page in pages} == {404}
        assert {client.post(deed, {"says": "no", "reason": "x"}).status_code for deed in deeds} == {404}
        assert not csv_of(client.get("/don-hang/phieu/?when=moi-ngay&xuat=csv"))
        assert client.get("/don-hang/phieu/in/?dang=pdf&phieu=" + str(slip.pk))["Content-Type"].startswith(
            "text/html"
        )
    keeper = client_of(person("giu-diem", "keeper", "20.06172"))
    assert keeper.get(f"/don-hang/phieu/{slip.pk}/").status_code == 200
    assert keeper.post(f"/don-hang/phieu/{slip.pk}/tra-loi/", {"says": "no"}).status_code == 404
    buyer = client_of(person("nguoi-mua", "buyer"))
    assert (
        buyer.get("/don-hang/phieu/").status_code == 403 and buyer.get("/don-hang/chia/").status_code == 403
    )
    assert Client().get(f"/don-hang/phieu/{slip.pk}/").status_code == 302
    assert Slip.objects.get(pk=slip.pk).state == states.SENT
    assert agent.get(f"/don-hang/phieu/{slip.pk}/").status_code == 200


def counted(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(queries)


def test_queries_per_page_are_what_the_snapshot_says(small: Small) -> None:
    """A page that asks more than it did fails here; ``CUNGCAU_SNAPSHOT=1`` writes a new snapshot down."""
    record_orchards(small, {f"N{n:02d}": 500 for n in range(30)})
    line = open_order(small).line
    slip = asked(line, "N00", "N01")[0]
    client = client_of(representative())
    pages = {
        "lines": "/don-hang/chia/", "split": f"/don-hang/chia/{line.pk}/?by=ledger",
        "live": f"/don-hang/chia/{line.pk}/phieu/",
        "slips": "/don-hang/phieu/", "calls": "/don-hang/phieu/goi/", "sheet": "/don-hang/phieu/in/",
        "slip": f"/don-hang/phieu/{slip.pk}/", "link": link(slip), "api": "/api/v1/orders/slips?season=hong-2021",
    }  # fmt: skip
    few = {name: counted(client, address) for name, address in pages.items()}
    asked(open_order(small, "DH-2", 9000).line, *[f"N{n:02d}" for n in range(2, 28)])
    more = open_order(small, "DH-3").line
    assert more.pk
    assert {name: counted(client, address) for name, address in pages.items()} == few
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(few, indent=1) + "\n", encoding="utf-8")
    assert few == json.loads(COUNTS.read_text(encoding="utf-8"))
