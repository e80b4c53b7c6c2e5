"""Who may see and stop background work: the one who asked for it, and whoever holds ``jobs.view_all``."""

from __future__ import annotations

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.permissions import register
from cungcau.platform.accounts.models import User
from cungcau.platform.jobs.models import Job

VIEW_ALL = register("jobs.view_all", "Xem và dừng mọi việc nền", roles=())


def require_view(user: User, job: Job) -> None:
    """Raises ``job_not_found`` for anybody else: that a job exists is nobody else's business."""
    if job.created_by_id != user.pk and not access.allows(user, VIEW_ALL):
        raise DomainError("job_not_found")
