"""A real Chromium against the real site with a computed season."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from cungcau.domain.matching.models import Plan
from tests.domain.matching.conftest import coordinator, folder, plan, season

__all__ = ["coordinator", "folder", "plan", "season"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    debian = Path("/usr/bin/chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=str(debian) if debian.exists() else None, args=FLAGS, headless=True
        )
        yield found
        found.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor; requests that leave this machine fail the test."""
    made = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900}, bypass_csp=True)
    abroad: list[str] = []
    made.on("request", lambda request: abroad.append(request.url) if outside(request.url) else None)
    yield made
    made.close()
    assert abroad == []


def outside(url: str) -> bool:
    return url.startswith("http") and not url.startswith(("http://localhost:", "http://127.0.0.1:"))


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which a script error fails the test."""
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    assert errors == []


@pytest.fixture
def signed_in(page: Page, live_server: object, plan: Plan) -> Page:
    """The coordinator, signed in through the form like anybody."""
    page.goto(f"{live_server.url}/")  # type: ignore[attr-defined]
    page.get_by_label("Tên đăng nhập").first.fill("dieuphoi")
    page.get_by_label("Mật khẩu").first.fill("mat-khau-thu-2021")
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{live_server.url}/")  # type: ignore[attr-defined]
    return page
