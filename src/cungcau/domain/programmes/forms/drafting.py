"""Forms for beginning a plan, and for confirming what a text proposes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes.drafting import MOST_BYTES
from cungcau.domain.programmes.forms.fields import (
    MOST_OFFERED,
    AgencyField,
    MoneyField,
    NumberField,
    PlanField,
    day,
    lines,
)
from cungcau.domain.programmes.models import Direction, Fund, Part, Plan
from cungcau.domain.programmes.selectors.plans import plans_shown
from cungcau.domain.programmes.services.drafting import Begun, templates
from cungcau.platform.accounts.models import User


class BeginForm(forms.Form):
    """What every beginning needs: the period, who issues and leads, a name."""

    title = forms.CharField(
        label=_("Tên kế hoạch"),
        max_length=400,
        required=False,
        help_text=_("Để trống thì lấy tên của mẫu hay kỳ trước."),
    )
    issuer = AgencyField(label=_("Nơi ban hành"))
    lead = AgencyField(label=_("Cơ quan thường trực"), required=False)
    starts_on = day(_("Thực hiện từ ngày"))
    ends_on = day(_("Đến hết ngày"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        fields: dict[str, Any] = self.fields
        fields["issuer"].offer()
        fields["lead"].offer()

    def clean(self) -> dict[str, Any]:
        """The period in order, of at most ten years."""
        said = super().clean() or {}
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Ngày cuối đứng trước ngày đầu."))
        elif first and last and last.year - first.year > 10:
            self.add_error("ends_on", _("Một kế hoạch dài nhất 10 năm."))
        return said

    def begun(self) -> Begun:
        """What was said."""
        said = self.cleaned_data
        return Begun(said["title"], said["issuer"], said["starts_on"], said["ends_on"], said["lead"])


class TemplateForm(BeginForm):
    """Which template."""

    kind = forms.ChoiceField(label=_("Mẫu"))
    field_order = ("kind", "issuer", "lead", "starts_on", "ends_on", "title")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(kind, one["name"]) for kind, one in templates().items()]


class LastForm(BeginForm):
    """Which plan it continues."""

    last = PlanField(label=_("Kế hoạch kỳ trước"))
    field_order = ("last", "issuer", "lead", "starts_on", "ends_on", "title")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        newest = plans_shown(self.user).exclude(state="cancelled").order_by("-starts_on", "-pk")
        keys = list(newest.values_list("pk", flat=True)[:MOST_OFFERED])
        fields["last"].queryset = (
            Plan.objects.defer("words").filter(pk__in=keys).order_by("-starts_on", "-pk")
        )


class TextForm(forms.Form):
    """A Word file, or a pasted text."""

    file = forms.FileField(
        label=_("Tệp .docx hoặc .txt"), required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt,text/plain"}),
        help_text=_("Địa chỉ thư và số điện thoại trong văn bản không được giữ lại."),
    )  # fmt: skip
    text = lines(_("Hoặc dán văn bản"), 400_000, rows=8, required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two, not too large."""
        said = super().clean() or {}
        file, text = said.get("file"), (said.get("text") or "").strip()
        if not file and not text:
            raise ValidationError(_("Hãy chọn tệp hoặc dán văn bản."))
        if file and text:
            raise ValidationError(_("Chọn tệp hoặc dán văn bản, không cả hai."))
        if file and file.size > MOST_BYTES:
            self.add_error("file", _("Tệp lớn hơn 5 MB."))
        return said

    def given(self) -> tuple[str, bytes]:
        """The name and the content."""
        file = self.cleaned_data["file"]
        return (file.name, file.read()) if file else ("văn bản dán", self.cleaned_data["text"].encode())


class ProposalForm(forms.Form):
    """One proposal: taken or not, and its facts as they are to be written."""

    take = forms.BooleanField(
        label=_("Lấy"), required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )

    def __init__(self, data: Any, *, proposal: Mapping[str, Any], prefix: str) -> None:
        facts = {name: value for name, value in proposal["facts"].items() if value is not None}
        facts |= {name: Decimal(facts[name]) for name in ("target", "target_high") if name in facts}
        super().__init__(data, initial={**facts, "take": proposal["sure"]}, prefix=prefix)
        self.proposal = proposal
        self.empty_permitted = False

    def full_clean(self) -> None:
        """What is not taken is not judged."""
        if self.is_bound and not self["take"].data:
            for field in self.fields.values():
                field.required = False
        super().full_clean()

    @property
    def taken(self) -> bool:
        """Whether it is to be written."""
        return bool(self.cleaned_data.get("take"))

    def facts(self) -> dict[str, Any]:
        """What is to be written: as proposed where nothing was asked, else as typed."""
        kept = {name: self.proposal["facts"].get(name, "") for name in self.as_proposed}
        return {**kept, **{name: value for name, value in self.cleaned_data.items() if name != "take"}}

    as_proposed: tuple[str, ...] = ()


class PassageProposal(ProposalForm):
    """A passage; one whose part is sure is taken as it stands or left, and corrected in the draft."""

    part = forms.ChoiceField(label=_("Phần"), choices=Part.choices)
    mark = forms.CharField(label=_("Đánh số"), max_length=12, required=False)
    text = lines(_("Nội dung"), 6000, rows=2)
    as_proposed = ("part", "mark", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.proposal["sure"]:
            for name in self.as_proposed:
                del self.fields[name]

    @property
    def part_label(self) -> str:
        """The part it goes to, where that is sure."""
        return "" if "part" in self.fields else str(Part(self.proposal["facts"]["part"]).label)


class IndicatorProposal(ProposalForm):
    """A target."""

    name = lines(_("Chỉ tiêu"), 300, rows=2)
    unit = forms.CharField(label=_("Đơn vị tính"), max_length=40)
    direction = forms.ChoiceField(label=_("Cách đạt"), choices=Direction.choices)
    target = NumberField(label=_("Mục tiêu"))
    target_high = NumberField(label=_("Mục tiêu đến"), required=False)
    due_on = day(_("Đến ngày"), required=False, help_text=_("Để trống: ngày cuối của kế hoạch."))


class TaskProposal(ProposalForm):
    """A task; its heading is that of the text."""

    as_proposed = ("heading",)

    text = lines(_("Nhiệm vụ"), 4000, rows=2)
    lead_name = forms.CharField(
        label=_("Chủ trì"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "agency-names"}),
    )
    due_on = day(_("Hạn"), required=False)


class LineProposal(ProposalForm):
    """A sum of money."""

    name = forms.CharField(label=_("Nội dung chi"), max_length=300)
    fund = forms.ChoiceField(label=_("Nguồn"), choices=Fund.choices)
    amount_vnd = MoneyField(label=_("Số tiền (đồng)"))


class AgencyProposal(ProposalForm):
    """An agency nobody recorded yet."""

    name = forms.CharField(label=_("Cơ quan"), max_length=200)


FORMS: dict[str, type[ProposalForm]] = {
    "passage": PassageProposal, "indicator": IndicatorProposal, "task": TaskProposal, "line": LineProposal,
    "agency": AgencyProposal,
}  # fmt: skip
