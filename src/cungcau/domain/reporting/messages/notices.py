"""What people are told of reports."""

from cungcau.platform.notify.catalogue import Message, register


def _notice(name: str, subject_vi: str, body_vi: str, subject_en: str, body_en: str) -> str:
    return register(Message(f"reporting.{name}", subject_vi, body_vi, subject_en, body_en))


ASKED = _notice(
    "asked",
    "Yêu cầu báo cáo đột xuất: {what}",
    "{agency} cần báo cáo: {what}. Hạn gửi {due}, gửi về {to}.",
    "Quick report asked: {what}",
    "{agency} is to report: {what}. Due {due}, to {to}.",
)
SOON = _notice(
    "soon",
    "Sắp đến hạn báo cáo: {what}",
    "{agency} gửi “{what}” về {to} trước khi hết {due}.",
    "Report due soon: {what}",
    "{agency} sends “{what}” to {to} by {due}.",
)
TODAY = _notice(
    "today",
    "Hôm nay là hạn báo cáo: {what}",
    "{agency} chưa gửi “{what}” về {to}; hạn {due}.",
    "Report due today: {what}",
    "{agency} has not sent “{what}” to {to}; it is due {due}.",
)
LATE = _notice(
    "late",
    "Báo cáo đã trễ hạn: {what}",
    "{agency} chưa gửi “{what}” về {to}; hạn {due} đã qua.",
    "Report is late: {what}",
    "{agency} has not sent “{what}” to {to}; it was due {due}.",
)
ABOVE = _notice(
    "above",
    "Cơ quan chưa gửi báo cáo: {agency}",
    "{agency} chưa gửi “{what}”; hạn {due} đã qua.",
    "Report not received: {agency}",
    "{agency} has not sent “{what}”; it was due {due}.",
)
WAITS = _notice(
    "waits",
    "Báo cáo chờ duyệt: {what}",
    "“{what}” của {agency} đang {state}. Hạn gửi {due}.",
    "Report waits: {what}",
    "“{what}” of {agency} is at: {state}. Due {due}.",
)
RETURNED = _notice(
    "returned",
    "Báo cáo bị trả lại: {what}",
    "“{what}” được trả lại để sửa: {note}",
    "Report returned: {what}",
    "“{what}” was returned to be mended: {note}",
)
SENT = _notice(
    "sent",
    "Đã nhận báo cáo: {what}",
    "{agency} đã gửi “{what}”, bản {revision}.",
    "Report received: {what}",
    "{agency} has sent “{what}”, revision {revision}.",
)
