"""Made-up data for the style page; every figure here is invented and marked "minh hoạ" where it is shown."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import django_tables2
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cungcau.platform.ui import charts, figures
from cungcau.platform.ui.templatetags.tables import ExportLink

FIRST = dt.date(2021, 9, 13)
PLACES = (
    {"id": "xa-a", "kind": "commune", "name": "Xã Tân Mỹ", "lat": 22.06, "lon": 106.62, "kg": 2_900_000},
    {"id": "xa-b", "kind": "commune", "name": "Xã Hoàng Việt", "lat": 22.03, "lon": 106.55, "kg": 1_450_000},
    {"id": "dtk-1", "kind": "point", "name": "Điểm tập kết 1", "lat": 22.02, "lon": 106.61, "kg": 2_600_000},
    {"id": "dtk-2", "kind": "point", "name": "Điểm tập kết 2", "lat": 21.98, "lon": 106.57, "kg": 1_750_000},
    {"id": "hn", "kind": "market", "name": "Hà Nội", "lat": 21.03, "lon": 105.85, "kg": 2_200_000},
    {"id": "bg", "kind": "market", "name": "Bắc Giang", "lat": 21.28, "lon": 106.2, "kg": 800_000},
    {"id": "bn", "kind": "market", "name": "Bắc Ninh", "lat": 21.18, "lon": 106.07, "kg": 550_000},
    {"id": "th", "kind": "market", "name": "Thanh Hóa", "lat": 19.81, "lon": 105.78, "kg": 800_000},
)
ROADS = (
    ("xa-a", "dtk-1", 2_300_000), ("xa-a", "dtk-2", 600_000), ("xa-b", "dtk-1", 300_000),
    ("xa-b", "dtk-2", 1_150_000),
    ("dtk-1", "hn", 1_500_000), ("dtk-1", "bg", 600_000), ("dtk-1", "bn", 500_000), ("dtk-2", "hn", 700_000),
    ("dtk-2", "th", 800_000), ("dtk-2", "bg", 200_000), ("dtk-2", "bn", 50_000),
)  # fmt: skip


class SampleTable(django_tables2.Table):  # type: ignore[misc] # the library has no types
    """Lines of an invented plan."""

    lot = django_tables2.Column(verbose_name=_("Lô"))
    household = django_tables2.Column(verbose_name=_("Hộ"))
    market = django_tables2.Column(verbose_name=_("Nơi bán"))
    day = django_tables2.Column(verbose_name=_("Ngày hái"))
    kg = django_tables2.Column(
        verbose_name=_("Khối lượng"), attrs={"td": {"class": "num"}, "th": {"class": "num"}}
    )

    caption = _("Dòng kế hoạch minh hoạ")
    exports = (ExportLink("#", "xlsx"), ExportLink("#", "csv"))

    class Meta:
        template_name = "ui/table.html"
        attrs = {"class": "table-cards"}
        order_by = "lot"

    def render_day(self, value: dt.date) -> str:
        """The day as people write it."""
        return figures.date(value)

    def render_kg(self, value: int) -> str:
        """Whole kg."""
        return figures.kg(value)


class SampleForm(forms.Form):
    """One field of each layout."""

    name = forms.CharField(label=_("Tên hộ"), help_text=_("Như trên sổ hộ khẩu, có dấu."))
    kg = forms.CharField(
        label=_("Khối lượng còn lại"), help_text=_("Viết như thường nói: 5 tạ, 1,2 tấn, 350 kg.")
    )
    market = forms.ChoiceField(
        label=_("Nơi bán"), choices=[("hn", "Hà Nội"), ("bg", "Bắc Giang")], required=False
    )
    pack = forms.ChoiceField(
        label=_("Cách đóng"),
        choices=[("sot", "Sọt 20 kg"), ("thung", "Thùng 5 kg")],
        widget=forms.RadioSelect,
    )
    consent = forms.BooleanField(label=_("Hộ đồng ý công khai tên"), required=False)


def shares(seed: int = 7) -> list[float]:
    """Shares sold of 220 invented households."""
    chance = random.Random(seed)  # noqa: S311 - drawing samples, not secrets
    return [round(min(1.0, max(0.38, chance.gauss(0.78, 0.16))), 4) for _household in range(220)]


def weeks() -> list[charts.Week]:
    """Seven invented weeks."""
    rows = ((310, 260, 240, 235), (620, 540, 520, 500), (980, 900, 880, 860), (1150, 1000, 960, 940),
            (990, 1080, 930, 960), (640, 780, 620, 650), (310, 420, 300, 320))  # fmt: skip
    return [
        charts.Week(FIRST + dt.timedelta(days=7 * i), *(1000 * tonnes for tonnes in row))
        for i, row in enumerate(rows)
    ]


def days() -> list[charts.Day]:
    """Forty-five invented days, two of them without a report, one without goods."""
    found = []
    for i in range(45):
        kg: int | None = int(180_000 * max(0.0, 1 - ((i - 22) / 24) ** 2)) // 100 * 100
        kg = None if i in (12, 13) else 0 if i == 30 else kg
        found.append(charts.Day(FIRST + dt.timedelta(days=i), kg))
    return found


def flows() -> dict[str, Any]:
    """Invented flows between real places."""
    return {
        "nodes": [dict(place) for place in PLACES],
        "flows": [{"from": start, "to": end, "kg": kg, "label": ""} for start, end, kg in ROADS],
    }


def map_answer() -> JsonResponse:
    """The flows as an address gives them."""
    return JsonResponse(flows())


def job_state() -> JsonResponse:
    """A job that is done after half a minute, and then starts again."""
    second = timezone.now().second % 30
    return JsonResponse(
        {
            "state": "running",
            "percent": second * 100 // 30,
            "stage": str(_("Chia phần công bằng")),
            "message": str(_("Vòng %(round)s, khoảng cách còn %(gap)s"))
            % {"round": second // 3 + 1, "gap": figures.percent((30 - second) / 300)},
            "done_url": "",
        }
    )


def context(request: HttpRequest) -> dict[str, object]:
    """All the style page shows."""
    rows = [
        {
            "lot": f"L{i:04d}",
            "household": f"Hộ minh hoạ {i % 97 + 1}",
            "market": PLACES[4 + i % 4]["name"],
            "day": FIRST + dt.timedelta(days=i % 45),
            "kg": 120 + i * 37 % 4900,
        }
        for i in range(1, 2001)
    ]
    table = SampleTable(rows)
    django_tables2.RequestConfig(request, paginate={"per_page": 10}).configure(table)
    now = timezone.now()
    return {
        "table": table,
        "page": Paginator(rows, 50).get_page(request.GET.get("trang", 2)),
        "form": SampleForm({"name": "", "kg": "5 tạ", "pack": "sot"}),
        "weeks": weeks(),
        "days": days(),
        "today": FIRST + dt.timedelta(days=14),
        "shares": shares(),
        "flows": flows(),
        "prices": [18.5, 19, 18, None, 21, 22.5, 22, 24],
        "fresh": now - dt.timedelta(hours=3),
        "old": now - dt.timedelta(days=9),
        "tones": [("", _("Nháp")), ("info", _("Đang tính")), ("good", _("Đã xác nhận")),
                  ("warn", _("Sắp hết hạn")), ("bad", _("Bị từ chối")),
                  ("accent", _("Đã công bố")), ("done", _("Đã trả tiền"))],
    }  # fmt: skip
