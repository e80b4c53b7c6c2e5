"""One organisation with all that is known of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cungcau.domain.registry import policies, selectors, services
from cungcau.domain.registry.models import Consent, GrowingArea, Organisation
from cungcau.domain.registry.views.frame import organisation_for, present
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.phones import national
from cungcau.platform.audit import selectors as audit
from cungcau.platform.audit.verbs import say
from cungcau.platform.ui.menu import url_or_blank
from cungcau.reference.geography.selectors import today_of

_MEMBERS, _HISTORY, _LANDS = 100, 20, 200


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Its members, representative, papers, land, consents, doubles and history; a merged one leads to the kept."""
    one = organisation_for(request, pk)
    if one.merged_into is not None:
        messages.info(request, _("%(name)s đã được gộp vào đây.") % {"name": one.name})
        return redirect("registry:organisation", pk=one.merged_into_id)
    user, on = present(request)
    mine = selectors.may_edit(user, one, on)
    context: dict[str, Any] = {
        "one": one,
        "phone": selectors.phone_for(one),
        "may_edit": mine,
        "may_record": policies.may_record(user, kind=one.kind, area=one.area_code),
        "may_see_phone": bool(one.phone) and access.allows(user, policies.SEE_PHONE, one.area_code),
        "may_grant": access.allows(user, policies.GRANT_AGENT, one.area_code),
        "may_merge": access.allows(user, policies.MERGE, one.area_code),
        "today": today_of(one.unit) if one.unit and one.unit.valid_to else (),
        "alikes": selectors.look_alikes_of(one) if mine else [],
        **_ties(one, on),
        **_papers(one, on),
        "entries": _history(user, one),
        "lots": _lots(one),
        "merges": list(one.merges.select_related("merged", "merged_by")),
        "on": on,
    }
    return render(request, "registry/organisation.html", context)


@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole phone number on the page, once; the look is in the trail."""
    one = organisation_for(request, pk)
    user, _on = present(request)
    phone = services.reveal_phone(organisation=one, actor=user)
    return render(request, "registry/phone.html", {"one": one, "phone": national(phone)})


def _ties(one: Organisation, on: date) -> dict[str, Any]:
    tree = selectors.members_tree(one, on, _MEMBERS + 1)
    past = selectors.members_of(one).filter(valid_to__lt=on)[:_MEMBERS]
    current = {
        tie.member_id: tie for tie in selectors.members_of(one).filter(selectors.in_force(on))[:_MEMBERS]
    }
    return {
        "branches": [
            (branch, current.get(branch.organisation.pk) if branch.depth == 0 else None)
            for branch in tree[:_MEMBERS]
        ],
        "more_branches": len(tree) > _MEMBERS,
        "past_members": past,
        "memberships": selectors.memberships_of(one)[:_MEMBERS],
        "representations": selectors.representations_of(one)[:_MEMBERS],
        "households": selectors.households_of(one, on).count(),
        "represented": one.represented.filter(merged_into=None).count(),
        "agents": selectors.agents_of(one)[:_MEMBERS],
    }


def _papers(one: Organisation, on: date) -> dict[str, Any]:
    papers = [
        {"paper": paper, "standing": worth, "label": selectors.STANDING_LABELS[worth], "tone": _TONES[worth]}
        for paper in selectors.certificates_of(one)[:_LANDS]
        for worth in (selectors.standing(paper, on),)
    ]
    lands = GrowingArea.objects.filter(organisation=one).select_related("commodity", "unit").defer("words")
    allowed = selectors.consents([one.pk], on).get(one.pk, frozenset())
    return {
        "papers": papers,
        "lands": (shown := list(lands[:_LANDS])),
        "map_data": [_on_map(land) for land in shown if land.polygon or land.lat is not None],
        "purposes": [(label, value in allowed) for value, label in Consent.Purpose.choices],
        "consents": selectors.consents_of(one)[:_HISTORY],
    }


_TONES = {
    selectors.Standing.VALID: "good",
    selectors.Standing.SOON: "warn",
    selectors.Standing.NOT_YET: "",
    selectors.Standing.EXPIRED: "bad",
    selectors.Standing.REVOKED: "bad",
}


def _on_map(land: GrowingArea) -> dict[str, Any]:
    return {
        "name": land.name,
        "goods": land.commodity.name_vi,
        "lat": land.lat,
        "lon": land.lon,
        "polygon": land.polygon,
    }


def _history(user: User, one: Organisation) -> list[dict[str, Any]]:
    """What the trail says of it, for those who may read the trail."""
    rows = audit.history(viewer=user, object_type="registry.organisation", object_id=str(one.pk))
    return [
        {"at": entry.at, "actor": entry.actor, "said": say(entry.verb, entry.object_label, entry.facts)}
        for entry in rows[:_HISTORY]
    ]


def _lots(one: Organisation) -> dict[str, Any]:
    """How many lots name it, and where they are listed, on sites that have that page."""
    url = url_or_blank("supply:list")
    count = getattr(one, "lots", None)
    return {"url": f"{url}?q={one.code}" if url else "", "count": count.count() if count is not None else 0}
