"""Words for plans, their parts and their tasks."""

from cungcau.domain.programmes import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.notify import catalogue
from cungcau.platform.ui.messages import register

register_moves(
    states.PLAN,
    {
        "issue": "ban hành kế hoạch {thing}",
        "reopen": "đưa kế hoạch {thing} về dự thảo: {reason}",
        "close": "kết thúc kế hoạch {thing}",
        "resume": "mở lại kế hoạch {thing}",
        "cancel": "bãi bỏ kế hoạch {thing}: {reason}",
    },
)
register_moves(
    states.TASK,
    {
        "start": "bắt đầu nhiệm vụ “{thing}” của kế hoạch {plan}",
        "finish": "báo xong nhiệm vụ “{thing}” của kế hoạch {plan}: {evidence}",
        "take_back": "làm tiếp nhiệm vụ “{thing}” của kế hoạch {plan}: {reason}",
        "drop": "thôi làm nhiệm vụ “{thing}” của kế hoạch {plan}: {reason}",
        "pick_up": "nhận làm lại nhiệm vụ “{thing}” của kế hoạch {plan}",
    },
)

PLAN_WRITTEN = verbs.register("programmes.plan_written", "lập kế hoạch {thing}")
PLAN_CHANGED = verbs.register("programmes.plan_changed", "sửa kế hoạch {thing}")
PART_ADDED = verbs.register("programmes.part_added", "thêm {kind} vào kế hoạch {thing}: {text}")
PART_CHANGED = verbs.register("programmes.part_changed", "sửa {kind} của kế hoạch {thing}: {text}")
PART_MOVED = verbs.register("programmes.part_moved", "đổi thứ tự {kind} của kế hoạch {thing}: {text}")
PART_DROPPED = verbs.register("programmes.part_dropped", "bỏ {kind} của kế hoạch {thing}: {text}")
READING = verbs.register(
    "programmes.reading", "báo số chỉ tiêu “{indicator}” của kế hoạch {thing}: {value} {unit} đến {as_of}"
)
READING_CORRECTED = verbs.register(
    "programmes.reading_corrected",
    "sửa số chỉ tiêu “{indicator}” của kế hoạch {thing}, đến {as_of}: {before} thành {value} {unit}, vì {reason}",
)
SPENT = verbs.register(
    "programmes.spent", "ghi chi {amount} đồng cho “{line}” của kế hoạch {thing}, chứng từ {paper}"
)
SCENARIO_CHOSEN = verbs.register(
    "programmes.scenario_chosen", "áp dụng kịch bản “{scenario}” của kế hoạch {thing}"
)
TASK_NOTED = verbs.register("programmes.task_noted", "ghi tiến độ nhiệm vụ “{thing}”: {text}")
TASK_ESCALATED = verbs.register("programmes.task_escalated", "báo cấp trên nhiệm vụ “{thing}”: {reason}")
AGENCY_RECORDED = verbs.register("programmes.agency_recorded", "ghi cơ quan {thing}")
AGENCY_CHANGED = verbs.register("programmes.agency_changed", "sửa cơ quan {thing}")
POST_GIVEN = verbs.register("programmes.post_given", "giao {user} làm việc cho {agency} từ {starts_on}")
POST_ENDED = verbs.register("programmes.post_ended", "thôi giao {user} làm việc cho {agency} sau {ends_on}")

