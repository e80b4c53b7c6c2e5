"""Reading tables of forecasts: one row a week, or one row a subject with a total and days or a column a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.forecast import policies, services
from cungcau.domain.forecast.models import Confidence, Forecast, ForecastWeek
from cungcau.domain.forecast.selectors.subjects import Subject
from cungcau.domain.forecast.services import ForecastRow, Told
from cungcau.domain.forecast.spreading import WeekKg, Window, around, monday, mondays, propose
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import by_code
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access.selectors import Somebody, areas_with
from cungcau.platform.exchange.columns import Cell, Column
from cungcau.platform.intake.doors import Context, Outcome, Row
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.catalogue.selectors import season_of_day, seasons_touching
from cungcau.reference.geography.models import Level, Unit
from cungcau.reference.search import words

MOST_WEEKS = 26
DAYS = ("start", "peak_from", "peak_to", "end")
COLUMNS = (
    Column("subject", "Hộ, đơn vị hoặc xã", required=True, also=("Mã", "Mã hộ", "Tên hộ", "Hộ", "Đơn vị", "Địa bàn")),
    Column("commodity", "Nông sản", also=("Mã nông sản", "Cây trồng")),
    Column("variety", "Giống"),
    Column("week", "Tuần có ngày", "date", also=("Tuần từ thứ Hai", "Tuần", "Ngày trong tuần")),
    Column("likely", "Nhiều khả năng (kg)", "kg", also=("Sản lượng", "Dự báo", "Khối lượng", "Cả vụ", "Tổng")),
    Column("low", "Thấp (kg)", "kg", also=("Thấp nhất",)),
    Column("high", "Cao (kg)", "kg", also=("Cao nhất",)),
    Column("start", "Bắt đầu thu", "date", also=("Từ ngày", "Bắt đầu")),
    Column("peak_from", "Rộ từ", "date", also=("Thu rộ từ",)),
    Column("peak_to", "Rộ đến", "date", also=("Thu rộ đến",)),
    Column("end", "Kết thúc thu", "date", also=("Đến ngày", "Đến hết ngày", "Kết thúc")),
    *(
        Column(f"week_{number}", f"Tuần thứ {number} (kg)", "kg", also=(f"Tuần {number}", f"T{number}"))
        for number in range(1, MOST_WEEKS + 1)
    ),
    Column("as_of", "Báo ngày", "date", also=("Ngày báo",)),
    Column("reason", "Lý do sửa", also=("Lý do",)),
)  # fmt: skip


class SeasonForm(forms.Form):
    """Which season the table is of, and how sure its figures are."""

    needs_user = True
    season = forms.ModelChoiceField(label=_("Mùa vụ"), queryset=Season.objects.none())
    confidence = forms.ChoiceField(
        label=_("Mức chắc chắn"), choices=Confidence.choices, initial=Confidence.MEDIUM
    )

    def __init__(self, *args: Any, user: Somebody, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = seasons_touching(areas_with(user, policies.RECORD))
        rows = Season.objects.filter(pk__in=[one.pk for one in known])
        self.fields["season"].queryset = rows  # type: ignore[attr-defined]
        self.fields["season"].initial = season_of_day(known, clock.today())


@dataclass(slots=True)
class _Told:
    """What the rows of one subject and goods say together; ``row`` is the first of them."""

    row: Row
    subject: Subject
    commodity: Commodity
    variety: str
    weeks: dict[date, WeekKg] = field(default_factory=dict)
    window: Window | None = None
    whole: bool = False
    reason: str = ""
    as_of: date | None = None


def record(rows: Sequence[Row], context: Context) -> Outcome:
    """Write the table's forecasts; weeks it does not name stay as they are, a total with days replaces all."""
    season = Season.objects.filter(pk=int(str(context.options["season"]))).first()
    if season is None:
        raise DomainError("season_unknown", value=str(context.options["season"]))
    confidence = str(context.options.get("confidence") or Confidence.MEDIUM)
    faults: list[Fault] = []
    told = _gathered(rows, season, confidence, faults)
    if faults:
        raise InputInvalid(sorted(faults))
    current = _current(season, told)
    given = []
    for one in told:
        key = (one.subject.producer, one.subject.place, one.commodity, one.variety)
        kept = {} if one.whole else current.get(key, {})
        given.append(
            Told(
                ForecastRow(
                    commodity=one.commodity, producer=one.subject.producer, place=one.subject.place,
                    variety=one.variety, weeks=tuple(week for _, week in sorted({**kept, **one.weeks}.items())),
                    confidence=confidence, source=context.source[:300] or "nhập bảng tính",
                    reason=one.reason[:300] or f"Nhập bảng tính: {context.source}"[:300], as_of=one.as_of,
                ),
                one.window,
            )
        )  # fmt: skip
    try:
        done = services.tell_forecasts(season=season, told=given, actor=context.actor)
    except InputInvalid as error:
        raise InputInvalid(_at_rows(error, told)) from error
    return Outcome(len(done.created), len(done.revised), len(done.unchanged))


