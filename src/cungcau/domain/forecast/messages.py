"""What is said when this app refuses, what the trail says of it, and what officers are told."""

from cungcau.platform.audit import verbs
from cungcau.platform.notify.catalogue import Message
from cungcau.platform.notify.catalogue import register as tell_as
from cungcau.platform.ui.messages import register

register("forecast_not_found", 404, "Không có dự báo này.", "There is no such forecast.")
register("place_not_found", 404, "Không có địa bàn {area} hiện nay.", "There is no unit {area} today.")
register(
    "forecast_already_confirmed", 409, "Dự báo này đã được xác nhận.", "This forecast is confirmed already."
)
register(
    "forecast_not_current",
    409,
    "Đây là bản cũ; hãy sửa từ bản đang dùng (lần {revision}).",
    "This revision was replaced; revise the current one (number {revision}).",
)

FORECASTS_RECORDED = verbs.register(
    "forecast.recorded", "ghi {created} dự báo mới, sửa {changed} của {thing}"
)
WINDOWS_RECORDED = verbs.register(
    "forecast.windows_recorded", "ghi {created} khung thu hoạch mới, sửa {changed} của {thing}"
)
HARVESTS_RECORDED = verbs.register(
    "forecast.harvests_recorded", "ghi {created} báo cáo thu hoạch mới, sửa {changed} của {thing}"
)
CONFIRMED = verbs.register("forecast.confirmed", "xác nhận dự báo của {thing}")

STALE = tell_as(
    Message(
        "forecast.stale",
        "{subjects} nơi cần hỏi lại dự báo thu hoạch",
        "Hôm nay có {subjects} hộ, đơn vị trong địa bàn của bạn chưa có dự báo thu hoạch hoặc dự báo đã cũ. "
        "Danh sách để gọi nằm ở trang Cần hỏi lại.",
        "{subjects} harvest forecasts to ask for",
        "Today {subjects} households or organisations of your area have no harvest forecast or an old one. "
        "The list to call is on the page for asking again.",
    )
)
