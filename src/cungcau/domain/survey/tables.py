"""Figures and questions as tables and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cungcau.domain.survey import metrics, states, wording
from cungcau.domain.survey.models import Figure, Observation, Question
from cungcau.platform.exchange.services import Column

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
_NAME = {"td": {"class": "name-cell"}}

SHEET = (
    Column("metric", "Chỉ tiêu"),
    Column("commodity", "Nông sản"),
    Column("variety", "Giống, dạng"),
    Column("place", "Nơi"),
    Column("area", "Mã địa bàn hiện nay"),
    Column("period", "Thời gian"),
    Column("period_from", "Từ ngày", "date"),
    Column("period_to", "Đến hết ngày", "date"),
    Column("low", "Số đang dùng: từ", "int"),
    Column("high", "Số đang dùng: đến", "int"),
    Column("unit", "Đơn vị"),
    Column("written", "Như đã ghi"),
    Column("source", "Nguồn"),
    Column("count", "Số nguồn", "int"),
    Column("least", "Thấp nhất", "int"),
    Column("most", "Cao nhất", "int"),
    Column("conflicting", "Mâu thuẫn"),
    Column("unconfirmed", "Chưa xác nhận", "int"),
    Column("chosen_reason", "Lý do chọn"),
    Column("updated", "Cập nhật lúc", "datetime"),
)
UNITS = {"kg": "kg", "m2": "m²", "vnd": "đồng", "vnd_per_kg": "đồng/kg", "kg_per_ha": "kg/ha", "count": ""}


class FigureTable(tables.Table):
    """Figures with what is in use and how far the sources agree."""

    goods = tables.Column(
        verbose_name=_("Nông sản"),
        linkify=("survey:figure", [tables.A("pk")]),
        attrs=_NAME,
        order_by=("folded", "id"),
    )
    metric = tables.Column(verbose_name=_("Chỉ tiêu"), order_by=("metric", "folded", "id"))
    place_text = tables.Column(verbose_name=_("Nơi"), attrs=_NAME, order_by=("area_code", "folded", "id"))
    period = tables.Column(verbose_name=_("Thời gian"), order_by=("period_to", "id"))
    in_use = tables.Column(verbose_name=_("Đang dùng"), orderable=False)
    count = tables.Column(verbose_name=_("Nguồn"), attrs=_NUMBER, orderable=False)
    state = tables.Column(verbose_name=_("Tình trạng"), empty_values=(), orderable=False)
    updated_at = tables.DateColumn(verbose_name=_("Cập nhật"), order_by=("updated_at", "id"))

    caption = _("Số liệu điều tra")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "goods"
        empty_text = _("Không có số liệu nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_metric(self, record: Figure) -> str:
        """What is measured."""
        return str(metrics.metric(record.metric).label)

    def render_in_use(self, value: Observation, record: Figure) -> str:
        """The value others reckon with."""
        return metrics.say(value.low, value.high, value.hedge, record.unit)

    def render_state(self, record: Figure) -> SafeString:
        """Whether the sources disagree, with their spread, and how many nobody confirmed."""
        spread = metrics.show_span(record.low, record.high, record.unit)
        return SafeString(render_to_string("survey/figure_state.html", {"figure": record, "spread": spread}))

    def render_updated_at(self, record: Figure) -> SafeString:
        """How old it is."""
        return SafeString(render_to_string("survey/figure_age.html", {"figure": record}))


def sheet_rows(rows: QuerySet[Figure]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`, read in portions."""
    for one in rows.iterator(chunk_size=2000):
        use = one.in_use
        yield {
            "metric": str(metrics.metric(one.metric).label),
            "commodity": one.commodity_text,
            "variety": one.variety,
            "place": one.place_text,
            "area": one.area_code,
            "period": one.period,
            "period_from": one.period_from,
            "period_to": one.period_to,
            "low": use.low if use else None,
            "high": use.high if use else None,
            "unit": UNITS[one.unit],
            "written": use.written if use else "",
            "source": use.source if use else "",
            "count": one.count,
            "least": one.low,
            "most": one.high,
            "conflicting": "có" if one.conflicting else "",
            "unconfirmed": one.unconfirmed,
            "chosen_reason": one.chosen_reason,
            "updated": one.updated_at,
        }


QUESTIONS = (
    Column("about", "Về", width=50),
    Column("question", "Câu hỏi", width=70),
    Column("state", "Tình trạng"),
    Column("answer", "Trả lời", width=50),
    Column("answered_by", "Người trả lời"),
    Column("answered_at", "Trả lời lúc", "datetime"),
    Column("asked_at", "Hỏi lúc", "datetime"),
    Column("area", "Mã địa bàn hiện nay"),
)


def question_rows(rows: QuerySet[Question]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`QUESTIONS`, read in portions."""
    for one in rows.iterator(chunk_size=2000):
        yield {
            "about": one.thing_label,
            "question": wording.sentence(one.rule, one.facts),
            "state": str(states.LABELS[one.state]),
            "answer": one.answer,
            "answered_by": one.answered_by.full_name if one.answered_by else "",
            "answered_at": one.answered_at,
            "asked_at": one.asked_at,
            "area": one.area_code,
        }
