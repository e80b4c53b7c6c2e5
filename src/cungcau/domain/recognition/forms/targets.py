"""A plan's target."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.recognition import policies
from cungcau.domain.recognition.models import Measure, PlanTarget
from cungcau.platform.access.selectors import Somebody, areas_with
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.ui import clock
from cungcau.reference.geography.fields import PlaceField
from cungcau.reference.geography.models import Level

_LEVELS = (Level.PROVINCE, Level.COMMUNE)


class TargetForm(VersionedForm):
    """New or being corrected; the area of one that is there stays."""

    place = PlaceField(label=_("Địa bàn"), levels=_LEVELS, help_text=_("Tỉnh hoặc xã có kế hoạch."))
    plan = forms.CharField(
        label=_("Kế hoạch"),
        max_length=200,
        help_text=_("Số, ngày, cơ quan ban hành, như “Kế hoạch 129/KH-UBND ngày 05/6/2021”."),
    )
    measure = forms.ChoiceField(label=_("Chỉ tiêu"), choices=Measure.choices)
    year_from = forms.IntegerField(label=_("Từ năm"), min_value=2018, max_value=2100)
    year_to = forms.IntegerField(label=_("Đến năm"), min_value=2018, max_value=2100)
    least = forms.IntegerField(label=_("Ít nhất"), min_value=0, max_value=1_000_000)
    most = forms.IntegerField(
        label=_("Nhiều nhất"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text=_("Chỉ ghi khi kế hoạch cho một khoảng, như 60–70."),
    )
    since = forms.DateField(
        label=_("Mốc tính"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "Trước ngày này là sản phẩm đã có, từ ngày này là sản phẩm mới. Để trống là ngày đầu của năm đầu."
        ),
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    source = forms.CharField(
        label=_("Nguồn"), max_length=300, help_text=_("Văn bản nêu con số này, trang hoặc mục.")
    )

    def __init__(self, *args: Any, user: Somebody, row: PlanTarget | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row is not None:
            del self.fields["place"]
            return
        place = self.fields["place"]
        assert isinstance(place, PlaceField)
        place.on = clock.today()
        held = areas_with(user, policies.TARGETS)
        place.area = min(held, key=len) if held else ""
