"""Moving this app's own rows in a merge: ties, papers, land, consents, what was said to be different."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from cungcau.domain.registry.models import (
    Agent,
    Certificate,
    Consent,
    GrowingArea,
    KnownDifferent,
    Membership,
    Organisation,
    Representation,
)
from cungcau.domain.registry.models.ties import Tie
from cungcau.domain.registry.services.chain import check_circle, check_kinds


def move_own(kept: Organisation, merged: Organisation) -> dict[str, Any]:
    """Move what can stand beside the kept one's own rows; the rest stays with the merged one, nothing is lost.

    The same in both (a membership in one cooperative, a certificate of one number) is there once already.
    """
    moved: dict[str, Any] = {}
    moved |= _ties(Membership, "member", "of", kept, merged)
    moved |= _ties(Membership, "of", "member", kept, merged)
    moved |= _ties(Representation, "representative", "represented", kept, merged)
    moved |= _ties(Representation, "represented", "", kept, merged)
    moved |= _ties(Agent, "organisation", "user", kept, merged)
    moved |= _certificates(kept, merged)
    moved |= _growing_areas(kept, merged)
    moved |= _noted("registry.consent.organisation", _update(Consent, "organisation", kept, merged))
    represented = list(
        Organisation.objects.filter(representative=merged).exclude(pk=kept.pk).values_list("pk", flat=True)
    )
    Organisation.objects.filter(pk__in=represented).update(representative=kept)
    moved |= _noted("registry.organisation.representative", represented)
    KnownDifferent.objects.filter(first__in=(kept, merged), second__in=(kept, merged)).delete()
    for tie in Membership.objects.filter(member=kept).select_related("of"):
        check_kinds(kept, tie.of, tie.role)
        check_circle(kept, tie.of, tie.valid_from, tie.valid_to)
    return moved


def _noted(name: str, ids: list[int]) -> dict[str, Any]:
    return {name: {"count": len(ids), "ids": [str(pk) for pk in ids], "added_up": []}} if ids else {}


def _update(model: type[Model], field: str, kept: Organisation, merged: Organisation) -> list[int]:
    rows = model._base_manager.filter(**{field: merged})
    ids = list(rows.values_list("pk", flat=True))
    rows.update(**{field: kept})
    return ids


def _ties(
    model: type[Tie], field: str, other: str, kept: Organisation, merged: Organisation
) -> dict[str, Any]:
    """Ties whose days do not meet one of the kept one's with the same other side; those that do widen it."""
    manager = model._base_manager
    own = list(manager.filter(**{field: kept}))
    ids = []
    for tie in manager.filter(**{field: merged}):
        side = getattr(tie, f"{other}_id") if other else None
        if side == kept.pk:
            continue
        twins = [one for one in own if (not other or getattr(one, f"{other}_id") == side) and _meet(one, tie)]
        if twins:
            if len(twins) == 1 and other:
                _widen(twins[0], tie)
            continue
        setattr(tie, f"{field}_id", kept.pk)
        tie.save(update_fields=[field])
        ids.append(tie.pk)
        own.append(tie)
    return _noted(f"{model._meta.label_lower}.{field}", ids)


def _meet(one: Tie, other: Tie) -> bool:
    begins = one.valid_from is None or other.valid_to is None or one.valid_from <= other.valid_to
    ends = one.valid_to is None or other.valid_from is None or other.valid_from <= one.valid_to
    return begins and ends


def _widen(one: Tie, other: Tie) -> None:
    """Let a tie hold on the days of its twin too."""
    if one.valid_from is not None:
        one.valid_from = None if other.valid_from is None else min(one.valid_from, other.valid_from)
    if one.valid_to is not None:
        one.valid_to = None if other.valid_to is None else max(one.valid_to, other.valid_to)
    one.save(update_fields=["valid_from", "valid_to"])


def _certificates(kept: Organisation, merged: Organisation) -> dict[str, Any]:
    held = set(Certificate.objects.filter(organisation=kept).values_list("kind", "number"))
    ids = [
        one.pk
        for one in Certificate.objects.filter(organisation=merged)
        if (one.kind_id, one.number) not in held
    ]
    Certificate.objects.filter(pk__in=ids).update(organisation=kept)
    return _noted("registry.certificate.organisation", ids)


def _growing_areas(kept: Organisation, merged: Organisation) -> dict[str, Any]:
    names = set(GrowingArea.objects.filter(organisation=kept).values_list("commodity", "name"))
    ids = []
    for one in GrowingArea.objects.filter(organisation=merged).defer("words"):
        if (one.commodity_id, one.name) in names:
            one.name = f"{one.name[:100]} ({merged.code[-16:]})"
        names.add((one.commodity_id, one.name))
        one.organisation = kept
        one.save(update_fields=["organisation", "name"])
        ids.append(one.pk)
    return _noted("registry.growingarea.organisation", ids)