register(
    "programme_plan_not_draft", 409,
    "Kế hoạch {plan} không còn là dự thảo nên không sửa được. Hãy đưa về dự thảo trước, có lý do.",
    "Plan {plan} is no longer a draft and cannot be changed. Reopen it first, with a reason.",
)  # fmt: skip
register(
    "programme_plan_not_running", 409,
    "Kế hoạch {plan} đang ở trạng thái “{state}” nên chưa ghi tiến độ được; chỉ kế hoạch đang thực hiện mới ghi được.",
    "Plan {plan} is “{state}”: progress is written only while a plan is in force.",
)  # fmt: skip
register(
    "programme_plan_number_taken", 409,
    "{issuer} đã có văn bản số {number} ngày {day}. Hãy xem lại số, ký hiệu và ngày.",
    "{issuer} already has a paper {number} of {day}.",
)  # fmt: skip
register(
    "programme_plan_loop", 409,
    "Kế hoạch “{parent}” nằm dưới chính kế hoạch này nên không thể là cấp trên hay kỳ trước của nó.",
    "Plan “{parent}” stands below this plan and cannot be above or before it.",
)  # fmt: skip
register(
    "programme_reason_missing", 400, "Hãy ghi lý do.", "Give the reason."
)  # fmt: skip
register(
    "programme_part_used", 409,
    "“{part}” đã có {what} nên không bỏ được; những gì đã ghi phải còn nguyên.",
    "“{part}” already has {what} and cannot be removed.",
)  # fmt: skip
register(
    "programme_part_at_end", 409, "“{part}” đã ở đầu hoặc cuối danh sách.", "“{part}” stands at the end already."
)  # fmt: skip
register(
    "programme_plan_full", 409,
    "Một kế hoạch có nhiều nhất {most} {kind}.", "A plan may have at most {most} of these.",
)  # fmt: skip
register(
    "programme_indicator_computed", 409,
    "Chỉ tiêu “{indicator}” được tính từ dữ liệu đang chạy nên không nhập số bằng tay.",
    "“{indicator}” is computed from live data and takes no figures by hand.",
)  # fmt: skip
register(
    "programme_reading_there", 409,
    "Đã có số {value} của ngày {as_of}. Muốn sửa thì ghi lý do sửa.",
    "There is a figure {value} for {as_of}. To correct it, say why.",
)  # fmt: skip
register(
    "programme_day_ahead", 400,
    "Ngày {day} chưa tới (hôm nay là {today}).", "{day} has not come yet (today is {today}).",
)  # fmt: skip
register(
    "programme_spending_on_sum", 409,
    "“{line}” là số tổng ghi trong kế hoạch; hãy ghi chi vào từng dòng kinh phí.",
    "“{line}” is a stated sum; spend on its lines.",
)  # fmt: skip
register(
    "programme_spending_over", 409,
    "Dòng “{line}” chỉ còn {left} đồng. Chi vượt thì phải ghi lý do.",
    "“{line}” has {left} đồng left. To overspend, give the reason.",
)  # fmt: skip
register(
    "programme_spending_below", 409,
    "Dòng “{line}” mới chi {spent} đồng nên không giảm được {amount} đồng.",
    "Only {spent} đồng were spent on “{line}”; it cannot be lowered by {amount}.",
)  # fmt: skip
register(
    "programme_evidence_missing", 400,
    "Báo xong thì ghi minh chứng: số văn bản, đường dẫn, biên bản hoặc kết quả thấy được.",
    "To finish a task, name its evidence: a paper, a link, minutes or a visible result.",
)  # fmt: skip
register(
    "programme_agency_known", 409,
    "Đã có cơ quan mang mã {mark}: {agency}.", "There is an agency with the code {mark}: {agency}.",
)  # fmt: skip
register(
    "programme_post_open", 409,
    "{user} đang làm việc cho {agency} rồi.", "{user} already holds a post at {agency}.",
)  # fmt: skip
register(
    "programme_person_unknown", 400,
    "Không có tài khoản đang dùng nào là “{name}”.", "There is no active account “{name}”.",
)  # fmt: skip

TASKS_DUE = catalogue.register(
    catalogue.Message(
        "programmes.tasks_due",
        "{agency}: {count} nhiệm vụ đến hạn hoặc quá hạn",
        "{agency} có {count} nhiệm vụ cần làm ngay: {tasks}. Xem bảng việc: {link}",
        "{agency}: {count} tasks due or late",
        "{agency} has {count} tasks to attend to: {tasks}. The board: {link}",
    )
)
TASK_ESCALATED_NOTICE = catalogue.register(
    catalogue.Message(
        "programmes.task_escalated",
        "Báo cấp trên: “{task}” của {agency}",
        "Nhiệm vụ “{task}” (kế hoạch {plan}, {agency} chủ trì, hạn {due}): {reason}. Xem: {link}",
        "Escalated: “{task}” of {agency}",
        "Task “{task}” (plan {plan}, led by {agency}, due {due}): {reason}. See: {link}",
    )
)
TASKS_GIVEN = catalogue.register(
    catalogue.Message(
        "programmes.tasks_given",
        "{agency} được giao {count} nhiệm vụ",
        "Kế hoạch {plan} giao {agency} chủ trì {count} nhiệm vụ. Xem bảng việc: {link}",
        "{agency} leads {count} tasks",
        "Plan {plan} gives {agency} {count} tasks to lead. The board: {link}",
    )
)
