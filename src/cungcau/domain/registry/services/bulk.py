"""Many memberships, certificates, growing areas at once, as tables bring them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F

from cungcau.domain.registry import messages, policies
from cungcau.domain.registry.models import Certificate, GrowingArea, Membership, Organisation
from cungcau.domain.registry.selectors import may_edit_ids
from cungcau.domain.registry.services.chain import check_circle, check_kinds, one_at_a_time
from cungcau.domain.registry.services.growing_areas import check, doubts_of, folded_land
from cungcau.domain.survey.services import Doubtful, keep_many
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui.messages import answer
from cungcau.reference.recording import Faults, Recorded, upsert
from cungcau.reference.recording import check as check_columns

_CERTIFICATE_KEY = ("organisation_id", "kind_id", "number")
_LAND_KEY = ("organisation_id", "commodity_id", "name")


@transaction.atomic
def record_memberships(*, ties: Sequence[Membership], actor: User, on: date) -> Recorded:
    """Write memberships: new ones; one of the same two on days that meet takes the new days and role.

    Rows are numbered from 1 in faults. Raises ``InputInvalid``, ``not_allowed``.
    """
    one_at_a_time()
    _require_edit(actor, {tie.of for tie in ties}, on)
    there: dict[tuple[int, int], list[Membership]] = {}
    known = Membership.objects.select_for_update().filter(
        of__in={tie.of_id for tie in ties}, member__in={tie.member_id for tie in ties}
    )
    for tie in known:
        there.setdefault((tie.member_id, tie.of_id), []).append(tie)
    faults: list[Fault] = []
    new, changed, same = [], [], 0
    for number, tie in enumerate(ties, 1):
        try:
            check_kinds(tie.member, tie.of, tie.role)
            check_circle(tie.member, tie.of, tie.valid_from, tie.valid_to)
        except DomainError as error:
            faults.append(Fault("memberships", number, "member", tie.member.name, answer(error).vi))
            continue
        pair = there.setdefault((tie.member_id, tie.of_id), [])
        twin = next((one for one in pair if _meet(one, tie)), None)
        if twin is None:
            pair.append(tie)
            new.append(tie)
        elif twin.pk is None:
            faults.append(
                Fault("memberships", number, "member", tie.member.name, "trùng với một dòng ở trên")
            )
        elif _renew(twin, tie):
            changed.append(twin)
        else:
            same += 1
    if faults:
        raise InputInvalid(faults)
    Membership.objects.bulk_create(new, batch_size=2000)
    Membership.objects.bulk_update(changed, ["valid_from", "valid_to", "role", "source"], batch_size=500)
    record(
        actor=actor,
        verb=messages.MEMBERS_RECORDED,
        thing=None,
        area="",
        created=len(new),
        changed=len(changed),
    )
    return Recorded(len(new), len(changed), same)


@transaction.atomic
def record_certificates(*, papers: Sequence[Certificate], actor: User, on: date) -> Recorded:
    """Write certificates by holder, kind and number; what is revoked stays so. Raises as above."""
    _require_edit(actor, {one.organisation for one in papers}, on)
    faults = Faults("certificates")
    for number, one in enumerate(papers, faults.first):
        fits = not (one.issued_on and one.expires_on) or one.issued_on <= one.expires_on
        faults.unless(fits, number, "expires_on", one.expires_on, "không được trước ngày cấp")
    check_columns(papers, key=_CERTIFICATE_KEY, faults=faults)
    faults.refuse()
    among = Certificate.objects.filter(organisation__in={one.organisation_id for one in papers})
    kept = ("version", "revoked_on", "revoke_reason", "reminded_days", "growing_area_id")
    done = upsert(papers, key=_CERTIFICATE_KEY, among=among, derived=kept)
    _count_changes(Certificate, papers, done, _CERTIFICATE_KEY)
    record(actor=actor, verb=messages.CERTIFICATES_RECORDED, thing=None, area="", **done.facts())
    return done


@transaction.atomic
def record_growing_areas(*, lands: Sequence[GrowingArea], actor: User, on: date) -> tuple[Recorded, int]:
    """Write growing areas by holder, commodity and name; outlines stay. Returns also how many questions are open."""
    _require_edit(actor, {one.organisation for one in lands}, on)
    faults = Faults("growing_areas")
    for number, one in enumerate(lands, faults.first):
        one.area_code = one.unit.area_code if one.unit else one.organisation.area_code
        one.folded = folded_land(one, one.organisation)
        try:
            check(one)
        except DomainError as error:
            faults.unless(False, number, "planted_m2", one.planted_m2, answer(error).vi)
    check_columns(lands, key=_LAND_KEY, faults=faults)
    faults.refuse()
    among = GrowingArea.objects.filter(organisation__in={one.organisation_id for one in lands})
    done = upsert(lands, key=_LAND_KEY, among=among, derived=("version", "polygon", "polygon_m2"))
    _count_changes(GrowingArea, lands, done, _LAND_KEY)
    about = [Doubtful(one, doubts_of(_figures(one)), one.area_code, is_demo=one.is_demo) for one in lands]
    questions = keep_many(about, actor=actor)
    record(actor=actor, verb=messages.GROWING_AREAS_RECORDED, thing=None, area="", **done.facts())
    return done, questions


def _figures(one: GrowingArea) -> dict[str, object]:
    names = ("planted_m2", "bearing_m2", "polygon", "growing_code")
    return {name: getattr(one, name) for name in names}


def _require_edit(actor: User, organisations: Iterable[Organisation], on: date) -> None:
    """Refuse the batch where one of its organisations is not the actor's to write."""
    them = {one.pk: one for one in organisations}
    mine = may_edit_ids(actor, list(them.values()), on)
    for pk, one in them.items():
        if pk not in mine:
            require(actor, policies.RECORD, one.area_code)


def _count_changes(
    model: type[Certificate | GrowingArea],
    rows: Sequence[Certificate | GrowingArea],
    done: Recorded,
    key: Sequence[str],
) -> None:
    """A changed row is a new version."""
    changed = [one.pk for one in rows if " ".join(str(getattr(one, name)) for name in key) in done.changes]
    model.objects.filter(pk__in=changed).update(version=F("version") + 1)


def _meet(one: Membership, other: Membership) -> bool:
    begins = one.valid_from is None or other.valid_to is None or one.valid_from <= other.valid_to
    ends = one.valid_to is None or other.valid_from is None or other.valid_from <= one.valid_to
    return begins and ends


def _renew(twin: Membership, fresh: Membership) -> bool:
    """Take the newer days and role; a day not said again stays. True when anything changed."""
    changed = False
    for name in ("valid_from", "valid_to", "role"):
        value = getattr(fresh, name)
        if value is not None and value != getattr(twin, name):
            setattr(twin, name, value)
            changed = True
    return changed
