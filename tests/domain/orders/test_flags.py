"""Price flags: when one is raised, with what evidence, and who may know of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cungcau.domain.orders import states
from cungcau.domain.orders.models import FlagAnswer, FlagWhy, Outcome, PriceFlag
from cungcau.domain.orders.selectors import band
from cungcau.domain.orders.selectors.flags import flags_shown
from cungcau.domain.orders.services.flags import answer_flag, close_flag, notice_price, reopen_flag
from cungcau.domain.orders.services.terms import propose, say_yes
from cungcau.domain.survey.places import Place
from cungcau.domain.survey.reading import Goods, Period, Value
from cungcau.domain.survey.services import Entry, Recorded, record_observations
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.models import Notification
from cungcau.reference.geography.models import Unit
from tests.domain.orders.order_rows import DAY, Ordered, agreed_order
from tests.domain.orders.test_terms import agent, facts, one_day
from tests.domain.reading_pages import client_of, text_of
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ordered(small: Small) -> Ordered:
    return agreed_order(small)


@pytest.fixture
def people(small: Small) -> dict[str, User]:
    """Both sides, the coordinator, and everybody who must not know."""
    return {
        "buyer": agent("TL", "buyer", "mua"),
        "seller": agent("HTX", "representative", "ban"),
        "coordinator": person("dieuphoi", "coordinator"),
        "elsewhere": person("noikhac", "coordinator", "91"),
        "commune": person("canboxa", "commune_officer", "20.06172"),
        "viewer": person("xem", "viewer"),
        "other": agent("H3", "representative", "khac"),
        "keeper": person("giudiem", "keeper"),
    }


KNOW = {"buyer", "seller", "coordinator"}


def noticed(ordered: Ordered, price: int = 15_000, evidence: str = "payment:9") -> PriceFlag | None:
    with transaction.atomic():
        return notice_price(ordered.line, price, None, evidence)


def seen_price(low: int, high: int) -> Recorded:
    """A price of persimmons observed in the province for all of 2021."""
    goods = Goods("hong", "Hồng vành khuyên", "")
    place = Place("Lạng Sơn", Unit.objects.get(code="20", valid_to=None), "20")
    days = Period(date(2021, 1, 1), date(2021, 12, 31), "2021")
    value = Value(low, high, "", f"{low} - {high}")
    entry = Entry("price", goods, place, days, value, "báo cáo Sở Công Thương")
    return record_observations(entries=[entry], actor=None)


def test_below_the_frozen_price_with_its_evidence(ordered: Ordered, people: dict[str, User]) -> None:
    assert noticed(ordered, 18_000) is None
    flag = noticed(ordered)
    assert flag is not None
    assert (flag.why, flag.said_vnd_per_kg, flag.frozen_vnd_per_kg, flag.band_low_vnd_per_kg) == (
        FlagWhy.FROZEN, 15_000, 18_000, None,
    )  # fmt: skip
    assert (flag.terms, flag.line, flag.evidence, flag.state) == (
        ordered.terms, ordered.line, "payment:9", states.FLAG_OPEN,
    )  # fmt: skip
    again = noticed(ordered)
    assert again == flag and PriceFlag.objects.count() == 1
    told = set(
        Notification.objects.filter(message="orders.price_flagged").values_list("user__username", flat=True)
    )
    assert told == {"mua", "ban", "dieuphoi"}


def test_a_lower_price_proposed_after_the_cut_is_flagged(ordered: Ordered, people: dict[str, User]) -> None:
    terms = propose(
        order=ordered.order, facts=facts(price_vnd_per_kg=12_000), deliveries=[one_day(1000, no=1)],
        actor=people["buyer"], reason="hàng xấu",
    )  # fmt: skip
    flag = PriceFlag.objects.get()
    assert (flag.evidence, flag.noticed_by, flag.line) == (f"terms:{terms.pk}", people["buyer"], None)
    say_yes(terms=terms, side="seller", actor=people["seller"])
    assert PriceFlag.objects.get() == flag


@pytest.mark.parametrize(
    "who", ["buyer", "seller", "coordinator", "elsewhere", "commune", "viewer", "other", "keeper"]
)
def test_only_the_two_sides_and_the_coordinator_know(
    ordered: Ordered, people: dict[str, User], who: str
) -> None:
    flag = noticed(ordered)
    assert flag is not None
    user, knows = people[who], who in KNOW
    assert flags_shown(user).count() == (1 if knows else 0)
    client = client_of(user)
    page = client.get(f"/don-hang/canh-bao-gia/{flag.pk}/")
    assert page.status_code == (200 if knows else 404 if who in ("elsewhere", "commune", "other") else 403)
    listed = client.get("/don-hang/canh-bao-gia/")
    if listed.status_code == 200:
        assert (ordered.order.code in text_of(listed)) == knows
        exported = b"".join(client.get("/don-hang/canh-bao-gia/", {"xuat": "csv"}).streaming_content)  # type: ignore[attr-defined]
        assert (b"15000" in exported) == knows
        found = client.get("/don-hang/canh-bao-gia/", {"q": "thuong lai"})
        assert (ordered.order.code in text_of(found)) == knows
    order = client.get(f"/don-hang/{ordered.order.pk}/")
    if order.status_code == 200:
        assert ("15.000" in text_of(order)) == knows
    answer = client.post(f"/don-hang/canh-bao-gia/{flag.pk}/tra-loi/", {"text": "xin nói"})
    assert answer.status_code == (302 if knows else page.status_code)
    assert FlagAnswer.objects.count() == (1 if knows else 0)
    api = client.get(f"/api/v1/orders/{ordered.order.pk}/price-flags")
    assert api.status_code in ((200,) if knows else (403, 404))


def test_each_side_answers_and_the_coordinator_closes(ordered: Ordered, people: dict[str, User]) -> None:
    flag = noticed(ordered)
    assert flag is not None
    answer_flag(flag=flag, text="Hàng dập 20 %", actor=people["buyer"])
    answer_flag(flag=flag, text="Đã cân loại riêng rồi", actor=people["seller"])
    assert [(one.side, one.by) for one in flag.answers.all()] == [
        ("buyer", people["buyer"]), ("seller", people["seller"]),
    ]  # fmt: skip
    assert flag.state == states.ANSWERED
    for who in ("buyer", "elsewhere", "commune"):
        with pytest.raises(DomainError) as error:
            close_flag(flag=flag, outcome=Outcome.KEPT, reason="xong", actor=people[who])
        assert error.value.code == "not_allowed"
    with pytest.raises(InputInvalid):
        close_flag(flag=flag, outcome="?", reason="xong", actor=people["coordinator"])
    closed = close_flag(flag=flag, outcome=Outcome.KEPT, reason="Đã trả bù", actor=people["coordinator"])
    assert (closed.state, closed.outcome, closed.closed_by) == (
        states.CLOSED,
        Outcome.KEPT,
        people["coordinator"],
    )
    with pytest.raises(DomainError) as error:
        answer_flag(flag=flag, text="nữa", actor=people["buyer"])
    assert error.value.code == "verb_not_allowed"
    assert reopen_flag(flag=flag, reason="có giấy mới", actor=people["coordinator"]).state == states.FLAG_OPEN


def test_the_database_wants_a_flag_to_be_below_something(ordered: Ordered) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PriceFlag.objects.create(
            order=ordered.order, why=FlagWhy.FROZEN, said_vnd_per_kg=20_000, frozen_vnd_per_kg=18_000,
            evidence="payment:1",
        )  # fmt: skip


class TestBand:
    """The reference band comes from what was observed; none, no flag."""

    def test_no_observation_no_band_no_flag(self, ordered: Ordered) -> None:
        assert band(ordered.order.commodity, ordered.order.area_code, DAY) is None

    def test_from_the_narrowest_place_that_has_one(self, ordered: Ordered) -> None:
        seen_price(15_000, 25_000)
        found = band(ordered.order.commodity, ordered.order.area_code, DAY)
        assert found is not None and (found.low, found.high) == (15_000, 25_000)
        assert found.sources[0].source == "báo cáo Sở Công Thương"
        assert band(ordered.order.commodity, ordered.order.area_code, date(2020, 5, 1)) is None
        assert band(ordered.order.commodity, "91.30292", DAY) is None

    def test_below_the_band_at_the_frozen_price(self, ordered: Ordered) -> None:
        seen_price(20_000, 25_000)
        flag = noticed(ordered, 18_000)
        assert flag is not None and (flag.why, flag.frozen_vnd_per_kg) == (FlagWhy.BAND, 18_000)
        assert flag.band_sources[0]["source"] == "báo cáo Sở Công Thương"
        both = noticed(ordered, 17_000, "payment:10")
        assert both is not None and both.why == FlagWhy.BOTH
