"""Memberships, representatives and agents: dated, sensible, never in a circle, never twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from cungcau.domain.registry import selectors, services
from cungcau.domain.registry.models import Membership, Organisation, Representation
from cungcau.kernel.errors import DomainError
from cungcau.platform.audit.models import Entry
from tests.domain.registry.registry_rows import ON, ends_at_once, join, org, record_more
from tests.domain.season_rows import SOURCE, START, person, record_people, record_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> None:
    record_places()
    record_people()
    record_more()


def codes(rows: object) -> set[str]:
    return {one.code for one in rows}  # type: ignore[attr-defined]


def refused(code: str) -> object:
    return pytest.raises(DomainError, match=f"^{code}")


def test_members_are_counted_through_all_levels(people: None) -> None:
    join("H4", "THT")
    join("H5", "THT")
    join("THT", "HTX2")
    join("HTX2", "LH")
    join("HTX", "LH")
    assert codes(selectors.households_of(org("LH"), ON)) == {
        "THT",
        "H4",
        "H5",
        "HTX2",
        "HTX",
        "H1",
        "H2",
        "H3",
    }
    assert codes(selectors.households_of(org("HTX"), ON)) == {"H1", "H2", "H3"}  # represented, no members yet
    tree = selectors.members_tree(org("LH"), ON)
    assert [(one.organisation.code, one.depth, one.below) for one in tree] == [
        ("HTX2", 0, 3), ("THT", 1, 2), ("H5", 2, 0), ("H4", 2, 0), ("HTX", 0, 0),
    ]  # fmt: skip
    entry = Entry.objects.filter(verb="registry.member_added").latest("pk")
    assert entry.facts["member"] == "HTX Hồng Tân Mỹ" and entry.object_id == str(org("LH").pk)


def test_days_are_kept(people: None) -> None:
    tie = join("H4", "THT", date(2020, 1, 1))
    join("H5", "THT", None, date(2021, 6, 30))
    assert codes(selectors.households_of(org("THT"), ON)) == {"H4"}
    assert codes(selectors.households_of(org("THT"), date(2021, 6, 30))) == {"H4", "H5"}
    officer = person("can-bo", "commune_officer", "20.06172")
    services.end_member(pk=tie.pk, last=ON - timedelta(1), actor=officer, on=ON)
    assert codes(selectors.households_of(org("THT"), ON)) == set()
    with refused("tie_ended"):
        services.end_member(pk=tie.pk, last=ON, actor=officer, on=ON)
    join("H4", "THT", ON)  # joins again


@pytest.mark.parametrize(
    ("member", "of", "role", "fits"),
    [
        ("household", "group", "member", True), ("household", "cooperative", "member", True),
        ("household", "union", "member", False), ("household", "household", "member", False),
        ("group", "cooperative", "member", True), ("cooperative", "group", "member", False),
        ("cooperative", "union", "member", True), ("union", "union", "member", False),
        ("enterprise", "cooperative", "member", True), ("household", "enterprise", "associate", True),
        ("household", "enterprise", "member", False), ("agency", "cooperative", "member", False),
        ("cooperative", "processor", "associate", True), ("trader", "household", "associate", False),
    ],
)  # fmt: skip
def test_which_kinds_make_sense(member: str, of: str, role: str, fits: bool) -> None:
    assert services.makes_sense(member, of, role) is fits


def test_nobody_belongs_twice_nor_in_a_circle(people: None) -> None:
    join("H4", "THT", date(2020, 1, 1), date(2020, 12, 31))
    with refused("membership_twice"):
        join("H4", "THT", date(2020, 12, 31))
    join("H4", "THT", date(2021, 1, 1))
    with refused("membership_kinds"):
        join("HTX", "THT")
    Organisation.objects.filter(code="TL").update(kind="enterprise")
    join("TL", "HTX", role="member")
    with refused("membership_circle"):
        join("HTX", "TL", role="associate")
    with refused("registry_days_out_of_order"):
        join("H5", "THT", ON, ON - timedelta(1))
    assert Membership.objects.count() == 3


def test_the_database_itself_keeps_the_rules(people: None) -> None:
    join("H4", "THT")
    same = {"member": org("H4"), "of": org("THT"), "source": SOURCE}
    for facts in (same, {**same, "of": org("H4")}, {**same, "of": org("HTX"), "role": "king"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Representation.objects.create(represented=org("H1"), representative=org("THT"), source=SOURCE)


@pytest.mark.django_db(transaction=True)
def test_two_officers_adding_the_same_member_at_once() -> None:
    record_places()
    record_people()
    record_more()
    ends = ends_at_once(lambda: join("H4", "THT"), lambda: join("H4", "THT"))
    assert sorted(getattr(end, "code", "") for end in ends) == ["", "membership_twice"]
    assert Membership.objects.count() == 1


def test_the_representative_of_each_day_is_known(people: None) -> None:
    one = org("H1")
    assert [(row.representative.code, row.valid_from) for row in selectors.representations_of(one)] == [
        ("HTX", None)
    ]
    services.set_representative(pk=one.pk, representative=org("THT"), actor=None, on=ON)
    rows = list(selectors.representations_of(one))
    assert [(row.representative.code, row.valid_from, row.valid_to) for row in rows] == [
        ("THT", ON, None), ("HTX", None, ON - timedelta(1)),
    ]  # fmt: skip
    assert org("H1").representative == org("THT") and org("H1").version == 2
    assert codes(selectors.households_of(org("HTX"), ON - timedelta(1))) == {"H1", "H2", "H3"}
    assert codes(selectors.households_of(org("HTX"), ON)) == {"H2", "H3"}
    services.set_representative(pk=one.pk, representative=None, actor=None, on=ON + timedelta(5))
    services.set_representative(pk=one.pk, representative=org("HTX"), actor=None, on=ON + timedelta(9))
    assert [row.valid_from for row in selectors.representations_of(one)] == [ON + timedelta(9), ON, None]
    with refused("representation_circle"):
        services.set_representative(pk=org("HTX").pk, representative=one, actor=None, on=ON)
    with refused("representation_of_itself"):
        services.set_representative(pk=one.pk, representative=one, actor=None, on=ON)


def test_a_table_that_names_another_representative_ends_the_former(people: None) -> None:
    rows = [services.OrganisationRow("H1", "Hộ Nông Thị Đào", "household", SOURCE, "06172", "THT")]
    services.record_organisations(rows=rows, on=ON, actor=None)
    services.record_organisations(rows=rows, on=ON, actor=None)
    found = [(row.representative.code, row.valid_to) for row in selectors.representations_of(org("H1"))]
    assert found == [("THT", None), ("HTX", ON - timedelta(1))]


def test_an_agent_acts_for_the_own_households_only(people: None) -> None:
    user, coordinator = person("dai-dien", "representative", "20"), person("dieu-phoi", "coordinator", "20")
    assert selectors.acting_for(user, ON) == frozenset()
    agent = services.add_agent(
        user=user, organisation=org("HTX"), days=services.Days(START), source=SOURCE, actor=coordinator
    )
    assert codes(selectors.organisations_of(user, ON)) == {"HTX"}
    assert selectors.acting_for(user, ON) == {org(code).pk for code in ("HTX", "H1", "H2", "H3")}
    assert codes(selectors.shown_to(user, ON)) == {"HTX", "H1", "H2", "H3"}
    assert selectors.may_edit(user, org("H1"), ON) and not selectors.may_edit(user, org("H4"), ON)
    with refused("agent_twice"):
        services.add_agent(
            user=user, organisation=org("HTX"), days=services.Days(), source="x", actor=coordinator
        )
    with refused("not_allowed"):
        services.add_agent(user=user, organisation=org("THT"), days=services.Days(), source="x", actor=user)
    # Its representative adds a member to the own cooperative, not to another one.
    services.add_member(
        member=org("H1"), of=org("HTX"), role="member", days=services.Days(), source="x", actor=user, on=ON
    )
    with refused("not_allowed"):
        services.add_member(
            member=org("H5"),
            of=org("THT"),
            role="member",
            days=services.Days(),
            source="x",
            actor=user,
            on=ON,
        )
    services.end_agent(pk=agent.pk, last=ON - timedelta(1), actor=coordinator)
    assert selectors.acting_for(user, ON) == frozenset()
    assert selectors.acting_for(user, ON - timedelta(1))


def test_a_buyer_sees_the_own_organisation_and_partners_are_open_to_officers(people: None) -> None:
    buyer = person("nguoi-mua", "buyer", "")
    services.add_agent(user=buyer, organisation=org("TL"), days=services.Days(), source="x", actor=None)
    assert codes(selectors.shown_to(buyer, ON)) == {"TL"}
    officer = person("can-bo", "commune_officer", "20.06172")
    seen = codes(selectors.shown_to(officer, ON))
    assert "TL" in seen and "H1" in seen and "H3" not in seen


def test_a_change_of_kind_must_fit_the_memberships(people: None) -> None:
    join("H4", "THT")
    with refused("membership_kinds"):
        services.change_organisation(
            pk=org("THT").pk, version=1, seen={"kind": "group"}, mine={"kind": "trader"}, actor=None, on=ON
        )
    services.change_organisation(
        pk=org("THT").pk, version=1, seen={"kind": "group"}, mine={"kind": "cooperative"}, actor=None, on=ON
    )
    assert org("THT").kind == "cooperative"
