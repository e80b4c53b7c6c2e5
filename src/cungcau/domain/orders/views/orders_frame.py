"""What pages of one order share: finding it, what its reader may do with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from cungcau.domain.orders import policies, selectors
from cungcau.domain.orders.models import Order, Side, Terms
from cungcau.domain.orders.services.rights import sides_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in


def order_for(request: HttpRequest, pk: int) -> tuple[User, Order]:
    """The order and who looks; ``order_not_found`` alike where it is not there or not for these eyes."""
    user = signed_in(request)
    access.require(user, policies.VIEW)
    found = selectors.order(pk)
    if found is None or not selectors.may_see(user, found):
        raise DomainError("order_not_found", number=pk)
    return user, found


def terms_for(request: HttpRequest, pk: int, revision: int) -> tuple[User, Order, Terms]:
    """One revision of an order's terms; raises ``terms_not_found``, ``order_not_found``."""
    user, order = order_for(request, pk)
    terms = Terms.objects.filter(order=order, revision=revision).first()
    if terms is None:
        raise DomainError("terms_not_found", revision=revision)
    terms.order = order
    return user, order, terms


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do with an order: as an officer (``office``), and for which ``sides`` they act."""

    office: bool
    sides: frozenset[str]
    splits: bool
    flags: bool

    @property
    def writes(self) -> bool:
        """Whether they may propose at all."""
        return self.office or bool(self.sides)

    @property
    def answers_for(self) -> list[tuple[str, str, bool]]:
        """(side, its name, acts for it themselves) of the sides they may answer for."""
        both = (Side.SELLER, Side.BUYER)
        return [
            (side, str(side.label), side in self.sides) for side in both if self.office or side in self.sides
        ]


def rights_of(user: User, order: Order) -> Rights:
    """Worked out once a page."""
    acts = access.allows(user, policies.AGREE_OWN)
    sides = sides_of(user, order)
    splits = access.allows(user, policies.SPLIT, order.area_code) or (
        Side.SELLER in sides and access.allows(user, policies.SPLIT_OWN)
    )
    return Rights(
        office=access.allows(user, policies.RECORD, order.area_code),
        sides=sides if acts else frozenset(),
        splits=splits,
        flags=bool(sides) or access.allows(user, policies.SEE_FLAGS, order.area_code),
    )
