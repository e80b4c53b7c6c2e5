"""What was typed is there again after a killed page, on another phone, after a dead line; and gone when saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cungcau.domain.matching.models import Plan
from cungcau.domain.supply.models import Lot
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.services import create_user
from cungcau.platform.editing.models import Draft
from tests.web.test_pages import violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
    pytest.mark.urls("tests.web.draft_pages"),
]

Phone = Callable[[User], BrowserContext]
COPIES = "Object.keys(localStorage).filter((name) => name.startsWith('cungcau.draft')).length"


@pytest.fixture
def person(db: None) -> User:
    return create_user(username="an.nguyen", full_name="Nguyễn Văn An", password="mat-khau-thu-2021")


@pytest.fixture
def phone(browser: Browser, live_server: Any) -> Iterator[Phone]:
    """Browsers with a person signed in, under the site's own content security policy."""
    made: list[BrowserContext] = []
    broken: list[str] = []

    def new(user: User) -> BrowserContext:
        context = browser.new_context(
            locale="vi-VN", viewport={"width": 360, "height": 780}, base_url=live_server.url
        )
        context.on("weberror", lambda error: broken.append(str(error.error)))
        context.on(
            "console", lambda said: broken.append(said.text) if "Content Security" in said.text else None
        )
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        made.append(context)
        return context

    yield new
    for context in made:
        context.close()
    assert broken == []


