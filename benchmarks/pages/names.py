"""Names for a synthetic season: places, people, buyers, all made up."""

from __future__ import annotations

FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Nông",
    "Lý",
    "Vi",
    "Đặng",
    "Đỗ",
    "Bùi",
    "Hà",
    "Lương",
    "Triệu",
)
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Ngọc", "Xuân", "Thu", "Quang", "Hữu", "Kim")
GIVEN = (
    "An", "Bảo", "Bình", "Chi", "Cường", "Dũng", "Đào", "Giang", "Hạnh", "Hiếu", "Hoa", "Hùng", "Khánh", "Lan",
    "Linh", "Long", "Mai", "Nam", "Ngân", "Nhung", "Phúc", "Phương", "Quân", "Sơn", "Tâm", "Thảo", "Thắng", "Tuấn",
    "Vân", "Yến",
)  # fmt: skip


def household(number: int) -> str:
    """The name of a household; many share one, as in life."""
    family, rest = FAMILY[number * 7 % len(FAMILY)], number // len(FAMILY)
    return f"Hộ {family} {MIDDLE[rest % len(MIDDLE)]} {GIVEN[number * 11 % len(GIVEN)]}"


def cooperative(number: int, place: str) -> str:
    """The name of a representative."""
    return f"HTX {place} {number}"


def buyer(number: int) -> str:
    """The name of a buyer."""
    kinds = ("Siêu thị", "Chợ đầu mối", "Công ty", "Thương lái", "Bếp ăn")
    return f"{kinds[number % len(kinds)]} {GIVEN[number * 13 % len(GIVEN)]} {FAMILY[number * 5 % len(FAMILY)]} {number}"


def unit_code(number: int) -> str:
    """A commune's code, out of the range in use."""
    return f"{90000 + number:05d}"
