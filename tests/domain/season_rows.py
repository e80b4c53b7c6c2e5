"""A few places, people, ways, lots and needs of a small season, entered through the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from cungcau.domain.demand.services import NeedRow, record_needs
from cungcau.domain.network.services import (
    AccessRow,
    ClosureRow,
    LaneRow,
    MarketRow,
    PointRow,
    record_access,
    record_closures,
    record_lanes,
    record_markets,
    record_points,
)
from cungcau.domain.registry.services import OrganisationRow, record_organisations
from cungcau.domain.supply.services import LotRow, record_lots
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.services import create_user
from cungcau.reference.catalogue import services as catalogue
from cungcau.reference.catalogue.models import Season
from cungcau.reference.geography import services as geography

START, END = date(2021, 9, 15), date(2021, 10, 31)
TAN_MY, HOANG_VIET = "06172", "06157"
SOURCE = "minh hoạ"
PASSWORD = "hồng-vành-khuyên-2021"


def record_places() -> None:
    """Văn Lãng before the district level ended, and what two of its communes are today."""
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    units = [
        geography.UnitRow("20", "tỉnh", "Lạng Sơn"),
        geography.UnitRow("91", "tỉnh", "An Giang"),
        geography.UnitRow("182", "huyện", "Văn Lãng", "20", None, last),
        geography.UnitRow(TAN_MY, "xã", "Tân Mỹ", "182", None, last, lat=21.98, lon=106.66),
        geography.UnitRow(HOANG_VIET, "xã", "Hoàng Việt", "182", None, last),
        geography.UnitRow("06172", "xã", "Hoàng Văn Thụ", "20", first),
        geography.UnitRow("06124", "xã", "Na Sầm", "20", first),
        geography.UnitRow("30292", "xã", "Bình Đức", "91"),
    ]
    geography.record_units(rows=units, source=SOURCE, actor=None)
    links = [
        geography.SuccessionRow(TAN_MY, last, "06172"),
        geography.SuccessionRow(HOANG_VIET, last, "06124"),
    ]
    geography.record_successions(rows=links, source=SOURCE, actor=None)


def record_catalogue(code: str = "hong-2021", area: str = "20") -> Season:
    """Persimmons in three grades, one certificate, one season."""
    persimmon = catalogue.CommodityRow("hong", "Hồng vành khuyên", SOURCE, "Vành khuyên persimmon")
    catalogue.record_commodities(rows=[persimmon], actor=None)
    grades = [catalogue.GradeRow("hong", rank, f"Loại {4 - rank}", SOURCE) for rank in (1, 2, 3)]
    catalogue.record_grades(rows=grades, actor=None)
    catalogue.record_certificates(rows=[catalogue.CertificateRow("VG", "VietGAP", SOURCE)], actor=None)
    row = catalogue.SeasonRow(code, f"Mùa hồng {code}", START, END, SOURCE, ("hong",), area, is_demo=True)
    return catalogue.record_season(row=row, actor=None)


def record_people() -> None:
    """A cooperative, three households it represents, a buyer."""
    rows = [
        OrganisationRow("H1", "Hộ Nông Thị Đào", "household", SOURCE, TAN_MY, "HTX", phone="0912 345 678"),
        OrganisationRow("H2", "Hộ Hoàng Văn Bảy", "household", SOURCE, TAN_MY, "HTX"),
        OrganisationRow("H3", "Hộ Lý Mỹ Yến", "household", SOURCE, HOANG_VIET, "HTX"),
        OrganisationRow("HTX", "HTX Hồng Tân Mỹ", "cooperative", SOURCE, TAN_MY),
        OrganisationRow("TL", "Thương lái Hà Nội", "trader", SOURCE),
    ]
    record_organisations(rows=rows, on=START, actor=None)


def lot(code: str, producer: str, place: str = TAN_MY, **facts: Any) -> LotRow:
    """One lot with usual values."""
    given: dict[str, Any] = {
        "commodity": "hong", "quantity_kg": 1000, "harvest_from": START, "harvest_to": date(2021, 9, 20),
        "source": SOURCE, "representative": "HTX", "grade": 2, **facts,
    }  # fmt: skip
    return LotRow(code=code, producer=producer, place=place, **given)


def need(code: str, **facts: Any) -> NeedRow:
    """One need with usual values."""
    given: dict[str, Any] = {
        "buyer": "TL", "commodity": "hong", "quantity_kg": 5000, "deliver_from": START,
        "deliver_to": date(2021, 9, 30), "market": "ha-noi", "source": SOURCE, "price_vnd_per_kg": 18_000,
        **facts,
    }  # fmt: skip
    return NeedRow(code=code, **given)


def point(code: str, name: str, **facts: Any) -> PointRow:
    """One collection point with usual values."""
    given: dict[str, Any] = {
        "place": TAN_MY, "open_from": START, "open_to": END, "source": SOURCE, "capacity_kg_per_day": 30_000,
        **facts,
    }  # fmt: skip
    return PointRow(code=code, name=name, **given)


def record_network(season: Season) -> None:
    """Two points, two markets, the ways between, a closure of each kind."""
    markets = [
        MarketRow("ha-noi", "Chợ đầu mối Hà Nội", "wholesale", SOURCE, "Hà Nội", 20.97, 105.86),
        MarketRow("voso", "Sàn Voso", "ecommerce", SOURCE),
    ]
    record_markets(rows=markets, actor=None)
    points = [
        point("P1", "Điểm Tân Mỹ 1", approved=True, approval_paper="Biên bản 01", hours="05:00-18:00",
              storage_kg=2000, agencies=("Sở Công Thương",), distance_to_checkpoint_m=3200),
        point("P2", "Điểm Hoàng Việt", place=HOANG_VIET),
    ]  # fmt: skip
    record_points(rows=points, season=season, on=START, actor=None)
    record_access(
        rows=[AccessRow(TAN_MY, "P1", 250, SOURCE), AccessRow(HOANG_VIET, "P2", 300, SOURCE)],
        on=START,
        actor=None,
    )
    lanes = [
        LaneRow("P1", "ha-noi", 1, 850, SOURCE, 9000),
        LaneRow("P1", "voso", 0, 4000, SOURCE),
        LaneRow("P2", "ha-noi", 1, 900, SOURCE, 8000),
    ]
    record_lanes(rows=lanes, actor=None)
    closed = [
        ClosureRow("place", HOANG_VIET, START, START, SOURCE),
        ClosureRow("point", "P1", START, START, SOURCE),
        ClosureRow("lane", "P2>ha-noi", START, START, SOURCE),
        ClosureRow("market", "voso", START, START, SOURCE),
    ]
    record_closures(season=season, rows=closed, actor=None)


@dataclass(frozen=True, slots=True)
class Small:
    """The small season and the rows it was made of."""

    season: Season
    lots: list[LotRow]
    needs: list[NeedRow]


def record_all() -> Small:
    """The whole small season: three lots, two needs."""
    record_places()
    season = record_catalogue()
    record_people()
    record_network(season)
    lots = [
        lot("L1", "H1", grade=3, certificates=("VG",), quantity_kg=1500, floor_price_vnd_per_kg=17_000),
        lot("L2", "H2", harvest_from=date(2021, 10, 1), harvest_to=date(2021, 10, 5)),
        lot("L3", "H3", HOANG_VIET, quantity_kg=700, grade=1),
    ]
    record_lots(season=season, rows=lots, actor=None)
    needs = [
        need("N1", min_grade=2, certificates=("VG",)),
        need("N2", market="voso", deliver_to=date(2021, 10, 31)),
    ]
    record_needs(season=season, rows=needs, actor=None)
    return Small(season, lots, needs)


def person(username: str, role: str = "", area: str = "20") -> User:
    """Somebody with a role over an area (none: with no right at all)."""
    user = create_user(username=username, full_name=f"Người {username}", password=PASSWORD)
    if role:
        access.grant_role(user=user, role=role, area_code=area, actor=None)
    return user
