"""What is said of councils and their seats."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

SET_UP = verbs.register("council.set_up", "lập {thing} theo quyết định {decision}")
CHANGED = verbs.register("council.changed", "sửa {thing}")
SEATED = verbs.register("council.seated", "ghi {user} làm {post} của {thing} từ {valid_from}")
UNSEATED = verbs.register(
    "council.unseated", "ghi {user} thôi tham gia {thing} sau ngày {valid_to}: {reason}"
)

register("council_not_found", 404, "Không có hội đồng này, hoặc hội đồng không thuộc địa bàn của bạn.",
         "There is no such council, or it is not of your area.")  # fmt: skip
register("council_known", 409, "Hội đồng theo quyết định {decision} đã có trong tỉnh này.",
         "The province already has a council by decision {decision}.")  # fmt: skip
register("seat_not_found", 404, "Không có ghế này trong hội đồng.", "The council has no such seat.")
register("seat_agency_missing", 400, "Hãy ghi cơ quan của thành viên.", "Name the member's agency.")
register("seat_taken", 409, "{who} đang có ghế trong hội đồng này. Hãy ghi thôi ghế ấy trước.",
         "{who} has a seat on this council. End that one first.")  # fmt: skip
register("chair_taken", 409, "Hội đồng đang có chủ tịch. Hãy ghi thôi người ấy trước.",
         "The council has a chair. End that seat first.")  # fmt: skip
register(
    "seat_without_right",
    409,
    "{who} chưa được giao vai trò cần cho ghế này ở tỉnh: thành viên chấm điểm cần vai trò thành viên hội đồng OCOP, "
    "thư ký cần vai trò ở Văn phòng OCOP hoặc hội đồng.",
    "{who} does not hold the role this seat needs in the province.",
)
register("seat_outside_term", 400, "Ngày bắt đầu phải nằm trong nhiệm kỳ của hội đồng (từ {first}).",
         "The first day lies outside the council's term (from {first}).")  # fmt: skip
register("seat_ended_already", 409, "{who} đã thôi tham gia rồi.", "{who} has left already.")
register("seat_reason_missing", 400, "Hãy nêu lý do thôi tham gia.", "Say why the member leaves.")
register("seat_days_wrong", 400, "Ngày cuối không được trước ngày bắt đầu ({first}).",
         "The last day lies before the first ({first}).")  # fmt: skip
register("seat_person_unknown", 404, "Không có tài khoản “{name}”.", "There is no account “{name}”.")
