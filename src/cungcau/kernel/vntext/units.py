"""The units people write, as one table; the standard unit of each dimension has factor 1.

Sào, công and mẫu are customary and differ by region; the sizes are those local papers convert by. A
giạ is a local measure of volume: how many kg it holds must be told (``kg_per_gia``), so it has no factor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from cungcau.kernel.vntext.reading import Region


class Dimension(StrEnum):
    """What a unit measures; spans that cannot be turned into each other exactly stand apart."""

    MASS = "kg"
    AREA = "m2"
    MONEY = "dong"
    CLOCK = "minute"
    DAYS = "day"
    MONTHS = "month"
    COUNT = "count"


TIMES = frozenset({Dimension.CLOCK, Dimension.DAYS, Dimension.MONTHS})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its code, how it is written, and its size in the standard unit of the dimension.

    ``factor`` is used where ``regional`` is empty; both absent means the size must be asked for.
    The first of ``words`` is the one shown to people. A word in ``spelled`` is only known with its marks.
    """

    code: str
    dimension: Dimension
    words: tuple[str, ...]
    factor: Fraction | None = Fraction(1)
    regional: tuple[tuple[Region, Fraction], ...] = ()
    spelled: tuple[str, ...] = ()

    def size(self, region: Region | None) -> Fraction | None:
        """Return the factor, for ``region`` where it differs by region; ``None`` when not known."""
        return dict(self.regional).get(region) if self.regional and region else self.factor


def _unit(code: str, dimension: Dimension, words: str, factor: Fraction | int | None = 1) -> Unit:
    return Unit(code, dimension, _words(words), Fraction(factor) if factor is not None else None)


def _words(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split("|"))


def _by_region(code: str, words: str, sizes: Mapping[Region, int]) -> Unit:
    regional = tuple((region, Fraction(size)) for region, size in sizes.items())
    return Unit(code, Dimension.AREA, _words(words), None, regional)


_MASS = (
    _unit(
        "kg", Dimension.MASS, "kg|kilôgam|ki lô gam|kilogam|ki-lô-gam|kí lô|ki lô|kilô|kilo|ký lô|ký|kí|cân"
    ),
    _unit("tan", Dimension.MASS, "tấn|t", 1000),
    _unit("ta", Dimension.MASS, "tạ", 100),
    _unit("yen", Dimension.MASS, "yến", 10),
    _unit("lang", Dimension.MASS, "lạng", Fraction(1, 10)),
    _unit("g", Dimension.MASS, "g|gam|gram|gr", Fraction(1, 1000)),
    _unit("gia", Dimension.MASS, "giạ", None),
)

_AREA = (
    _unit("m2", Dimension.AREA, "m²|m2|mét vuông"),
    _unit("ha", Dimension.AREA, "ha|hecta|héc ta|héc-ta|hécta|hec ta|héc-tar|hectare|mẫu tây", 10_000),
    _unit("km2", Dimension.AREA, "km²|km2|ki lô mét vuông|cây số vuông", 1_000_000),
    _unit("cong", Dimension.AREA, "công|công đất|công ruộng|công tầm nhỏ|công nhỏ|công đất tầm nhỏ", 1000),
    _unit("cong_tam_lon", Dimension.AREA, "công tầm lớn|công lớn|công tầm cấy|công đất tầm lớn", 1300),
    _by_region("sao", "sào|sào ruộng|sào đất", {Region.NORTH: 360, Region.CENTRE: 500, Region.SOUTH: 1000}),
    _by_region(
        "mau", "mẫu|mẫu ruộng|mẫu đất", {Region.NORTH: 3600, Region.CENTRE: 5000, Region.SOUTH: 10_000}
    ),
)

_MONEY = (
    _unit("dong", Dimension.MONEY, "đ|đồng|vnđ|vnd|₫|đồng việt nam|việt nam đồng|đồng chẵn"),
    _unit("nghin_dong", Dimension.MONEY, "ngđ|nđ", 1000),
    _unit("trieu_dong", Dimension.MONEY, "trđ", 1_000_000),
)

