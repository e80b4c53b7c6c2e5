"""Answers by SMS: carried out where the number is the household's, its representative's or the seller's own."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from cungcau.domain.orders import states
from cungcau.domain.orders.messages import slips as said
from cungcau.domain.orders.models import AnswerBy, Slip
from cungcau.domain.orders.services.answers import answer
from cungcau.domain.orders.services.slip_telling import about
from cungcau.domain.orders.sms_answers import SmsAnswer, read_answer
from cungcau.domain.registry.models import Agent, Organisation
from cungcau.domain.registry.selectors import below, in_force, people_to_tell
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.readers import Read
from cungcau.platform.ui import clock

_BESIDE = ("producer__representative", "line__order__seller")
_REPLIES = {
    "slip_answer_late": said.SMS_CLOSED,
    "slip_answer_closed": said.SMS_CLOSED,
    "slip_part_gone": said.SMS_GONE,
    "slip_answer_kg_invalid": said.SMS_KG,
}
"""What is said of a refusal: never a figure, a name or a price, for a number can be borrowed."""


def read_sms(phone: str, text: str) -> Read | None:
    """What a text means for harvest slips, done at once where it can be; None where it is no answer to one
    and the number is nobody's here.
    """
    found, senders = read_answer(text), _senders(phone)
    if found is None:
        return _left(senders, "unreadable") if senders else None
    slip = _slip(found.code, phone)
    if slip is None:
        return _left(senders, "unknown_code" if senders else "unknown_sender")
    try:
        with transaction.atomic():
            answer(slip=slip, kg=_kg(found, slip), by=AnswerBy.SMS, actor=None, note=text[:200])
    except DomainError as refused:
        reply = _REPLIES.get(refused.code, said.SMS_UNKNOWN)
        return Read(
            False,
            "refused",
            reply,
            about(slip),
            slip.area_code,
            slip.producer.name,
            _people(slip.producer, slip),
        )
    return Read(True, "", said.SMS_DONE, about(slip), slip.area_code, slip.producer.name)


def _kg(found: SmsAnswer, slip: Slip) -> int:
    return {"yes": slip.offered_kg, "no": 0}.get(found.says, found.kg)


def _slip(code: str, phone: str) -> Slip | None:
    """The slip of this code that this number may answer; a draft was asked of nobody yet."""
    wanted = Q(code__iexact=code)
    if code.isdecimal() and len(code) < 19:
        wanted |= Q(pk=int(code))
    own = _spoken_for(phone)
    theirs = Q(producer__in=below(own, clock.today())) | Q(line__order__seller__in=own)
    rows = Slip.objects.filter(wanted, theirs).exclude(state=states.DRAFT).select_related(*_BESIDE)
    return rows.defer("words", "folded").order_by("-pk").first()


def _spoken_for(phone: str) -> list[int]:
    """Ids of the organisations this number is of, or of whose agents it is."""
    own = Organisation.objects.filter(phone=phone, merged_into=None).values_list("pk", flat=True)
    agents = Agent.objects.filter(in_force(clock.today()), user__phone=phone, user__is_active=True)
    return list({*own, *agents.values_list("organisation_id", flat=True)})


def _senders(phone: str) -> list[Organisation]:
    rows = Organisation.objects.filter(pk__in=_spoken_for(phone)).select_related("representative")
    return list(rows.defer("words").order_by("pk")[:5])


def _left(senders: list[Organisation], why: str) -> Read:
    """A message for a person: of the sender's own area where the number is known."""
    if not senders:
        return Read(False, why, said.SMS_UNKNOWN)
    first = senders[0]
    return Read(False, why, said.SMS_UNKNOWN, "", first.area_code, first.name, _people(first))


def _people(household: Organisation, slip: Slip | None = None) -> list[User]:
    """Those who act for its representative or the seller; the officers hear where nobody does."""
    above = [household.representative, slip.line.order.seller if slip is not None else None]
    found: dict[int, User] = {}
    for one in (*filter(None, above), household):
        for user in people_to_tell(one, clock.today()):
            found.setdefault(user.pk, user)
    return list(found.values())
