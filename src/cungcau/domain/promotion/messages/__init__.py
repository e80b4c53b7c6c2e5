"""What this room refuses, and what the trail says of it."""

from cungcau.domain.promotion import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.ui.messages import register

register(
    "event_not_over",
    409,
    "Sự kiện “{event}” bắt đầu ngày {day}, chưa đến ngày nên chưa ghi là đã tổ chức được.",
    'The event "{event}" begins on {day}; it cannot be held before that.',
)
register(
    "event_part_known",
    409,
    "Sự kiện đã có “{name}” trong danh sách.",
    'The event has "{name}" already.',
)
register(
    "promotion_reason_missing",
    400,
    "Cần ghi lý do.",
    "A reason is needed.",
)
register(
    "promotion_not_open",
    409,
    "Biên bản ghi nhớ này không còn thực hiện nên không gắn thêm đơn hàng được.",
    "This memorandum is no longer in force, so no order can be tied to it.",
)
register(
    "memorandum_order_unknown",
    404,
    "Không tìm thấy đơn hàng “{value}” trong những đơn bạn được xem.",
    'No order "{value}" is among those you may see.',
)
register(
    "memorandum_order_differs",
    409,
    "Đơn {order} không khớp biên bản: {what} của đơn là {theirs}, của biên bản là {ours}.",
    "Order {order} does not fit the memorandum: its {what} is {theirs}, the memorandum's {ours}.",
)
register(
    "memorandum_order_taken",
    409,
    "Đơn {order} đã gắn với biên bản {number}; một đơn chỉ thực hiện một biên bản.",
    "Order {order} is tied to memorandum {number}; an order fulfils one memorandum only.",
)
register(
    "display_point_closed",
    409,
    "Điểm trưng bày đã đóng từ ngày {day} nên không nhận thêm sản phẩm.",
    "The display point closed on {day}, so it takes no further products.",
)
register(
    "displayed_already",
    409,
    "Sản phẩm “{product}” đang trưng bày ở điểm này rồi.",
    'The product "{product}" is shown at this point already.',
)
EVENT_ENTERED = verbs.register("promotion.event_entered", "ghi sự kiện xúc tiến ngày {starts_on}")
EVENT_CHANGED = verbs.register("promotion.event_changed", "sửa sự kiện xúc tiến")
SITE_ADDED = verbs.register("promotion.site_added", "thêm điểm cầu, gian hàng {name}")
SITE_REMOVED = verbs.register("promotion.site_removed", "bỏ điểm cầu, gian hàng {name}")
PARTY_ADDED = verbs.register("promotion.party_added", "thêm bên tham gia {name}")
PARTY_REMOVED = verbs.register("promotion.party_removed", "bỏ bên tham gia {name}")
PARTY_CAME = verbs.register("promotion.party_came", "ghi {name} có dự hay không")
POINT_ENTERED = verbs.register("promotion.point_entered", "ghi điểm trưng bày tại {address}")
POINT_CHANGED = verbs.register("promotion.point_changed", "sửa điểm trưng bày")
POINT_CLOSED = verbs.register("promotion.point_closed", "đóng điểm trưng bày từ sau ngày {closes_on}")
POINT_REOPENED = verbs.register("promotion.point_reopened", "mở lại điểm trưng bày")
PRODUCT_SHOWN = verbs.register("promotion.product_shown", "đưa sản phẩm {product} ra trưng bày")
PRODUCT_TAKEN_OFF = verbs.register("promotion.product_taken_off", "thôi trưng bày sản phẩm {product}")
MEMORANDUM_ENTERED = verbs.register("promotion.memorandum_entered", "ghi biên bản ghi nhớ {number}")
MEMORANDUM_CHANGED = verbs.register("promotion.memorandum_changed", "sửa biên bản ghi nhớ {number}")
ORDER_TIED = verbs.register("promotion.order_tied", "gắn đơn {order} vào biên bản {number}")
ORDER_UNTIED = verbs.register("promotion.order_untied", "gỡ đơn {order} khỏi biên bản {number}")
register_moves(
    states.EVENT,
    {
        "hold": "ghi là đã tổ chức", "take_back": "đưa về dự kiến", "cancel": "ghi là không tổ chức",
        "resume": "đưa lại vào dự kiến",
    },
)  # fmt: skip
register_moves(
    states.MEMORANDUM, {"end": "kết thúc biên bản", "cancel": "huỷ biên bản", "resume": "thực hiện lại biên bản"}
)  # fmt: skip
