"""Entering an observation, correcting one, choosing the one in use."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.survey import metrics
from cungcau.domain.survey.entries import Entry
from cungcau.domain.survey.metrics import Metric
from cungcau.domain.survey.models import Confidence, Figure, Observation
from cungcau.domain.survey.places import Places
from cungcau.domain.survey.reading import Value, ValueUnreadable, read_goods, read_period, read_value
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.selectors import CommodityNames
from cungcau.reference.geography.selectors import path_of


class ObservationForm(forms.Form):
    """One figure as a source has it, typed the way it is written there."""

    metric = forms.ChoiceField(label=_("Chỉ tiêu"), choices=metrics.choices)
    value = forms.CharField(
        label=_("Giá trị, ghi như trong nguồn"),
        max_length=160,
        help_text=_(
            "Ví dụ: «gần 500 ha», «15-25.000», «trên 35.000 tấn». Số trơn tính bằng ha, tấn, tấn/ha, đ/kg, tỷ đồng."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-reads-value": ""}),
    )
    commodity = forms.CharField(label=_("Nông sản"), max_length=120)
    variety = forms.CharField(label=_("Giống, dạng"), max_length=120, required=False)
    place = forms.CharField(
        label=_("Nơi"),
        max_length=200,
        help_text=_("Xã, huyện cũ, tỉnh; hoặc nhiều nơi: «Chi Lăng & Hữu Lũng»."),
    )
    period = forms.CharField(
        label=_("Thời gian"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ: 2021, 2019-2021, 8/2021. Để trống nếu nguồn không nói."),
    )
    source = forms.CharField(
        label=_("Nguồn"), max_length=500, help_text=_("Số văn bản, địa chỉ trang, hoặc ai báo.")
    )
    source_date = forms.DateField(
        label=_("Ngày của nguồn"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    confidence = forms.ChoiceField(
        label=_("Độ tin cậy"), choices=Confidence.choices, initial=Confidence.MEDIUM
    )
    about = forms.CharField(
        label=_("Tổ chức, hộ (nếu số liệu là của riêng ai)"), max_length=200, required=False
    )
    note = forms.CharField(
        label=_("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, area: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area = area

    def clean(self) -> dict[str, Any]:
        """The value is read in the metric's unit."""
        data = super().clean() or {}
        _read(self, data)
        return data

    def entry(self) -> Entry:
        """What is to be recorded; only after ``is_valid``."""
        data = self.cleaned_data
        period = read_period(data["period"])
        return Entry(
            metric=data["metric"],
            goods=read_goods(data["commodity"], CommodityNames(), data["variety"]),
            place=Places(self.area).read(data["place"], period.last or period.first or clock.today()),
            period=period,
            value=data["reading"],
            source=data["source"],
            source_date=data["source_date"],
            about=data["about"],
            confidence=data["confidence"],
            note=data["note"],
        )


class CorrectionForm(forms.Form):
    """Another value for what a source says, and why."""

    value = forms.CharField(label=_("Giá trị đúng, ghi như trong nguồn"), max_length=160)
    reason = forms.CharField(label=_("Vì sao sửa"), max_length=500)
    note = forms.CharField(
        label=_("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, metric: Metric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.metric = metric

    def clean(self) -> dict[str, Any]:
        """The value is read in the metric's unit."""
        data = super().clean() or {}
        _read(self, {**data, "metric": self.metric.code}, data)
        return data

    def reading(self) -> Value:
        """The value; only after ``is_valid``."""
        value: Value = self.cleaned_data["reading"]
        return value


class ChoiceForm(forms.Form):
    """Which observation is used, and why."""

    observation = forms.IntegerField(min_value=1, max_value=2**62)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    reason = forms.CharField(max_length=500)


def _read(form: forms.Form, data: dict[str, Any], into: dict[str, Any] | None = None) -> None:
    if not (data.get("metric") and data.get("value")):
        return
    try:
        found = read_value(data["value"], metrics.metric(data["metric"]))
    except ValueUnreadable as refused:
        form.add_error("value", refused.sentence)
        return
    (data if into is None else into)["reading"] = found


def same_again(figure: Figure) -> dict[str, Any]:
    """What a form for another source of a figure begins with."""
    return {
        "metric": figure.metric,
        "commodity": figure.commodity_text,
        "variety": figure.variety,
        "place": path_of(figure.place) if figure.place is not None else figure.place_text,
        "period": figure.period if figure.period_from and figure.period_to else figure.period_text,
    }


def as_written(observation: Observation) -> dict[str, Any]:
    """What a correction begins with."""
    return {"value": observation.written, "note": observation.note}
