"""Rows of a table of needs written as needs."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps

from cungcau.domain.demand import policies, services
from cungcau.domain.demand.doors.people import OPENED, GoodsFinder, SeasonFinder, buyers_of, kind_named, slug
from cungcau.domain.demand.doors.reading import (
    Period,
    Quantity,
    RowUnreadable,
    Said,
    read_note,
    read_period,
    read_quantity,
    rhythm_of,
)
from cungcau.domain.demand.doubts import doubts_of
from cungcau.domain.demand.models import EntryChannel, Frequency, Need
from cungcau.domain.demand.selectors import other_prices
from cungcau.domain.registry.models import Organisation
from cungcau.domain.survey.services import Doubtful, keep_many
from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.access.services import require
from cungcau.platform.intake.doors import Context, Outcome, Row
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season
from cungcau.reference.catalogue.selectors import season_words
from cungcau.reference.recording import Faults, Recorded
from cungcau.reference.search import words

_COLUMN = {
    "quantity_kg": "quantity", "quantity_high_kg": "quantity", "kg_per_delivery": "quantity", "source": "source",
    "price_vnd_per_kg": "price", "min_grade": "grade", "place_text": "region", "deliver_from": "deliver_from",
    "deliver_to": "deliver_to", "quantity_text": "quantity", "max_kg_per_day": "quantity", "frequency": "unit",
}  # fmt: skip
"""Columns of the table behind a need's fields, where they are called differently."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A row as read, before its season's needs are written."""

    row: Row
    season: Season
    commodity: str
    quantity: Quantity
    period: Period
    said: Said
    certificates: tuple[str, ...]
    assumed: tuple[str, ...]


def record(rows: Sequence[Row], context: Context) -> Outcome:
    """Write all needs of a table or none; what was understood beyond the columns stands in each need's note."""
    actor = context.actor
    faults: list[Fault] = []
    goods = GoodsFinder(
        actor, may_create=bool(context.options.get("create_commodities")), source=context.source
    )
    finder = SeasonFinder(actor, context.options, context.source)
    read = [one for row in rows if (one := _read(row, goods, finder, faults)) is not None]
    named = [(one.row, text(one.row, "buyer"), text(one.row, "buyer_kind")) for one in read]
    noted = Faults("needs")
    buyers = buyers_of(
        named,
        actor=actor,
        may_create=bool(context.options.get("create_buyers", True)),
        source=context.source,
        faults=noted,
    )
    faults += _placed(noted, [one.row for one in read])
    if faults:
        raise InputInvalid(sorted(faults))
    by_season: dict[int, list[_Read]] = defaultdict(list)
    for one in read:
        by_season[one.season.pk].append(one)
    done, questions = Recorded(), 0
    for group in by_season.values():
        season = group[0].season
        require(actor, policies.RECORD, season.area_code)
        kept, asked = _write(season, group, buyers, context)
        done += kept
        questions += asked
    return Outcome(done.created, done.changed, done.unchanged, questions)


def text(row: Row, key: str) -> str:
    """A cell as text, blank for none."""
    value = row.values.get(key)
    return "" if value is None else str(value).strip()


def _read(row: Row, goods: GoodsFinder, finder: SeasonFinder, faults: list[Fault]) -> _Read | None:
    def refuse(column: str, expected: str) -> None:
        faults.append(Fault(row.sheet, row.line, column, text(row, column), expected))

    year = row.values.get("year")
    found = goods.find(text(row, "commodity"))
    if isinstance(found, str):
        refuse("commodity", found)
        return None
    deliver = row.values.get("deliver_from")
    when = year if isinstance(year, int) else getattr(deliver, "year", None)
    season = finder.find(found.commodity, when)
    if isinstance(season, str):
        refuse("year", season)
        return None
    try:
        quantity = read_quantity(text(row, "quantity"), text(row, "unit"))
        period = read_period(text(row, "period"), when or season.start.year)
    except RowUnreadable as error:
        refuse(error.column, error.expected)
        return None
    first, last = _span(row, period, season)
    wrong = finder.outside(found.commodity, season, first, last)
    if wrong:
        refuse("deliver_from" if row.values.get("deliver_from") else "period", wrong)
        return None
    said = read_note(text(row, "note"), text(row, "buyer"), text(row, "buyer_kind"))
    told = goods.certificates_in(f"{text(row, 'certificates')} {text(row, 'note')}")
    certificates = tuple(sorted({*found.certificates, *told}))
    assumed = (*found.assumed, *quantity.assumed, *period.assumed, *said.assumed)
    return _Read(row, season, found.commodity.code, quantity, period, said, certificates, assumed)


