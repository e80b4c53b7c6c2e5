"""A representative's work on a phone: an order split, answered, weighed in and paid, each by whoever does it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cungcau.domain.collection.models import Ticket
from cungcau.domain.orders import states
from cungcau.domain.orders.models import AllocatedBy, AnswerBy, Slip
from cungcau.domain.registry.services.ties import Days, add_agent
from cungcau.domain.settlement.models import Statement
from tests.domain.collection.scale_rows import TODAY, keeper, point
from tests.domain.orders.order_rows import DAY, Ordered, organisation
from tests.domain.orders.slip_rows import check_rules, open_order, record_orchards
from tests.domain.season_rows import PASSWORD, SOURCE, START, person, record_all
from tests.web.conftest import outside
from tests.web.test_pages import violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]
Phone = Callable[[str], Page]


@pytest.fixture
def ordered(db: None, settings: Any, live_server: Any) -> Ordered:
    """A tonne agreed for tomorrow; four households with 700 kg each, nobody asked yet."""
    settings.SHOWN_DAY, settings.SITE_URL = TODAY, live_server.url
    small = record_all()
    record_orchards(small, {"A": 700, "B": 700, "C": 700, "D": 700})
    point()
    found = open_order(small)
    agent = person("dai-dien", "representative", "20.06172")
    add_agent(user=agent, organisation=organisation("HTX"), days=Days(START, None), source=SOURCE, actor=None)
    keeper("giu-diem", first=DAY, last=DAY)
    return found


@pytest.fixture
def phone(browser: Browser, live_server: Any, ordered: Ordered) -> Iterator[Phone]:
    """A phone of 360 px for each person: signed in through the form, or a visitor's where the name is blank."""
    opened: list[BrowserContext] = []
    errors: list[str] = []

    def of(username: str) -> Page:
        context = browser.new_context(
            locale="vi-VN", viewport={"width": 360, "height": 780}, bypass_csp=True, base_url=live_server.url,
            service_workers="block",
        )  # fmt: skip
        opened.append(context)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        context.on("request", lambda asked: errors.append(asked.url) if outside(asked.url) else None)
        context.on(
            "response", lambda said: errors.append(f"{said.status} {said.url}") if said.status > 499 else None
        )
        page = context.new_page()
        if username:
            page.goto("/")
            page.get_by_label("Tên đăng nhập").first.fill(username)
            page.get_by_label("Mật khẩu").first.fill(PASSWORD)
            page.get_by_role("button", name="Đăng nhập").click()
            page.wait_for_url("**/")
        return page

    yield of
    for context in opened:
        context.close()
    assert errors == []


def sound(page: Page) -> None:
    """Nothing for axe to say of the page as it stands, and nothing wider than the phone."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def card(page: Page, name: str) -> Any:
    """The split's card of a household."""
    return page.locator(".split-card").filter(has_text=name)


def slip(code: str, state: str = states.ACCEPTED) -> Slip:
    return Slip.objects.get(producer__code=code, state=state)


def split_and_send(page: Page) -> None:
    """From the list to sent slips: the ledger proposes, one part is moved from one household to another by hand."""
    page.goto("/don-hang/chia/")
    sound(page)
    page.get_by_role("link", name=re.compile("DH-1")).first.click()
    page.get_by_role("button", name="Theo sổ mùa").click()
    boxes = page.locator(".split-card input.form-control")
    expect(boxes).to_have_count(4)
    assert sorted(int(box.input_value()) for box in boxes.all()) == [250] * 4
    sound(page)
    card(page, "Hộ C").locator("input.form-control").fill("500")
    card(page, "Hộ D").locator("input.form-control").fill("")
    expect(page.locator("[data-sum]")).to_have_text(re.compile(r"1\.000\s*kg"))
    page.get_by_label("Lý do, nếu sửa số kg bằng tay").fill("vườn hộ C chín sớm")
    page.get_by_role("button", name="Lưu và gửi").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã lưu và gửi phiếu")
    expect(page.locator(".split-slip")).to_have_count(3)
    sound(page)


def answer_on_the_link(phone: Phone, page: Page) -> None:
    """The representative's page shows the text with the link; the household opens it and takes less."""
    page.get_by_role("link", name="Hộ A", exact=True).click()
    sound(page)
    text = page.get_by_role("textbox", name="Tin có dấu, để chép vào Zalo").inner_text()
    found = re.search(r"Trả lời tại: (\S+?)\.? Hoặc|Trả lời tại: (\S+)", text)
    assert found is not None, text
    home = phone("")
    home.goto(found[1] or found[2])
    expect(home.get_by_role("heading", level=1)).to_contain_text("Hộ A")
    sound(home)
    home.get_by_label("Chỉ hái được ít hơn (kg)").fill("150")
    home.get_by_role("button", name="Nhận số này").click()
    expect(home.get_by_role("status")).to_contain_text(re.compile(r"Đã ghi: nhận hái 150\s*kg"))
    sound(home)


