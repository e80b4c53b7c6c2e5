"""What plans set out to reach, and how far that is on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from cungcau.domain.ocop.models import Certificate, CertificateKind, Dossier, Product
from cungcau.domain.ocop.models.certificate import LAST_DAY
from cungcau.domain.recognition import policies
from cungcau.domain.recognition.models import Measure, PlanTarget
from cungcau.domain.recognition.selectors.figures import latest, still_valid, with_standing
from cungcau.domain.registry.models import Organisation
from cungcau.platform.access.areas import covers, within
from cungcau.platform.access.selectors import Somebody, areas_with

LEAST_STAR = 3
MOST_SHOWN = 12
HOW_COUNTED = {
    Measure.KEPT: _("Sản phẩm đã có giấy chứng nhận trước mốc tính, nay còn hiệu lực."),
    Measure.NEW: _("Sản phẩm được công nhận lần đầu từ mốc tính, hạng 3 sao trở lên."),
    Measure.FIVE_STAR: _("Sản phẩm được công nhận 5 sao từ mốc tính."),
    Measure.ENTITIES: _(
        "Chủ thể có giấy chứng nhận còn giá trị, hoặc nộp hồ sơ, vào lúc nào đó từ mốc tính. Không tính sản phẩm "
        "chưa rõ chủ thể."
    ),
}
"""How the figure of each measure is come by, said beside it: the plans name them in words only."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A target and what was reached of it; ``open`` while its last year is not over."""

    target: PlanTarget
    reached: int
    open: bool

    @property
    def met(self) -> bool:
        """Whether the least asked for is reached."""
        return self.reached >= self.target.least

    @property
    def how(self) -> str:
        """How it is counted."""
        return str(HOW_COUNTED[Measure(self.target.measure)])


def targets_shown(user: Somebody) -> QuerySet[PlanTarget]:
    """The targets of areas whose figures somebody may see."""
    rows = PlanTarget.objects.filter(within("area_code", areas_with(user, policies.FIGURES)))
    return rows.select_related("set_by")


def may_change(user: Somebody, target: PlanTarget) -> bool:
    """Whether somebody may write targets of its area."""
    return any(covers(wide, target.area_code) for wide in areas_with(user, policies.TARGETS))


def since(target: PlanTarget) -> date:
    """The first day of what counts as new."""
    return target.since or date(target.year_from, 1, 1)


def until(target: PlanTarget, day: date) -> date:
    """The day a target is looked at on: the one asked for, or the plan's last."""
    return min(day, date(target.year_to, 12, 31))


def progress(target: PlanTarget, day: date) -> Progress:
    """How far a target is on a day; one question."""
    return Progress(target, reached(target, day).count(), day <= date(target.year_to, 12, 31))


def progress_of(user: Somebody, day: date, *, most: int = MOST_SHOWN) -> list[Progress]:
    """The targets somebody sees, the latest plans first, with what was reached by a day; a question each."""
    rows = targets_shown(user).filter(year_from__lte=day.year).order_by("-year_to", "plan", "pk")
    return [progress(target, day) for target in rows[:most]]


def reached(target: PlanTarget, day: date) -> QuerySet[Product] | QuerySet[Organisation]:
    """What counts towards a target by a day: products, or entities."""
    if target.measure == Measure.ENTITIES:
        return entities_reached(target, day)
    return products_reached(target, day)


def products_reached(target: PlanTarget, day: date) -> QuerySet[Product]:
    """The products that count towards a target, or whose entities do (see :data:`HOW_COUNTED`)."""
    first, last = since(target), until(target, day)
    own = within("area_code", frozenset({target.area_code}))
    certificates = Certificate.objects.filter(product=OuterRef("pk"))
    products = Product.objects.filter(own)
    if target.measure == Measure.KEPT:
        held = with_standing(latest(Certificate.objects.filter(own), last), last).filter(still_valid())
        before = certificates.filter(starts_on__lt=first)
        return products.filter(Exists(before), pk__in=held.values("product"))
    begun = certificates.filter(starts_on__gte=first, starts_on__lte=last)
    if target.measure == Measure.NEW:
        new = begun.filter(kind=CertificateKind.FIRST, star__gte=LEAST_STAR)
        return products.filter(Exists(new), ~Exists(certificates.filter(starts_on__lt=first)))
    if target.measure == Measure.FIVE_STAR:
        return products.filter(Exists(begun.filter(star=5)))
    living = certificates.annotate(end=LAST_DAY).filter(starts_on__lte=last, end__gte=first)
    sent = Dossier.objects.filter(
        product=OuterRef("pk"), submitted_at__date__gte=first, submitted_at__date__lte=last
    )
    return products.filter(Exists(living) | Exists(sent), entity_unknown=False)


def entities_reached(target: PlanTarget, day: date) -> QuerySet[Organisation]:
    """The entities of :func:`products_reached`, each once."""
    return Organisation.objects.filter(pk__in=products_reached(target, day).order_by().values("entity"))
