"""Where the token of a form or call stands."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import HttpRequest

from cungcau.kernel.errors import DomainError
from cungcau.platform.editing.services.drafts import uuid_or_none

FIELD = "once_token"
HEADER = "Idempotency-Key"
LONGEST = 200


def once_token(request: HttpRequest) -> UUID | None:
    """The token a request carries: the header ``Idempotency-Key``, else the form's hidden field; None without.

    The header may be any text of up to 200 characters and counts for the signed-in person alone. Raises
    ``submission_token_invalid`` for a longer one, and for a form's token that was altered.
    """
    header = request.headers.get(HEADER, "").strip()
    if len(header) > LONGEST:
        raise DomainError("submission_token_invalid")
    if header:
        return uuid5(NAMESPACE_URL, f"cungcau:{request.user.pk}:{header}")
    text = request.POST.get(FIELD, "")
    token = uuid_or_none(text)
    if text and token is None:
        raise DomainError("submission_token_invalid")
    return token
