"""A union, two cooperatives, a group and their households; what tests of this room share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date

from django.db import connections

from cungcau.domain.registry import services
from cungcau.domain.registry.models import Membership, Organisation
from tests.domain.season_rows import HOANG_VIET, SOURCE, START, TAN_MY

ON = date(2021, 9, 27)


def org(code: str) -> Organisation:
    return Organisation.objects.defer("words").get(code=code)


def record_more() -> None:
    """A union over the cooperative, a second cooperative and a group with households of their own."""
    rows = [
        services.OrganisationRow("LH", "Liên hiệp HTX Văn Lãng", "union", SOURCE, TAN_MY),
        services.OrganisationRow("HTX2", "HTX Hoàng Việt", "cooperative", SOURCE, HOANG_VIET),
        services.OrganisationRow("THT", "Tổ hợp tác Bản Trang", "group", SOURCE, TAN_MY),
        services.OrganisationRow("H4", "Hộ Vi Văn Sáu", "household", SOURCE, TAN_MY),
        services.OrganisationRow("H5", "Hộ Nông Văn Tư", "household", SOURCE, TAN_MY),
    ]
    services.record_organisations(rows=rows, on=START, actor=None)


def join(
    member: str, of: str, first: date | None = None, last: date | None = None, role: str = "member"
) -> Membership:
    return services.add_member(
        member=org(member),
        of=org(of),
        role=role,
        days=services.Days(first, last),
        source=SOURCE,
        actor=None,
        on=ON,
    )


def at_once(*deeds: Callable[[], object]) -> Sequence[BaseException | None]:
    """Run deeds at the same moment, each on a connection of its own; what each ended with."""
    gate = threading.Barrier(len(deeds))
    ends: list[BaseException | None] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            deed()
        except BaseException as error:
            ends[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n, deed)) for n, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return ends
