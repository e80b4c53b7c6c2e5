"""What is said when this app refuses, and what the trail says of it."""

from cungcau.domain.daily import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.ui.messages import register

register(
    "day_outside_season",
    404,
    "Ngày {day} không nằm trong mùa vụ {season}.",
    "{day} is not a day of season {season}.",
)
register("day_to_come", 409, "Ngày {day} chưa đến.", "{day} is yet to come.")
register("market_report_empty", 400, "Hãy ghi ít nhất một con số.", "Give at least one figure.")
register(
    "market_report_same",
    409,
    "Số liệu này đã ghi y như vậy rồi.",
    "These figures stand there already.",
)
register(
    "figure_negative",
    400,
    "Con số không được âm: {what} = {value}.",
    "A figure is below 0: {what} = {value}.",
)
register(
    "report_unchanged",
    409,
    "Không có gì khác bản đã gửi nên không cần gửi lại.",
    "Nothing differs from the report that was issued.",
)
MARKET_REPORTED = verbs.register("daily.market_reported", "ghi số liệu ngày {day} của {market}")
REPORT_WRITTEN = verbs.register("daily.report_written", "soạn báo cáo ngày {day}")
register_moves(
    states.REPORT,
    {
        "issue": "gửi báo cáo ngày {day}, bản {version}",
        "replace": "thay báo cáo ngày {day}, bản {version}",
    },
)
