"""What anybody may look up: found by any code or name, read anew each time, nothing personal, bounded."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from cungcau.domain.ocop.models import Certificate, ProductAlias, RuleBook
from cungcau.domain.ocop.services.products import add_alias
from cungcau.domain.recognition.selectors import public as selectors
from cungcau.domain.recognition.views import public as views
from cungcau.platform.ui import clock
from tests.domain.ocop import certificate_rows as given
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import text_of

LOOK = "/ocop/cong-nhan/tra-cuu/"
API = "/api/v1/ocop/recognition/public"


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


@pytest.fixture
def entity(book: RuleBook) -> rows.Entity:
    one = rows.organisation("HTX-NA", "HTX Na Hoàng Văn Thụ", phone="0912 345 678")
    return rows.Entity(one, rows.agent_of(one), rows.product_of(one))


@pytest.fixture
def issued(entity: rows.Entity) -> Certificate:
    return given.issue(given.scored(entity))


@pytest.mark.parametrize(
    "text", ["na chi lang", "Na Chi Lăng", "hoang van thu", "HTX Na Hoàng", "0001/2026/GCN-OCOP-20", "812/QĐ"]
)
def test_found_by_name_entity_number_with_or_without_marks(issued: Certificate, text: str) -> None:
    page = Client().get(LOOK, {"q": text})
    assert "Na Chi Lăng" in text_of(page) and "Còn hiệu lực" in text_of(page)


def test_found_by_an_old_code(issued: Certificate) -> None:
    add_alias(
        product=issued.product,
        kind=ProductAlias.Kind.CODE,
        text="20-182-06172-3-2022",
        source="danh sách",
        actor=None,
    )
    for text in ("20-182-06172-3-2022", "20-182-06172"):
        assert "Na Chi Lăng" in text_of(Client().get(LOOK, {"q": text})), text
    page = text_of(Client().get(f"{LOOK}{issued.key}/"))
    assert "20-182-06172-3-2022" in page


def test_no_personal_data(issued: Certificate, entity: rows.Entity) -> None:
    user = entity.user
    for answer in (
        Client().get(LOOK, {"q": "na chi lang"}),
        Client().get(f"{LOOK}{issued.key}/"),
        Client().get(API, {"q": "na chi lang"}),
        Client().get(f"{API}/{issued.key}"),
    ):
        said = answer.content.decode()
        for secret in ("912", "345 678", user.full_name, user.username, "Người"):
            assert secret not in said.replace("Người quản trị", ""), secret
    assert not set(Client().get(f"{API}/{issued.key}").json()) & {
        "phone",
        "representative",
        "address",
        "source",
    }


@pytest.mark.parametrize(("days", "word"), [(-1, "not_yet"), (0, "valid"), (1096, "valid"), (1097, "lapsed")])
def test_validity_is_read_on_the_day(issued: Certificate, days: int, word: str) -> None:
    assert issued.expires_on == rows.DAY + timedelta(days=1096)
    with clock.living(rows.DAY + timedelta(days=days)):
        shown = Client().get(f"{API}/{issued.key}").json()
        page = Client().get(f"{LOOK}{issued.key}/")
    assert shown["standing"] == word
    assert (shown["star"] == 4) is (word == "valid"), "no star where it does not count"
    assert ("public-stars" in page.content.decode()) is (word == "valid")
    indexed = "noindex" not in page.get("X-Robots-Tag", "")
    assert indexed is (word == "valid")
    assert "no-store" in page["Cache-Control"]


def test_a_replaced_one_leads_to_the_one_in_its_place(entity: rows.Entity) -> None:
    first = given.old(entity.product, date(2023, 7, 1))
    second = given.issue(given.scored(entity, kind="upgrade", renews=first))
    page = Client().get(f"{LOOK}{first.key}/")
    assert "Đã thay bằng giấy mới" in text_of(page) and str(second.key) in page.content.decode()
    found = selectors.search("na chi lang", rows.DAY)
    assert [one.certificate for one in found] == [second]


def test_the_ones_that_count_stand_first_and_lapsed_ones_show_no_star(book: RuleBook) -> None:
    for n, first in enumerate((date(2020, 9, 4), date(2025, 8, 1))):
        entity = rows.entity_with_product(f"HTX-{n}", f"Chè {n}")
        given.old(entity.product, first, instrument=None)
    found = selectors.search("che", rows.DAY)
    assert [(one.word, one.star) for one in found] == [("valid", 3), ("lapsed", None)]
    said = text_of(Client().get(LOOK, {"q": "che"}))
    assert said.index("Chè 1") < said.index("Không còn hiệu lực") < said.index("Chè 0")


def test_bounded_short_and_senseless(book: RuleBook) -> None:
    for n in range(selectors.MOST + 5):
        given.old(rows.entity_with_product(f"HTX-{n}", f"Chè {n}").product, date(2025, 8, 1), instrument=None)
    assert len(selectors.search("che", rows.DAY)) == selectors.MOST
    assert len(Client().get(API, {"q": "che"}).json()) == selectors.MOST
    client = Client()
    assert "ít nhất hai chữ" in text_of(client.get(LOOK, {"q": "c"}))
    for text in ("????", "'; --", "zzzz", "a" * 5000, "\x00\x00x"):
        assert client.get(LOOK, {"q": text}).status_code == 200
        assert "Chè" not in re.sub(r'value="[^"]*"', "", text_of(client.get(LOOK, {"q": text})))


def test_the_bare_page_may_be_indexed_and_its_answers_not(issued: Certificate) -> None:
    bare, asked = Client().get(LOOK), Client().get(LOOK, {"q": "na"})
    assert "X-Robots-Tag" not in bare and asked["X-Robots-Tag"] == "noindex, nofollow"
    assert 'content="noindex' in asked.content.decode() and 'content="noindex' not in bare.content.decode()


def test_an_unknown_key(book: RuleBook) -> None:
    page = Client().get(f"{LOOK}00000000-0000-4000-8000-000000000000/")
    assert page.status_code == 404 and "Không có giấy chứng nhận nào có mã này" in page.content.decode()
    assert Client().get(f"{LOOK}not-a-key/").status_code == 404
    assert (
        Client().get(f"{API}/00000000-0000-4000-8000-000000000000").json()["code"]
        == "public_certificate_not_found"
    )


def test_too_many_searches_in_a_minute(issued: Certificate) -> None:
    client = Client()
    for _ in range(views.SEARCHES_A_MINUTE):
        assert client.get(LOOK, {"q": "na"}).status_code == 200
    refused = client.get(LOOK, {"q": "na"})
    assert refused.status_code == 429 and "trong một phút" in refused.content.decode()
    assert client.get(API, {"q": "na"}).status_code == 429
    assert client.get(LOOK).status_code == 200, "the bare page asks nothing"
    assert Client(REMOTE_ADDR="10.9.8.7").get(LOOK, {"q": "na"}).status_code == 200
