"""One lot: first what everybody knows, then what helps to sell it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cungcau.domain.registry.fields import OrganisationField
from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply.doubting import Figures
from cungcau.domain.supply.fields import KgField, PriceField, day_field, described
from cungcau.domain.supply.models import Lot, PriceAt, Urgency
from cungcau.domain.supply.quantities import shown
from cungcau.domain.supply.selectors import SELLERS, packs_named, producers_for
from cungcau.domain.supply.services import Offer
from cungcau.engines.plausibility import Doubt
from cungcau.platform.accounts.models import User
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.ui import clock, figures
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.catalogue.selectors import season_words
from cungcau.reference.geography.fields import PlaceField
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import label_of as place_label

FIRST = ("producer", "commodity", "grade", "quantity_kg", "harvest_from", "harvest_to", "place")
"""What a lot cannot do without, in the order of a telephone call."""
BESIDE = ("bags", "kg_per_bag")
"""Boxes that only check the quantity."""
_OPTIONAL = gettext_lazy("Không rõ")


class LotForm(VersionedForm, forms.Form):
    """A new lot of a season, or (with ``row``) one that is corrected."""

    producer = OrganisationField(label=gettext_lazy("Người bán (hộ, tổ, hợp tác xã)"), kinds=SELLERS)
    commodity = forms.ModelChoiceField(label=gettext_lazy("Nông sản"), queryset=Commodity.objects.none())
    grade = forms.TypedChoiceField(
        label=gettext_lazy("Loại"), coerce=int, empty_value=None, required=False, choices=()
    )
    quantity_kg = KgField(
        label=gettext_lazy("Khối lượng còn bán"),
        help_text=gettext_lazy("Ghi như vẫn nói: 5 tạ, nửa tấn, 1,2 tấn, 20 sọt x 25 kg, 5-7 tạ."),
    )
    harvest_from = day_field(gettext_lazy("Hái từ ngày"))
    harvest_to = day_field(gettext_lazy("Đến hết ngày"))
    place = PlaceField(
        label=gettext_lazy("Xã, phường nơi hái"), required=False,
        help_text=gettext_lazy("Bỏ trống nếu là xã của người bán."),
    )  # fmt: skip
    offered_price_vnd_per_kg = PriceField(label=gettext_lazy("Giá chào (đồng/kg)"), required=False)
    price_at = forms.ChoiceField(label=gettext_lazy("Giá chào tính"), choices=PriceAt.choices)
    floor_price_vnd_per_kg = PriceField(
        label=gettext_lazy("Giá thấp nhất chịu bán (đồng/kg)"), required=False,
        help_text=gettext_lazy("Tính tại điểm tập kết. Bên mua không thấy giá này."),
    )  # fmt: skip
    freight_vnd_per_kg = PriceField(label=gettext_lazy("Cước vận chuyển (đồng/kg)"), required=False)
    already_sold_kg = KgField(label=gettext_lazy("Đã bán trước đó"), required=False, zero=True)
    max_kg_per_day = KgField(label=gettext_lazy("Nhiều nhất mỗi ngày"), required=False)
    bags = forms.IntegerField(label=gettext_lazy("Số bao, sọt"), required=False, min_value=1, max_value=10**6)
    kg_per_bag = forms.IntegerField(
        label=gettext_lazy("Kg mỗi bao, sọt"), required=False, min_value=1, max_value=5000,
        help_text=gettext_lazy("Chỉ để so với khối lượng."),
    )  # fmt: skip
    variety = forms.CharField(label=gettext_lazy("Giống"), max_length=120, required=False)
    size_class = forms.CharField(label=gettext_lazy("Cỡ"), max_length=60, required=False)
    certificates = forms.MultipleChoiceField(
        label=gettext_lazy("Chứng nhận"), required=False, choices=(), widget=forms.CheckboxSelectMultiple
    )
    shelf_life_days = forms.IntegerField(
        label=gettext_lazy("Giữ được (ngày)"), required=False, min_value=0, max_value=3660
    )
    point_code = forms.ChoiceField(label=gettext_lazy("Điểm tập kết gần nhất"), required=False, choices=())
    largest_truck_kg = KgField(label=gettext_lazy("Xe lớn nhất vào được"), required=False)
    urgency = forms.ChoiceField(label=gettext_lazy("Mức gấp"), choices=Urgency.choices)
    expires_on = day_field(
        gettext_lazy("Chào bán đến hết ngày"), required=False,
        help_text=gettext_lazy("Bỏ trống thì đến hết ngày hái cuối."),
    )  # fmt: skip
    confirmed_with = forms.CharField(
        label=gettext_lazy("Số liệu do ai nói"), max_length=120, required=False,
        help_text=gettext_lazy("Khi ghi giúp: hỏi ai, bằng cách nào. Ví dụ: chị Lan, qua điện thoại."),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, season: Season, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.season, fields = season, self.fields
        words = season_words(season)
        fields["producer"].among = producers_for(user, clock.today())  # type: ignore[attr-defined]
        goods = Commodity.objects.filter(seasons=season)
        fields["commodity"].queryset = goods  # type: ignore[attr-defined]
        fields["grade"].choices = [("", _OPTIONAL), *words.grade_choices()]  # type: ignore[attr-defined]
        fields["certificates"].choices = words.certificate_choices()  # type: ignore[attr-defined]
        fields["point_code"].choices = [("", _OPTIONAL), *points_of(season)]  # type: ignore[attr-defined]
        fields["place"].on = season.start  # type: ignore[attr-defined]
        fields["place"].area = season.area_code  # type: ignore[attr-defined]
        if self.row is None:
            fields["price_at"].initial, fields["urgency"].initial = PriceAt.POINT, Urgency.NORMAL
            fields["commodity"].initial = goods.first() if goods.count() == 1 else None
        else:
            kept = getattr(self.row, "point_code", "")
            if kept and kept not in dict(points_of(season)):
                fields["point_code"].choices.append((kept, kept))  # type: ignore[attr-defined]
        self._know_packs()

    def _know_packs(self) -> None:
        """Let "20 sọt" be read where the catalogue says what a sọt of the chosen goods holds."""
        chosen = str(self["commodity"].value() or "")
        packs = packs_named(chosen)
        for field in self.fields.values():
            if isinstance(field, KgField):
                field.packs = packs

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """The boxes always open."""
        return [self[name] for name in FIRST]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The boxes folded away."""
        return [bound for bound in self.visible_fields() if bound.name not in FIRST]

    @property
    def more_wanted(self) -> bool:
        """Whether the folded boxes hold something wrong, so that they have to be open."""
        return any(bound.errors for bound in self.more_fields)

    def clean(self) -> dict[str, Any]:
        """The days in order, a place known, the quantity's own words kept in the note."""
        values = super().clean()
        first, last, until = (values.get(name) for name in ("harvest_from", "harvest_to", "expires_on"))
        if first and last and first > last:
            self.add_error("harvest_to", _("Ngày cuối không được trước ngày đầu."))
        if first and until and until < first:
            self.add_error("expires_on", _("Không được trước ngày hái đầu tiên."))
        producer = values.get("producer")
        if isinstance(producer, Organisation) and not values.get("place"):
            values["place"] = producer.unit
            if producer.unit is None:
                self.add_error("place", _("Chưa biết người bán ở xã nào. Hãy ghi xã nơi hái."))
        values["certificates"] = sorted(values.get("certificates") or [])
        values["already_sold_kg"] = values.get("already_sold_kg") or 0
        values["note"] = self._note(str(values.get("note") or ""))
        return values

    def _note(self, note: str) -> str:
        """The note, with a quantity that was said as a range or in bags beside it."""
        asked = self.data.get(self.add_prefix("quantity_kg-hoi"), "")
        text = (
            str(asked or self.data.get(self.add_prefix("quantity_kg"), "")).replace("\x00", "").strip()[:100]
        )
        field = self.fields["quantity_kg"]
        said = field.said(text) if isinstance(field, KgField) else None
        line = _("Khối lượng ghi: “%(text)s”") % {"text": text}
        if said is None or not said.range or line in note:
            return note
        return f"{note}\n{line}".strip()

    def figures(self) -> Figures:
        """What is asked about."""
        values = self.cleaned_data
        return Figures(
            producer_id=values["producer"].pk,
            commodity_id=values["commodity"].pk,
            grade=values["grade"],
            quantity_kg=values["quantity_kg"],
            harvest_from=values["harvest_from"],
            harvest_to=values["harvest_to"],
            already_sold_kg=values["already_sold_kg"],
            max_kg_per_day=values["max_kg_per_day"],
            bags=values["bags"],
            kg_per_bag=values["kg_per_bag"],
            code=self.row.code if isinstance(self.row, Lot) else "",
        )

    def offer(self, *, doubts: tuple[Doubt, ...], answers: Mapping[str, str]) -> Offer:
        """The lot as the service takes it, with what was asked about it."""
        values = {
            name: value for name, value in self.cleaned_data.items() if name not in (*BESIDE, *_NOT_OFFERED)
        }
        values |= {"certificates": tuple(values["certificates"]), "doubts": doubts, "answers": answers}
        return Offer(**values)

    def shown(self, attribute: str, value: object) -> str:
        """A value on the merge page, with its unit or the name behind it."""
        field = self.fields.get(self.field_of(attribute))
        if isinstance(value, int) and isinstance(field, KgField):
            return shown(value)
        if isinstance(value, int) and isinstance(field, PriceField):
            return figures.money(value)
        if isinstance(value, int) and isinstance(field, OrganisationField):
            found = Organisation.objects.select_related("unit__parent").filter(pk=value).first()
            return described(found) if found else str(value)
        if isinstance(value, int) and isinstance(field, PlaceField):
            unit = Unit.objects.select_related("parent__parent").filter(pk=value).first()
            return place_label(unit) if unit else str(value)
        return super().shown(attribute, value)


_NOT_OFFERED = ("version", "seen", "confirmed_with")


def points_of(season: Season) -> list[tuple[str, str]]:
    """(code, name) of the season's collection points; the network is a sibling of this app."""
    rows = apps.get_model("network", "CollectionPoint").objects.filter(Q(season=season) | Q(season=None))
    return [
        (code, f"{name} ({code})") for code, name in rows.order_by("name", "code").values_list("code", "name")
    ]
