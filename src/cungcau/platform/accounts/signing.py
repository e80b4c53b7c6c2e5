"""Signing in and out."""

from __future__ import annotations

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts import identity, lockout, trail
from cungcau.platform.accounts.models import User


def sign_in(*, request: HttpRequest, name: str, password: str) -> User:
    """Open a session for the person with this name (or phone, or e-mail) and password.

    Raises ``sign_in_failed`` with ``left`` tries, the same for an unknown name as for a wrong password,
    and ``sign_in_locked`` with ``minutes`` once too many failed.
    """
    field, value = identity.sign_in_name(name)
    address = str(request.META.get("REMOTE_ADDR", ""))
    failures = lockout.count_attempt(name=value, address=address)
    user = auth.authenticate(request, username=name, password=password)
    if not isinstance(user, User):
        left = lockout.MOST_FAILURES - failures
        if left == 0:
            _note_closing(field, value, address)
        raise DomainError("sign_in_failed", left=left)
    lockout.forgive(name=value, address=address)
    with transaction.atomic():
        auth.login(request, user)
        trail.record(actor=user, verb="accounts.signed_in", thing=user)
    return user


def sign_out(*, request: HttpRequest) -> None:
    """End the session of this browser; nothing happens when nobody is signed in."""
    user = request.user
    with transaction.atomic():
        auth.logout(request)
        if isinstance(user, User):
            trail.record(actor=user, verb="accounts.signed_out", thing=user)


@transaction.atomic
def _note_closing(field: str, value: str, address: str) -> None:
    """Tell the trail that an existing account was closed to guesses; unknown names leave no entry."""
    user = User.objects.filter(**{field: value}).first()
    if user is not None:
        trail.record(actor=None, verb="accounts.locked", thing=user, address=address)
