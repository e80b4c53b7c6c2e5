"""What is said when this app refuses, and what the trail says of it."""

from django.utils.translation import gettext_lazy as _

from cungcau.domain.supply.states import LOT
from cungcau.domain.survey import wording
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.notify import catalogue as notices
from cungcau.platform.ui.messages import register

register("lot_not_found", 404, "Không có lô hàng này.", "There is no such lot.")
register(
    "season_missing",
    404,
    "Địa bàn của bạn chưa có mùa vụ nào để ghi lô hàng. Hãy nhờ điều phối viên mở mùa vụ.",
    "Your area has no season to enter lots in.",
)
register(
    "lot_withdrawn",
    409,
    "Lô {lot} đã được rút. Hãy bấm “Chào bán lại” rồi mới sửa.",
    "Lot {lot} was withdrawn. Offer it again before you change it.",
)
register(
    "lot_reason_missing",
    400,
    "Hãy ghi vì sao rút lô hàng, ví dụ đã bán hết, mất mùa, ghi nhầm.",
    "Say why the lot is withdrawn: sold, crop lost, entered by mistake.",
)
register(
    "lot_uuid_taken",
    409,
    "Mã phía máy nhập {value} đã dùng cho một lô khác. Hãy tải lại trang rồi gửi lại.",
    "The client id {value} belongs to another lot. Reload the page and send again.",
)
register(
    "lot_code_busy",
    409,
    "Nhiều người đang ghi cùng một lô. Hãy gửi lại sau giây lát.",
    "Several people are writing this lot. Send again in a moment.",
)
register(
    "producer_not_yours",
    403,
    "Bạn chỉ ghi được lô hàng của những hộ, tổ chức mà bạn thay mặt. Hãy nhờ cán bộ xã ghi giúp, hoặc cử bạn thay mặt.",
    "You may enter lots only for those you act for. Ask the commune officer.",
)
register(
    "lot_not_confirmable",
    409,
    "Lô {lot} đã rút hoặc đã qua ngày hái cuối. Hãy sửa lô với ngày mới.",
    "Lot {lot} was withdrawn or its harvest is over. Correct it with new days.",
)
register(
    "producer_unknown",
    404,
    "Không có người bán mang mã {value} trong số những người bạn được ghi thay.",
    "There is no producer {value} among those you may enter for.",
)
register(
    "commodity_not_in_season",
    404,
    "Mùa vụ này không có nông sản mang mã {value}.",
    "The season holds no commodity {value}.",
)
register(
    "place_unknown_here",
    404,
    "Không có đơn vị hành chính mang mã {value} khi mùa vụ bắt đầu.",
    "No administrative unit bore the code {value} when the season began.",
)

LOTS_RECORDED = verbs.register("supply.lots_recorded", "ghi {created} lô hàng mới, sửa {changed} của {thing}")
LEDGER_RECORDED = verbs.register(
    "supply.ledger_recorded", "ghi sổ vụ {thing}: {created} dòng mới, sửa {changed}"
)
LOT_OFFERED = verbs.register("supply.lot_offered", "chào bán lô {thing}: {kg} kg")
LOT_CORRECTED = verbs.register("supply.lot_corrected", "sửa lô {thing}: {fields}")
LOT_CONFIRMED = verbs.register("supply.lot_confirmed", "xác nhận lô {thing} vẫn đúng: {kg} kg")
register_moves(LOT, {"withdraw": "rút lô {thing}: {reason}", "reoffer": "chào bán lại lô {thing}"})

DUE = notices.register(
    notices.Message(
        "supply.due",
        "{season}: {lots} lô cần hỏi lại",
        "{lots} lô của {producers} người bán, cộng {kg}, lâu chưa được xác nhận; {never} lô chưa xác nhận lần nào."
        " Hãy gọi hỏi rồi bấm “Vẫn đúng” hoặc sửa số.",
        "{season}: {lots} lots to ask about",
        "{lots} lots of {producers} producers, {kg} in all, have not been confirmed for days; {never} never were."
        " Call, then confirm or correct them.",
    )
)

wording.register(
    "lot_limit_short",
    wording.Words(
        _(
            "Mỗi ngày nhiều nhất %(limit_kg)s trong %(days)s ngày chỉ được %(possible_kg)s, nhưng chào bán"
            " %(quantity_kg)s. Số nào đúng?"
        ),
        _("Khối lượng mỗi ngày nhân số ngày thu hoạch không đủ khối lượng chào bán."),
        (_("phần còn lại đã hái sẵn trong kho"), _("sẽ hái thêm ngoài khoảng ngày này")),
    ),
)
wording.register(
    "lot_beyond_land",
    wording.Words(
        _(
            "Vườn %(area_m2)s, năng suất thường thấy %(yield_kg_per_ha)s: khoảng %(expected_kg)s, nhưng các lô"
            " cộng lại %(offered_kg)s. Số nào đúng?"
        ),
        _("Khối lượng chào bán nhiều hơn hẳn mức vườn này thường cho."),
        (_("diện tích đã ghi còn thiếu"), _("năm nay được mùa"), _("gộp cả hàng của hộ khác")),
    ),
)
wording.register(
    "lot_like_another",
    wording.Words(
        _(
            "Đã có lô %(other)s cùng người bán, nông sản, loại, từ %(first)s đến %(last)s, %(other_kg)s."
            " Có phải ghi hai lần?"
        ),
        _("Hai lô giống nhau thường là một lô được ghi hai lần."),
        (_("là hai lô khác nhau: vườn khác hoặc đợt hái khác"),),
    ),
)