def propose_value(column: str, value: str, context: Context) -> str:
    """The name of the one producer or commune that begins like the text."""
    if column != "subject" or not words(value):
        return ""
    found = list(Organisation.objects.filter(folded__startswith=words(value))[:2])
    return found[0].code if len(found) == 1 else ""


def choices(context: Context | None) -> Mapping[str, Sequence[str]]:
    """The goods of the season."""
    if context is None:
        return {}
    goods = Commodity.objects.filter(seasons=int(str(context.options["season"])))
    return {"commodity": [one.name_vi for one in goods]}


def _gathered(rows: Sequence[Row], season: Season, confidence: str, faults: list[Fault]) -> list[_Told]:
    """Rows of the same subject and goods together; what is wrong is noted by sheet, line and column."""
    subjects = _subjects({_text(row, "subject") for row in rows})
    goods = list(season.commodities.all())
    found: dict[tuple[str, int, str], _Told] = {}
    for row in rows:
        text = _text(row, "subject")
        meant = subjects.get(text, [])
        commodity = _commodity(row, goods)
        if len(meant) != 1:
            several = "; ".join(one.key.partition(":")[2] for one in meant[:5])
            expected = f"có nhiều nơi tên như vậy, ghi mã: {several}" if meant else "cần mã hoặc tên đã có"
            faults.append(Fault(row.sheet, row.line, "subject", text, expected))
            continue
        if commodity is None:
            named = ", ".join(one.name_vi for one in goods)
            faults.append(
                Fault(row.sheet, row.line, "commodity", _text(row, "commodity"), f"cần một trong: {named}")
            )
            continue
        key = (meant[0].key, commodity.pk, _text(row, "variety"))
        one = found.setdefault(key, _Told(row, meant[0], commodity, key[2]))
        one.reason = one.reason or _text(row, "reason")
        said_on = row.values.get("as_of")
        one.as_of = said_on if isinstance(said_on, date) else one.as_of
        _take(row, one, season, confidence, faults)
    return list(found.values())


def _take(row: Row, one: _Told, season: Season, confidence: str, faults: list[Fault]) -> None:
    """The figures of a row: its week, or its total over its days, or its columns of weeks."""

    def wrong(column: str, expected: str) -> None:
        faults.append(Fault(row.sheet, row.line, column, str(row.values.get(column) or ""), expected))

    likely, low, high = (_kg(row, name) for name in ("likely", "low", "high"))
    by_column = {
        number: kg for number in range(1, MOST_WEEKS + 1) if (kg := _kg(row, f"week_{number}")) is not None
    }
    day = row.values.get("week")
    days = [row.values.get(name) for name in DAYS]
    if by_column:
        known = mondays(season.start, season.end)
        for number, kg in by_column.items():
            if number > len(known):
                wrong(f"week_{number}", f"mùa vụ chỉ có {len(known)} tuần")
                continue
            one.weeks[known[number - 1]] = _around(known[number - 1], kg, None, None, confidence)
    elif likely is None:
        wrong("likely", "cần số kg")
    elif isinstance(day, date):
        start = monday(day)
        if start in one.weeks:
            wrong("week", "tuần này đã có ở dòng khác của cùng hộ")
        week = _around(start, likely, low, high, confidence)
        if not week.in_order():
            wrong("likely", "cần thấp ≤ nhiều khả năng ≤ cao")
        one.weeks[start] = week
    elif isinstance(days[0], date) and isinstance(days[3], date):
        rise, fall = days[1] or days[0], days[2] or days[3]
        assert isinstance(rise, date) and isinstance(fall, date)
        _take_total(one, likely, low, high, Window(days[0], rise, fall, days[3]), confidence, wrong)
    else:
        wrong("week", "cần tuần, hoặc ngày bắt đầu và kết thúc, hoặc các cột tuần")


