"""A memorandum, and an order to be tied to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.demand.forms.fields import Mass, MassField
from cungcau.domain.orders.models import Order
from cungcau.domain.promotion.forms.shared import DATE, PlacedForm
from cungcau.domain.promotion.models import Event, Memorandum
from cungcau.domain.promotion.selectors import events_shown
from cungcau.domain.registry.fields import OrganisationField
from cungcau.platform.access.selectors import Somebody
from cungcau.reference.catalogue.models import Commodity

MOST = 300
"""The latest events, and orders, offered to choose from."""


class MemorandumForm(PlacedForm):
    """New or being corrected."""

    records = ("event", "seller", "buyer", "commodity")
    number = forms.CharField(label=_("Số biên bản"), max_length=60, help_text=_("Như ghi trên biên bản."))
    event = forms.ModelChoiceField(label=_("Ký tại sự kiện"), queryset=Event.objects.none(), required=False)
    seller = OrganisationField(label=_("Bên bán"))
    buyer = OrganisationField(label=_("Bên mua"))
    commodity = forms.ModelChoiceField(label=_("Nông sản"), queryset=Commodity.objects.order_by("name_vi"))
    kg = MassField(label=_("Khối lượng dự kiến"), may_range=False, help_text=_("Như: 20 tấn, 500 kg."))
    signed_on = forms.DateField(label=_("Ngày ký"), widget=DATE)
    starts_on = forms.DateField(label=_("Thực hiện từ ngày"), widget=DATE)
    ends_on = forms.DateField(label=_("Đến hết ngày"), widget=DATE)
    text = forms.CharField(
        label=_("Nội dung chính"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = forms.CharField(
        label=_("Nguồn"), max_length=300, required=False, help_text=_("Để trống là người ghi.")
    )

    def __init__(self, *args: Any, user: Somebody, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        fields: dict[str, Any] = self.fields
        shown = events_shown(user)
        own = self.row.event_id if isinstance(self.row, Memorandum) else None
        fields["event"].queryset = shown.filter(
            Q(pk__in=shown.order_by("-pk").values("pk")[:MOST]) | Q(pk=own)
        )

    def facts(self) -> dict[str, Any]:
        """What was typed, the weight in whole kg."""
        found = super().facts()
        found["kg"] = found["kg"].low
        return found

    def own_values(self) -> dict[str, object]:
        """What was typed, by attribute."""
        return {
            name: value.low if isinstance(value, Mass) else value
            for name, value in super().own_values().items()
        }

    def clean(self) -> dict[str, Any]:
        """The days in order."""
        values = super().clean()
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Ngày cuối không được trước ngày đầu."))
        return values


class TieForm(forms.Form):
    """An order that fits, by its code."""

    order = forms.ModelChoiceField(label=_("Đơn hàng"), queryset=Order.objects.none(), to_field_name="code")

    def __init__(self, *args: Any, orders: QuerySet[Order], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["order"].queryset = orders.filter(pk__in=orders.order_by("-pk").values("pk")[:MOST])
