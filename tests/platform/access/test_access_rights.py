"""Who may do what, where, and from when to when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from people import MakeUser

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import permissions, roles, selectors, services
from cungcau.platform.access.areas import covers
from cungcau.platform.access.models import Grant
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.services import deactivate
from cungcau.platform.audit.models import Entry

SEE = permissions.register("orchard.see_tree", "Xem cây", roles=(roles.VIEWER, roles.COMMUNE_OFFICER))
CUT = permissions.register("orchard.cut_tree", "Chặt cây")


@pytest.mark.parametrize(
    ("wide", "narrow", "inside"),
    [
        ("", "", True),
        ("", "20.06172", True),
        ("20", "20", True),
        ("20", "20.06172", True),
        ("20", "", False),
        ("20", "2", False),
        ("2", "20", False),
        ("20", "201", False),
        ("20.06172", "20", False),
        ("20.06172", "20.061720", False),
    ],
)
def test_an_area_contains_what_lies_below_it(wide: str, narrow: str, inside: bool) -> None:
    assert covers(wide, narrow) is inside


def test_an_unknown_permission_is_a_crash_not_a_no(make_user: MakeUser) -> None:
    for somebody in (AnonymousUser(), make_user(role=roles.ADMINISTRATOR)):
        for ask in (services.allows, services.require):
            with pytest.raises(permissions.UnknownPermission):
                ask(somebody, "orchard.se_tree")


def test_unknown_roles_and_odd_codes_are_crashes(user: User) -> None:
    with pytest.raises(roles.UnknownRole):
        services.grant_role(user=user, role="king", actor=None)
    with pytest.raises(roles.UnknownRole):
        permissions.register("orchard.plant", "Trồng cây", roles=("king",))
    with pytest.raises(ValueError, match="looks like"):
        permissions.register("orchard", "Vườn")
    with pytest.raises(ValueError, match="different labels"):
        permissions.register("orchard.see_tree", "Nhìn cây")


def test_a_role_holds_what_the_apps_gave_it_and_only_over_its_area(make_user: MakeUser) -> None:
    officer = make_user(role=roles.COMMUNE_OFFICER, area="20.06172")
    assert services.allows(officer, SEE)
    assert services.allows(officer, SEE, "20.06172")
    assert not services.allows(officer, SEE, "20")
    assert not services.allows(officer, SEE, "20.06173")
    assert not services.allows(officer, SEE, "")
    assert not services.allows(officer, CUT)


def test_the_administrator_holds_everything(make_user: MakeUser) -> None:
    administrator = make_user(role=roles.ADMINISTRATOR)
    assert all(services.allows(administrator, code, "89.30001") for code in permissions.every())
    assert services.allows(administrator, CUT, "")


def test_several_grants_add_up(make_user: MakeUser) -> None:
    viewer = make_user(role=roles.VIEWER, area="20")
    services.grant_role(user=viewer, role=roles.VIEWER, area_code="89.30001", actor=None)
    assert selectors.areas_with(viewer, SEE) == {"20", "89.30001"}


def test_nobody_holds_nothing(user: User) -> None:
    for somebody in (AnonymousUser(), user):
        assert not services.allows(somebody, SEE)
        assert selectors.areas_with(somebody, SEE) == frozenset()


def test_a_refusal_names_the_right_in_words(user: User) -> None:
    with pytest.raises(DomainError) as refusal:
        services.require(user, SEE, "20")
    assert refusal.value.code == "not_allowed"
    assert refusal.value.facts == {"permission": SEE, "label": "Xem cây", "area": "20"}
    with pytest.raises(DomainError) as refusal:
        services.require(AnonymousUser(), SEE)
    assert refusal.value.code == "not_signed_in"


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [(0, None, True), (0, 0, True), (-9, -1, False), (1, None, False), (-9, 0, True)],
)
def test_grants_hold_from_their_first_to_their_last_day(
    user: User, first: int, last: int | None, holds: bool
) -> None:
    today = timezone.localdate()
    services.grant_role(
        user=user,
        role=roles.VIEWER,
        actor=None,
        valid_from=today + timedelta(first),
        valid_to=None if last is None else today + timedelta(last),
    )
    assert services.allows(user, SEE) is holds


def test_revoking_ends_a_grant_at_once_and_once(make_user: MakeUser) -> None:
    viewer = make_user(role=roles.VIEWER, area="20")
    grant = Grant.objects.get(user=viewer)
    services.revoke_role(grant=grant, actor=None)
    services.revoke_role(grant=grant, actor=None)
    assert not services.allows(User.objects.get(pk=viewer.pk), SEE)
    entry = Entry.objects.get(verb="access.role_revoked")
    assert (entry.area_code, entry.facts) == ("20", {"user": viewer.username, "role": "viewer"})


def test_a_switched_off_account_holds_nothing(make_user: MakeUser) -> None:
    viewer = make_user(role=roles.VIEWER)
    assert not services.allows(deactivate(user=viewer, actor=None), SEE)


def test_the_same_grant_twice_is_one(make_user: MakeUser) -> None:
    viewer = make_user(role=roles.VIEWER, area="20")
    again = services.grant_role(user=viewer, role=roles.VIEWER, area_code="20", actor=None)
    assert list(Grant.objects.filter(user=viewer)) == [again]
    assert Entry.objects.filter(verb="access.role_granted").count() == 1


@pytest.mark.parametrize("role", [roles.COORDINATOR, roles.VIEWER, ""])
def test_only_who_may_grant_grants(make_user: MakeUser, user: User, role: str) -> None:
    giver = make_user(role=role)
    kept = Entry.objects.count()
    with pytest.raises(DomainError) as refusal:
        services.grant_role(user=user, role=roles.ADMINISTRATOR, actor=giver)
    assert refusal.value.code == "not_allowed"
    assert not Grant.objects.filter(user=user).exists()
    assert Entry.objects.count() == kept


def test_an_administrator_of_an_area_grants_only_inside_it(make_user: MakeUser, user: User) -> None:
    giver = make_user(role=roles.ADMINISTRATOR, area="20")
    services.grant_role(user=user, role=roles.VIEWER, area_code="20.06172", actor=giver)
    for beyond in ("", "89", "2"):
        with pytest.raises(DomainError):
            services.grant_role(user=user, role=roles.VIEWER, area_code=beyond, actor=giver)
    grant = Grant.objects.get(user=user)
    assert (grant.area_code, grant.granted_by) == ("20.06172", giver)
    other = make_user(role=roles.ADMINISTRATOR, area="89")
    with pytest.raises(DomainError):
        services.revoke_role(grant=grant, actor=other)
    grant.refresh_from_db()
    assert grant.revoked_at is None


@pytest.mark.parametrize("area", ["20.", ".20", "20 06172", "20%", "_", "x" * 41, "20..1"])
def test_odd_area_codes_are_refused(user: User, area: str) -> None:
    with pytest.raises(DomainError) as refusal:
        services.grant_role(user=user, role=roles.VIEWER, area_code=area, actor=None)
    assert refusal.value.code == "area_invalid"


def test_days_in_the_wrong_order_are_refused(user: User) -> None:
    today = timezone.localdate()
    with pytest.raises(DomainError) as refusal:
        services.grant_role(user=user, role=roles.VIEWER, actor=None, valid_to=today - timedelta(1))
    assert refusal.value.code == "grant_days_invalid"


def test_lists_show_what_lies_below_a_grant(make_user: MakeUser) -> None:
    places = ["", "2", "20", "20.06172", "201", "89", "89.30001", "89.30002"]
    for place in places:
        make_user(role=roles.REPRESENTATIVE, area=place)
    rows = Grant.objects.filter(role=roles.REPRESENTATIVE)

    def seen(somebody: Any) -> list[str]:
        return sorted(services.visible(rows, somebody, SEE).values_list("area_code", flat=True))

    viewer = make_user(role=roles.VIEWER, area="20")
    assert seen(viewer) == ["20", "20.06172"]
    services.grant_role(user=viewer, role=roles.VIEWER, area_code="89.30002", actor=None)
    assert seen(viewer) == ["20", "20.06172", "89.30002"]
    assert seen(make_user(role=roles.VIEWER)) == sorted(places)
    assert seen(make_user()) == seen(AnonymousUser()) == []


def test_one_query_for_all_questions_of_a_request(
    make_user: MakeUser, django_assert_num_queries: Any
) -> None:
    viewer = User.objects.get(pk=make_user(role=roles.VIEWER, area="20").pk)
    with django_assert_num_queries(1):
        for _ in range(3):
            services.allows(viewer, SEE, "20.06172")
            services.allows(viewer, CUT)
            str(services.visible(Grant.objects.all(), viewer, SEE).query)
