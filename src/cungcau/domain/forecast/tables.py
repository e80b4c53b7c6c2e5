"""Lists of forecasts as tables and as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cungcau.domain.forecast.models import Forecast, ForecastWeek
from cungcau.domain.forecast.selectors import Area, Rule
from cungcau.domain.forecast.selectors.accuracy import AREA, OFFICER
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import phone_for
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}

SHEET = (
    Column("subject", "Hộ, đơn vị, địa bàn"),
    Column("code", "Mã"),
    Column("level", "Của ai"),
    Column("representative", "Đại diện"),
    Column("area", "Mã địa bàn hiện nay"),
    Column("commodity", "Nông sản"),
    Column("variety", "Giống"),
    Column("week", "Tuần từ thứ Hai", "date"),
    Column("low", "Thấp (kg)", "kg"),
    Column("likely", "Nhiều khả năng (kg)", "kg"),
    Column("high", "Cao (kg)", "kg"),
    Column("confidence", "Mức chắc chắn"),
    Column("as_of", "Báo ngày", "date"),
    Column("revision", "Lần", "int"),
    Column("reason", "Lý do sửa"),
    Column("confirmed", "Đã xác nhận"),
    Column("source", "Nguồn"),
)
AREA_WEEKS = (
    Column("code", "Mã địa bàn"),
    Column("name", "Địa bàn"),
    Column("week", "Tuần từ thứ Hai", "date"),
    Column("low", "Thấp (kg)", "kg"),
    Column("likely", "Nhiều khả năng (kg)", "kg"),
    Column("high", "Cao (kg)", "kg"),
    Column("uses", "Số đang tính"),
    Column("households", "Tổng các hộ (kg)", "kg"),
    Column("subjects", "Số hộ, đơn vị có dự báo tuần này", "int"),
    Column("place", "Ước tính của xã (kg)", "kg"),
    Column("difference", "Xã hơn tổng các hộ (kg)", "int"),
    Column("harvested", "Đã thu (kg)", "kg"),
    Column("reports", "Số báo cáo thu hoạch", "int"),
    Column("expected", "Số nơi cần dự báo", "int"),
    Column("told", "Số nơi đã dự báo", "int"),
)
ASK = (
    Column("name", "Tên"),
    Column("code", "Mã"),
    Column("kind", "Loại"),
    Column("phone", "Điện thoại"),
    Column("representative", "Đại diện"),
    Column("place", "Địa bàn"),
    Column("area", "Mã địa bàn hiện nay"),
    Column("said_on", "Dự báo gần nhất ngày", "date"),
    Column("why", "Vì sao hỏi"),
)
ACCURACY = (
    Column("kind", "Loại"),
    Column("name", "Nơi báo, địa bàn"),
    Column("weeks", "Số tuần so được", "int"),
    Column("missing", "Số tuần thiếu báo cáo", "int"),
    Column("likely", "Dự báo (kg)", "kg"),
    Column("harvested", "Đã thu (kg)", "kg"),
    Column("wape", "Sai lệch WAPE (%)", "decimal"),
    Column("bias", "Lệch trung bình (%)", "decimal"),
    Column("inside", "Tuần nằm trong khoảng (%)", "decimal"),
)


def uses(area: Area | None) -> str:
    """Which figure counts in an area, in words."""
    if area is None or not area.uses:
        return ""
    if area.uses == {Rule.HOUSEHOLDS}:
        return _("tổng các hộ")
    return _("ước tính của xã") if area.uses == {Rule.COMMUNE} else _("tuỳ nông sản")


def kind_name(kind: str) -> str:
    """What is scored, in words."""
    return {AREA: _("Địa bàn"), OFFICER: _("Cán bộ nhập")}.get(kind, _("Nơi báo"))


class ForecastTable(tables.Table):
    """Current forecasts of an area."""

    subject = tables.Column(
        verbose_name=gettext_lazy("Hộ, đơn vị"), linkify=("forecast:subject", [tables.A("pk")]), empty_values=(),
        order_by=("folded", "id"),
    )  # fmt: skip
    commodity = tables.Column(
        verbose_name=gettext_lazy("Nông sản"), accessor="commodity__name_vi", orderable=False
    )
    likely_kg = tables.Column(verbose_name=gettext_lazy("Cả vụ"), attrs=_NUMBER, order_by=("likely_kg", "id"))
    first_week = tables.Column(verbose_name=gettext_lazy("Thu hoạch"), order_by=("first_week", "id"))
    as_of = tables.Column(verbose_name=gettext_lazy("Báo ngày"), order_by=("as_of", "id"))
    revision = tables.Column(verbose_name=gettext_lazy("Lần"), orderable=False, attrs=_NUMBER)
    entered_by = tables.Column(verbose_name=gettext_lazy("Người nhập"), orderable=False, empty_values=())

    caption = gettext_lazy("Dự báo đang dùng")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "subject"
        empty_text = gettext_lazy("Không có dự báo nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def __init__(self, data: QuerySet[Forecast], *, oldest_fresh: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._oldest_fresh = oldest_fresh

    def render_subject(self, record: Forecast) -> str:
        """Who it is about; estimates of a whole place are told apart."""
        return (
            record.subject
            if record.producer_id
            else _("%(place)s (ước tính cả xã)") % {"place": record.subject}
        )

    def render_likely_kg(self, record: Forecast, value: int) -> SafeString:
        """Likely, with low to high below."""
        return format_html(
            '<div>{}<br><span class="beside">{} – {}</span></div>',
            figures.kg(value), figures.kg(record.low_kg), figures.kg(record.high_kg),
        )  # fmt: skip

    def render_first_week(self, record: Forecast, value: date) -> str:
        """First and last week."""
        last = figures.date(record.last_week)
        return _("tuần %(first)s – %(last)s") % {"first": figures.date(value), "last": last}

    def render_as_of(self, value: date) -> SafeString:
        """The day, marked when it is long ago."""
        if value >= self._oldest_fresh:
            return format_html("{}", figures.date(value))
        return format_html('{} <span class="age age--stale">{}</span>', figures.date(value), _("đã cũ"))

    def render_entered_by(self, record: Forecast) -> str:
        """Who typed it, and whether it was confirmed."""
        who = (record.entered_by.full_name or str(record.entered_by)) if record.entered_by else _("hệ thống")
        return _("%(who)s, đã xác nhận") % {"who": who} if record.confirmed_by_id else who


class AskTable(tables.Table):
    """Producers to call."""

    name = tables.Column(verbose_name=gettext_lazy("Hộ, đơn vị"), order_by=("folded", "id"))
    kind = tables.Column(verbose_name=gettext_lazy("Loại"), accessor="get_kind_display", orderable=False)
    phone = tables.Column(verbose_name=gettext_lazy("Điện thoại"), orderable=False, empty_values=())
    representative = tables.Column(
        verbose_name=gettext_lazy("Đại diện"), accessor="representative__name", orderable=False
    )
    place = tables.Column(
        verbose_name=gettext_lazy("Địa bàn"), accessor="unit__title", order_by=("area_code", "folded", "id")
    )
    said_on = tables.Column(verbose_name=gettext_lazy("Dự báo gần nhất"), empty_values=(), orderable=False)
    do = tables.Column(verbose_name=gettext_lazy("Hỏi xong"), empty_values=(), orderable=False)

    caption = gettext_lazy("Những nơi cần hỏi lại dự báo")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "name"
        empty_text = gettext_lazy("Không còn nơi nào cần hỏi.")

    def __init__(self, data: QuerySet[Organisation], *, enter: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._enter = enter

    def render_phone(self, record: Organisation) -> str:
        """The number, masked."""
        return phone_for(record) or "–"

    def render_said_on(self, record: Organisation) -> str:
        """Its day, or that there is none."""
        day: date | None = getattr(record, "said_on", None)
        return figures.date(day) if day else _("chưa có")

    def render_do(self, record: Organisation) -> SafeString:
        """The form for what was said, with the producer filled in."""
        return format_html('<a href="{}{}">{}</a>', self._enter, record.code, _("Ghi dự báo"))


_WEEK_COLUMNS = (
    "start", "low_kg", "likely_kg", "high_kg", "forecast__area_code", "forecast__variety", "forecast__level",
    "forecast__confidence", "forecast__as_of", "forecast__revision", "forecast__reason", "forecast__source",
    "forecast__commodity__name_vi", "forecast__producer__name", "forecast__producer__code",
    "forecast__producer__representative__name", "forecast__place__kind", "forecast__place__name",
    "forecast__place__code", "forecast__confirmed_by_id",
)  # fmt: skip


def sheet_rows(forecasts: QuerySet[Forecast]) -> Iterator[dict[str, Any]]:
    """One row per forecast and week, in the list's order of subjects, read in portions."""
    levels = dict(Forecast._meta.get_field("level").flatchoices)
    sure = dict(Forecast._meta.get_field("confidence").flatchoices)
    keys = forecasts.prefetch_related(None).order_by().values("pk")
    weeks = ForecastWeek.objects.filter(forecast__in=keys).order_by(
        F("forecast__folded"), "forecast_id", "start"
    )
    for values in weeks.values_list(*_WEEK_COLUMNS).iterator(chunk_size=5000):
        row = {
            name.removeprefix("forecast__"): value for name, value in zip(_WEEK_COLUMNS, values, strict=True)
        }
        place = f"{str(row['place__kind']).capitalize()} {row['place__name']}" if row["place__code"] else ""
        yield {
            "subject": row["producer__name"] or place,
            "code": row["producer__code"] or row["place__code"],
            "level": str(levels[row["level"]]),
            "representative": row["producer__representative__name"],
            "area": row["area_code"],
            "commodity": row["commodity__name_vi"],
            "variety": row["variety"],
            "week": row["start"],
            "low": row["low_kg"],
            "likely": row["likely_kg"],
            "high": row["high_kg"],
            "confidence": str(sure[row["confidence"]]),
            "as_of": row["as_of"],
            "revision": row["revision"],
            "reason": row["reason"],
            "confirmed": _("rồi") if row["confirmed_by_id"] else _("chưa"),
            "source": row["source"],
        }


def ask_rows(producers: QuerySet[Organisation]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`ASK`; phone numbers stay masked."""
    for one in producers.iterator(chunk_size=2000):
        said: date | None = getattr(one, "said_on", None)
        yield {
            "name": one.name,
            "code": one.code,
            "kind": one.get_kind_display(),
            "phone": phone_for(one),
            "representative": one.representative.name if one.representative else "",
            "place": one.unit.title if one.unit else "",
            "area": one.area_code,
            "said_on": said,
            "why": _("dự báo đã cũ") if said else _("chưa có dự báo"),
        }
