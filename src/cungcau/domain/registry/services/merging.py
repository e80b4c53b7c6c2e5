"""Two rows that are one organisation: one is kept, the other stays and points to it.

Undoing a merge is a correction, not a deletion: :func:`part` lets the merged one stand for itself again with
the values it had, and moves back every row noted in ``Merge.moved`` that nobody has moved since. Ledger rows
that were added up stay added up (the page says so); they are corrected by recording the ledger again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q

from cungcau.domain.registry import messages, policies
from cungcau.domain.registry.models import PARTNERS, Merge, Organisation
from cungcau.domain.registry.services import moving
from cungcau.domain.registry.services.chain import one_at_a_time
from cungcau.domain.registry.services.merging_own import move_own
from cungcau.domain.registry.services.organisations import folded_of, keep_representations
from cungcau.kernel.errors import DomainError
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.reference.search import words

CHOICES = ("name", "kind", "unit", "phone", "goods", "note", "representative", "weight", "source")
"""Fields a person chooses between; those not named keep the kept one's value."""


@transaction.atomic
def merge_organisations(
    *,
    kept: int,
    merged: int,
    chosen: Mapping[str, str],
    versions: Mapping[int, int],
    actor: User,
    on: date,
    reason: str = "",
) -> Merge:
    """Make two rows one. ``chosen`` says for each of :data:`CHOICES` ``kept`` or ``merged``.

    ``versions`` are those the person compared, by id. Raises ``merge_of_itself``, ``organisation_not_found``,
    ``organisation_merged`` (somebody was faster), ``compared_meanwhile``, ``merge_conflict``,
    ``membership_circle``, ``not_allowed``; nothing is moved then. What is being recorded for either at this
    moment is waited for, and what comes after finds the kept one.
    """
    if kept == merged:
        raise DomainError("merge_of_itself")
    one_at_a_time()
    one, other = _both(kept, merged)
    for row in (one, other):
        require(actor, policies.MERGE, None if row.kind in PARTNERS else row.area_code)
        if versions.get(row.pk, row.version) != row.version:
            raise DomainError("compared_meanwhile", name=row.name)
    before = {"kept": _values(one), "merged": _values(other)}
    picked = {name: chosen.get(name, "kept") for name in CHOICES}
    moved = moving.move_all(one, other) | move_own(one, other)
    _choose(one, other, picked)
    keep_representations(ids=[one.pk], on=on)
    deed = Merge.objects.create(
        kept=one,
        merged=other,
        before=before,
        chosen=picked,
        moved=moved,
        reason=reason.strip()[:300],
        merged_by=actor,
    )
    moving.tell_followers(one.pk, other.pk)
    record(
        actor=actor, verb=messages.MERGED, thing=one, merged=other.name, merged_id=other.pk, merged_code=other.code,
        chosen=picked, moved={name: what["count"] for name, what in moved.items()}, reason=reason.strip()[:300],
    )  # fmt: skip
    record(
        actor=actor, verb=messages.MERGED_AWAY, thing=other, kept=one.name, kept_id=one.pk, kept_code=one.code
    )
    return deed


@transaction.atomic
def part(*, deed: int, actor: User, on: date) -> Organisation:
    """Take a merge apart; returns the organisation that stands for itself again. Raises ``merge_not_found``."""
    one_at_a_time()
    merge = Merge.objects.select_for_update().filter(pk=deed).first()
    if merge is None:
        raise DomainError("merge_not_found")
    rows = {
        row.pk: row
        for row in Organisation.objects.select_for_update(of=("self",))
        .defer("words")
        .filter(pk__in=(merge.kept_id, merge.merged_id))
    }
    one, other = rows[merge.kept_id], rows[merge.merged_id]
    for row in (one, other):
        require(actor, policies.MERGE, None if row.kind in PARTNERS else row.area_code)
    other.merged_into = None
    other.version += 1
    other.save()
    back = {name: _move_back(name, what["ids"], one, other) for name, what in merge.moved.items()}
    keep_representations(ids=[one.pk, other.pk], on=on)
    moving.tell_followers(other.pk, one.pk)
    merge.delete()
    record(actor=actor, verb=messages.PARTED, thing=one, other=other.name, other_id=other.pk, moved=back)
    record(actor=actor, verb=messages.PARTED, thing=other, other=one.name, other_id=one.pk)
    return other


@transaction.atomic
def follow_merges() -> int:
    """Move what was recorded for merged organisations past every lock; returns how many rows. Runs by the hour.

    A second net under ``selectors.by_code``: an app that keeps an id it read earlier may still write it.
    """
    count = 0
    for merge in Merge.objects.select_related("kept", "merged").filter(merged__merged_into__isnull=False):
        if not _pointed_to(merge.merged_id):
            continue
        moved = moving.move_all(merge.kept, merge.merged)
        count += sum(what["count"] for what in moved.values())
        moving.tell_followers(merge.kept_id, merge.merged_id)
    return count


def _pointed_to(pk: int) -> bool:
    return any(
        model._base_manager.filter(**{field.name: pk}).exists() for model, field in moving.references()
    )


def _both(kept: int, merged: int) -> tuple[Organisation, Organisation]:
    rows = Organisation.objects.select_for_update(of=("self",)).defer("words").select_related("merged_into")
    found = {row.pk: row for row in rows.filter(pk__in=(kept, merged)).order_by("pk")}
    for pk in (kept, merged):
        if pk not in found:
            raise DomainError("organisation_not_found", number=pk)
        into = found[pk].merged_into
        if into is not None:
            raise DomainError("organisation_merged", name=found[pk].name, kept=into.name)
    return found[kept], found[merged]


def _choose(one: Organisation, other: Organisation, picked: Mapping[str, str]) -> None:
    for name, which in picked.items():
        attribute = f"{name}_id" if name in ("unit", "representative") else name
        if which == "merged":
            setattr(one, attribute, getattr(other, attribute))
    if one.representative_id in (one.pk, other.pk):
        one.representative = None
    one.area_code = one.unit.area_code if one.unit else ""
    one.folded = folded_of(one.name, f"{one.code} {other.code}", one.unit)
    one.folded_name = words(one.name)[:200]
    one.version += 1
    one.save()
    other.merged_into = one
    other.version += 1
    other.save()
    Organisation.objects.filter(merged_into=other).update(merged_into=one)
    Merge.objects.filter(kept=other).update(kept=one)


def _values(one: Organisation) -> dict[str, Any]:
    """What a row says, for the record; phone numbers stay in the row itself."""
    said = {
        name: getattr(one, name) for name in ("code", "name", "kind", "goods", "note", "source", "area_code")
    }
    return {**said, "unit": one.unit_id, "representative": one.representative_id, "weight": str(one.weight)}


def _move_back(name: str, ids: list[str], one: Organisation, other: Organisation) -> int:
    app, model, field = name.split(".")
    rows = apps.get_model(app, model)._base_manager.filter(Q(pk__in=ids), **{field: one.pk})
    return int(rows.update(**{field: other.pk}))
