"""What is said when this app refuses, and what the trail says of it."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

register(
    "season_unknown", 404, "Địa bàn của bạn không có mùa vụ {value}.", "Your area has no season {value}."
)

register("commodity_unknown", 404, "Không có nông sản này.", "There is no such commodity.")
register("catalogue_reason_missing", 400, "Hãy ghi lý do.", "Please give the reason.")
register(
    "shelf_life_not_usable",
    409,
    "Không dùng được số liệu này: nó đã bị bỏ, hoặc chưa gắn với nông sản nào.",
    "This figure cannot be used: it was withdrawn, or belongs to no commodity yet.",
)
register("unit_unknown", 404, "Không có đơn vị đo này.", "There is no such unit of measure.")

COMMODITIES_RECORDED = verbs.register(
    "catalogue.commodities_recorded", "ghi {created} nông sản mới, sửa {changed}"
)
GRADES_RECORDED = verbs.register("catalogue.grades_recorded", "ghi {created} loại mới, sửa {changed}")
CERTIFICATES_RECORDED = verbs.register(
    "catalogue.certificates_recorded", "ghi {created} chứng nhận mới, sửa {changed}"
)
SEASON_RECORDED = verbs.register("catalogue.season_recorded", "ghi mùa vụ {thing}")
VARIETIES_RECORDED = verbs.register("catalogue.varieties_recorded", "ghi {created} giống mới, sửa {changed}")
SIZES_RECORDED = verbs.register("catalogue.sizes_recorded", "ghi {created} cỡ mới, sửa {changed}")
PACKS_RECORDED = verbs.register("catalogue.packs_recorded", "ghi {created} quy cách mới, sửa {changed}")
SHELF_LIVES_RECORDED = verbs.register(
    "catalogue.shelf_lives_recorded", "ghi {created} số liệu bảo quản mới, sửa {changed}"
)
SHELF_LIFE_CHOSEN = verbs.register(
    "catalogue.shelf_life_chosen", "chọn dùng số liệu bảo quản {thing}: {reason}"
)
SHELF_LIFE_WITHDRAWN = verbs.register(
    "catalogue.shelf_life_withdrawn", "bỏ số liệu bảo quản {thing}: {reason}"
)
SHELF_LIFE_NAMED = verbs.register(
    "catalogue.shelf_life_named", "gắn số liệu bảo quản của {goods} với nông sản {thing}"
)
UNIT_FACTORS_RECORDED = verbs.register(
    "catalogue.unit_factors_recorded", "ghi {created} hệ số đơn vị đo mới, sửa {changed}"
)
KEY_PRODUCTS_RECORDED = verbs.register(
    "catalogue.key_products_recorded", "ghi {created} sản phẩm chủ lực mới, sửa {changed}"
)
KEY_PRODUCT_LINKED = verbs.register(
    "catalogue.key_product_linked", "gắn sản phẩm chủ lực {thing} với nông sản"
)
COMMODITY_EDITED = verbs.register("catalogue.commodity_edited", "sửa nông sản {thing}")
SEASON_EDITED = verbs.register("catalogue.season_edited", "sửa mùa vụ {thing}")
SHIPPED_LOADED = verbs.register(
    "catalogue.shipped_loaded", "nạp dữ liệu đi kèm: {key_products} sản phẩm chủ lực, {units} đơn vị đo"
)
