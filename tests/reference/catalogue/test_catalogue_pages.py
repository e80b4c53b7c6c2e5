"""Pages of the catalogue and the same over the API; query counts are pinned."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cungcau.platform.accounts.models import User
from cungcau.reference.catalogue import services
from cungcau.reference.catalogue.models import (
    CertificateKind,
    Commodity,
    KeyProduct,
    Pack,
    Season,
    ShelfLife,
    UnitFactor,
)
from tests.domain.reading_pages import cells_of, client_of, csv_of, text_of, xlsx_of
from tests.domain.season_rows import person, record_catalogue, record_places

pytestmark = pytest.mark.django_db

COUNTS = Path(__file__).with_name("query_counts.json")


@pytest.fixture
def coordinator(db: None) -> User:
    record_places()
    record_catalogue()
    services.load_shipped()
    rows = [
        services.ShelfLifeRow("Hồng", 90, 90, "USDA", "hong", "", Decimal(-1), Decimal(1)),
        services.ShelfLifeRow("Hồng", 20, 30, "sổ tay", "hong", "", Decimal(0), Decimal(2)),
        services.ShelfLifeRow("Vải (trên đường)", 3, 3, "báo"),
    ]
    services.record_shelf_lives(rows=rows, actor=None)
    return person("dieu-phoi", "coordinator")


@pytest.fixture
def client(coordinator: User) -> Client:
    return client_of(coordinator)


def hidden(response: Any) -> dict[str, str]:
    """The hidden fields of a form, its present values among them."""
    html = response.content.decode()
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    return {
        name: value.replace("&quot;", '"').replace("&amp;", "&").replace("&#x27;", "'")
        for name, value in found
    }


def test_lists_search_filter_and_export(client: Client) -> None:
    page = client.get("/danh-muc/nong-san/", {"q": "vanh khuyen"})
    assert cells_of(page) == ["Hồng vành khuyên"]
    assert csv_of(client.get("/danh-muc/nong-san/", {"xuat": "csv"}))[0]["Mã"] == "hong"
    assert "Không có dòng nào khớp" in text_of(client.get("/danh-muc/nong-san/", {"q": "xyz"}))
    kept = client.get("/danh-muc/bao-quan/", {"gan": "chua"})
    assert cells_of(kept) == ["Vải (trên đường)"]
    assert "Chưa gắn nông sản: chọn" in text_of(kept)
    assert len(xlsx_of(client.get("/danh-muc/bao-quan/", {"xuat": "xlsx"}))) == 4
    units = csv_of(client.get("/danh-muc/don-vi-do/", {"q": "sao", "xuat": "csv"}))
    assert [(row["Miền"], row["Hệ số"]) for row in units] == [("Bắc Bộ", "360"), ("Trung Bộ", "500")]
    assert len(csv_of(client.get("/danh-muc/san-pham-chu-luc/", {"xuat": "csv"}))) == 19
    assert cells_of(client.get("/danh-muc/chung-nhan/", {"q": "vietgap"})) == ["VietGAP"]


def test_a_sao_is_converted_and_an_unclear_unit_is_asked_about(client: Client) -> None:
    sure = text_of(client.get("/danh-muc/don-vi-do/", {"so": "7", "don_vi": "sào", "mien": "bac"}))
    assert "7 sào Bắc Bộ = 2.520 m²" in sure
    asked = text_of(client.get("/danh-muc/don-vi-do/", {"so": "2,5", "don_vi": "công", "mien": "dbscl"}))
    assert "Ý bạn là cỡ nào?" in asked
    assert "= 2.500 m²" in asked
    assert "= 3.250 m²" in asked
    gia = text_of(client.get("/danh-muc/don-vi-do/", {"so": "300", "don_vi": "giạ", "mien": "nam"}))
    assert "chưa đổi được" in gia
    assert "Chưa có đơn vị này" in text_of(client.get("/danh-muc/don-vi-do/", {"so": "1", "don_vi": "thúng"}))
    assert client.get("/danh-muc/don-vi-do/", {"so": "nhiều", "don_vi": "sào"}).status_code == 200


def test_a_commodity_shows_figures_that_contradict_each_other(client: Client) -> None:
    text = text_of(client.get("/danh-muc/nong-san/hong/"))
    assert "Các nguồn trái nhau" in text
    assert "Đang dùng số liệu thận trọng hơn" in text
    longer = ShelfLife.objects.get(days_min=90)
    page = client.post(f"/danh-muc/bao-quan/{longer.pk}/dung/", {"reason": ""})
    assert page.status_code == 400
    page = client.post(f"/danh-muc/bao-quan/{longer.pk}/dung/", {"reason": "kho lạnh huyện đo được"})
    assert page.status_code == 302
    assert "Đang dùng số liệu được chọn: kho lạnh huyện đo được" in text_of(
        client.get("/danh-muc/nong-san/hong/")
    )
    assert client.get("/danh-muc/nong-san/khong-co/").status_code == 404


def test_parts_are_entered_and_refused_by_their_fields(client: Client) -> None:
    good: dict[str, dict[str, Any]] = {
        "giong": {"name": "Bảo Lâm", "aliases": "hồng Bảo Lâm", "source": "minh hoạ"},
        "loai": {"rank": 4, "name": "Đặc biệt", "source": "minh hoạ"},
        "co": {"name": "Cỡ 1", "min_g": 120, "max_g": 150, "source": "minh hoạ"},
        "quy-cach": {"name": "Sọt 20 kg", "kg": "20", "source": "minh hoạ"},
        "bao-quan": {
            "temp": "thường",
            "days_min": 5,
            "days_max": 7,
            "confidence": "low",
            "source": "minh hoạ",
        },
    }
    for kind, data in good.items():
        assert client.get(f"/danh-muc/nong-san/hong/ghi/{kind}/").status_code == 200
        answer = client.post(f"/danh-muc/nong-san/hong/ghi/{kind}/", data)
        assert answer.status_code == 302, (kind, text_of(answer))
        assert client.post(f"/danh-muc/nong-san/hong/ghi/{kind}/", {**data, "source": ""}).status_code == 400
    assert Pack.objects.get().grams == 20_000
    text = text_of(client.get("/danh-muc/nong-san/hong/"))
    for said in ("Bảo Lâm", "Đặc biệt", "120 – 150 gam mỗi quả", "Sọt 20 kg: 20 kg", "thường: 5 – 7 ngày"):
        assert said in text
    twice = client.post("/danh-muc/nong-san/hong/ghi/loai/", {"rank": 7, "name": "Đặc biệt", "source": "x"})
    assert twice.status_code == 400
    assert "tên này đang là bậc 4" in text_of(twice)
    assert client.get("/danh-muc/nong-san/hong/ghi/gi-do/").status_code == 404


def test_a_commodity_is_entered_and_two_people_correcting_it_meet(client: Client, coordinator: User) -> None:
    answer = client.post(
        "/danh-muc/nong-san/them/", {"name_vi": "Na", "aliases": "mãng cầu dai, na dai", "source": "minh hoạ"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/danh-muc/nong-san/na/")
    na = Commodity.objects.get(code="na")
    assert na.aliases == ["mãng cầu dai", "na dai"]
    assert client.post("/danh-muc/nong-san/them/", {"name_vi": "Na", "source": "x"}).status_code == 400
    opened = hidden(client.get("/danh-muc/nong-san/na/sua/"))
    services.edit_commodity(
        row=na, version=1, seen={"group": ""}, mine={"group": "Trái cây"}, actor=coordinator
    )
    data = {
        **opened,
        "name_vi": "Na Chi Lăng",
        "aliases": "mãng cầu dai, na dai",
        "group": "",
        "source": "minh hoạ",
    }
    met = client.post("/danh-muc/nong-san/na/sua/", data)
    assert met.status_code == 409
    assert "Có người khác đã lưu thay đổi" in text_of(met)
    merged = client.post("/danh-muc/nong-san/na/sua/", {**data, **hidden(met), "merge-group": "theirs"})
    assert merged.status_code == 302, text_of(merged)
    na.refresh_from_db()
    assert (na.name_vi, na.group, na.version) == ("Na Chi Lăng", "Trái cây", 3)
    assert "na chi lang" in na.names


def season_form(**facts: Any) -> dict[str, Any]:
    commodity = Commodity.objects.get(code="hong").pk
    return {
        "name": "Mùa hồng 2022", "area": "Lạng Sơn", "commodities": [commodity], "start": "2022-09-10",
        "end": "2022-10-31", "order": "fair,sold,cost", "stale_after_days": 5, "source": "kế hoạch tổ công tác",
        **facts,
    }  # fmt: skip


def test_a_coordinator_opens_a_season_and_corrects_it(client: Client) -> None:
    assert "Mùa hồng hong-2021" in text_of(client.get("/danh-muc/mua-vu/"))
    assert client.get("/danh-muc/mua-vu/them/").status_code == 200
    answer = client.post("/danh-muc/mua-vu/them/", season_form())
    assert answer.status_code == 302, text_of(answer)
    season = Season.objects.get(code="mua-hong-2022")
    assert (season.area_code, season.order, season.stale_after_days) == ("20", ["fair", "sold", "cost"], 5)
    assert [one.code for one in season.commodities.all()] == ["hong"]
    wrong = client.post("/danh-muc/mua-vu/them/", season_form(end="2022-01-01", name="Mùa khác"))
    assert wrong.status_code == 400
    assert "Ngày cuối không được trước ngày đầu" in text_of(wrong)
    elsewhere = client.post("/danh-muc/mua-vu/them/", season_form(name="Mùa xa", area="An Giang"))
    assert elsewhere.status_code == 400
    assert not Season.objects.filter(code="mua-xa").exists()
    opened = client.get("/danh-muc/mua-vu/mua-hong-2022/sua/")
    assert "Tỉnh Lạng Sơn (20)" in opened.content.decode()
    changed = client.post(
        "/danh-muc/mua-vu/mua-hong-2022/sua/", {**season_form(stale_after_days=9), **hidden(opened)}
    )
    assert changed.status_code == 302, text_of(changed)
    season.refresh_from_db()
    assert (season.stale_after_days, season.version, season.area_code) == (9, 2, "20")
    assert client.get("/danh-muc/mua-vu/khong-co/sua/").status_code == 404


def test_other_entries_from_the_browser(client: Client) -> None:
    free = ShelfLife.objects.get(commodity=None)
    assert client.get(f"/danh-muc/bao-quan/{free.pk}/gan/").status_code == 200
    assert client.post(f"/danh-muc/bao-quan/{free.pk}/gan/", {"commodity": ""}).status_code == 302
    free.refresh_from_db()
    assert free.commodity is not None
    assert free.commodity.name_vi == "Vải (trên đường)"
    assert client.post(f"/danh-muc/bao-quan/{free.pk}/bo/", {"reason": "một trường hợp"}).status_code == 302
    unit = {
        "unit": "giạ",
        "quantity": "volume",
        "region": "nam",
        "confidence": "low",
        "source": "hỏi xã",
        "factor": "20,5",
    }
    assert client.post("/danh-muc/don-vi-do/them/", unit).status_code == 302
    assert str(UnitFactor.objects.get(unit="giạ").factor) == "20.500000"
    certificate = {"code": "GG", "name": "GlobalGAP", "source": "x"}
    assert client.post("/danh-muc/chung-nhan/them/", certificate).status_code == 302
    assert CertificateKind.objects.filter(code="GG").exists()
    product = KeyProduct.objects.get(name="Hồng")
    hong = Commodity.objects.get(code="hong")
    assert (
        client.post(f"/danh-muc/san-pham-chu-luc/{product.pk}/", {"commodities": [hong.pk]}).status_code
        == 302
    )
    assert "Hồng: Hồng vành khuyên" in text_of(client.get("/danh-muc/san-pham-chu-luc/"))
    by_group = {"chu_luc": "Nhóm sản phẩm nông nghiệp"}
    assert cells_of(client.get("/danh-muc/nong-san/", by_group)) == ["Hồng vành khuyên"]


def test_who_may_only_look_cannot_write(coordinator: User) -> None:
    client = client_of(person("xem", "viewer"))
    assert client.get("/danh-muc/nong-san/").status_code == 200
    assert "Ghi thêm" not in text_of(client.get("/danh-muc/nong-san/"))
    row = ShelfLife.objects.get(days_min=90)
    for address in (
        "/danh-muc/nong-san/them/", "/danh-muc/nong-san/hong/sua/", "/danh-muc/nong-san/hong/ghi/loai/",
        f"/danh-muc/bao-quan/{row.pk}/dung/", "/danh-muc/don-vi-do/them/", "/danh-muc/chung-nhan/them/",
        "/danh-muc/mua-vu/", "/danh-muc/mua-vu/them/",
    ):  # fmt: skip
        assert client.get(address).status_code == 403, address
    assert Client().get("/danh-muc/nong-san/").status_code in {302, 401, 403}


def test_query_counts_are_known(client: Client) -> None:
    pages = {
        "commodities": "/danh-muc/nong-san/", "commodity": "/danh-muc/nong-san/hong/",
        "shelf-lives": "/danh-muc/bao-quan/", "measures": "/danh-muc/don-vi-do/",
        "key-products": "/danh-muc/san-pham-chu-luc/", "certificates": "/danh-muc/chung-nhan/",
        "seasons": "/danh-muc/mua-vu/", "season": "/danh-muc/mua-vu/hong-2021/sua/",
    }  # fmt: skip
    found = {}
    for name, address in pages.items():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        found[name] = len(asked)
    if not COUNTS.exists():
        COUNTS.write_text(json.dumps(found, indent=1) + "\n")
    assert found == json.loads(COUNTS.read_text())


def api(client: Client, path: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1/catalogue{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_api_tells_the_same(client: Client) -> None:
    assert [one["code"] for one in api(client, "/commodities", q="hong")] == ["hong"]
    [meant] = api(client, "/commodities/meant", text="Hồng vành khuyên")
    assert (meant["commodity"]["code"], meant["sure"]) == ("hong", True)
    one = api(client, "/commodities/hong")
    assert [grade["rank"] for grade in one["grades"]] == [3, 2, 1]
    [kept] = one["shelf_lives"]
    assert (kept["why"], kept["in_use"]["days_min"], kept["contradicts"]) == ("cautious", 20, True)
    [sao] = api(client, "/units/factor", unit="sào", region="Bắc Bộ")
    assert (float(sao["factor"]), sao["standard"]) == (360, "m2")
    assert len(api(client, "/units/factor", unit="sào")) == 2
    assert len(api(client, "/key-products")) == 19
    assert api(client, "/certificates")[0]["code"] == "VG"
    assert len(api(client, "/units", limit=5)) == 5
    assert client.get("/api/v1/catalogue/commodities/khong").status_code == 404
    assert client.get("/api/v1/catalogue/commodities?limit=0").status_code == 400