def _write(
    season: Season, group: Sequence[_Read], buyers: Mapping[str, Organisation], context: Context
) -> tuple[Recorded, int]:
    markets = _markets(group)
    grades = {words(name): int(rank) for rank, name in season_words(season).grade_choices()}
    unknown = [fault for one in group for fault in _unknown(one, markets, grades)]
    if unknown:
        raise InputInvalid(sorted(unknown))
    made = [_need(one, buyers[text(one.row, "buyer")], markets, grades, context.source) for one in group]
    try:
        done = services.record_needs(
            season=season, rows=made, actor=context.actor, channel=EntryChannel.SHEET.value
        )
    except InputInvalid as refused:
        raise InputInvalid(_renamed(refused.faults, [one.row for one in group])) from None
    needs = Need.objects.filter(season=season, code__in=[row.code for row in made]).select_related("season")
    prices: dict[tuple[int, str], list[int]] = {}
    about = []
    for need in needs:
        key = (need.commodity_id, need.price_at)
        if need.price_vnd_per_kg is not None and key not in prices:
            prices[key] = other_prices(season, *key)
        doubts = doubts_of(need, others=prices.get(key, []))
        about.append(Doubtful(need, doubts, season.area_code))
    return done, keep_many(about, actor=context.actor)


def _need(
    one: _Read, buyer: Organisation, markets: Mapping[str, str], grades: Mapping[str, int], source: str
) -> services.NeedRow:
    row, season, quantity, period = one.row, one.season, one.quantity, one.period
    stated = period.stated or bool(row.values.get("deliver_from") and row.values.get("deliver_to"))
    since, until = _span(row, period, season)
    market = markets.get(words(text(row, "market")), "") or markets.get(words(buyer.name), "")
    rhythm = rhythm_of(quantity)
    days = (until - since).days + 1
    times = days if rhythm == Frequency.DAILY else (days - 1) // 7 + 1
    return services.NeedRow(
        code=text(row, "code")[:60] or _code(row, buyer.name, one.commodity),
        buyer=buyer.code,
        commodity=one.commodity,
        quantity_kg=quantity.low * (max(1, times) if quantity.per and stated else 1),
        deliver_from=since,
        deliver_to=until,
        market=market,
        source=(text(row, "source") or source)[:300],
        note=_note(row, (*one.assumed, *_assumed(one, market, stated=stated))),
        frequency=rhythm,
        window_stated=stated,
        expires_on=until if until < clock.today() else None,
        min_grade=grades.get(words(text(row, "grade"))) if text(row, "grade") else None,
        **_terms(one, buyer),
    )


def _span(row: Row, period: Period, season: Season) -> tuple[date, date]:
    """The first and last day of delivery: the columns', else the words', else the season's."""
    first, last = row.values.get("deliver_from"), row.values.get("deliver_to")
    since = first if isinstance(first, date) else period.first or season.start
    return since, last if isinstance(last, date) else period.last or season.end


