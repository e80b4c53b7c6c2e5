"""What is said when this app refuses, and what the trail says of it."""

from cungcau.domain.demand import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.notify.catalogue import Message
from cungcau.platform.notify.catalogue import register as register_notice
from cungcau.platform.ui.messages import register

register("need_not_found", 404, "Không có nhu cầu này.", "There is no such need.")
register("offer_not_found", 404, "Không có lời chào hàng này.", "There is no such offer.")
register("line_not_found", 404, "Nhu cầu này không giao ngày {day}.", "The need has no delivery on {day}.")
register(
    "need_not_open",
    409,
    "Nhu cầu {need} không còn nhận hàng ({state}).",
    "Need {need} takes no more goods ({state}).",
)
register(
    "offer_beyond_gap",
    409,
    "Chỉ còn thiếu {left} kg, kể cả phần được thừa; lời chào này là {asked} kg.",
    "Only {left} kg are still wanted, tolerance included; the offer is {asked} kg.",
)
register(
    "offer_beyond_delivery",
    409,
    "Ngày {day} chỉ còn nhận thêm {left} kg; lời chào này giao {asked} kg mỗi lần.",
    "On {day} only {left} kg more are taken; the offer brings {asked} kg each time.",
)
register("reason_missing", 400, "Hãy nêu lý do.", "Please give a reason.")
register("offer_expired", 409, "Lời chào này đã hết hạn ngày {day}.", "The offer expired on {day}.")

NEEDS_RECORDED = verbs.register(
    "demand.needs_recorded", "ghi {created} nhu cầu mới, sửa {changed} của {thing}"
)
NEED_ENTERED = verbs.register("demand.need_entered", "ghi nhu cầu {thing} của {buyer}: {kg} kg")
NEED_CHANGED = verbs.register("demand.need_changed", "sửa nhu cầu {thing}")
NEED_CONFIRMED = verbs.register("demand.need_confirmed", "xác nhận nhu cầu {thing} vẫn còn")
LINE_CHANGED = verbs.register("demand.line_changed", "sửa lần giao {day} của nhu cầu {thing}: {reason}")
OFFER_ENTERED = verbs.register("demand.offer_entered", "ghi lời chào {kg} kg của {organisation} cho {thing}")
OFFER_CHANGED = verbs.register("demand.offer_changed", "sửa lời chào hàng {thing}")
REMINDED = verbs.register("demand.needs_reminded", "nhắc {needs} nhu cầu sắp hết hạn")

register_moves(
    states.NEED,
    {
        "meet": "đánh dấu nhu cầu {thing} đã đủ hàng",
        "withdraw": "rút nhu cầu {thing}: {reason}",
        "reopen": "mở lại nhu cầu {thing}",
    },
)
register_moves(
    states.OFFER,
    {
        "accept": "nhận {kg} kg theo lời chào {thing}",
        "decline": "không nhận lời chào {thing}: {reason}",
        "withdraw": "rút lời chào {thing}: {reason}",
        "release": "bỏ nhận lời chào {thing}: {reason}",
    },
)

NEEDS_EXPIRE = register_notice(
    Message(
        "demand.needs_expire",
        "{needs} nhu cầu sắp hết hạn",
        "{needs} nhu cầu sẽ hết hạn trong {days} ngày tới. Hãy hỏi bên mua rồi bấm “Vẫn cần” hoặc rút.",
        "{needs} needs are about to expire",
        "{needs} needs expire within {days} days. Ask the buyers, then confirm or withdraw them.",
    )
)
