"""What the trail says of this app."""

from cungcau.platform.audit import verbs

UNITS_RECORDED = verbs.register(
    "geography.units_recorded", "ghi {created} đơn vị hành chính mới, sửa {changed}"
)
SUCCESSIONS_RECORDED = verbs.register(
    "geography.successions_recorded", "ghi {created} kế thừa địa giới mới, sửa {changed}"
)
EDITION_LOADED = verbs.register(
    "geography.edition_loaded", "nạp {thing}: {units} đơn vị, {successions} kế thừa"
)
