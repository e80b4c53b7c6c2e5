"""Who may see and go on with a table: the one who sent it, and whoever holds ``intake.view_all``.

What may come in through a door is the door's own permission, held where its rows count.
"""

from __future__ import annotations

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.access.permissions import register
from cungcau.platform.access.roles import BUYER, COMMUNE_OFFICER, COORDINATOR, OCOP_OFFICE, REPRESENTATIVE
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.doors import Door, every
from cungcau.platform.intake.models import Intake

USE = register(
    "intake.bring_in",
    "Nhập bảng tính",
    roles=(COORDINATOR, COMMUNE_OFFICER, OCOP_OFFICE, REPRESENTATIVE, BUYER),
)
"""Who sees the menu's entry; each door asks for its own permission beside."""

VIEW_ALL = register("intake.view_all", "Xem mọi bảng được nhập", roles=())


def doors_for(user: User) -> tuple[Door, ...]:
    """The doors somebody may bring a table through, by kind."""
    return tuple(door for door in every() if access.allows(user, door.permission))


def require_view(user: User, intake: Intake) -> None:
    """Raises ``intake_not_found`` for anybody but the owner and those who may see all."""
    if intake.owner_id != user.pk and not access.allows(user, VIEW_ALL):
        raise DomainError("intake_not_found")
