"""What is said when this app refuses, and what the trail says of it."""

from cungcau.domain.collection.states import BOOKING
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.ui.messages import register

APPROVED = verbs.register("collection.approved", "ghi ý kiến của {agency} về điểm {thing}: {decision}")
RULES_SET = verbs.register(
    "collection.rules_set", "đặt khoảng cách tới chốt ít nhất {min_m} m ở địa bàn {area}"
)
KEEPER_APPOINTED = verbs.register("collection.keeper_appointed", "giao {user} giữ điểm {point}")
KEEPER_ENDED = verbs.register("collection.keeper_ended", "thôi giao {user} giữ điểm {point}: {reason}")
BOOKED = verbs.register("collection.booked", "đăng ký lượt {thing} lúc {starts}")
TICKET_ISSUED = verbs.register("collection.ticket_issued", "lập phiếu cân {thing}: nhận {accepted_kg} kg")
TICKET_REPLACED = verbs.register(
    "collection.ticket_replaced", "lập phiếu cân {thing} thay phiếu {old}: {reason}"
)
PHOTO_KEPT = verbs.register("collection.photo_kept", "gửi ảnh {thing} ở điểm {point}")
DAY_CLOSED = verbs.register("collection.day_closed", "chốt ngày {day} của điểm {point}")
register_moves(
    BOOKING,
    {
        "arrive": "ghi {thing} đã đến",
        "finish": "ghi {thing} đã cân xong",
        "miss": "ghi {thing} không đến",
        "cancel": "huỷ lượt {thing}",
    },
)

register(
    "collection_point_not_found",
    404,
    "Không có điểm tập kết này, hoặc bạn không được giao giữ điểm này trong ngày đó.",
    "There is no such collection point, or you do not keep it on that day.",
)
register("ticket_not_found", 404, "Không có phiếu cân này, hoặc phiếu không thuộc phần việc của bạn.",
         "There is no such ticket, or it is not yours to see.")  # fmt: skip
register("booking_not_found", 404, "Không có lượt đăng ký này, hoặc lượt không thuộc phần việc của bạn.",
         "There is no such booking, or it is not yours to see.")  # fmt: skip
register("point_photo_not_found", 404, "Không có ảnh này, hoặc bạn không được xem.",
         "There is no such photo, or it is not yours to see.")  # fmt: skip
register("slip_not_here", 404, "Không có phiếu hái này ở điểm này.", "There is no such slip at this point.")
register(
    "approval_too_near",
    409,
    "Điểm cách chốt kiểm soát {distance_m} m, quy định ít nhất {asked_m} m. Muốn ghi đồng ý thì phải nêu lý do.",
    "The point lies {distance_m} m from a checkpoint; at least {asked_m} m are asked. A reason is needed to approve.",
)
register(
    "approval_distance_unknown",
    409,
    "Chưa ghi khoảng cách từ điểm đến chốt kiểm soát (quy định ít nhất {asked_m} m). Hãy ghi ở trang điểm, "
    "hoặc nêu lý do vẫn đồng ý.",
    "The distance to the nearest checkpoint is not known (at least {asked_m} m asked). Record it, or give a reason.",
)
register("approval_no_needs_reason", 400, "Không đồng ý thì phải nêu lý do.", "A refusal needs its reason.")
register(
    "approval_incomplete", 400, "Cần tên ngành và số văn bản.", "Name the agency and its paper's number."
)
register(
    "point_days_not_in_order",
    400,
    "Ngày cuối không được trước ngày đầu.",
    "The last day is before the first.",
)
register(
    "keeper_twice",
    409,
    "Người này đã được giao giữ điểm này trong những ngày đó.",
    "This person keeps the point on some of these days already.",
)
register("keeper_reason_missing", 400, "Hãy nêu lý do thôi giao.", "Please say why the keeper leaves.")
register("rules_out_of_range", 400, "Khoảng cách phải từ 0 đến 1.000.000 m.", "Give 0 to 1,000,000 metres.")
register(
    "point_not_approved_then",
    409,
    "Điểm {point} chưa được các ngành thống nhất cho ngày {day}: {why}",
    "The point {point} is not approved on {day}: {why}",
)
register(
    "point_closed_then",
    409,
    "Điểm {point} đóng ngày {day}: {why}",
    "The point {point} is closed on {day}: {why}",
)
register(
    "point_without_hours",
    409,
    "Điểm {point} chưa ghi giờ mở cửa theo dạng 05:00-18:00 nên chưa chia được lượt. Hãy sửa ở trang điểm tập kết.",
    "The point {point} has no opening hours such as 05:00-18:00; write them on the point's page.",
)
register(
    "turn_unknown", 409, "Giờ {starts} không phải đầu một lượt của điểm này.", "{starts} begins no turn here."
)
register(
    "turn_taken",
    409,
    "Lượt {starts} đã có người đăng ký hết các ô. Hãy chọn lượt khác.",
    "All bays of the turn at {starts} are taken. Choose another one.",
)
register(
    "turn_too_late",
    409,
    "Điểm này nhận đăng ký trước ít nhất {hours} giờ. Cán bộ có thể nhận muộn nếu nêu lý do.",
    "This point takes bookings at least {hours} hours ahead. An officer may accept it with a reason.",
)
register("turn_past", 409, "Lượt {starts} đã qua.", "The turn at {starts} is over.")
register(
    "turn_over_capacity",
    409,
    "Ngày {day} điểm này chỉ còn nhận được {room_kg} kg, thừa {over_kg} kg.",
    "On {day} this point can take only {room_kg} kg more, {over_kg} kg too many.",
)
register(
    "truck_too_large",
    409,
    "Xe chở {kg} kg, điểm này chỉ nhận xe đến {most_kg} kg.",
    "The load is {kg} kg; this point takes trucks up to {most_kg} kg.",
)
register(
    "too_many_trucks",
    409,
    "Lượt {starts} đã đủ {most} xe vào cùng lúc.",
    "The turn at {starts} has its {most} vehicles already.",
)
register("booking_for_whom", 400, "Cần ít nhất một phiếu hái, hoặc biển số xe và khối lượng.",
         "Name a harvest slip, or a vehicle's plate and load.")  # fmt: skip
