"""What is asked for beside a table: the door's own form, and its answers as plain JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet

from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.doors import Door


def options_form(
    door: Door, user: User, data: Mapping[str, Any] | None = None, chosen: Mapping[str, Any] | None = None
) -> forms.Form:
    """The door's form, filled with what was ``chosen`` before.

    One whose class says ``needs_user = True`` is given ``user``, to offer only what is theirs.
    """
    given: dict[str, Any] = {"user": user} if getattr(door.options, "needs_user", False) else {}
    return door.options(data, initial=dict(chosen or {}), **given)


def cleaned(door: Door, user: User, data: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as JSON; raises ``InputInvalid`` with a fault for each question answered wrongly."""
    form = options_form(door, user, data)
    if not form.is_valid():
        raise InputInvalid(
            Fault(
                "",
                0,
                str(form.fields[name].label or name) if name in form.fields else "",
                str(data.get(name, "")),
                str(text),
            )
            for name, errors in form.errors.items()
            for text in errors
        )
    return plain(form.cleaned_data)


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Cleaned values as JSON: a record by its primary key, days and decimals as text."""
    found: dict[str, Any] = json.loads(
        json.dumps({k: _one(v) for k, v in values.items()}, cls=DjangoJSONEncoder)
    )
    return found


def _one(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, QuerySet | set | tuple | list):
        return [_one(each) for each in value]
    return value
