"""The pages of plans: lists with their files, a plan's pages, editing every part, boards, what everybody sees."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.domain.programmes import states
from cungcau.domain.programmes.models import (
    Agency,
    BudgetLine,
    Indicator,
    Passage,
    Plan,
    Post,
    Reading,
    Scenario,
    Spending,
    Task,
    TaskNote,
)
from cungcau.domain.programmes.services import indicators, money, plans, tasks
from tests.domain.programmes import programme_rows as rows
from tests.domain.reading_pages import cells_of, client_of, csv_of, text_of, xlsx_of
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db
COUNTS = Path(__file__).with_name("query_counts.json")
HOME = "/chuong-trinh/"


@pytest.fixture(autouse=True)
def shown_day(settings: object) -> None:
    settings.SHOWN_DAY = rows.TODAY  # type: ignore[attr-defined]


def officer() -> Client:
    return client_of(person("dieu-phoi", "coordinator", "20"))


def hidden(page: object, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())  # type: ignore[attr-defined]
    assert found, name
    return found[1]


def opened(client: Client, address: str) -> dict[str, str]:
    """What a form over a record carries along."""
    page = client.get(address)
    assert page.status_code == 200
    return {name: hidden(page, name) for name in ("version", "seen")}


def test_the_list_is_searched_filtered_and_taken_away() -> None:
    rows.issued(rows.plan("Tiêu thụ hồng vành khuyên", kind="harvest"))
    rows.plan("Chương trình OCOP 2021")
    client = officer()
    assert cells_of(client.get(f"{HOME}?q=hong+vanh+khu")) == ["Tiêu thụ hồng vành khuyên"]
    assert cells_of(client.get(f"{HOME}?q=129")) == ["Tiêu thụ hồng vành khuyên"]
    assert cells_of(client.get(f"{HOME}?state=draft")) == ["Chương trình OCOP 2021"]
    assert cells_of(client.get(f"{HOME}?sort=title")) == [
        "Chương trình OCOP 2021",
        "Tiêu thụ hồng vành khuyên",
    ]
    taken = csv_of(client.get(f"{HOME}?kind=harvest&xuat=csv"))
    assert [(row["Số, ký hiệu"], row["Trạng thái"]) for row in taken] == [("129/KH-UBND", "Đang thực hiện")]
    assert len(xlsx_of(client.get(f"{HOME}?xuat=xlsx"))) == 3
    wrong = client.get(f"{HOME}?first=2021-12-01&last=2021-01-01")
    assert wrong.status_code == 400 and "Ngày cuối không được trước ngày đầu" in text_of(wrong)
    assert "Không có kế hoạch nào như vậy" in text_of(client.get(f"{HOME}?q=khong+co"))


def test_pages_out_of_sight_are_not_there() -> None:
    one = rows.whole()
    stranger = client_of(person("nguoi-la", "coordinator", "91"))
    for address in (
        f"{one.plan.pk}/", f"{one.plan.pk}/chi-tieu/", f"{one.plan.pk}/nhiem-vu/", f"{one.plan.pk}/kinh-phi/",
        f"{one.plan.pk}/noi-dung/", f"{one.plan.pk}/kich-ban/", f"nhiem-vu/{one.task.pk}/",
        f"chi-tieu/{one.indicator.pk}/", f"dong-kinh-phi/{one.line.pk}/", f"{10**19}/", f"{one.plan.pk}/phan/doan/moi/",
    ):  # fmt: skip
        assert stranger.get(HOME + address).status_code == 404, address
    assert stranger.post(f"{HOME}{one.plan.pk}/trang-thai/close/").status_code == 404
    viewer = client_of(person("xem", "viewer", "20"))
    assert viewer.get(f"{HOME}{one.plan.pk}/").status_code == 200
    assert viewer.post(f"{HOME}{one.plan.pk}/trang-thai/close/").status_code == 403
    assert viewer.get(f"{HOME}moi/").status_code == 403


def test_a_plan_is_written_changed_and_issued_on_pages() -> None:
    client, issuer = officer(), rows.committee()
    sent = {
        "kind": "ocop", "title": "Kế hoạch OCOP", "issuer": issuer.pk, "starts_on": "2021-01-01",
        "ends_on": "2020-12-31", "stated_total_vnd": "115.350 triệu",
    }  # fmt: skip
    refused = client.post(f"{HOME}moi/", sent)
    assert (
        refused.status_code == 400 and "đứng trước ngày đầu" in text_of(refused) and not Plan.objects.exists()
    )
    done = client.post(f"{HOME}moi/", {**sent, "ends_on": "2021-12-31"})
    one = Plan.objects.get()
    assert done["Location"] == f"{HOME}{one.pk}/" and one.stated_total_vnd == 115_350_000_000
    address = f"{HOME}{one.pk}/sua/"
    seen = opened(client, address)
    shown = {**sent, "ends_on": "2021-12-31", "title": "Kế hoạch OCOP 2021", "source": "Văn bản", **seen}
    plans.change_plan(pk=one.pk, version=1, seen={"title": one.title}, mine={"title": "Khác"}, actor=None)
    clash = client.post(address, shown)
    assert clash.status_code == 409 and "Khác" in text_of(clash)
    seen = opened(client, address)
    assert client.post(address, {**shown, **seen}).status_code == 302
    issue = {"number": "129", "symbol": "KH-UBND", "issued_on": "2021-06-01"}
    client.post(f"{HOME}{one.pk}/trang-thai/issue/", issue)
    one.refresh_from_db()
    assert (one.state, one.title, str(one)) == (states.ISSUED, "Kế hoạch OCOP 2021", "129/KH-UBND")
    assert client.get(address).status_code == 409
    client.post(f"{HOME}{one.pk}/trang-thai/reopen/", {"reason": "sửa mục tiêu"})
    client.post(f"{HOME}{one.pk}/trang-thai/cancel/", {"reason": ""})
    one.refresh_from_db()
    assert one.state == states.DRAFT


def test_every_part_is_added_and_changed_on_pages() -> None:
    client, one, office = officer(), rows.plan(), rows.department()
    base = f"{HOME}{one.pk}/phan/"
    assert client.post(f"{base}doan/moi/", {"part": "purpose", "text": "Nâng giá trị", "them": "1"})[
        "Location"
    ] == (f"{base}doan/moi/")
    target = {
        "name": "Sản phẩm mới", "unit": "sản phẩm", "direction": "at_least", "target": "50,5", "source": "reported",
        "reporter": office.pk,
    }  # fmt: skip
    assert client.post(f"{base}chi-tieu/moi/", target).status_code == 302
    assert (Indicator.objects.get().target, Indicator.objects.get().reporter) == (Decimal("50.5"), office)
    helper = rows.agency("hnd", "Hội Nông dân")
    task = {
        "text": "Mở lớp tập huấn",
        "lead": office.pk,
        "helpers": [helper.pk, office.pk],
        "due_on": "2021-10-01",
    }
    assert client.post(f"{base}nhiem-vu/moi/", task).status_code == 302
    assert list(Task.objects.get().helpers.all()) == [helper]
    line = {"name": "Bao bì", "fund": "local", "amount_vnd": "1,2 tỷ", "year": "2021"}
    assert client.post(f"{base}kinh-phi/moi/", line).status_code == 302
    assert BudgetLine.objects.get().amount_vnd == 1_200_000_000
    no_fund = client.post(f"{base}kinh-phi/moi/", {**line, "fund": ""})
    assert no_fund.status_code == 400 and "chọn nguồn" in text_of(no_fund)
    scenario = {
        "name": "Xấu nhất", "total_kg": "5.200 tấn", "rows-TOTAL_FORMS": 2, "rows-INITIAL_FORMS": 0,
        "rows-0-level": "market", "rows-0-name": "Trong nước", "rows-0-kg": "5.000 tấn", "rows-1-level": "supply",
    }  # fmt: skip
    assert client.post(f"{base}kich-ban/moi/", scenario).status_code == 302
    made = Scenario.objects.get()
    assert (made.total_kg, [row.kg for row in made.rows.all()]) == (5_200_000, [5_000_000])
    for kind, row, more in (
        ("doan", Passage.objects.get(), {"part": "purpose", "text": "Sửa"}),
        ("chi-tieu", Indicator.objects.get(), {**target, "name": "Sửa"}),
        ("nhiem-vu", Task.objects.get(), {**task, "text": "Sửa", "helpers": []}),
        ("kinh-phi", BudgetLine.objects.get(), {**line, "name": "Sửa"}),
        ("kich-ban", made, {**scenario, "name": "Sửa", "rows-INITIAL_FORMS": 1, "rows-0-DELETE": "on"}),
    ):
        address = f"{base}{kind}/{row.pk}/sua/"
        assert client.post(address, {**more, **opened(client, address)}).status_code == 302, kind
        row.refresh_from_db()
        assert "Sửa" in str(row) and row.version > 1, kind
    assert not made.rows.exists() and not Task.objects.get().helpers.exists()
    client.post(f"{base}doan/{Passage.objects.get().pk}/bo/")
    assert not Passage.objects.exists()
    rows.issued(one)
    assert client.get(f"{base}doan/moi/").status_code == 409


def test_agencies_of_the_plans_area_are_offered_first() -> None:
    one = rows.plan()
    rows.agency("sct-hn", "Sở Công Thương Hà Nội", area="01")
    rows.agency("xa", "UBND xã Tân Mỹ", "commune", area="20.06172")
    rows.agency("cu", "Ban cũ", ends_on=date(2020, 12, 31))
    page = officer().get(f"{HOME}{one.pk}/phan/nhiem-vu/moi/").content.decode()
    lead = page[page.index('name="lead"') : page.index("</select>")]
    names = re.findall(r"<option[^>]*>([^<]+)</option>", lead)[1:]
    assert names == ["UBND tỉnh Lạng Sơn", "UBND xã Tân Mỹ", "Sở Công Thương Hà Nội"]


def test_a_counted_target_asks_for_its_conditions_first() -> None:
    client, one = officer(), rows.plan()
    address = f"{HOME}{one.pk}/phan/chi-tieu/moi/"
    sent = {
        "name": "Đạt 5 sao",
        "unit": "sản phẩm",
        "direction": "at_least",
        "target": "1",
        "source": "query",
    }
    blank = client.post(address, sent)
    assert blank.status_code == 400 and "chọn phép tính" in text_of(blank)
    asked = client.post(address, {**sent, "query": "ocop_valid"})
    assert (
        asked.status_code == 400
        and hidden(asked, "query_shown") == "ocop_valid"
        and not Indicator.objects.exists()
    )
    assert (
        client.post(
            address, {**sent, "query": "ocop_valid", "query_shown": "ocop_valid", "dk_star": "5"}
        ).status_code
        == 302
    )
    row = Indicator.objects.get()
    assert (row.query, row.arguments) == ("ocop_valid", {"star": "5"})
    address = f"{HOME}{one.pk}/phan/chi-tieu/{row.pk}/sua/"
    more = {"query": "ocop_valid", "query_shown": "ocop_valid", "dk_star": "4", **opened(client, address)}
    assert client.post(address, {**sent, **more}).status_code == 302
    row.refresh_from_db()
    assert row.arguments == {"star": "4"}


def test_progress_is_written_on_pages() -> None:
    client, one = officer(), rows.whole()
    reading = {"as_of": "2021-09-20", "value": "12", "provenance": "Báo cáo 5"}
    assert client.post(f"{HOME}chi-tieu/{one.indicator.pk}/", reading).status_code == 302
    again = client.post(f"{HOME}chi-tieu/{one.indicator.pk}/", {**reading, "value": "13"})
    assert again.status_code == 400 and "ghi lý do sửa" in text_of(again)
    client.post(f"{HOME}chi-tieu/{one.indicator.pk}/", {**reading, "value": "13", "reason": "đếm sót"})
    assert Reading.objects.filter(is_current=True).get().value == 13
    over = {"spent_on": "2021-09-01", "amount_vnd": "2 tỷ", "paper": "UNC 1"}
    refused = client.post(f"{HOME}dong-kinh-phi/{one.line.pk}/", over)
    assert refused.status_code == 400 and "Chi vượt thì phải ghi lý do" in text_of(refused)
    client.post(f"{HOME}dong-kinh-phi/{one.line.pk}/", {**over, "amount_vnd": "0,4 tỷ"})
    assert Spending.objects.get().amount_vnd == 400_000_000
    base = f"{HOME}nhiem-vu/{one.task.pk}/"
    client.post(f"{base}start/")
    client.post(f"{base}note/", {"text": "Đã mời 20 đơn vị"})
    client.post(f"{base}finish/", {"done_on": "2021-09-27", "evidence": ""})
    one.task.refresh_from_db()
    assert (one.task.state, TaskNote.objects.get().text) == (states.DOING, "Đã mời 20 đơn vị")
    client.post(f"{base}finish/", {"done_on": "2021-09-27", "evidence": "Biên bản 3"})
    one.task.refresh_from_db()
    assert one.task.state == states.DONE
    assert client.post(f"{base}bay/").status_code == 404
    client.post(f"{HOME}{one.plan.pk}/kich-ban/{one.scenario.pk}/ap-dung/")
    said = text_of(client.get(f"{HOME}{one.plan.pk}/"))
    assert "Đang áp dụng kịch bản “Bình thường”" in said and "13 sản phẩm" in said and "1/1" in said


def test_a_board_shows_what_is_asked_of_an_agency_and_who_works_for_it() -> None:
    client, office = officer(), rows.department()
    one = rows.plan()
    rows.task(one, "Trễ rồi", due_on=date(2021, 9, 1))
    rows.task(one, "Gần hạn", due_on=date(2021, 9, 30))
    rows.indicator(one, reporter=office)
    rows.issued(one)
    said = text_of(client.get(f"{HOME}co-quan/{office.pk}/"))
    assert "Trễ rồi Quá hạn 26 ngày" in said and "Gần hạn" in said and "Sản phẩm mới được công nhận" in said
    person("can-bo-so", "viewer", "91")
    client.post(
        f"{HOME}co-quan/{office.pk}/nguoi/", {"who": "khong-co", "starts_on": "2021-09-01", "source": "QĐ 1"}
    )
    assert not Post.objects.exists()
    client.post(
        f"{HOME}co-quan/{office.pk}/nguoi/", {"who": "can-bo-so", "starts_on": "2021-09-01", "source": "QĐ 1"}
    )
    post = Post.objects.get()
    worker = client_of(post.user)
    assert worker.get(f"{HOME}co-quan/cua-toi/")["Location"] == f"{HOME}co-quan/{office.pk}/"
    board = worker.get(f"{HOME}co-quan/{office.pk}/")
    assert "Trễ rồi" in text_of(board) and "QĐ 1" not in text_of(board)
    assert cells_of(worker.get(f"{HOME}nhiem-vu/?state=late")) == ["Trễ rồi"]
    client.post(f"{HOME}co-quan/{office.pk}/nguoi/{post.pk}/thoi/")
    post.refresh_from_db()
    assert post.ends_on == rows.TODAY


def test_agencies_are_recorded_and_changed_on_pages() -> None:
    client = officer()
    everywhere = client_of(person("quan-tri", "administrator", ""))
    sent = {"name": "Hội Nông dân tỉnh", "kind": "union", "source": "Quyết định 5"}
    assert client.post(f"{HOME}co-quan/moi/", sent).status_code == 302
    made = Agency.objects.get()
    assert made.code == "hoi-nong-dan-tinh" and made.area_code == ""
    twin = client.post(f"{HOME}co-quan/moi/", sent)
    assert twin.status_code == 400 and "Đã có cơ quan mang mã" in text_of(twin)
    address = f"{HOME}co-quan/{made.pk}/sua/"
    assert client.get(address).status_code == 403, "a body of no area belongs to everybody"
    changed = {**sent, "short_name": "HND", **opened(everywhere, address)}
    assert everywhere.post(address, changed).status_code == 302
    assert cells_of(client.get(f"{HOME}co-quan/?q=hnd")) == ["Hội Nông dân tỉnh"]
    assert len(xlsx_of(client.get(f"{HOME}co-quan/?xuat=xlsx"))) == 2


def test_everybody_sees_the_progress_of_public_plans_and_nobodys_name(client: Client) -> None:
    hidden_plan = rows.issued(rows.plan("Nội bộ"), number="130")
    one = rows.whole(is_public=True)
    worker = rows.in_post(person("so-nong", "viewer", "91"), rows.department())
    indicators.record_reading(
        indicator=one.indicator, as_of=rows.TODAY, value=Decimal(12), provenance="Bà Nguyễn Thị Hoa báo", actor=None
    )  # fmt: skip
    tasks.finish_task(task=one.task, done_on=rows.TODAY, evidence="Ông Lê Văn Ba xác nhận", actor=worker)
    listed = text_of(client.get(f"{HOME}cong-khai/"))
    assert one.plan.title in listed and "Nội bộ" not in listed
    assert client.get(f"{HOME}cong-khai/{hidden_plan.pk}/").status_code == 404
    page = client.get(f"{HOME}cong-khai/{one.plan.pk}/")
    said = page.content.decode()
    assert "12 sản phẩm" in text_of(page) and "1/1" in text_of(page)
    assert "Nguyễn Thị Hoa" not in said and "Lê Văn Ba" not in said and worker.full_name not in said
    assert f"{HOME}nhiem-vu/" not in said[said.index("<main") :]


def counted(client: Client, addresses: dict[str, str]) -> dict[str, int]:
    found = {}
    for name, address in addresses.items():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, name
        found[name] = len(asked)
    return found


def test_questions_a_page_asks_do_not_grow_with_the_plan() -> None:
    client, one = officer(), rows.plan()

    def fill(first: int, last: int) -> None:
        for n in range(first, last):
            rows.indicator(one, f"Chỉ tiêu {n}")
            rows.task(one, f"Việc {n}", helpers=[rows.agency("hnd", "Hội Nông dân")])
            rows.line(one, f"Dòng {n}")
            rows.scenario(one, f"Kịch bản {n}")
            rows.issued(rows.plan(f"Kế hoạch {n}"), number=str(n))

    fill(1, 3)
    rows.issued(one)
    spent = one.budget.first()
    assert spent is not None
    money.spend(line=spent, spent_on=rows.TODAY, amount_vnd=5, paper="UNC", actor=None)
    first, task = one.indicators.first(), one.tasks.first()
    assert first is not None and task is not None
    base = f"{HOME}{one.pk}/"
    addresses = {
        "plans": HOME, "tasks": f"{HOME}nhiem-vu/", "agencies": f"{HOME}co-quan/", "plan": base,
        "targets": f"{base}chi-tieu/", "plan_tasks": f"{base}nhiem-vu/", "money": f"{base}kinh-phi/",
        "scenarios": f"{base}kich-ban/", "text": f"{base}noi-dung/", "indicator": f"{HOME}chi-tieu/{first.pk}/",
        "task": f"{HOME}nhiem-vu/{task.pk}/", "line": f"{HOME}dong-kinh-phi/{spent.pk}/",
        "board": f"{HOME}co-quan/{rows.department().pk}/", "public": f"{HOME}cong-khai/", "plan_form": f"{HOME}moi/",
    }  # fmt: skip
    few = counted(client, addresses)
    plans.reopen_plan(plan=one, reason="thêm", actor=None)
    fill(3, 8)
    rows.issued(one)
    assert counted(client, addresses) == few
    if os.environ.get("CUNGCAU_SNAPSHOT"):
        COUNTS.write_text(json.dumps(few, indent=2) + "\n", encoding="utf-8")
    assert few == json.loads(COUNTS.read_text(encoding="utf-8"))
