"""Organisations and certificates as tables and as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry.models import Certificate, Kind, Organisation
from cungcau.domain.registry.selectors import STANDING_LABELS, certificates_valid, masked, standing
from cungcau.platform.exchange.services import Column
from cungcau.platform.ui import figures
from cungcau.reference.geography.models import Level, title_of

SHEET = (
    Column("code", "Mã"),
    Column("name", "Tên"),
    Column("kind", "Loại"),
    Column("place_code", "Mã địa bàn"),
    Column("place", "Địa bàn"),
    Column("area", "Mã địa bàn hiện nay"),
    Column("representative", "Đại diện"),
    Column("phone", "Điện thoại"),
    Column("goods", "Mặt hàng"),
    Column("certificates", "Giấy còn hạn"),
    Column("note", "Ghi chú"),
    Column("source", "Nguồn"),
    Column("updated", "Cập nhật lúc", "datetime"),
)


class OrganisationTable(tables.Table):
    """Organisations; sorting by place goes by today's area, then by name."""

    name = tables.Column(
        verbose_name=_("Tên"), linkify=("registry:organisation", [tables.A("pk")]), order_by=("folded", "pk")
    )
    kind = tables.Column(verbose_name=_("Loại"), order_by=("kind", "folded", "pk"))
    place = tables.Column(verbose_name=_("Địa bàn"), empty_values=(), order_by=("area_code", "folded", "pk"))
    representative = tables.Column(
        verbose_name=_("Đại diện"), accessor="representative__name", orderable=False
    )
    certificates = tables.Column(verbose_name=_("Giấy còn hạn"), empty_values=(), orderable=False)
    phone = tables.Column(verbose_name=_("Điện thoại"), orderable=False)
    updated_at = tables.Column(verbose_name=_("Cập nhật"), order_by=("updated_at", "pk"))

    caption = _("Danh sách tổ chức, hộ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "name"
        empty_text = _("Không có tổ chức, hộ nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def __init__(
        self, data: QuerySet[Organisation], *, on: date, names: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self._on = on
        self._names = names
        self._held: dict[int, frozenset[str]] | None = None

    def render_kind(self, record: Organisation) -> str:
        """In words."""
        return str(Kind(record.kind).label)

    def render_place(self, record: Organisation) -> str:
        """The place as entered; what is missing is said to be."""
        return place_of(record)

    def render_certificates(self, record: Organisation) -> str:
        """What counts today, read for the page's rows in one question."""
        if self._held is None:
            rows = self.page.object_list.data if self.page is not None else [record]
            self._held = certificates_valid([row.pk for row in rows], self._on)
        return ", ".join(self._names.get(code, code) for code in sorted(self._held.get(record.pk, ()))) or "–"

    def render_phone(self, value: str) -> str:
        """Masked."""
        return masked(value)

    def render_updated_at(self, value: datetime) -> str:
        """The day."""
        return figures.date(value)


def place_of(record: Organisation) -> str:
    """``Xã Tân Mỹ``; a place above the commune with what is not known."""
    if record.unit is None:
        return _now("chưa rõ")
    if record.unit.level != Level.COMMUNE:
        return _now("%(place)s (chưa rõ xã)") % {"place": record.unit.title}
    return record.unit.title


_READ = (
    "pk", "code", "name", "kind", "unit__code", "unit__kind", "unit__name", "area_code", "representative__name",
    "phone", "goods", "note", "source", "updated_at",
)  # fmt: skip
_PORTION = 2000


def sheet_rows(rows: QuerySet[Organisation], on: date, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Rows of :data:`SHEET`, read in portions; phones masked as on the page."""
    portion: list[dict[str, Any]] = []
    for values in rows.prefetch_related(None).values_list(*_READ).iterator(chunk_size=_PORTION):
        portion.append(dict(zip(_READ, values, strict=True)))
        if len(portion) == _PORTION:
            yield from _said(portion, on, names)
            portion = []
    yield from _said(portion, on, names)


def _said(portion: list[dict[str, Any]], on: date, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    held = certificates_valid([row["pk"] for row in portion], on)
    for row in portion:
        codes = sorted(held.get(row["pk"], ()))
        yield {
            "code": row["code"],
            "name": row["name"],
            "kind": str(Kind(row["kind"]).label),
            "place_code": row["unit__code"],
            "place": title_of(row["unit__kind"], row["unit__name"]) if row["unit__code"] else "",
            "area": row["area_code"],
            "representative": row["representative__name"],
            "phone": masked(row["phone"]).replace("+84", "0", 1),
            "goods": row["goods"],
            "certificates": "; ".join(names.get(code, code) for code in codes),
            "note": row["note"],
            "source": row["source"],
            "updated": row["updated_at"],
        }


PAPERS = (
    Column("organisation_code", "Mã tổ chức"),
    Column("organisation", "Tổ chức, hộ"),
    Column("kind", "Loại giấy"),
    Column("number", "Số"),
    Column("issuer", "Nơi cấp"),
    Column("issued", "Cấp ngày", "date"),
    Column("expires", "Hết hạn ngày", "date"),
    Column("standing", "Tình trạng"),
    Column("source", "Nguồn"),
)


class CertificateTable(tables.Table):
    """Papers running out, the next first."""

    organisation = tables.Column(
        verbose_name=_("Tổ chức, hộ"), accessor="organisation__name",
        linkify=("registry:organisation", [tables.A("organisation_id")]), order_by=("organisation__folded", "pk"),
    )  # fmt: skip
    kind = tables.Column(verbose_name=_("Loại giấy"), accessor="kind__name", order_by=("kind__name", "pk"))
    number = tables.Column(verbose_name=_("Số"), orderable=False)
    expires_on = tables.Column(verbose_name=_("Hết hạn ngày"), order_by=("expires_on", "pk"))
    standing = tables.Column(verbose_name=_("Tình trạng"), empty_values=(), orderable=False)

    caption = _("Giấy chứng nhận sắp hoặc mới hết hạn")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "expires_on"
        empty_text = _("Không có giấy nào khớp.")

    def __init__(self, data: QuerySet[Certificate], *, on: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._on = on

    def render_expires_on(self, value: date) -> str:
        """The day."""
        return figures.date(value)

    def render_standing(self, record: Certificate) -> str | Promise:
        """What it is worth today, and the days left."""
        said = STANDING_LABELS[standing(record, self._on)]
        left = (record.expires_on - self._on).days if record.expires_on else None
        return f"{said} ({left} ngày)" if left is not None and left >= 0 else said


def paper_rows(rows: QuerySet[Certificate], on: date) -> Iterator[dict[str, Any]]:
    """Rows of :data:`PAPERS`."""
    for one in rows.iterator(chunk_size=_PORTION):
        yield {
            "organisation_code": one.organisation.code,
            "organisation": one.organisation.name,
            "kind": one.kind.name,
            "number": one.number,
            "issuer": one.issuer,
            "issued": one.issued_on,
            "expires": one.expires_on,
            "standing": str(STANDING_LABELS[standing(one, on)]),
            "source": one.source,
        }
