"""Buyers, goods and seasons that a table of needs names: found, or made where that was asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cungcau.domain.registry.models import Kind, Organisation
from cungcau.domain.registry.policies import may_record
from cungcau.domain.registry.services import OrganisationRow, record_organisations
from cungcau.kernel.vntext import fold, show_date
from cungcau.platform.access.selectors import allows, areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.doors import Row
from cungcau.platform.ui import clock
from cungcau.reference.catalogue import policies as catalogue_policies
from cungcau.reference.catalogue import services as catalogue
from cungcau.reference.catalogue.models import CertificateKind, Commodity, Season
from cungcau.reference.catalogue.selectors import CommodityNames, seasons
from cungcau.reference.recording import Faults
from cungcau.reference.search import words

_BUYER_KINDS = (
    ("sieu thi", Kind.SUPERMARKET), ("tmdt", Kind.ECOMMERCE), ("thuong mai dien tu", Kind.ECOMMERCE),
    ("cho dau moi", Kind.WHOLESALE_MARKET), ("thuong lai", Kind.TRADER), ("che bien", Kind.PROCESSOR),
    ("nha may", Kind.PROCESSOR), ("bep an", Kind.KITCHEN), ("xuat khau", Kind.EXPORTER),
    ("don phan phoi", Kind.AGENCY), ("tong hop", Kind.AGENCY), ("co quan", Kind.AGENCY),
    ("doanh nghiep", Kind.ENTERPRISE), ("hop tac xa", Kind.COOPERATIVE),
)  # fmt: skip

OPENED = "Mở khi nhập bảng nhu cầu; ngày đầu và ngày cuối lấy tạm cả năm, cần sửa lại."
"""What the description of a season opened here says."""


def slug(text: str, most: int) -> str:
    """A code made of a name."""
    return words(text).replace(" ", "-")[:most].strip("-")


def kind_named(text: str) -> Kind | None:
    """The kind of organisation a word means; None for one nobody knows."""
    folded = fold(text)
    return next((kind for name, kind in _BUYER_KINDS if name in folded), None)


@dataclass(slots=True)
class Goods:
    """A commodity with the certificate its name carried, and what was understood."""

    commodity: Commodity
    certificates: tuple[str, ...] = ()
    assumed: list[str] = field(default_factory=list)


class GoodsFinder:
    """Commodities by the names a table gives them; new ones are made where that was asked for and allowed."""

    def __init__(self, actor: User, *, may_create: bool, source: str) -> None:
        self._actor, self._source = actor, source
        self._may_create = may_create and allows(actor, catalogue_policies.RECORD, "")
        self._names = CommodityNames()
        self._found: dict[str, Goods | str] = {}
        self.kinds = {words(kind.name): kind for kind in CertificateKind.objects.all()}

    def find(self, name: str) -> Goods | str:
        """The goods, or what is expected of the cell instead."""
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def certificates_in(self, text: str) -> tuple[str, ...]:
        """Codes of the kinds of certificates a text names."""
        told = f" {words(text)} "
        return tuple(sorted({kind.code for name, kind in self.kinds.items() if name and f" {name} " in told}))

    def _find(self, name: str) -> Goods | str:
        exact = self._sure(name)
        if exact:
            return Goods(exact)
        codes = self.certificates_in(name)
        bare = name
        for key, kind in self.kinds.items():
            if kind.code in codes:
                bare = " ".join(word for word in bare.split() if words(word) not in key.split())
        if codes and bare.strip():
            rest = self._sure(bare) or (self._make(bare) if self._may_create else None)
            if rest:
                return Goods(rest, codes, [f"“{name}” là {rest.name_vi}, chứng nhận {', '.join(codes)}"])
        if self._may_create:
            return Goods(self._make(name))
        near = [one.commodity.name_vi for one in self._names.named(name)][:3]
        hint = f" (có phải {' / '.join(near)}?)" if near else ""
        return f"chưa có nông sản này trong danh mục{hint}; chọn “Tạo nông sản chưa có” hoặc thêm ở Danh mục"

    def _sure(self, name: str) -> Commodity | None:
        found = self._names.named(name)
        return found[0].commodity if found and found[0].sure else None

    def _make(self, name: str) -> Commodity:
        row = catalogue.CommodityRow(slug(name, 60), name.strip()[:120], self._source)
        catalogue.record_commodities(rows=[row], actor=self._actor)
        self._names = CommodityNames()
        return Commodity.objects.get(code=row.code)


class SeasonFinder:
    """The season of a row by its goods and year; a missing one is opened for the whole year where asked for."""

    def __init__(self, actor: User, options: Mapping[str, Any], source: str) -> None:
        self._actor, self._source = actor, source
        self._chosen = next((one for one in seasons() if one.code == options.get("season")), None)
        self._may_open = bool(options.get("open_seasons"))
        self._found: dict[tuple[int, int | None], Season | None] = {}

    def find(self, commodity: Commodity, year: int | None) -> Season | str:
        """The season, or what is expected of the cell instead."""
        if self._chosen is not None and commodity.pk in {one.pk for one in self._chosen.commodities.all()}:
            return self._chosen
        if self._chosen is not None:
            return self._elsewhere(commodity, year)
        if year is None or not 1990 <= year <= 2100:
            return "cần năm để tìm mùa vụ, hoặc chọn mùa vụ trước khi gửi"
        key = (commodity.pk, year)
        if key not in self._found:
            rows = Season.objects.filter(commodities=commodity, start__year__lte=year, end__year__gte=year)
            self._found[key] = rows.order_by("start").first() or (
                self._open(commodity, year) if self._may_open else None
            )
        found = self._found[key]
        return (
            found
            or f"chưa có mùa {commodity.name_vi} năm {year}; chọn “Mở mùa vụ chưa có” hoặc mở ở trang Mùa vụ"
        )

    def outside(self, commodity: Commodity, season: Season, first: date, last: date) -> str:
        """What to do about days that the chosen season does not touch; blank where it does, or none was chosen."""
        if self._chosen is None or (first <= season.end and last >= season.start):
            return ""
        days = f"{show_date(first)} – {show_date(last)}"
        there = Season.objects.filter(commodities=commodity, start__lte=last, end__gte=first)
        return (
            f"{days} nằm ngoài mùa vụ đã chọn, {season.name} "
            f"({show_date(season.start)} – {show_date(season.end)}); {_instead(there)}"
        )

    def _elsewhere(self, commodity: Commodity, year: int | None) -> str:
        assert self._chosen is not None
        there = Season.objects.filter(commodities=commodity)
        if year is not None and 1990 <= year <= 2100:
            there = there.filter(start__year__lte=year, end__year__gte=year)
        return f"mùa vụ đã chọn, {self._chosen.name}, không có {commodity.name_vi}; {_instead(there)}"

    def _open(self, commodity: Commodity, year: int) -> Season | None:
        held = areas_with(self._actor, catalogue_policies.RECORD_SEASON)
        if not held:
            return None
        row = catalogue.SeasonRow(
            code=f"{commodity.code[:50]}-{year}", name=f"{commodity.name_vi} {year}", start=date(year, 1, 1),
            end=date(year, 12, 31), source=self._source, commodities=(commodity.code,), area_code=min(held),
            description=OPENED,
        )  # fmt: skip
        return catalogue.record_season(row=row, actor=self._actor)


def _instead(seasons_there: QuerySet[Season]) -> str:
    """Which season to choose."""
    names = [f"“{one.name}”" for one in seasons_there.order_by("start", "code")[:3]]
    if not names:
        return "hãy bỏ chọn mùa vụ và tích “Mở mùa vụ chưa có”, hoặc mở mùa vụ ấy ở trang Mùa vụ"
    return f"hãy chọn {' hoặc '.join(names)}, hoặc để trống ô Mùa vụ để tìm theo mặt hàng và năm"


def buyers_of(
    rows: Sequence[tuple[Row, str, str]], *, actor: User, may_create: bool, source: str, faults: Faults
) -> dict[str, Organisation]:
    """Buyers by their name as it stands in the rows (row, name, kind in words): those there, and new ones.

    Rows whose buyer is neither are noted as faults by their place in the sequence.
    """
    keys = {name: words(name) for _row, name, _kind in rows}
    found = _there(keys.values())
    new: dict[str, OrganisationRow] = {}
    for number, (_row, name, kind) in enumerate(rows, faults.first):
        if keys[name] in found or keys[name] in new:
            continue
        meant = kind_named(kind) or Kind.ENTERPRISE
        allowed = may_create and may_record(actor, kind=meant, area="")
        faults.unless(allowed, number, "buyer", name, "chưa có tổ chức này; thêm ở trang Tổ chức, hộ")
        faults.unless(bool(keys[name]), number, "buyer", name, "cần tên bên mua")
        if allowed and keys[name]:
            digest = hashlib.sha256(keys[name].encode()).hexdigest()[:6]
            code = f"mua-{slug(name, 40)}-{digest}"
            new[keys[name]] = OrganisationRow(code, name[:200], meant.value, source)
    if new:
        record_organisations(rows=list(new.values()), on=clock.today(), actor=actor)
        found |= _there(new)
    return {name: found[key] for name, key in keys.items() if key in found}


def _there(keys: Iterable[str]) -> dict[str, Organisation]:
    rows = Organisation.objects.filter(folded_name__in=set(keys), merged_into=None).order_by("-pk")
    return {one.folded_name: one for one in rows}
