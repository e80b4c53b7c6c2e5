"""Forms of a file's road: the commune's report, what is asked and answered, moving on, the end of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import CommuneReport, Dossier, Evidence, Round
from cungcau.domain.ocop.selectors.evidence import offered
from cungcau.domain.ocop.selectors.road_terms import province_of
from cungcau.domain.ocop.selectors.rules import sheet_of
from cungcau.domain.ocop.services.answering import Upload
from cungcau.domain.ocop.services.report import Findings
from cungcau.domain.ocop.services.request_rows import MOST_ITEMS, Item
from cungcau.engines.scoring import Sheet


def day_box(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day to choose."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def words_box(
    label: Any, *, required: bool = True, most: int = 4000, rows: int = 3, help_text: Any = ""
) -> Any:
    """A box for some lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=most, widget=widget, help_text=help_text
    )


def criteria(sheet: Sheet) -> list[tuple[str, str]]:
    """The criteria of a set to choose from, the file as a whole first."""
    rows = [(row.code, f"{row.code} {row.name}"[:90]) for row in sheet.scorable]
    return [("", str(_("cả hồ sơ"))), *rows]


class ReportForm(forms.Form):
    """Form 03."""

    complete = forms.TypedChoiceField(
        label=_("Hồ sơ"), coerce=lambda text: text == "yes", widget=forms.RadioSelect,
        choices=(("yes", _("Đầy đủ, đúng mẫu")), ("no", _("Chưa đủ"))),
    )  # fmt: skip
    origin_ok = forms.BooleanField(
        label=_("Nguồn gốc sản phẩm, nguyên liệu địa phương: đúng như hồ sơ"), required=False
    )
    origin = words_box(_("Nhận xét về nguồn gốc, nguyên liệu"))
    labour_ok = forms.BooleanField(label=_("Lao động địa phương: đúng như hồ sơ"), required=False)
    labour = words_box(_("Nhận xét về lao động"))
    idea_ok = forms.BooleanField(label=_("Nguồn gốc ý tưởng: đúng như hồ sơ"), required=False)
    idea = words_box(_("Nhận xét về ý tưởng sản phẩm"))
    identity_ok = forms.BooleanField(label=_("Bản sắc, trí tuệ địa phương: đúng như hồ sơ"), required=False)
    identity = words_box(_("Nhận xét về bản sắc, trí tuệ địa phương"))
    opinion = words_box(
        _("Ý kiến của xã"), required=False,
        help_text=_("Nếu bảng kiểm tra còn thiếu mà xã coi là đủ, hãy nêu lý do ở đây."),
    )  # fmt: skip

    @staticmethod
    def began(report: CommuneReport | None) -> dict[str, object]:
        """What the boxes hold when the page opens."""
        if report is None:
            return {}
        names = [name for name in ReportForm.base_fields if name != "complete"]
        return {"complete": "yes" if report.complete else "no"} | {
            name: getattr(report, name) for name in names
        }

    def findings(self) -> Findings:
        """What was typed, as the service takes it."""
        return Findings(**self.cleaned_data)


