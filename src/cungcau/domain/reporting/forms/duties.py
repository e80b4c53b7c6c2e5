"""Duties to report, who owes them, quick requests."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes.forms.fields import AgenciesField, AgencyField, PlanField
from cungcau.domain.programmes.models import Agency, AgencyKind, Plan
from cungcau.domain.reporting import layouts, policies
from cungcau.domain.reporting.models import Due, Duty, Rhythm
from cungcau.domain.reporting.periods import HALF, MONTH, NINE, QUARTER, YEAR, read_days
from cungcau.domain.reporting.selectors.rights import in_areas
from cungcau.domain.reporting.states import WAITING
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import fold, show_date
from cungcau.platform.access import areas
from cungcau.platform.access.selectors import Somebody, areas_with
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.ui.messages import answer
from cungcau.reference.catalogue.models import Season

_SAID = {MONTH: "tháng", QUARTER: "quý", HALF: "6 tháng", NINE: "9 tháng", YEAR: "năm"}
_LINE = re.compile(r"^\s*(\d{1,2})\s*/\s*(\d{1,2})\s+(.+?)\s*$")
_READ = {fold(word): covers for covers, word in _SAID.items()}
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def days_text(days: Sequence[Mapping[str, Any]]) -> str:
    """Fixed days as people write them, one a line: "25/6 6 tháng"."""
    return "\n".join(f"{one['day']}/{one['month']} {_SAID.get(one['covers'], '')}" for one in days)


def days_of(text: str) -> list[dict[str, Any]]:
    """What :func:`days_text` writes, read back; raises ``report_days_invalid`` with the line it does not understand."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        read = _LINE.match(line)
        covers = _READ.get(fold(read.group(3))) if read else None
        if read is None or covers is None:
            raise DomainError("report_days_invalid", value=line.strip()[:60])
        found.append({"month": int(read.group(2)), "day": int(read.group(1)), "covers": covers})
    return [{"month": month, "day": day, "covers": covers} for month, day, covers in read_days(found)]


def agencies_within(user: Somebody, *, above: bool = False) -> QuerySet[Agency]:
    """The agencies somebody may set duties for: those of their areas; ``above``: and national ones, to send to."""
    held = areas_with(user, policies.ARRANGE)
    national = Q(area_code="") if above else Q(pk__in=())
    rows = Agency.objects.filter(in_areas(held) | national) if held else Agency.objects.none()
    return rows.filter(is_group=False).defer("words").order_by("name")


