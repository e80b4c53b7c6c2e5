"""Which products to inspect next, and the result of an inspection with its rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Product
from cungcau.domain.recognition import policies
from cungcau.domain.recognition.forms.after import FindingForm
from cungcau.domain.recognition.selectors.inspections import MOST_SUGGESTED, SUGGESTED, Wish
from cungcau.domain.recognition.selectors.shown import communes_of
from cungcau.domain.recognition.services.inspections import FindingRow
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User

ROWS = 8
"""Blank rows of the result form; more findings than that are recorded through the API."""

FindingRows = forms.formset_factory(FindingForm, extra=4, max_num=ROWS, validate_max=True)


class WishForm(forms.Form):
    """The rule by which products are proposed: never inspected first, then the longest ago."""

    area = forms.ChoiceField(label=_("Xã, phường"), required=False)
    star = forms.TypedChoiceField(
        label=_("Sao"), choices=[("", _("mọi hạng")), ("5", "5 sao"), ("4", "4 sao"), ("3", "3 sao")], coerce=int,
        empty_value=None, required=False,
    )  # fmt: skip
    count = forms.IntegerField(
        label=_("Nhiều nhất"), min_value=1, max_value=MOST_SUGGESTED, initial=20, required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = areas_with(user, policies.INSPECT)
        rows = Product.objects.filter(within("area_code", held))
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField), "declared above"
        field.choices = [("", _("mọi nơi")), *communes_of(rows)]

    def wish(self) -> Wish:
        """What was asked for; senseless parts are left out."""
        if not self.is_bound or not self.is_valid():
            return Wish()
        said = self.cleaned_data
        return Wish(said["area"], said["star"], said["count"] or SUGGESTED)


def rows_of(formset: Any) -> list[FindingRow]:
    """The rows that say anything."""
    said = [form.cleaned_data for form in formset if form.has_changed()]
    return [FindingRow(row["text"], row["to_do"], row["due_on"], row["criterion"]) for row in said]
