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

PRODUCT_RECORDED = verbs.register("ocop.product_recorded", "ghi sản phẩm {thing} của {entity}")
PRODUCT_CHANGED = verbs.register("ocop.product_changed", "sửa sản phẩm {thing}")
ALIAS_ADDED = verbs.register("ocop.alias_added", "thêm mã, tên khác “{alias}” cho sản phẩm {thing}")
ALIAS_DROPPED = verbs.register("ocop.alias_dropped", "bỏ mã, tên khác “{alias}” của sản phẩm {thing}")
CODE_GIVEN = verbs.register("ocop.code_given", "cấp mã {code} cho sản phẩm {thing}")
