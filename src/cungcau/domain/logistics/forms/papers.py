"""The form of a transit paper, and the small ones of its moves."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics.models import ProofKind, TransitPaper, Vehicle
from cungcau.domain.logistics.selectors.sides import own_ids
from cungcau.domain.logistics.services.paper_parts import PLACES
from cungcau.domain.registry.models import Kind, Organisation
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts import phones
from cungcau.platform.accounts.models import User
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.editing.models import Versioned

_MOST_KG = 100_000_000


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _places(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=4000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PaperForm(VersionedForm, forms.Form):
    """Everything a transit paper says; what is missing is only asked for when it is submitted."""

    carrier = forms.ModelChoiceField(label=_("Đơn vị vận tải"), queryset=Organisation.objects.none())
    plate = forms.CharField(
        label=_("Biển số xe"), max_length=20, help_text=_("Ví dụ 29C-123.45; tàu: AG-12345.")
    )
    trailer_plate = forms.CharField(label=_("Biển số rơ-moóc"), max_length=20, required=False)
    capacity_kg = forms.IntegerField(
        label=_("Xe chở được (kg)"), required=False, min_value=1, max_value=_MOST_KG
    )
    load_kg = forms.IntegerField(
        label=_("Khối lượng hàng (kg)"), required=False, min_value=1, max_value=_MOST_KG
    )
    goods = forms.CharField(label=_("Hàng hoá"), max_length=300, required=False)
    pick_ups = _places(_("Nơi nhận hàng"), _("Mỗi dòng một nơi, theo thứ tự."))
    drops = _places(_("Nơi giao hàng"), _("Mỗi dòng một nơi, theo thứ tự."))
    wants_return = forms.BooleanField(label=_("Đi cả chiều về"), required=False, initial=True)
    returns = _places(_("Chiều về qua, tới"), _("Mỗi dòng một nơi; nơi cuối là nơi xe đỗ."))
    route_text = forms.CharField(
        label=_("Lộ trình"), max_length=600, required=False, help_text=_("Các đường đi qua, theo thứ tự."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    leaves_on = _day(_("Ngày đi"))
    back_on = _day(_("Ngày về"))
    valid_from = _day(_("Giấy có hiệu lực từ ngày"))
    valid_to = _day(_("Đến hết ngày"))
    driver_name = forms.CharField(label=_("Họ tên lái xe"), max_length=120, required=False)
    driver_phone = forms.CharField(
        label=_("Điện thoại lái xe"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    licence_no = forms.CharField(label=_("Số giấy phép lái xe"), max_length=60, required=False)
    licence_to = _day(_("Giấy phép lái xe đến hết ngày"), required=False)
    inspection_no = forms.CharField(label=_("Số đăng kiểm"), max_length=60, required=False)
    inspection_to = _day(_("Đăng kiểm đến hết ngày"), required=False)
    badge_no = forms.CharField(label=_("Số phù hiệu"), max_length=60, required=False)
    badge_to = _day(_("Phù hiệu đến hết ngày"), required=False)
    insurance_no = forms.CharField(label=_("Số bảo hiểm"), max_length=60, required=False)
    insurance_to = _day(_("Bảo hiểm đến hết ngày"), required=False)
    test_no = forms.CharField(label=_("Kết quả xét nghiệm, số phiếu"), max_length=60, required=False)
    test_to = _day(_("Xét nghiệm có giá trị đến hết ngày"), required=False)

    GROUPS = (
        (_("Xe và hàng"), ("carrier", "plate", "trailer_plate", "capacity_kg", "load_kg", "goods"), False),
        (_("Hành trình"), ("pick_ups", "drops", "wants_return", "returns", "route_text"), False),
        (_("Ngày đi, thời hạn giấy"), ("leaves_on", "back_on", "valid_from", "valid_to"), False),
        (
            _("Lái xe và giấy tờ"),
            (
                "driver_name", "driver_phone", "licence_no", "licence_to", "inspection_no", "inspection_to",
                "test_no", "test_to",
            ),
            False,
        ),
        (_("Giấy tờ khác (nếu có)"), ("badge_no", "badge_to", "insurance_no", "insurance_to"), True),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Organisation.objects.filter(merged_into=None).defer("words").order_by("name", "code")
        runs_vehicles = Q(pk__in=Vehicle.objects.values("carrier"))
        shown = (
            own.filter(Q(kind=Kind.CARRIER) | runs_vehicles) if office else own.filter(pk__in=own_ids(user))
        )
        cast("forms.ModelChoiceField[Organisation]", self.fields["carrier"]).queryset = shown

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField], bool]]:
        """The boxes under their headings; the last group is folded unless it has errors."""
        found = []
        for title, names, folded in self.GROUPS:
            boxes = [self[name] for name in names]
            found.append((title, boxes, folded and not any(box.errors for box in boxes)))
        return found

    def row_values(self, row: Versioned) -> dict[str, object]:
        """What stands in the paper, its stops and proofs."""
        assert isinstance(row, TransitPaper), "a form of papers"
        values = super().row_values(row) | {name: getattr(row, name) for name in PLACES}
        proofs = {proof.kind: proof for proof in row.proofs.all()}
        for kind in ProofKind.values:
            values[f"{kind}_no"] = proofs[kind].number if kind in proofs else ""
            values[f"{kind}_to"] = proofs[kind].valid_to if kind in proofs else None
        values["driver_phone"] = phones.national(row.driver_phone) if row.driver_phone else ""
        return values

    def own_values(self) -> dict[str, object]:
        """What was typed, by attribute."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "seen")}
        values["carrier_id"] = values.pop("carrier").pk
        return values

    def clean_driver_phone(self) -> str:
        """A phone number, as people here write it."""
        text = str(self.cleaned_data["driver_phone"]).strip()
        if not text:
            return ""
        try:
            return phones.national(phones.normalise(text))
        except DomainError as error:
            raise forms.ValidationError(
                _("Số điện thoại này không đúng: gồm 10 số, bắt đầu bằng 0.")
            ) from error

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        data = super().clean()
        for first, last, said in (
            ("leaves_on", "back_on", _("Ngày về không được trước ngày đi.")),
            ("valid_from", "valid_to", _("Ngày cuối không được trước ngày đầu.")),
        ):
            if data.get(first) and data.get(last) and data[last] < data[first]:
                self.add_error(last, said)
        return data


class GiveBackForm(forms.Form):
    """What has to be corrected, one item a line."""

    items = forms.CharField(
        label=_("Mục phải sửa, mỗi dòng một mục"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ApproveForm(forms.Form):
    """Who signs."""

    signer = forms.CharField(label=_("Người ký, chức vụ (in trên giấy)"), max_length=200, required=False)


class WhyForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class TypedForm(forms.Form):
    """A paper's number and the plate, typed at a checkpoint without a camera."""

    so = forms.CharField(label=_("Số giấy"), max_length=40, help_text=_("Ví dụ GN-17."))
    bien = forms.CharField(label=_("Biển số xe"), max_length=20)
