"""Where certificates stand on the way to their re-evaluation: T−180, T−120, lapsed, and whether a file is there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import states as ocop_states
from cungcau.domain.ocop.models import Certificate, Dossier
from cungcau.domain.ocop.models.certificate import LAST_DAY
from cungcau.domain.ocop.selectors.certificates import certificates_shown
from cungcau.domain.ocop.selectors.terms import Terms, terms_on
from cungcau.domain.ocop.services.extensions import FILED
from cungcau.domain.recognition.models import Reminder
from cungcau.platform.access.selectors import Somebody

CLOSING_DAYS = 14
"""How long before T−120 the window counts as about to close; no text sets it."""

EARLY, OPEN, CLOSING, MISSED, FILED_STAGE, EXTENDED, LAPSED = (
    "early", "open", "closing", "missed", "filed", "extended", "lapsed",
)  # fmt: skip
STAGE_LABELS = {
    EARLY: _("Chưa tới thời hạn nộp"),
    OPEN: _("Trong thời hạn nộp"),
    CLOSING: _("Sắp hết thời hạn nộp"),
    MISSED: _("Quá thời hạn nộp, chưa có hồ sơ"),
    FILED_STAGE: _("Đã nộp hồ sơ"),
    EXTENDED: _("Kéo dài chờ kết quả"),
    LAPSED: _("Đã hết hạn"),
}
STAGE_TONES = {
    EARLY: "", OPEN: "warn", CLOSING: "warn", MISSED: "bad", FILED_STAGE: "good", EXTENDED: "warn", LAPSED: "bad",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Renewal:
    """Where one certificate stands on a day: its window, the days left (negative once lapsed), its file if any."""

    certificate: Certificate
    stage: str
    opens_on: date
    closes_on: date
    days_left: int
    dossier: Dossier | None = None
    reminders: tuple[Reminder, ...] = field(default=())

    @property
    def label(self) -> str:
        """The stage in words."""
        return str(STAGE_LABELS[self.stage])

    @property
    def tone(self) -> str:
        """How the stage is shown."""
        return STAGE_TONES[self.stage]

    @property
    def dossier_label(self) -> str:
        """Where its file is, in words; blank without one."""
        return str(ocop_states.DOSSIER_LABELS[self.dossier.state]) if self.dossier is not None else ""

    @property
    def may_file(self) -> bool:
        """Whether a re-evaluation file can be begun: from T−180 on, while none is under way."""
        return self.dossier is None and self.stage != EARLY


def renewable(user: Somebody) -> QuerySet[Certificate]:
    """The certificates whose renewal concerns somebody: theirs, neither revoked nor replaced, still produced."""
    rows = certificates_shown(user).filter(state=ocop_states.IN_FORCE, product__stopped_on=None)
    return rows.select_related("product__entity", "product__unit").defer(
        "product__words", "product__entity__words", "product__unit__words"
    ).annotate(last=LAST_DAY)  # fmt: skip


def due(rows: QuerySet[Certificate], today: date, terms: Terms) -> QuerySet[Certificate]:
    """Those whose filing window has opened, or that have lapsed."""
    return rows.filter(expires_on__lte=today + timedelta(days=terms.opens_days))


def with_file() -> Exists:
    """Whether the certificate's product has a file that was sent and waits for its result."""
    return Exists(Dossier.objects.filter(product=OuterRef("product"), state__in=FILED))


def unheard() -> Exists:
    """Whether a reminder of the certificate waits for its entity to be called."""
    return Exists(_to_entity().filter(people=0, called_at=None))


def heard() -> Exists:
    """Whether the certificate's entity was told or called at some point."""
    return Exists(_to_entity().filter(Q(people__gt=0) | Q(called_at__isnull=False)))


def _to_entity() -> QuerySet[Reminder]:
    return Reminder.objects.filter(certificate=OuterRef("pk"), audience=Reminder.Audience.ENTITY)


