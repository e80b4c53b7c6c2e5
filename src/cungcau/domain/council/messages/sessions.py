"""What is said of councils, sessions and the items on them."""

from cungcau.domain.council import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.notify.catalogue import Message
from cungcau.platform.notify.catalogue import register as register_notice
from cungcau.platform.ui.messages import register

register_moves(
    states.SESSION,
    {
        "open": "khai mạc phiên {session}",
        "close": "bế mạc phiên {session}",
        "cancel": "huỷ phiên {session}: {reason}",
    },
)
register_moves(
    states.ITEM,
    {
        "start": "bắt đầu chấm {product} trong phiên {session}",
        "discuss": "điểm của {product} lệch {spread}: thảo luận",
        "score_again": "chấm lại {product}: {reason}",
        "go_on": "giữ điểm của {product} sau thảo luận: {reason}",
        "agree": "khép việc chấm {product}",
        "finish": "chốt kết quả {product}: {result}",
        "reopen": "mở lại kết quả {product}: {reason}",
        "postpone": "hoãn {product} sang phiên khác: {reason}",
    },
)

PLANNED = verbs.register("council_session.planned", "lập phiên {thing} của {council}, ngày {held_on}")
CHANGED = verbs.register("council_session.changed", "sửa phiên {thing}")
PUT_ON = verbs.register("council_session.put_on", "đưa {count} sản phẩm vào phiên {thing}")
TAKEN_OFF = verbs.register("council_session.taken_off", "đưa {product} ra khỏi phiên {thing}: {reason}")
REORDERED = verbs.register("council_session.reordered", "xếp lại thứ tự sản phẩm của phiên {thing}")
PRESENT = verbs.register("council_session.present", "ghi {user} có mặt ở phiên {thing}")
ABSENT = verbs.register("council_session.absent", "ghi {user} vắng mặt ở phiên {thing}: {reason}")
PRESIDES = verbs.register("council_session.presides", "ghi {user} chủ trì phiên {thing}")
INVITATION = verbs.register("council_session.invited", "mời {count} người dự phiên {thing}")
STOOD_OUT = verbs.register("council_item.stood_out", "ghi {user} đứng ngoài khi chấm {product}: {reason}")
STOOD_IN = verbs.register("council_item.stood_in", "ghi {user} lại tham gia chấm {product}: {reason}")

INVITED = register_notice(
    Message(
        "council.invited",
        "Mời dự phiên hội đồng OCOP {session} ngày {day}",
        "Phiên {session} họp ngày {day}, {place}, có {count} sản phẩm. Bạn có thể xem trước hồ sơ và minh chứng.",
        "OCOP council session {session} on {day}",
        "Session {session} is held on {day}, {place}, with {count} products. You may read the files beforehand.",
    )
)
OPINIONS_ASKED = register_notice(
    Message(
        "council.opinions_asked",
        "Lấy ý kiến bằng văn bản: phiên {session}",
        "Phiếu chấm của phiên {session} đang chờ bạn; hạn trả lời: {until}.",
        "Written opinions asked: session {session}",
        "The score sheets of session {session} wait for you until {until}.",
    )
)
MEETING_CALLED = register_notice(
    Message(
        "council.meeting_called",
        "Họp về {product} ngày {day}",
        "Ý kiến bằng văn bản về {product} lệch quá mức: đưa ra phiên {session}, ngày {day}, {place}.",
        "Meeting about {product} on {day}",
        "Written opinions on {product} lie too far apart: it goes to session {session} on {day}, {place}.",
    )
)

register("council_session_not_found", 404, "Không có phiên này, hoặc phiên không thuộc địa bàn của bạn.",
         "There is no such session, or it is not of your area.")  # fmt: skip
register("council_item_not_found", 404, "Không có sản phẩm này trong phiên, hoặc phiên không thuộc địa bàn của bạn.",
         "The session has no such product, or it is not of your area.")  # fmt: skip
register(
    "conducts_not",
    403,
    "Việc này do người chủ trì hoặc thư ký của phiên làm.",
    "Only who presides and the secretary of the session may do this.",
)
register("session_not_open", 409, "Phiên này không đang họp ({state}).", "The session is not under way.")
register("session_over", 409, "Phiên này đã xong ({state}).", "The session is over.")
register(
    "session_opened_already", 409, "Phiên này không còn ở bước chuẩn bị.", "The session was opened already."
)
register("session_outside_term", 400, "Ngày họp phải nằm trong nhiệm kỳ của hội đồng (từ {first}).",
         "The day lies outside the council's term (from {first}).")  # fmt: skip
register("session_place_missing", 400, "Phiên họp cần địa điểm.", "A meeting needs a place.")
register("answer_by_wrong", 400, "Hạn trả lời không được trước ngày lấy ý kiến ({first}).",
         "The last day lies before the first ({first}).")  # fmt: skip
