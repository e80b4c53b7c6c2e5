"""Forms of councils and their seats."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.council import policies
from cungcau.domain.council.models import Council, MinimumRule, Post
from cungcau.domain.council.selectors.councils import people_for
from cungcau.platform.access.areas import covers
from cungcau.platform.access.selectors import Somebody, areas_with
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.ui import clock
from cungcau.reference.geography.selectors import provinces

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CouncilForm(VersionedForm):
    """A council and the province's regulation it works by."""

    name = forms.CharField(label=_("Tên hội đồng"), max_length=200)
    decision_no = forms.CharField(label=_("Quyết định thành lập số"), max_length=80)
    decided_on = forms.DateField(label=_("Ngày quyết định"), widget=DATE)
    valid_from = forms.DateField(label=_("Nhiệm kỳ từ ngày"), widget=DATE)
    valid_to = forms.DateField(label=_("Đến hết ngày"), widget=DATE, required=False)
    quorum_percent = forms.IntegerField(
        label=_("Số thành viên phải có mặt (%)"), min_value=1, max_value=100, initial=75,
        help_text=_("Tính trên số thành viên chấm điểm, làm tròn lên; thư ký không tính."),
    )  # fmt: skip
    chair_must_attend = forms.BooleanField(
        label=_("Chủ tịch, hoặc Phó Chủ tịch được uỷ quyền, phải chủ trì"), required=False, initial=True
    )
    least_members = forms.IntegerField(
        label=_("Số phiếu chấm ít nhất cho một sản phẩm"), min_value=1, max_value=100, initial=3
    )
    spread_limit = forms.IntegerField(
        label=_("Chênh lệch điểm cho phép"), min_value=0, max_value=100, initial=10,
        help_text=_("Điểm cao nhất trừ điểm thấp nhất; quá mức này thì thảo luận, chấm lại. Ghi 0 nếu không giới hạn."),
    )  # fmt: skip
    minimum_rule = forms.ChoiceField(
        label=_("Cách xét tiêu chí tối thiểu khi các thành viên chấm khác nhau"), choices=MinimumRule.choices,
        widget=forms.RadioSelect, initial=MinimumRule.AGREED,
        help_text=_("Quyết định 26/2026/QĐ-TTg không quy định việc này; ghi theo quy chế của tỉnh."),
    )  # fmt: skip
    shown_decimals = forms.IntegerField(
        label=_("Số chữ số thập phân khi hiện điểm trung bình"), min_value=0, max_value=4, initial=2,
        help_text=_("Chỉ để hiện; xếp sao luôn theo điểm chính xác."),
    )  # fmt: skip
    regulation = forms.CharField(label=_("Quy chế (số, ngày)"), max_length=300, required=False)
    source = forms.CharField(label=_("Nguồn"), max_length=300, initial=_("quyết định thành lập hội đồng"))

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        data = super().clean()
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("Ngày cuối không được trước ngày đầu."))
        return data

    def facts(self) -> dict[str, Any]:
        """What was typed, by attribute."""
        return {name: self.cleaned_data[name] for name in _FACTS}


_FACTS = tuple(name for name in CouncilForm.base_fields if name not in ("version", "seen"))


class NewCouncilForm(CouncilForm):
    """The same with the province it is of."""

    area = forms.ChoiceField(label=_("Tỉnh"), choices=())

    field_order = ("area",)

    def __init__(self, *args: Any, user: Somebody, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = areas_with(user, policies.PREPARE)
        rows = provinces(clock.today()).order_by("folded")
        fields: dict[str, Any] = self.fields
        fields["area"].choices = [
            (one.area_code, one.title) for one in rows if any(covers(wide, one.area_code) for wide in held)
        ]
        fields["decided_on"].initial = fields["valid_from"].initial = clock.today()


class SeatForm(forms.Form):
    """Somebody's seat; who may score is offered for the posts that score, the office for the secretary."""

    post = forms.ChoiceField(label=_("Chức danh"), choices=Post.choices, initial=Post.MEMBER)
    user = forms.TypedChoiceField(label=_("Người"), coerce=int, choices=())
    agency = forms.CharField(label=_("Cơ quan"), max_length=200)
    valid_from = forms.DateField(label=_("Từ ngày"), widget=DATE)

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        people = {one.pk: one for post in (Post.MEMBER, Post.SECRETARY) for one in people_for(council, post)}
        fields["user"].choices = [("", "–")] + [
            (one.pk, f"{one.full_name} ({one.username})")
            for one in sorted(people.values(), key=lambda one: (one.full_name, one.pk))
        ]
        fields["valid_from"].initial = max(clock.today(), council.valid_from)


class EndSeatForm(forms.Form):
    """The last day of a seat."""

    valid_to = forms.DateField(label=_("Ngày cuối"), widget=DATE)
    reason = forms.CharField(label=_("Lý do"), max_length=300)
