"""Pages of places and the same over the API; query counts are pinned."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.platform.access import roles
from cungcau.platform.access import services as access
from cungcau.platform.accounts.services import create_user
from cungcau.reference.geography.models import Unit
from tests.domain.reading_pages import cells_of, csv_of, text_of, xlsx_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_country")]

COUNTS = Path(__file__).with_name("query_counts.json")


@pytest.fixture
def client() -> Client:
    user = create_user(username="nguoixem", full_name="Người xem", password="hồng-vành-khuyên-2021")
    access.grant_role(user=user, role=roles.VIEWER, area_code="20", actor=None)
    client = Client()
    client.force_login(user)
    return client


def unit(code: str, ended: date | None) -> Unit:
    return Unit.objects.get(code=code, valid_to=ended)


def test_an_old_place_says_what_became_of_it(client: Client) -> None:
    page = client.get("/dia-ban/", {"q": "tan my, van lang"})
    text = text_of(page)
    assert "Xã Tân Mỹ, Huyện Văn Lãng, Tỉnh Lạng Sơn hết hiệu lực 30/6/2025" in text
    assert "Nay là Xã Hoàng Văn Thụ, Tỉnh Lạng Sơn – 1672/NQ-UBTVQH15, từ 01/7/2025" in text
    assert cells_of(page) == ["Xã Tân Mỹ"]
    split = text_of(client.get("/dia-ban/", {"q": "Kiên Mộc, Đình Lập"}))
    assert "một phần Xã Kiên Mộc, Tỉnh Lạng Sơn (phần chính, nơi tính số liệu)" in split


def test_browsing_goes_from_provinces_to_communes_of_a_day(client: Client) -> None:
    then = client.get("/dia-ban/", {"ngay": "2021-09-27"})
    assert "trong 63" in text_of(then)
    now = client.get("/dia-ban/", {"ngay": "2026-01-05", "tinh": "20"})
    assert "trong 65" in text_of(now)
    rows = csv_of(client.get("/dia-ban/", {"ngay": "2021-09-27", "tinh": "20", "xuat": "csv"}))
    assert len(rows) == 194
    tan_my = next(row for row in rows if row["Mã đơn vị"] == "06172")
    assert (tan_my["Nay là"], tan_my["Mã địa bàn hiện nay"]) == ("Xã Hoàng Văn Thụ", "20.06172")
    sheet = xlsx_of(client.get("/dia-ban/", {"ngay": "2026-01-05", "tinh": "20", "xuat": "xlsx"}))
    assert len(sheet) == 66
    assert "Không có nơi nào khớp" in client.get("/dia-ban/", {"q": "qwxz"}).content.decode()
    assert client.get("/dia-ban/", {"ngay": "hôm qua"}).status_code == 400


def test_a_unit_shows_days_origins_and_heirs(client: Client) -> None:
    old = text_of(client.get(f"/dia-ban/don-vi/{unit('06172', date(2025, 6, 30)).pk}/"))
    assert "Đến hết ngày 30/6/2025" in old
    assert "toàn bộ Xã Hoàng Văn Thụ" in old
    new = text_of(client.get(f"/dia-ban/don-vi/{unit('06172', None).pk}/"))
    assert "Được lập từ" in new
    assert "Số liệu cũ được tính ở đây" in new
    assert "Xã Tân Mỹ, Huyện Văn Lãng, Tỉnh Lạng Sơn" in new
    assert client.get("/dia-ban/don-vi/999999999/").status_code == 404
    assert Client().get("/dia-ban/").status_code in {302, 401, 403}


def test_query_counts_are_known(client: Client) -> None:
    pages = {
        "search": ("/dia-ban/", {"q": "Tân Mỹ"}),
        "browse": ("/dia-ban/", {"tinh": "20", "ngay": "2021-09-27"}),
        "unit": (f"/dia-ban/don-vi/{unit('06172', None).pk}/", {}),
        "suggest": ("/dia-ban/tim", {"q": "tan my van", "ngay": "2021-09-27"}),
    }
    found = {}
    for name, (address, query) in pages.items():
        client.get(address, query)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address, query).status_code == 200
        found[name] = len(asked)
    if not COUNTS.exists():
        COUNTS.write_text(json.dumps(found, indent=1) + "\n")
    assert found == json.loads(COUNTS.read_text())


def api(client: Client, path: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1/places{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_api_finds_tells_and_lists(client: Client) -> None:
    [found] = api(client, "", q="Tân Mỹ, Văn Lãng")
    assert found["unit"]["path"] == "Xã Tân Mỹ, Huyện Văn Lãng, Tỉnh Lạng Sơn"
    assert found["today"][0]["unit"]["area_code"] == "20.06172"
    meant = api(client, "/meant", text="tan my van lang", on="2021-09-27")
    assert (meant["unit"]["code"], meant["candidates"]) == ("06172", [])
    asked = api(client, "/meant", text="Tân Mỹ", on="2021-09-27")
    assert asked["unit"] is None
    assert len(asked["candidates"]) > 1
    assert len(api(client, "/tree", on="2026-01-05")) == 34
    assert len(api(client, "/tree", on="2026-01-05", province="20")) == 65
    history = api(client, "/units/06172", on="2026-01-05")
    assert {link["old"]["name"] for link in history["origins"]} >= {"Tân Mỹ"}
    assert client.get("/api/v1/places/units/99999").status_code == 404
    assert client.get("/api/v1/places?q=a%00b").status_code == 400
    assert Client().get("/api/v1/places?q=a").status_code in {401, 403}