def _terms(one: _Read, buyer: Organisation) -> dict[str, Any]:
    """What needs no working out."""
    row, quantity = one.row, one.quantity
    per = quantity.low if quantity.per else None
    ranged = per is None and quantity.low != quantity.high
    price = row.values.get("price")
    return {
        "kind": one.said.kind,
        "price_vnd_per_kg": price if isinstance(price, int) else one.said.price_vnd_per_kg,
        "quantity_low_kg": quantity.low if ranged else None,
        "quantity_high_kg": quantity.high if ranged else None,
        "quantity_text": quantity.text[:200],
        "kg_per_delivery": per,
        "max_kg_per_day": per if rhythm_of(quantity) == Frequency.DAILY else None,
        "hours_to": one.period.hours_to or read_period(text(row, "note"), None).hours_to,
        "place_text": (text(row, "region") or buyer.name)[:300],
        "pack": (text(row, "pack") or one.said.pack)[:200],
        "tests": one.said.tests,
        "certificates": one.certificates,
        "payment_days": row.values.get("payment_days"),
    }


def _assumed(one: _Read, market: str, *, stated: bool) -> Iterator[str]:
    """What had to be understood beyond the columns, in words."""
    row = one.row
    if one.period.whole_season and one.season.description == OPENED:
        yield "“cả vụ” lấy tạm cả năm vì mùa vụ chưa ghi ngày thật"
    if not stated:
        yield "bên mua chưa nêu nhận từ ngày nào đến ngày nào"
    if one.quantity.low != one.quantity.high:
        yield "kế hoạch lấy đầu thấp của khoảng"
    kind = text(row, "buyer_kind")
    if kind and kind_named(kind) is None:
        yield f"loại bên mua “{kind}” chưa có trong danh mục, ghi là doanh nghiệp"
    if not market:
        yield "chưa rõ giao về thị trường nào, nên chưa vào kế hoạch"
    elif not text(row, "market"):
        yield "giao về thị trường trùng tên bên mua"


def _unknown(one: _Read, markets: Mapping[str, str], grades: Mapping[str, int]) -> Iterator[Fault]:
    """Grades and markets that a row names and nobody knows."""
    row = one.row
    for column, known, expected in (
        ("grade", grades, "cần một loại của nông sản này"),
        ("market", markets, "cần mã hoặc tên một thị trường đã có"),
    ):
        if text(row, column) and words(text(row, column)) not in known:
            yield Fault(row.sheet, row.line, column, text(row, column), expected)


def _note(row: Row, assumed: Sequence[str]) -> str:
    said = [text(row, "note")]
    if text(row, "period"):
        said.append(f"Kỳ: {text(row, 'period')}")
    if text(row, "region"):
        said.append(f"Vùng ghi trong bảng: {text(row, 'region')}")
    if assumed:
        said.append("Hiểu khi nhập: " + "; ".join(assumed) + ".")
    return "\n".join(part for part in said if part)


def _code(row: Row, buyer: str, commodity: str) -> str:
    """The same row brought in again has the same code, whatever its figures have become."""
    key = "|".join(
        words(text(row, name)) for name in ("year", "buyer", "commodity", "region", "period", "unit")
    )
    return f"{slug(buyer, 28)}-{slug(commodity, 16)}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def _markets(group: Sequence[_Read]) -> dict[str, str]:
    """Folded name or code → code of the markets that rows name, or that bear their buyer's name."""
    wanted = {words(text(one.row, "market")) for one in group} | {
        words(text(one.row, "buyer")) for one in group
    }
    known = apps.get_model("network", "Market")._default_manager.values_list("code", "name")
    found = {}
    for code, name in known:
        for key in (words(name), words(code)):
            if key and key in wanted:
                found[key] = code
    return found


def _placed(noted: Faults, rows: Sequence[Row]) -> list[Fault]:
    try:
        noted.refuse()
    except InputInvalid as refused:
        return _renamed(refused.faults, rows)
    return []


def _renamed(faults: Sequence[Fault], rows: Sequence[Row]) -> list[Fault]:
    """Faults of the service, by the rows and columns of the table."""
    return [
        Fault(
            rows[fault.line - 1].sheet, rows[fault.line - 1].line,
            _COLUMN.get(fault.column, fault.column), fault.value, fault.expected,
        )
        for fault in faults
    ]  # fmt: skip
