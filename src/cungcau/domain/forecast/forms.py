"""What is asked for when a forecast is entered: of whom, how sure, total and days, kg week by week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cungcau.domain.forecast.fields import CellField, ProducerField, day_field
from cungcau.domain.forecast.models import Confidence, Forecast, HarvestWindow
from cungcau.domain.forecast.pictures import week_name
from cungcau.domain.forecast.selectors.subjects import Subject
from cungcau.domain.forecast.spreading import WeekKg, Window, around, mondays, propose
from cungcau.platform.access.selectors import Somebody
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.geography.fields import PlaceField

SIDES = ("low", "likely", "high")


class EntryForm(forms.Form):
    """One subject's forecast. The weeks are those of the season; a week left blank has no harvest."""

    commodity = forms.ModelChoiceField(label=gettext_lazy("Nông sản"), queryset=Commodity.objects.none())
    producer = ProducerField(label=gettext_lazy("Hộ, hợp tác xã, đơn vị"), required=False)
    place = PlaceField(
        label=gettext_lazy("Hoặc cả một xã"),
        required=False,
        help_text=gettext_lazy("Chỉ khi ước tính cho cả xã: để trống ô trên."),
    )
    variety = forms.CharField(label=gettext_lazy("Giống"), max_length=80, required=False)
    total_kg = CellField(
        label=gettext_lazy("Cả vụ thu được khoảng"), help_text=gettext_lazy("“5 tạ”, “1,2 tấn” hoặc số kg.")
    )
    start = day_field(gettext_lazy("Bắt đầu thu"))
    peak_from = day_field(gettext_lazy("Thu rộ từ"))
    peak_to = day_field(gettext_lazy("Thu rộ đến"))
    end = day_field(gettext_lazy("Kết thúc"))
    confidence = forms.ChoiceField(
        label=gettext_lazy("Mức chắc chắn"), choices=Confidence.choices, initial=Confidence.MEDIUM
    )
    reported_by = ProducerField(label=gettext_lazy("Nơi báo, nếu không phải chính hộ"), required=False)
    source = forms.CharField(
        label=gettext_lazy("Nguồn"),
        max_length=300,
        initial=gettext_lazy("hỏi trực tiếp"),
        help_text=gettext_lazy("Gọi điện, gặp tại vườn, báo cáo số…"),
    )
    confirmed = forms.BooleanField(label=gettext_lazy("Đã đọc lại và hộ xác nhận đúng"), required=False)
    reason = forms.CharField(label=gettext_lazy("Vì sao sửa"), max_length=300, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000, initial=0)

    def __init__(
        self, *args: Any, season: Season, user: Somebody, old: Forecast | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.season, self.old = season, old
        self.starts = mondays(season.start, season.end)
        goods = self.fields["commodity"]
        assert isinstance(goods, forms.ModelChoiceField)
        goods.queryset = season.commodities.all()
        for name in ("producer", "reported_by"):
            field = self.fields[name]
            assert isinstance(field, ProducerField)
            field.meant_by(user)
        for name in ("start", "peak_from", "peak_to", "end"):
            self.fields[name].widget.attrs |= {
                "min": season.start.isoformat(), "max": season.end.isoformat(),
            }  # fmt: skip
        if old is None:
            del self.fields["reason"]
        else:
            for name in ("commodity", "producer", "place", "variety"):
                del self.fields[name]
            self.fields["reason"].required = True
        for start in self.starts:
            for side in SIDES:
                self.fields[cell(side, start)] = CellField(label=f"{_SIDE_NAMES[side]}, {week_name(start)}")

    def clean(self) -> dict[str, Any]:
        """Exactly one subject, days in order, low ≤ likely ≤ high in every week."""
        data = super().clean() or {}
        unclear = self.errors.get("producer") or self.errors.get("place")
        one = (data.get("producer") is None) != (data.get("place") is None)
        if self.old is None and not unclear and not one:
            self.add_error("producer", _("Cần đúng một: một hộ, đơn vị; hoặc một xã ở ô dưới."))
        days = [data.get(name) for name in ("start", "peak_from", "peak_to", "end")]
        if any(days) and not all(days):
            self.add_error(
                "start", _("Cần đủ bốn ngày: bắt đầu, rộ từ, rộ đến, kết thúc (hoặc bỏ trống cả).")
            )
        window = self.window()
        if window is not None and not window.in_order():
            self.add_error("end", _("Bốn ngày phải theo thứ tự: bắt đầu, rộ từ, rộ đến, kết thúc."))
        return data

    def window(self) -> Window | None:
        """The four days, where all are given."""
        given = [self.cleaned_data.get(name) for name in ("start", "peak_from", "peak_to", "end")]
        days = [day for day in given if isinstance(day, date)]
        return Window(*days) if len(days) == len(given) else None

    def subject(self) -> Subject:
        """Of whom the form speaks; after ``is_valid``."""
        if self.old is not None:
            return Subject(self.old.producer, self.old.place)
        return Subject(self.cleaned_data.get("producer"), self.cleaned_data.get("place"))

    def spread_weeks(self) -> list[WeekKg]:
        """The total over the window by weeks; notes an error and gives none where either is missing."""
        total, window = self.cleaned_data.get("total_kg"), self.window()
        if not total and "total_kg" not in self.errors:
            self.add_error("total_kg", _("Cần tổng khối lượng để chia ra các tuần."))
        if window is None or not window.in_order():
            if "start" not in self.errors and "end" not in self.errors:
                self.add_error("start", _("Cần bốn ngày để chia ra các tuần."))
            return []
        if not total:
            return []
        low, high = around(total, self.cleaned_data.get("confidence") or Confidence.MEDIUM)
        weeks = propose(low, total, high, window)
        if any(week.start not in self.starts for week in weeks):
            self.add_error("start", _("Những ngày này nằm ngoài mùa vụ."))
            return []
        return weeks

    def told_weeks(self) -> list[WeekKg]:
        """The weeks filled in; likely alone proposes the others. Notes errors; after ``is_valid``."""
        weeks = []
        for start in self.starts:
            low, likely, high = (self.cleaned_data.get(cell(side, start)) for side in SIDES)
            if low is None and likely is None and high is None:
                continue
            if likely is None:
                self.add_error(cell("likely", start), _("Cần số nhiều khả năng nhất."))
                continue
            lower, upper = around(likely, self.cleaned_data.get("confidence") or Confidence.MEDIUM)
            week = WeekKg(start, lower if low is None else low, likely, upper if high is None else high)
            if not week.in_order():
                self.add_error(cell("likely", start), _("Cần thấp ≤ nhiều khả năng ≤ cao."))
            weeks.append(week)
        if not weeks and not any(name.startswith(SIDES) for name in self.errors):
            self.add_error(
                None, _("Cần số kg của ít nhất một tuần. Có thể ghi tổng và bấm “Chia ra các tuần”.")
            )
        return weeks

    def rows(self) -> list[dict[str, Any]]:
        """The weeks as the template draws them: name and the three boxes."""
        return [
            {"start": start, "name": week_name(start), "cells": [self[cell(side, start)] for side in SIDES]}
            for start in self.starts
        ]

    def head(self) -> list[Any]:
        """The visible boxes above the weeks."""
        return [
            bound
            for bound in self.visible_fields()
            if not bound.name.startswith(tuple(f"{s}-" for s in SIDES))
        ]


_SIDE_NAMES = {
    "low": gettext_lazy("Thấp"),
    "likely": gettext_lazy("Nhiều khả năng"),
    "high": gettext_lazy("Cao"),
}


def cell(side: str, start: date) -> str:
    """The name of a week's box."""
    return f"{side}-{start.isoformat()}"


def cells_of(weeks: Iterable[Any]) -> dict[str, str]:
    """The boxes' texts for weeks (``WeekKg`` or rows of the database)."""
    return {cell(side, week.start): str(getattr(week, f"{side}_kg")) for week in weeks for side in SIDES}


def initial_of(old: Forecast | None, window: HarvestWindow | None) -> Mapping[str, Any]:
    """What a form begins with: the current forecast and the window known."""
    found: dict[str, Any] = {}
    if window is not None:
        found |= {name: getattr(window, name) for name in ("start", "peak_from", "peak_to", "end")}
    if old is not None:
        found |= {
            "total_kg": old.likely_kg, "confidence": old.confidence, "source": old.source, "seen": old.revision,
            "reported_by": old.reported_by, **cells_of(old.weeks.all()),
        }  # fmt: skip
    return found


class SameForm(forms.Form):
    """The subject says the same again."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)


class HarvestForm(forms.Form):
    """What was really harvested in a week."""

    start = forms.DateField(label=gettext_lazy("Tuần"), widget=forms.Select)
    kg = CellField(label=gettext_lazy("Đã thu"))
    reason = forms.CharField(
        label=gettext_lazy("Vì sao sửa (nếu tuần này đã báo)"), max_length=300, required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=1_000_000)

    def clean_kg(self) -> int:
        """Needed; nothing harvested is written 0."""
        kg: int | None = self.cleaned_data["kg"]
        if kg is None:
            raise ValidationError(_("Ghi số kg; không thu gì thì ghi 0."))
        return kg
