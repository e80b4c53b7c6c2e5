"""Every page as a person meets it: no axe violations, no sideways scrolling at 360 px, the main job by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cungcau.domain.matching import selectors
from cungcau.domain.matching.models import Line, Plan, Unsold
from cungcau.kernel.vntext import fold
from cungcau.platform.jobs import runner

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def addresses(plan: Plan) -> list[str]:
    lot = Unsold.objects.filter(plan=plan).select_related("lot").first()
    assert lot is not None
    below = f"/ke-hoach/{plan.pk}"
    return [
        "/", "/ke-hoach/", f"{below}/", f"{below}/dong/", f"{below}/chia-phan/", f"{below}/nhu-cau/",
        f"{below}/con-lai/", f"{below}/diem-nghen/", f"{below}/thu-neu/", f"{below}/lo/{lot.lot.code}/",
        "/viec/", f"/viec/{plan.job_id}/", "/nguon-cung/", "/nhu-cau/", "/mang-luoi/", "/tai-khoan/",
        "/thong-bao/", "/khong-co-trang-nay/",
    ]  # fmt: skip


def violations(page: Page) -> list[str]:
    page.add_script_tag(path=str(AXE))
    found = page.evaluate(
        "async () => (await axe.run(document,"
        " {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})).violations"
    )
    return [f"{page.url} {item['id']}: {item['nodes'][0]['html'][:160]}" for item in found]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_any_page(signed_in: Page, plan: Plan, live_server: object, dark: bool) -> None:
    if dark:
        signed_in.emulate_media(color_scheme="dark")
    found = []
    for address in addresses(plan):
        signed_in.goto(f"{live_server.url}{address}")  # type: ignore[attr-defined]
        found += violations(signed_in)
    assert found == []


def test_nothing_scrolls_sideways_at_360_px(signed_in: Page, plan: Plan, live_server: object) -> None:
    signed_in.set_viewport_size({"width": 360, "height": 780})
    wide = []
    for address in addresses(plan):
        signed_in.goto(f"{live_server.url}{address}")  # type: ignore[attr-defined]
        if signed_in.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(address)
    assert wide == []


def test_searching_without_marks_finds_lines_with_marks(
    signed_in: Page, plan: Plan, live_server: object
) -> None:
    signed_in.goto(f"{live_server.url}/ke-hoach/{plan.pk}/dong/")  # type: ignore[attr-defined]
    market = Line.objects.filter(plan=plan).select_related("market").order_by("market__name")[0].market.name
    assert fold(market) != market.lower()
    signed_in.get_by_role("searchbox").fill(fold(market))
    signed_in.get_by_role("searchbox").press("Enter")
    signed_in.wait_for_url("**q=*")
    expect(signed_in.locator("tbody tr").first).to_contain_text(market)


def test_why_is_one_click_from_a_line(signed_in: Page, plan: Plan, live_server: object) -> None:
    signed_in.goto(f"{live_server.url}/ke-hoach/{plan.pk}/con-lai/")  # type: ignore[attr-defined]
    code = (
        Unsold.objects.filter(plan=plan).order_by("-unsold_kg", "id").select_related("lot").first().lot.code
    )  # type: ignore[union-attr]
    signed_in.get_by_role("link", name=code, exact=True).click()
    expect(signed_in.get_by_role("heading", level=2).first).to_contain_text(code)
    expect(signed_in.locator(".why-text")).to_contain_text("kg")


def test_a_what_if_from_form_to_comparison(signed_in: Page, plan: Plan, live_server: object) -> None:
    signed_in.goto(f"{live_server.url}/ke-hoach/{plan.pk}/thu-neu/")  # type: ignore[attr-defined]
    point = max(selectors.answer_of(plan).assignments, key=lambda row: row.kg).point_id
    signed_in.get_by_label("Điểm hoặc tuyến").select_option(f"point {point}")
    signed_in.get_by_label("Đóng hoặc thu hẹp trong những ngày").check()
    signed_in.get_by_label("Từ ngày").fill(plan.season.start.isoformat())
    signed_in.get_by_label("Đến hết ngày").fill(plan.season.end.isoformat())
    signed_in.get_by_role("button", name="Thử", exact=True).click()
    signed_in.wait_for_url("**/viec/**")
    expect(signed_in.get_by_role("progressbar")).to_be_visible()
    runner.run(Plan.objects.get(base=plan).job_id)
    signed_in.wait_for_url("**/so-sanh/", timeout=15_000)
    expect(signed_in.get_by_role("region", name="So sánh")).to_contain_text("Bán được")


def test_publishing_from_the_page(signed_in: Page, plan: Plan, live_server: object) -> None:
    signed_in.goto(f"{live_server.url}/ke-hoach/{plan.pk}/")  # type: ignore[attr-defined]
    signed_in.get_by_role("button", name="Công bố").click()
    expect(signed_in.get_by_role("status").first).to_contain_text("Đã công bố")
    plan.refresh_from_db()
    assert plan.state == "published"


def test_the_keyboard_reaches_the_content_first(signed_in: Page, live_server: object) -> None:
    signed_in.goto(f"{live_server.url}/")  # type: ignore[attr-defined]
    signed_in.keyboard.press("Tab")
    expect(signed_in.locator(":focus")).to_contain_text("Bỏ qua")
    signed_in.keyboard.press("Enter")
    assert signed_in.evaluate("document.activeElement.id") == "main"


def test_english_on_request(signed_in: Page, live_server: object) -> None:
    signed_in.goto(f"{live_server.url}/")  # type: ignore[attr-defined]
    assert signed_in.evaluate("document.documentElement.lang") == "vi"
    signed_in.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])  # type: ignore[attr-defined]
    signed_in.goto(f"{live_server.url}/ke-hoach/")  # type: ignore[attr-defined]
    assert signed_in.evaluate("document.documentElement.lang") == "en"
    expect(signed_in.get_by_role("heading", level=1)).to_have_text("Plans")


@pytest.mark.parametrize("script", [False], ids=["without-javascript"])
def test_the_season_can_be_read_without_javascript(
    browser: object, signed_in: Page, plan: Plan, live_server: object, script: bool
) -> None:
    plain = browser.new_context(java_script_enabled=script, storage_state=signed_in.context.storage_state())  # type: ignore[attr-defined]
    page = plain.new_page()
    page.goto(f"{live_server.url}/ke-hoach/{plan.pk}/")  # type: ignore[attr-defined]
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("table").first).to_be_attached()
    page.goto(f"{live_server.url}/ke-hoach/{plan.pk}/dong/?q=tan+my")  # type: ignore[attr-defined]
    expect(page.locator("tbody tr").first).to_contain_text("Tân Mỹ")
    plain.close()
