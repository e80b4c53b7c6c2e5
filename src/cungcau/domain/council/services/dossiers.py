"""Moving a dossier as its session goes: its state, its clock, the trail; within the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping

from cungcau.domain.council import policies
from cungcau.domain.ocop.models import Dossier
from cungcau.domain.ocop.services.road import follow, held
from cungcau.platform.accounts.models import User
from cungcau.platform.lifecycle.services import advance


def move(
    dossier: Dossier,
    verb: str,
    *,
    actor: User | None,
    fields: Mapping[str, object] | None = None,
    permission: str = policies.VIEW,
    note: str = "",
    **facts: object,
) -> Dossier:
    """Advance a dossier and let its clock follow. The caller has judged by seat or permission who may.

    Raises ``verb_not_allowed``, ``not_allowed``.
    """
    row = held(dossier)
    advance(
        row, verb, actor=actor, permission=permission, area=row.area_code, fields=fields, dossier=str(row),
        **facts,
    )  # fmt: skip
    follow(row, actor, note=note)
    return row
