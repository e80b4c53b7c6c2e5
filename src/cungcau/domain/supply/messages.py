"""What the trail says of this app."""

from cungcau.platform.audit import verbs

LOTS_RECORDED = verbs.register("supply.lots_recorded", "ghi {created} lô hàng mới, sửa {changed} của {thing}")
LEDGER_RECORDED = verbs.register(
    "supply.ledger_recorded", "ghi sổ vụ {thing}: {created} dòng mới, sửa {changed}"
)
