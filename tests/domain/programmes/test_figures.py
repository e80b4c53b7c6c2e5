"""Named figures: each counts as the page that shows it, its rows add up to it, wrong questions are refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict

from cungcau.domain.daily.selectors import figures_of as day_figures
from cungcau.domain.logistics.models import Trip
from cungcau.domain.ocop.models import Product
from cungcau.domain.orders.models import Entry, Kind
from cungcau.domain.orders.services import correct, post
from cungcau.domain.programmes import figures
from cungcau.domain.programmes.figures import Asked
from cungcau.domain.promotion.selectors import delivered_of
from cungcau.domain.promotion.services import displays, events, memoranda
from cungcau.domain.recognition.models import Measure, PlanTarget
from cungcau.domain.recognition.selectors.figures import figures_of as ocop_figures
from cungcau.domain.recognition.selectors.targets import progress
from cungcau.domain.settlement.models import Payment
from cungcau.domain.settlement.selectors import statements_shown, total
from cungcau.domain.settlement.services import draft_statements, issue_statement, pay
from cungcau.kernel.errors import DomainError
from cungcau.platform.ui import clock
from tests.domain.logistics import fleet_rows
from tests.domain.ocop import ocop_rows
from tests.domain.orders.order_rows import agreed_order
from tests.domain.promotion import promotion_rows
from tests.domain.reading_pages import cells_of, client_of, text_of
from tests.domain.recognition.number_rows import many_products, record_lang_son
from tests.domain.season_rows import SOURCE, Small, person
from tests.domain.settlement.settled_rows import arrived, weighed

pytestmark = pytest.mark.django_db
TODAY = date(2021, 9, 27)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def asked(small: Small, **facts: Any) -> Asked:
    return Asked(**{"day": TODAY, "area_code": "20", "season": small.season.pk, **facts})


def counted(name: str, wanted: Asked) -> Decimal:
    """The sum, or the number, of the rows behind a figure."""
    found = figures.behind(name, wanted)
    if not found.adds:
        return Decimal(len(found.rows))  # type: ignore[arg-type]
    return sum((Decimal(found.cells(row, True)[found.adds]) for row in found.rows), Decimal(0)) * found.scale


@pytest.fixture
def delivered(small: Small) -> Small:
    """Two orders weighed and delivered today, one of them to another market."""
    arrived(weighed(agreed_order(small, day=TODAY), 600, 350), 930, 900)
    arrived(
        weighed(agreed_order(small, "DH-2", day=TODAY, parts=(("H1", 300), ("H3", 500))), 280, 500), 700, 700
    )
    return small


@pytest.mark.parametrize("name", [one.name for one in figures.figures()])
def test_every_figure_equals_its_rows_and_its_pages_open(delivered: Small, name: str) -> None:
    """Whatever it counts, the rows add up to it; the page of its rows and the room's page have addresses."""
    wanted = asked(delivered)
    value, found = figures.measure(name, wanted), figures.behind(name, wanted)
    if not found.is_mean:
        assert value == counted(name, wanted)
    assert figures.rows_url(name, wanted).startswith(
        f"/chuong-trinh/so-lieu/{name}/?den=2021-09-27&dia-ban=20"
    )
    assert figures.page_of(name, wanted).startswith("/")
    assert {column.key for column in found.columns} >= ({found.adds} - {""})
    for row in list(found.rows[:3]):
        assert set(found.cells(row, False)) == {column.key for column in found.columns}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("tonnes_delivered", "delivered"), ("tonnes_received", "received"), ("tonnes_paid", "paid")],
)
def test_tonnes_equal_the_daily_report(delivered: Small, name: str, kind: str) -> None:
    """The season up to the day in the report, as a whole, by commodity and by channel."""
    page = day_figures(delivered.season, TODAY)
    assert figures.measure(name, asked(delivered)) == Decimal(page["whole"][kind][1]) / 1000
    for row in page["by_channel"]:
        value = figures.measure(name, asked(delivered, arguments={"channel": row["key"]}))
        assert value == Decimal(row["kg"][kind][1]) / 1000
    value = figures.measure(name, asked(delivered, arguments={"commodity": "hong"}))
    assert value == Decimal(page["whole"][kind][1]) / 1000
    assert figures.measure(name, asked(delivered, arguments={"commodity": "khac"})) == 0


