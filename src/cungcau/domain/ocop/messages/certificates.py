"""What is said of certificates."""

from cungcau.domain.ocop import states
from cungcau.platform.lifecycle.services import register_moves

register_moves(
    states.CERTIFICATE,
    {
        "revoke": "thu hồi giấy chứng nhận OCOP của {product}: {reason}",
        "replace": "thay giấy chứng nhận OCOP của {product} bằng giấy mới",
    },
)
