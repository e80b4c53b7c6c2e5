"""Forms of a file: starting it, form 01, the commitment, another set."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import registration
from cungcau.domain.ocop.models import Certificate, CriteriaSet, Dossier, DossierKind, Product
from cungcau.domain.ocop.selectors.certificates import certificate_in_force
from cungcau.domain.ocop.selectors.rules import current_sets
from cungcau.platform.editing.forms import VersionedForm
from cungcau.platform.editing.models import Versioned
from cungcau.platform.ui import clock


class SetField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the sets in force."""

    def label_from_instance(self, obj: CriteriaSet) -> str:
        """Number, name, code."""
        return f"{obj.number}. {obj.name} ({obj.code})"


class StartForm(forms.Form):
    """Why a file is begun, and which sheet it follows."""

    kind = forms.ChoiceField(
        label=_("Loại hồ sơ"),
        choices=DossierKind.choices,
        initial=DossierKind.FIRST,
        widget=forms.RadioSelect,
    )
    set = SetField(
        label=_("Bộ tiêu chí"), queryset=CriteriaSet.objects.none(), empty_label=_("chọn bộ của sản phẩm"),
        help_text=_("Chọn đúng nhóm sản phẩm: mỗi bộ chấm theo các mức khác nhau."),
    )  # fmt: skip

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held = certificate_in_force(product)
        fields: dict[str, Any] = self.fields
        fields["set"].queryset = current_sets(clock.today())
        fields["set"].initial = fields["set"].queryset.filter(code=product.set_code).first()
        if self._held is None:
            fields["kind"].choices = [(DossierKind.FIRST.value, DossierKind.FIRST.label)]
        else:
            fields["kind"].initial = DossierKind.RENEWAL

    def certificate(self) -> Certificate | None:
        """What an upgrade or re-evaluation is about."""
        return None if self.cleaned_data["kind"] == DossierKind.FIRST else self._held


class SetForm(forms.Form):
    """Another set for a file that is still being written."""

    set = SetField(label=_("Bộ tiêu chí"), queryset=CriteriaSet.objects.none(), empty_label=None)

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["set"].queryset = current_sets(clock.today())
        fields["set"].initial = fields["set"].queryset.filter(code=dossier.criteria_set.code).first()


class LaterText(forms.CharField):
    """A text that must be there when the file is sent, not when it is saved."""

    def validate(self, value: str) -> None:
        """A blank is no fault yet."""
        if value not in self.empty_values:
            super().validate(value)


class LaterChoice(forms.ChoiceField):
    """A choice that must be made when the file is sent, not when it is saved."""

    def validate(self, value: str) -> None:
        """A blank is no fault yet."""
        if value not in self.empty_values:
            super().validate(value)


class RegistrationForm(VersionedForm):
    """Form 01; may be kept unfinished: what must be there is asked for when the file is sent."""

    def __init__(self, *args: Any, row: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        for field in registration.FIELDS.values():
            self.fields[field.name] = _drawn(field, registration.said(row.registration, field.name))

    def row_values(self, row: Versioned) -> dict[str, object]:
        """What stands in the form now, by field."""
        assert isinstance(row, Dossier)
        return {name: registration.said(row.registration, name) for name in registration.FIELDS}

    def own_values(self) -> dict[str, object]:
        """What was typed, by field, as text; days as ISO dates."""
        return {name: _text(self.cleaned_data.get(name)) for name in registration.FIELDS}

    def field_of(self, attribute: str) -> str:
        """Fields and what they are kept under have one name."""
        return attribute


def _text(value: object) -> str:
    """A cleaned value as the file keeps it."""
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _drawn(field: registration.Field, value: str) -> forms.Field:
    """The box of one field of form 01."""
    given: dict[str, Any] = {
        "label": field.label, "help_text": field.help, "required": field.required, "initial": value,
    }  # fmt: skip
    if field.kind == "choice":
        stars = [("", _("chưa chọn")), *((star, _t("%s sao") % star) for star in registration.STARS)]
        return LaterChoice(choices=stars, **given)
    if field.kind == "day":
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(widget=widget, **given)
    attrs: dict[str, Any] = {}
    if field.kind in ("number", "money"):
        attrs["inputmode"] = "numeric"
    if field.kind in ("phone", "email"):
        attrs |= {"inputmode": "tel" if field.kind == "phone" else "email", "autocomplete": "off"}
    longest = 40 if field.kind in ("number", "money") else field.most
    if field.kind == "text":
        return LaterText(widget=forms.Textarea(attrs={"rows": 4}), max_length=longest, **given)
    return LaterText(widget=forms.TextInput(attrs=attrs), max_length=longest, **given)


class CommitForm(forms.Form):
    """The entity's word; an officer says how it was heard."""

    name = forms.CharField(label=_("Người cam kết (họ tên)"), max_length=120)
    heard = forms.CharField(
        label=_("Chủ thể cam kết qua đâu"), max_length=200,
        help_text=_("Nộp thay chủ thể: giấy có chữ ký ngày nào, hay điện thoại với ai, lúc nào."),
    )  # fmt: skip
    agreed = forms.BooleanField(
        label=_(
            "Tôi cam kết nội dung hồ sơ là đúng, minh chứng là thật, và chịu trách nhiệm trước pháp luật."
        ),
        error_messages={"required": _("Cần đánh dấu cam kết thì mới nộp được.")},
    )
    despite = forms.BooleanField(label=_("Nộp dù còn tiêu chí chưa chọn mức"), required=False)

    def __init__(self, *args: Any, officer: bool, unanswered: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not officer:
            del self.fields["heard"]
        if not unanswered:
            del self.fields["despite"]
