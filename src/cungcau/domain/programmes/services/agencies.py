"""Recording agencies and who works for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from cungcau.domain.programmes import policies
from cungcau.domain.programmes.messages import plans as said
from cungcau.domain.programmes.models import Agency, Post
from cungcau.domain.programmes.services.columns import check, put
from cungcau.domain.programmes.services.rights import reason_of
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import areas
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.selectors import find
from cungcau.platform.audit.services import record
from cungcau.platform.editing.versions import take
from cungcau.reference.search import words

FIELDS = (
    "code", "name", "short_name", "symbol", "kind", "parent_id", "area_code", "is_group", "starts_on", "ends_on",
    "merged_into_id", "source",
)  # fmt: skip
"""What may be entered of an agency, by attribute."""


@transaction.atomic
def record_agency(
    *, facts: Mapping[str, Any], actor: User | None, is_demo: bool = False, fresh: bool = False
) -> Agency:
    """Write an agency by its ``code`` (made from its name where blank); one of that code is brought up to these facts.

    ``fresh`` refuses a known code (``programme_agency_known``). A body without an area may be recorded by whoever
    holds the right anywhere, but changed only over everywhere. Raises ``not_allowed``, ``InputInvalid``.
    """
    code = str(facts.get("code") or _code_from(str(facts.get("name", "")))).strip()[:40]
    there = Agency.objects.select_for_update().defer("words").filter(code=code).first()
    if there is not None:
        if fresh:
            raise DomainError("programme_agency_known", mark=code, agency=there.name)
        return _write(there, {**facts, "code": code}, actor)
    agency = Agency(is_demo=is_demo)
    put(agency, FIELDS, {**facts, "code": code})
    _require(actor, agency.area_code, new=True)
    _check(agency)
    try:
        with transaction.atomic():
            agency.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError("programme_agency_known", mark=code, agency=agency.name) from error
    record(actor=actor, verb=said.AGENCY_RECORDED, thing=agency, code=code)
    return agency


@transaction.atomic
def change_agency(
    *, pk: int, version: int, seen: Mapping[str, object], mine: Mapping[str, object], actor: User | None
) -> Agency:
    """Correct an agency. Raises ``EditedMeanwhile``, ``not_found``, ``not_allowed``, ``InputInvalid``."""
    agency = Agency.objects.select_for_update().defer("words").filter(pk=pk).first()
    if agency is None:
        raise DomainError("not_found")
    return _write(agency, take(agency, version=version, seen=seen, mine=mine), actor)


def _write(agency: Agency, facts: Mapping[str, Any], actor: User | None) -> Agency:
    before = {name: getattr(agency, name) for name in FIELDS}
    _require(actor, agency.area_code, new=False)
    put(agency, FIELDS, facts)
    changed = [name for name in FIELDS if getattr(agency, name) != before[name]]
    if not changed:
        return agency
    _require(actor, agency.area_code, new=not before["area_code"])
    _check(agency)
    agency.version += 1
    try:
        with transaction.atomic():
            agency.save(update_fields=sorted({*changed, "folded", "version"}))
    except IntegrityError as error:
        raise DomainError("programme_agency_known", mark=agency.code, agency=agency.name) from error
    record(actor=actor, verb=said.AGENCY_CHANGED, thing=agency, fields=sorted(changed))
    return agency


def _require(actor: User | None, area: str, *, new: bool) -> None:
    if actor is not None:
        access.require(actor, policies.ASSIGN, area or (None if new else areas.EVERYWHERE))


def _check(agency: Agency) -> None:
    agency.name = " ".join(agency.name.split())
    agency.area_code = areas.code(agency.area_code)
    faults = check(agency, FIELDS, "agency")
    ordered = not (agency.starts_on and agency.ends_on) or agency.ends_on >= agency.starts_on
    faults.unless(ordered, 1, "ends_on", agency.ends_on, "ngày cuối không được trước ngày đầu")
    itself = agency.pk is not None and agency.pk in (agency.parent_id, agency.merged_into_id)
    faults.unless(not itself, 1, "parent", agency.name, "cơ quan không thể thuộc hay nhập vào chính nó")
    faults.refuse()
    agency.folded = words(agency.name, agency.short_name, agency.symbol, agency.code)[:300]


def _code_from(name: str) -> str:
    return "-".join(words(name).split())[:40].strip("-")


@transaction.atomic
def give_post(
    *,
    agency: Agency,
    user: User,
    starts_on: date,
    source: str,
    actor: User | None,
    ends_on: date | None = None,
) -> Post:
    """Let somebody work for an agency from a day; the same open post again is the one there is for the system.

    Raises ``programme_post_open``, ``programme_reason_missing`` without a source, ``InputInvalid``, ``not_allowed``.
    """
    held = Agency.objects.select_for_update(no_key=True).defer("words").get(pk=agency.pk)
    _require(actor, held.area_code, new=True)
    there = Post.objects.filter(agency=held, user=user, ends_on=None).first()
    if there is not None:
        if actor is None:
            return there
        raise DomainError("programme_post_open", user=user.full_name, agency=held.name)
    post = Post(agency=held, user=user, starts_on=starts_on, ends_on=ends_on, source=reason_of(source))
    faults = check(post, ("starts_on", "ends_on"), "post")
    ordered = ends_on is None or ends_on >= starts_on
    faults.unless(ordered, 1, "ends_on", ends_on, "ngày cuối không được trước ngày đầu")
    faults.refuse()
    post.save(force_insert=True)
    record(
        actor=actor, verb=said.POST_GIVEN, thing=held, user=user.full_name, agency=held.name, starts_on=starts_on
    )  # fmt: skip
    return post


@transaction.atomic
def end_post(*, post: Post, last: date, actor: User | None) -> Post:
    """Let a post end after a day (one that had not begun: on its first day). Raises ``not_allowed``."""
    rows = (
        Post.objects.select_for_update(of=("self",)).select_related("agency", "user").defer("agency__words")
    )
    held = rows.filter(pk=post.pk).first()
    if held is None:
        raise DomainError("not_found")
    _require(actor, held.agency.area_code, new=True)
    held.ends_on = max(held.starts_on, min(last, held.ends_on or last))
    held.save(update_fields=["ends_on"])
    record(
        actor=actor, verb=said.POST_ENDED, thing=held.agency, user=held.user.full_name, agency=held.agency.name,
        ends_on=held.ends_on,
    )  # fmt: skip
    return held


def person_named(name: str) -> User:
    """The active account with this user name, phone or e-mail; raises ``programme_person_unknown``."""
    found = find(name.strip()) if name.strip() and "\x00" not in name else None
    if found is None or not found.is_active:
        raise DomainError("programme_person_unknown", name=name.strip()[:60])
    return found
