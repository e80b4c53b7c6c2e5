"""One organisation entered or corrected by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cungcau.domain.registry import messages, policies
from cungcau.domain.registry.models import Kind, KnownDifferent, Membership, Organisation
from cungcau.domain.registry.services.chain import check_kinds
from cungcau.domain.registry.services.gates import locked, require_edit
from cungcau.domain.registry.services.organisations import folded_of, keep_representations
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.phones import normalise
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.reference.geography.models import Unit
from cungcau.reference.search import words

_LONGEST = {"name": 200, "goods": 300, "note": 2000, "source": 300}
FIELDS = ("name", "kind", "unit_id", "phone", "goods", "note", "source")
"""What a form may change, by attribute."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form says of one organisation; ``unit`` may be a commune, a province or not known."""

    name: str
    kind: str
    source: str
    unit: Unit | None = None
    phone: str = ""
    goods: str = ""
    note: str = ""
    is_demo: bool = False

    def columns(self) -> dict[str, object]:
        """By attribute name as the row holds them; raises as :func:`checked`."""
        unit = self.unit.pk if self.unit else None
        texts = {"name": self.name, "goods": self.goods, "note": self.note, "source": self.source}
        return checked({**texts, "kind": self.kind, "unit_id": unit, "phone": self.phone})


def checked(values: Mapping[str, object]) -> dict[str, object]:
    """Values by attribute as the row holds them: texts trimmed, the phone in one spelling.

    Raises ``organisation_text_invalid``, ``organisation_unnamed``, ``organisation_kind_unknown``,
    ``phone_invalid``.
    """
    clean: dict[str, object] = {}
    for name, value in values.items():
        if name in _LONGEST:
            text = str(value or "").strip()
            if "\x00" in text or len(text) > _LONGEST[name]:
                raise DomainError("organisation_text_invalid", longest=_LONGEST[name])
            clean[name] = text
        elif name == "phone":
            clean[name] = normalise(str(value)) if value and str(value).strip() else None
        elif name in FIELDS:
            clean[name] = value
    if ("name" in clean and not words(str(clean["name"]))) or clean.get("source") == "":
        raise DomainError("organisation_unnamed")
    if "kind" in clean and clean["kind"] not in Kind.values:
        raise DomainError("organisation_kind_unknown", value=clean["kind"])
    return clean


def code_for(name: str, area: str) -> str:
    """A code made of name and place, the same at every entry: ``htx-hong-tan-my-20-06172``."""
    text = f"{words(name)} {area.replace('.', ' ')}".strip().replace(" ", "-")
    if len(text) <= 56:
        return text
    return f"{text[:47]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


@transaction.atomic
def create_organisation(
    *,
    entry: Entry,
    actor: User | None,
    on: date,
    different: Iterable[int] = (),
    representative: Organisation | None = None,
) -> Organisation:
    """Record a new organisation under a code of its own.

    ``different`` are those that look like it and were said to be others; they are kept as such. Raises
    ``not_allowed``, ``phone_invalid``, ``organisation_unnamed``.
    """
    columns = entry.columns()
    area = entry.unit.area_code if entry.unit else ""
    if actor is not None:
        policies.require_record(actor, kind=entry.kind, area=area)
    one = Organisation(
        **columns, area_code=area, is_demo=entry.is_demo, representative=representative,
        code=_free(code_for(entry.name, area)), folded_name=words(entry.name)[:200],
    )  # fmt: skip
    one.folded = folded_of(one.name, one.code, entry.unit)
    one.save(force_insert=True)
    keep_representations(ids=[one.pk], on=on)
    for other in Organisation.objects.filter(pk__in=set(different)).values_list("pk", flat=True):
        keep_different(one.pk, other, actor)
    record(actor=actor, verb=messages.CREATED, thing=one, kind=one.kind)
    return one


@transaction.atomic
def change_organisation(
    *,
    pk: int,
    version: int,
    seen: Mapping[str, object],
    mine: Mapping[str, object],
    actor: User | None,
    on: date,
) -> Organisation:
    """Write what a form changed; ``seen`` and ``mine`` are by attribute (:data:`FIELDS`), absent ones stay.

    A form never holds the phone number that is there: it sends a new one, a blank to drop it, or nothing. Raises
    ``EditedMeanwhile`` where somebody saved in between, ``not_allowed`` also when the place it moves to is not
    the actor's, ``membership_kinds`` when its memberships would make no sense under the new kind.
    """
    one = locked(pk)
    require_edit(actor, one, on)
    fresh = take(one, version=version, seen={**seen, **_same_phone(one, seen)}, mine=checked(mine))
    fresh = {name: value for name, value in fresh.items() if getattr(one, name) != value}
    if not fresh:
        return one
    before = {name: getattr(one, name) for name in fresh}
    for name, value in fresh.items():
        setattr(one, name, value)
    if "unit_id" in fresh:
        one.area_code = one.unit.area_code if one.unit else ""
    if actor is not None and ("unit_id" in fresh or "kind" in fresh):
        policies.require_record(actor, kind=one.kind, area=one.area_code)
    if "kind" in fresh:
        _check_kind(one)
    codes = [one.code, *one.merged.values_list("code", flat=True)]
    one.folded, one.folded_name = folded_of(one.name, " ".join(codes), one.unit), words(one.name)[:200]
    one.version += 1
    one.save()
    record(actor=actor, verb=messages.CHANGED, thing=one, changes=_hidden(before, fresh))
    return one


def _same_phone(one: Organisation, seen: Mapping[str, object]) -> dict[str, object]:
    """A phone number is never a reason to ask whose value counts: the page cannot show it."""
    return {"phone": one.phone} if "phone" in seen else {}


@transaction.atomic
def say_different(*, first: Organisation, second: Organisation, actor: User, on: date) -> None:
    """Keep that two which look alike are not the same; saying so again changes nothing."""
    require_edit(actor, first, on)
    if keep_different(first.pk, second.pk, actor):
        record(actor=actor, verb=messages.SAID_DIFFERENT, thing=first, other=second.name)


def keep_different(first: int, second: int, actor: User | None) -> bool:
    """Write the pair once; True when it is new. Within the caller's transaction."""
    low, high = sorted((first, second))
    return KnownDifferent.objects.get_or_create(first_id=low, second_id=high, defaults={"said_by": actor})[1]


def _free(code: str) -> str:
    taken = set(Organisation.objects.filter(code__startswith=code).values_list("code", flat=True))
    if code not in taken:
        return code
    return next(f"{code}-{n}" for n in range(2, len(taken) + 3) if f"{code}-{n}" not in taken)


def _check_kind(one: Organisation) -> None:
    for tie in Membership.objects.filter(member=one, valid_to=None).select_related("of"):
        check_kinds(one, tie.of, tie.role)
    for tie in Membership.objects.filter(of=one, valid_to=None).select_related("member"):
        check_kinds(tie.member, one, tie.role)


def _hidden(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list[str]]:
    """Old and new by column; phone numbers stay out of the trail."""
    return {
        name: ["•••", "•••"] if name == "phone" else [_text(before[name]), _text(value)]
        for name, value in after.items()
    }


def _text(value: object) -> str:
    return "" if value is None else str(value)
