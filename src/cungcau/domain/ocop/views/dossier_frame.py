"""What the pages of a file share: which file, who reads it, what they may do with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.models import Dossier
from cungcau.domain.ocop.selectors import files
from cungcau.domain.ocop.selectors.dossiers import may_see
from cungcau.domain.ocop.services.rights import may_dossier
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in


@dataclass(frozen=True, slots=True)
class Rights:
    """What a reader may do: ``writes`` as the entity or for it, ``edits`` while the state lets anybody."""

    writes: bool
    edits: bool
    officer: bool
    withdraws: bool


def dossier_for(request: HttpRequest, pk: int) -> tuple[User, Dossier]:
    """Who asks, and the file, if it is theirs to see; raises ``not_signed_in``, ``not_found``."""
    user = signed_in(request)
    found = files.dossier(pk) if pk < 2**63 else None
    if found is None or not may_see(user, found):
        raise DomainError("not_found")
    return user, found


def rights_of(user: User, dossier: Dossier) -> Rights:
    """What this reader may do with this file."""
    writes = may_dossier(user, dossier, policies.WRITE_DOSSIERS)
    return Rights(
        writes=writes,
        edits=writes and dossier.state in states.EDITABLE,
        officer=access.allows(user, policies.WRITE_DOSSIERS, dossier.area_code),
        withdraws=writes and "withdraw" in states.DOSSIER.verbs_from(dossier.state),
    )


def may_read_files(request: HttpRequest) -> User:
    """Whoever may see some file; raises ``not_signed_in``, ``not_allowed``."""
    user = signed_in(request)
    access.require(user, policies.BROWSE_DOSSIERS)
    return user
