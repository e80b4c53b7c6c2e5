"""What people are told after recognition."""

from cungcau.platform.notify.catalogue import Message, register


def _notice(name: str, subject_vi: str, body_vi: str, subject_en: str, body_en: str) -> str:
    return register(Message(f"recognition.{name}", subject_vi, body_vi, subject_en, body_en))


OPENS = _notice(
    "renewal_opens",
    "Đã tới thời hạn nộp hồ sơ đánh giá lại: {product}",
    "Giấy chứng nhận OCOP {star} sao của “{product}” hết hạn ngày {last}. Nộp hồ sơ đánh giá lại từ {opens} đến hết "
    "{closes}.",
    "Time to file for re-evaluation: {product}",
    "The {star}-star OCOP certificate of “{product}” ends on {last}. File for re-evaluation from {opens} to {closes}.",
)
CLOSES = _notice(
    "renewal_closes",
    "Sắp hết thời hạn nộp hồ sơ đánh giá lại: {product}",
    "Ngày {closes} là hạn cuối nộp hồ sơ đánh giá lại “{product}”; giấy chứng nhận {star} sao hết hạn ngày {last}. "
    "Thời hạn mở từ {opens}.",
    "The filing window is about to close: {product}",
    "{closes} is the last day to file “{product}” for re-evaluation; its {star}-star certificate ends on {last}. The "
    "window opened on {opens}.",
)
MISSED = _notice(
    "renewal_missed",
    "Đã qua thời hạn nộp hồ sơ đánh giá lại: {product}",
    "Thời hạn nộp ({opens} – {closes}) đã qua mà chưa có hồ sơ. Giấy {star} sao của “{product}” hết hạn ngày {last}; "
    "hãy liên hệ xã hoặc Văn phòng OCOP ngay.",
    "The filing window has closed: {product}",
    "The window ({opens} – {closes}) has passed without a file. The {star}-star certificate of “{product}” ends on "
    "{last}; contact the commune or the OCOP office now.",
)
LAPSED = _notice(
    "renewal_lapsed",
    "Giấy chứng nhận OCOP đã hết hạn: {product}",
    "Giấy {star} sao của “{product}” hết hạn ngày {last} (thời hạn nộp là {opens} – {closes}). Từ nay không được dùng "
    "sao, nhãn, tem OCOP trên bao bì, quảng cáo cho tới khi được công nhận lại.",
    "OCOP certificate lapsed: {product}",
    "The {star}-star certificate of “{product}” ended on {last} (the window was {opens} – {closes}). Stars, marks and "
    "badges of OCOP may not be used until it is recognised again.",
)
OFFICERS = _notice(
    "renewals_due",
    "{count} giấy chứng nhận OCOP: {stage}",
    "{stage}: {names}. Mở danh sách để xem từng giấy, lập hồ sơ đánh giá lại hoặc gọi cho chủ thể.",
    "{count} OCOP certificates: {stage}",
    "{stage}: {names}. Open the list to see each, start a re-evaluation or call the entity.",
)
INSPECTION_PLANNED = _notice(
    "inspection_planned",
    "Lịch kiểm tra sau công nhận: {product}",
    "Đoàn ({team}) dự kiến kiểm tra “{product}” ngày {on}. Mã: {inspection}.",
    "Inspection planned: {product}",
    "“{product}” is to be inspected on {on} by {team}. Code: {inspection}.",
)
INSPECTION_OFF = _notice(
    "inspection_off",
    "Lịch kiểm tra thay đổi: {product}",
    "Lần kiểm tra {inspection} của “{product}”: {what}.",
    "Inspection changed: {product}",
    "Inspection {inspection} of “{product}”: {what}.",
)
INSPECTION_DONE = _notice(
    "inspection_done",
    "Kết quả kiểm tra {inspection}: {count} điều phải khắc phục",
    "“{product}”, kiểm tra ngày {on}. {due} Mở trang để xem kết luận và trả lời từng điều.",
    "Inspection {inspection}: {count} things to mend",
    "“{product}”, inspected on {on}. {due} Open the page for the conclusion and to answer each.",
)
FINDING_ANSWERED = _notice(
    "finding_answered",
    "Chủ thể báo đã khắc phục ({inspection})",
    "“{product}”: {text}",
    "The entity says it has mended something ({inspection})",
    "“{product}”: {text}",
)
FINDING_AGAIN = _notice(
    "finding_again",
    "Cần khắc phục lại ({inspection})",
    "“{product}”: {text} Hạn {due}.",
    "To be mended again ({inspection})",
    "“{product}”: {text} Due on {due}.",
)
FINDING_CLOSED = _notice(
    "finding_closed",
    "Đã xác nhận khắc phục ({inspection})",
    "“{product}”: {text}",
    "Mended ({inspection})",
    "“{product}”: {text}",
)
REVOCATION_OPENED = _notice(
    "revocation_opened",
    "Đang xem xét thu hồi giấy chứng nhận OCOP: {product}",
    "Căn cứ: {ground}. Kết luận ngày {on}; cơ quan có thẩm quyền quyết định trước hoặc trong ngày {due}.",
    "Revocation of an OCOP certificate under consideration: {product}",
    "Ground: {ground}. Concluded on {on}; the authority decides by {due}.",
)
REVOCATION_DECIDED = _notice(
    "revocation_decided",
    "Đã thu hồi giấy chứng nhận OCOP: {product}",
    "Quyết định {decision} ngày {on}. Căn cứ: {ground}. Từ nay không được dùng sao, nhãn, tem OCOP cho sản phẩm này.",
    "OCOP certificate revoked: {product}",
    "Decision {decision} of {on}. Ground: {ground}. Stars, marks and badges of OCOP may no longer be used.",
)
REVOCATION_DROPPED = _notice(
    "revocation_dropped",
    "Không thu hồi giấy chứng nhận OCOP: {product}",
    "Vụ xem xét thu hồi đã khép: {reason}",
    "OCOP certificate not revoked: {product}",
    "The case is closed: {reason}",
)
