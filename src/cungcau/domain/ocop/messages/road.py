"""What is said of requests to the entity, reports, samples, visits, tests, rounds, terms."""

from cungcau.domain.ocop import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.ui.messages import register

register_moves(
    states.REQUEST,
    {
        "answer": "trả lời yêu cầu bổ sung của hồ sơ {dossier}",
        "accept": "xác nhận đã đủ một yêu cầu của hồ sơ {dossier}",
        "reopen": "yêu cầu bổ sung lại hồ sơ {dossier}: {reason}",
        "cancel": "thôi một yêu cầu của hồ sơ {dossier}: {reason}",
    },
)

ASKED = verbs.register("ocop.asked", "yêu cầu bổ sung hồ sơ {thing}: {text}")
REPORT_SAVED = verbs.register("ocop.report_saved", "ghi báo cáo của xã (Mẫu 03) lần {no} cho hồ sơ {thing}")
SAMPLES_SENT = verbs.register("ocop.samples_sent", "ghi đã gửi {count} mẫu của hồ sơ {thing}")
SAMPLES_RECEIVED = verbs.register("ocop.samples_received", "ghi đã nhận {count} mẫu của hồ sơ {thing}")
ROUND_ASSIGNED = verbs.register("ocop.round_assigned", "xếp hồ sơ {thing} vào đợt {round}")
ROUND_SAVED = verbs.register("ocop.round_saved", "ghi đợt đánh giá {thing}")
VISIT_PLANNED = verbs.register("ocop.visit_planned", "hẹn khảo sát hồ sơ {thing} ngày {day}")
VISIT_DONE = verbs.register("ocop.visit_done", "ghi kết quả khảo sát hồ sơ {thing}")
VISIT_CANCELLED = verbs.register("ocop.visit_cancelled", "bỏ khảo sát hồ sơ {thing}: {reason}")
TEST_ASKED = verbs.register("ocop.test_asked", "yêu cầu kiểm nghiệm hồ sơ {thing}: {indicators}")
TEST_RESULT = verbs.register("ocop.test_result", "ghi kết quả kiểm nghiệm hồ sơ {thing}: {indicators}")
MINISTRY_USED = verbs.register(
    "ocop.ministry_result_used", "dùng kết quả của Bộ ({average} điểm) để xếp {star} sao cho hồ sơ {thing}"
)
TERM_SET = verbs.register("ocop.term_set", "đặt thời hạn của tỉnh: {stage} {count} {unit}, theo {source}")
TERM_DROPPED = verbs.register("ocop.term_dropped", "bỏ thời hạn của tỉnh cho {stage}")
DAY_MOVED = verbs.register("ocop.day_moved", "ghi ngày {thing} là {what}, theo {source}")
DAY_DROPPED = verbs.register("ocop.day_dropped", "bỏ ghi ngày {thing}")
TERMS_RECOUNTED = verbs.register("ocop.terms_recounted", "tính lại hạn của {count} hồ sơ đang xử lý")

register(
    "ocop_request_not_found",
    404,
    "Không có mục bổ sung này, hoặc hồ sơ không thuộc phần việc của bạn.",
    "There is no such request, or the file is not yours to see.",
)
register(
    "ocop_requests_open",
    409,
    "Hồ sơ {dossier} còn {count} mục bổ sung chưa trả lời: hãy trả lời từng mục rồi nộp lại.",
    "File {dossier} has {count} requests not answered yet: answer each, then send it again.",
)
register(
    "ocop_requests_live",
    409,
    "Hồ sơ {dossier} còn {count} mục bổ sung chưa khép. Hãy khép từng mục, hoặc nêu lý do kết thúc xem xét.",
    "File {dossier} has {count} requests not closed. Close each, or give a reason for finishing.",
)
register(
    "ocop_report_missing",
    409,
    "Hồ sơ {dossier} chưa có báo cáo của xã (Mẫu 03): hãy ghi báo cáo trước khi chuyển lên tỉnh.",
    "File {dossier} has no report of the commune (form 03) yet: write it before forwarding.",
)
register(
    "ocop_report_incomplete",
    409,
    "Báo cáo của xã ghi hồ sơ {dossier} chưa đủ: hãy trả lại để bổ sung, không chuyển lên tỉnh.",
    "The commune's report says file {dossier} is incomplete: send it back instead of forwarding it.",
)
register(
    "ocop_report_gaps_unexplained",
    409,
    "Phần mềm thấy hồ sơ {dossier} còn thiếu {count} mục (ví dụ: {first}). Nếu xã vẫn coi là đủ, hãy nêu lý do ở ô "
    "“Ý kiến của xã”.",
    "The checklist of file {dossier} has {count} gaps (such as: {first}). If the commune still finds it complete, "
    "say why in its opinion.",
)
register(
    "ocop_samples_too_few",
    409,
    "Bộ tiêu chí này cần {need} mẫu, mới ghi {have}. Hãy ghi đủ, hoặc đánh dấu “Mẫu nộp sau”.",
    "This set needs {need} samples, {have} are recorded. Record them all, or tick that they follow later.",
)
register(
    "ocop_samples_none_needed",
    409,
    "Sản phẩm dịch vụ du lịch không phải nộp mẫu.",
    "Tourism services hand in no samples.",
)
register(
    "ocop_samples_received_already",
    409,
    "Lần gửi mẫu này đã được ghi nhận.",
    "This hand-over of samples was received already.",
)
register(
    "ocop_round_elsewhere",
    400,
    "Đợt {round} không phải đợt đánh giá của tỉnh này.",
    "Round {round} is not one of this province.",
)
register(
    "ocop_round_not_found",
    404,
    "Không có đợt đánh giá này, hoặc đợt không thuộc tỉnh của bạn.",
    "There is no such round, or it is not of your province.",
)
register(
    "ocop_round_taken",
    409,
    "Tỉnh đã có đợt {no}/{year} của cấp này.",
    "The province has a round {no}/{year} of this level already.",
)
register(
    "ocop_not_for_ministry",
    409,
    "Hồ sơ {dossier} chưa đủ điều kiện gửi Bộ: hội đồng chấm {average} điểm, xếp {star} sao; hạng gửi Bộ cần từ {need} "
    "điểm và đủ tiêu chí tối thiểu.",
    "File {dossier} cannot go to the Ministry: the council gave {average} points and {star} stars; it takes {need} "
    "points and every minimum.",
)
register(
    "ocop_ministry_result_missing",
    409,
    "Hồ sơ {dossier} chưa có kết quả của Bộ.",
    "File {dossier} has no result of the Ministry.",
)
register(
    "ocop_ministry_result_stands",
    409,
    "Bộ chấm hồ sơ {dossier} {average} điểm, đạt hạng do Bộ công nhận: tỉnh không dùng kết quả này để xếp 3–4 sao.",
    "The Ministry gave file {dossier} {average} points, its own rank: the province does not use it for 3–4 stars.",
)
register(
    "ocop_visit_over",
    409,
    "Lần khảo sát này đã có kết quả hoặc đã bỏ.",
    "This visit has its findings or was cancelled already.",
)
register("ocop_test_over", 409, "Lần kiểm nghiệm này đã có kết quả.", "This test has its result already.")
register(
    "ocop_term_by_law",
    400,
    "Thời hạn của chặng này do luật định hoặc theo đợt, tỉnh không đặt.",
    "The term of this stage is set by law or by the round, not by the province.",
)
register("ocop_step_not_found", 404, "Hồ sơ không ở chặng này.", "The file is not at this stage.")
