"""A union, two cooperatives, a group and their households; what tests of this room share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from cungcau.domain.registry import services
from cungcau.domain.registry.models import Membership, Organisation
from tests.at_once import at_once
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


def ends_at_once(*deeds: Callable[[], object]) -> Sequence[Exception | None]:
    """What each of several deeds at one moment failed with; None where it did not."""
    return [end if isinstance(end, Exception) else None for end in at_once(*deeds)]
