"""Words a need's columns choose from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PriceAt(models.TextChoices):
    """Where a price is meant: the buyer fetches at the point, or the seller bears the lane's freight."""

    POINT = "point", _("tại điểm tập kết")
    MARKET = "market", _("tại nơi nhận")


class NeedKind(models.TextChoices):
    """How firm what a buyer said is."""

    NEED = "need", _("Nhu cầu")
    COMMITMENT = "commitment", _("Cam kết bao tiêu")
    CONTRACT = "contract", _("Hợp đồng")
    ORDER = "order", _("Đơn đặt hàng")


class Frequency(models.TextChoices):
    """How often a buyer takes goods within the window."""

    ONCE = "once", _("Một lần hoặc dần trong khoảng ngày")
    DAILY = "daily", _("Hằng ngày")
    WEEKDAYS = "weekdays", _("Các thứ trong tuần")
    WEEKLY = "weekly", _("Mỗi tuần một lần")
    EVERY = "every", _("Cách một số ngày")


class FreightBy(models.TextChoices):
    """Who pays the freight."""

    BUYER = "buyer", _("Bên mua trả")
    SELLER = "seller", _("Bên bán trả")
    SHARED = "shared", _("Hai bên chia")


class EntryChannel(models.TextChoices):
    """How a record came in."""

    WEB = "web", _("Biểu mẫu trên mạng")
    PROXY = "proxy", _("Nhập hộ (điện thoại, giấy)")
    SHEET = "sheet", _("Bảng tính")
    API = "api", _("API")
    FOLDER = "folder", _("Thư mục kịch bản")
