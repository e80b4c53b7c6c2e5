"""The door through which tables of needs come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from cungcau.domain.demand import policies
from cungcau.domain.demand.doors.columns import COLUMNS, EXAMPLES, NeedsOptions
from cungcau.domain.demand.doors.writing import record
from cungcau.platform.intake.doors import Context, Door, open_door
from cungcau.reference.catalogue.selectors import CommodityNames, certificates, commodities


def propose(column: str, value: str, context: Context) -> str:
    """The commodity a name nearly is."""
    if column != "commodity":
        return ""
    found = CommodityNames().named(value)
    return found[0].commodity.name_vi if found else ""


def choices(context: Context | None) -> Mapping[str, Sequence[str]]:
    """The goods and certificates of the catalogue, the kinds of buyers."""
    return {
        "commodity": [one.name_vi for one in commodities()],
        "certificates": [one.name for one in certificates()],
        "buyer_kind": [
            "siêu thị",
            "chợ đầu mối",
            "thương lái",
            "sàn TMĐT",
            "nhà máy chế biến",
            "bếp ăn",
            "xuất khẩu",
        ],
        "unit": ["kg", "tạ", "tấn", "kg/ngày", "tấn/ngày", "tấn/tuần"],
    }


DOOR = open_door(
    Door(
        "demand.needs",
        _("Nhu cầu mua, cam kết"),
        _(
            "Mỗi dòng một nhu cầu: ai mua, mặt hàng gì, bao nhiêu, kỳ nào. Số lượng ghi được khoảng (400-600), "
            "mỗi ngày (tấn/ngày) hay số đơn. Điều gì phải hiểu thêm được ghi vào ghi chú của nhu cầu."
        ),
        COLUMNS,
        policies.RECORD,
        record,
        propose=propose,
        options=NeedsOptions,
        done_url="demand:list",
        examples=EXAMPLES,
        choices=choices,
    )
)
