"""What is said when a plan's verbs refuse, and the words of its audit entries."""

from __future__ import annotations

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

register("plan_not_found", 404, "Không có kế hoạch này.", "There is no such plan.")
register("lot_not_in_plan", 404, "Kế hoạch này không có lô {lot}.", "This plan holds no lot {lot}.")
register(
    "plan_has_no_result",
    409,
    "{title} chưa có kết quả. Hãy chờ tính xong rồi thử lại.",
    "{title} has no result yet. Wait until it is computed.",
)
register(
    "season_empty",
    409,
    "Mùa vụ {season} chưa có lô hàng nào để lập kế hoạch. Hãy nhập nguồn cung trước.",
    "Season {season} holds no lot to plan. Enter supply first.",
)
register(
    "order_invalid",
    400,
    "Thứ tự mục tiêu phải gồm đủ sold, fair, cost, mỗi từ một lần; không phải: {order}.",
    "The order must hold sold, fair and cost once each, not: {order}.",
)
register(
    "changes_missing", 400, "Hãy chọn ít nhất một thay đổi để thử.", "Choose at least one change to try."
)
register(
    "change_unknown",
    400,
    "Không có loại thay đổi {action} cho {target}.",
    "There is no change {action} of {target}.",
)
register(
    "change_target_unknown",
    400,
    "Kế hoạch này không có {target} mang mã {ref}.",
    "This plan has no {target} with the code {ref}.",
)
register(
    "change_capacity_negative",
    400,
    "Sức nhận không thể âm ({kg} kg).",
    "A capacity cannot be negative ({kg} kg).",
)
register(
    "change_days_reversed",
    400,
    "Cần ngày bắt đầu và ngày kết thúc, ngày bắt đầu không sau ngày kết thúc.",
    "A first and a last day are needed, in this order.",
)
register(
    "change_factor_out_of_range",
    400,
    "Phần còn lại phải từ 0 đến dưới 1, không phải {factor}.",
    "The factor must be from 0 to below 1, not {factor}.",
)
register(
    "what_if_not_published",
    409,
    "{title} chỉ là phương án thử. Hãy sửa số liệu thật rồi tính kế hoạch mới để công bố.",
    "{title} is a what-if. Change the real figures and compute a new plan to publish.",
)

verbs.register("plan_requested", "yêu cầu tính {title}")
verbs.register("plan_computed", "tính xong {title}: bán được {sold_kg} kg")
verbs.register("plan_failed", "không tính được {title} ({state})")
verbs.register("plan_published", "công bố {title}: bán được {sold_kg} kg")
verbs.register("plan_superseded", "thay {title} bằng kế hoạch mới")
verbs.register("plan_discarded", "bỏ {title}")
verbs.register("season_loaded", "nạp mùa vụ {title} từ tệp: {lots} lô, {needs} nhu cầu")
