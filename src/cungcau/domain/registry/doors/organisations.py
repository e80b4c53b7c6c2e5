"""The table of organisations and households."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry import doubting, policies, selectors
from cungcau.domain.registry.doors.reading import Faults, Named, placed, text
from cungcau.domain.registry.kind_words import EXPECTED, kind_of
from cungcau.domain.registry.models import Kind, Organisation
from cungcau.domain.registry.services import OrganisationRow, code_for, record_organisations
from cungcau.domain.survey.services import Doubtful, keep_many
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.phones import normalise
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row
from cungcau.platform.ui import clock
from cungcau.reference.geography.models import Unit
from cungcau.reference.geography.selectors import Resolver, label_of, provinces
from cungcau.reference.search import words

_COLUMNS = (
    Column("code", "Mã", also=("mã hộ", "mã tổ chức", "ma_to_chuc")),
    Column(
        "name", "Tên", required=True,
        also=("tổ chức", "tên tổ chức", "tên hộ", "chủ hộ", "họ tên", "họ và tên", "đơn vị", "tên đơn vị"),
    ),
    Column("kind", "Loại", also=("loai", "loại hình", "loại tổ chức")),
    Column(
        "place", "Địa bàn",
        also=("xã", "xã, phường", "địa chỉ", "nơi ở", "mã địa bàn"),
    ),
    Column("representative", "Đại diện", also=("người đại diện", "htx đại diện")),
    Column("phone", "Điện thoại", also=("sđt", "số điện thoại", "sdt")),
    Column("goods", "Mặt hàng", also=("mặt hàng nếu rõ", "nông sản", "sản phẩm")),
    Column("basis", "Căn cứ", also=("can_cu",)),
    Column("source", "Nguồn", also=("nguon", "nguồn tin")),
    Column("note", "Ghi chú", also=("ghi_chu",)),
)  # fmt: skip
_LONGEST_SOURCE = 300


class ProvinceForm(forms.Form):
    """Which province rows without a commune belong to."""

    province = forms.ChoiceField(
        label=_("Thuộc tỉnh"),
        required=False,
        help_text=_(
            "Dùng cho dòng không ghi xã; xã vẫn hiện là chưa rõ. Để trống nếu nơi ấy ở đâu cũng được."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["province"]
        assert isinstance(field, forms.ChoiceField)
        choices = [(unit.code, unit.title) for unit in provinces(clock.today())]
        field.choices = [("", _("không rõ")), *choices]


def record(rows: Sequence[Row], context: Context) -> Outcome:
    """Write all rows by code; one without a code gets one of its name and place, so that it is found again.

    Blank cells keep what is there. New ones that look like others are asked about.
    """
    on, faults = clock.today(), Faults()
    home = _province(str(context.options.get("province") or ""))
    resolver = Resolver(on, area=home.area_code if home else "")
    places = [_place(row, resolver, faults) or home for row in rows]
    known = _Known(rows)
    codes = [known.code_of(row, place, faults) for row, place in zip(rows, places, strict=True)]
    present = Organisation.objects.select_related("unit", "representative").filter(code__in=codes)
    there = {one.code: one for one in present.defer("words", "unit__words", "representative__words")}
    speakers = _Speakers(rows, codes)
    entries = []
    for row, code, place in zip(rows, codes, places, strict=True):
        speaker = speakers.code_of(row, faults)
        entries.append(_entry(row, code, place, there.get(code), speaker, faults, context))
    faults.refuse()
    try:
        done = record_organisations(rows=entries, on=on, actor=context.actor)
    except InputInvalid as error:
        coded = any(text(row, "code") for row in rows)
        raise placed(error, rows, {"code": "code" if coded else "name"}) from error
    questions = _ask(set(codes) - set(there), context)
    return Outcome(done.created, done.changed, done.unchanged, questions)


class _Speakers:
    """Whom the column of representatives names: somebody of the same table, or one that is there."""

    def __init__(self, rows: Sequence[Row], codes: Sequence[str]) -> None:
        self._own = {words(text(row, "name")): code for row, code in zip(rows, codes, strict=True)}
        self._codes = set(codes)
        self._named = Named(text(row, "representative") for row in rows)

    def code_of(self, row: Row, faults: Faults) -> str:
        """The code of the one named; blank for none, and for one that is not clear, with a fault."""
        said = text(row, "representative")
        if not said or said in self._codes:
            return said
        found = self._named.one(said)
        code = found.code if found else self._own.get(words(said), "")
        if not code:
            faults.note(row, "representative", said, self._named.expected(said))
        return code


def _province(code: str) -> Unit | None:
    return provinces(clock.today()).filter(code=code).first() if code else None


def _place(row: Row, resolver: Resolver, faults: Faults) -> Unit | None:
    said = text(row, "place")
    if not said:
        return None
    found = resolver.resolve(said)
    if isinstance(found, Unit):
        return found
    meant = "; ".join(label_of(one.unit) for one in found[:5])
    faults.note(
        row, "place", said, f"có thể là: {meant}" if meant else "cần tên xã, phường kèm tỉnh, hoặc mã"
    )
    return None


class _Known:
    """Recognises organisations brought in before with a place, or without one, that this table gives otherwise.

    Only organisations: two households of one name are two, until somebody says otherwise.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        names = {words(text(row, "name"))[:200] for row in rows if not text(row, "code")} - {""}
        self._named: dict[str, list[Organisation]] = defaultdict(list)
        found = Organisation.objects.filter(folded_name__in=names, merged_into=None).order_by("pk")
        for one in found.exclude(kind=Kind.HOUSEHOLD).defer("words"):
            self._named[one.folded_name].append(one)

    def code_of(self, row: Row, place: Unit | None, faults: Faults) -> str:
        """The row's own code; else that of the only one of its name that it can mean; else a new one."""
        said, name = text(row, "code"), text(row, "name")
        made = said or code_for(name, place.area_code if place else "")
        if said:
            return made
        kind = kind_of(text(row, "kind"), name)
        alike = [
            one
            for one in self._named.get(words(name)[:200], [])
            if (not kind or one.kind == kind) and (place is None or not one.area_code)
        ]
        if not alike or any(one.code == made for one in alike):
            return made
        if len(alike) > 1:
            codes = ", ".join(one.code for one in alike[:5])
            expected = f"có {len(alike)} nơi tên như vậy ({codes}); hãy ghi mã, ghi xã hoặc chọn “Thuộc tỉnh”"
            faults.note(row, "name", name, expected)
            return made
        return alike[0].code


