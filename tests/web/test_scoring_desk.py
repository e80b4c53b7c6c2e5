"""A council member scores on a phone: every tap is kept, without a line too, and the evidence stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cungcau.domain.council import states
from cungcau.domain.council.models import Score, ScoreSheet
from cungcau.domain.ocop.services.rules import load_shipped_rules
from cungcau.platform.ui import clock
from tests.domain.council.council_rows import Sitting, sitting
from tests.domain.ocop.ocop_rows import DAY
from tests.domain.season_rows import record_places

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture
def opened(live_server: Any) -> Sitting:
    """A session under way."""
    with clock.living(DAY):
        record_places()
        load_shipped_rules()
        return sitting().open()


@pytest.fixture
def phone(browser: Browser, live_server: Any, opened: Sitting) -> Iterator[BrowserContext]:
    """The phone of a member, under the site's own content security policy."""
    context = browser.new_context(
        locale="vi-VN", viewport={"width": 360, "height": 740}, base_url=live_server.url, has_touch=True
    )
    broken: list[str] = []
    context.on("weberror", lambda error: broken.append(str(error.error)))
    context.on("console", lambda said: broken.append(said.text) if "Content Security" in said.text else None)
    client = Client()
    client.force_login(opened.members[0])
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    yield context
    context.close()
    assert broken == []


def desk(phone: BrowserContext, opened: Sitting) -> Page:
    page = phone.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/ocop/hoi-dong/san-pham/{opened.item.pk}/cham/")
    return page


def tap(page: Page, code: str, level: int) -> None:
    page.locator(f'fieldset[data-criterion="{code}"] label.opt').nth(level).click()


def saved(page: Page) -> None:
    expect(page.locator("[data-saving]")).to_have_text("Mọi điểm đã lưu", timeout=15_000)


def points(opened: Sitting) -> dict[str, int]:
    rows = Score.objects.filter(sheet__seat__user=opened.members[0])
    return dict(rows.values_list("criterion", "points"))


def test_taps_are_kept_at_once_and_over_a_dead_line(phone: BrowserContext, opened: Sitting) -> None:
    page = desk(phone, opened)
    tap(page, "1.1", 3)
    tap(page, "1.2", 1)
    saved(page)
    assert points(opened) == {"1.1": 3, "1.2": 1}
    phone.set_offline(True)
    tap(page, "1.3", 2)
    tap(page, "1.2", 2)
    expect(page.locator("[data-saving]")).to_contain_text("Chưa lưu 2 lựa chọn")
    phone.set_offline(False)
    saved(page)
    assert points(opened) == {"1.1": 3, "1.2": 2, "1.3": 2}
    expect(page.locator("[data-progress]")).to_have_text("3/32")


def test_a_tap_survives_the_page_being_closed_without_a_line(phone: BrowserContext, opened: Sitting) -> None:
    page = desk(phone, opened)
    phone.set_offline(True)
    tap(page, "1.1", 2)
    expect(page.locator("[data-saving]")).to_contain_text("Chưa lưu")
    page.close()
    phone.set_offline(False)
    again = desk(phone, opened)
    expect(again.locator('fieldset[data-criterion="1.1"] input').nth(2)).to_be_checked()
    saved(again)
    assert points(opened) == {"1.1": 2}
    assert (
        again.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('cungcau.cham')).length")
        == 0
    )


def test_evidence_beside_the_sheet_and_handing_in(phone: BrowserContext, opened: Sitting) -> None:
    page = desk(phone, opened)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator('fieldset[data-criterion="1.2"] [data-look]').click()
    expect(page.locator("#mc-1-2")).to_be_visible()
    expect(page.locator("#desk-sheet")).to_be_hidden()
    page.locator("#mc-1-2 [data-back]").click()
    expect(page.locator("#desk-sheet")).to_be_visible()
    page.get_by_role("button", name="Nộp phiếu").click()
    expect(page.locator("#messages")).to_contain_text("Còn 32 tiêu chí chưa chấm")
    for crit in page.locator("fieldset[data-criterion]").all():
        crit.locator("label.opt").last.click()
    saved(page)
    page.get_by_role("button", name="Nộp phiếu").click()
    expect(page.locator("#messages")).to_contain_text("Đã nộp phiếu")
    assert ScoreSheet.objects.get(seat__user=opened.members[0]).state == states.SUBMITTED


def test_a_wide_screen_shows_both(phone: BrowserContext, opened: Sitting) -> None:
    page = desk(phone, opened)
    page.set_viewport_size({"width": 1000, "height": 800})
    tap(page, "4.1", 1)
    expect(page.locator("#mc-4-1")).to_be_visible()
    expect(page.locator("#desk-sheet")).to_be_visible()
    saved(page)
