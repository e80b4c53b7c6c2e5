"""The forms of an offer, of one delivery, and of a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.demand.forms.fields import MassField, OrganisationField, mass_text
from cungcau.domain.demand.models import Need, Offer, PriceAt
from cungcau.domain.registry.models import PRODUCERS, Organisation
from cungcau.domain.registry.selectors import acting_for, organisations
from cungcau.platform.access.selectors import Somebody
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.selectors import SeasonWords

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
_SAID = (("", _("chưa hỏi")), ("yes", _("được")), ("no", _("không được")))


def _said(value: str) -> bool | None:
    return None if not value else value == "yes"


class OfferForm(VersionedForm):
    """What an organisation offers towards a need."""

    organisation = OrganisationField(label=_("Bên bán (hợp tác xã, tổ, hộ)"), among=organisations)
    total = MassField(
        label=_("Tổng khối lượng chào"),
        required=False,
        may_range=False,
        help_text=_("Để trống nếu đã ghi mỗi lần giao: tổng là số lần giao nhân lên."),
    )
    per_delivery = MassField(label=_("Mỗi lần giao"), required=False, may_range=False)
    first = forms.DateField(label=_("Giao từ ngày"), widget=_DATE)
    last = forms.DateField(label=_("Đến hết ngày"), widget=_DATE)
    grade = forms.TypedChoiceField(label=_("Loại"), coerce=int, empty_value=None, required=False)
    certificates = forms.MultipleChoiceField(
        label=_("Chứng nhận bên bán nói có"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tests = forms.MultipleChoiceField(
        label=_("Kiểm nghiệm đã có"), required=False, widget=forms.CheckboxSelectMultiple
    )
    pack = forms.ChoiceField(label=_("Đóng gói theo quy cách bên mua"), choices=_SAID, required=False)
    hours = forms.ChoiceField(label=_("Giao được đúng giờ"), choices=_SAID, required=False)
    price_vnd_per_kg = forms.IntegerField(
        label=_("Giá (đồng/kg)"), min_value=0, max_value=10**12, required=False
    )
    price_at = forms.ChoiceField(label=_("Giá tính"), choices=PriceAt.choices, initial=PriceAt.POINT)
    valid_until = forms.DateField(label=_("Giữ lời đến hết ngày"), widget=_DATE, required=False)
    confirmed_by = forms.CharField(label=_("Ai bên bán đã xác nhận"), max_length=120, required=False)
    note = forms.CharField(
        label=_("Ghi chú"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, need: Need, words: SeasonWords, user: Somebody, everybody: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organisation"].widget.attrs["list"] = "sellers"
        fields["grade"].choices = [("", _("chưa nêu")), *words.grade_choices()]
        fields["certificates"].choices = words.certificate_choices()
        fields["tests"].choices = [(test, test) for test in need.tests]
        for name in ("first", "last"):
            fields[name].widget.attrs |= {
                "min": need.deliver_from.isoformat(), "max": need.deliver_to.isoformat(),
            }  # fmt: skip
        if not need.tests:
            del self.fields["tests"]
        if not need.pack:
            del self.fields["pack"]
        if need.hours_from is None and need.hours_to is None:
            del self.fields["hours"]
        if self.row is not None:
            del self.fields["organisation"]
        elif everybody:
            fields["organisation"].among = lambda: organisations().filter(kind__in=PRODUCERS | {"enterprise"})
        else:
            ids = acting_for(user, clock.today())
            fields["organisation"].among = lambda: Organisation.objects.filter(pk__in=ids, merged_into=None)
        if isinstance(self.row, Offer):
            self._fill(self.row)

    def _fill(self, offer: Offer) -> None:
        self.initial["total"] = mass_text(offer.kg, None)
        self.initial["per_delivery"] = mass_text(offer.kg_per_delivery, None)
        for name, value in (("pack", offer.pack_fits), ("hours", offer.hours_fit)):
            self.initial[name] = {True: "yes", False: "no", None: ""}[value]

    def row_values(self, row: Versioned) -> dict[str, object]:
        """Attributes behind the boxes."""
        values = super().row_values(row)
        for name in ("organisation_id",):
            values.pop(name, None)
        return values | {
            name: getattr(row, name) for name in ("kg", "kg_per_delivery", "pack_fits", "hours_fit")
        }

    def own_values(self) -> dict[str, object]:
        """What was typed, by attribute."""
        data = self.cleaned_data
        values: dict[str, object] = {
            name: data[name]
            for name in (
                "first", "last", "grade", "certificates", "tests", "price_vnd_per_kg", "price_at", "valid_until",
                "confirmed_by", "note",
            )
            if name in data
        }  # fmt: skip
        total, per = data.get("total"), data.get("per_delivery")
        values |= {"kg": total.low if total else 0, "kg_per_delivery": per.low if per else None}
        for name, attribute in (("pack", "pack_fits"), ("hours", "hours_fit")):
            if name in data:
                values[attribute] = _said(data[name])
        return values

    def field_of(self, attribute: str) -> str:
        """The box that shows an attribute."""
        named = {"kg": "total", "kg_per_delivery": "per_delivery", "pack_fits": "pack", "hours_fit": "hours"}
        return named.get(attribute) or super().field_of(attribute)

    def clean(self) -> dict[str, Any]:
        """A total or a delivery must be there; days stand in order."""
        data = super().clean()
        if not (data.get("total") or data.get("per_delivery")) and "total" not in self.errors:
            self.add_error("total", _("Cần tổng khối lượng, hoặc khối lượng mỗi lần giao."))
        first, last = data.get("first"), data.get("last")
        if first and last and first > last:
            self.add_error("last", _("Ngày cuối không được trước ngày đầu."))
        return data


class LineForm(forms.Form):
    """One delivery of a recurring need, changed with a reason."""

    kg = forms.IntegerField(
        label=_("Khối lượng ngày này (kg)"),
        min_value=0,
        max_value=10**12,
        help_text=_("0 là ngày này không giao."),
    )
    hours_from = forms.TimeField(label=_("Giao từ giờ"), widget=_TIME, required=False)
    hours_to = forms.TimeField(label=_("Giao trước giờ"), widget=_TIME, required=False)
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class ReasonForm(forms.Form):
    """Why something is taken back or refused."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class ConfirmForm(forms.Form):
    """That a need still stands: who said so, until when."""

    confirmed_by = forms.CharField(label=_("Ai bên mua đã nói"), max_length=120, required=False)
    expires_on = forms.DateField(
        label=_("Còn cần đến hết ngày"),
        widget=_DATE,
        required=False,
        help_text=_("Để trống: 30 ngày kể từ hôm nay."),
    )
