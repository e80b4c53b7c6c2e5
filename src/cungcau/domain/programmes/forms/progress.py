"""Forms of what happens while a plan is in force, and of agencies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes.forms.fields import AgencyField, MoneyField, NumberField, day, lines
from cungcau.domain.programmes.models import Agency, AgencyKind
from cungcau.platform.access.areas import EVERYWHERE
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui import clock
from cungcau.reference.geography.fields import PlaceField
from cungcau.reference.geography.selectors import EVERY_LEVEL, units


class ReadingForm(forms.Form):
    """What an indicator came to."""

    as_of = day(_("Tính đến ngày"))
    value = NumberField(label=_("Số liệu"))
    provenance = forms.CharField(
        label=_("Nguồn"), max_length=300, help_text=_("Báo cáo, sổ theo dõi, biên bản số nào.")
    )
    reason = forms.CharField(
        label=_("Lý do sửa"),
        max_length=300,
        required=False,
        help_text=_("Bắt buộc khi ngày ấy đã có số khác."),
    )


class SpendForm(forms.Form):
    """Money spent."""

    spent_on = day(_("Ngày chi"))
    amount_vnd = MoneyField(label=_("Số tiền (đồng)"), help_text=_("Ghi số âm để giảm số đã ghi nhầm."))
    paper = forms.CharField(label=_("Chứng từ"), max_length=200)
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        required=False,
        help_text=_("Bắt buộc khi chi vượt dòng hoặc giảm số đã ghi."),
    )


class FinishForm(forms.Form):
    """It is done."""

    done_on = day(_("Xong ngày"))
    evidence = lines(
        _("Minh chứng"), 600, 2, help_text=_("Số văn bản, đường dẫn, biên bản, kết quả thấy được.")
    )


class NoteForm(forms.Form):
    """Progress in words."""

    text = lines(_("Tiến độ, khó khăn"), 600, 3)
    link = forms.URLField(label=_("Đường dẫn"), max_length=300, required=False, assume_scheme="https")


class AgencyForm(VersionedForm):
    """An agency; its place is where its people's rights are looked for."""

    name = forms.CharField(label=_("Tên"), max_length=200)
    short_name = forms.CharField(label=_("Tên tắt"), max_length=60, required=False)
    symbol = forms.CharField(
        label=_("Ký hiệu văn bản"), max_length=40, required=False, help_text=_("Như UBND, SNN.")
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=AgencyKind.choices)
    place = PlaceField(label=_("Địa bàn"), required=False, levels=EVERY_LEVEL)
    parent = AgencyField(label=_("Thuộc"), required=False)
    is_group = forms.BooleanField(
        label=_("Là tên chung của nhiều đơn vị"),
        required=False,
        help_text=_("Như “UBND các huyện, thành phố”."),
    )
    starts_on = day(_("Có từ ngày"), required=False)
    ends_on = day(_("Đến hết ngày"), required=False)
    merged_into = AgencyField(label=_("Nhập vào"), required=False)
    source = forms.CharField(
        label=_("Nguồn"), max_length=300, help_text=_("Quyết định, văn bản nêu tên cơ quan.")
    )

    def __init__(self, *args: Any, row: Versioned | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        fields: dict[str, Any] = self.fields
        held = row if isinstance(row, Agency) else None
        fields["parent"].offer(held.parent_id if held else None)
        fields["merged_into"].offer(held.merged_into_id if held else None)
        if held is not None:
            here = (
                units().filter(area_code=held.area_code, valid_to=None) if held.area_code else units().none()
            )
            self.initial["place"] = here.first()

    def field_of(self, attribute: str) -> str:
        """The area is the place's."""
        return "place" if attribute == "area_code" else super().field_of(attribute)

    def row_values(self, row: Versioned) -> dict[str, object]:
        """The columns; the place as the area it stands for."""
        assert isinstance(row, Agency)
        return {**super().row_values(row), "area_code": row.area_code}

    def own_values(self) -> dict[str, object]:
        """What was typed; the place as the area it stands for."""
        return {**super().own_values(), "area_code": self.area()}

    def area(self) -> str:
        """The area of the place chosen, everywhere without one."""
        place = self.cleaned_data["place"]
        return place.area_code if place is not None else EVERYWHERE

    def facts(self) -> dict[str, Any]:
        """A new agency's columns."""
        names = (
            "name",
            "short_name",
            "symbol",
            "kind",
            "parent",
            "is_group",
            "starts_on",
            "ends_on",
            "merged_into",
            "source",
        )
        return {**{name: self.cleaned_data[name] for name in names}, "area_code": self.area()}


class PostForm(forms.Form):
    """Who works for an agency."""

    who = forms.CharField(label=_("Tên đăng nhập, điện thoại hoặc e-mail"), max_length=254)
    starts_on = day(_("Từ ngày"))
    ends_on = day(_("Đến hết ngày"), required=False)
    source = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("Quyết định, văn bản phân công."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"starts_on": clock.today()})
        super().__init__(*args, **kwargs)