class DutyForm(VersionedForm):
    """A duty, new or being corrected."""

    name = forms.CharField(label=_("Tên chế độ báo cáo"), max_length=200)
    layout = forms.ChoiceField(label=_("Mẫu báo cáo"), choices=layouts.choices)
    to_agency = AgencyField(label=_("Gửi về"))
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Văn bản và mục quy định chế độ báo cáo này.")
    )
    plan = PlanField(
        label=_("Theo kế hoạch"), required=False,
        help_text=_("Chỉ tiêu của kế hoạch được đưa vào báo cáo cùng mục tiêu."),
    )  # fmt: skip
    rhythm = forms.ChoiceField(label=_("Khi nào"), choices=Rhythm.choices)
    days = forms.CharField(
        label=_("Những ngày cố định"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một ngày và kỳ: “25/6 6 tháng”, “30/11 năm”. Kỳ: tháng, quý, 6 tháng, 9 tháng, năm."),
    )  # fmt: skip
    day_of_month = forms.IntegerField(
        label=_("Ngày của tháng cuối kỳ"), min_value=1, max_value=28, initial=25,
        help_text=_("Dùng khi báo cáo hằng tháng, hằng quý, sáu tháng, hằng năm."),
    )  # fmt: skip
    feeds = forms.ModelChoiceField(
        label=_("Tổng hợp vào"), queryset=Duty.objects.none(), required=False,
        help_text=_("Chế độ báo cáo cấp trên cộng số của các báo cáo này."),
    )  # fmt: skip
    earlier_days = forms.IntegerField(
        label=_("Trước hạn cấp trên (ngày)"), min_value=0, max_value=90, initial=10
    )
    season = forms.ModelChoiceField(
        label=_("Mùa vụ"), queryset=Season.objects.none(), required=False,
        help_text=_("Bắt buộc khi báo cáo hằng ngày; các con số chỉ tính mùa vụ này."),
    )  # fmt: skip
    hour = forms.IntegerField(
        label=_("Giờ"), min_value=0, max_value=23, required=False,
        help_text=_("Để trống: được gửi đến hết ngày."),
    )  # fmt: skip
    cut_off_days = forms.IntegerField(
        label=_("Chốt số liệu trước hạn (ngày)"), min_value=0, max_value=60, initial=0
    )
    open_days = forms.IntegerField(
        label=_("Hiện trên bảng trước hạn (ngày)"), min_value=0, max_value=180, initial=30
    )
    starts_on = forms.DateField(label=_("Áp dụng từ ngày"), widget=_DAY)
    ends_on = forms.DateField(label=_("Đến hết ngày"), required=False, widget=_DAY)
    two_people = forms.BooleanField(label=_("Người ký phải khác người viết"), required=False, initial=True)

    def __init__(self, *args: Any, user: Somebody, row: Duty | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        held = areas_with(user, policies.ARRANGE)
        for name, rows in (
            ("to_agency", agencies_within(user, above=True)),
            ("plan", Plan.objects.filter(areas.within("area_code", held)).defer("words")),
            ("feeds", Duty.objects.filter(areas.within("area_code", held)).defer("words")),
            ("season", Season.objects.filter(areas.within("area_code", held))),
        ):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        if row is not None:
            self.fields["feeds"].queryset = self.fields["feeds"].queryset.exclude(pk=row.pk)  # type: ignore[attr-defined]

    def row_values(self, row: Any) -> dict[str, object]:
        """The fixed days as people write them."""
        return {**super().row_values(row), "days": days_text(row.days)}

    def clean_days(self) -> str:
        """The days, if every line is understood; kept as written."""
        text: str = self.cleaned_data["days"]
        try:
            return days_text(days_of(text))
        except DomainError as refused:
            raise forms.ValidationError(answer(refused).text) from None

    def facts(self) -> dict[str, Any]:
        """What :func:`services.record_duty` takes."""
        given = self.cleaned_data
        found = {
            name: given[name]
            for name in (
                "name", "layout", "basis", "rhythm", "day_of_month", "earlier_days", "hour", "cut_off_days",
                "open_days", "starts_on", "ends_on", "two_people",
            )
        }  # fmt: skip
        for name in ("plan", "to_agency", "feeds", "season"):
            found[f"{name}_id"] = given[name].pk if given[name] else None
        return {**found, "days": days_of(given["days"])}

    @staticmethod
    def as_kept(values: Mapping[str, object]) -> dict[str, object]:
        """Values by attribute with the fixed days as the record keeps them."""
        return {name: days_of(str(value)) if name == "days" else value for name, value in values.items()}


class OwingForm(forms.Form):
    """Who owes a duty: agencies one by one, or all communes of the area."""

    agencies = AgenciesField(label=_("Cơ quan phải báo cáo"), required=False)
    all_communes = forms.BooleanField(label=_("Mọi UBND xã, phường trong địa bàn"), required=False)

    def __init__(self, *args: Any, user: Somebody, area: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = agencies_within(user)
        if area is not None:
            rows = rows.filter(areas.within("area_code", frozenset({area})))
        self.fields["agencies"].queryset = rows  # type: ignore[attr-defined]

    def chosen(self) -> list[Agency]:
        """The agencies, each once."""
        found = {one.pk: one for one in self.cleaned_data["agencies"]}
        if self.cleaned_data["all_communes"]:
            rows = self.fields["agencies"].queryset.filter(kind=AgencyKind.COMMUNE)  # type: ignore[attr-defined]
            found |= {one.pk: one for one in rows}
        return list(found.values())


class AddOwingForm(OwingForm):
    """Further agencies, from a day on."""

    starts_on = forms.DateField(label=_("Từ ngày"), widget=_DAY)


class EndOwingForm(forms.Form):
    """An agency that owes no more from the day after."""

    agency = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    ends_on = forms.DateField(label=_("Đến hết ngày"), widget=_DAY)


class AboveField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A quick report owed."""

    def label_from_instance(self, obj: Due) -> str:
        """What was asked, and until when."""
        return f"{obj.request} ({show_date(obj.due_on)})"


class QuickForm(OwingForm):
    """A quick report asked of agencies."""

    request = forms.CharField(
        label=_("Nội dung cần báo cáo"), max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    first = forms.DateField(label=_("Số liệu từ ngày"), required=False, widget=_DAY)
    due_on = forms.DateField(label=_("Hạn gửi"), widget=_DAY)
    due_hour = forms.IntegerField(label=_("Trước giờ"), min_value=0, max_value=23, required=False)
    above = AboveField(
        label=_("Tổng hợp vào"), queryset=Due.objects.none(), required=False,
        help_text=_("Báo cáo đột xuất nơi nhận đang phải gửi lên cấp trên và chưa viết."),
    )  # fmt: skip
    field_order = ("request", "first", "due_on", "due_hour", "above", "agencies", "all_communes")

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owed = Due.objects.filter(agency=duty.to_agency_id, state=WAITING).exclude(request="")
        self.fields["above"].queryset = owed.defer("words").order_by("-due_on", "-pk")  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
