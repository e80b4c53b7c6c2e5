"""What is said of requests to the entity, reports, samples, visits and tests."""

from cungcau.domain.ocop import states
from cungcau.platform.lifecycle.services import register_moves

register_moves(
    states.REQUEST,
    {
        "answer": "trả lời yêu cầu bổ sung của hồ sơ {dossier}",
        "accept": "xác nhận đã đủ một yêu cầu của hồ sơ {dossier}",
        "reopen": "yêu cầu bổ sung lại hồ sơ {dossier}: {reason}",
        "cancel": "thôi một yêu cầu của hồ sơ {dossier}: {reason}",
    },
)