def _take_total(
    one: _Told, likely: int, low: int | None, high: int | None, window: Window, confidence: str, wrong: Any
) -> None:
    lower, upper = around(likely, confidence)
    lower, upper = (lower if low is None else low), (upper if high is None else high)
    if not window.in_order():
        wrong("end", "cần bắt đầu ≤ rộ từ ≤ rộ đến ≤ kết thúc")
    elif not 0 <= lower <= likely <= upper:
        wrong("likely", "cần thấp ≤ nhiều khả năng ≤ cao")
    else:
        one.weeks = {week.start: week for week in propose(lower, likely, upper, window)}
        one.window, one.whole = window, True


def _around(start: date, likely: int, low: int | None, high: int | None, confidence: str) -> WeekKg:
    lower, upper = around(likely, confidence)
    return WeekKg(start, lower if low is None else low, likely, upper if high is None else high)


def _subjects(texts: set[str]) -> dict[str, list[Subject]]:
    """What each text may mean: a producer of this code; else producers, then communes, of exactly this name."""
    codes = by_code(texts)
    found = {text: [Subject(producer=one)] for text, one in codes.items()}
    left = texts - set(found)
    names = {words(text): text for text in left}
    for one in Organisation.objects.filter(folded_name__in=set(names), merged_into=None).defer("words"):
        found.setdefault(names[one.folded_name], []).append(Subject(producer=one))
    left -= set(found)
    units = Unit.objects.filter(level=Level.COMMUNE, valid_to=None).defer("words")
    by_name = {words(text): text for text in left}
    for unit in units.filter(code__in=left):
        found.setdefault(unit.code, []).append(Subject(place=unit))
    for unit in units.filter(folded__in={_bare(name) for name in by_name}):
        for name, text in by_name.items():
            if (
                _bare(name) == unit.folded
                and text not in codes
                and Subject(place=unit) not in found.get(text, [])
            ):
                found.setdefault(text, []).append(Subject(place=unit))
    return found


def _bare(name: str) -> str:
    """A commune's name without its kind."""
    for kind in ("xa ", "phuong ", "thi tran ", "dac khu "):
        if name.startswith(kind):
            return name.removeprefix(kind)
    return name


def _commodity(row: Row, goods: Sequence[Commodity]) -> Commodity | None:
    text = words(_text(row, "commodity"))
    if not text:
        return goods[0] if len(goods) == 1 else None
    return next((one for one in goods if text in (words(one.code), words(one.name_vi))), None)


def _current(season: Season, told: Sequence[_Told]) -> dict[tuple[object, ...], dict[date, WeekKg]]:
    """The current weeks of the subjects told of, by subject, goods and variety."""
    producers = [one.subject.producer for one in told if one.subject.producer and not one.whole]
    places = [one.subject.place for one in told if one.subject.place and not one.whole]
    rows = Forecast.objects.filter(season=season, is_current=True).select_related(
        "producer", "place", "commodity"
    )
    heads = [*rows.filter(producer__in=producers), *rows.filter(place__in=places)]
    by_pk: dict[int, dict[date, WeekKg]] = {one.pk: {} for one in heads}
    for week in ForecastWeek.objects.filter(forecast__in=by_pk):
        by_pk[week.forecast_id][week.start] = WeekKg(week.start, week.low_kg, week.likely_kg, week.high_kg)
    return {(one.producer, one.place, one.commodity, one.variety): by_pk[one.pk] for one in heads}


def _at_rows(error: InputInvalid, told: Sequence[_Told]) -> list[Fault]:
    """The service's faults, told of the file's sheet and line."""
    named = {"weeks": "likely", "subject": "subject", "reason": "reason", "window": "end"}
    found = []
    for fault in error.faults:
        row = told[fault.line - 1].row
        column = named.get(fault.column, "week")
        found.append(Fault(row.sheet, row.line, column, fault.value, f"{fault.column}: {fault.expected}"))
    return found


def _text(row: Row, column: str) -> str:
    value: Cell = row.values.get(column)
    return "" if value is None else " ".join(str(value).replace("\x00", " ").split())


def _kg(row: Row, column: str) -> int | None:
    value = row.values.get(column)
    return value if isinstance(value, int) else None


EXAMPLE_DAY = date(2021, 9, 20)
EXAMPLES: tuple[Mapping[str, Cell], ...] = (
    {"subject": "HV-0001", "week": EXAMPLE_DAY, "low": 400, "likely": 500, "high": 600, "as_of": EXAMPLE_DAY},
    {
        "subject": "Xã Tân Mỹ", "likely": 120_000, "start": EXAMPLE_DAY, "peak_from": EXAMPLE_DAY + timedelta(days=10),
        "peak_to": EXAMPLE_DAY + timedelta(days=24), "end": EXAMPLE_DAY + timedelta(days=40),
    },
)  # fmt: skip
