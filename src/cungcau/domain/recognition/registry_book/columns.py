"""The columns of the workbook and the names people give them."""

from __future__ import annotations

from cungcau.platform.exchange.columns import Column

FIRST, UPGRADE = "first", "upgrade"
GROUPS = {FIRST: "Công nhận lần đầu", UPGRADE: "Nâng hạng"}
"""The two groups of five columns each, as they are headed."""

_GROUP_NAMES = {
    FIRST: ("công nhận lần đầu", "lần đầu", "công nhận mới"),
    UPGRADE: ("nâng hạng", "nâng hạng sao", "công nhận nâng hạng"),
}
_LEAVES = {
    "star": ("Hạng sao", ("số sao", "sao", "hạng")),
    "day": ("Ngày", ("ngày công nhận", "ngày quyết định", "ngày ký")),
    "year": ("Năm", ("năm công nhận",)),
    "decision": ("Số quyết định", ("quyết định", "số qđ", "số, ngày quyết định")),
    "authority": ("Cơ quan công nhận", ("cơ quan", "cơ quan ký", "cơ quan ban hành")),
}  # fmt: skip


def _award(group: str) -> tuple[Column, ...]:
    made = []
    for leaf, (header, others) in _LEAVES.items():
        names = [f"{one} / {name}" for one in _GROUP_NAMES[group] for name in (header, *others)]
        names += [f"{name} {one}" for one in _GROUP_NAMES[group][:2] for name in (header, *others[:2])]
        full = f"{GROUPS[group]} / {header}"
        also = tuple(dict.fromkeys(name.lower() for name in names if name.lower() != full.lower()))
        made.append(Column(f"{group}_{leaf}", full, also=also))
    return tuple(made)


PERSONAL = ("representative", "phone")
"""Columns that hold personal data: shown and exported masked."""

COLUMNS: tuple[Column, ...] = (
    Column("number", "STT", also=("tt", "số tt", "số thứ tự"), width=6),
    Column(
        "product", "Tên sản phẩm", required=True, may_be_blank=True, width=32,
        also=("sản phẩm", "sản phẩm ocop", "tên sản phẩm ocop"),
    ),
    Column(
        "group", "Nhóm sản phẩm",
        also=("nhóm", "ngành", "nhóm ngành", "ngành hàng", "nhóm ngành hàng", "ngành/nhóm", "loại sản phẩm"),
    ),
    Column(
        "legal_form", "Loại hình chủ thể",
        also=("loại hình", "loại hình tổ chức", "hình thức tổ chức", "loại hình sản xuất", "tư cách pháp nhân"),
    ),
    Column(
        "entity", "Chủ thể", required=True, may_be_blank=True, width=36,
        also=("tên chủ thể", "chủ thể ocop", "chủ thể sản xuất", "cơ sở sản xuất", "tên cơ sở", "đơn vị sản xuất"),
    ),
    Column(
        "commune", "Xã, phường",
        also=("xã", "xã/phường", "xã, phường, thị trấn", "xã/phường/thị trấn", "tên xã", "địa bàn xã"),
    ),
    Column(
        "district", "Huyện (cũ)",
        also=("huyện", "huyện/thành phố", "huyện, thành phố", "huyện, thị xã, thành phố", "địa bàn huyện", "huyện cũ"),
    ),
    Column("address", "Địa chỉ", also=("địa chỉ sản xuất", "địa chỉ chủ thể", "nơi sản xuất"), width=36),
    Column(
        "representative", "Người đại diện",
        also=("đại diện", "họ tên người đại diện", "họ và tên", "họ tên", "giám đốc", "người đại diện pháp luật"),
    ),
    Column("phone", "Điện thoại", also=("số điện thoại", "sđt", "điện thoại liên hệ", "sdt"), width=16),
    Column(
        "star", "Hạng sao hiện tại",
        also=("sao hiện tại", "hạng sao", "số sao", "hạng hiện tại", "xếp hạng hiện tại"), width=10,
    ),
    Column(
        "expires", "Ngày hết hạn", width=14,
        also=("hết hạn", "thời hạn", "hiệu lực đến", "ngày hết hiệu lực", "thời gian hết hạn", "giá trị đến"),
    ),
    *_award(FIRST),
    *_award(UPGRADE),
    Column("code", "Mã sản phẩm", also=("mã ocop", "mã sản phẩm ocop", "mã")),
    Column("note", "Ghi chú", width=36),
)  # fmt: skip
"""Everything as text: what stands in a cell is read by :mod:`~.cells`, so that nothing is lost on the way."""

KEYS = tuple(column.key for column in COLUMNS)
BY_KEY = {column.key: column for column in COLUMNS}
AWARD_KEYS = {group: {leaf: f"{group}_{leaf}" for leaf in _LEAVES} for group in GROUPS}
LEAF_HEADERS = {leaf: header for leaf, (header, _others) in _LEAVES.items()}
