"""Forms of an order, its terms and deliveries, and of what is said about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.demand.forms.fields import MassField, OrganisationField, mass_text
from cungcau.domain.demand.models import FreightBy, PriceAt
from cungcau.domain.network.models import CollectionPoint, Market
from cungcau.domain.network.selectors import markets_of, points_of
from cungcau.domain.orders.models import Order, Origin, Outcome, Side, Terms
from cungcau.domain.orders.services.checking import MOST_DAYS, MOST_VND, Delivery
from cungcau.domain.registry.models import PARTNERS, Organisation
from cungcau.domain.registry.models.organisation import Kind
from cungcau.domain.registry.selectors import acting_for, organisations
from cungcau.platform.access.selectors import Somebody
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.catalogue.selectors import SeasonWords

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_OFFERED = 300
_BY_HAND = [choice for choice in Origin.choices if choice[0] != Origin.PLAN]


class PlaceForm(VersionedForm):
    """Where an order goes, and its notes."""

    point = forms.ModelChoiceField(
        label=_("Điểm tập kết"), queryset=CollectionPoint.objects.none(), required=False
    )
    market = forms.ModelChoiceField(
        label=_("Thị trường"), queryset=Market.objects.none(), required=False,
        help_text=_("Cần một trong hai: chọn thị trường, hoặc ghi nơi giao bằng lời ở ô bên dưới."),
    )  # fmt: skip
    place_text = forms.CharField(
        label=_("Nơi giao (bằng lời)"), max_length=300, required=False,
        help_text=_("Ghi khi không chọn thị trường, như: kho bên mua ở Bắc Ninh."),
    )  # fmt: skip
    agreed_at_text = forms.CharField(
        label=_("Thoả thuận ở đâu, theo văn bản nào"), max_length=300, required=False,
        help_text=_("Như: Hội nghị kết nối cung cầu 25/9, biên bản số 12."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["point"].queryset = points_of(season).order_by("name")
        fields["market"].queryset = markets_of(season).order_by("name")


class _PartyField(OrganisationField):
    """A side by name or code; the list beside the box offers those who are no households, all may be typed."""

    def options(self) -> list[str]:
        """The first of them by name."""
        rows = self.among().exclude(kind=Kind.HOUSEHOLD).order_by("folded", "code")
        return [f"{name} ({code})" for name, code in rows.values_list("name", "code")[:_OFFERED]]


class OrderForm(PlaceForm):
    """Who sells what to whom; the terms stand beside it."""

    origin = forms.ChoiceField(label=_("Đơn đến từ"), choices=_BY_HAND, initial=Origin.PHONE)
    buyer = _PartyField(label=_("Bên mua"), among=organisations)
    seller = _PartyField(label=_("Bên bán (hợp tác xã, tổ, hộ)"), among=organisations)
    commodity = forms.ModelChoiceField(label=_("Nông sản"), queryset=Commodity.objects.none())

    field_order = (
        "origin", "buyer", "seller", "commodity", "point", "market", "place_text", "agreed_at_text", "note",
    )  # fmt: skip

    def __init__(self, *args: Any, season: Season, user: Somebody, officer: bool, **kwargs: Any) -> None:
        super().__init__(*args, season=season, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["commodity"].queryset = season.commodities.order_by("name_vi")
        fields["buyer"].widget.attrs["list"] = "buyers"
        fields["seller"].widget.attrs["list"] = "sellers"
        if officer:
            return
        own = acting_for(user, clock.today())
        fields["buyer"].among = lambda: _partners(Q(kind__in=PARTNERS), own)
        fields["seller"].among = lambda: _partners(~Q(kind__in=(Kind.HOUSEHOLD, *PARTNERS)), own)

    def facts(self) -> dict[str, Any]:
        """What was typed, by the order's attribute."""
        data = self.cleaned_data
        return {
            "origin": data["origin"], "buyer_id": data["buyer"].pk, "seller_id": data["seller"].pk,
            "commodity_id": data["commodity"].pk, "point_id": data["point"].pk if data["point"] else None,
            "market_id": data["market"].pk if data["market"] else None, "place_text": data["place_text"],
            "agreed_at_text": data["agreed_at_text"], "note": data["note"],
        }  # fmt: skip


def _partners(kinds: Q, own: frozenset[int]) -> QuerySet[Organisation]:
    """Whom an agent may name: bodies that deal with everybody, and those they act for; no other households."""
    return Organisation.objects.filter(kinds | Q(pk__in=own), merged_into=None)


