"""The gate before every deed on an organisation that is there already."""

from __future__ import annotations

from datetime import date

from cungcau.domain.registry import policies
from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import may_edit
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User


def locked(pk: int) -> Organisation:
    """The organisation's row, locked; raises ``organisation_not_found``, ``organisation_merged``."""
    one = (
        Organisation.objects.select_for_update(of=("self",))
        .defer("words")
        .select_related("merged_into")
        .filter(pk=pk)
        .first()
    )
    if one is None:
        raise DomainError("organisation_not_found", number=pk)
    if one.merged_into is not None:
        raise DomainError("organisation_merged", name=one.name, kept=one.merged_into.name)
    return one


def require_edit(actor: User | None, one: Organisation, on: date) -> None:
    """Let officers of the place and those who act for it pass; raises ``not_allowed``. None is the installation."""
    if actor is not None and not may_edit(actor, one, on):
        require(actor, policies.RECORD, one.area_code)
