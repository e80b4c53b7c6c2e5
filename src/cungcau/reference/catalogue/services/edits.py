"""Correcting one commodity or one season from its form, where somebody else may have been at it too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.editing import versions
from cungcau.reference.catalogue import messages, policies
from cungcau.reference.catalogue.models import Commodity, Season
from cungcau.reference.catalogue.services import followers
from cungcau.reference.catalogue.services.goods import commodity_of
from cungcau.reference.catalogue.services.rows import CommodityRow
from cungcau.reference.catalogue.services.seasons import check_season
from cungcau.reference.recording import Faults, check
from cungcau.reference.search import words


@transaction.atomic
def edit_commodity(
    *, row: Commodity, version: int, seen: Mapping[str, object], mine: Mapping[str, object], actor: User
) -> Commodity:
    """Write what a person changed (name_vi, name_en, group, aliases, source).

    Raises ``EditedMeanwhile`` where the record moved on, ``InputInvalid``, ``not_allowed``.
    """
    require(actor, policies.RECORD)
    locked = Commodity.objects.select_for_update().get(pk=row.pk)
    fields = versions.take(locked, version=version, seen=seen, mine=mine)
    if not fields:
        return locked
    changes = _written(locked, fields)
    aliases = [str(alias) for alias in locked.aliases]
    fresh = commodity_of(
        CommodityRow(
            locked.code, locked.name_vi, locked.source, locked.name_en, locked.group, locked.is_demo
        ),
        aliases,
    )
    locked.names, locked.folded, locked.aliases = fresh.names, fresh.folded, fresh.aliases
    faults = Faults("commodity")
    check([locked], key=("code",), faults=faults)
    faults.refuse()
    locked.version += 1
    locked.save()
    followers.tell()
    record(actor=actor, verb=messages.COMMODITY_EDITED, thing=locked, area="", changes=changes)
    return locked


@transaction.atomic
def edit_season(
    *,
    row: Season,
    version: int,
    seen: Mapping[str, object],
    mine: Mapping[str, object],
    commodities: Sequence[Commodity],
    actor: User,
) -> Season:
    """Write what a person changed of a season; its commodities are set as given. Raises as editing a commodity."""
    locked = Season.objects.select_for_update().get(pk=row.pk)
    require(actor, policies.RECORD_SEASON, locked.area_code)
    fields = versions.take(locked, version=version, seen=seen, mine=mine)
    changes = _written(locked, fields)
    require(actor, policies.RECORD_SEASON, locked.area_code)
    locked.folded = words(locked.code, locked.name)[:300]
    faults = Faults("season")
    check_season(locked, faults)
    faults.refuse()
    before = set(locked.commodities.values_list("code", flat=True))
    after = {one.code for one in commodities}
    if before != after:
        locked.commodities.set(commodities)
        changes["commodities"] = [", ".join(sorted(before)), ", ".join(sorted(after))]
    if changes:
        locked.version += 1
        locked.save()
        record(actor=actor, verb=messages.SEASON_EDITED, thing=locked, changes=changes)
    return locked


def _written(row: Commodity | Season, fields: Mapping[str, Any]) -> dict[str, list[str]]:
    """Set the fields; what changed, as [old, new] texts."""
    changes = {name: [str(getattr(row, name)), str(value)] for name, value in fields.items()}
    for name, value in fields.items():
        setattr(row, name, value)
    return changes
