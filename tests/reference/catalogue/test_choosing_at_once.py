"""Two people choose different figures at the same moment: one is in use, not two."""

from __future__ import annotations

from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection

from cungcau.reference.catalogue import services
from cungcau.reference.catalogue.models import ShelfLife
from tests.domain.season_rows import person


@pytest.mark.django_db(transaction=True)
def test_one_figure_is_in_use_however_many_choose() -> None:
    services.record_commodities(rows=[services.CommodityRow("vai", "Vải", "minh hoạ")], actor=None)
    rows = [
        services.ShelfLifeRow("Vải", days, days + 5, f"nguồn {days}", "vai", "", Decimal(1), Decimal(1))
        for days in (3, 9, 21, 30)
    ]
    services.record_shelf_lives(rows=rows, actor=None)
    actor = person("dieu-phoi", "coordinator")
    start = Barrier(4)

    def choose(pk: int) -> None:
        start.wait()
        try:
            services.choose_shelf_life(row=ShelfLife.objects.get(pk=pk), reason=f"vì {pk}", actor=actor)
        finally:
            connection.close()

    threads = [Thread(target=choose, args=(pk,)) for pk in ShelfLife.objects.values_list("pk", flat=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ShelfLife.objects.filter(chosen=True).count() == 1
