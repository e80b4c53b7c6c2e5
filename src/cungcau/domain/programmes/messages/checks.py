"""Words for the checks of a plan, and for writing one from a text, a template or last year's."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

FINDING_MENDED = verbs.register(
    "programmes.finding_mended", "sửa theo kiểm tra kế hoạch {thing}: {finding} → {mend}"
)
FINDING_DISMISSED = verbs.register(
    "programmes.finding_dismissed", "bỏ qua phát hiện của kế hoạch {thing}: {finding}, vì {reason}"
)
FINDING_REOPENED = verbs.register(
    "programmes.finding_reopened", "xem lại phát hiện của kế hoạch {thing}: {finding}"
)
PLAN_DRAFTED = verbs.register("programmes.plan_drafted", "lập dự thảo {thing} từ {origin}")
MANUSCRIPT_READ = verbs.register(
    "programmes.manuscript_read", "đọc văn bản {name}: {lines} dòng, {proposals} đề xuất"
)
MANUSCRIPT_DROPPED = verbs.register("programmes.manuscript_dropped", "bỏ văn bản đọc vào {name}")

register(
    "programme_finding_gone", 409,
    "Phát hiện này không còn: dòng đã được sửa hoặc đã bỏ. Hãy xem lại danh sách.",
    "This finding is gone: its row was changed or removed. Look at the list again.",
)  # fmt: skip
register(
    "programme_mend_unknown", 404, "Phát hiện này không có cách sửa số {place}.", "This finding has no mend {place}.",
)  # fmt: skip
register(
    "programme_finding_dismissed", 409,
    "Phát hiện này đã được bỏ qua với lý do: {reason}.", "This finding was set aside already: {reason}.",
)  # fmt: skip
register(
    "programme_text_unreadable", 400,
    "Không đọc được văn bản {name}: {why}.", "The text {name} cannot be read: {why}.",
)  # fmt: skip
register(
    "programme_manuscript_finished", 409,
    "Văn bản {name} đã được xác nhận hoặc đã bỏ.", "The text {name} was confirmed or dropped already.",
)  # fmt: skip
register(
    "programme_proposal_unknown", 400,
    "Văn bản không có đề xuất số {value}.", "The text has no proposal {value}.",
)  # fmt: skip
register(
    "programme_template_unknown", 404, "Không có mẫu kế hoạch “{value}”.", "There is no plan template “{value}”.",
)  # fmt: skip
register(
    "programme_number_unknown", 404,
    "Không có tệp hay kế hoạch nào là {number}.", "There is no file and no plan {number}.",
)  # fmt: skip