def _entry(
    row: Row,
    code: str,
    place: Unit | None,
    old: Organisation | None,
    speaker: str,
    faults: Faults,
    context: Context,
) -> OrganisationRow:
    """The row to write; what a cell leaves blank stays as it is."""
    said, name = text(row, "kind"), text(row, "name")
    kind = kind_of(said, name) or (old.kind if old and not said else "")
    if not kind:
        faults.note(row, "kind", said, EXPECTED)
    if not words(name):
        faults.note(row, "name", name, "cần tên có chữ hoặc số")
    if old is not None and place is None:
        place = old.unit
    sources = [text(row, "basis"), text(row, "source") or (context.source if not old else "")]
    source = "; ".join(filter(None, sources))[:_LONGEST_SOURCE] or (old.source if old else context.source)
    phone = text(row, "phone") or (old.phone or "" if old else "")
    if phone and not _phone(phone):
        faults.note(row, "phone", phone, "cần số điện thoại như 0912 345 678")
        phone = ""
    return OrganisationRow(
        code=code,
        name=name,
        kind=kind or Kind.HOUSEHOLD,
        source=source,
        place=place.code if place else "",
        representative=speaker or (old.representative.code if old and old.representative else ""),
        weight=old.weight if old else Decimal(1),
        phone=phone,
        is_demo=old.is_demo if old else False,
        goods=text(row, "goods") or (old.goods if old else ""),
        note=text(row, "note") or (old.note if old else ""),
    )


def _phone(said: str) -> str:
    try:
        return normalise(said)
    except DomainError:
        return ""


def _ask(codes: set[str], context: Context) -> int:
    """Keep a question for each new one that looks like another; returns how many stay open."""
    new = list(Organisation.objects.defer("words").filter(code__in=codes))
    alike = selectors.alikes_of_many(new)
    about = []
    for one in new:
        found = [(other.organisation.name, other.told) for other in alike.get(one.pk, [])]
        about.append(Doubtful(one, doubting.alike_doubts(found), one.area_code, is_demo=one.is_demo))
    return keep_many([one for one in about if one.doubts], actor=context.actor)


ORGANISATIONS = Door(
    kind="registry.organisations",
    title=_("Tổ chức, hộ"),
    help=_(
        "Mỗi dòng một tổ chức hoặc hộ. Không có mã cũng được: mã được đặt theo tên và địa bàn, nhập lại sẽ cập nhật."
    ),
    columns=_COLUMNS,
    permission=policies.RECORD,
    record=record,
    options=ProvinceForm,
    done_url="registry:list",
    examples=(
        {"name": "HTX Hồng Tân Mỹ", "kind": "HTX", "place": "Tân Mỹ, Văn Lãng", "goods": "hồng vành khuyên"},
        {
            "name": "Hộ Nông Thị Đào",
            "kind": "Hộ",
            "place": "Tân Mỹ, Văn Lãng",
            "representative": "HTX Hồng Tân Mỹ",
            "phone": "0912 345 678",
        },
    ),
)
