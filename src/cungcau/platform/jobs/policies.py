"""Who may see and stop background work: the one who asked for it, and whoever holds ``jobs.view_all``."""

from __future__ import annotations

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.permissions import register
from cungcau.platform.accounts.models import User
from cungcau.platform.jobs.models import Job

VIEW_ALL = register("jobs.view_all", "Xem và dừng mọi việc nền", roles=())


def require_view(user: User, job: Job) -> None:
    """Raises ``job_not_found`` for anybody else; what the system itself asked for, everyone signed in may follow."""
    if job.created_by_id not in {None, user.pk} and not access.allows(user, VIEW_ALL):
        raise DomainError("job_not_found")


def may_stop(user: object, job: Job) -> bool:
    """True for one's own jobs, and for whoever may stop any."""
    return isinstance(user, User) and (job.created_by_id == user.pk or access.allows(user, VIEW_ALL))


def require_stop(user: User, job: Job) -> None:
    """Raises ``job_not_found`` unless the job is the person's own or they may stop any."""
    if not may_stop(user, job):
        raise DomainError("job_not_found")
