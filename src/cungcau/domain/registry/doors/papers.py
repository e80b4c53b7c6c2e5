"""The table of certificates."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry import policies
from cungcau.domain.registry.doors.reading import Faults, Named, day, goods, kinds_of_papers, placed, text
from cungcau.domain.registry.models import Certificate
from cungcau.domain.registry.services import record_certificates
from cungcau.kernel.errors import InputInvalid
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row
from cungcau.platform.ui import clock
from cungcau.reference.search import words

_COLUMNS = (
    Column("organisation", "Tổ chức, hộ", required=True, also=("tổ chức", "mã", "htx", "đơn vị", "tên hộ")),
    Column("kind", "Loại giấy", required=True, also=("chứng nhận", "loại chứng nhận", "tiêu chuẩn")),
    Column("number", "Số", also=("so", "số giấy", "số chứng nhận", "mã số")),
    Column("issuer", "Nơi cấp", also=("đơn vị cấp", "tổ chức chứng nhận")),
    Column("scope", "Phạm vi", also=("pham_vi",)),
    Column("commodity", "Nông sản", also=("mặt hàng", "cây trồng")),
    Column("issued_on", "Cấp ngày", "date", also=("ngày cấp",)),
    Column("expires_on", "Hết hạn ngày", "date", also=("ngày hết hạn", "hiệu lực đến", "có giá trị đến")),
    Column("document", "Bản lưu", also=("ban_luu",)),
    Column("source", "Nguồn", also=("nguon",)),
)  # fmt: skip


def record(rows: Sequence[Row], context: Context) -> Outcome:
    """Write papers by holder, kind and number; blank cells of a paper that is there keep what it says."""
    faults = Faults()
    named = Named(text(row, "organisation") for row in rows)
    kinds, commodities = kinds_of_papers(), goods()
    papers = []
    for row in rows:
        holder = named.one(text(row, "organisation"))
        if holder is None:
            faults.note(
                row, "organisation", text(row, "organisation"), named.expected(text(row, "organisation"))
            )
        kind = kinds.get(words(text(row, "kind")))
        if kind is None:
            said = ", ".join(sorted({one.name for one in kinds.values()})) or "một loại giấy trong danh mục"
            faults.note(row, "kind", text(row, "kind"), f"cần một trong: {said}")
        commodity = commodities.get(words(text(row, "commodity")))
        if commodity is None and text(row, "commodity"):
            faults.note(row, "commodity", text(row, "commodity"), "cần tên một nông sản trong danh mục")
        if holder is not None and kind is not None:
            papers.append(
                Certificate(
                    organisation=holder, kind=kind, commodity=commodity, issued_on=day(row, "issued_on"),
                    expires_on=day(row, "expires_on"), source=(text(row, "source") or context.source)[:300],
                    **{name: text(row, name) for name in ("number", "issuer", "scope", "document")},
                )
            )  # fmt: skip
    faults.refuse()
    _fill(papers, rows)
    try:
        done = record_certificates(papers=papers, actor=context.actor, on=clock.today())
    except InputInvalid as error:
        raise placed(error, rows, {"kind": "number", "kind_id": "number"}) from error
    return Outcome(done.created, done.changed, done.unchanged)


def _fill(papers: Sequence[Certificate], rows: Sequence[Row]) -> None:
    """What a row leaves blank stays as it is."""
    there = {
        (one.organisation_id, one.kind_id, one.number): one
        for one in Certificate.objects.filter(organisation__in={one.organisation_id for one in papers})
    }
    for one, row in zip(papers, rows, strict=True):
        old = there.get((one.organisation_id, one.kind_id, one.number))
        if old is None:
            continue
        for name in ("issuer", "scope", "document", "commodity_id", "issued_on", "expires_on"):
            if getattr(one, name) in (None, ""):
                setattr(one, name, getattr(old, name))
        if not text(row, "source"):
            one.source = old.source
        one.is_demo = old.is_demo


CERTIFICATES = Door(
    kind="registry.certificates",
    title=_("Giấy chứng nhận"),
    help=_("Mỗi dòng một giấy, nhận ra theo tổ chức, loại và số; nhập lại sẽ cập nhật."),
    columns=_COLUMNS,
    permission=policies.RECORD,
    record=record,
    done_url="registry:certificates",
    examples=({"organisation": "HTX Hồng Tân Mỹ", "kind": "VietGAP", "number": "VietGAP-TT-12-03-24-0001"},),
)
