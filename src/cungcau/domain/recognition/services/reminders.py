"""Reminding entities, communes and the office of certificates that come to an end: each once at each point.

A reminder's row and its notices are written in one transaction: a worker killed in between leaves neither, and the
next run does it. Runs follow each other (one lock), and the database keeps a second row of the same reminder out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from cungcau.domain.ocop import policies as ocop_policies
from cungcau.domain.ocop import states as ocop_states
from cungcau.domain.ocop.models import Certificate
from cungcau.domain.ocop.selectors.people import officers
from cungcau.domain.ocop.selectors.terms import Terms, terms_on
from cungcau.domain.recognition import policies
from cungcau.domain.recognition.messages import notices
from cungcau.domain.recognition.messages import renewals as said
from cungcau.domain.recognition.models import Reminder
from cungcau.domain.recognition.selectors import renewals
from cungcau.domain.recognition.selectors.shown import people_of
from cungcau.domain.registry.models import Agent
from cungcau.domain.registry.selectors.ties import in_force
from cungcau.kernel.errors import DomainError
from cungcau.kernel.vntext import show_date
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.notify.services import tell
from cungcau.platform.ui import clock

Stage, Audience = Reminder.Stage, Reminder.Audience

_AT = {
    Stage.OPENS: renewals.OPEN,
    Stage.CLOSES: renewals.CLOSING,
    Stage.MISSED: renewals.MISSED,
    Stage.LAPSED: renewals.LAPSED,
}
"""The stage of a certificate at which each reminder is due; one whose file is in is reminded of nothing but its end."""

_MESSAGES = {
    Stage.OPENS: notices.OPENS,
    Stage.CLOSES: notices.CLOSES,
    Stage.MISSED: notices.MISSED,
    Stage.LAPSED: notices.LAPSED,
}
_MOST_NAMED = 5
_PORTION = 200


def remind_all() -> int:
    """Send every reminder due today that was not sent; returns how many reminders were written down."""
    today = clock.today()
    terms = terms_on(today)
    return sum(
        _in_portions(stage, audience, today, terms) for stage in Stage.values for audience in Audience.values
    )


def _in_portions(stage: str, audience: str, today: date, terms: Terms) -> int:
    done = 0
    while count := remind_portion(stage, audience, today, terms):
        done += count
    return done


@transaction.atomic
def remind_portion(stage: str, audience: str, today: date, terms: Terms) -> int:
    """Write down and send the reminders of one point to one audience, at most 200; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('recognition.remind', 0))")
    rows = list(waiting(stage, audience, today, terms)[:_PORTION])
    if not rows:
        return 0
    told = _tell_entities(rows, stage, today, terms) if audience == Audience.ENTITY else _tell_officers(
        rows, stage, audience
    )  # fmt: skip
    again = dict(
        Reminder.objects.filter(certificate__in=rows, stage=stage, audience=audience).values_list(
            "certificate", "pk"
        )
    )
    now = clock.now()
    Reminder.objects.bulk_create(
        Reminder(certificate=row, stage=stage, audience=audience, people=told[row.pk])
        for row in rows
        if row.pk not in again
    )
    for row in rows:
        if row.pk in again:
            Reminder.objects.filter(pk=again[row.pk]).update(people=told[row.pk], sent_at=now)
    return len(rows)


def waiting(stage: str, audience: str, today: date, terms: Terms) -> QuerySet[Certificate]:
    """Certificates at a point for which an audience has not been reminded.

    An entity nobody could be told for waits again as soon as somebody acts for it, unless it was called. Of a product
    whose entity is not known there is nobody to tell or to call.
    """
    rows = Certificate.objects.filter(state=ocop_states.IN_FORCE, product__stopped_on=None)
    rows = renewals.in_stage(rows, _AT[Stage(stage)], today, terms)
    sent = Reminder.objects.filter(certificate=OuterRef("pk"), stage=stage, audience=audience)
    open_to: Q = Q(~Exists(sent))
    if audience == Audience.ENTITY:
        rows = rows.filter(product__entity_unknown=False)
        people = Agent.objects.filter(
            in_force(today), organisation=OuterRef("product__entity"), user__is_active=True
        )
        open_to = open_to | Q(Exists(sent.filter(people=0, called_at=None)) & Exists(people))
    return rows.filter(open_to).select_related("product").defer("product__words").order_by("pk")


def _tell_entities(rows: Sequence[Certificate], stage: str, today: date, terms: Terms) -> dict[int, int]:
    """Each entity of its own certificate; returns how many people were told of each."""
    told = {}
    acting = people_of({row.product.entity_id for row in rows}, today)
    for row in rows:
        people = acting[row.product.entity_id]
        opens_on, closes_on = terms.window(row.expires_on)
        tell(
            people, _MESSAGES[Stage(stage)], link=reverse("recognition:certificate", args=[row.pk]),
            product=row.product.name, star=row.star, last=show_date(row.last_day), opens=show_date(opens_on),
            closes=show_date(closes_on),
        )  # fmt: skip
        told[row.pk] = len(people)
    return told


def _tell_officers(rows: Sequence[Certificate], stage: str, audience: str) -> dict[int, int]:
    """Officers of one area get one notice for all its certificates; returns how many people were told of each."""
    areas: dict[str, list[Certificate]] = defaultdict(list)
    for row in rows:
        areas[row.area_code if audience == Audience.COMMUNE else row.area_code.split(".")[0]].append(row)
    told: dict[int, int] = {}
    permission = ocop_policies.CHECK if audience == Audience.COMMUNE else ocop_policies.OFFICE
    link = f"{reverse('recognition:renewals')}?chang={_AT[Stage(stage)]}"
    for area, those in areas.items():
        people = officers(permission, area, nearest=audience == Audience.COMMUNE)
        names = ", ".join(one.product.name for one in those[:_MOST_NAMED])
        more = f" và {len(those) - _MOST_NAMED} sản phẩm nữa" if len(those) > _MOST_NAMED else ""
        tell(
            people, notices.OFFICERS, link=link, count=len(those), stage=str(Stage(stage).label),
            names=f"{names}{more}",
        )  # fmt: skip
        told |= dict.fromkeys((one.pk for one in those), len(people))
    return told


@transaction.atomic
def mark_called(*, reminder: Reminder, note: str, actor: User) -> Reminder:
    """Write down that an entity without account was called, whom and what was said.

    For the office and the commune's officers. Raises ``reminder_note_missing``, ``reminder_told_already``,
    ``not_allowed``.
    """
    row = Reminder.objects.select_for_update(of=("self",)).select_related("certificate__product").get(
        pk=reminder.pk
    )  # fmt: skip
    certificate = row.certificate
    access.require(actor, policies.CALL, certificate.area_code)
    if not note.strip():
        raise DomainError("reminder_note_missing")
    if row.people or row.called_at is not None:
        raise DomainError("reminder_told_already")
    row.called_at, row.called_by, row.called_note = clock.now(), actor, note.strip()[:300]
    row.save(update_fields=["called_at", "called_by", "called_note"])
    record(
        actor=actor,
        verb=said.CALLED,
        thing=certificate,
        product=certificate.product.name,
        note=row.called_note,
    )
    return row
