"""Questions about products."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField, F, FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.models import Certificate, Product
from cungcau.domain.ocop.models.certificate import LAST_DAY
from cungcau.domain.ocop.selectors.terms import terms_on
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import acting_for
from cungcau.platform.access.areas import within
from cungcau.platform.access.selectors import Somebody, allows, areas_with
from cungcau.platform.ui import clock

VALID, LAPSING, LAPSED, ENDED, NEVER, STOPPED = "valid", "lapsing", "lapsed", "ended", "never", "stopped"
STANDINGS = (
    (VALID, _("còn hiệu lực")),
    (LAPSING, _("còn hiệu lực, sắp hết hạn")),
    (LAPSED, _("đã hết hạn")),
    (ENDED, _("đã bị thu hồi")),
    (NEVER, _("chưa từng được công nhận")),
    (STOPPED, _("đã ngừng sản xuất")),
)
STANDING_LABELS = dict(STANDINGS)
STANDING_TONES = {VALID: "good", LAPSING: "warn", LAPSED: "bad", ENDED: "bad", NEVER: "", STOPPED: ""}


def products_shown(user: Somebody) -> QuerySet[Product]:
    """The products somebody may see: of their areas for officers, of those they act for otherwise."""
    if not allows(user, policies.VIEW_PRODUCTS):
        return Product.objects.none()
    return Product.objects.filter(_of_area(user) | own_q(user, "entity"))


def own_q(user: Somebody, field: str) -> Q:
    """Rows whose organisation (``field``) somebody acts for today, as an OCOP entity's representative does."""
    if not allows(user, policies.WRITE_OWN):
        return Q(pk__in=[])
    return Q(**{f"{field}__in": list(acting_for(user, clock.today()))})


def _of_area(user: Somebody) -> Q:
    held = areas_with(user, policies.SEE_ALL_PRODUCTS)
    return within("area_code", held) if held else Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Star:
    """What the latest certificate of a product says, and how it stands on a day; star None: never recognised."""

    star: int | None
    last_day: date | None
    standing: str

    @property
    def label(self) -> str:
        """How it stands, in words."""
        return str(STANDING_LABELS[self.standing])

    @property
    def tone(self) -> str:
        """The tone of that."""
        return STANDING_TONES[self.standing]


def listed(user: Somebody) -> QuerySet[Product]:
    """The products somebody may see, by name, each with its certificate (``cert_star``, ``cert_last_day``, …)."""
    return with_certificate(products_shown(user)).order_by("folded", "id")


def with_certificate(rows: QuerySet[Product]) -> QuerySet[Product]:
    """The rows with what stands beside each, read for the page's rows alone.

    ``cert_*`` are of the one certificate neither revoked nor replaced, lapsed or not; ``revoked_star`` is of the last
    one revoked, for products that have no other.
    """
    revoked = Certificate.objects.filter(product=OuterRef("pk"), state=states.REVOKED).order_by(
        "-starts_on", "-id"
    )
    people = Organisation.objects.defer("words", "folded", "note")
    return (
        rows.defer("words", "description", "note")
        .annotate(
            held=FilteredRelation("certificates", condition=Q(certificates__state=states.IN_FORCE)),
            cert_star=F("held__star"),
            cert_starts_on=F("held__starts_on"),
            cert_last_day=Coalesce(F("held__extended_until"), F("held__expires_on")),
            revoked_star=Subquery(revoked.values("star")[:1]),
            lapsing_before=Value(lapsing_before(clock.today()), output_field=DateField()),
        )
        .prefetch_related(Prefetch("entity", people), "unit")
    )


def star_of(product: Product, on: date) -> Star:
    """How a product of :func:`listed` stands on a day."""
    star: int | None = getattr(product, "cert_star", None)
    last: date | None = getattr(product, "cert_last_day", None)
    if product.stopped_on is not None and product.stopped_on <= on:
        return Star(star, last, STOPPED)
    if star is None or last is None:
        revoked: int | None = getattr(product, "revoked_star", None)
        return Star(revoked, None, ENDED if revoked is not None else NEVER)
    if last < on:
        return Star(star, last, LAPSED)
    soon: date = getattr(product, "lapsing_before", on)
    return Star(star, last, LAPSING if last < soon else VALID)


def lapsing_before(on: date) -> date:
    """A certificate whose last day is before this one may be renewed already (26/2026/QĐ-TTg: 180 days ahead)."""
    return on + timedelta(days=terms_on(on).opens_days)


def of_star(rows: QuerySet[Product], star: int) -> QuerySet[Product]:
    """The rows whose certificate, valid or lapsed, is of a star."""
    return rows.filter(pk__in=Certificate.objects.filter(state=states.IN_FORCE, star=star).values("product"))


def standing_so(rows: QuerySet[Product], wanted: str, on: date) -> QuerySet[Product]:
    """The rows that stand so on a day (:data:`STANDINGS`)."""
    if wanted == STOPPED:
        return rows.filter(stopped_on__lte=on)
    held = Certificate.objects.filter(state=states.IN_FORCE).annotate(last=LAST_DAY)
    if wanted in (NEVER, ENDED):
        revoked = Certificate.objects.filter(state=states.REVOKED).values("product")
        rows = rows.exclude(pk__in=held.values("product"))
        return rows.filter(pk__in=revoked) if wanted == ENDED else rows.exclude(pk__in=revoked)
    if wanted == LAPSED:
        return rows.filter(pk__in=held.filter(last__lt=on).values("product"))
    if wanted == LAPSING:
        held = held.filter(last__lt=lapsing_before(on))
    return rows.filter(pk__in=held.filter(last__gte=on, starts_on__lte=on).values("product"))


def product(user: Somebody, pk: int) -> Product | None:
    """One product somebody may see, with entity, place and certificate."""
    rows = with_certificate(products_shown(user)).select_related("entity__unit", "unit__parent")
    return rows.defer(None).defer("words", "entity__words").filter(pk=pk).first() if pk < 2**63 else None


def communes_of(user: Somebody) -> list[str]:
    """Area codes of the communes whose products somebody sees."""
    return list(products_shown(user).order_by().values_list("area_code", flat=True).distinct())
