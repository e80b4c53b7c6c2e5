"""What is said of councils, sessions and the items on them."""

from cungcau.domain.council import states
from cungcau.platform.lifecycle.services import register_moves

register_moves(
    states.SESSION,
    {
        "open": "khai mạc phiên {session}",
        "close": "bế mạc phiên {session}",
        "cancel": "huỷ phiên {session}: {reason}",
    },
)
register_moves(
    states.ITEM,
    {
        "start": "bắt đầu chấm {product} trong phiên {session}",
        "discuss": "điểm của {product} lệch {spread}: thảo luận",
        "score_again": "chấm lại {product}: {reason}",
        "go_on": "giữ điểm của {product} sau thảo luận: {reason}",
        "agree": "khép việc chấm {product}",
        "finish": "chốt kết quả {product}: {result}",
        "reopen": "mở lại kết quả {product}: {reason}",
        "postpone": "hoãn {product} sang phiên khác: {reason}",
    },
)