def test_a_day_is_a_day_of_vietnam_and_corrections_count(small: Small) -> None:
    """23:59 counts for the day, 00:00 for the next; what is taken back is taken off."""
    ordered = agreed_order(small, day=TODAY)

    def at(hour: int, minute: int, day: date = TODAY) -> datetime:
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HANOI)

    for when, kg in ((at(23, 59), 100), (at(0, 0, TODAY + timedelta(days=1)), 200)):
        post(line=ordered.line, kind=Kind.HARVESTED, kg=kg, slip=ordered.slips[0], at=when, actor=None)
        post(line=ordered.line, kind=Kind.RECEIVED, kg=kg, slip=ordered.slips[0], at=when, actor=None)
    assert figures.measure("tonnes_received", asked(small)) == Decimal("0.1")
    only_next = asked(small, day=TODAY + timedelta(days=1), first=TODAY + timedelta(days=1))
    assert figures.measure("tonnes_received", only_next) == Decimal("0.2")
    first = Entry.objects.filter(kind=Kind.RECEIVED).order_by("at")[0]
    correct(entry=first, kg=60, reason="cân lại", actor=None)
    assert figures.measure("tonnes_received", asked(small)) == Decimal("0.06")


def test_an_area_counts_its_own_households_goods(delivered: Small) -> None:
    """Of a commune what its households brought; places that only begin alike are not in it."""
    here = figures.measure("tonnes_received", asked(delivered, area_code="20.06124"))
    there = figures.measure("tonnes_received", asked(delivered, area_code="20.06172"))
    assert here == Decimal("0.5") and there == Decimal("1.23")
    assert figures.measure("tonnes_received", asked(delivered, area_code="2")) == 0
    assert figures.measure("tonnes_received", asked(delivered, area_code="")) == Decimal("1.73")
    assert figures.measure("households_served", asked(delivered)) == 3
    assert figures.measure("households_served", asked(delivered, area_code="20.06124")) == 1
    names = [figures.behind("households_served", asked(delivered)).cells(row, False)["name"] for row in
             figures.behind("households_served", asked(delivered)).rows]  # fmt: skip
    assert names == ["", "", ""], "names are told to those only who may see harvest slips"


def test_the_worst_off_share_is_the_least_of_all_who_offered(delivered: Small) -> None:
    """H1 offered 1,500 and sold 880, H2 1,000 and 350, H3 700 and 500; without a season there is nothing to tell."""
    assert figures.measure("worst_share", asked(delivered)) == Decimal("35.000")
    found = figures.behind("worst_share", asked(delivered))
    rows = [found.cells(row, True) for row in found.rows]
    assert [(row["code"], row["offered"], row["sold"]) for row in rows] == [
        ("H2", 1000, 350), ("H1", 1500, 880), ("H3", 700, 500),
    ]  # fmt: skip
    assert figures.measure("worst_share", Asked(TODAY)) is None


def test_organisations_active_are_the_sides_of_moving_orders(delivered: Small) -> None:
    """The cooperative and the trader, not an order nobody brought anything to; of a kind its own."""
    agreed_order(delivered, "DH-3", day=TODAY, buyer=promotion_rows.organisation("H3"))
    assert figures.measure("organisations_active", asked(delivered)) == 2
    assert figures.measure("organisations_active", asked(delivered, arguments={"kind": "cooperative"})) == 1


