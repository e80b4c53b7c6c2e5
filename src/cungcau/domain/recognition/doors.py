"""The tables that come in through this app: the province's registry workbook, announcements of results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import policies as ocop
from cungcau.domain.ocop.day import ocop_day
from cungcau.domain.recognition import policies
from cungcau.domain.recognition.registry_book import cells
from cungcau.domain.recognition.registry_book.columns import AWARD_KEYS, COLUMNS, GROUPS
from cungcau.domain.recognition.registry_book.places import Places
from cungcau.domain.recognition.services.announced import record_announced
from cungcau.domain.recognition.services.known_products import COLUMNS as ANNOUNCED
from cungcau.domain.recognition.services.known_products import announced_row
from cungcau.domain.recognition.services.registry_book import Source, record_registry
from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.doors import Context, Door, Outcome, Row, open_door
from cungcau.platform.intake.models import Intake
from cungcau.platform.ui import clock
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import provinces

_DAYS = frozenset({"expires", *(AWARD_KEYS[group]["day"] for group in GROUPS)})


class ProvinceForm(forms.Form):
    """Whose registry this is: a province the one who brings it in looks after."""

    needs_user = True
    province = forms.ChoiceField(
        label=_("Danh bạ của tỉnh"), help_text=_("Xã, huyện trong bảng được tìm trong tỉnh này.")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = areas_with(user, policies.BRING_IN)
        field = self.fields["province"]
        assert isinstance(field, forms.ChoiceField)
        with ocop_day():
            there = list(provinces(clock.today()))
        found = [(unit.code, unit.title) for unit in there if "" in held or unit.area_code in held]
        field.choices = found
        if len(found) == 1:
            self.initial.setdefault("province", found[0][0])


def _province(context: Context) -> Unit:
    code = str(context.options.get("province") or "")
    with ocop_day():
        found = provinces(clock.today()).filter(code=code).first()
    if found is None:
        raise InputInvalid([Fault("", 0, "", code, "hãy chọn tỉnh của danh bạ")])
    return found


def record_book(rows: Sequence[Row], context: Context) -> Outcome:
    """Write the workbook's rows, on the day the OCOP rooms live on."""
    kept = Intake.objects.filter(pk=context.intake).first() if context.intake else None
    name = kept.file_name if kept else ""
    source = Source(context.source, context.intake, name)
    with ocop_day():
        done = record_registry(rows=rows, province=_province(context), source=source, actor=context.actor)
    return Outcome(done.created, done.changed, done.unchanged, notes=tuple(done.notes))


def propose_for_book(column: str, value: str, context: Context) -> str:
    """A commune written otherwise; the day behind a number Excel made of it."""
    if column == "commune" and value:
        with ocop_day():
            return Places(_province(context), clock.today()).proposed(value)
    if column in _DAYS:
        try:
            cells.when_of(value)
        except cells.Unreadable as refused:
            return refused.meant
    return ""


def record_list(rows: Sequence[Row], context: Context) -> Outcome:
    """Write an announcement's rows, on the day the OCOP rooms live on."""
    announced = [
        announced_row(row.values, line=row.line, sheet=row.sheet, source=context.source) for row in rows
    ]
    with ocop_day():
        done = record_announced(rows=announced, province=_province(context), actor=context.actor)
    return Outcome(done.created, 0, done.unchanged, notes=tuple(done.notes))


REGISTRY = Door(
    kind="recognition.registry",
    title=_("Danh bạ sản phẩm OCOP của tỉnh"),
    help=_(
        "Bảng tỉnh vẫn giữ: mỗi dòng một sản phẩm, công nhận lần đầu, nâng hạng. Ô gộp, #REF!, năm thay ngày, "
        "tên trùng, huyện xã cũ đều được đọc và nói rõ từng dòng; nhập lại không nhân đôi."
    ),
    columns=COLUMNS,
    permission=policies.BRING_IN,
    record=record_book,
    propose=propose_for_book,
    options=ProvinceForm,
    done_url="recognition:registry",
    examples=(
        {
            "number": "1",
            "product": "Rượu men lá",
            "group": "Đồ uống",
            "legal_form": "HTX",
            "entity": "HTX Rượu men lá Hữu Lễ",
            "commune": "Xã Hữu Lễ",
            "district": "Văn Quan",
            "star": "3 sao",
            "expires": "22/5/2023",
            "first_star": "3 sao",
            "first_day": "22/5/2020",
            "first_year": "2020",
            "first_decision": "01/QĐ-UBND",
            "first_authority": "UBND tỉnh",
        },
    ),
)
ANNOUNCEMENTS = Door(
    kind="recognition.announced",
    title=_("Danh sách công bố kết quả OCOP"),
    help=_(
        "Mỗi dòng một sản phẩm được công bố: ngày, tên, huyện cũ, số sao, nguồn. Chủ thể, xã không nêu thì "
        "ghi là chưa rõ."
    ),
    columns=ANNOUNCED,
    permission=ocop.CERTIFY,
    record=record_list,
    options=ProvinceForm,
    done_url="recognition:figures",
    examples=(
        {"on": "2020-09-04", "name": "Na Cai Kinh", "district": "Hữu Lũng", "star": 4, "source": "thông báo kết quả"},
    ),
)  # fmt: skip

for _door in (REGISTRY, ANNOUNCEMENTS):
    open_door(_door)
