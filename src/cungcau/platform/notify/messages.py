"""What is said when a message cannot be kept or sent, and the words of its audit entries."""

from cungcau.platform.audit import verbs
from cungcau.platform.notify.catalogue import Message
from cungcau.platform.notify.catalogue import register as register_notice
from cungcau.platform.ui.messages import register

register(
    "notice_outside_transaction",
    500,
    "Lỗi của hệ thống: thông báo chưa được lưu nên việc này đã bị từ chối.",
    "System fault: the notice could not be kept and the deed was refused.",
)
register(
    "email_url_invalid",
    500,
    "CUNGCAU_EMAIL_URL phải có dạng smtp://máy:cổng.",
    "CUNGCAU_EMAIL_URL must look like smtp://host:port.",
)
register(
    "gateway_invalid",
    500,
    "Cấu hình {name} không đọc được: xem trang cài đặt.",
    "The setting {name} cannot be read: see the page of settings.",
)
register(
    "quiet_hours_invalid",
    500,
    "CUNGCAU_QUIET_HOURS phải có dạng 21:00-06:00, hoặc 0 để không dùng.",
    "CUNGCAU_QUIET_HOURS must look like 21:00-06:00, or 0 for none.",
)
register(
    "outgoing_key_missing",
    500,
    "Lỗi của hệ thống: tin gửi đi thiếu khoá chống gửi trùng nên việc này đã bị từ chối.",
    "System fault: the message has no key against being sent twice; the deed was refused.",
)
register(
    "zalo_invalid",
    400,
    "“{value}” không phải mã người dùng Zalo.",
    "“{value}” is not a Zalo user id.",
)
register("outgoing_not_found", 404, "Không có tin gửi đi này.", "There is no such outgoing message.")
register(
    "outgoing_is_demo",
    409,
    "Tin này thuộc dữ liệu minh hoạ nên không gửi ra ngoài.",
    "This message belongs to the sample data and is never sent.",
)
register(
    "outgoing_expired",
    409,
    "Tin này chỉ có ý nghĩa đến {until}; nay đã quá hạn nên không gửi lại được.",
    "This message made sense until {until} only; it cannot be sent again.",
)
register(
    "outgoing_no_longer_true",
    409,
    "Tin này đã thôi gửi ({why}) nên không lấy lại được; nếu cần, hãy gửi tin mới từ việc của nó.",
    "This message was put aside ({why}) and cannot be taken back; if need be, send a new one from what it is about.",
)
register(
    "outgoing_channel_missing",
    409,
    "Chưa có kênh nào gửi được tin này. Hãy gọi hoặc nhắn từ máy riêng, rồi ghi là đã báo tay.",
    "No channel can carry this message. Call or write yourself, then note that it was told by hand.",
)
register(
    "outgoing_way_unknown",
    400,
    "“{value}” không phải cách báo tay: chọn gọi điện, nhắn từ máy riêng, đưa bản in hoặc nói trực tiếp.",
    "“{value}” is no way of telling by hand: call, own_phone, print or in_person.",
)
register(
    "outgoing_note_too_long",
    400,
    "Ghi chú dài quá {most} ký tự.",
    "The note is longer than {most} characters.",
)

register(
    "sms_port_closed",
    404,
    "Cổng nhận tin nhắn chưa mở: chưa đặt khoá chung với nhà cung cấp (CUNGCAU_SMS_SECRET).",
    "The SMS port is closed: no secret is shared with the provider (CUNGCAU_SMS_SECRET).",
)
register(
    "sms_call_unsigned",
    401,
    "Lời gọi này không được ký đúng.",
    "This call is not signed as it should be.",
)
register(
    "sms_call_unreadable",
    400,
    "Không đọc được phần “{part}” của lời gọi.",
    "The part “{part}” of the call cannot be read.",
)
register("incoming_not_found", 404, "Không có tin nhắn đến này.", "There is no such incoming message.")
register(
    "incoming_note_missing",
    400,
    "Hãy ghi đã làm gì với tin này.",
    "Please write what was done about this message.",
)

RECEIVED = verbs.register("incoming.receive", "nhận tin nhắn đến {thing}: {state}")
INCOMING_HANDLED = verbs.register("incoming.handle", "xử lý tin nhắn đến {thing}: {note}")
SENDER_SEEN = verbs.register("incoming.sender_seen", "xem số máy gửi tin {thing}")
RETRIED = verbs.register("outgoing.retry", "cho gửi lại tin {thing}")
RESTORED = verbs.register("outgoing.restore", "lấy lại tin đã huỷ {thing}")
MARKED_SENT = verbs.register("outgoing.mark_sent", "ghi là đã báo tay tin {thing} ({way})")
CANCELLED = verbs.register("outgoing.cancel", "huỷ tin {thing}")
CONTACT_SEEN = verbs.register("notify.contact_seen", "xem số và nội dung của tin {thing}")

UNCLEAR = register_notice(
    Message(
        "notify.sms_unclear",
        "Chưa hiểu tin nhắn",
        "Chưa hiểu tin nhắn của bạn. Xin gọi cho người đại diện của bạn hoặc tổ điều phối.",
        "Message not understood",
        "Your message was not understood. Please call your representative or the coordinator.",
        sms_vi="Chưa hiểu tin nhắn của bạn. Xin gọi cho người đại diện của bạn hoặc tổ điều phối.",
        sms_en="Your message was not understood. Please call your representative or the coordinator.",
    )
)
INCOMING_WAITS = register_notice(
    Message(
        "notify.incoming_waits",
        "Có tin nhắn đến chờ xử lý",
        "Một tin nhắn đến cần người xử lý: {why}.",
        "An incoming message waits",
        "An incoming message needs a person.",
    )
)