def in_stage(rows: QuerySet[Certificate], stage: str, today: date, terms: Terms) -> QuerySet[Certificate]:
    """Certificates at a stage, as :func:`stage_of` says it of one."""
    opens = today + timedelta(days=terms.opens_days)
    closes = today + timedelta(days=terms.closes_days)
    lapsed = Q(expires_on__lt=today) & (Q(extended_until=None) | Q(extended_until__lt=today))
    if stage == LAPSED:
        return rows.filter(lapsed)
    if stage == EXTENDED:
        return rows.filter(expires_on__lt=today, extended_until__gte=today)
    living = rows.filter(expires_on__gte=today)
    if stage == FILED_STAGE:
        return living.filter(with_file())
    living = living.filter(~with_file())
    if stage == EARLY:
        return living.filter(expires_on__gt=opens)
    if stage == MISSED:
        return living.filter(expires_on__lt=closes)
    soon = closes + timedelta(days=CLOSING_DAYS)
    if stage == CLOSING:
        return living.filter(expires_on__gte=closes, expires_on__lte=soon)
    return living.filter(expires_on__gt=soon, expires_on__lte=opens)


def stage_of(certificate: Certificate, today: date, terms: Terms, *, filed: bool) -> str:
    """At which stage a certificate in force is on a day; ``filed``: its product has a file under way.

    The window is counted from its own last day, whatever the transition rule adds.
    """
    if today > certificate.last_day:
        return LAPSED
    if today > certificate.expires_on:
        return EXTENDED
    if filed:
        return FILED_STAGE
    opens_on, closes_on = terms.window(certificate.expires_on)
    if today < opens_on:
        return EARLY
    if today > closes_on:
        return MISSED
    return CLOSING if (closes_on - today).days <= CLOSING_DAYS else OPEN


def renewals_of(certificates: Iterable[Certificate], today: date, *, reminded: bool = True) -> list[Renewal]:
    """Where certificates stand, with their files and who was reminded; three questions however many they are."""
    rows = list(certificates)
    if not rows:
        return []
    terms = terms_on(today)
    files = {
        one.product_id: one
        for one in Dossier.objects.filter(
            product__in=[row.product_id for row in rows], state__in=ocop_states.LIVE_DOSSIERS
        ).only("pk", "product", "state", "code", "kind", "submitted_at")
    }
    said: dict[int, list[Reminder]] = {}
    if reminded:
        for one in Reminder.objects.filter(certificate__in=[row.pk for row in rows]).order_by(
            "sent_at", "pk"
        ):
            said.setdefault(one.certificate_id, []).append(one)
    return [_renewal(row, today, terms, files.get(row.product_id), said.get(row.pk, [])) for row in rows]


def _renewal(
    row: Certificate, today: date, terms: Terms, dossier: Dossier | None, said: list[Reminder]
) -> Renewal:
    opens_on, closes_on = terms.window(row.expires_on)
    filed = dossier is not None and dossier.state in FILED
    stage = stage_of(row, today, terms, filed=filed)
    return Renewal(row, stage, opens_on, closes_on, (row.last_day - today).days, dossier, tuple(said))


def may_be_extended(rows: QuerySet[Certificate], today: date, terms: Terms) -> QuerySet[Certificate]:
    """Those the transition rule may carry on: issued before the decision, their window begun before it, file sent.

    Whether the file came after the window closed is judged of each by ``services.extensions``.
    """
    return rows.filter(
        with_file(), extended_until=None, starts_on__lt=terms.effective_from,
        expires_on__lt=terms.effective_from + timedelta(days=terms.opens_days),
        expires_on__gte=max(terms.effective_from, today - timedelta(days=terms.extension_days)),
    )  # fmt: skip


def to_call(user: Somebody) -> QuerySet[Reminder]:
    """Reminders that reached no entity, since nobody of it has an account: the office's call list, oldest first."""
    shown = certificates_shown(user).filter(state=ocop_states.IN_FORCE).order_by().values("pk")
    rows = Reminder.objects.filter(
        certificate__in=shown, audience=Reminder.Audience.ENTITY, people=0, called_at=None
    )
    return rows.select_related("certificate__product__entity__unit").order_by(F("sent_at"), "pk")
