"""Forms of a plan's parts."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes import figures
from cungcau.domain.programmes.forms.fields import (
    AgenciesField,
    AgencyField,
    KgField,
    MoneyField,
    NumberField,
    day,
    lines,
)
from cungcau.domain.programmes.models import Direction, Fund, Indicator, Level, Part, Scenario, Source, Task
from cungcau.domain.programmes.services.money import MOST_ROWS
from cungcau.kernel.errors import DomainError
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.editing.models import Versioned

ASKED = "dk_"
"""What stands before a counted figure's condition in the names of its boxes."""


class PassageForm(VersionedForm):
    """A passage of the text."""

    part = forms.ChoiceField(label=_("Phần"), choices=Part.choices)
    mark = forms.CharField(
        label=_("Đánh số"), max_length=12, required=False, help_text=_("Như in trong văn bản: 1, a, 3.6, -.")
    )
    text = lines(_("Nội dung"), 6000, 8)


class IndicatorForm(VersionedForm):
    """A target: of how much, until when, counted or reported."""

    name = forms.CharField(label=_("Chỉ tiêu"), max_length=300)
    unit = forms.CharField(label=_("Đơn vị tính"), max_length=40)
    direction = forms.ChoiceField(label=_("Thế nào là đạt"), choices=Direction.choices)
    target = NumberField(label=_("Mục tiêu"), required=False)
    target_high = NumberField(
        label=_("Mục tiêu đến"), required=False, help_text=_("Chỉ khi mục tiêu là một khoảng: 60 đến 70.")
    )
    due_on = day(_("Đến ngày"), required=False)
    baseline = NumberField(label=_("Hiện trạng"), required=False)
    baseline_on = day(_("Hiện trạng ngày"), required=False)
    source = forms.ChoiceField(label=_("Nguồn số liệu"), choices=Source.choices)
    reporter = AgencyField(label=_("Cơ quan báo số"), required=False)
    query = forms.ChoiceField(
        label=_("Phép tính"), required=False, help_text=_("Khi số được tính từ dữ liệu đang chạy.")
    )
    query_shown = forms.CharField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, row: Versioned | None = None, area: str = "", **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["reporter"].offer(row.reporter_id if isinstance(row, Indicator) else None, area=area)
        fields["query"].choices = [("", _("chưa chọn")), *figures.choices()]
        given = row.arguments if isinstance(row, Indicator) else {}
        chosen = (
            self.data.get("query", "") if self.is_bound else (row.query if isinstance(row, Indicator) else "")
        )
        self._arguments: list[str] = []
        self.initial["query_shown"] = chosen
        if chosen in dict(fields["query"].choices):
            self._ask(chosen, given)

    def _ask(self, query: str, given: dict[str, str]) -> None:
        """A box for each condition of the figure chosen."""
        for one in figures.figure(query).arguments if query else ():
            name, box = (
                f"{ASKED}{one.name}",
                {"label": one.label, "required": False, "initial": given.get(one.name)},
            )
            self._arguments.append(one.name)
            if one.kind == "day":
                self.fields[name] = day(one.label, required=False)
                self.fields[name].initial = given.get(one.name)
            else:
                self.fields[name] = forms.ChoiceField(choices=[("", _("tất cả")), *one.choices()], **box)

    @property
    def wants_conditions(self) -> bool:
        """Whether another figure was chosen whose conditions were not on the page yet."""
        return bool(self._arguments) and self.data.get("query_shown", "") != self.data.get("query", "")

    def clean(self) -> dict[str, Any]:
        """Ask for the conditions of a figure just chosen; refuse conditions that do not fit."""
        cleaned = super().clean()
        if cleaned.get("source") == Source.QUERY and self.wants_conditions:
            mutable: Any = cast("QueryDict", self.data).copy()
            mutable["query_shown"] = mutable["query"]
            self.data = mutable
            self.add_error(
                "query", _("Phép tính này có điều kiện ở cuối trang: hãy xem, chọn nếu cần, rồi lưu.")
            )
        return cleaned

    def arguments(self) -> list[list[str]]:
        """The conditions given, as pairs."""
        said = ((name, self.cleaned_data.get(f"{ASKED}{name}")) for name in sorted(self._arguments))
        return [[name, str(value)] for name, value in said if value]

    def label_of(self, attribute: str) -> str:
        """What a box is called; the conditions of a figure are several."""
        return str(_("Điều kiện")) if attribute == "arguments" else super().label_of(attribute)

    def row_values(self, row: Versioned) -> dict[str, object]:
        """The columns, and the conditions as pairs."""
        assert isinstance(row, Indicator)
        return {
            **super().row_values(row),
            "arguments": [[name, row.arguments[name]] for name in sorted(row.arguments)],
        }

    def own_values(self) -> dict[str, object]:
        """What was typed, and the conditions as pairs."""
        return {**super().own_values(), "arguments": self.arguments()}


