"""The form by which one line of a plan is decided by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.demand import selectors as demand
from cungcau.domain.matching.models import Line, Override, Plan, ReasonCode
from cungcau.domain.matching.services.overrides import Wish
from cungcau.domain.network import selectors as network
from cungcau.platform.ui import figures

if TYPE_CHECKING:
    from cungcau.domain.demand.models import Need


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _need_label(need: Need) -> str:
    """Who buys where, in which days and at what price: what one chooses by."""
    parts = [need.buyer.name, need.market.name if need.market else ""]
    parts.append(f"{figures.date(need.deliver_from)} – {figures.date(need.deliver_to)}")
    if need.price_vnd_per_kg is not None:
        parts.append(f"{figures.money(need.price_vnd_per_kg)}/kg")
    return f"{' · '.join(part for part in parts if part)} ({need.code})"


class OverrideForm(forms.Form):
    """What to do with a line, and why; ``seen`` is the decision that stood when the form was opened."""

    KG: ClassVar[str] = "kg"
    PIN: ClassVar[str] = "pin"
    NONE: ClassVar[str] = "none"
    MOVE: ClassVar[str] = "move"
    APART: ClassVar[str] = "apart"

    action = forms.ChoiceField(
        label=_("Quyết định"),
        choices=(
            ("kg", _("Đổi số kg của dòng này")),
            ("pin", _("Giữ nguyên dòng này khi tính lại")),
            ("none", _("Bỏ dòng này")),
            ("move", _("Chuyển sang bên mua, điểm hoặc ngày khác")),
            ("apart", _("Không ghép lô này với bên mua này")),
        ),
        initial="kg",
        widget=forms.RadioSelect,
    )
    kg = forms.IntegerField(
        label=_("Số kg"),
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        help_text=_("Cho “Đổi số kg” và “Chuyển”."),
    )
    need = forms.ChoiceField(label=_("Bên mua (khi chuyển)"), required=False)
    point = forms.ChoiceField(label=_("Điểm tập kết (khi chuyển)"), required=False)
    harvest_date = _day(_("Ngày hái (khi chuyển)"))
    dispatch_date = _day(_("Ngày xuất (khi chuyển)"))
    reason_code = forms.ChoiceField(label=_("Lý do"), choices=(("", _("— chọn —")), *ReasonCode.choices))
    reason = forms.CharField(
        label=_("Nói rõ"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, line: Line, there: Override | None, **kwargs: Any) -> None:
        self._line = line
        kwargs["initial"] = {
            "kg": there.kg if there else line.kg,
            "need": line.need.code,
            "point": line.point.code,
            "harvest_date": line.harvest_date,
            "dispatch_date": line.dispatch_date,
            "seen": there.pk if there else None,
        }
        super().__init__(*args, **kwargs)
        goods = line.lot.commodity_id
        needs = demand.needs_for_planning(plan.season).filter(commodity=goods)
        rows = list(needs.order_by("buyer__name", "deliver_from", "code")[:500])
        self._choose("need", [(row.code, _need_label(row)) for row in rows])
        points = list(network.points_of(plan.season).order_by("name").values_list("code", "name")[:500])
        self._choose("point", points)

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Kg where they are needed, days in order, words for "other"."""
        data = super().clean() or {}
        action = data.get("action")
        if action in (self.KG, self.MOVE) and data.get("kg") is None and "kg" not in self.errors:
            self.add_error("kg", _("Cần số kg."))
        if action == self.MOVE:
            for name in ("need", "point", "harvest_date", "dispatch_date"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Cần chọn khi chuyển dòng."))
            if data.get("kg") == 0:
                self.add_error("kg", _("Chuyển 0 kg là bỏ dòng: hãy chọn “Bỏ dòng này”."))
            first, last = data.get("harvest_date"), data.get("dispatch_date")
            if first and last and last < first:
                self.add_error("dispatch_date", _("Ngày xuất không được trước ngày hái."))
        if data.get("reason_code") == ReasonCode.OTHER and not (data.get("reason") or "").strip():
            self.add_error("reason", _("Chọn “Lý do khác” thì cần nói rõ."))
        return data

    def kg_decided(self) -> int:
        """The kg the line shall carry; only after ``is_valid``."""
        if self.cleaned_data["action"] == self.PIN:
            return self._line.kg
        return 0 if self.cleaned_data["action"] == self.NONE else int(self.cleaned_data["kg"])

    def target(self) -> Wish:
        """Where the goods shall go instead; only after ``is_valid`` of a move."""
        data = self.cleaned_data
        return Wish(
            lot=self._line.lot.code,
            need=data["need"],
            point=data["point"],
            harvest_date=data["harvest_date"],
            dispatch_date=data["dispatch_date"],
            kg=data["kg"],
        )
