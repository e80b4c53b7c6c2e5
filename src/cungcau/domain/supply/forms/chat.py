"""A pasted message, and one short form per lot it proposes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cungcau.domain.registry.fields import OrganisationField
from cungcau.domain.registry.models import Organisation
from cungcau.domain.supply.doubting import Figures
from cungcau.domain.supply.fields import KgField, PriceField, day_field
from cungcau.domain.supply.selectors import SELLERS, producers_for
from cungcau.domain.supply.services import Offer
from cungcau.engines.plausibility import Doubt
from cungcau.kernel.vntext.chat.reader import LONGEST
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.catalogue.selectors import season_words
from cungcau.reference.geography.fields import PlaceField


class PasteForm(forms.Form):
    """The message as it was received."""

    text = forms.CharField(
        label=gettext_lazy("Tin nhắn"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Dán nguyên văn, một hay nhiều tin: “nhà chị Lan 5-7 tạ hồng loại 1 chín giữa tháng 9”."
        ),
        error_messages={"max_length": gettext_lazy("Tin dài quá 10.000 ký tự. Hãy dán từng phần.")},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offering:
    """What the forms of one message share, read once."""

    season: Season
    producers: QuerySet[Organisation]
    grades: list[tuple[Any, Any]]

    @classmethod
    def of(cls, season: Season, user: User) -> Offering:
        """For a season and whoever writes."""
        grades = [("", gettext_lazy("Không rõ")), *season_words(season).grade_choices()]
        return cls(season, producers_for(user, clock.today()), grades)


class ProposalForm(forms.Form):
    """One lot read from a message, to be corrected and confirmed."""

    take = forms.BooleanField(label=gettext_lazy("Ghi lô này"), required=False)
    producer = OrganisationField(label=gettext_lazy("Người bán"), kinds=SELLERS)
    commodity = forms.ModelChoiceField(label=gettext_lazy("Nông sản"), queryset=Commodity.objects.none())
    grade = forms.TypedChoiceField(
        label=gettext_lazy("Loại"), coerce=int, empty_value=None, required=False, choices=()
    )
    quantity_kg = KgField(label=gettext_lazy("Khối lượng"))
    harvest_from = day_field(gettext_lazy("Hái từ ngày"))
    harvest_to = day_field(gettext_lazy("Đến hết ngày"))
    place = PlaceField(
        label=gettext_lazy("Xã, phường"),
        required=False,
        help_text=gettext_lazy("Bỏ trống nếu là xã của người bán."),
    )
    offered_price_vnd_per_kg = PriceField(label=gettext_lazy("Giá chào (đồng/kg)"), required=False)
    variety = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    size_class = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    message = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offering: Offering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        season, fields = offering.season, self.fields
        self.sentences: list[str] = []
        fields["grade"].choices = offering.grades  # type: ignore[attr-defined]
        fields["producer"].among = offering.producers  # type: ignore[attr-defined]
        fields["commodity"].queryset = Commodity.objects.filter(seasons=season)  # type: ignore[attr-defined]
        fields["place"].on = season.start  # type: ignore[attr-defined]
        fields["place"].area = season.area_code  # type: ignore[attr-defined]

    @property
    def taken(self) -> bool:
        """Whether this lot is to be written."""
        return bool(self.data.get(self.add_prefix("take")))

    def clean(self) -> dict[str, Any]:
        """The days in order, the place known."""
        values = super().clean() or {}
        first, last = values.get("harvest_from"), values.get("harvest_to")
        if first and last and first > last:
            self.add_error("harvest_to", _("Ngày cuối không được trước ngày đầu."))
        producer = values.get("producer")
        if isinstance(producer, Organisation) and not values.get("place"):
            values["place"] = producer.unit
            if producer.unit is None:
                self.add_error("place", _("Chưa biết người bán ở xã nào. Hãy ghi xã nơi hái."))
        return values

    def figures(self) -> Figures:
        """What is asked about."""
        values = self.cleaned_data
        return Figures(
            values["producer"].pk, values["commodity"].pk, values["grade"], values["quantity_kg"],
            values["harvest_from"], values["harvest_to"],
        )  # fmt: skip

    def offer(self, doubts: tuple[Doubt, ...]) -> Offer:
        """The lot as the service takes it."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "take"}
        return Offer(**values, doubts=doubts)