def test_money_and_days_to_pay(delivered: Small) -> None:
    """Đồng paid as the settlement page sums them; days are weighed by đồng, payments taken back left out."""
    user = person("dieu-phoi", "coordinator")
    order = agreed_order(delivered, "DH-9", day=TODAY)
    arrived(weighed(order, 600, 350), 930, 900)
    made = [
        issue_statement(statement=one, actor=None) for one in draft_statements(order=order.order, actor=None)
    ]
    assert figures.measure("days_to_pay", asked(delivered)) is None
    for days, one in enumerate(made):
        assert one.delivered_on is not None
        paid_on = one.delivered_on + timedelta(days=days)
        with clock.living(paid_on):
            pay(statement=one, amount_vnd=1_000_000 * (days + 1), paid_on=paid_on, actor=None)
    late = asked(delivered, day=TODAY + timedelta(days=10))
    assert figures.measure("money_paid", late) == total(statements_shown(user)).paid_vnd == 3_000_000
    assert figures.measure("days_to_pay", late) == Decimal("0.7")
    assert Payment.objects.count() == 2


def test_ocop_figures_equal_the_ocop_pages(db: None) -> None:
    """Valid products by star as the figures page, kept, new, five-star and entities as the targets page."""
    record_lang_son()
    office = ocop_rows.office()
    many_products(60)
    for day in (date(2021, 9, 27), date(2024, 3, 1), date(2026, 6, 1)):
        page = ocop_figures(office, day)
        wanted = Asked(day, area_code="20")
        assert figures.measure("ocop_valid", wanted) == page.total.valid
        for star, tally in page.by_star().items():
            assert (
                figures.measure("ocop_valid", Asked(day, area_code="20", arguments={"star": str(star)}))
                == tally.valid
            )
        for name, measure in (
            ("ocop_kept", Measure.KEPT), ("ocop_new", Measure.NEW), ("ocop_five_star", Measure.FIVE_STAR),
            ("ocop_entities", Measure.ENTITIES),
        ):  # fmt: skip
            target = PlanTarget.objects.create(
                area_code="20", plan=f"KH {day} {measure}", measure=measure, year_from=2023, year_to=day.year + 3,
                since=date(2023, 1, 1) if day.year > 2022 else date(2021, 1, 1), least=1, source=SOURCE,
            ) if day.year > 2022 else None  # fmt: skip
            if target is None:
                continue
            since = {"since": "2023-01-01"}
            assert (
                figures.measure(name, Asked(day, area_code="20", arguments=since))
                == progress(target, day).reached
            )
    assert Product.objects.count() == 60


def test_promotion_figures_equal_their_pages(small: Small) -> None:
    """Points open on the day, events held in the span, tonnes promised and delivered."""
    one = promotion_rows.event()
    promotion_rows.event("Chưa tổ chức", starts_on=date(2021, 9, 21), ends_on=date(2021, 9, 21))
    wanted = asked(small, first=date(2021, 9, 1))
    assert figures.measure("events_held", wanted) == 0
    events.hold(event=one, actor=None)
    assert figures.measure("events_held", wanted) == 1
    assert figures.measure("events_held", asked(small, first=date(2021, 9, 21))) == 0
    assert figures.measure("events_held", asked(small, arguments={"kind": "fair"})) == 0
    point = promotion_rows.display_point()
    assert figures.measure("display_points", wanted) == 1
    displays.close(point=point, on=date(2021, 9, 26), reason="Hết thuê", actor=None)
    assert figures.measure("display_points", wanted) == 0
    assert figures.measure("display_points", asked(small, day=date(2021, 9, 26))) == 1
    paper = promotion_rows.memorandum(event_id=one.pk)
    assert figures.measure("mou_tonnes_signed", wanted) == 20
    ordered = agreed_order(small, day=TODAY)
    arrived(weighed(ordered, 600, 350), 930, 900)
    late = asked(small, day=TODAY + timedelta(days=5))
    assert figures.measure("mou_tonnes_delivered", late) == 0
    memoranda.tie(memorandum=paper, order=ordered.order, actor=None)
    assert figures.measure("mou_tonnes_delivered", late) == Decimal("0.93")
    assert delivered_of([paper.pk]) == {paper.pk: 930}, "as the memorandum's page sums its orders"
    memoranda.cancel(memorandum=paper, reason="Bên mua rút", actor=None)
    assert figures.measure("mou_tonnes_signed", wanted) == 0


