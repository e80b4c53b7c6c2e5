"""Background work on tables."""

from cungcau.platform.intake import services
from cungcau.platform.intake.services.running import APPLY, PREVIEW
from cungcau.platform.jobs.registry import Stop, register

register(PREVIEW, services.preview_work, on_abandon=services.abandoned, stop=Stop.DISCARDS)
register(APPLY, services.apply_work, on_abandon=services.abandoned, stop=Stop.DISCARDS)
