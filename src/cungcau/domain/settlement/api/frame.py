"""What the operations of settlement share."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field

from cungcau.domain.settlement import policies
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import signed_in

PLAIN = r"^[^\x00]*$"
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Vnd = Annotated[int, Field(ge=1, le=1_000_000_000_000)]


def visitor(request: HttpRequest) -> User:
    """Who asks; raises ``not_allowed`` for those without any part in settlement."""
    user = signed_in(request)
    access.require(user, policies.ENTER)
    return user
