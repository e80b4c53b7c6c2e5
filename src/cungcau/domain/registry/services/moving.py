"""Moving what points to one organisation to another: every foreign key of every app, by rule or as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Field, Model

from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError

OWN = "registry"
Followed = Callable[[int, int], None]

_LEFT = {"matching.line", "matching.share", "matching.unsold", "matching.fill"}
"""Computed plans are records of what was: their rows go on naming whom they named."""

_SUMS: dict[str, tuple[str, ...]] = {"supply.seasonledger": ("prior_offered_kg", "prior_sold_kg")}
"""Rows of which both may hold one: these columns are added up on the kept one's."""

_FOLLOWERS: list[Followed] = []


def leave(label: str) -> None:
    """Rows of this model (``app.model``) keep naming a merged organisation: they record what was."""
    _LEFT.add(label.lower())


def add_up(label: str, columns: tuple[str, ...]) -> None:
    """Where both organisations have a row of this model under one key, these columns are added up."""
    _SUMS[label.lower()] = columns


def follow(followed: Followed) -> None:
    """Call ``followed(kept id, merged id)`` at the end of each merge, in its transaction (to renew copies)."""
    if followed not in _FOLLOWERS:
        _FOLLOWERS.append(followed)


def tell_followers(kept: int, merged: int) -> None:
    """Let the apps above renew what they copied."""
    for followed in _FOLLOWERS:
        followed(kept, merged)


def references() -> Iterator[tuple[type[Model], Field[Any, Any]]]:
    """Every foreign key to an organisation outside this app, of models whose rows move."""
    for model in apps.get_models():
        if model._meta.app_label == OWN or model._meta.label_lower in _LEFT:
            continue
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is Organisation:
                yield model, field


def move_all(kept: Organisation, merged: Organisation) -> dict[str, Any]:
    """Move the rows of the other apps; returns ``{"app.model.field": {"count": n, "ids": [...]}}``.

    Raises ``merge_conflict`` where both have a row that may be there once only and nobody said how to add up.
    """
    moved: dict[str, Any] = {}
    for model, field in references():
        name = f"{model._meta.label_lower}.{field.name}"
        rows = model._base_manager.filter(**{field.name: merged.pk})
        added = _add_up(model, field, kept, merged)
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        if ids:
            try:
                with transaction.atomic():
                    rows.update(**{field.attname: kept.pk})
            except IntegrityError as error:
                what = str(model._meta.verbose_name)
                raise DomainError("merge_conflict", what=what, kept=kept.name, merged=merged.name) from error
        if ids or added:
            moved[name] = {"count": len(ids), "ids": [str(pk) for pk in ids[:_IDS_KEPT]], "added_up": added}
    return moved


_IDS_KEPT = 20_000
"""Ids written down with the merge, so that it can be taken apart again."""


def _add_up(
    model: type[Model], field: Field[Any, Any], kept: Organisation, merged: Organisation
) -> list[dict[str, Any]]:
    """Add the merged one's rows to the kept one's where both have one under the same key."""
    columns = _SUMS.get(model._meta.label_lower)
    if columns is None:
        return []
    key = _rest_of_key(model, field)
    own = {
        tuple(getattr(row, name) for name in key): row
        for row in model._base_manager.select_for_update().filter(**{field.name: kept.pk})
    }
    added = []
    for row in model._base_manager.select_for_update().filter(**{field.name: merged.pk}):
        twin = own.get(tuple(getattr(row, name) for name in key))
        if twin is None:
            continue
        values = {name: getattr(row, name) for name in columns}
        for name, value in values.items():
            setattr(twin, name, getattr(twin, name) + value)
        twin.save(update_fields=list(columns))
        added.append({"to": str(twin.pk), **{name: int(value) for name, value in values.items()}})
        row.delete()
    return added


def _rest_of_key(model: type[Model], field: Field[Any, Any]) -> list[str]:
    """The other columns of the unique constraint the field stands in."""
    for constraint in model._meta.constraints:
        names = list(getattr(constraint, "fields", ()))
        if field.name in names:
            return [model._meta.get_field(name).attname for name in names if name != field.name]  # type: ignore[union-attr]
    return []