_TIME = (
    _unit("minute", Dimension.CLOCK, "phút|ph"),
    _unit("hour", Dimension.CLOCK, "giờ|tiếng|h|tiếng đồng hồ|giờ đồng hồ", 60),
    _unit("day", Dimension.DAYS, "ngày|hôm"),
    _unit("week", Dimension.DAYS, "tuần|tuần lễ", 7),
    _unit("month", Dimension.MONTHS, "tháng"),
    _unit("year", Dimension.MONTHS, "năm", 12),
)

_THINGS = (
    ("working_day", "ngày làm việc"),
    ("night", "đêm"),
    ("vu", "vụ|mùa vụ|mùa"),
    ("%", "%|phần trăm"),
    ("ho", "hộ|hộ dân|hộ nông dân|hộ gia đình|hộ trồng|hộ sản xuất|nông hộ"),
    ("nguoi", "người|nông dân|lao động|công nhân"),
    ("thanh_vien", "thành viên|xã viên"),
    ("htx", "hợp tác xã|htx"),
    ("tht", "tổ hợp tác|tht"),
    ("to", "tổ|nhóm|nhóm hộ"),
    ("to_chuc", "tổ chức|tổ chức kinh tế"),
    ("lien_hiep", "liên hiệp|liên hiệp hợp tác xã|liên hiệp htx"),
    ("doanh_nghiep", "doanh nghiệp|công ty|dn"),
    ("thuong_lai", "thương lái|thương nhân"),
    ("don_vi", "đơn vị|cơ sở"),
    ("chu_the", "chủ thể"),
    ("san_pham", "sản phẩm|sp|mặt hàng"),
    ("sao_ocop", "sao"),
    ("xe", "xe|xe tải|chiếc xe|ô tô|xe ô tô|đầu xe"),
    ("container", "container|công ten nơ|công-ten-nơ|cont"),
    ("chuyen", "chuyến|chuyến xe|lượt xe|lượt"),
    ("tau", "tàu|ghe|thuyền|xuồng"),
    ("cay", "cây|gốc"),
    ("qua", "quả|trái"),
    ("bo", "bó"),
    ("buong", "buồng"),
    ("con", "con"),
    ("thung", "thùng"),
    ("hop", "hộp"),
    ("sot", "sọt"),
    ("ro", "rổ|rổ nhựa"),
    ("khay", "khay"),
    ("bao", "bao|bao tải"),
    ("tui", "túi|bịch|gói"),
    ("chai", "chai|lọ|hũ"),
    ("ta_12", "tá"),
    ("cai", "cái|chiếc"),
    ("lo", "lô|lô hàng"),
    ("diem", "điểm|điểm cân|điểm tập kết|điểm thu mua"),
    ("lo_say", "lò sấy|lò"),
    ("kho", "kho|kho lạnh"),
    ("don", "đơn|đơn hàng"),
    ("hop_dong", "hợp đồng"),
    ("xa", "xã|phường"),
    ("thon", "thôn|bản|ấp|khu phố"),
    ("ma_vung_trong", "mã vùng trồng|mã số vùng trồng"),
    ("mo_hinh", "mô hình"),
    ("lan", "lần"),
    ("dot", "đợt"),
)
# Without its marks this word is known as a unit of mass.
_SPELLED = {"ta_12": ("tá",)}
_COUNT = tuple(
    Unit(code, Dimension.COUNT, _words(words), spelled=_SPELLED.get(code, ())) for code, words in _THINGS
)

UNITS: tuple[Unit, ...] = (*_MASS, *_AREA, *_MONEY, *_TIME, *_COUNT)
BY_CODE: Mapping[str, Unit] = {unit.code: unit for unit in UNITS}
