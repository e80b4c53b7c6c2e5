"""Doubles: found as they are entered, said to be others, or merged with everything that names them."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from django.db import connections, transaction

from cungcau.domain.registry import selectors, services
from cungcau.domain.registry.models import Certificate, KnownDifferent, Membership, Merge, Organisation
from cungcau.domain.supply.models import Lot, SeasonLedger
from cungcau.domain.supply.services import LedgerRow, record_ledger, record_lots
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.reference.catalogue.models import CertificateKind, Season
from cungcau.reference.geography.models import Unit
from tests.domain.registry.registry_rows import ON, ends_at_once, join, org, record_more
from tests.domain.season_rows import SOURCE, START, Small, lot, person, record_all

pytestmark = pytest.mark.django_db
DOUBLE = services.OrganisationRow(
    "H1B", "Nông Thị Đào", "household", SOURCE, "06172", phone="0912345678", goods="hồng"
)


def record_double() -> Organisation:
    services.record_organisations(rows=[DOUBLE], on=START, actor=None)
    return org("H1B")


def merge(kept: str, merged: str, actor: User | None = None, **chosen: str) -> Merge:
    one, other = Organisation.objects.get(code=kept), Organisation.objects.get(code=merged)
    return services.merge_organisations(
        kept=one.pk, merged=other.pk, chosen=chosen, versions={}, on=ON,
        actor=actor or User.objects.filter(username="dieu-phoi").first() or person("dieu-phoi", "coordinator"),
    )  # fmt: skip


def told(name: str, phone: str | None = None, area: str = "20.06172") -> list[tuple[str, tuple[str, ...]]]:
    found = selectors.look_alikes(name=name, phone=phone, area=area)
    return [(one.organisation.code, one.agrees) for one in found]


def test_who_looks_alike(small: Small) -> None:
    assert told("Hộ Nông Thị Đào", "+84912345678") == [("H1", ("phone", "name"))]
    assert told("hộ NÔNG THỊ ĐÀO") == [("H1", ("name",))]
    assert told("Nông Thị Đào") == [("H1", ("near",))]
    assert told("ông Nong Thi Dao", area="20") == [("H1", ("near",))]
    assert told("Nông Thị Đào", area="20.06124") == []
    assert told("Người lạ", "+84912345678", "91") == [("H1", ("phone",))]
    assert told("Lý Thị Hoa") == [] and told("???") == []
    [one] = selectors.look_alikes(name="x", phone="+84912345678", area="")
    assert one.told == "cùng số điện thoại (+8491•••78)"


def test_those_said_to_be_others_are_not_shown_again(small: Small) -> None:
    double = record_double()
    assert [one.organisation.code for one in selectors.look_alikes_of(double)] == ["H1"]
    officer = person("can-bo", "commune_officer", "20.06172")
    for _ in range(2):
        services.say_different(first=double, second=org("H1"), actor=officer, on=ON)
    assert selectors.look_alikes_of(double) == [] == selectors.look_alikes_of(org("H1"))
    assert KnownDifferent.objects.count() == 1 == Entry.objects.filter(verb="registry.said_different").count()


def test_a_household_entered_by_hand_keeps_what_it_was_said_to_differ_from(small: Small) -> None:
    entry = services.Entry(
        "Hộ Nông Thị Đào", "household", SOURCE, Unit.objects.get(code="06172", valid_to=None), "0987654321"
    )
    one = services.create_organisation(entry=entry, actor=None, on=ON, different=[org("H1").pk])
    two = services.create_organisation(entry=entry, actor=None, on=ON)
    assert (one.code, two.code) == ("ho-nong-thi-dao-20-06172", "ho-nong-thi-dao-20-06172-2")
    assert [found.organisation.code for found in selectors.look_alikes_of(one)] == [two.code]


def test_merging_moves_everything_that_names_it(small: Small) -> None:
    record_more()
    double = record_double()
    record_lots(season=small.season, rows=[lot("L9", "H1B", quantity_kg=300)], actor=None)
    ledger = [
        LedgerRow("H1", SOURCE, prior_offered_kg=500, prior_sold_kg=200),
        LedgerRow("H1B", SOURCE, prior_offered_kg=300, prior_sold_kg=100),
    ]
    record_ledger(season=small.season, rows=ledger, actor=None)
    join("H1", "THT", START)
    join("H1B", "THT")
    join("H1B", "HTX2")
    kind = CertificateKind.objects.get()
    for holder, number in (("H1", "1"), ("H1B", "1"), ("H1B", "2")):
        services.add_certificate(
            organisation=org(holder), paper=services.Paper(kind, SOURCE, number), actor=None, on=ON
        )
    services.set_representative(pk=org("H2").pk, representative=double, actor=None, on=ON)
    merge("H1", "H1B", name="merged", goods="merged")
    kept = org("H1")
    assert (kept.name, kept.goods, kept.representative, kept.version) == (
        "Nông Thị Đào",
        "hồng",
        org("HTX"),
        2,
    )
    assert Organisation.objects.get(code="H1B").merged_into == kept
    assert Lot.objects.get(code="L9").producer == kept
    line = SeasonLedger.objects.get()
    assert (line.producer, line.prior_offered_kg, line.prior_sold_kg) == (kept, 800, 300)
    assert {(tie.of.code, tie.valid_from) for tie in Membership.objects.filter(member=kept)} == {
        ("THT", None),
        ("HTX2", None),
    }
    assert set(Certificate.objects.filter(organisation=kept).values_list("number", flat=True)) == {"1", "2"}
    assert org("H2").representative == kept
    # Its code still leads somewhere, also for what is recorded from now on.
    assert selectors.by_code(["H1B"])["H1B"] == kept and selectors.ids_by_code(["H1B"]) == {"H1B": kept.pk}
    record_lots(season=small.season, rows=[lot("L10", "H1B")], actor=None)
    assert Lot.objects.get(code="L10").producer == kept
    assert "H1B" not in {one.code for one in selectors.organisations()}
    done = services.record_organisations(
        rows=[DOUBLE, replace(DOUBLE, code="H9", name="Hộ Mới")], on=ON, actor=None
    )
    assert (done.created, done.changed, done.unchanged) == (1, 0, 1)
    verbs = set(Entry.objects.filter(object_type="registry.organisation").values_list("verb", "object_label"))
    assert {("registry.merged", "Nông Thị Đào"), ("registry.merged_away", "Nông Thị Đào")} <= verbs
    assert "912345678" not in str(list(Merge.objects.values_list("before", "moved")))


def test_a_merge_can_be_taken_apart(small: Small) -> None:
    record_double()
    record_lots(season=small.season, rows=[lot("L9", "H1B")], actor=None)
    deed = merge("H1", "H1B")
    record_lots(season=small.season, rows=[lot("L10", "H1B")], actor=None)
    services.part(deed=deed.pk, actor=User.objects.get(username="dieu-phoi"), on=ON)
    assert {one.code: one.producer.code for one in Lot.objects.filter(code__in=("L1", "L9", "L10"))} == {
        "L1": "H1", "L9": "H1B", "L10": "H1",
    }  # fmt: skip
    assert selectors.ids_by_code(["H1B"]) == {"H1B": org("H1B").pk}
    with pytest.raises(DomainError, match="merge_not_found"):
        services.part(deed=deed.pk, actor=User.objects.get(username="dieu-phoi"), on=ON)


def test_merging_a_member_with_its_own_cooperative_makes_no_circle(small: Small) -> None:
    record_more()
    join("THT", "HTX2")
    merge("HTX2", "THT")
    assert not Membership.objects.filter(member=org("HTX2")).exists()
    assert org("HTX2").representative is None


def test_who_may_merge_and_what_is_refused(small: Small) -> None:
    double = record_double()
    officer = person("can-bo", "commune_officer", "20.06172")
    with pytest.raises(DomainError, match="not_allowed"):
        merge("H1", "H1B", officer)
    with pytest.raises(DomainError, match="merge_of_itself"):
        merge("H1", "H1")
    coordinator = User.objects.get(username="dieu-phoi")
    with pytest.raises(DomainError, match="compared_meanwhile"):
        services.merge_organisations(
            kept=org("H1").pk, merged=double.pk, chosen={}, versions={double.pk: 7}, actor=coordinator, on=ON
        )
    services.leave("supply.nothing")
    merge("H1", "H1B")
    with pytest.raises(DomainError, match="organisation_merged"):
        merge("H2", "H1B")
    with pytest.raises(DomainError, match="organisation_merged"):
        services.change_organisation(pk=double.pk, version=1, seen={}, mine={"name": "x"}, actor=None, on=ON)


@pytest.mark.django_db(transaction=True)
def test_two_merges_at_once_end_in_one() -> None:
    record_all()
    record_double()
    coordinator = person("dieu-phoi", "coordinator")
    ends = ends_at_once(
        lambda: merge("H1", "H1B", coordinator),
        lambda: merge("H1B", "H1", coordinator),
        lambda: merge("H1", "H1B", coordinator),
    )
    assert sorted(str(getattr(end, "code", "")) for end in ends) == [
        "",
        "organisation_merged",
        "organisation_merged",
    ]
    assert Merge.objects.count() == 1
    assert Organisation.objects.exclude(merged_into=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_lot_recorded_while_its_household_is_merged_is_never_left_behind() -> None:
    small = record_all()
    record_double()
    coordinator = person("dieu-phoi", "coordinator")
    ends = ends_at_once(
        lambda: merge("H1", "H1B", coordinator),
        *[
            lambda n=n: record_lots(season=small.season, rows=[lot(f"R{n}", "H1B")], actor=None)
            for n in range(4)
        ],  # type: ignore[misc]
    )
    assert ends == [None] * 5
    assert set(Lot.objects.filter(code__startswith="R").values_list("producer__code", flat=True)) == {"H1"}


@pytest.mark.django_db(transaction=True)
def test_a_merge_waits_for_what_is_being_recorded() -> None:
    small = record_all()
    record_double()
    coordinator = person("dieu-phoi", "coordinator")
    written, ended = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                record_lots(season=Season.objects.get(), rows=[lot("SLOW", "H1B")], actor=None)
                written.set()
                ended.wait(1)  # the merge has begun and waits
        finally:
            connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(10)
    merge("H1", "H1B", coordinator)
    ended.set()
    thread.join()
    assert Lot.objects.get(code="SLOW").producer.code == "H1"
    assert small.season.pk


def test_what_slipped_past_is_moved_by_the_hour(small: Small) -> None:
    double = record_double()
    merge("H1", "H1B")
    Lot.objects.filter(code="L2").update(producer=double)
    assert services.follow_merges() == 1
    assert Lot.objects.get(code="L2").producer == org("H1")
    assert services.follow_merges() == 0
