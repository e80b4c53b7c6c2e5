import os
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
import pytest
from django.test import Client
from playwright.sync_api import sync_playwright
from tests.domain.survey.conftest import *
from tests.domain.survey.test_source_tables import MANY
from tests.domain.survey.test_pages import FORM
from cungcau.domain.survey.doors import FIGURES
from cungcau.domain.survey.models import Figure

@pytest.mark.django_db(transaction=True)
def test_shots(live_server, officer, goods):
    bring(FIGURES, MANY, officer)
    fig = Figure.objects.get(conflicting=True)
    cl = Client(); cl.force_login(officer)
    cookies = [{"name": k, "value": v.value, "url": live_server.url} for k, v in cl.cookies.items()]
    with sync_playwright() as p:
        b = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        for width in (360, 1280):
            c = b.new_context(viewport={"width": width, "height": 900}, locale="vi-VN")
            c.add_cookies(cookies)
            pg = c.new_page(); pg.set_default_timeout(40000)
            pg.on("console", lambda m: print("console", m.type, m.text) if m.type in ("error", "warning") else None)
            pg.on("pageerror", lambda e: print("pageerror", e))
            for i, path in enumerate(["/so-lieu/", f"/so-lieu/{fig.pk}/", "/so-lieu/ghi/", "/so-lieu/cau-hoi/", f"/so-lieu/quan-sat/{fig.in_use_id}/sua/"]):
                r = pg.goto(live_server.url + path, wait_until="domcontentloaded"); pg.wait_for_timeout(1200)
                print(path, r.status, pg.title(), pg.evaluate("document.documentElement.scrollWidth"))
                pg.screenshot(path=f"/tmp/shots/survey-{width}-{i}.png", full_page=(i not in (0,3)))
            pg.goto(live_server.url + "/so-lieu/ghi/")
            for name, value in {**FORM, "value": "300 ha", "metric": "planted_area", "place": "xã Tân Mỹ, Văn Lãng", "commodity": "Hồng vành khuyên", "variety": ""}.items():
                el = pg.locator(f"main form [name={name}]")
                if name in ("metric", "confidence"): el.select_option(value)
                else: el.fill(value)
            pg.wait_for_timeout(900)
            print(pg.locator("[data-value-reading]").inner_text())
            pg.locator("main form button[type=submit]").last.click(); pg.wait_for_load_state(); pg.wait_for_timeout(300)
            print(pg.url, pg.title(), pg.evaluate("document.documentElement.scrollWidth"))
            pg.screenshot(path=f"/tmp/shots/survey-{width}-9.png", full_page=True)
        b.close()