def test_the_rooms_lists_show_what_is_counted(small: Small) -> None:
    """The page a figure leads to holds as many rows as the figure says: events, display points."""
    browser = client_of(person("dieu-phoi", "coordinator"))
    for title, kind, day in (
        ("Hội nghị", "conference", 10),
        ("Hội chợ", "fair", 12),
        ("Tuần hồng", "week", 25),
    ):
        one = promotion_rows.event(title, kind=kind, starts_on=date(2021, 9, day), ends_on=date(2021, 9, day))
        events.hold(event=one, actor=None)
    promotion_rows.display_point()
    promotion_rows.display_point("Điểm chưa mở", address="khác", opens_on=date(2021, 12, 1))
    for name, facts, count in (
        ("events_held", {"first": date(2021, 9, 11)}, 2), ("events_held", {"arguments": {"kind": "fair"}}, 1),
        ("display_points", {}, 1),
    ):  # fmt: skip
        wanted = asked(small, **facts)
        assert figures.measure(name, wanted) == count
        assert len(cells_of(browser.get(figures.page_of(name, wanted)))) == count, name


def test_trips_that_left_are_counted(small: Small) -> None:
    """Planned and cancelled ones are not; the trips' page narrowed alike shows the same ones as run."""
    fleet_rows.carriers()
    ordered = agreed_order(small, day=TODAY)
    fleet_rows.weighed(ordered, 600, 350)
    lorry = fleet_rows.vehicle()
    trips = [fleet_rows.trip_of(small, ordered, kg, lorry) for kg in (100, 200, 300)]
    assert figures.measure("trips_run", asked(small)) == 0
    Trip.objects.filter(pk=trips[0].pk).update(state="under_way")
    Trip.objects.filter(pk=trips[1].pk).update(state="closed")
    Trip.objects.filter(pk=trips[2].pk).update(state="cancelled", reason="hỏng xe")
    assert figures.measure("trips_run", asked(small)) == 2
    assert figures.measure("trips_run", asked(small, day=TODAY - timedelta(days=1))) == 0
    page = client_of(person("dieu-phoi", "coordinator")).get(figures.page_of("trips_run", asked(small)))
    assert page.status_code == 200 and all(one.code in text_of(page) for one in trips[:2])


def test_wrong_questions_are_refused_in_plain_words() -> None:
    """An unknown figure, an unknown condition, a value nobody knows, a day that is none."""
    for name, arguments, code in (
        ("tonnes_eaten", {}, "figure_unknown"),
        ("tonnes_delivered", {"star": "5"}, "figure_argument_unknown"),
        ("tonnes_delivered", {"channel": "moon"}, "figure_argument_wrong"),
        ("ocop_valid", {"star": "9"}, "figure_argument_wrong"),
        ("ocop_new", {"since": "31/02/2021"}, "figure_argument_wrong"),
    ):
        with pytest.raises(DomainError) as refused:
            figures.checked(name, arguments)
        assert refused.value.code == code, name
    assert figures.checked("ocop_valid", {"star": 4}) == {"star": "4"}
    assert figures.checked("tonnes_delivered", {"channel": "", "commodity": None}) == {}
    for text in ("hôm qua", "1850-01-01", "2021-13-01"):
        with pytest.raises(DomainError) as refused:
            figures.asked_from(QueryDict(f"den={text}"))
        assert refused.value.code == "figure_day_wrong"


def test_an_address_says_what_was_asked(small: Small) -> None:
    """What goes into the address of a figure's rows comes out of it."""
    wanted = asked(small, first=date(2021, 9, 1), arguments={"channel": "export"})
    query = QueryDict(figures.rows_url("tonnes_delivered", wanted).partition("?")[2])
    assert figures.asked_from(query) == wanted
    assert figures.asked_from(QueryDict("mua=abc")).season == 0