class ForwardForm(forms.Form):
    """The commune's letter and the samples that go with it."""

    letter_no = forms.CharField(label=_("Công văn đề nghị số"), max_length=80)
    letter_on = day_box(_("Ngày công văn"))
    samples = forms.IntegerField(label=_("Số mẫu gửi kèm"), min_value=0, max_value=200, required=False)
    samples_later = forms.BooleanField(label=_("Mẫu nộp sau (hàng tươi, chưa đến vụ)"), required=False)

    def __init__(self, *args: Any, need: int, have: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not need:
            del self.fields["samples"], self.fields["samples_later"]
            return
        self.fields["samples"].initial = max(0, need - have)
        self.fields["samples"].help_text = _("Bộ tiêu chí này cần %(need)s mẫu, đã ghi %(have)s.") % {
            "need": need, "have": have,
        }  # fmt: skip


class ItemForm(forms.Form):
    """One thing to ask; without words it is left out."""

    criterion = forms.ChoiceField(label=_("Về"), required=False)
    text = forms.CharField(
        label=_("Cần bổ sung gì"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    due_on = day_box(_("Hạn"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criterion: Any = self.fields["criterion"]
        criterion.choices = choices


_Rows = forms.formset_factory(ItemForm, extra=2, max_num=MOST_ITEMS, absolute_max=MOST_ITEMS + 5)


class AskForm(forms.Form):
    """Several things to ask with one last day for all that name none of their own."""

    due_on = day_box(_("Hạn trả lời chung"), help_text=_("Dùng cho mục không ghi hạn riêng."))
    suggested = forms.MultipleChoiceField(
        label=_("Từ bảng kiểm tra"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, dossier: Dossier, suggestions: list[tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._suggested = dict(suggestions or [])
        fields: dict[str, Any] = self.fields
        if suggestions:
            fields["suggested"].choices = suggestions
        else:
            del fields["suggested"]
        known = criteria(sheet_of(dossier.criteria_set))
        self.rows = _Rows(self.data or None, prefix="rows", form_kwargs={"choices": known})

    def is_valid(self) -> bool:
        """The common day and every row."""
        fine = super().is_valid()
        return self.rows.is_valid() and fine if self.is_bound else fine

    def items(self) -> list[Item]:
        """What is asked: ticked suggestions ("3.5|text"), then the rows with words."""
        due = self.cleaned_data["due_on"]
        found = []
        for key in self.cleaned_data.get("suggested", ()):
            criterion, _bar, text = key.partition("|")
            found.append(Item(text, due, criterion))
        for row in self.rows.cleaned_data:
            if row.get("text"):
                found.append(Item(row["text"], row.get("due_on") or due, row.get("criterion", "")))
        return found


class SendBackForm(AskForm):
    """The same, with why the file as a whole goes back."""

    reason = words_box(_("Lý do trả lại"), most=500, rows=2)

    field_order = ("reason", "due_on", "suggested")


class ReasonForm(forms.Form):
    """Why."""

    reason = words_box(_("Lý do"), most=500, rows=2)


class AgainForm(forms.Form):
    """What an answer still lacks, until when."""

    reason = words_box(_("Còn thiếu gì"), most=600, rows=2)
    due_on = day_box(_("Hạn mới"))


class AnswerForm(forms.Form):
    """The entity's answer to one request."""

    text = words_box(_("Trả lời"), most=4000, rows=3)


class TakeUpForm(forms.Form):
    """To the advisory team, and into which round."""

    round = forms.ModelChoiceField(
        label=_("Đợt đánh giá"), queryset=Round.objects.none(), required=False, empty_label=_("chưa xếp đợt")
    )
    note = words_box(_("Ghi cho tổ tư vấn"), required=False, most=4000, rows=2)

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Round.objects.filter(area_code=province_of(dossier.area_code), level="province")
        fields: dict[str, Any] = self.fields
        fields["round"].queryset = rows.order_by("-request_before")
        fields["round"].initial = dossier.round_id
        fields["round"].label_from_instance = _round_label


def _round_label(row: Round) -> str:
    return str(_("Đợt %(no)s/%(year)s, xong trước %(day)s")) % {
        "no": row.no, "year": row.year, "day": f"{row.finish_before:%d/%m/%Y}",
    }  # fmt: skip


class FinishForm(forms.Form):
    """What the advisory team concludes."""

    conclusion = words_box(_("Kết luận của tổ tư vấn"), rows=4)
    reason = words_box(
        _("Lý do kết thúc khi còn mục chưa khép"), required=False, most=500, rows=2,
    )  # fmt: skip

    def __init__(self, *args: Any, live: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not live:
            del self.fields["reason"]


class RejectForm(forms.Form):
    """On which printed grounds a file is turned down, and why."""

    grounds = forms.MultipleChoiceField(
        label=_("Căn cứ (theo bộ tiêu chí)"), widget=forms.CheckboxSelectMultiple
    )
    reason = words_box(_("Lý do cụ thể"), most=500, rows=3)

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds: Any = self.fields["grounds"]
        grounds.choices = [(one.code, one.label) for one in sheet_of(dossier.criteria_set).grounds.values()]


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Any number of files; which of them are sound the service says, each by name."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files as a list."""
        return [super(_FilesField, self).clean(one, initial) for one in data or [] if one]


class HandInForm(AnswerForm):
    """The same with files (a phone's camera too), an address, and pieces the entity has already."""

    attachments = _FilesField(
        label=_("Tệp hoặc ảnh"), required=False,
        help_text=_("PDF hoặc ảnh; trên điện thoại có thể chụp ngay. Chọn được nhiều tệp."),
        widget=_ManyFiles(attrs={"accept": "application/pdf,image/*", "data-draft-skip": ""}),
    )  # fmt: skip
    link = forms.CharField(
        label=_("Hoặc đường dẫn trang"), required=False, max_length=500,
        widget=forms.URLInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )  # fmt: skip
    evidence = forms.ModelMultipleChoiceField(
        label=_("Hoặc lấy từ kho minh chứng"), queryset=Evidence.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["evidence"].queryset = offered(dossier.product.entity_id)

    @property
    def uploads(self) -> list[Upload]:
        """The files as the service takes them."""
        return [Upload(one.name, one.read()) for one in self.cleaned_data["attachments"]]
