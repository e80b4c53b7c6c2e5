"""The verbs of this app: the only writers."""

from cungcau.platform.intake.services.applying import apply_work
from cungcau.platform.intake.services.direct import Brought, bring_in
from cungcau.platform.intake.services.mending import Fix, accept_only_proposals, mend
from cungcau.platform.intake.services.previewing import preview_work
from cungcau.platform.intake.services.running import abandoned, discard, request_apply, request_preview
from cungcau.platform.intake.services.sending import upload

__all__ = [
    "Brought",
    "Fix",
    "abandoned",
    "accept_only_proposals",
    "apply_work",
    "bring_in",
    "discard",
    "mend",
    "preview_work",
    "request_apply",
    "request_preview",
    "upload",
]
