"""What is said of evidence."""

from cungcau.platform.audit import verbs
from cungcau.platform.ui.messages import register

register(
    "ocop_evidence_foreign",
    409,
    "Minh chứng “{title}” không phải của chủ thể hồ sơ này, hoặc đã được rút lại.",
    "The evidence “{title}” is not of this file's entity, or was taken back.",
)
register(
    "ocop_evidence_full",
    409,
    "Một chủ thể giữ nhiều nhất {most} minh chứng. Hãy dùng lại những cái đã tải lên.",
    "An entity keeps at most {most} pieces of evidence. Use those uploaded already.",
)
register(
    "ocop_citations_full",
    409,
    "Một hồ sơ dẫn minh chứng nhiều nhất {most} lần.",
    "A file cites evidence at most {most} times.",
)

ADDED = verbs.register("ocop.evidence_added", "thêm minh chứng {thing} của {organisation}")
CHANGED = verbs.register("ocop.evidence_changed", "sửa thông tin minh chứng {thing}")
WITHDRAWN = verbs.register("ocop.evidence_withdrawn", "rút lại minh chứng {thing} (đang dẫn {cited} lần)")
OFFERED = verbs.register("ocop.evidence_offered", "dùng lại minh chứng {thing}")
CITED = verbs.register("ocop.evidence_cited", "dẫn {count} minh chứng cho {criterion} của hồ sơ {thing}")
UNCITED = verbs.register("ocop.evidence_uncited", "bỏ dẫn “{title}” cho {criterion} của hồ sơ {thing}")
LOOKED = verbs.register("ocop.evidence_seen", "mở xem minh chứng {thing} của {organisation}")
