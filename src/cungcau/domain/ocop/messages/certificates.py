"""What is said of certificates."""

from cungcau.domain.ocop import states
from cungcau.platform.audit import verbs
from cungcau.platform.lifecycle.services import register_moves
from cungcau.platform.ui.messages import register

register(
    "ocop_certificate_not_found",
    404,
    "Không có giấy chứng nhận này, hoặc giấy không thuộc phần việc của bạn.",
    "There is no such certificate, or it is not yours to see.",
)
register(
    "ocop_certificate_dossier_not_scored",
    409,
    "Hồ sơ {dossier} chưa có kết quả của hội đồng nên chưa cấp giấy chứng nhận được.",
    "File {dossier} has no result of a council yet, so no certificate can be issued.",
)
register(
    "ocop_certificate_already_issued",
    409,
    "Hồ sơ {dossier} đã có giấy chứng nhận số {number}.",
    "File {dossier} already has certificate {number}.",
)
register(
    "ocop_certificate_star_too_low",
    400,
    "Hạng {star} sao không được cấp giấy chứng nhận (điểm a khoản 1 Điều 4).",
    "{star} stars get no certificate (article 4(1)(a)).",
)
register(
    "ocop_certificate_star_above_average",
    400,
    "Điểm trung bình {average} chưa tới mức {lower} của hạng {star} sao theo {instrument}.",
    "The average {average} does not reach the {lower} that {star} stars need under {instrument}.",
)
register(
    "ocop_certificate_decision_missing",
    400,
    "Hãy ghi số quyết định và cơ quan ký.",
    "Give the number of the decision and the authority that signed it.",
)
register(
    "ocop_certificate_days_wrong",
    400,
    "Ngày quyết định {decided_on}, ngày có giá trị {starts_on}: ngày có giá trị không được trước ngày quyết định, "
    "và không ngày nào được sau hôm nay.",
    "Decided on {decided_on}, valid from {starts_on}: validity cannot begin before the decision, and neither may lie "
    "in the future.",
)
register(
    "ocop_certificate_last_day_wrong",
    400,
    "Ngày cuối {expires_on} không được trước ngày bắt đầu {starts_on}.",
    "The last day {expires_on} cannot be before the first, {starts_on}.",
)
register(
    "ocop_certificate_known",
    409,
    "{product} đã có giấy chứng nhận {star} sao từ ngày {starts_on}.",
    "{product} already has a certificate of {star} stars from {starts_on}.",
)
register(
    "ocop_certificate_instrument_unknown",
    400,
    "Không có văn bản nào về xếp hạng OCOP được biết là có hiệu lực ngày {on}. Hãy chọn văn bản.",
    "No decision on ranking is known to be in force on {on}. Choose one.",
)
register(
    "ocop_extension_not_old",
    409,
    "Giấy chứng nhận này được cấp khi {instrument} đã có hiệu lực: điều khoản chuyển tiếp không áp dụng.",
    "This certificate was issued with {instrument} already in force: the transition rule does not apply.",
)
register(
    "ocop_extension_lapsed_before",
    409,
    "Giấy đã hết hạn ngày {expires_on}, trước khi {instrument} có hiệu lực: không kéo dài được nữa.",
    "The certificate lapsed on {expires_on}, before {instrument} took effect: it cannot be extended.",
)
register(
    "ocop_extension_window_was_open",
    409,
    "Thời hạn nộp hồ sơ của giấy này ({opens_on} – {closes_on}) mở trọn sau khi {instrument} có hiệu lực: không thuộc "
    "diện chuyển tiếp.",
    "The filing window of this certificate ({opens_on} – {closes_on}) opened wholly after {instrument} took effect: "
    "the transition rule does not apply.",
)
register(
    "ocop_extension_in_time",
    409,
    "Hồ sơ {dossier} nộp ngày {filed_on}, trong thời hạn (đến hết {closes_on}): không cần kéo dài theo điều khoản "
    "chuyển tiếp.",
    "File {dossier} was sent on {filed_on}, within the window (to {closes_on}): the transition rule is not needed.",
)
register(
    "ocop_extension_needs_dossier",
    409,
    "Chưa có hồ sơ đánh giá lại đã nộp cho giấy này: chỉ kéo dài khi chủ thể đã nộp hồ sơ.",
    "No re-evaluation file has been sent for this certificate: only then can it be extended.",
)
register(
    "ocop_extension_over",
    409,
    "Đã quá {days} ngày kể từ ngày hết hạn {expires_on}: không kéo dài được nữa.",
    "More than {days} days have passed since {expires_on}: it cannot be extended.",
)
register(
    "ocop_extension_already",
    409,
    "Giấy này đã được kéo dài đến hết ngày {until}.",
    "This certificate is already extended to {until}.",
)
register(
    "ocop_certificate_not_in_force",
    409,
    "Giấy chứng nhận này đã bị thu hồi hoặc thay thế.",
    "This certificate has been revoked or replaced.",
)
register("ocop_extension_why_missing", 400, "Hãy ghi lý do kéo dài.", "Say why it is extended.")
register(
    "ocop_certificate_source_missing",
    400,
    "Hãy ghi nguồn của giấy này.",
    "Say where this certificate is known from.",
)

ISSUED = verbs.register(
    "ocop.certificate_issued", "cấp giấy chứng nhận {thing} ({star} sao) cho {product}, quyết định {decision}"
)
RECORDED = verbs.register(
    "ocop.certificate_recorded",
    "ghi giấy chứng nhận cũ của {product}: {star} sao từ {starts_on}, nguồn {source}",
)
EXTENDED = verbs.register(
    "ocop.certificate_extended", "kéo dài giấy chứng nhận của {product} đến hết {until}: {reason}"
)
EXTENSION_ENDED = verbs.register(
    "ocop.certificate_extension_ended", "kết thúc kéo dài giấy chứng nhận của {product} ngày {on}: {reason}"
)
register_moves(
    states.CERTIFICATE,
    {
        "revoke": "thu hồi giấy chứng nhận OCOP của {product}: {reason}",
        "replace": "thay giấy chứng nhận OCOP của {product} bằng giấy mới",
    },
)
