"""What a lot can be: offered, or taken back; whether an offer has lapsed is judged on the day it is read."""

from __future__ import annotations

from cungcau.kernel.lifecycle import Lifecycle

OFFERED, WITHDRAWN = "offered", "withdrawn"

LOT = Lifecycle(
    name="lot",
    start=OFFERED,
    states=(OFFERED, WITHDRAWN),
    moves={
        "withdraw": ((OFFERED,), WITHDRAWN),
        "reoffer": ((WITHDRAWN,), OFFERED),
    },
)

LABELS = {OFFERED: "Đang chào bán", WITHDRAWN: "Đã rút"}
