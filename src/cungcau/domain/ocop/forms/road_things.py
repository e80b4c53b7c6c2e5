"""Forms of samples, visits, tests, the Ministry's result, rounds, terms and moved days."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.forms.road import day_box, words_box
from cungcau.domain.ocop.models import Round, Stage, StageTerm
from cungcau.domain.ocop.services.rounds import RoundRow


class SamplesForm(forms.Form):
    """Samples that leave."""

    count = forms.IntegerField(label=_("Số mẫu"), min_value=1, max_value=200)
    sent_on = day_box(_("Gửi ngày"))


class ReceiveForm(forms.Form):
    """Samples that came."""

    count = forms.IntegerField(label=_("Số mẫu nhận được"), min_value=0, max_value=200)
    received_on = day_box(_("Nhận ngày"))
    condition = forms.CharField(label=_("Tình trạng"), max_length=300, required=False)


class VisitForm(forms.Form):
    """A visit to come."""

    planned_on = day_box(_("Ngày khảo sát"))
    team = forms.CharField(label=_("Những ai đi"), max_length=400)


class VisitDoneForm(forms.Form):
    """What a visit found."""

    done_on = day_box(_("Đi ngày"))
    findings = words_box(_("Đoàn thấy gì"))


class TestForm(forms.Form):
    """A laboratory test to be made."""

    indicators = forms.CharField(label=_("Chỉ tiêu"), max_length=400)
    laboratory = forms.CharField(label=_("Nơi kiểm nghiệm"), max_length=200, required=False)
    due_on = day_box(_("Hạn có kết quả"), required=False)


class TestResultForm(forms.Form):
    """What a test came to."""

    result_on = day_box(_("Có kết quả ngày"))
    passed = forms.TypedChoiceField(
        label=_("Kết luận"), coerce=lambda text: text == "yes", widget=forms.RadioSelect,
        choices=(("yes", _("Đạt")), ("no", _("Không đạt"))),
    )  # fmt: skip
    result = words_box(_("Kết quả"), required=False, most=2000)
    evidence = forms.TypedChoiceField(
        label=_("Phiếu kiểm nghiệm trong kho minh chứng"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, papers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["evidence"].choices = [("", _("chưa có")), *papers]


class SendUpForm(forms.Form):
    """The letter to the Ministry."""

    letter_no = forms.CharField(label=_("Công văn gửi Bộ số"), max_length=80)
    letter_on = day_box(_("Ngày công văn"))


class ResultForm(forms.Form):
    """The Ministry's result."""

    average = forms.CharField(
        label=_("Điểm trung bình của Bộ"), max_length=20,
        help_text=_("Ghi đúng như thông báo: 91,25 hoặc phân số 731/8."),
    )  # fmt: skip
    note = words_box(_("Số, ngày văn bản; ghi chú"), required=False, rows=2)


class RoundForm(forms.Form):
    """A round of evaluation."""

    level = forms.ChoiceField(label=_("Cấp"), choices=(("province", _("Tỉnh")), ("ministry", _("Bộ"))))
    year = forms.IntegerField(label=_("Năm"), min_value=2018, max_value=2100)
    no = forms.IntegerField(label=_("Đợt số"), min_value=1, max_value=12)
    request_before = day_box(_("Nhận đề nghị trước ngày"))
    finish_before = day_box(_("Xong trước ngày"))
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    @staticmethod
    def began(round: Round | None, year: int) -> dict[str, object]:
        """What the boxes hold when the page opens."""
        if round is None:
            return {"year": year}
        return {name: getattr(round, name) for name in RoundForm.base_fields}

    def row(self) -> RoundRow:
        """What was typed."""
        return RoundRow(**self.cleaned_data)


class TermForm(forms.Form):
    """A term of the province for one stage; no number: no term."""

    count = forms.IntegerField(label=_("Số ngày"), min_value=1, max_value=365, required=False)
    unit = forms.ChoiceField(label=_("Tính theo"), choices=StageTerm.Unit.choices)
    source = forms.CharField(label=_("Theo văn bản của tỉnh"), max_length=300, required=False)

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stage = stage


class DayForm(forms.Form):
    """A day that a decision moves."""

    day = day_box(_("Ngày"))
    works = forms.TypedChoiceField(
        label=_("Ngày này"), coerce=lambda text: text == "yes",
        choices=(("no", _("nghỉ")), ("yes", _("làm việc (làm bù)"))),
    )  # fmt: skip
    reason = forms.CharField(label=_("Lý do"), max_length=200)
    source = forms.CharField(label=_("Theo văn bản"), max_length=300)
