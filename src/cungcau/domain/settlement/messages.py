"""What is said when this app refuses, and what the trail says of it."""

from cungcau.domain.settlement import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.ui.messages import register

register("statement_not_found", 404, "Không có bảng kê này.", "There is no such statement.")
register(
    "nothing_to_settle",
    409,
    "Đơn {order} chưa có khối lượng nào cần lập bảng kê.",
    "Order {order} has no quantities left to settle.",
)
register(
    "terms_not_frozen",
    409,
    "Đơn {order} chưa chốt giá nên chưa lập bảng kê được.",
    "The terms of order {order} are not frozen yet, so nothing can be settled.",
)
register(
    "statement_stale",
    409,
    "Khối lượng đã đổi từ lúc soạn bảng kê. Bảng kê đã được tính lại: hãy xem rồi lập lại.",
    "Quantities changed since the statement was drafted. It was computed again: check it, then issue it.",
)
register(
    "statement_not_draft",
    409,
    "Bảng kê {statement} đã lập xong, không sửa được. Phần thay đổi ghi vào bảng kê lần sau.",
    "Statement {statement} was issued and does not change. Put the difference on the next one.",
)
register(
    "statement_not_payable",
    409,
    "Bảng kê {statement} không ở trạng thái chờ trả tiền.",
    "Statement {statement} does not wait for a payment.",
)
register(
    "payment_beyond_due",
    409,
    "Chỉ còn phải trả {left_vnd} đồng; số này là {amount_vnd} đồng.",
    "Only {left_vnd} đồng are still owed; the payment is {amount_vnd} đồng.",
)
register("amount_not_positive", 400, "Số tiền phải lớn hơn 0.", "The amount must be above 0.")
register("amount_zero", 400, "Số tiền phải khác 0.", "The amount must not be 0.")
register("price_negative", 400, "Giá không được âm.", "The price must not be negative.")
register("item_text_missing", 400, "Hãy ghi rõ khoản này là gì.", "Say what this amount is for.")
register(
    "bank_ref_used",
    409,
    "Giao dịch ngân hàng {bank_ref} đã được ghi rồi.",
    "Bank transfer {bank_ref} has been recorded already.",
)
register(
    "payment_reversed_already",
    409,
    "Lần trả tiền này đã được ghi huỷ.",
    "This payment was taken back already.",
)
register("payment_in_future", 400, "Ngày trả tiền {day} chưa đến.", "The payment's day {day} is yet to come.")
register(
    "bank_bin_invalid",
    400,
    "Mã ngân hàng (BIN) phải là 6 chữ số, đang là “{value}”.",
    "A bank's BIN has six digits; this is “{value}”.",
)
register(
    "bank_account_invalid",
    400,
    "Số tài khoản chỉ gồm chữ và số, nhiều nhất 19 ký tự.",
    "An account number has letters and digits only, at most 19.",
)
register("account_missing", 409, "{name} chưa có tài khoản ngân hàng.", "{name} has no bank account yet.")
register(
    "statement_in_file",
    409,
    "Bảng kê {statement} đang nằm trong tệp chuyển khoản {file}.",
    "Statement {statement} already stands in transfer file {file}.",
)
register("transfer_empty", 400, "Chưa chọn bảng kê nào để chuyển khoản.", "No statement was chosen.")
register("transfer_done", 409, "Lệnh chuyển này đã xử lý rồi.", "This transfer was dealt with already.")
register(
    "transfer_too_long",
    409,
    "Một tệp chuyển khoản gồm nhiều nhất {most} bảng kê. Hãy chọn ít hơn.",
    "A transfer file holds at most {most} statements. Choose fewer.",
)
register(
    "transfer_of_two_payers",
    400,
    "Một tệp chuyển khoản chỉ của một người trả.",
    "A transfer file belongs to one payer.",
)
register(
    "deposit_beyond_there",
    409,
    "Tiền đặt cọc chỉ còn {left_vnd} đồng.",
    "Only {left_vnd} đồng of the deposit are left.",
)

register(
    "price_unclear",
    400,
    "Không đọc được giá “{said}” hoặc thiếu lý do. Hãy ghi đồng/kg, ví dụ 17.500, và nêu lý do.",
    "The price “{said}” cannot be read, or the reason is missing. Give đồng per kg, such as 17500, and why.",
)
register(
    "transfer_unclear",
    400,
    "Hãy ghi số giao dịch và ngày ngân hàng chuyển.",
    "Give the bank's transfer number and the day.",
)
register(
    "account_unclear",
    400,
    "Hãy ghi đủ mã ngân hàng (6 chữ số), số tài khoản, tên chủ tài khoản và ai cho biết.",
    "Give the bank's BIN (6 digits), the account number, its holder and who told you.",
)

register_moves(
    states.STATEMENT,
    {
        "issue": "lập bảng kê {thing}: {due_vnd} đồng",
        "pay_part": "ghi trả một phần bảng kê {thing}",
        "pay": "ghi trả đủ bảng kê {thing}",
        "unpay": "ghi huỷ tiền đã trả của bảng kê {thing}",
        "void": "bỏ bảng kê {thing}: {reason}",
    },
)
register_moves(
    states.TRANSFER,
    {"finish": "xong tệp chuyển khoản {thing}", "drop": "bỏ tệp chuyển khoản {thing}: {reason}"},
)
DRAFTED = verbs.register("settlement.drafted", "soạn bảng kê {thing}")
ITEM_ADDED = verbs.register("settlement.item_added", "thêm khoản “{text}” {amount_vnd} đồng vào {thing}")
ITEM_REMOVED = verbs.register("settlement.item_removed", "bỏ khoản “{text}” khỏi {thing}")
PRICE_CHANGED = verbs.register(
    "settlement.price_changed", "đổi giá trả của {thing} từ {before} thành {after} đồng/kg: {reason}"
)
PAYMENT_RECORDED = verbs.register("settlement.payment_recorded", "ghi trả {amount_vnd} đồng cho {thing}")
PAYMENT_REVERSED = verbs.register(
    "settlement.payment_reversed", "huỷ lần trả {amount_vnd} đồng của {thing}: {reason}"
)
ACCOUNT_SET = verbs.register("settlement.account_set", "ghi tài khoản ngân hàng của {thing}")
ACCOUNT_SHOWN = verbs.register("settlement.account_shown", "xem số tài khoản của {thing}")
FILE_MADE = verbs.register(
    "settlement.file_made", "lập tệp chuyển khoản {thing}: {rows} lệnh, {total_vnd} đồng"
)
ROW_REFUSED = verbs.register("settlement.row_refused", "ghi ngân hàng từ chối một lệnh của {thing}: {reason}")
DEPOSIT_RECORDED = verbs.register("settlement.deposit_recorded", "ghi đặt cọc {amount_vnd} đồng của {thing}")
FILE_TAKEN = verbs.register("settlement.file_taken", "tải tệp chuyển khoản {thing}")
