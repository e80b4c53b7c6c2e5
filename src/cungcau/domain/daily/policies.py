"""Who may read and issue the daily report."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import COMMUNE_OFFICER, COORDINATOR, VIEWER

VIEW = register("daily.view_report", "Xem báo cáo ngày", roles=(COORDINATOR, COMMUNE_OFFICER, VIEWER))
RECORD = register("daily.issue_report", "Soạn, gửi báo cáo ngày", roles=(COORDINATOR,))
REPORT_MARKET = register(
    "daily.record_market_report", "Ghi số liệu kênh bán, cửa khẩu", roles=(COORDINATOR, COMMUNE_OFFICER)
)
