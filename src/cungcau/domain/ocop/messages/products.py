"""What is said of products."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

register(
    "ocop_product_known",
    409,
    "{entity} đã có sản phẩm “{product}”. Hãy mở sản phẩm ấy, hoặc ghi tên khác cho rõ.",
    "{entity} already has a product “{product}”. Open that one, or give another name.",
)
register(
    "ocop_commune_missing",
    409,
    "Chưa rõ sản phẩm “{product}” ở xã, phường nào nên chưa cấp số được. Hãy ghi xã, phường của sản phẩm.",
    "The commune of “{product}” is not known, so no number can be given. Enter it first.",
)
register(
    "ocop_entity_unknown",
    409,
    "Chưa rõ “{product}” là của chủ thể nào nên chưa lập hồ sơ được. Hãy ghi chủ thể của sản phẩm trước.",
    "It is not known whose product “{product}” is, so no file can be begun. Enter its entity first.",
)
register(
    "ocop_entity_known",
    409,
    "Sản phẩm “{product}” đã có chủ thể là {entity}.",
    "“{product}” already belongs to {entity}.",
)
register(
    "ocop_alias_taken",
    409,
    "Mã {alias} đã là của sản phẩm “{product}”.",
    "The code {alias} already belongs to “{product}”.",
)
register(
    "ocop_aliases_full",
    409,
    "Một sản phẩm có nhiều nhất {most} mã, tên khác.",
    "A product may have at most {most} other codes and names.",
)

ENTITY_GIVEN = verbs.register("ocop.entity_given", "ghi chủ thể của sản phẩm {thing}: {entity}")
PRODUCT_RECORDED = verbs.register("ocop.product_recorded", "ghi sản phẩm {thing} của {entity}")
PRODUCT_CHANGED = verbs.register("ocop.product_changed", "sửa sản phẩm {thing}")
ALIAS_ADDED = verbs.register("ocop.alias_added", "thêm mã, tên khác “{alias}” cho sản phẩm {thing}")
ALIAS_DROPPED = verbs.register("ocop.alias_dropped", "bỏ mã, tên khác “{alias}” của sản phẩm {thing}")
CODE_GIVEN = verbs.register("ocop.code_given", "cấp mã {code} cho sản phẩm {thing}")
