"""A keeper's day on a phone that loses its network: nothing lost, nothing sent twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cungcau.domain.collection.models import Photo, Ticket
from cungcau.domain.orders.models import Slip
from cungcau.platform.accounts.models import User
from tests.domain.collection.scale_rows import TODAY, keeper, point
from tests.domain.collection.test_points import picture
from tests.domain.orders.order_rows import Ordered, agreed_order
from tests.domain.season_rows import record_all
from tests.web.test_pages import violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture
def ordered(db: None, settings: Any, tmp_path: Path) -> Ordered:
    settings.SHOWN_DAY, settings.VAR = TODAY, tmp_path
    small = record_all()
    point()
    return agreed_order(small, day=TODAY)


@pytest.fixture
def guard(ordered: Ordered) -> User:
    return keeper(first=TODAY, last=TODAY)


@pytest.fixture
def phone(browser: Browser, live_server: Any, guard: User) -> Iterator[BrowserContext]:
    """The keeper's phone, signed in, under the site's own content security policy."""
    broken: list[str] = []
    context = browser.new_context(
        locale="vi-VN", viewport={"width": 360, "height": 780}, base_url=live_server.url
    )
    context.on("weberror", lambda error: broken.append(str(error.error)))
    context.on("console", lambda said: broken.append(said.text) if "Content Security" in said.text else None)
    sign_in(context, guard, live_server.url)
    yield context
    context.close()
    assert broken == []


def sign_in(context: BrowserContext, user: User, url: str) -> None:
    client = Client()
    client.force_login(user)
    name = site.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


def opened(context: BrowserContext) -> Page:
    """The page once its worker keeps it."""
    page = context.new_page()
    page.goto(f"/can-hang/diem/{point().pk}/ngoai-tuyen/")
    page.locator("body[data-ready]").wait_for(timeout=20_000)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def weigh(page: Page, who: str, gross: str, *, photo: bool = False, rejected: str = "") -> None:
    page.get_by_role("button", name=f"Cân {who}").click()
    page.get_by_label("Cả bì (kg)").fill(gross)
    if rejected:
        page.get_by_label("Loại ra (kg)").fill(rejected)
        page.get_by_label("Lý do loại").select_option("bruised")
    if photo:
        content = picture(size=(2000, 1500))
        page.get_by_label("Chụp ảnh").set_input_files(
            {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": content}
        )
    page.get_by_role("button", name="Lưu lần cân").click()
    expect(page.locator("#weigh-form")).to_be_hidden()


def test_a_day_without_network(phone: BrowserContext, ordered: Ordered) -> None:
    page = opened(phone)
    expect(page.locator("#slips")).to_contain_text("Hộ Nông Thị Đào")
    phone.set_offline(True)
    weigh(page, "Hộ Nông Thị Đào", "600", photo=True, rejected="20")
    weigh(page, "Hộ Hoàng Văn Bảy", "1.400")
    page.get_by_role("button", name="Cân hàng ngoài đơn").first.click()
    page.get_by_label("Người mang hàng").fill("Bà con đi chợ")
    page.get_by_label("Cả bì (kg)").fill("45")
    page.get_by_role("button", name="Lưu lần cân").click()
    expect(page.locator("#entries [data-state=waiting]")).to_have_count(3)
    expect(page.locator("#status")).to_contain_text("Không có mạng")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not Ticket.objects.exists()

    page.reload()
    expect(page.locator("#entries [data-state=waiting]")).to_have_count(3)
    expect(page.locator("#slips")).to_contain_text("Hẹn 600 kg, đã cân 580 kg")
    page.get_by_label("Tìm hộ").fill("hoang van")
    expect(page.locator("#slips li")).to_have_count(1)

    phone.set_offline(False)
    expect(page.locator("#status")).to_contain_text("đã gửi hết", timeout=20_000)
    expect(page.locator("#entries [data-state=sent]")).to_have_count(2)
    refused = page.locator("#entries [data-state=refused]")
    expect(refused).to_contain_text("Đơn này chỉ còn nhận được 520 kg")
    refused.get_by_role("button", name="Cân thành hàng ngoài đơn").click()
    expect(page.locator("#entries [data-state=sent]")).to_have_count(3, timeout=20_000)
    page.reload()
    page.get_by_role("button", name="Gửi ngay").click()
    expect(page.locator("#status")).to_contain_text("đã gửi hết", timeout=20_000)

    assert sorted(Ticket.objects.values_list("net_kg", flat=True)) == [45, 600, 1400]
    ticket = Ticket.objects.get(net_kg=600)
    assert (ticket.accepted_kg, ticket.offline, ticket.day) == (580, True, TODAY)
    assert Slip.objects.get(pk=ordered.slips[0].pk).received_kg == 580
    photo = Photo.objects.get()
    assert photo.about == ticket.client_uuid and (photo.width, photo.height) == (1600, 1200)


def test_a_session_that_ends_keeps_what_was_weighed(
    phone: BrowserContext, guard: User, live_server: Any, ordered: Ordered
) -> None:
    page = opened(phone)
    phone.set_offline(True)
    weigh(page, "Hộ Nông Thị Đào", "100")
    Session.objects.all().delete()
    phone.set_offline(False)
    expect(page.get_by_role("link", name="Đăng nhập để gửi")).to_be_visible(timeout=20_000)
    expect(page.locator("#slips")).not_to_contain_text("Nông Thị Đào")
    page.reload()
    expect(page.locator("#entries [data-state=waiting]")).to_have_count(1)
    assert not Ticket.objects.exists()
    sign_in(phone, guard, live_server.url)
    page.get_by_role("button", name="Gửi ngay").click()
    expect(page.locator("#entries [data-state=sent]")).to_have_count(1, timeout=20_000)
    assert Ticket.objects.get().net_kg == 100


def test_somebody_elses_entries_wait_for_them(
    phone: BrowserContext, guard: User, live_server: Any, ordered: Ordered
) -> None:
    page = opened(phone)
    phone.set_offline(True)
    weigh(page, "Hộ Nông Thị Đào", "100")
    other = keeper("nguoi-thay", first=TODAY, last=TODAY)
    sign_in(phone, other, live_server.url)
    phone.set_offline(False)
    page.get_by_role("button", name="Gửi ngay").click()
    page.wait_for_timeout(2000)
    assert not Ticket.objects.exists()
    sign_in(phone, guard, live_server.url)
    page.get_by_role("button", name="Gửi ngay").click()
    expect(page.locator("#entries [data-state=sent]")).to_have_count(1, timeout=20_000)
    assert Ticket.objects.get().weighed_by == guard


def test_the_pages_of_a_point_have_no_axe_violations(
    browser: Browser, phone: BrowserContext, live_server: Any
) -> None:
    opened(phone).close()
    plain = browser.new_context(
        bypass_csp=True, storage_state=phone.storage_state(), base_url=live_server.url,
        viewport={"width": 360, "height": 780}, service_workers="block",
    )  # fmt: skip
    at, found, wide = point().pk, [], []
    slip = Slip.objects.order_by("pk")[0]
    below = f"/can-hang/diem/{at}/"
    for address in (
        "/can-hang/phieu/", below, f"{below}luot/", f"{below}cong/", f"{below}chot/", f"{below}phe-duyet/",
        f"{below}can/{slip.pk}/", f"{below}can-ngoai/", f"{below}ngoai-tuyen/",
    ):  # fmt: skip
        look = plain.new_page()
        look.goto(address)
        look.wait_for_load_state("networkidle")
        found += violations(look)
        if look.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(address)
        look.close()
    plain.close()
    assert found == [] and wide == []
