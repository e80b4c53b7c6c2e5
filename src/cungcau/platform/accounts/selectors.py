"""Questions about people."""

from __future__ import annotations

from django.http import HttpRequest

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts import identity
from cungcau.platform.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """The person behind a request; raises ``not_signed_in``."""
    user = request.user
    if not isinstance(user, User):
        raise DomainError("not_signed_in")
    return user


def find(name: str) -> User | None:
    """The person with this user name, phone number (any usual writing) or e-mail address."""
    field, value = identity.sign_in_name(name)
    return User.objects.filter(**{field: value}).first()
