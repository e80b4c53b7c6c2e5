"""What a what-if asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.matching.changes import CAPACITY, CLOSE, Change, Ways
from cungcau.domain.matching.selectors.names import Names


class ChangeForm(forms.Form):
    """One change: a new daily capacity, or days on which a point or lane is shut or narrowed."""

    what = forms.ChoiceField(label=_("Điểm hoặc tuyến"))
    action = forms.ChoiceField(
        label=_("Thay đổi"),
        choices=((CAPACITY, _("Sức nhận mỗi ngày thành")), (CLOSE, _("Đóng hoặc thu hẹp trong những ngày"))),
        initial=CAPACITY,
        widget=forms.RadioSelect,
    )
    capacity_kg = forms.IntegerField(
        label=_("Sức nhận mới, kg mỗi ngày"),
        required=False,
        min_value=0,
        max_value=10_000_000_000,
        help_text=_("Để trống là không giới hạn."),
    )
    first = forms.DateField(
        label=_("Từ ngày"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=_("Đến hết ngày"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    percent_left = forms.IntegerField(
        label=_("Còn lại, % sức nhận"),
        required=False,
        min_value=0,
        max_value=99,
        initial=0,
        help_text=_("0 là đóng hẳn."),
    )

    def __init__(self, *args: Any, ways: Ways, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = [(f"point {point}", names.points.get(point, point)) for point in ways.points]
        lanes = [(f"lane {lane}", names.lane(lane)) for lane in ways.lanes]
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("— chọn —")),
            (_("Điểm tập kết"), sorted(points, key=lambda item: item[1])),
            (_("Tuyến"), sorted(lanes, key=lambda item: item[1])),
        ]
        for name in ("first", "last"):
            self.fields[name].widget.attrs |= {
                "min": ways.start.isoformat(),
                "max": ways.end.isoformat(),
            }

    def clean(self) -> dict[str, Any]:
        """Days are needed to close, and stand in order."""
        data = super().clean() or {}
        if data.get("action") == CLOSE:
            if not data.get("first"):
                self.add_error("first", _("Cần ngày bắt đầu đóng."))
            if not data.get("last"):
                self.add_error("last", _("Cần ngày cuối cùng đóng."))
            if data.get("first") and data.get("last") and data["first"] > data["last"]:
                self.add_error("last", _("Ngày cuối không được trước ngày đầu."))
        return data

    def change(self) -> Change:
        """The change as the engine's caller takes it; only after ``is_valid``."""
        data = self.cleaned_data
        target, _space, ref = str(data["what"]).partition(" ")
        if data["action"] == CAPACITY:
            return Change(CAPACITY, target, ref, capacity_kg=data["capacity_kg"])
        return Change.closing(
            target, ref, first=data["first"], last=data["last"], percent_left=data["percent_left"] or 0
        )
