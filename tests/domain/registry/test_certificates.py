"""Certificates count on the days they are good for; people are told before they run out. Consents too."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from cungcau.domain.registry import selectors, services
from cungcau.domain.registry.models import Certificate, Consent
from cungcau.domain.registry.selectors import Proof, Standing
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.editing.versions import EditedMeanwhile
from cungcau.platform.notify.models import Notification
from cungcau.reference.catalogue.models import CertificateKind, Commodity
from tests.domain.registry.registry_rows import ON, ends_at_once, org
from tests.domain.season_rows import SOURCE, person, record_catalogue, record_people, record_places

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def people(db: None) -> None:
    record_places()
    record_catalogue()
    record_people()


def paper(number: str = "VG-01", holder: str = "HTX", **facts: object) -> Certificate:
    kind = CertificateKind.objects.get(code="VG")
    given = {"kind": kind, "source": SOURCE, "number": number, **facts}
    return services.add_certificate(
        organisation=org(holder), paper=services.Paper(**given), actor=None, on=ON
    )  # type: ignore[arg-type]


def test_an_expired_one_stops_counting_when_it_is_read(people: None) -> None:
    one = paper(issued_on=date(2020, 10, 1), expires_on=ON)
    pk = one.organisation_id
    for day, counts in ((date(2020, 9, 30), False), (date(2020, 10, 1), True), (ON, True), (ON + DAY, False)):
        assert (selectors.certificates_valid([pk], day) == {pk: frozenset({"VG"})}) is counts, day
    assert selectors.standing(one, ON) is Standing.SOON
    assert selectors.standing(one, ON + DAY) is Standing.EXPIRED
    assert selectors.standing(one, date(2020, 9, 30)) is Standing.NOT_YET
    assert selectors.standing(paper("VG-02"), ON) is Standing.VALID


def test_goods_on_the_paper_narrow_it(people: None) -> None:
    hong = Commodity.objects.get()
    na = Commodity.objects.create(code="na", name_vi="Na", folded="na", source=SOURCE)
    pk = paper(commodity=hong).organisation_id
    assert selectors.certificates_valid([pk], ON, commodity_id=hong.pk)
    assert selectors.certificates_valid([pk], ON, commodity_id=na.pk) == {}


def test_what_is_claimed_is_compared_with_papers_in_one_question(
    people: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    paper(holder="HTX")
    paper(holder="H1", expires_on=ON - DAY)
    ids = {code: org(code).pk for code in ("HTX", "H1", "H2")}
    with django_assert_num_queries(1):
        found = selectors.proofs([(pk, "VG") for pk in ids.values()], ON)
    assert {code: found[pk, "VG"] for code, pk in ids.items()} == {
        "HTX": Proof.SEEN, "H1": Proof.EXPIRED, "H2": Proof.UNSEEN,
    }  # fmt: skip


def test_a_revoked_one_stays_and_does_not_count(people: None) -> None:
    one = paper()
    officer, agent = person("can-bo", "commune_officer", "20.06172"), person("dai-dien", "representative")
    services.add_agent(user=agent, organisation=org("HTX"), days=services.Days(), source="x", actor=None)
    for actor, reason, code in ((agent, "lý do", "not_allowed"), (officer, " ", "registry_reason_missing")):
        with pytest.raises(DomainError, match=f"^{code}"):
            services.revoke_certificate(pk=one.pk, first=ON, reason=reason, actor=actor, on=ON)
    services.revoke_certificate(pk=one.pk, first=ON, reason="Thanh tra 12/9", actor=officer, on=ON)
    one.refresh_from_db()
    assert selectors.certificates_valid([one.organisation_id], ON - DAY)
    assert not selectors.certificates_valid([one.organisation_id], ON)
    assert selectors.standing(one, ON) is Standing.REVOKED
    with pytest.raises(DomainError, match="certificate_revoked"):
        services.revoke_certificate(pk=one.pk, first=ON, reason="x", actor=officer, on=ON)


def test_the_same_number_once_and_days_in_order(people: None) -> None:
    paper()
    for facts, code in (
        ({}, "certificate_twice"), ({"number": "2", "issued_on": ON, "expires_on": ON - DAY}, "registry_days"),
        ({"number": "3", "source": " "}, "registry_source_missing"),
    ):  # fmt: skip
        with pytest.raises(DomainError, match=f"^{code}"):
            paper(**facts)  # type: ignore[arg-type]
    assert Certificate.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.update(revoked_on=ON)


def test_two_people_at_one_paper(people: None) -> None:
    one = paper(expires_on=ON)
    seen = {"expires_on": ON, "issuer": ""}
    services.change_certificate(
        pk=one.pk, version=1, seen=seen, mine={"expires_on": ON + DAY, "issuer": ""}, actor=None, on=ON
    )
    with pytest.raises(EditedMeanwhile) as refused:
        services.change_certificate(
            pk=one.pk, version=1, seen=seen, mine={"expires_on": ON, "issuer": "Quacert"}, actor=None, on=ON
        )
    assert refused.value.theirs == {"expires_on": ON + DAY}
    one.refresh_from_db()
    assert (one.version, one.expires_on, one.issuer) == (2, ON + DAY, "")
    assert Entry.objects.get(verb="registry.certificate_changed").facts["changes"]["expires_on"][1] == str(
        ON + DAY
    )


def test_people_are_reminded_once_at_each_step(people: None) -> None:
    officer = person("can-bo", "commune_officer", "20.06172")
    person("dieu-phoi", "coordinator", "20")
    agent = person("dai-dien", "representative")
    services.add_agent(user=agent, organisation=org("HTX"), days=services.Days(), source="x", actor=None)
    last = ON + timedelta(days=90)
    paper(expires_on=last)
    told = []
    for left in (90, 61, 60, 45, 30, 29, 8, 7, 1, 0):
        if services.remind_of_certificates(on=last - timedelta(days=left)):
            told.append(left)
        assert services.remind_of_certificates(on=last - timedelta(days=left)) == 0
    assert told == [60, 30, 7]
    assert services.remind_of_certificates(on=last + DAY) == 0
    assert set(Notification.objects.values_list("user", flat=True)) == {officer.pk, agent.pk}
    first = Notification.objects.filter(user=agent).earliest("pk")
    assert "VietGAP" in first.spoken.subject and "60 ngày" in first.spoken.subject
    assert first.link == f"/to-chuc/{org('HTX').pk}/"


@pytest.mark.django_db(transaction=True)
def test_two_workers_remind_once() -> None:
    record_places()
    record_catalogue()
    record_people()
    person("can-bo", "commune_officer", "20.06172")
    paper(expires_on=ON + timedelta(days=10))
    ends = ends_at_once(*[lambda: services.remind_of_certificates(on=ON)] * 3)
    assert ends == [None, None, None]
    assert Notification.objects.count() == 1


def consent(purpose: str, given: bool, day: date, holder: str = "H1") -> Consent:
    known = User.objects.filter(username="can-bo").first()
    officer = known or person("can-bo", "commune_officer", "20.06172")
    return services.record_consent(
        organisation=org(holder), purpose=purpose, given=given, how="call", day=day, actor=officer, on=ON
    )


def test_the_latest_answer_to_each_purpose_counts(people: None) -> None:
    pk = org("H1").pk
    assert selectors.consents([pk], ON) == {}  # silence is a no
    consent("publish_name", True, ON - 9 * DAY)
    consent("publish_phone", True, ON - 9 * DAY)
    consent("publish_phone", False, ON - 2 * DAY)
    assert selectors.consents([pk, org("H2").pk], ON) == {pk: frozenset({"publish_name"})}
    assert selectors.consents([pk], ON - 3 * DAY) == {pk: frozenset({"publish_name", "publish_phone"})}
    consent("publish_phone", True, ON - 2 * DAY)  # the same day, recorded later
    assert selectors.consents([pk], ON)[pk] == {"publish_name", "publish_phone"}
    assert Entry.objects.filter(verb="registry.consent_withdrawn").count() == 1
    for purpose, day, code in (
        ("spam", ON, "consent_unknown"),
        ("publish_name", ON + DAY, "consent_in_future"),
    ):
        with pytest.raises(DomainError, match=code):
            consent(purpose, True, day)
    with pytest.raises(DomainError, match="not_allowed"):
        consent("publish_name", True, ON, "H3")
