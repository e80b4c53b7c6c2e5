"""Search words of lots made anew, after a producer was merged into another."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from cungcau.domain.supply.models import Lot
from cungcau.domain.supply.services.making import words_of

_BATCH = 2000


@transaction.atomic
def renew_words(kept: int, merged: int) -> None:
    """Renew what is copied of the organisation ``kept`` into lots, now that ``merged``'s are its own."""
    rows = Lot.objects.filter(Q(producer_id=kept) | Q(representative_id=kept)).order_by("pk")
    lots = list(
        rows.select_related("producer", "commodity", "representative", "place").defer("words", "message")
    )
    for lot in lots:
        lot.folded = words_of(
            lot.code, lot.producer, lot.commodity, lot.representative, lot.place, lot.variety
        )
    Lot.objects.bulk_update(lots, ["folded"], batch_size=_BATCH)
