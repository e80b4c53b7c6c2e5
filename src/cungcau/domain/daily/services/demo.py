"""The demo season goes on: yesterday delivered and partly paid, today at the scale, tomorrow's slips out.

Everything is written through the verbs people use, day by day, and marked as made up ("minh hoạ").
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from cungcau.domain.collection.models import PointKeeper, RejectReason
from cungcau.domain.collection.services import appoint_keeper
from cungcau.domain.collection.services.loads import Load
from cungcau.domain.collection.services.tickets import issue
from cungcau.domain.daily.services.demo_road import carry, open_accounts
from cungcau.domain.daily.services.markets import report_market
from cungcau.domain.daily.services.reports import issue_report, write_report
from cungcau.domain.logistics.models.arrival import Arrival
from cungcau.domain.logistics.services.arrivals import Said, expect_without_trip, say
from cungcau.domain.network.models import CollectionPoint, Market
from cungcau.domain.orders.models import Order, OrderLine, Origin, Side, Slip, Terms
from cungcau.domain.orders.services.answers import answer
from cungcau.domain.orders.services.checking import Delivery
from cungcau.domain.orders.services.orders import enter_order
from cungcau.domain.orders.services.sending import send_slips
from cungcau.domain.orders.services.splitting import keep_split, propose
from cungcau.domain.orders.services.terms import say_yes
from cungcau.domain.orders.states import ACCEPTED, SENT
from cungcau.domain.registry.selectors import by_code
from cungcau.domain.settlement.services import draft_statements, issue_statement, pay
from cungcau.platform.accounts import selectors as accounts
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season

_SELLER, _POINT = "HV-DD01", "hoang-viet-1"
_BUYERS = (("cua-hang-tien-loi-lang-son", "lang-son-sieu-thi"), ("diem-ocop-211", "ocop-211-tran-dang-ninh"))
_ASKED_KG, _PRICE, _SHOWN = 1500, 18_000, "minh hoạ"
_DAY = timedelta(days=1)


@transaction.atomic
def live_on(*, season: Season) -> bool:
    """Write down three days of the demo season around today, once; False where they are there or cannot be.

    They cannot where the season is another one than Văn Lãng's, or today lies too near its ends.
    """
    today = clock.today()
    known = by_code([_SELLER, *(buyer for buyer, _ in _BUYERS)])
    near_end = not season.start + _DAY < today < season.end - _DAY
    if len(known) < 3 or near_end or Order.objects.filter(season=season).exists():
        return False
    _delivered(season, today - _DAY)
    with clock.living(today - _DAY):
        now_at_scale = _agreed(season, today, _BUYERS[1])
        _answered(_split(now_at_scale))
    _weighed(now_at_scale, at_scale=3)
    now_at_scale.refresh_from_db()
    carry(now_at_scale, today)
    _split(_agreed(season, today + _DAY, _BUYERS[0]), answers=2)
    return True


def _delivered(season: Season, day: date) -> None:
    """A day that went through: split, weighed, delivered, settled, one household paid in part, reported."""
    with clock.living(day - _DAY):
        line = _agreed(season, day, _BUYERS[0])
        _answered(_split(line))
    with clock.living(day):
        _weighed(line)
        line.refresh_from_db()
        arrival = expect_without_trip(line=line, kg=line.received_kg, actor=None)
        _arrived(arrival, line.received_kg, at=_at(day, 15))
        _reported(season, day)
    statements = [
        issue_statement(statement=one, actor=None) for one in draft_statements(order=line.order, actor=None)
    ]
    open_accounts(line)
    for place, one in enumerate(statements):
        part = one.due_vnd if place else one.due_vnd // 2
        pay(statement=one, amount_vnd=part, paid_on=clock.today(), note=_SHOWN, actor=None)


def _agreed(season: Season, day: date, partner: tuple[str, str]) -> OrderLine:
    """An order by phone that both sides froze the day before; its one line."""
    buyer, market = partner
    known = by_code([_SELLER, buyer])
    facts = {
        "origin": Origin.PHONE, "buyer_id": known[buyer].pk, "seller_id": known[_SELLER].pk,
        "commodity_id": season.commodities.get().pk, "point_id": CollectionPoint.objects.get(code=_POINT).pk,
        "market_id": Market.objects.get(code=market).pk, "note": _SHOWN,
    }  # fmt: skip
    terms = {
        "price_vnd_per_kg": _PRICE, "price_at": "point", "grade": 1, "payment_days": 7, "tolerance_under": 10,
        "tolerance_over": 10, "deposit_vnd": 5_000_000,
    }  # fmt: skip
    order = enter_order(
        season=season, facts=facts, terms=terms, deliveries=[Delivery(day, day, day, _ASKED_KG)], actor=None,
        source=_SHOWN, is_demo=True,
    )  # fmt: skip
    waiting = Terms.objects.get(order=order)
    for side in (Side.SELLER, Side.BUYER):
        say_yes(terms=waiting, side=side, actor=None, heard="điện thoại")
    return OrderLine.objects.select_related("order").get(order=order)


def _split(line: OrderLine, answers: int = 0) -> list[Slip]:
    """Shared over the households by the season's ledger and sent; the first ``answers`` said yes."""
    keep_split(line=line, parts=propose(line, "ledger").parts, actor=None)
    sent = send_slips(line=line, actor=None)
    for slip in sent[:answers]:
        answer(slip=slip, kg=slip.offered_kg, by="phone", actor=None, note=_SHOWN)
    return sent