register("session_empty", 409, "Phiên này chưa có sản phẩm nào.", "No product stands on the session.")
register("session_too_early", 409, "Phiên này hẹn ngày {held_on}; muốn họp sớm hơn, hãy sửa ngày trước.",
         "The session is planned for {held_on}.")  # fmt: skip
register("session_unfinished", 409, "Chưa có kết quả: {products}. Hãy chấm xong hoặc hoãn sang phiên khác.",
         "Products without a result: {products}. Finish or postpone them.")  # fmt: skip
register("session_reason_missing", 400, "Hãy nêu lý do.", "Give a reason.")
register("session_has_results", 409, "Phiên đã có kết quả chấm nên không huỷ được; hãy hoãn phần còn lại rồi bế mạc.",
         "The session has results and cannot be cancelled.")  # fmt: skip
register("council_without_members", 409, "Hội đồng chưa có thành viên nào trong ngày họp.",
         "The council has no members on that day.")  # fmt: skip
register(
    "quorum_missing",
    409,
    "Có {present} trên {seats} thành viên chấm điểm; quy chế cần {needed} ({percent} %).",
    "{present} of {seats} members are there; {needed} are needed ({percent} %).",
)
register("members_too_few", 409, "Có {present} thành viên chấm điểm, quy chế cần ít nhất {least} phiếu chấm.",
         "{present} members; the regulation asks for at least {least} sheets.")  # fmt: skip
register("nobody_presides", 409, "Chưa có người chủ trì.", "Nobody presides yet.")
register(
    "presides_wrongly",
    409,
    "Chủ trì phải là Chủ tịch hội đồng, hoặc Phó Chủ tịch được uỷ quyền.",
    "The chair presides, or a deputy who was authorised.",
)
register("authorisation_missing", 400, "Không phải Chủ tịch chủ trì thì phải ghi văn bản hoặc lời uỷ quyền.",
         "Say by what authority somebody other than the chair presides.")  # fmt: skip
register("attendance_reason_missing", 400, "Phiên đang họp: đổi điểm danh phải nêu lý do.",
         "In an open session a change needs its reason.")  # fmt: skip
register("presides_and_leaves", 409, "{who} đang chủ trì. Hãy ghi người khác chủ trì trước.",
         "{who} presides. Name somebody else first.")  # fmt: skip
register("agenda_empty", 400, "Hãy chọn ít nhất một hồ sơ.", "Choose at least one dossier.")
register(
    "agenda_too_long", 409, "Mỗi phiên nhiều nhất {most} sản phẩm.", "At most {most} products a session."
)
register("dossier_not_ready", 409, "Hồ sơ {dossier} đang “{state}”, chưa đưa vào phiên được.",
         "Dossier {dossier} is “{state}” and cannot be put on a session.")  # fmt: skip
register("dossier_elsewhere", 409, "Hồ sơ {dossier} không thuộc tỉnh của hội đồng này.",
         "Dossier {dossier} is not of the council's province.")  # fmt: skip
register("dossier_on_session_already", 409, "Hồ sơ {dossier} đã ở trong một phiên khác.",
         "Dossier {dossier} stands on another session.")  # fmt: skip
register("recusal_reason_missing", 400, "Hãy nêu lý do.", "Give a reason.")
register("recusal_known", 409, "{who} đã đứng ngoài sản phẩm này.", "{who} stands out already.")
register("recusal_too_late", 409, "Việc chấm sản phẩm này đã khép.", "The scoring of this product is closed.")
register("recusal_not_found", 404, "Không có ghi nhận đứng ngoài này.", "There is no such recusal.")
register(
    "scorers_too_few",
    409,
    "{product} chỉ có {count} thành viên chấm được, không kể người vắng, người đứng ngoài; cần ít nhất {least} phiếu.",
    "Only {count} members can score {product}; the regulation asks for {least} sheets.",
)
register("ready_dossier_not_found", 404, "Không có hồ sơ số {number} đủ điều kiện trình hội đồng.",
         "There is no ready dossier number {number}.")  # fmt: skip

TOMORROW = register_notice(
    Message(
        "council.tomorrow",
        "Ngày mai họp hội đồng OCOP, phiên {session}",
        "Phiên {session} họp ngày mai tại {place}.",
        "OCOP council session {session} is tomorrow",
        "Session {session} is held tomorrow at {place}.",
    )
)
OPINIONS_DUE = register_notice(
    Message(
        "council.opinions_due",
        "Phiếu chấm của phiên {session} sắp hết hạn",
        "Bạn chưa nộp phiếu cho mọi sản phẩm của phiên {session}; hạn trả lời {until}.",
        "Score sheets of session {session} are due",
        "You have not handed in all sheets of session {session}; they are due on {until}.",
    )
)
