"""A display point, what it shows, its last day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.network.models import Channel, Market
from cungcau.domain.ocop.models import Product
from cungcau.domain.promotion.forms.shared import DATE, PLACE_LEVELS, PlacedForm
from cungcau.domain.registry.fields import OrganisationField
from cungcau.domain.registry.selectors import organisations
from cungcau.reference.geography.fields import PlaceField
from cungcau.reference.search import matching


class PointForm(PlacedForm):
    """New or being corrected; a point is closed on its page."""

    records = ("unit", "keeper", "market")
    name = forms.CharField(label=_("Tên điểm"), max_length=200)
    address = forms.CharField(label=_("Địa chỉ"), max_length=300)
    unit = PlaceField(label=_("Địa bàn"), levels=PLACE_LEVELS)
    keeper = OrganisationField(label=_("Đơn vị quản lý"), required=False)
    market = forms.ModelChoiceField(
        label=_("Là thị trường"), queryset=Market.objects.none(), required=False,
        help_text=_("Khi hàng của đơn được giao tới điểm này."),
    )  # fmt: skip
    opens_on = forms.DateField(label=_("Mở từ ngày"), widget=DATE)
    lat = forms.FloatField(label=_("Vĩ độ"), min_value=-90, max_value=90, required=False)
    lon = forms.FloatField(label=_("Kinh độ"), min_value=-180, max_value=180, required=False)
    note = forms.CharField(
        label=_("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    source = forms.CharField(
        label=_("Nguồn"), max_length=300, required=False,
        help_text=_("Văn bản, danh sách nêu điểm này. Để trống là người ghi."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["market"].queryset = Market.objects.filter(channel=Channel.OCOP_SHOP).order_by("name")
        fields["keeper"].among = organisations().exclude(kind="household")


class ShowForm(forms.Form):
    """A product by its name or code, and from when it is shown."""

    product = forms.CharField(
        label=_("Sản phẩm OCOP"), max_length=200, help_text=_("Gõ mã hoặc tên, có dấu hay không đều được.")
    )
    from_on = forms.DateField(label=_("Từ ngày"), widget=DATE)

    def clean_product(self) -> Product:
        """The one product a text means; asks where there are several."""
        text = str(self.cleaned_data["product"]).replace("\x00", "")
        exact: Product | None = Product.objects.filter(code=text.strip()).first()
        if exact is not None:
            return exact
        found: list[Product] = list(
            matching(Product.objects.defer("words"), text).order_by("folded", "pk")[:4]
        )
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("Không có sản phẩm OCOP nào tên hoặc mã như vậy."))
        names = "; ".join(f"{one.name} ({one.code})" if one.code else one.name for one in found)
        raise forms.ValidationError(_("Có nhiều sản phẩm như vậy: %s. Hãy ghi rõ hơn.") % names)


class CloseForm(forms.Form):
    """The last day, and why."""

    closes_on = forms.DateField(label=_("Mở đến hết ngày"), widget=DATE)
    reason = forms.CharField(label=_("Lý do"), max_length=300)
