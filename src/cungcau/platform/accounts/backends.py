"""Checking a name and a password."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from cungcau.platform.accounts import identity
from cungcau.platform.accounts.models import User


class NameOrPhoneBackend(BaseBackend):
    """Knows a person by user name, phone number in any usual writing, or e-mail address.

    An unknown name costs the same one password hash as a known one, so that the time of the answer
    does not tell who has an account.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: object,
    ) -> User | None:
        """The active person with this name and password, else None."""
        if not username or password is None:
            return None
        field, value = identity.sign_in_name(username)
        user = User.objects.filter(**{field: value}).first()
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, as long as the account is active."""
        return User.objects.filter(pk=user_id, is_active=True).first()
