"""What is said when this app refuses, and what the trail says of it."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

register("lot_not_found", 404, "Không có lô hàng này.", "There is no such lot.")

LOTS_RECORDED = verbs.register("supply.lots_recorded", "ghi {created} lô hàng mới, sửa {changed} của {thing}")
LEDGER_RECORDED = verbs.register(
    "supply.ledger_recorded", "ghi sổ vụ {thing}: {created} dòng mới, sửa {changed}"
)
