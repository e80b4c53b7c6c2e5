"""Making accounts and changing them. Every write leaves an entry in the audit trail."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from psycopg import errors

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts import identity, trail
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.signing import sign_in, sign_out
from cungcau.platform.accounts.trail import set_recorder

__all__ = [
    "change_password",
    "change_profile",
    "create_user",
    "deactivate",
    "set_password",
    "set_recorder",
    "sign_in",
    "sign_out",
]

_TAKEN = {
    "accounts_user_username_key": "username_taken",
    "accounts_user_phone_once": "phone_taken",
    "accounts_user_email_once": "email_taken",
}


@transaction.atomic
def create_user(
    *,
    username: str,
    full_name: str,
    password: str,
    phone: str = "",
    email: str = "",
    language: str = User.Language.VIETNAMESE,
    is_demo: bool = False,
    actor: User | None = None,
) -> User:
    """Make an account and return it.

    Raises ``username_invalid``, ``phone_invalid``, ``email_invalid``, ``full_name_missing``,
    ``language_unknown``, ``password_weak`` (with ``reasons``), or ``username_taken`` / ``phone_taken`` /
    ``email_taken`` when somebody has it already.
    """
    user = User(
        username=identity.username(username),
        full_name=_full_name(full_name),
        phone=identity.phone(phone),
        email=identity.email(email),
        language=_language(language),
        is_demo=is_demo,
    )
    _put_password(user, password)
    _save_unless_taken(user)
    trail.record(actor=actor, verb="accounts.created", thing=user, is_demo=is_demo)
    return user


@transaction.atomic
def change_profile(*, user: User, full_name: str, language: str, actor: User) -> User:
    """Change what people may change about themselves; raises ``full_name_missing``, ``language_unknown``."""
    person = User.objects.select_for_update().get(pk=user.pk)
    person.full_name, person.language = _full_name(full_name), _language(language)
    person.save(update_fields=["full_name", "language"])
    trail.record(actor=actor, verb="accounts.profile_changed", thing=person, language=person.language)
    return person


@transaction.atomic
def set_password(*, user: User, password: str, actor: User | None) -> None:
    """Give a new password; every open session of the account ends. Raises ``password_weak``."""
    person = User.objects.select_for_update().get(pk=user.pk)
    _put_password(person, password)
    person.save(update_fields=["password"])
    user.password = person.password
    trail.record(actor=actor, verb="accounts.password_changed", thing=person)


def change_password(*, request: HttpRequest, user: User, old: str, new: str) -> None:
    """Change one's own password and stay signed in here, while other sessions end.

    Raises ``password_wrong`` when the old one does not match, ``password_weak`` for the new one.
    """
    if not user.check_password(old):
        raise DomainError("password_wrong")
    set_password(user=user, password=new, actor=user)
    update_session_auth_hash(request, user)


@transaction.atomic
def deactivate(*, user: User, actor: User | None) -> User:
    """Switch an account off: its sessions end at their next request. Switching off twice changes nothing."""
    person = User.objects.select_for_update().get(pk=user.pk)
    if person.is_active:
        person.is_active = False
        person.save(update_fields=["is_active"])
        trail.record(actor=actor, verb="accounts.deactivated", thing=person)
    return person


def _full_name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > 120:
        raise DomainError("full_name_missing", most=120)
    return name


def _language(code: str) -> str:
    if code not in User.Language.values:
        raise DomainError("language_unknown", value=code)
    return code


def _put_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise DomainError("password_weak", reasons=" ".join(error.messages)) from error
    user.set_password(password)


def _save_unless_taken(user: User) -> None:
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        cause = error.__cause__
        name = cause.diag.constraint_name if isinstance(cause, errors.UniqueViolation) else None
        if name not in _TAKEN:
            raise
        code = _TAKEN[name]
        raise DomainError(code, value=getattr(user, code.removesuffix("_taken"))) from error
