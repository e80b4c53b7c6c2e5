"""One way to change a state: the table, the permission, the lock, the trail."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from errand import DO, ERRAND, LOOK, Errand
from people import MakeUser, Together

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import permissions
from cungcau.platform.access.roles import REPRESENTATIVE, VIEWER
from cungcau.platform.access.services import revoke_role
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.lifecycle.services import advance, register_moves, verbs_for


@pytest.fixture(scope="session")
def errand_table(django_db_setup: None, django_db_blocker: Any) -> None:
    """The table of the made-up model, which no migration knows."""
    with django_db_blocker.unblock():
        if Errand._meta.db_table not in connection.introspection.table_names():
            with connection.schema_editor() as editor:
                editor.create_model(Errand)


@pytest.fixture
def errand(errand_table: None, db: None) -> Errand:
    return Errand.objects.create(title="Chở hồng", area_code="20.06172")


@pytest.fixture
def doer(make_user: MakeUser) -> User:
    return make_user("lam.viec", role=REPRESENTATIVE, area="20")


def test_a_move_is_state_fields_and_trail_together(errand: Errand, doer: User) -> None:
    advance(errand, "take", actor=doer, permission=DO)
    row = advance(errand, "finish", actor=doer, permission=DO, fields={"minutes": 45}, minutes=45)
    assert (row.state, row.minutes) == (errand.state, errand.minutes) == ("done", 45)
    errand.refresh_from_db()
    assert (errand.state, errand.minutes) == ("done", 45)
    entry = Entry.objects.get(verb="errand.finish")
    assert entry.sentence == "làm xong việc Chở hồng trong 45 phút"
    assert (entry.actor, entry.area_code) == (doer, "20.06172")
    assert entry.facts == {"before": "taken", "after": "done", "minutes": 45}


def test_the_system_needs_no_permission(errand: Errand) -> None:
    assert advance(errand, "take", actor=None, permission=DO).state == "taken"
    assert Entry.objects.get(verb="errand.take").actor is None


@pytest.mark.parametrize(("verb", "code"), [("finish", "verb_not_allowed"), ("fly", "verb_unknown")])
def test_what_the_table_refuses_changes_nothing(errand: Errand, doer: User, verb: str, code: str) -> None:
    kept = Entry.objects.count()
    with pytest.raises(DomainError) as refusal:
        advance(errand, verb, actor=doer, permission=DO, fields={"minutes": 1})
    assert refusal.value.code == code
    errand.refresh_from_db()
    assert (errand.state, errand.minutes, Entry.objects.count()) == ("open", None, kept)


@pytest.mark.parametrize(
    ("role", "area"), [("", ""), (VIEWER, "20"), (REPRESENTATIVE, "89"), (REPRESENTATIVE, "20.06173")]
)
def test_who_may_not_changes_nothing(errand: Errand, make_user: MakeUser, role: str, area: str) -> None:
    somebody = make_user(role=role, area=area)
    kept = Entry.objects.count()
    with pytest.raises(DomainError) as refusal:
        advance(errand, "take", actor=somebody, permission=DO)
    assert refusal.value.code == "not_allowed"
    errand.refresh_from_db()
    assert (errand.state, Entry.objects.count()) == ("open", kept)


def test_the_permission_is_judged_on_the_row_as_it_is_not_as_it_was_shown(errand: Errand, doer: User) -> None:
    shown = Errand.objects.get(pk=errand.pk)
    Errand.objects.filter(pk=errand.pk).update(area_code="89.30001")
    with pytest.raises(DomainError) as refusal:
        advance(shown, "take", actor=doer, permission=DO)
    assert refusal.value.code == "not_allowed"


def test_a_stale_page_meets_the_new_state(errand: Errand, doer: User) -> None:
    stale = Errand.objects.get(pk=errand.pk)
    advance(errand, "take", actor=doer, permission=DO)
    with pytest.raises(DomainError) as refusal:
        advance(stale, "take", actor=doer, permission=DO)
    assert refusal.value.facts["state"] == "taken"


def test_a_thing_that_is_gone_is_not_found(errand: Errand, doer: User) -> None:
    Errand.objects.filter(pk=errand.pk).delete()
    with pytest.raises(DomainError) as refusal:
        advance(errand, "take", actor=doer, permission=DO)
    assert refusal.value.code == "not_found"


def test_an_unknown_permission_and_a_thing_without_states_are_crashes(errand: Errand, doer: User) -> None:
    with pytest.raises(permissions.UnknownPermission):
        advance(errand, "take", actor=doer, permission="errand.doo")
    with pytest.raises(TypeError, match="no lifecycle"):
        advance(doer, "take", actor=doer, permission=DO)


def test_a_failing_save_takes_the_trail_with_it(errand: Errand, doer: User) -> None:
    kept = Entry.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        advance(errand, "take", actor=doer, permission=DO, fields={"minutes": -1})
    errand.refresh_from_db()
    assert (errand.state, Entry.objects.count()) == ("open", kept)


@pytest.mark.parametrize("state", ["", "opened", "OPEN"])
def test_the_database_knows_the_states_too(errand: Errand, state: str) -> None:
    with pytest.raises(IntegrityError, match="lifecycle_errand_state"), transaction.atomic():
        Errand.objects.filter(pk=errand.pk).update(state=state)


def test_buttons_follow_state_and_rights(errand: Errand, doer: User, make_user: MakeUser) -> None:
    needs = {"take": DO, "finish": DO, "drop": DO}
    viewer = make_user(role=VIEWER)
    assert verbs_for(errand, doer, needs) == ("take", "drop")
    assert verbs_for(errand, viewer, needs) == ()
    assert verbs_for(errand, viewer, {"drop": LOOK}) == ("drop",)
    assert verbs_for(errand, doer, needs, area="89") == ()
    advance(errand, "take", actor=doer, permission=DO)
    assert verbs_for(errand, doer, needs) == ("finish", "drop")


def test_every_verb_has_its_sentence_and_no_other() -> None:
    with pytest.raises(ValueError, match="drop, throw"):
        register_moves(ERRAND, {"take": "nhận", "finish": "xong", "throw": "ném"})


def test_of_two_at_once_exactly_one_wins(
    errand_table: None, transactional_db: None, make_user: MakeUser, together: Together
) -> None:
    people = [make_user(f"nguoi-{number}", role=REPRESENTATIVE) for number in range(6)]
    errand = Errand.objects.create(title="Cân hàng")

    def take(person: User) -> object:
        return advance(Errand.objects.get(pk=errand.pk), "take", actor=person, permission=DO).state

    results = together([lambda person=person: take(person) for person in people])  # type: ignore[misc]
    refused = [one.code for one in results if isinstance(one, DomainError)]
    assert sorted(map(str, results)).count("taken") == 1
    assert refused == ["verb_not_allowed"] * 5
    assert Entry.objects.filter(verb="errand.take").count() == 1


def test_a_right_lost_a_moment_ago_is_lost(errand: Errand, doer: User) -> None:
    revoke_role(grant=doer.grants.get(), actor=None)  # type: ignore[attr-defined]
    with pytest.raises(DomainError):
        advance(errand, "take", actor=User.objects.get(pk=doer.pk), permission=DO)