def _answered(slips: Sequence[Slip]) -> None:
    """All said yes but the last, who takes less; what is left goes to the next household, who says yes too."""
    for slip in slips[:-1]:
        answer(slip=slip, kg=slip.offered_kg, by="phone", actor=None, note=_SHOWN)
    for slip in slips[-1:]:
        answer(slip=slip, kg=max(1, slip.offered_kg * 4 // 5), by="phone", actor=None, note="hái không kịp")
        for waiting in Slip.objects.filter(line=slip.line_id, state=SENT).order_by("pk"):
            answer(slip=waiting, kg=waiting.offered_kg, by="phone", actor=None, note=_SHOWN)


def _weighed(line: OrderLine, at_scale: int | None = None) -> None:
    """The slips' goods over the scale (all, or the first so many), every third with a part turned away."""
    point = CollectionPoint.objects.get(code=_POINT)
    coming = Slip.objects.filter(line=line, state=ACCEPTED).select_related("producer").order_by("pk")
    for place, slip in enumerate(coming[:at_scale] if at_scale else coming):
        bad = slip.confirmed_kg // 25 if place % 3 == 2 else 0
        load = Load(
            gross_kg=slip.confirmed_kg + 40, tare_kg=40, rejected_kg=bad, slip=slip, grade=slip.grade,
            reject_reason=RejectReason.BRUISED if bad else "", reject_text=_SHOWN if bad else "",
            weighed_at=_at(slip.harvest_date, 6) + timedelta(minutes=12 * place),
        )  # fmt: skip
        issue(point=point, load=load, actor=None, is_demo=True)


def _arrived(arrival: Arrival, kg: int, at: datetime) -> None:
    """The buyer takes all that came but a little that was bruised."""
    refused = kg // 100
    why = "dập khi bốc xếp (minh hoạ)" if refused else ""
    word = Said(arrived_kg=kg, refused_kg=refused, refused_why=why, at=at, said_by="Người nhận (minh hoạ)")
    say(arrival=arrival, speaker="buyer", said=word, actor=None, by_link=True)


def _reported(season: Season, day: date) -> None:
    """What a sales channel tells of the day, and the day's report."""
    channel = Market.objects.filter(code="mang-xa-hoi").first()
    if channel is not None:
        report_market(
            season=season, market=channel, commodity=season.commodities.get(), day=day,
            figures={"kg": 240, "boxes": 48},
            source=_SHOWN, actor=None, is_demo=True,
        )  # fmt: skip
    write_report(
        season=season, day=day, difficulties="Sáng có mưa nhỏ, hai hộ mang hàng muộn (minh hoạ).",
        proposals="Mở điểm cân sớm hơn nửa giờ (minh hoạ).", actor=None,
    )  # fmt: skip
    issue_report(season=season, day=day, actor=None)


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def keep_point(*, username: str) -> None:
    """Let a demo account keep the demo season's point, once."""
    user = accounts.find(username)
    point = CollectionPoint.objects.filter(code=_POINT).first()
    if user is None or point is None or PointKeeper.objects.filter(user=user, point=point).exists():
        return
    appoint_keeper(point=point, user=user, valid_from=date(2021, 1, 1), actor=None, is_demo=True)