register(
    "slip_booked_already",
    409,
    "Phiếu hái {slip} đã có lượt lúc {starts}. Hãy huỷ lượt ấy trước.",
    "Slip {slip} has a turn at {starts} already. Cancel it first.",
)
register("slip_cannot_come", 409, "Phiếu hái {slip} đang ở trạng thái “{state}” nên không đăng ký lượt được.",
         "Slip {slip} is “{state}” and cannot be booked.")  # fmt: skip
register("slip_other_day", 409, "Phiếu hái {slip} hái ngày {day}, không phải ngày này hoặc điểm này.",
         "Slip {slip} is picked on {day}, not on this day or at this point.")  # fmt: skip
register("booking_reason_missing", 400, "Hãy nêu lý do huỷ lượt.", "Please say why the turn is given up.")
register(
    "scale_does_not_add_up",
    400,
    "Cân chưa khớp: cả bì {gross_kg} kg, bì {tare_kg} kg, loại {rejected_kg} kg. Cả bì phải lớn hơn bì, phần loại "
    "không quá phần tịnh.",
    "The scale does not add up: gross {gross_kg} kg, tare {tare_kg} kg, rejected {rejected_kg} kg.",
)
register(
    "weight_out_of_range",
    400,
    "Khối lượng phải từ 0 đến {most_kg} kg.",
    "Weights lie between 0 and {most_kg} kg.",
)
register("reject_needs_reason", 400, "Loại hàng thì phải chọn lý do; chọn “Lý do khác” thì nói rõ.",
         "Rejected goods need a reason; “other” needs words.")  # fmt: skip
register("walk_in_incomplete", 400, "Hàng ngoài đơn cần nông sản và người mang hàng.",
         "Goods outside an order need a commodity and who brought them.")  # fmt: skip
register("grade_unknown", 400, "Nông sản này không có loại đã chọn.", "The commodity has no such grade.")
register("weighed_in_future", 400, "Giờ cân ({at}) ở tương lai: hãy xem lại đồng hồ của máy.",
         "The time of weighing ({at}) lies in the future: check the clock.")  # fmt: skip
register(
    "client_uuid_taken",
    409,
    "Mã gửi lên đã dùng cho việc khác.",
    "The client UUID was used for something else.",
)
register("ticket_replaced_already", 409, "Phiếu {old} đã được thay bằng phiếu {new}. Hãy sửa phiếu {new}.",
         "Ticket {old} was replaced by {new} already. Correct {new}.")  # fmt: skip
register(
    "ticket_counts_nothing", 409, "Phiếu {old} là phiếu huỷ, không còn gì để sửa.", "Ticket {old} is void."
)
register(
    "ticket_reason_missing",
    400,
    "Sửa hoặc huỷ phiếu cân thì phải nêu lý do.",
    "A correction needs its reason.",
)
register("keeper_unknown", 404, "Không có tài khoản “{name}”.", "There is no account “{name}”.")
register("replay_too_many", 400, "Mỗi lần gửi nhiều nhất {most} mục.", "At most {most} entries a call.")
register("replay_waits", 409, "Chờ phiếu cân mà mục này sửa.", "Waits for the ticket it corrects.")
register("note_too_long", 400, "Nội dung dài quá.", "The text is too long.")
register(
    "checked_too_often",
    429,
    "Bạn xem quá nhanh. Hãy đợi một phút rồi thử lại.",
    "Too many looks. Wait a minute.",
)
register(
    "point_photo_too_many",
    409,
    "Mỗi phiếu cân có nhiều nhất {most} ảnh.",
    "A ticket has at most {most} pictures.",
)
