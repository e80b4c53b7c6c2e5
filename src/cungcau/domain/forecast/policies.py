"""Who may do what with forecasts."""

from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import COMMUNE_OFFICER, COORDINATOR, REPRESENTATIVE, VIEWER

VIEW = register(
    "forecast.view_forecast",
    "Xem dự báo thu hoạch",
    roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE, VIEWER),
)
RECORD = register(
    "forecast.record_forecast",
    "Ghi dự báo, báo cáo thu hoạch",
    roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE),
)
CONFIRM = register(
    "forecast.confirm_forecast",
    "Xác nhận dự báo với hộ",
    roles=(COORDINATOR, COMMUNE_OFFICER, REPRESENTATIVE),
)