def opened(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/thu/")
    return page


def kept(page: Page) -> None:
    """Wait until the server has what was typed."""
    expect(page.locator(".draft-bar__line")).to_contain_text("Đã lưu nháp", timeout=15_000)


def test_a_killed_page_loses_nothing(phone: Phone, person: User) -> None:
    context = phone(person)
    page = opened(context)
    page.get_by_label("Ghi chú").fill("5-7 tạ hồng")
    page.get_by_label("Loại").select_option("2")
    page.get_by_label("Chín rồi").check()
    page.get_by_label("Thứ ba").check()
    page.get_by_label("Mã bí mật").fill("không ai biết")
    page.get_by_label("Hộ").fill("Nhà chị Lan")
    page.get_by_role("button", name="Thêm dòng").click()
    page.get_by_label("Hộ").nth(1).fill("Nhà anh Hùng")
    page.get_by_label("Số kg").nth(1).fill("300")
    page.close()

    page = opened(context)
    expect(page.locator(".draft-bar__line")).to_contain_text("Đã khôi phục bản nháp lúc")
    expect(page.get_by_label("Ghi chú")).to_have_value("5-7 tạ hồng")
    expect(page.get_by_label("Loại")).to_have_value("2")
    expect(page.get_by_label("Chín rồi")).to_be_checked()
    expect(page.get_by_label("Thứ ba")).to_be_checked()
    expect(page.get_by_label("Thứ hai")).not_to_be_checked()
    expect(page.get_by_label("Hộ").nth(0)).to_have_value("Nhà chị Lan")
    expect(page.get_by_label("Hộ").nth(1)).to_have_value("Nhà anh Hùng")
    expect(page.get_by_label("Số kg").nth(1)).to_have_value("300")
    expect(page.get_by_label("Mã bí mật")).to_have_value("")
    assert "không ai biết" not in page.evaluate("JSON.stringify(localStorage)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    page.get_by_role("button", name="Bỏ bản nháp").click()
    expect(page.get_by_label("Ghi chú")).to_have_value("")
    expect(page.get_by_label("Hộ")).to_have_count(1)
    page.reload()
    expect(page.get_by_label("Ghi chú")).to_have_value("")
    assert page.evaluate(COPIES) == 0


def test_another_phone_goes_on_with_it_rows_and_all(phone: Phone, person: User) -> None:
    page = opened(phone(person))
    page.get_by_label("Hộ").fill("Nhà chị Lan")
    for name in ("Nhà anh Hùng", "Nhà bác Tư"):
        page.get_by_role("button", name="Thêm dòng").click()
        page.get_by_label("Hộ").last.fill(name)
    page.get_by_role("button", name="Bỏ dòng").nth(1).click()
    kept(page)
    page.close()

    other = opened(phone(person))
    expect(other.locator(".draft-bar__line")).to_contain_text("Đã khôi phục bản nháp lúc")
    expect(other.locator("[data-draft-row]:visible")).to_have_count(2)
    expect(other.get_by_label("Hộ").last).to_have_value("Nhà bác Tư")
    other.goto("/ban-nhap/")
    other.get_by_role("link", name="Lô mới").click()
    expect(other.get_by_label("Hộ").last).to_have_value("Nhà bác Tư")


def test_a_dead_line_is_caught_up(phone: Phone, person: User) -> None:
    context = phone(person)
    page = opened(context)
    context.set_offline(True)
    page.get_by_label("Ghi chú").fill("gõ lúc mất mạng")
    expect(page.locator(".draft-bar__line")).to_contain_text("khi có mạng", timeout=15_000)
    assert not Draft.objects.exists()
    context.set_offline(False)
    kept(page)
    assert Draft.objects.get().data["fields"]["note"] == ["gõ lúc mất mạng"]


def test_after_saving_no_copy_is_left(phone: Phone, person: User) -> None:
    page = opened(phone(person))
    page.get_by_label("Ghi chú").fill("xong rồi")
    page.get_by_label("Bắt buộc").fill("sai")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Không nhận")).to_be_visible()
    expect(page.get_by_label("Ghi chú")).to_have_value("xong rồi")
    page.get_by_label("Bắt buộc").fill("đúng")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url("**/ban-nhap/")
    expect(page.get_by_text("Không có bản nháp nào")).to_be_visible()
    page.wait_for_function(f"{COPIES} === 0")
    page.goto("/thu/")
    expect(page.get_by_label("Ghi chú")).to_have_value("")
    expect(page.get_by_role("button", name="Bỏ bản nháp")).to_be_hidden()
    assert not Draft.objects.filter(finished_at=None).exists()


def test_two_tabs_are_two_drafts(phone: Phone, person: User) -> None:
    context = phone(person)
    first = opened(context)
    first.get_by_label("Ghi chú").fill("lô thứ nhất")
    kept(first)
    second = opened(context)
    second.wait_for_timeout(500)
    expect(second.get_by_label("Ghi chú")).to_have_value("")
    second.get_by_label("Ghi chú").fill("lô thứ hai")
    kept(second)
    assert {draft.data["fields"]["note"][0] for draft in Draft.objects.all()} == {"lô thứ nhất", "lô thứ hai"}


def test_signing_out_leaves_nothing_on_a_shared_phone(phone: Phone, person: User) -> None:
    context = phone(person)
    page = opened(context)
    page.get_by_label("Ghi chú").fill("gõ dở rồi đăng xuất")
    page.locator("summary[aria-label^='Tài khoản']").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(lambda url: "/thu/" not in url)
    assert page.evaluate(COPIES) == 0
    assert Draft.objects.get().data["fields"]["note"] == ["gõ dở rồi đăng xuất"]
    again = opened(phone(person))
    expect(again.get_by_label("Ghi chú")).to_have_value("gõ dở rồi đăng xuất")


def test_the_pages_have_no_axe_violations(
    browser: Browser, phone: Phone, person: User, live_server: Any
) -> None:
    draft = phone(person)
    page = opened(draft)
    page.get_by_label("Ghi chú").fill("gõ dở")
    kept(page)
    plain = browser.new_context(
        bypass_csp=True, storage_state=draft.storage_state(), base_url=live_server.url
    )
    page.close()
    found = []
    for address in ("/thu/", "/ban-nhap/"):
        look = plain.new_page()
        look.goto(address)
        look.wait_for_load_state("networkidle")
        found += violations(look)
    plain.close()
    assert found == []


def test_the_form_of_a_lot_keeps_what_is_typed(signed_in: Page, live_server: Any) -> None:
    """The real form of the supply room, its page killed in the middle."""
    address = f"{live_server.url}/nguon-cung/moi/"
    signed_in.goto(address)
    signed_in.locator("form[data-draft] [name=quantity_kg]").press_sequentially("5-7 tạ")
    context = signed_in.context
    signed_in.close()
    page = context.new_page()
    page.goto(address)
    expect(page.locator("form[data-draft] [name=quantity_kg]")).to_have_value("5-7 tạ")
    expect(page.locator(".draft-bar__line")).to_contain_text("Đã khôi phục bản nháp lúc")
    page.get_by_role("button", name="Bỏ bản nháp").click()
    expect(page.locator("form[data-draft] [name=quantity_kg]")).to_have_value("")


def test_two_officers_at_one_lot(signed_in: Page, plan: Plan, live_server: Any) -> None:
    """The second officer is shown what the first changed, on a page without axe violations, and loses nothing."""
    lot = Lot.objects.filter(season=plan.season).order_by("pk")[0]
    signed_in.goto(f"{live_server.url}/nguon-cung/lo/{lot.pk}/sua/")
    Lot.objects.filter(pk=lot.pk).update(quantity_kg=777, version=lot.version + 1)
    signed_in.locator("form[data-draft] [name=quantity_kg]").fill("888 kg")
    signed_in.locator("form[data-draft] [name=variety]").fill("Hồng không hạt")
    signed_in.locator("form[data-draft] [name=already_sold_kg]").fill("")
    signed_in.locator("form[data-draft] button[type=submit]").click()
    if signed_in.get_by_label("Lưu, trả lời sau").count():
        signed_in.get_by_label("Lưu, trả lời sau").check()
        signed_in.locator("form[data-draft] button[type=submit]").click()
    asked = signed_in.locator(".merge")
    expect(asked).to_contain_text("Có người khác đã lưu thay đổi")
    expect(asked).to_contain_text("777")
    expect(asked).to_contain_text("888")
    assert violations(signed_in) == []
    signed_in.set_viewport_size({"width": 360, "height": 780})
    assert signed_in.evaluate("document.documentElement.scrollWidth") <= 360
    expect(signed_in.locator("form[data-draft] [name=variety]")).to_have_value("Hồng không hạt")
