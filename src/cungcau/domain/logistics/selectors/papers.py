"""Questions about transit papers."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cungcau.domain.logistics import checklist, policies, states
from cungcau.domain.logistics.models import StopKind, TransitPaper
from cungcau.domain.logistics.selectors.sides import own_ids
from cungcau.platform.access.areas import EVERYWHERE, within
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.platform.ui import clock
from cungcau.reference.catalogue.models import Season


def papers_shown(user: Somebody) -> QuerySet[TransitPaper]:
    """The papers somebody may see: of their area for officers, of the carriers they act for otherwise."""
    if not allows(user, policies.VIEW_PAPERS):
        return TransitPaper.objects.none()
    held = areas_with(user, policies.SEE_ALL_PAPERS)
    seen = within("area_code", held) if held else Q(pk__in=[])
    if EVERYWHERE not in held:
        seen |= Q(carrier__in=own_ids(user))
    return TransitPaper.objects.filter(seen)


def papers_of(season: Season, user: Somebody) -> QuerySet[TransitPaper]:
    """A season's papers for a list."""
    rows = papers_shown(user).filter(season=season).defer("words", "folded", "signed_facts")
    return rows.prefetch_related("carrier", "trip")


def in_state(rows: QuerySet[TransitPaper], state: str) -> QuerySet[TransitPaper]:
    """Papers whose state reads so today, ``expired`` and ``not_yet`` among them."""
    today = clock.today()
    approved = rows.filter(state=states.APPROVED)
    if state == states.EXPIRED:
        return approved.filter(valid_to__lt=today)
    if state == states.NOT_YET:
        return approved.filter(valid_from__gt=today)
    if state == states.APPROVED:
        return approved.filter(valid_from__lte=today, valid_to__gte=today)
    return rows.filter(state=state)


def paper_for(user: Somebody, pk: int) -> TransitPaper | None:
    """One paper with all its page shows; None where it is not there or not for these eyes."""
    rows = papers_shown(user).select_related(
        "season", "carrier", "trip", "entered_by", "submitted_by", "signed_by"
    )
    return rows.prefetch_related("stops", "proofs").filter(pk=pk).first()


def may_write(user: Somebody, paper: TransitPaper) -> bool:
    """Officers of its area, and whoever acts for its carrier."""
    if allows(user, policies.APPROVE_PAPER, paper.area_code):
        return True
    return allows(user, policies.ENTER_PAPER) and paper.carrier_id in own_ids(user)


def stated_of(paper: TransitPaper) -> checklist.Stated:
    """What a paper says, as the check-list judges it."""
    kinds = [stop.kind for stop in paper.stops.all()]
    return checklist.Stated(
        plate=paper.plate,
        trailer=paper.trailer_plate,
        leaves_on=paper.leaves_on,
        back_on=paper.back_on,
        valid_from=paper.valid_from,
        valid_to=paper.valid_to,
        capacity_kg=paper.capacity_kg,
        load_kg=paper.load_kg,
        goods=paper.goods,
        route=paper.route_text,
        pick_ups=kinds.count(StopKind.PICK_UP),
        drops=kinds.count(StopKind.DROP),
        returns=kinds.count(StopKind.RETURN),
        wants_return=paper.wants_return,
        driver=paper.driver_name,
        phone=paper.driver_phone or "",
        proofs={one.kind: checklist.Proof(one.number, one.valid_to) for one in paper.proofs.all()},
    )
