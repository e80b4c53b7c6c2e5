"""Addresses below ``bao-cao-ngay/``."""

from datetime import date

from django.urls import path, register_converter

from cungcau.domain.daily import views


class DayConverter:
    """A day as 2021-09-27."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; a ValueError is a page not found."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """The day in the address."""
        return value if isinstance(value, str) else value.isoformat()


register_converter(DayConverter, "day")
app_name = "daily"
urlpatterns = [
    path("", views.days, name="list"),
    path("<day:day>/", views.show, name="day"),
    path("<day:day>/soan/", views.write, name="write"),
    path("<day:day>/gui/", views.issue, name="issue"),
    path("<day:day>/kenh/", views.market, name="market"),
    path("<day:day>/cac-dong/", views.behind, name="behind"),
    path("<day:day>/<slug:kind>/", views.download, name="download"),
]
