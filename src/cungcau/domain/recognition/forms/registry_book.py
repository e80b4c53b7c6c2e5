"""Filling in what a list left open of a product."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Product
from cungcau.domain.recognition.registry_book.columns import GROUPS
from cungcau.domain.recognition.registry_book.lacking import Lacking, Open
from cungcau.domain.recognition.selectors.figures import categories
from cungcau.domain.recognition.services.registry_completing import AwardGiven, Given
from cungcau.domain.registry.fields import OrganisationField
from cungcau.domain.registry.selectors import organisations
from cungcau.platform.access.areas import within
from cungcau.platform.ui import clock
from cungcau.reference.geography.fields import PlaceField

_STARS = (("", "–"), ("3", _("3 sao")), ("4", _("4 sao")), ("5", _("5 sao")))


class CompleteForm(forms.Form):
    """Only what is lacking is asked; anything may stay open."""

    def __init__(self, *args: Any, product: Product, lacking: Lacking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lacking = lacking
        province = product.area_code.partition(".")[0]
        if lacking.entity:
            field = OrganisationField(
                label=_("Chủ thể"), required=False,
                help_text=_("Gõ tên hoặc mã. Chưa có trong sổ thì ghi ở Tổ chức, hộ trước."),
            )  # fmt: skip
            self.fields["entity"] = field
            field.among = organisations().filter(within("area_code", frozenset({province})))
        if lacking.commune:
            place = PlaceField(label=_("Xã, phường"), required=False)
            self.fields["unit"] = place
            place.on, place.area = clock.today(), province
        if lacking.category:
            choices = (("", _("chưa rõ")), *categories().items())
            self.fields["category"] = forms.ChoiceField(label=_("Nhóm"), required=False, choices=choices)
        for one in lacking.awards:
            self._ask_day(one)

    def _ask_day(self, one: Open) -> None:
        group = GROUPS[one.group]
        said = _("danh bạ ghi năm %(year)s") % {"year": one.year} if one.year else _("danh bạ không ghi năm")
        self.fields[f"{one.group}_day"] = forms.DateField(
            label=_("%(group)s: ngày quyết định") % {"group": group}, required=False, help_text=said,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )  # fmt: skip
        if one.star is None:
            self.fields[f"{one.group}_star"] = forms.ChoiceField(
                label=_("%(group)s: hạng sao") % {"group": group}, required=False, choices=_STARS
            )
        if one.year:
            self.fields[f"{one.group}_why"] = forms.CharField(
                label=_("%(group)s: vì sao ngày khác năm trong danh bạ") % {"group": group}, required=False,
                max_length=200, help_text=_("Chỉ ghi khi ngày không thuộc năm ấy."),
            )  # fmt: skip

    def given(self) -> Given:
        """What was filled in."""
        data = self.cleaned_data
        awards = {
            one.group: AwardGiven(
                day=data[f"{one.group}_day"],
                star=int(data.get(f"{one.group}_star") or 0) or None,
                why=data.get(f"{one.group}_why", ""),
            )
            for one in self._lacking.awards
            if data.get(f"{one.group}_day")
        }
        return Given(
            entity=data.get("entity"), unit=data.get("unit"), category=data.get("category", ""), awards=awards
        )
