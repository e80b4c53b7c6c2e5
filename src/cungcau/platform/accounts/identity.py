"""The three names a person may sign in under, and how each is written in the database."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts import phones

_USERNAME = re.compile(r"(?=.*[a-z])[a-z0-9](?:[a-z0-9._-]{1,58})[a-z0-9]")
"""Lower-case Latin letters, digits, dot, dash, underscore; with a letter, so never taken for a phone."""


def username(text: str) -> str:
    """A user name in its stored form (lower case); raises ``username_invalid``."""
    name = unicodedata.normalize("NFKC", text).strip().lower()
    if not _USERNAME.fullmatch(name):
        raise DomainError("username_invalid", value=text)
    return name


def phone(text: str) -> str:
    """A phone number in its stored form, or an empty string; raises ``phone_invalid``."""
    return phones.normalise(text) if text.strip() else ""


def email(text: str) -> str:
    """An e-mail address in its stored form (lower case), or an empty string; raises ``email_invalid``."""
    address = text.strip().lower()
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError as error:
        raise DomainError("email_invalid", value=text) from error
    return address


def sign_in_name(text: str) -> tuple[str, str]:
    """Which field a typed sign-in name means, and its stored form.

    The three forms cannot be mistaken for each other: only addresses hold ``@`` and user names
    always hold a letter. Text that is none of them is looked up as a user name and not found.
    """
    cleaned = unicodedata.normalize("NFKC", text).strip().lower()[:254].replace("\x00", "")
    if "@" in cleaned:
        return "email", cleaned
    try:
        return "phone", phones.normalise(cleaned)
    except DomainError:
        return "username", cleaned
