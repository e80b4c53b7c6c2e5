"""Dossiers that may be put on a session."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from cungcau.domain.council.models import Council
from cungcau.domain.ocop.models import Dossier, Samples, Step
from cungcau.domain.ocop.states import READY
from cungcau.platform.access.areas import within


def ready_for(council: Council) -> QuerySet[Dossier]:
    """Of the council's province, ready for a council; those whose clock runs out first stand first.

    Each with ``samples_got`` and ``due`` its last day.
    """
    got = Samples.objects.filter(dossier=OuterRef("pk")).order_by().values("dossier")
    step = Step.objects.filter(dossier=OuterRef("pk"), ended_at=None).values("due_on")[:1]
    rows = Dossier.objects.filter(within("area_code", frozenset({council.area_code})), Q(state=READY))
    return rows.annotate(
        samples_got=Subquery(got.annotate(n=Sum("received_count")).values("n")), due=Subquery(step)
    ).select_related("product__entity", "criteria_set").defer(
        "words", "folded", "registration", "product__words", "product__entity__words", "criteria_set__words"
    )  # fmt: skip
