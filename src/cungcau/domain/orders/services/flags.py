"""Prices below what was agreed or usual: noticed with their evidence, answered by the sides, closed with an outcome."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from cungcau.domain.orders import policies, states
from cungcau.domain.orders.messages import orders as messages
from cungcau.domain.orders.models import (
    FlagAnswer,
    FlagWhy,
    Order,
    OrderLine,
    Outcome,
    PriceFlag,
    Side,
    Terms,
)
from cungcau.domain.orders.selectors.band import Band, band
from cungcau.domain.orders.selectors.rights import sides_of
from cungcau.domain.orders.services import telling
from cungcau.domain.orders.services.checking import stated
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access import services as access
from cungcau.platform.access.selectors import areas_with
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.platform.ui.clock import now as present


@dataclass(frozen=True, slots=True)
class _Said:
    """A price said of an order: đồng per kg, of which line (None: the whole), on what evidence ("payment:9")."""

    order: Order
    line: OrderLine | None
    price: int
    evidence: str


@transaction.atomic
def notice_price(
    line: OrderLine, price_vnd_per_kg: int, actor: User | None, evidence: str
) -> PriceFlag | None:
    """Compare a price said or paid for a line with the frozen one and the reference band; None: below neither.

    ``evidence`` names the row behind it ("payment:9"); the same price on the same evidence is noticed once.
    To be called by whoever writes the price down, in its transaction; no right of its own is asked.
    """
    order = line.order
    terms = Terms.objects.filter(order=order, state=states.FROZEN).first()
    said = _Said(order, line, price_vnd_per_kg, evidence)
    return _notice(said, terms, band(order.commodity, order.area_code, line.harvest_date), actor)


def notice_terms(terms: Terms, frozen: Terms, actor: User | None) -> PriceFlag | None:
    """The same for a price proposed after the freezing, within the caller's transaction."""
    if not terms.price_vnd_per_kg:
        return None
    order = terms.order
    found = band(order.commodity, order.area_code, clock.today())
    said = _Said(order, None, terms.price_vnd_per_kg, f"terms:{terms.pk}")
    return _notice(said, frozen, found, actor)


def notice_band(order: Order, terms: Terms, actor: User | None) -> PriceFlag | None:
    """The same for the price of terms just frozen: only the band can be above it."""
    day = terms.days.order_by("harvest_date").values_list("harvest_date", flat=True).first()
    found = band(order.commodity, order.area_code, day or clock.today())
    return _notice(_Said(order, None, terms.price_vnd_per_kg, f"terms:{terms.pk}"), terms, found, actor)


def _notice(said: _Said, frozen: Terms | None, usual: Band | None, actor: User | None) -> PriceFlag | None:
    order = said.order
    below_frozen = frozen is not None and said.price < frozen.price_vnd_per_kg
    below_band = usual is not None and said.price < usual.low
    if not (below_frozen or below_band):
        return None
    why = FlagWhy.BOTH if below_frozen and below_band else FlagWhy.FROZEN if below_frozen else FlagWhy.BAND
    flag, made = PriceFlag.objects.get_or_create(
        order=order, line=said.line, evidence=said.evidence[:80], said_vnd_per_kg=said.price,
        defaults={
            "terms": frozen, "why": why, "area_code": order.area_code, "noticed_by": actor,
            "frozen_vnd_per_kg": frozen.price_vnd_per_kg if frozen is not None else None,
            "band_low_vnd_per_kg": usual.low if usual is not None else None,
            "band_high_vnd_per_kg": usual.high if usual is not None else None,
            "band_sources": usual.as_json() if usual is not None else [],
        },
    )  # fmt: skip
    if made:
        record(actor=actor, verb=messages.FLAG_NOTICED, thing=order, said=said.price, evidence=said.evidence)
        telling.price_flagged(flag, actor)
    return flag


@transaction.atomic
def answer_flag(*, flag: PriceFlag, text: str, actor: User, side: str = "") -> FlagAnswer:
    """A side (or the coordinator, as the office) says what it has to say; each as often as it likes.

    ``side`` is needed only of somebody who acts for both. Raises ``flag_not_found``, ``verb_not_allowed``
    (closed already), ``InputInvalid`` without words.
    """
    row = _locked(flag)
    spoken = text.replace("\x00", "").strip()[:1000]
    if not spoken:
        raise InputInvalid([Fault("flag", 1, "text", "", "hãy ghi câu trả lời")])
    who, permission, area = _speaks(row, actor, side)
    advance(row, "answer", actor=actor, permission=permission, area=area, side=str(Side(who).label))
    found = FlagAnswer.objects.create(flag=row, side=who, text=spoken, by=actor)
    flag.refresh_from_db(fields=["state"])
    return found


@transaction.atomic
def close_flag(*, flag: PriceFlag, outcome: str, reason: str, actor: User) -> PriceFlag:
    """The coordinator closes it with what came of it and why; ``verb_not_allowed`` where it is closed already."""
    row = _locked(flag)
    access.require(actor, policies.SEE_FLAGS, row.area_code)
    if outcome not in Outcome.values:
        raise InputInvalid([Fault("flag", 1, "outcome", outcome[:60], "chọn một kết quả")])
    why = stated(reason)
    fields = {"outcome": outcome, "closed_reason": why, "closed_by": actor, "closed_at": present()}
    return advance(row, "close", actor=actor, permission=policies.SEE_FLAGS, fields=fields, reason=why)


@transaction.atomic
def reopen_flag(*, flag: PriceFlag, reason: str, actor: User) -> PriceFlag:
    """Something new came up."""
    row = _locked(flag)
    access.require(actor, policies.SEE_FLAGS, row.area_code)
    return advance(row, "reopen", actor=actor, permission=policies.SEE_FLAGS, reason=stated(reason))


def _locked(flag: PriceFlag) -> PriceFlag:
    return PriceFlag.objects.select_for_update(of=("self",)).select_related("order").get(pk=flag.pk)


def _speaks(flag: PriceFlag, actor: User, side: str) -> tuple[str, str, str]:
    """For whom somebody answers, and the permission and area by which; raises ``flag_not_found``."""
    sides = sides_of(actor, flag.order)
    if sides and access.allows(actor, policies.AGREE_OWN):
        who = side if side in sides else min(sides)
        return who, policies.AGREE_OWN, min(areas_with(actor, policies.AGREE_OWN))
    if access.allows(actor, policies.SEE_FLAGS, flag.area_code):
        return Side.OFFICE, policies.SEE_FLAGS, flag.area_code
    raise DomainError("flag_not_found")
