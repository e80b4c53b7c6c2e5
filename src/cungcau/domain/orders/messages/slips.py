"""What is said of splitting an order, of harvest slips and of households' answers."""

from cungcau.domain.orders import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.notify.catalogue import Message
from cungcau.platform.notify.catalogue import register as register_notice
from cungcau.platform.ui.messages import register

register(
    "split_line_not_found",
    404,
    "Không có đợt giao này, hoặc đơn không thuộc bên bán mà bạn thay mặt.",
    "There is no such delivery, or its order is not one of a seller you act for.",
)
register(
    "slip_not_found",
    404,
    "Không có phiếu hái này, hoặc phiếu không thuộc bên bán mà bạn thay mặt.",
    "There is no such harvest slip, or it is not one of a seller you act for.",
)
register(
    "order_not_agreed",
    409,
    "Đơn {order} chưa được hai bên chốt giá, loại và ngày nên chưa chia cho hộ được.",
    "Both sides have not frozen the terms of order {order} yet, so it cannot be split.",
)
register(
    "line_not_splittable",
    409,
    "Đợt giao của đơn {order} đang ở trạng thái “{state}” nên không chia thêm được.",
    "The delivery of order {order} is “{state}” and cannot be split any more.",
)
register("split_day_past", 409, "Ngày hái {day} đã qua.", "The day of picking, {day}, is past.")
register(
    "split_way_unknown", 400, "Không có cách chia “{value}”: chọn plan, ledger hoặc hand.",
    "There is no way of splitting “{value}”: choose plan, ledger or hand.",
)  # fmt: skip
register(
    "lot_short",
    409,
    "{household}: lô {lot} chỉ còn {left_kg} kg cho ngày {day}, không đủ {kg} kg. Hãy chia lại.",
    "{household}: lot {lot} has only {left_kg} kg left for {day}, not {kg} kg. Please split again.",
)
register(
    "slip_part_gone",
    409,
    "Phần này đã chuyển cho hộ khác; hiện chỉ còn nhận được {left_kg} kg. Hãy gọi cho người đại diện.",
    "This part has gone to another household; {left_kg} kg can still be taken. Call your representative.",
)
register(
    "slip_answer_late",
    409,
    "Đã quá giờ trả lời ({until}). Muốn đổi, hãy gọi cho người đại diện.",
    "The time to answer ({until}) is over. To change it, call your representative.",
)
register(
    "slip_answer_closed",
    409,
    "Phiếu {code_of} đang ở trạng thái “{state}” nên không ghi trả lời được nữa.",
    "Slip {code_of} is “{state}” and takes no more answers.",
)
register(
    "slip_answer_kg_invalid",
    400,
    "Số kg nhận phải là số nguyên từ 1 đến {most_kg}.",
    "The kg must be a whole number from 1 to {most_kg}.",
)
register("slip_reason_missing", 400, "Cần ghi lý do.", "A reason is needed.")
register("slip_nothing_to_send", 409, "Không còn phiếu nào chờ gửi.", "There is no slip left to send.")
register(
    "slip_link_unknown",
    404,
    "Liên kết này không đúng hoặc đã được thay.",
    "This link is not valid, or was replaced.",
)
register(
    "slip_link_busy",
    429,
    "Máy này thử quá nhiều liên kết. Hãy chờ 10 phút.",
    "Too many tries. Wait 10 minutes.",
)

MADE = verbs.register("orders.slip_made", "chia {kg} kg cho {household} theo phiếu {thing}: {why}")
CHANGED = verbs.register(
    "orders.slip_changed", "sửa phiếu {thing} của {household} từ {before_kg} thành {kg} kg: {why}"
)
MOVED = verbs.register("orders.slip_moved", "đổi phiếu {thing} theo điều khoản mới: {what}")
SHORT = verbs.register("orders.slip_nobody_left", "không còn hộ nào nhận thay phiếu {thing}: thiếu {kg} kg")
NEW_LINK = verbs.register("orders.slip_new_link", "thay liên kết trả lời của phiếu {thing}")

register_moves(
    states.SLIP,
    {
        "send": "gửi phiếu {thing} cho {household}, hỏi {kg} kg",
        "accept": "{household} nhận {kg} kg theo phiếu {thing} ({by})",
        "decline": "{household} từ chối phiếu {thing} ({by}): trả lại {kg} kg",
        "reconsider": "{household} đổi ý, nhận {kg} kg theo phiếu {thing} ({by})",
        "lapse": "phiếu {thing} của {household} quá hạn trả lời: trả lại {kg} kg",
        "fail": "{household} không hái được phiếu {thing}: {reason}; trả lại {kg} kg",
        "bring": "{thing}: mang hàng đến điểm",
        "settle": "trả xong tiền phiếu {thing}",
        "unsettle": "mở lại việc trả tiền phiếu {thing}: {reason}",
        "cancel": "huỷ phiếu {thing} của {household}: {reason}",
    },
)

