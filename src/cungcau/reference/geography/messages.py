"""What the trail says of this app."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

register("unit_not_found", 404, "Không có đơn vị hành chính này.", "There is no such administrative unit.")

UNITS_RECORDED = verbs.register(
    "geography.units_recorded", "ghi {created} đơn vị hành chính mới, sửa {changed}"
)
SUCCESSIONS_RECORDED = verbs.register(
    "geography.successions_recorded", "ghi {created} kế thừa địa giới mới, sửa {changed}"
)
EDITION_LOADED = verbs.register(
    "geography.edition_loaded", "nạp {thing}: {units} đơn vị, {successions} kế thừa"
)
UNITS_COMPARED = verbs.register(
    "geography.units_compared",
    "đối chiếu danh mục đơn vị hành chính: {unchanged} khớp, {spellings} cách ghi khác",
)
DECREE_RECORDED = verbs.register(
    "geography.decree_recorded", "ghi nghị quyết {decrees}: {ended} đơn vị hết hiệu lực, {created} đơn vị mới"
)