class TaskForm(VersionedForm):
    """A task: who leads, who helps, until when."""

    heading = forms.CharField(
        label=_("Nhóm nhiệm vụ"),
        max_length=300,
        required=False,
        help_text=_("Như 3.6 Đẩy mạnh xúc tiến thương mại."),
    )
    text = lines(_("Nhiệm vụ"), 4000)
    lead = AgencyField(label=_("Chủ trì"), required=False)
    starts_on = day(_("Bắt đầu"), required=False)
    due_on = day(_("Hạn"), required=False)
    helpers = AgenciesField(label=_("Phối hợp"), required=False)

    def __init__(self, *args: Any, row: Versioned | None = None, area: str = "", **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["lead"].offer(row.lead_id if isinstance(row, Task) else None, area=area)
        fields["helpers"].queryset = fields["lead"].queryset
        if isinstance(row, Task):
            self.initial["helpers"] = [one.pk for one in row.helpers.all()]

    @classmethod
    def attribute_of(cls, row: Versioned, field: str) -> str | None:
        """Helpers are rows of their own."""
        return None if field == "helpers" else super().attribute_of(row, field)


class LineForm(VersionedForm):
    """An amount of money."""

    name = forms.CharField(label=_("Nội dung chi"), max_length=300)
    fund = forms.ChoiceField(label=_("Nguồn"), choices=[("", _("chưa rõ")), *Fund.choices], required=False)
    year = forms.IntegerField(
        label=_("Năm"),
        min_value=2000,
        max_value=2100,
        required=False,
        help_text=_("Để trống: cả kỳ kế hoạch."),
    )
    amount_vnd = MoneyField(label=_("Số tiền (đồng)"), help_text=_("Gõ như vẫn nói: 52.150 triệu, 1,2 tỷ."))
    is_control = forms.BooleanField(
        label=_("Là số tổng ghi trong văn bản"), required=False,
        help_text=_("Số tổng được so với các dòng, không cộng thêm."),
    )  # fmt: skip


class ScenarioForm(VersionedForm):
    """A scenario without its rows."""

    name = forms.CharField(label=_("Kịch bản"), max_length=120)
    assumption = lines(_("Giả định"), 600, 2, required=False)
    total_kg = KgField(
        label=_("Tổng sản lượng"), required=False, help_text=_("Gõ như vẫn nói: 5.200 tấn. Số trần là kg.")
    )


class RowForm(forms.Form):
    """One row of a scenario; left empty it is none."""

    level = forms.ChoiceField(label=_("Cấp"), choices=Level.choices)
    name = forms.CharField(label=_("Tên"), max_length=200)
    kg = KgField(label=_("Khối lượng"), required=False)
    from_on = day(_("Từ ngày"), required=False)
    to_on = day(_("Đến ngày"), required=False)
    source = forms.CharField(label=_("Nguồn"), max_length=300, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def has_changed(self) -> bool:
        """A row of which only the level was touched is empty."""
        return bool(set(self.changed_data) - {"level"})


_Rows = forms.formset_factory(
    RowForm, extra=2, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 5, validate_max=True, can_delete=True
)


def scenario_rows(data: Any, row: Scenario | None) -> Any:
    """The rows of a scenario to fill in: those it has and two more."""
    names = ("level", "name", "kg", "from_on", "to_on", "source", "note")
    return _Rows(data, prefix="rows", initial=list(row.rows.values(*names)) if row is not None else [])


def rows_said(formset: Any) -> list[dict[str, Any]]:
    """The rows filled in and not taken out, in order."""
    kept = [
        form.cleaned_data
        for form in formset.forms
        if form.cleaned_data and (form.has_changed() or form.initial)
    ]
    return [
        {name: value for name, value in one.items() if name != "DELETE"}
        for one in kept
        if one.get("name") and not one.get("DELETE")
    ]


def refused_by_figures(form: forms.Form, error: DomainError, text: str) -> None:
    """What a counted figure does not take, said at its box where there is one."""
    form.add_error("query" if error.code.startswith("figure_") and "query" in form.fields else None, text)
