"""Addresses below ``ocop/hoi-dong/``."""

from django.urls import URLPattern, path

from cungcau.domain.council.views import (
    agenda,
    councils,
    decisions,
    items,
    mine,
    moves,
    papers,
    scoring,
    sessions,
)

app_name = "council"

_COUNCILS: list[URLPattern] = [
    path("", councils.councils, name="councils"),
    path("moi/", councils.new, name="council-new"),
    path("<int:pk>/", councils.council, name="council"),
    path("<int:pk>/sua/", councils.edit, name="council-edit"),
    path("<int:pk>/ghe/", councils.seat_new, name="seat-new"),
    path("<int:pk>/phien-moi/", sessions.new, name="session-new"),
    path("ghe/<int:pk>/thoi/", councils.seat_end, name="seat-end"),
]
_SESSIONS: list[URLPattern] = [
    path("phien-cua-toi/", mine.mine, name="mine"),
    path("phien/", sessions.sessions, name="sessions"),
    path("phien/<int:pk>/", sessions.session, name="session"),
    path("phien/<int:pk>/dang-dien-ra/", sessions.live, name="live"),
    path("phien/<int:pk>/sua/", sessions.edit, name="session-edit"),
    path("phien/<int:pk>/ho-so/", agenda.ready, name="ready"),
    path("phien/<int:pk>/thu-tu/", agenda.order, name="order"),
    path("phien/<int:pk>/moi-hop/", agenda.invite, name="invite"),
    path("phien/<int:pk>/diem-danh/", moves.attend, name="attend"),
    path("phien/<int:pk>/du-mat/", moves.all_present, name="all-present"),
    path("phien/<int:pk>/chu-tri/", moves.preside, name="preside"),
    path("phien/<int:pk>/khai-mac/", moves.open_session, name="open"),
    path("phien/<int:pk>/phat-phieu/", moves.start_all, name="start-all"),
    path("phien/<int:pk>/be-mac/", moves.close_session, name="close"),
    path("phien/<int:pk>/huy/", moves.cancel, name="cancel"),
    path("phien/<int:pk>/quyet-dinh/", decisions.draft, name="decision-new"),
    path("phien/<int:pk>/khong-cong-nhan/", decisions.not_recognise, name="not-recognise"),
    path("phien/<int:pk>/chuong-trinh.<str:kind>", papers.programme, name="programme"),
    path("phien/<int:pk>/bien-ban.<str:kind>", papers.minutes, name="minutes"),
    path("phien/<int:pk>/tong-hop.<str:kind>", papers.summary, name="summary"),
]
_ITEMS: list[URLPattern] = [
    path("san-pham/<int:pk>/", items.item, name="item"),
    path("san-pham/<int:pk>/phat-phieu/", moves.start, name="start"),
    path("san-pham/<int:pk>/dua-ra/", agenda.take_off, name="take-off"),
    path("san-pham/<int:pk>/hoan/", agenda.postpone, name="postpone"),
    path("san-pham/<int:pk>/dung-ngoai/", moves.stand_out, name="stand-out"),
    path("san-pham/<int:pk>/dung-ngoai/<int:recusal_pk>/bo/", moves.stand_in, name="stand-in"),
    path("san-pham/<int:pk>/khep/", items.close, name="item-close"),
    path("san-pham/<int:pk>/dung/", items.stop, name="item-stop"),
    path("san-pham/<int:pk>/thao-luan/", items.discuss, name="discuss"),
    path("san-pham/<int:pk>/ra-hop/", items.call_meeting, name="call-meeting"),
    path("san-pham/<int:pk>/thong-nhat/", items.agree, name="agree"),
    path("san-pham/<int:pk>/loai/", items.reject, name="reject"),
    path("san-pham/<int:pk>/loai/<int:rejection_pk>/bo/", items.drop_rejection, name="drop-rejection"),
    path("san-pham/<int:pk>/mo-lai/", items.reopen, name="reopen"),
    path("san-pham/<int:pk>/cham/", scoring.score, name="score"),
    path("san-pham/<int:pk>/cham/luu/", scoring.save, name="score-save"),
    path("san-pham/<int:pk>/cham/nop/", scoring.hand_in, name="hand-in"),
    path("san-pham/<int:pk>/cham/lay-lai/", scoring.take_back, name="take-back"),
    path("san-pham/<int:pk>/cham/diem-lan-truoc/", scoring.repeat, name="repeat"),
    path("san-pham/<int:pk>/phieu-<int:sheet_pk>.<str:kind>", papers.sheet, name="sheet"),
]
_DECISIONS: list[URLPattern] = [
    path("quyet-dinh/", decisions.decisions, name="decisions"),
    path("quyet-dinh/<int:pk>/", decisions.decision, name="decision"),
    path("quyet-dinh/<int:pk>/ky/", decisions.sign, name="sign"),
    path("quyet-dinh/<int:pk>/bo/", decisions.drop, name="drop"),
    path("quyet-dinh/<int:pk>/dong/<int:line_pk>/bo/", decisions.line_off, name="line-off"),
    path("quyet-dinh/<int:pk>/van-ban.<str:kind>", papers.decision, name="decision-paper"),
]

urlpatterns: list[URLPattern] = [*_COUNCILS, *_SESSIONS, *_ITEMS, *_DECISIONS]
