"""What is said of orders, their terms and price flags."""

from cungcau.domain.orders import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.notify.catalogue import Message
from cungcau.platform.notify.catalogue import register as register_notice
from cungcau.platform.ui.messages import register

register(
    "order_not_found",
    404,
    "Không có đơn hàng số {number}, hoặc đơn này không thuộc phần việc của bạn.",
    "There is no order number {number}, or it is not yours to see.",
)
register(
    "flag_not_found",
    404,
    "Không có cảnh báo giá này, hoặc bạn không phải là một bên của đơn.",
    "There is no such price flag, or you are not a side of its order.",
)
register(
    "order_not_open",
    409,
    "Đơn {order} đang ở trạng thái “{state}” nên không làm được việc này.",
    "Order {order} is in the state “{state}”, in which this cannot be done.",
)
register(
    "order_under_way",
    409,
    "Đợt {line} đã có hàng hái hoặc nhận: không huỷ cả đơn được. Hãy đề nghị điều khoản mới cho phần còn lại.",
    "Delivery {line} has goods picked or received: the order cannot be cancelled. Propose new terms for the rest.",
)
register(
    "order_unfinished",
    409,
    "Đợt {line} chưa xong ({state}): hãy hoàn tất hoặc nêu lý do khép đơn khi còn dở.",
    "Delivery {line} is not finished ({state}): finish it, or give a reason for closing the order.",
)
register(
    "order_of_a_plan_only",
    400,
    "Đơn từ kế hoạch được lập từ trang kế hoạch đã công bố, không nhập tay.",
    "Orders of a plan are made from the published plan's page, not entered by hand.",
)
register(
    "order_changed_meanwhile",
    409,
    "Người khác vừa sửa đơn này. Hãy mở lại trang để xem bản mới.",
    "Somebody else has just changed this order. Open the page again.",
)
register(
    "terms_waiting",
    409,
    "Điều khoản lần {revision} đang chờ trả lời: hãy chốt hoặc không đồng ý trước khi đề nghị lần khác.",
    "Terms no. {revision} wait for an answer: say yes or refuse before proposing others.",
)
register(
    "terms_not_waiting",
    409,
    "Điều khoản lần {revision} không còn chờ trả lời ({state}).",
    "Terms no. {revision} do not wait for an answer any more ({state}).",
)
register(
    "terms_not_found",
    404,
    "Đơn này không có điều khoản lần {revision}.",
    "The order has no terms no. {revision}.",
)
register(
    "terms_without_price",
    409,
    "Đơn {order} chưa có giá: hãy đề nghị giá trước khi chốt.",
    "Order {order} has no price yet: propose one before agreeing.",
)
register(
    "heard_missing",
    400,
    "Ghi thay cho một bên thì phải nói nghe qua đâu (điện thoại, giấy, gặp mặt).",
    "Recording for a side needs how it was heard (phone, paper, in person).",
)
register(
    "line_unknown", 400, "Đơn không có đợt giao số {line} đang còn.", "The order has no delivery no. {line}."
)
register(
    "line_below_held",
    409,
    "Đợt {line} đang giữ {held} kg ở các hộ hoặc tại điểm, nên không hạ mức nhiều nhất xuống {most} kg được.",
    "Delivery {line} already holds {held} kg, so its most cannot become {most} kg.",
)
register(
    "line_under_way",
    409,
    "Đợt {line} đã bắt đầu hái: không đổi ngày hoặc bỏ đợt này được.",
    "Picking for delivery {line} has begun: its days cannot move, nor can it be taken out.",
)
register(
    "plan_not_published",
    409,
    "Chỉ lập đơn hàng từ kế hoạch đang công bố; kế hoạch “{title}” thì chưa hoặc đã được thay.",
    "Orders are made from the published plan only; “{title}” is not, or not any more.",
)
register(
    "orders_being_made",
    409,
    "Đang lập đơn hàng từ kế hoạch này; xem tiến độ ở trang việc nền.",
    "Orders are being made from this plan already.",
)

register(
    "entry_of_terms",
    409,
    "Khối lượng đặt là điều khoản: hãy đề nghị điều khoản mới để hai bên chốt.",
    "What was asked is part of the terms: propose new terms instead.",
)
register(
    "entry_of_slip",
    409,
    "Phần hộ giữ và phần hộ nhận lời được đổi ở phiếu hái của hộ, không sửa ở đây.",
    "What a household holds is changed at its harvest slip, not here.",
)

