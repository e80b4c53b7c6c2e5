"""Forms of a plan's head and of what becomes of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes.forms.fields import MOST_OFFERED, AgencyField, MoneyField, PlanField, day
from cungcau.domain.programmes.models import Plan, PlanKind
from cungcau.domain.programmes.selectors.plans import plans_shown
from cungcau.domain.programmes.services.plans import FIELDS
from cungcau.platform.accounts.models import User
from cungcau.platform.editing.forms import VersionedForm
from cungcau.reference.catalogue.models import Season


class SeasonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A season by its name."""

    def label_from_instance(self, obj: Season) -> str:
        """The name."""
        return obj.name


class PlanForm(VersionedForm):
    """The head of a plan."""

    kind = forms.ChoiceField(label=_("Loại"), choices=PlanKind.choices)
    title = forms.CharField(label=_("Tên kế hoạch"), max_length=400)
    issuer = AgencyField(label=_("Nơi ban hành"))
    lead = AgencyField(label=_("Cơ quan thường trực"), required=False)
    starts_on = day(_("Thực hiện từ ngày"))
    ends_on = day(_("Đến hết ngày"))
    number = forms.CharField(
        label=_("Số"),
        max_length=20,
        required=False,
        help_text=_("Để trống khi chưa có; lúc ban hành sẽ hỏi."),
    )
    symbol = forms.CharField(
        label=_("Ký hiệu"), max_length=40, required=False, help_text=_("Như KH-UBND, PA-SNN.")
    )
    issued_on = day(_("Ngày ban hành"), required=False)
    place = forms.CharField(label=_("Nơi ký"), max_length=100, required=False, help_text=_("Như Lạng Sơn."))
    signer = forms.CharField(
        label=_("Chức danh người ký"),
        max_length=120,
        required=False,
        help_text=_("Chức danh, không ghi tên."),
    )
    parent = PlanField(label=_("Kế hoạch cấp trên"), required=False)
    continues = PlanField(label=_("Tiếp nối kế hoạch kỳ trước"), required=False)
    season = SeasonField(
        label=_("Mùa vụ"), queryset=Season.objects.none(), required=False,
        help_text=_("Chỉ tiêu tính từ dữ liệu đếm trong mùa vụ này."),
    )  # fmt: skip
    stated_total_vnd = MoneyField(
        label=_("Tổng kinh phí ghi trong văn bản (đồng)"), required=False,
        help_text=_("Gõ như vẫn nói: 115.350 triệu. Số này được so với các dòng kinh phí."),
    )  # fmt: skip
    is_public = forms.BooleanField(label=_("Cho mọi người xem tiến độ"), required=False)
    source = forms.CharField(
        label=_("Nguồn"), max_length=300, required=False, help_text=_("Văn bản hoặc người cung cấp.")
    )

    def __init__(self, *args: Any, user: User, row: Plan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["source"].required = row is not None
        fields["issuer"].offer(row.issuer_id if row else None)
        fields["lead"].offer(row.lead_id if row else None)
        others = plans_shown(user).exclude(pk=row.pk if row is not None else 0).order_by("-starts_on", "-pk")
        newest = list(others.values_list("pk", flat=True)[:MOST_OFFERED])
        for name in ("parent", "continues"):
            kept = getattr(row, f"{name}_id") if row is not None else None
            fields[name].queryset = (
                Plan.objects.defer("words").filter(pk__in=[*newest, kept]).order_by("-starts_on")
            )
        fields["season"].queryset = Season.objects.order_by("-start", "name")

    def facts(self) -> dict[str, Any]:
        """What was typed, by the plan's attribute; a source left out is who wrote it."""
        found = {name: self.cleaned_data[name.removesuffix("_id")] for name in FIELDS}
        found = {name: getattr(value, "pk", value) for name, value in found.items()}
        if not found["source"]:
            del found["source"]
        return found


class IssueForm(forms.Form):
    """Under which number a plan is issued."""

    number = forms.CharField(label=_("Số"), max_length=20, required=False)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=40)
    issued_on = day(_("Ngày ban hành"))
    signer = forms.CharField(label=_("Chức danh người ký"), max_length=120, required=False)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
