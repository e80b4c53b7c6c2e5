"""The texts of the page that works without network, for its scripts."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def offline_words() -> dict[str, str]:
    """Every text by the name the scripts know it by; ``{blanks}`` are filled on the phone."""
    return {
        "online": _("Có mạng"),
        "offline": _("Không có mạng: vẫn cân được, máy giữ lại rồi gửi sau"),
        "waiting": _("chờ gửi {n} lần cân, {photos} ảnh"),
        "allSent": _("đã gửi hết"),
        "refusedCount": _("{n} lần cân bị từ chối, xem bên dưới"),
        "summary": _("Ngày {day}: {slips} phiếu hái, đã nhận {kg}"),
        "failed": _("Máy chủ không trả lời được. Hãy thử lại."),
        "signInFirst": _("Hãy đăng nhập để xem danh sách. Những lần cân đã ghi vẫn còn trên máy."),
        "noList": _("Chưa tải được danh sách. Hãy mở trang này một lần khi có mạng."),
        "nobody": _("Không có ai như vậy. Hộ không có phiếu thì cân thành hàng ngoài đơn."),
        "narrow": _("Còn nữa: hãy gõ tên để tìm."),
        "weigh": pgettext("việc cân", "Cân"),
        "slot": _("lượt {at}"),
        "said": _("Hẹn {kg}, đã cân {had}"),
        "stateWaiting": _("chờ gửi"),
        "stateSent": _("đã gửi"),
        "stateRefused": _("bị từ chối"),
        "nothingYet": _("Chưa cân lần nào trên máy này."),
        "entry": _("{at}: {grade}, nhận {kg}, loại ra {rejected}"),
        "noGrade": _("chưa phân loại"),
        "ticket": _("Phiếu cân {code}"),
        "photos": _("{n} ảnh, đã gửi {sent}"),
        "photoAlt": _("ảnh đã chụp"),
        "tryAgain": _("Gửi lại"),
        "outside": _("Cân thành hàng ngoài đơn"),
        "drop": _("Bỏ lần cân này"),
        "dropSure": _("Bỏ hẳn lần cân này? Không lấy lại được."),
        "row": _("Lần cân {n}"),
        "grade": _("Loại"),
        "gross": _("Cả bì (kg)"),
        "tare": _("Bì (kg), có thể bỏ trống"),
        "crates": _("Số sọt, có thể bỏ trống"),
        "rejected": _("Loại ra (kg), có thể bỏ trống"),
        "reason": _("Lý do loại"),
        "reasonText": _("Nói rõ, có thể bỏ trống"),
        "photo": _("Chụp ảnh, có thể bỏ trống"),
        "walkIn": _("Hàng ngoài đơn"),
        "notWhole": _("Hãy ghi số nguyên, ví dụ 250 hoặc 1.250."),
        "grossFirst": _("Cả bì phải lớn hơn bì."),
        "tooMuchRejected": _("Phần loại không được quá phần tịnh."),
        "whyRejected": _("Loại hàng thì phải chọn lý do; “Lý do khác” thì nói rõ."),
        "whoBrought": _("Hãy ghi ai mang hàng đến."),
        "kept": _("Đã giữ trên máy."),
        "notKept": _("Máy không giữ được: {why}. Hãy ghi ra giấy và thử lại."),
        "ready": _("Trang này đã sẵn sàng làm việc khi mất mạng."),
        "noWorker": _("Trình duyệt này không mở lại trang khi mất mạng được; đừng đóng trang."),
    }