class TermsForm(forms.Form):
    """What the two sides agree beside the days."""

    price_vnd_per_kg = forms.IntegerField(
        label=_("Giá (đồng/kg)"), min_value=0, max_value=MOST_VND, required=False,
        help_text=_("Để trống nếu chưa bàn xong giá: đơn chưa chốt được khi chưa có giá."),
    )  # fmt: skip
    price_at = forms.ChoiceField(label=_("Giá tính"), choices=PriceAt.choices, initial=PriceAt.POINT)
    grade = forms.TypedChoiceField(label=_("Nhận từ loại"), coerce=int, empty_value=None, required=False)
    pack = forms.CharField(label=_("Quy cách đóng gói"), max_length=200, required=False)
    freight_by = forms.ChoiceField(
        label=_("Cước do"), choices=[("", _("chưa nêu")), *FreightBy.choices], required=False
    )
    deposit_vnd = forms.IntegerField(
        label=_("Đặt cọc (đồng)"), min_value=0, max_value=MOST_VND, required=False
    )
    payment_days = forms.IntegerField(
        label=_("Trả tiền sau khi nhận hàng (ngày)"), min_value=0, max_value=3650, required=False
    )
    tolerance_under = forms.IntegerField(
        label=_("Được giao thiếu (%)"), min_value=0, max_value=100, required=False
    )
    tolerance_over = forms.IntegerField(
        label=_("Được giao thừa (%)"), min_value=0, max_value=100, required=False
    )
    reason = forms.CharField(label=_("Lý do thay đổi"), max_length=300, required=False)

    def __init__(self, *args: Any, words: SeasonWords, with_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["grade"].choices = [("", _("loại nào cũng được")), *words.grade_choices()]
        if with_reason:
            fields["reason"].required = True
        else:
            del self.fields["reason"]

    def facts(self) -> dict[str, Any]:
        """What was typed, by the terms' attribute; an empty number is 0."""
        data = self.cleaned_data
        numbers = ("price_vnd_per_kg", "deposit_vnd", "payment_days", "tolerance_under", "tolerance_over")
        return {
            **{name: data[name] or 0 for name in numbers},
            **{name: data[name] for name in ("price_at", "grade", "pack", "freight_by")},
        }


class DeliveryForm(forms.Form):
    """One delivery; leaving and arriving are the day of picking where nothing is said."""

    no = forms.IntegerField(required=False, min_value=1, max_value=1_000_000, widget=forms.HiddenInput)
    harvest_date = forms.DateField(
        label=_("Ngày hái"), widget=_DATE, error_messages={"required": _("Cần ngày hái.")}
    )
    dispatch_date = forms.DateField(label=_("Ngày rời điểm"), widget=_DATE, required=False)
    delivery_date = forms.DateField(label=_("Ngày giao"), widget=_DATE, required=False)
    kg = MassField(label=_("Khối lượng"), may_range=False, error_messages={"required": _("Cần khối lượng.")})

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in this row."""
        data = self.cleaned_data
        return not any(data.get(name) for name in ("harvest_date", "dispatch_date", "delivery_date", "kg"))

    def delivery(self) -> Delivery:
        """The row as a delivery."""
        data = self.cleaned_data
        harvest = data["harvest_date"]
        dispatch = data["dispatch_date"] or harvest
        return Delivery(harvest, dispatch, data["delivery_date"] or dispatch, data["kg"].low, data["no"] or 0)


if TYPE_CHECKING:
    _Rows = forms.BaseFormSet[DeliveryForm]
else:
    _Rows = forms.BaseFormSet


class _Deliveries(_Rows):
    """The rows that say something."""

    def clean(self) -> None:
        """At least one delivery."""
        if any(self.errors):
            return
        if not self.deliveries():
            raise forms.ValidationError(_("Cần ít nhất một đợt giao: ngày hái và khối lượng."))

    def deliveries(self) -> list[Delivery]:
        """What was typed, rows removed or left blank aside."""
        return [
            form.delivery()
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE") and not form.is_blank
        ]


Deliveries: type[_Deliveries] = forms.formset_factory(  # type: ignore[assignment]
    DeliveryForm,
    formset=_Deliveries,
    extra=0,
    min_num=1,
    can_delete=True,
    max_num=MOST_DAYS,
    absolute_max=MOST_DAYS,
)


def begun(terms: Terms) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """Initial values of a form and its rows from terms there are."""
    names = TermsForm.base_fields.keys() - {"reason"}
    facts = {name: getattr(terms, name) for name in names}
    facts["price_vnd_per_kg"] = terms.price_vnd_per_kg or None
    rows: list[Mapping[str, Any]] = [
        {
            "no": day.no, "harvest_date": day.harvest_date, "dispatch_date": day.dispatch_date,
            "delivery_date": day.delivery_date, "kg": mass_text(day.kg, None),
        }
        for day in terms.days.order_by("no")
    ]  # fmt: skip
    return facts, rows


class WhyForm(forms.Form):
    """A reason."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class ClosingForm(forms.Form):
    """Why an order is closed while something is open; may be left blank when all is done."""

    reason = forms.CharField(label=_("Lý do (khi còn đợt chưa xong)"), max_length=300, required=False)


class HeardForm(forms.Form):
    """How an officer heard a side's answer."""

    side = forms.ChoiceField(widget=forms.HiddenInput, choices=Side.choices)
    heard = forms.CharField(
        label=_("Nghe qua đâu"), max_length=120, help_text=_("Như: điện thoại với bà Đào 9 giờ; giấy ký tay.")
    )


class CorrectionForm(forms.Form):
    """An entry as it should read, and why."""

    kg = forms.IntegerField(label=_("Đúng ra là (kg)"), min_value=0, max_value=100_000_000)
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class FlagAnswerForm(forms.Form):
    """What a side says of a price flag."""

    text = forms.CharField(label=_("Trả lời"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class FlagClosingForm(forms.Form):
    """What came of a price flag."""

    outcome = forms.ChoiceField(label=_("Kết quả"), choices=Outcome.choices)
    reason = forms.CharField(label=_("Căn cứ, lý do"), max_length=300)


def order_initial(order: Order) -> dict[str, Any]:
    """Initial values of an order's form where it is not versioned by field."""
    names = (
        "origin",
        "buyer",
        "seller",
        "commodity",
        "point",
        "market",
        "place_text",
        "agreed_at_text",
        "note",
    )
    return {name: getattr(order, name) for name in names}
