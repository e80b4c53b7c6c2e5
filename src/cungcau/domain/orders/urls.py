"""Addresses below ``don-hang/``."""

from django.urls import URLPattern, path

from cungcau.domain.orders.slip_urls import SLIPS
from cungcau.domain.orders.views import (
    orders,
    orders_flags,
    orders_form,
    orders_moves,
    orders_paper,
    orders_plan,
    orders_records,
    orders_terms,
)

app_name = "orders"

_ORDERS: list[URLPattern] = [
    path("", orders.orders, name="list"),
    path("moi/", orders_form.new, name="new"),
    path("tu-ke-hoach/<int:plan>/", orders_plan.from_plan, name="from-plan"),
    path("canh-bao-gia/", orders_flags.flags, name="flags"),
    path("canh-bao-gia/<int:pk>/", orders_flags.flag, name="flag"),
    path("canh-bao-gia/<int:pk>/tra-loi/", orders_flags.answer, name="flag-answer"),
    path("canh-bao-gia/<int:pk>/khep/", orders_flags.close, name="flag-close"),
    path("canh-bao-gia/<int:pk>/mo-lai/", orders_flags.reopen, name="flag-reopen"),
    path("ho-so/", orders_records.own, name="own-records"),
    path("ho-so/<int:pk>/", orders_records.record, name="record"),
    path("<int:pk>/", orders.order, name="order"),
    path("<int:pk>/sua/", orders_form.edit, name="edit"),
    path("<int:pk>/dieu-khoan/", orders_terms.propose, name="propose"),
    path("<int:pk>/dieu-khoan/<int:revision>/dong-y/", orders_terms.say_yes, name="say-yes"),
    path("<int:pk>/dieu-khoan/<int:revision>/khong-dong-y/", orders_terms.refuse, name="refuse"),
    path("<int:pk>/gui/", orders_moves.send, name="send"),
    path("<int:pk>/viec/<slug:verb>/", orders_moves.move, name="move"),
    path("<int:pk>/dot/<int:no>/", orders.line, name="line"),
    path("<int:pk>/but-toan/<int:entry>/sua/", orders_moves.correct, name="correct"),
    path("<int:pk>/don-dat-hang.<slug:kind>", orders_paper.sheet, name="sheet"),
]

urlpatterns: list[URLPattern] = [*SLIPS, *_ORDERS]
