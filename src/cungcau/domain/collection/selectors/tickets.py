"""Questions about tickets and their photos."""

from __future__ import annotations

from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from cungcau.domain.collection.models import Photo, Ticket
from cungcau.domain.collection.selectors.rights import may_keep, tickets_shown
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock

_SEAL = Signer(salt="collection.ticket")


def listed(rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Tickets with what a list shows, the latest first; what stands beside them is read for the page's rows."""
    named = ("point", "producer", "slip", "commodity", "voids", "voided_by", "weighed_by")
    return rows.prefetch_related(*named).defer("words").order_by("-weighed_at", "-id")


def ticket_for(user: User, pk: int) -> Ticket:
    """The ticket, if somebody may see it; raises ``ticket_not_found``."""
    rows = tickets_shown(user).select_related(
        "point__unit", "producer__unit", "slip__line__order__buyer", "slip__line__order__commodity",
        "line__order__buyer", "line__order__commodity", "commodity", "voids", "voided_by", "weighed_by", "booking",
    )  # fmt: skip
    found = rows.filter(pk=pk).first()
    if found is None:
        raise DomainError("ticket_not_found")
    return found


def photos_of(ticket: Ticket) -> list[Photo]:
    """The pictures of a ticket."""
    return list(Photo.objects.filter(about=ticket.client_uuid, point=ticket.point_id).order_by("pk"))


def with_photos(rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Tickets with how many pictures each has, as ``photos``."""
    counted = Photo.objects.filter(about=OuterRef("client_uuid"), point=OuterRef("point")).order_by()
    return rows.annotate(
        photos=Coalesce(Subquery(counted.values("about").annotate(n=Count("pk")).values("n")), 0)
    )


def photo_for(user: User, pk: int) -> Photo:
    """A picture, if somebody may see what it shows, sent it, or keeps its point; raises ``point_photo_not_found``."""
    photo = Photo.objects.select_related("point").filter(pk=pk).first()
    if photo is None:
        raise DomainError("point_photo_not_found")
    ticket = Ticket.objects.filter(client_uuid=photo.about, point=photo.point_id).first()
    if ticket is not None:
        seen = tickets_shown(user).filter(pk=ticket.pk).exists()
    else:
        seen = photo.uploaded_by_id == user.pk or may_keep(user, photo.point, clock.today())
    if not seen:
        raise DomainError("point_photo_not_found")
    return photo


def seal_of(ticket: Ticket) -> str:
    """What a ticket's QR code carries: its key under the site's signature."""
    return _SEAL.sign(ticket.key.hex)


def sealed(text: str) -> Ticket | None:
    """The ticket a QR code names; None for a forged or unknown one."""
    try:
        key = UUID(hex=_SEAL.unsign(text))
    except (BadSignature, ValueError):
        return None
    rows = Ticket.objects.select_related("point__unit", "commodity", "voids", "voided_by")
    return rows.filter(key=key).first()


def total_of(rows: QuerySet[Ticket]) -> dict[str, int]:
    """Sums of the tickets that count among these: kg accepted, kg rejected, how many."""
    counted = rows.order_by().filter(voided_by=None, net_kg__gt=0)
    found = counted.aggregate(accepted=Sum("accepted_kg"), rejected=Sum("rejected_kg"), tickets=Count("pk"))
    return {name: value or 0 for name, value in found.items()}
