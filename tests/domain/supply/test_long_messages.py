"""A long message is read part by part: each answer comes soon, and no word of it is lost."""

from __future__ import annotations

import random
import re
import time
from html import unescape

import pytest
from django.test import Client

from cungcau.domain.supply.chatting import MOST, MOST_LINES, PORTION, portion, propose
from cungcau.domain.supply.models import Lot
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui import clock
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import Resolver, resolve
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import START, Small, person

pytestmark = pytest.mark.django_db
CHAT = "/nguon-cung/dan-tin/"
WORDS = (
    "chị Lan anh Tuấn xã Tân Mỹ hồng loại 1 nhà bác Hoa 5 tạ Hồng Vành Khuyên mai thứ hai giá 15k VietGAP HTX "
    "thôn Nà Lầu ơi cho em"
)
LINE = "Hộ Nông Thị Đào 5 tạ hồng loại 1 hái 6/10 đến 12/10\n"


@pytest.fixture
def officer(small: Small) -> Client:
    return client_of(person("can-bo", "commune_officer", "20.06172"))


def rest_of(response: object) -> str:
    html = response.content.decode()  # type: ignore[attr-defined]
    found = re.search(r'name="rest" value="([^"]*)"', html)
    return unescape(found[1]) if found else ""


@pytest.mark.parametrize(
    "text", ["a" * 9_000, "chị Lan, " * 900, LINE * 150, "\n" * 9_000, "x\n" * 400, "ngắn"]
)
def test_portions_are_the_message(text: str) -> None:
    parts, rest = [], text
    while rest:
        part, left = portion(rest)
        assert 0 < len(part) <= PORTION + 1 and part.count("\n") <= MOST_LINES and len(left) < len(rest)
        parts.append(part)
        rest = left
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")


def test_ten_thousand_contrived_characters_are_answered_soon(small: Small) -> None:
    user, chance = person("dieu-phoi", "coordinator"), random.Random(7)
    names = [f"Chị Xuân{chr(97 + n % 26)} ở Bản{chr(97 + n // 26)} {n % 9 + 1} tạ" for n in range(500)]
    for text in (
        " ".join(chance.choice(WORDS.split()) for _ in range(3000)),
        " ".join(names),
        LINE * 300,
        "1 2 " * 2500,
    ):
        began = time.process_time()
        found, rest = propose(text[:10_000], season=small.season, user=user, today=clock.today())
        assert time.process_time() - began < 2 and len(found) <= MOST and len(rest) > 5_000
    with pytest.raises(DomainError, match="message_too_long"):
        propose("a" * 10_001, season=small.season, user=user, today=clock.today())


def test_the_rest_waits_in_the_box_once_the_first_lots_are_written(officer: Client) -> None:
    asked = officer.post(CHAT, {"text": LINE * 40})
    rest = rest_of(asked)
    assert (
        "Tin dài nên mới đọc phần đầu" in text_of(asked)
        and rest.split("\n")[:2] == LINE.strip().split("\n") * 2
    )
    row = {"take": "on", "producer": "H1", "commodity": str(Lot.objects.all()[0].commodity_id), "grade": "3",
           "quantity_kg": "5 tạ", "harvest_from": "2021-10-06", "harvest_to": "2021-10-12"}  # fmt: skip
    sent = {f"rows-0-{name}": value for name, value in row.items()}
    done = officer.post(CHAT, {"rows-TOTAL_FORMS": "1", "rest": rest, "doubts-later": "1", **sent})
    assert Lot.objects.filter(channel="chat").count() == 1, text_of(done)
    said = done.content.decode()
    assert "Phần còn lại của tin, chưa đọc" in said and LINE.strip() in unescape(said)


def test_a_part_without_a_lot_is_shown_and_the_rest_is_read_next(officer: Client) -> None:
    said = officer.post(CHAT, {"text": "chào cả nhà nhé " * 250}).content.decode()
    assert "trong phần đầu của tin" in said and said.count("chào cả nhà nhé") >= 249


@pytest.mark.parametrize(
    "text",
    [
        "Tân Mỹ",
        "xã Tân Mỹ",
        "tan my van lang",
        "Tân Mỹ, Văn Lãng",
        "06172",
        "Lan",
        "Hoàng",
        "Tân Mĩ",
        "",
        "x",
    ],
)
def test_a_sure_place_is_what_is_resolved_to_one(small: Small, text: str) -> None:
    found = resolve(text, START, area="20")
    assert Resolver(START, area="20").sure(text, most=9) == (found if isinstance(found, Unit) else None)
    assert Resolver(START, area="20").sure(text, most=0) is None