_LONGEST = {"text": "x" * 160}
ASK = register_notice(
    Message(
        "orders.slip_ask", "Phiếu hái {code}", "{full}", "Harvest slip {code}", "{full}",
        sms_vi="{text}", sms_en="{text}", longest=_LONGEST,
    )
)  # fmt: skip
CANCELLED = register_notice(
    Message(
        "orders.slip_cancelled",
        "Phiếu hái {code} đã huỷ",
        "Phiếu hái {code}, {kg} kg ngày {day}, đã huỷ: {reason}. Xin đừng hái cho phiếu này.",
        "Harvest slip {code} was cancelled",
        "Harvest slip {code}, {kg} kg on {day}, was cancelled: {reason}. Please do not pick for it.",
        sms_vi="HUY phiếu hái {kg} kg ngày {day}. Xin đừng hái cho phiếu này. Hỏi người đại diện.",
        sms_en="CANCELLED: harvest slip {kg} kg on {day}. Please do not pick for it.",
        longest={"kg": "999.999", "day": "28/9/2021"},
    )
)
NOBODY_LEFT = register_notice(
    Message(
        "orders.slip_nobody_left",
        "Đơn {order}: còn thiếu {kg}",
        "{household} không nhận {kg} hái ngày {day}, và không còn hộ nào trong sổ để chuyển. Hãy xem lại cách chia.",
        "Order {order}: {kg} missing",
        "{household} will not pick {kg} on {day}, and nobody is left in the ledger to ask. Please look at the split.",
    )
)
SMS_DONE = register_notice(
    Message(
        "orders.sms_done",
        "Đã ghi trả lời",
        "Đã ghi trả lời của bạn. Cảm ơn.",
        "Answer noted",
        "Your answer is noted. Thank you.",
        sms_vi="Đã ghi trả lời của bạn. Cảm ơn.",
        sms_en="Your answer is noted. Thank you.",
    )
)
SMS_UNKNOWN = register_notice(
    Message(
        "orders.sms_unknown",
        "Chưa hiểu tin nhắn",
        "Chưa hiểu tin nhắn. Xin nhắn CO, IT hoặc KHONG kèm mã phiếu, hoặc gọi cho người đại diện.",
        "Message not understood",
        "Not understood. Please text CO, IT or KHONG with the slip's code, or call your representative.",
        sms_vi="Chưa hiểu tin nhắn. Xin nhắn CO <mã>, IT <số kg> <mã> hoặc KHONG <mã>, hay gọi người đại diện.",
        sms_en="Not understood. Text CO <code>, IT <kg> <code> or KHONG <code>, or call your representative.",
    )
)
SMS_CLOSED = register_notice(
    Message(
        "orders.sms_closed",
        "Phiếu không còn nhận trả lời",
        "Phiếu này không còn nhận trả lời qua tin nhắn. Xin gọi cho người đại diện.",
        "The slip takes no more answers",
        "This slip takes no more answers by SMS. Please call your representative.",
        sms_vi="Phiếu này không còn nhận trả lời qua tin nhắn. Xin gọi cho người đại diện.",
        sms_en="This slip takes no more answers by SMS. Please call your representative.",
    )
)
SMS_GONE = register_notice(
    Message(
        "orders.sms_gone",
        "Phần này đã chuyển cho hộ khác",
        "Phần này đã chuyển cho hộ khác. Xin gọi cho người đại diện.",
        "This part has gone to another household",
        "This part has gone to another household. Please call your representative.",
        sms_vi="Phần này đã chuyển cho hộ khác. Xin gọi cho người đại diện.",
        sms_en="This part has gone to another household. Please call your representative.",
    )
)
SMS_KG = register_notice(
    Message(
        "orders.sms_kg",
        "Số kg chưa đúng",
        "Số kg chưa đúng với phiếu. Xin nhắn lại IT, số kg, mã phiếu, hoặc gọi cho người đại diện.",
        "The kg do not fit",
        "The kg do not fit the slip. Text IT, the kg and the code again, or call your representative.",
        sms_vi="Số kg chưa đúng với phiếu. Xin nhắn lại IT <số kg> <mã>, hoặc gọi cho người đại diện.",
        sms_en="The kg do not fit the slip. Text IT <kg> <code> again, or call your representative.",
    )
)
