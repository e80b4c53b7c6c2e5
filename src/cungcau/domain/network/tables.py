"""The lists of points, lanes, markets, ways and closures as tables."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cungcau.domain.network.models import Closure, CollectionPoint
from cungcau.domain.network.sheets import closed, days_of
from cungcau.platform.ui import figures

_NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
_IN_USE = (
    "{% load i18n %}<div>{% if value %}{% translate 'có' %}{% else %}{% translate 'không' %}{% endif %}"
    "{% if may_record %} · <a href=\"{% url 'network:edit' 'tuyen' record.pk %}\">{% translate 'Sửa' %}"
    '<span class="visually-hidden"> {{ record.point.name }} – {{ record.market.name }}</span></a>{% endif %}</div>'
)
_NAME = (
    "<div><a href=\"{% url 'network:point' record.pk %}\">{{ value }}</a>"
    '<br><span class="muted small">{{ record.unit.title }}</span></div>'
)
_AGREED = (
    '{% load i18n ui %}<div>{% if value %}{% badge_state _("Đã thống nhất") "good" %}'
    '{% else %}{% badge_state _("Chưa thống nhất") "warn" %}{% endif %}'
    '{% if record.approval_paper %}<br><span class="muted small">{{ record.approval_paper }}</span>{% endif %}</div>'
)


class PointTable(tables.Table):
    """Collection points of a season."""

    name = tables.TemplateColumn(_NAME, verbose_name=_("Điểm tập kết, địa bàn"), order_by=("folded", "id"))
    approved = tables.TemplateColumn(_AGREED, verbose_name=_("Thống nhất"), order_by=("approved", "id"))
    capacity_kg_per_day = tables.Column(
        verbose_name=_("Sức nhận mỗi ngày"), attrs=_NUMBER, order_by=("capacity_kg_per_day", "id")
    )
    storage_kg = tables.Column(verbose_name=_("Giữ qua đêm"), attrs=_NUMBER, order_by=("storage_kg", "id"))
    open_from = tables.Column(verbose_name=_("Mở cửa"), order_by=("open_from", "id"), empty_values=())
    distance_to_checkpoint_m = tables.Column(
        verbose_name=_("Cách chốt kiểm soát"), attrs=_NUMBER, order_by=("distance_to_checkpoint_m", "id")
    )

    caption = _("Các điểm tập kết của mùa vụ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "name"
        empty_text = _("Không có điểm tập kết nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_capacity_kg_per_day(self, record: CollectionPoint, value: int) -> str:
        """Kilograms a day, with the range it was taken from."""
        low, high = record.capacity_low_kg, record.capacity_high_kg
        if low is None or high is None or low == high:
            return figures.kg(value)
        return f"{figures.kg(value)} ({figures.number(low)} – {figures.number(high)})"

    def render_storage_kg(self, value: int) -> str:
        """Kilograms overnight."""
        return figures.kg(value) if value else gettext("không giữ")

    def render_open_from(self, record: CollectionPoint) -> str:
        """From day to day, from hour to hour."""
        return ", ".join(filter(None, (days_of(record), record.hours)))

    def render_distance_to_checkpoint_m(self, value: int) -> str:
        """Metres."""
        return f"{figures.number(value)} m"


class LaneTable(tables.Table):
    """Lanes from a season's points."""

    point = tables.Column(
        verbose_name=_("Điểm tập kết"), accessor="point__name", order_by=("point__folded", "id")
    )
    market = tables.Column(
        verbose_name=_("Thị trường"), accessor="market__name", order_by=("market__folded", "id")
    )
    channel = tables.Column(
        verbose_name=_("Kênh"), accessor="market__get_channel_display", order_by=("market__channel", "id")
    )
    days = tables.Column(verbose_name=_("Số ngày đường"), attrs=_NUMBER, order_by=("days", "id"))
    cost_vnd_per_kg = tables.Column(verbose_name=_("Cước"), attrs=_NUMBER, order_by=("cost_vnd_per_kg", "id"))
    capacity_kg_per_day = tables.Column(
        verbose_name=_("Sức chở mỗi ngày"), attrs=_NUMBER, order_by=("capacity_kg_per_day", "id")
    )
    in_use = tables.TemplateColumn(
        _IN_USE, verbose_name=_("Đang dùng"), order_by=("in_use", "id"), empty_values=()
    )

    caption = _("Các tuyến của mùa vụ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "point"
        empty_text = _("Không có tuyến nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_days(self, value: int) -> str:
        """Days under way."""
        said = ngettext("%(days)s ngày", "%(days)s ngày", value) % {"days": value}
        return said if value else gettext("trong ngày")

    def render_cost_vnd_per_kg(self, value: int) -> str:
        """Đồng per kg."""
        return f"{figures.money(value)}/kg"

    def render_capacity_kg_per_day(self, value: int) -> str:
        """Kilograms a day."""
        return figures.kg(value)


class MarketTable(tables.Table):
    """Every market."""

    name = tables.Column(
        verbose_name=_("Thị trường"),
        order_by=("folded", "id"),
        linkify=("network:edit", ["thi-truong", tables.A("pk")]),
    )
    channel = tables.Column(
        verbose_name=_("Kênh"), accessor="get_channel_display", order_by=("channel", "id")
    )
    province = tables.Column(verbose_name=_("Tỉnh, thành phố"), order_by=("province", "id"))
    address = tables.Column(verbose_name=_("Địa chỉ"), orderable=False)
    caption = _("Các thị trường")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "name"
        empty_text = _("Không có thị trường nào khớp. Hãy bỏ bớt điều kiện lọc.")


class AccessTable(tables.Table):
    """Ways from places to points."""

    unit = tables.Column(
        verbose_name=_("Địa bàn"),
        accessor="unit__title",
        order_by=("unit__folded", "id"),
        linkify=("network:edit", ["duong-gom", tables.A("pk")]),
    )
    point = tables.Column(
        verbose_name=_("Điểm tập kết"), accessor="point__name", order_by=("point__folded", "id")
    )
    cost_vnd_per_kg = tables.Column(
        verbose_name=_("Chi phí gom"), attrs=_NUMBER, order_by=("cost_vnd_per_kg", "id")
    )
    in_use = tables.Column(verbose_name=_("Đang dùng"), order_by=("in_use", "id"))
    caption = _("Các đường gom hàng của mùa vụ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "point"
        empty_text = _("Không có đường gom hàng nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_cost_vnd_per_kg(self, value: int) -> str:
        """Đồng per kg."""
        return f"{figures.money(value)}/kg"

    def render_in_use(self, value: bool) -> str:
        """In words."""
        return gettext("có") if value else gettext("không")


class ClosureTable(tables.Table):
    """What is shut or narrowed in a season."""

    kind = tables.Column(verbose_name=_("Loại"), accessor="get_kind_display", order_by=("kind", "id"))
    what = tables.Column(
        verbose_name=_("Cái bị đóng"),
        empty_values=(),
        orderable=False,
        linkify=("network:edit", ["dong", tables.A("pk")]),
    )
    first = tables.Column(verbose_name=_("Những ngày"), order_by=("first", "id"))
    factor = tables.Column(verbose_name=_("Còn lại"), attrs=_NUMBER, order_by=("factor", "id"))
    reason = tables.Column(verbose_name=_("Lý do"), orderable=False)
    caption = _("Các đoạn đóng, thu hẹp của mùa vụ")

    class Meta:
        attrs = {"class": "table-cards"}
        order_by = "first"
        empty_text = _("Không có đoạn đóng nào khớp. Hãy bỏ bớt điều kiện lọc.")

    def render_what(self, record: Closure) -> str:
        """Its name."""
        return closed(record)[1]

    def render_first(self, record: Closure) -> str:
        """From day to day."""
        return f"{figures.date(record.first)} – {figures.date(record.last)}"

    def render_factor(self, record: Closure) -> str:
        """What is left."""
        return figures.percent(record.factor) if record.factor else gettext("đóng hẳn")
