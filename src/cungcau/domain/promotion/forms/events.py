"""An event, one of its places, one who takes part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.promotion.forms.shared import DATE, PLACE_LEVELS, PlacedForm
from cungcau.domain.promotion.models import EventKind, PartyRole, SiteKind, Way
from cungcau.domain.registry.fields import OrganisationField
from cungcau.domain.registry.selectors import organisations
from cungcau.reference.geography.fields import PlaceField


class EventForm(PlacedForm):
    """New or being corrected."""

    title = forms.CharField(label=_("Tên sự kiện"), max_length=300)
    kind = forms.ChoiceField(label=_("Loại"), choices=EventKind.choices)
    way = forms.ChoiceField(label=_("Hình thức"), choices=Way.choices)
    starts_on = forms.DateField(label=_("Từ ngày"), widget=DATE)
    ends_on = forms.DateField(label=_("Đến hết ngày"), widget=DATE)
    unit = PlaceField(label=_("Địa bàn"), levels=PLACE_LEVELS)
    place_text = forms.CharField(label=_("Nơi tổ chức"), max_length=300, required=False)
    held_by = forms.CharField(label=_("Đơn vị tổ chức"), max_length=300)
    goods = forms.CharField(label=_("Sản phẩm"), max_length=300, required=False)
    purpose = forms.CharField(
        label=_("Mục đích"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    result = forms.CharField(
        label=_("Kết quả"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ghi sau khi tổ chức."),
    )  # fmt: skip
    visitors = forms.IntegerField(
        label=_("Số người dự"), min_value=0, max_value=10_000_000, required=False,
        help_text=_("Để trống nếu chưa đếm."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Nguồn"), max_length=300, required=False,
        help_text=_("Kế hoạch, thông báo nêu sự kiện. Để trống là người ghi."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The last day not before the first."""
        values = super().clean()
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Ngày cuối không được trước ngày đầu."))
        return values


class SiteForm(forms.Form):
    """A hall, a connected province, a channel or a stand."""

    kind = forms.ChoiceField(label=_("Loại"), choices=SiteKind.choices)
    name = forms.CharField(label=_("Tên"), max_length=200)
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)


class PartyForm(forms.Form):
    """Who takes part: chosen from the registry, or told by name."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=PartyRole.choices)
    organisation = OrganisationField(label=_("Tổ chức đã có trong danh sách"), required=False)
    name = forms.CharField(
        label=_("Hoặc tên"),
        max_length=200,
        required=False,
        help_text=_("Khi chưa có trong danh sách tổ chức."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, OrganisationField)
        field.among = organisations().exclude(kind="household")

    def clean(self) -> dict[str, Any]:
        """One of both, not both."""
        values = super().clean() or {}
        if not self.errors and bool(values.get("organisation")) == bool(values.get("name")):
            self.add_error("name", _("Chọn một tổ chức đã có, hoặc ghi tên: đúng một trong hai."))
        return values


class ReasonForm(forms.Form):
    """Why something ends."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
