"""The form that books a turn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.collection.forms.scale import WholeKg
from cungcau.domain.collection.selectors.turns import Turn
from cungcau.domain.orders.models import Slip
from cungcau.platform.ui import figures


class BookForm(forms.Form):
    """For whom, at which turn; slips by ticking, or a vehicle."""

    turn = forms.ChoiceField(label=_("Lượt"))
    slips = forms.MultipleChoiceField(
        label=_("Phiếu hái mang đến trong lượt này"), required=False, widget=forms.CheckboxSelectMultiple
    )
    plate = forms.CharField(label=_("Biển số xe (nếu là xe đến chở hàng)"), max_length=20, required=False)
    kg = WholeKg(label=_("Khối lượng (kg)"), required=False, most=2_000_000)
    label = forms.CharField(label=_("Ghi chú cho cổng"), max_length=200, required=False)
    override_reason = forms.CharField(
        label=_("Lý do nhận muộn"), max_length=300, required=False,
        help_text=_("Chỉ cán bộ mới nhận đăng ký muộn hơn thời hạn của điểm."),
    )  # fmt: skip

    def __init__(self, *args: Any, turns: list[Turn], slips: list[Slip], clock: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        turn, boxes = self.fields["turn"], self.fields["slips"]
        assert isinstance(turn, forms.ChoiceField) and isinstance(boxes, forms.MultipleChoiceField)
        turn.choices = [
            (one.starts_at.isoformat(), _("%(from)s – %(to)s, còn %(n)s ô") % {
                "from": clock(one.starts_at), "to": clock(one.ends_at), "n": len(one.free)
            })
            for one in turns
            if one.free
        ]  # fmt: skip
        boxes.choices = [
            (one.pk, f"{one.producer.name} · {one.code} · {figures.kg(one.confirmed_kg or one.allocated_kg)}")
            for one in slips
        ]