def record_phoned_answers(page: Page, line: int) -> None:
    """What the first gave back is asked of the one left out; those reached by phone are recorded in one tap each."""
    page.goto(f"/don-hang/chia/{line}/")
    follower = page.locator(".split-slip").filter(has_text="thay Hộ A")
    expect(follower).to_contain_text("Hộ D")
    expect(follower).to_contain_text(re.compile(r"100\s*kg"))
    for name in ("Hộ B", "Hộ C", "Hộ D"):
        page.get_by_role("button", name=f"Nhận đủ {name}").click()
        row = page.locator(".split-slip").filter(has=page.get_by_role("link", name=name, exact=True))
        expect(row).to_contain_text("Hộ đã nhận lời")
    sound(page)


def book_a_turn(page: Page) -> None:
    page.goto(f"/can-hang/diem/{point().pk}/luot/?ngay={DAY:%Y-%m-%d}")
    turn = page.get_by_label("Lượt", exact=True)
    turn.select_option(label=turn.locator("option").filter(has_text="08:00 –").first.inner_text())
    page.get_by_role("checkbox", name=re.compile("^Hộ A")).check()
    page.get_by_role("checkbox", name=re.compile("^Hộ B")).check()
    sound(page)
    page.get_by_role("button", name="Đăng ký").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã đăng ký lượt")
    sound(page)


def weigh_with_a_part_rejected(page: Page) -> None:
    """The keeper's morning: the household is let in, weighed with 10 kg rejected."""
    page.goto(f"/can-hang/diem/{point().pk}/")
    page.get_by_role("button", name="Đã đến Hộ A").click()
    sound(page)
    page.get_by_role("link", name="Cân Hộ A").click()
    page.get_by_label("Cả bì (kg)").fill("152")
    page.get_by_label(re.compile(r"^Bì \(kg\)")).fill("2")
    page.get_by_label("Loại ra (kg)").fill("10")
    page.get_by_label("Lý do loại").select_option("bruised")
    sound(page)
    page.get_by_role("button", name="Lập phiếu cân").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phiếu cân")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"140\s*kg"))
    sound(page)


def settle_and_pay_a_part(page: Page) -> None:
    """From the order with weighed goods to a receipt for a first payment."""
    page.goto("/thanh-toan/")
    sound(page)
    page.get_by_role("button", name="Soạn bảng kê DH-1").click()
    page.goto(f"/thanh-toan/{Statement.objects.get(payee__code='A').pk}/")
    sound(page)
    page.get_by_role("button", name="Lập bảng kê").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"2\.520\.000\s*đ"))
    page.get_by_label("Số tiền trả (đồng)").fill("1 triệu")
    page.get_by_role("button", name="Ghi đã trả").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"1\.520\.000\s*đ"))
    sound(page)
    address = page.get_by_role("link", name="Biên nhận PDF").get_attribute("href")
    receipt = page.request.get(address or "")
    assert (receipt.status, receipt.body()[:4]) == (200, b"%PDF")


def test_from_a_split_to_money_on_a_phone(phone: Phone, ordered: Ordered, settings: Any) -> None:
    page = phone("dai-dien")
    split_and_send(page)
    assert slip("C", states.SENT).allocated_by == AllocatedBy.HAND
    answer_on_the_link(phone, page)
    assert (slip("A").confirmed_kg, slip("A").answered_by) == (150, AnswerBy.LINK)
    record_phoned_answers(page, ordered.line.pk)
    assert (slip("D").instead_of, slip("D").confirmed_kg) == (slip("A"), 100)
    assert slip("B").answered_by == AnswerBy.PHONE
    check_rules()
    book_a_turn(page)
    assert slip("A").slot_from == slip("B").slot_from is not None

    settings.SHOWN_DAY = DAY
    weigh_with_a_part_rejected(phone("giu-diem"))
    ticket = Ticket.objects.get()
    assert (ticket.net_kg, ticket.rejected_kg, ticket.accepted_kg) == (150, 10, 140)

    settle_and_pay_a_part(page)
    paid = Statement.objects.get(payee__code="A")
    assert (paid.state, paid.due_vnd, paid.paid_vnd) == ("part_paid", 140 * 18_000, 1_000_000)
