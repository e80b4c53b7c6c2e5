"""What people call the kinds of organisations: from a word in a table, or from the beginning of a name."""

from __future__ import annotations

from cungcau.domain.registry.models import Kind
from cungcau.reference.search import words

_SAID: dict[str, str] = {
    Kind.HOUSEHOLD: "hộ|hộ dân|hộ nông dân|hộ gia đình|nông dân|nông hộ|hộ kinh doanh|hộ sản xuất|trang trại|chủ vườn",
    Kind.GROUP: "tổ hợp tác|tht|tổ|nhóm hộ|nhóm|tổ liên kết|câu lạc bộ|clb",
    Kind.COOPERATIVE: "hợp tác xã|htx|hợp tác xã nông nghiệp|htx nông nghiệp|htxnn",
    Kind.UNION: "liên hiệp hợp tác xã|liên hiệp htx|lhhtx|liên hiệp",
    Kind.ENTERPRISE: "doanh nghiệp|dn|công ty|cty|công ty tnhh|công ty cổ phần|doanh nghiệp tư nhân|dntn",
    Kind.TRADER: "thương lái|thương nhân|vựa|vựa trái cây|đại lý|đầu mối thu mua|thu mua",
    Kind.SUPERMARKET: "siêu thị|chuỗi siêu thị|bán lẻ|cửa hàng",
    Kind.WHOLESALE_MARKET: "chợ đầu mối|chợ",
    Kind.PROCESSOR: "cơ sở chế biến|chế biến|nhà máy|nhà máy chế biến|xưởng|xưởng chế biến|lò sấy",
    Kind.KITCHEN: "bếp ăn tập thể|bếp ăn|bếp ăn công nghiệp|căng tin|trường học|bệnh viện",
    Kind.EXPORTER: "đơn vị xuất khẩu|xuất khẩu|doanh nghiệp xuất khẩu|công ty xuất khẩu",
    Kind.ECOMMERCE: "sàn thương mại điện tử|sàn tmđt|sàn|tmđt|thương mại điện tử",
    Kind.PACKHOUSE: "cơ sở đóng gói|đóng gói|nhà đóng gói|cơ sở sơ chế|sơ chế",
    Kind.CARRIER: "đơn vị vận tải|vận tải|nhà xe|chủ xe|hãng vận chuyển|vận chuyển",
    Kind.AGENCY: "cơ quan|đoàn thể|cơ quan, đoàn thể|sở|phòng|ubnd|hội|hội nông dân|đoàn thanh niên",
}
_BY_WORD = {words(said): kind for kind, many in _SAID.items() for said in many.split("|")} | {
    words(str(kind.value).replace("_", " ")): kind.value for kind in Kind
}
_OPENINGS = sorted(
    (
        (words(said), kind)
        for kind, many in _SAID.items()
        for said in many.split("|")
        if kind not in (Kind.AGENCY,) and words(said) not in ("to", "nhom", "san", "cho")
    ),
    key=lambda pair: -len(pair[0]),
)

EXPECTED = "cần một loại như " + ", ".join(str(kind.label).lower() for kind in Kind)


def kind_of(text: str, name: str = "") -> str:
    """The kind a word means, or the beginning of a name where no word is given; blank where neither tells."""
    said = words(text.replace("_", " "))
    if said:
        return _BY_WORD.get(said, "")
    begins = f"{words(name)} "
    return next((kind for opening, kind in _OPENINGS if begins.startswith(f"{opening} ")), "")