ORDER_ENTERED = verbs.register("orders.order_entered", "lập đơn {thing}: {seller} bán cho {buyer} {kg} kg")
ORDER_CHANGED = verbs.register("orders.order_changed", "sửa đơn {thing}")
ORDERS_FROM_PLAN = verbs.register(
    "orders.from_plan", "lập {created} đơn hàng từ {thing}, sửa {changed}, giữ nguyên {unchanged}"
)
TERMS_PROPOSED = verbs.register(
    "orders.terms_proposed", "đề nghị điều khoản lần {revision} của đơn {thing}: {kg} kg, {price} đồng/kg"
)
TERMS_YES = verbs.register(
    "orders.terms_yes", "ghi {side} đồng ý điều khoản lần {revision} của đơn {thing} (qua {heard})"
)
LINE_CHANGED = verbs.register("orders.line_changed", "đổi đợt {line} của đơn {thing}: {before} thành {after}")
ENTRY_CORRECTED = verbs.register(
    "orders.entry_corrected", "sửa {what} của đơn {thing}, đợt {line}, thành {kg} kg: {reason}"
)
FLAG_NOTICED = verbs.register(
    "orders.flag_noticed", "ghi nhận giá {said} đồng/kg của đơn {thing} cần xem lại"
)
FLAG_ANSWERED = verbs.register("orders.flag_answered", "trả lời cảnh báo giá {thing} ({side})")

register_moves(
    states.ORDER,
    {
        "propose": "đưa đơn {thing} cho hai bên chốt",
        "freeze": "chốt đơn {thing}",
        "send_back": "đưa đơn {thing} về bản soạn: {reason}",
        "close": "khép đơn {thing}",
        "reopen": "mở lại đơn {thing}: {reason}",
        "cancel": "huỷ đơn {thing}: {reason}",
    },
)
register_moves(
    states.TERMS,
    {
        "freeze": "chốt điều khoản lần {revision} của đơn {order}",
        "refuse": "không đồng ý điều khoản lần {revision} của đơn {order}: {reason}",
        "supersede": "thay điều khoản lần {revision} của đơn {order}",
    },
)
register_moves(
    states.LINE,
    {
        "allocate": "chia đợt giao {thing} cho các hộ",
        "confirm": "các hộ đã nhận đợt giao {thing}",
        "empty": "đợt giao {thing} lại chưa có hộ nào",
        "receive": "nhận hàng của đợt giao {thing} tại điểm",
        "load": "xếp xe đợt giao {thing}",
        "deliver": "giao đợt giao {thing} đến nơi",
        "accept": "bên mua nhận đợt giao {thing}",
        "settle": "trả xong tiền đợt giao {thing}",
        "cancel": "bỏ đợt giao {thing}: {reason}",
    },
)
register_moves(
    states.FLAG,
    {
        "answer": "trả lời cảnh báo giá {thing} ({side})",
        "close": "khép cảnh báo giá {thing}: {reason}",
        "reopen": "mở lại cảnh báo giá {thing}: {reason}",
    },
)

TERMS_WAIT = register_notice(
    Message(
        "orders.terms_wait",
        "Đơn {order}: có điều khoản chờ chốt",
        "{who} đề nghị điều khoản lần {revision}: {kg}, {price}. Hãy chốt hoặc nêu lý do không đồng ý.",
        "Order {order}: terms wait for your answer",
        "{who} proposed terms no. {revision}: {kg}, {price}. Please agree, or say why not.",
    )
)
TERMS_FROZEN = register_notice(
    Message(
        "orders.terms_frozen",
        "Đơn {order} đã chốt",
        "Hai bên đã chốt điều khoản lần {revision}: {kg}, {price}.",
        "Order {order} is agreed",
        "Both sides agreed on terms no. {revision}: {kg}, {price}.",
    )
)
TERMS_REFUSED = register_notice(
    Message(
        "orders.terms_refused",
        "Đơn {order}: điều khoản không được đồng ý",
        "Điều khoản lần {revision} không được đồng ý: {reason}",
        "Order {order}: terms refused",
        "Terms no. {revision} were refused: {reason}",
    )
)
PRICE_FLAGGED = register_notice(
    Message(
        "orders.price_flagged",
        "Đơn {order}: giá cần xem lại",
        "Giá {said} thấp hơn {than}. Hãy xem căn cứ và trả lời trên trang đơn hàng.",
        "Order {order}: a price to look at",
        "The price {said} is below {than}. See the evidence and answer on the order's page.",
    )
)
ORDERS_MADE = register_notice(
    Message(
        "orders.made",
        "Có đơn hàng mới từ kế hoạch {season}",
        "Kế hoạch đã công bố của {season} vừa thành đơn hàng. Hãy xem giá, ngày, khối lượng rồi chốt.",
        "New orders from the plan of {season}",
        "The published plan of {season} became orders. Please look at price, days and kg, and agree.",
    )
)
