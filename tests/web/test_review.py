"""A coordinator's day in a browser: a line decided by hand, planned again, compared, published."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from cungcau.domain.matching import selectors
from cungcau.domain.matching.models import Override, Plan
from cungcau.platform.jobs import runner
from tests.web.test_pages import violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


@pytest.mark.parametrize("width", [1280, 360])
def test_a_plan_is_overridden_planned_again_compared_and_published(
    signed_in: Page, plan: Plan, live_server: object, width: int
) -> None:
    page, base = signed_in, live_server.url  # type: ignore[attr-defined]
    page.set_viewport_size({"width": width, "height": 800})
    found: list[str] = []

    def looked_at() -> None:
        found.extend(violations(page))
        wide = page.evaluate(
            "() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('main *')]"
            ".filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 120))"
        )
        assert wide == [], page.url

    page.goto(f"{base}/ke-hoach/kiem-tra/")
    expect(page.get_by_role("heading", name="Thiếu, cũ, vướng")).to_be_visible()
    looked_at()
    line = selectors.lines_of(plan).order_by("-kg", "id")[0]
    page.goto(f"{base}/ke-hoach/{plan.pk}/dong/?sort=-kg")
    page.get_by_role("link", name=f"Sửa {line.lot.code}").first.click()
    page.get_by_role("spinbutton", name="Số kg").fill(str(line.kg // 2))
    page.get_by_role("combobox", name="Lý do").select_option("agreement")
    looked_at()
    page.get_by_role("button", name="Ghi quyết định").click()
    expect(page.get_by_text("Đã thoả thuận từ trước")).to_be_visible()
    assert Override.objects.get().kg == line.kg // 2
    looked_at()
    page.get_by_role("button", name=re.compile("Tính lại quanh 1 quyết định")).click()
    page.wait_for_url("**/viec/**")
    again = Plan.objects.exclude(pk=plan.pk).get()
    assert again.job_id is not None
    runner.run(again.job_id)
    page.goto(f"{base}/ke-hoach/{again.pk}/phien-ban/")
    looked_at()
    page.get_by_role("button", name="So sánh").click()
    expect(page.get_by_role("heading", name="Từng dòng khác nhau")).to_be_visible()
    looked_at()
    page.goto(f"{base}/ke-hoach/{again.pk}/")
    page.get_by_label("Ghi chú khi công bố").fill("sau họp tổ công tác")
    page.get_by_role("button", name="Công bố").click()
    expect(page.get_by_text(re.compile("phiên bản 1"))).to_be_visible()
    page.goto(f"{base}/ke-hoach/{again.pk}/so-vu/")
    looked_at()
    again.refresh_from_db()
    assert (again.state, again.version) == ("published", 1)
    assert found == []
