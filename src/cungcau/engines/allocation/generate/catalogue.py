"""What synthetic scenarios are made of: invented goods figures, syllables of place names, cities on the map.

Prices (đồng per kg at the farm gate), lot sizes (kg) and days of life are round guesses that make the
planning problem lifelike; they are no statistics. Positions of cities are rounded to a tenth of a degree.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Good:
    """A commodity: usual price (đồng/kg), usual lot (kg), days it keeps (None: dry goods)."""

    name: str
    price: int
    lot_kg: int
    life_days: int | None


@dataclass(frozen=True, slots=True)
class City:
    """A market town, roughly on the map (degrees north and east), and how much of the demand it draws."""

    name: str
    north: float
    east: float
    pull: int


_GOODS = """
xoài 18000 1200 9|nhãn 22000 800 6|vải thiều 25000 900 4|thanh long 14000 1500 8|chuối 8000 1000 8
cam 16000 1100 18|bưởi 20000 1000 30|mít 12000 1400 7|dứa 9000 1600 8|na 35000 500 4
hồng 15000 900 12|mận 20000 600 6|dưa hấu 7000 2500 12|dưa lưới 28000 900 9|chanh 12000 700 18
ổi 10000 800 6|đu đủ 9000 1200 6|sầu riêng 60000 1500 6|măng cụt 45000 500 8|chôm chôm 18000 900 5
bơ 25000 700 8|vú sữa 30000 500 6|mãng cầu 32000 500 4|quýt 18000 800 16|táo 15000 600 10
nho 40000 500 7|dâu tằm 20000 300 2|cải bắp 6000 1800 14|cải thảo 7000 1500 10|cải ngọt 9000 600 3
rau muống 8000 500 2|xà lách 15000 500 4|su hào 7000 1200 12|cà rốt 10000 1800 25|khoai tây 11000 2200 45
khoai lang 9000 2000 30|hành lá 14000 400 4|hành tím 25000 1200 60|tỏi 60000 600 90|ớt 22000 500 8
cà chua 12000 1200 9|dưa leo 9000 900 6|bầu 7000 900 7|bí xanh 7000 1300 20|bí đỏ 8000 1600 40
mướp 8000 600 5|đậu bắp 13000 400 4|đậu cô ve 14000 500 5|bắp nếp 8000 1000 4|nấm rơm 60000 150 2
gừng 20000 900 45|nghệ 15000 900 60|sắn 3000 4000 6|lạc 28000 800 -|đậu tương 22000 900 -
gạo 15000 3000 -|nếp 20000 1800 -|cà phê 60000 1500 -|hồ tiêu 90000 700 -|chè búp 8000 900 1
"""


def _goods() -> tuple[Good, ...]:
    found = []
    for entry in _GOODS.strip().replace("\n", "|").split("|"):
        name, price, lot_kg, life = entry.rsplit(" ", 3)
        found.append(Good(name, int(price), int(lot_kg), None if life == "-" else int(life)))
    return tuple(found)


GOODS = _goods()

CITIES = (
    City("Hà Nội", 21.0, 105.8, 20),
    City("TP. Hồ Chí Minh", 10.8, 106.7, 24),
    City("Hải Phòng", 20.9, 106.7, 8),
    City("Đà Nẵng", 16.1, 108.2, 7),
    City("Cần Thơ", 10.0, 105.8, 7),
    City("Đồng Nai", 11.0, 106.8, 8),
    City("Bắc Ninh", 21.2, 106.1, 5),
    City("Nghệ An", 18.7, 105.7, 4),
    City("Thanh Hóa", 19.8, 105.8, 4),
    City("Quảng Ninh", 21.0, 107.1, 4),
    City("Khánh Hòa", 12.2, 109.2, 4),
    City("Lâm Đồng", 11.9, 108.4, 4),
    City("Đắk Lắk", 12.7, 108.0, 3),
    City("Tây Ninh", 11.3, 106.1, 3),
    City("An Giang", 10.4, 105.4, 3),
    City("Đồng Tháp", 10.4, 106.3, 3),
    City("Vĩnh Long", 10.2, 106.0, 3),
    City("Cà Mau", 9.2, 105.2, 2),
    City("Huế", 16.5, 107.6, 3),
    City("Quảng Trị", 17.1, 106.8, 2),
    City("Quảng Ngãi", 15.1, 108.8, 2),
    City("Gia Lai", 13.9, 108.4, 3),
    City("Hà Tĩnh", 18.3, 105.9, 2),
    City("Ninh Bình", 20.3, 106.0, 3),
    City("Hưng Yên", 20.6, 106.2, 3),
    City("Phú Thọ", 21.3, 105.4, 3),
    City("Thái Nguyên", 21.6, 105.8, 3),
    City("Lạng Sơn", 21.9, 106.8, 2),
    City("Cao Bằng", 22.7, 106.3, 1),
    City("Tuyên Quang", 21.8, 105.2, 2),
    City("Lào Cai", 22.3, 104.1, 2),
    City("Sơn La", 21.3, 103.9, 2),
    City("Điện Biên", 21.4, 103.0, 1),
    City("Lai Châu", 22.4, 103.5, 1),
)

_FIRST = """
An Bình Cẩm Châu Đại Đông Đức Gia Hải Hòa Hồng Hưng Khánh Kim Long Lương Minh Mỹ Nam Nghĩa
Ngọc Phú Phước Quang Sơn Tân Thái Thanh Thạnh Thiện Thọ Thuận Thới Trung Trường Văn Vĩnh Xuân Yên Tiên
"""
_SECOND = """
An Bắc Bình Châu Cường Đông Hà Hải Hiệp Hoà Hội Hưng Khê Lạc Lâm Lập Lễ Long Lộc Lợi
Mỹ Nghĩa Phong Phú Phúc Phước Quang Quế Sơn Tây Thành Thắng Thịnh Thuỷ Tiến Trạch Trị Trung Vân Xá
"""
PLACE_NAMES = tuple(f"{first} {second}" for first in _FIRST.split() for second in _SECOND.split())
