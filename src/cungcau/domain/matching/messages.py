"""What is said when a plan's verbs refuse, and the words of its audit entries."""

from __future__ import annotations

from cungcau.platform.audit import verbs
from cungcau.platform.notify import catalogue as notices
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

register(
    "plan_not_open_to_changes",
    409,
    "{title} không sửa tay được nữa: chỉ sửa kế hoạch đã tính hoặc đang áp dụng.",
    "{title} is not open to changes by hand: only computed plans and the one in force are.",
)
register(
    "overridden_meanwhile",
    409,
    "{by} vừa định dòng này của lô {lot} là {kg} kg. Hãy xem lại rồi quyết định.",
    "{by} has just set this line of lot {lot} to {kg} kg. Look again, then decide.",
)
register(
    "override_withdrawn_meanwhile",
    409,
    "Quyết định bạn đang sửa vừa được người khác rút lại. Hãy xem lại.",
    "Somebody has just taken back the decision you were changing. Look again.",
)
register(
    "override_withdrawn",
    409,
    "Quyết định về lô {lot} đã được rút lại từ trước.",
    "The decision on lot {lot} was taken back already.",
)
register("override_not_found", 404, "Không có quyết định này.", "There is no such decision.")
register("plan_line_not_found", 404, "Kế hoạch này không có dòng đó.", "The plan has no such line.")
register(
    "overrides_too_many",
    409,
    "Một kế hoạch chỉ giữ nhiều nhất {most} quyết định bằng tay; hãy sửa số liệu rồi tính lại.",
    "A plan keeps at most {most} decisions by hand; mend the figures and compute again.",
)
register(
    "override_target_unknown",
    400,
    "Mùa vụ này không có {kind} mang mã {ref}.",
    "The season has no {kind} with the code {ref}.",
)
register(
    "apart_has_lines",
    409,
    "Lô {lot} và nhu cầu {need} đang có dòng được định bằng tay; hãy rút lại trước khi không ghép.",
    "Lot {lot} and need {need} have lines decided by hand; take these back first.",
)
register(
    "pair_is_apart",
    409,
    "Lô {lot} đã được quyết định không ghép với nhu cầu {need}; hãy rút lại quyết định ấy trước.",
    "Lot {lot} was decided to stay apart from need {need}; take that back first.",
)
register(
    "plans_of_two_seasons",
    400,
    "{first} và {second} không cùng mùa vụ nên không so được.",
    "{first} and {second} are of two seasons and cannot be compared.",
)
register("plans_the_same", 400, "Hãy chọn hai kế hoạch khác nhau.", "Choose two different plans.")
register(
    "plan_not_in_force",
    409,
    "{title} không phải kế hoạch đang áp dụng.",
    "{title} is not the plan in force.",
)
register(
    "ledger_into_itself",
    400,
    "Sổ vụ phải chuyển sang một mùa vụ khác {season}.",
    "The ledger is carried to a season other than {season}.",
)
register(
    "ledger_into_earlier",
    400,
    "{season} bắt đầu trước mùa vụ này: sổ vụ chỉ chuyển sang vụ sau.",
    "{season} begins earlier: a ledger is carried to a later season only.",
)
register(
    "ledger_carried",
    409,
    "Sổ vụ {season} đã chuyển sang {into} rồi.",
    "The ledger of {season} was carried to {into} already.",
)
register(
    "ledger_occupied",
    409,
    "{season} đã có sổ vụ riêng; không ghi đè. Hãy kiểm tra sổ ấy trước.",
    "{season} has a ledger of its own, which is not overwritten. Look at it first.",
)

FIRST_VERSION = notices.register(
    notices.Message(
        "plan_first_version",
        "{season}: kế hoạch đã công bố",
        "Kế hoạch phiên bản {version} của {season} đang áp dụng: bán được {sold}.",
        "{season}: the plan is published",
        "Version {version} of the plan of {season} is in force: {sold} sold.",
    )
)
NEXT_VERSION = notices.register(
    notices.Message(
        "plan_next_version",
        "{season}: kế hoạch phiên bản {version}",
        "Phiên bản {version} của {season} thay phiên bản trước: bán được {sold}, {moved} đổi chỗ so với trước.",
        "{season}: version {version} of the plan",
        "Version {version} of {season} replaces the one before: {sold} sold, {moved} moved.",
    )
)

verbs.register(
    "plan_line_overridden",
    "sửa tay {title}: lô {lot} cho nhu cầu {need} từ {computed_kg} kg thành {kg} kg ({reason})",
)
verbs.register("plan_pair_kept_apart", "sửa tay {title}: không ghép lô {lot} với nhu cầu {need} ({reason})")
verbs.register("plan_override_withdrawn", "rút quyết định bằng tay ở {title}: lô {lot}, nhu cầu {need}")
verbs.register("ledger_carried", "chuyển sổ vụ {season} sang {into}: {producers} người bán ({reason})")
verbs.register("plan_requested", "yêu cầu tính {title}")
verbs.register("plan_computed", "tính xong {title}: bán được {sold_kg} kg")
verbs.register("plan_failed", "không tính được {title} ({state})")
verbs.register("plan_published", "công bố {title}: bán được {sold_kg} kg")
verbs.register("plan_superseded", "thay {title} bằng kế hoạch mới")
verbs.register("plan_discarded", "bỏ {title}")
verbs.register("season_loaded", "nạp mùa vụ {title} từ tệp: {lots} lô, {needs} nhu cầu")
