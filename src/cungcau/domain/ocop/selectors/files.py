"""Questions about dossiers for lists and pages."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from cungcau.domain.ocop import states
from cungcau.domain.ocop.models import Certificate, Choice, Citation, Dossier, RuleBook, Step
from cungcau.domain.ocop.selectors.dossiers import dossiers_shown
from cungcau.domain.ocop.selectors.terms import terms_on
from cungcau.domain.registry.models import Organisation
from cungcau.platform.access.selectors import Somebody
from cungcau.reference.geography.models import Unit, title_of

LIST_LEAVES = ("words", "folded", "registration")


def listed(user: Somebody) -> QuerySet[Dossier]:
    """The files somebody may see, newest change first; what stands beside them is read for the page's rows alone."""
    people = Organisation.objects.defer("words", "folded", "note")
    books = RuleBook.objects.select_related("instrument").defer("content")
    steps = Step.objects.filter(ended_at=None)
    return (
        dossiers_shown(user)
        .defer(*LIST_LEAVES)
        .select_related("product", "criteria_set")
        .defer(
            *LIST_LEAVES, "product__words", "product__folded", "product__description", "product__note",
            "criteria_set__words", "criteria_set__folded", "criteria_set__flags",
        )
        .prefetch_related(
            Prefetch("product__entity", people), Prefetch("criteria_set__book", books), "product__unit",
            Prefetch("steps", steps, to_attr="open_steps"),
        )
        .order_by("-updated_at", "-id")
    )  # fmt: skip


def dossier(pk: int) -> Dossier | None:
    """One file with all that its pages show, without the book's content."""
    rows = Dossier.objects.select_related(
        "product__entity__unit", "product__unit", "criteria_set__book__instrument", "renews__instrument", "round",
        "committed_by", "created_by",
    )  # fmt: skip
    left = (
        "words",
        "product__words",
        "product__entity__words",
        "criteria_set__words",
        "criteria_set__book__content",
    )
    return rows.defer(*left).filter(pk=pk).first()


def choices_of(found: Dossier) -> dict[str, Choice]:
    """What was chosen, by criterion."""
    return {one.criterion: one for one in Choice.objects.filter(dossier=found)}


def citation_counts(found: Dossier) -> dict[str, int]:
    """How many pieces of evidence each criterion cites."""
    rows = (
        Citation.objects.filter(dossier=found).order_by().values_list("criterion").annotate(count=Count("pk"))
    )
    return dict(rows)


def window_of(certificate: Certificate, on: date) -> tuple[str, date, date]:
    """How a day stands to the window a re-evaluation is filed in ("early", "open", "late", "lapsed"), and its days."""
    first, last = terms_on(on).window(certificate.expires_on)
    if on < first:
        return "early", first, last
    if on <= last:
        return "open", first, last
    return ("late" if on <= certificate.last_day else "lapsed"), first, last


def communes_of(user: Somebody) -> list[tuple[str, str]]:
    """(area code, name) of the communes whose files somebody sees, by name."""
    codes = set(dossiers_shown(user).order_by().values_list("area_code", flat=True).distinct())
    return communes_named(codes)


def communes_named(codes: set[str]) -> list[tuple[str, str]]:
    """(area code, name) of units in force, by name."""
    units = Unit.objects.filter(area_code__in=codes - {""}, valid_to=None).order_by("folded", "code")
    return [
        (area, title_of(kind, name)) for area, kind, name in units.values_list("area_code", "kind", "name")
    ]


def live_of(product_id: int) -> Dossier | None:
    """The file a product has under way."""
    return Dossier.objects.filter(product=product_id, state__in=states.LIVE_DOSSIERS).first()


def of_product(product_id: int) -> QuerySet[Dossier]:
    """Every file of a product, the newest first."""
    rows = Dossier.objects.filter(product=product_id).select_related("criteria_set__book__instrument")
    return rows.defer("words", "criteria_set__words", "criteria_set__book__content").order_by(
        "-created_at", "-id"
    )


def with_evidence_expiring(rows: QuerySet[Dossier], by: date) -> QuerySet[Dossier]:
    """The files that cite a paper whose last day is before or on a day."""
    cited = Citation.objects.filter(Q(evidence__expires_on__lte=by)).values("dossier")
    return rows.filter(pk__in=cited)
