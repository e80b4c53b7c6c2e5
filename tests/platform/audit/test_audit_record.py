"""Writing the trail: with the deed or not at all, in plain facts, in known words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from trail_words import PICKED, pick, seal

from cungcau.kernel.errors import DomainError
from cungcau.platform.access import roles
from cungcau.platform.accounts.models import User
from cungcau.platform.audit import canonical, verbs
from cungcau.platform.audit.models import Entry
from cungcau.platform.audit.selectors import verify
from cungcau.platform.audit.services import record, words


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction() -> None:
    with pytest.raises(DomainError) as refusal:
        record(actor=None, verb=PICKED, thing=None)
    assert refusal.value.code == "audit_outside_transaction"
    assert not Entry.objects.exists()


def test_an_unknown_verb_is_a_crash(user: User) -> None:
    with pytest.raises(verbs.UnknownVerb):
        record(actor=user, verb="orchard.piked", thing=user)
    with pytest.raises(ValueError, match="different sentences"):
        verbs.register(PICKED, "bẻ {kg} kg")


def test_the_entry_goes_where_the_deed_goes(user: User) -> None:
    kept = Entry.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        user.full_name = "Khác"
        user.save()
        record(actor=user, verb=PICKED, thing=user)
        raise RuntimeError
    user.refresh_from_db()
    assert user.full_name == "Nguyễn Văn An"
    assert Entry.objects.count() == kept


def test_what_is_kept_and_how_it_reads(user: User) -> None:
    entry = record(actor=user, verb=PICKED, thing=user, area="20.06172", kg=1200, note="hồng vành khuyên")
    entry.refresh_from_db()
    assert (entry.object_type, entry.object_id, entry.object_label) == (
        "accounts.user",
        str(user.pk),
        "an.nguyen",
    )
    assert entry.sentence == "hái 1.200 kg ở an.nguyen"
    assert entry.folded == "an nguyen an nguyen 1200 hong vanh khuyen"
    assert (entry.sequence, entry.hash) == (None, "")
    seal()
    entry.refresh_from_db()
    assert entry.sequence is not None and len(entry.hash) == 64
    assert verify() is None


def test_a_missing_fact_and_a_forgotten_verb_still_read() -> None:
    assert verbs.say(PICKED, "vườn", {}) == "hái … kg ở vườn"
    assert verbs.say("orchard.gone", "vườn", {}) == "orchard.gone vườn"
    assert verbs.say(PICKED, "{kg.__class__}", {"kg": "{thing}"}) == "hái {thing} kg ở {kg.__class__}"


def test_facts_are_plain_values(user: User) -> None:
    facts = {
        "role": roles.role("viewer").code,
        "day": date(2021, 9, 27),
        "at": datetime(2021, 9, 27, 7, tzinfo=UTC),
        "share": Decimal("0.10"),
        "ratio": 1e20,
        "uuid": UUID(int=7),
        "whose": user,
        "names": {"b", "a"},
        "deep": {"x": [1, None, True, (2, "\x00\ud800")]},
        "language": User.Language.ENGLISH,
        "huge": 10**30,
    }
    entry = record(actor=user, verb=PICKED, thing=None, **facts)
    entry.refresh_from_db()
    assert entry.facts == {
        "role": "viewer",
        "day": "2021-09-27",
        "at": "2021-09-27T07:00:00+00:00",
        "share": "0.10",
        "ratio": "1e+20",
        "uuid": str(UUID(int=7)),
        "whose": f"accounts.user:{user.pk}",
        "names": ["a", "b"],
        "deep": {"x": [1, None, True, [2, "\ufffd?"]]},
        "language": "en",
        "huge": 10**30,
    }
    assert entry.digest == entry.expected_digest()


def test_what_has_no_settled_spelling_is_a_crash() -> None:
    for odd in (object(), b"bytes", 1j):
        with pytest.raises(TypeError):
            canonical.plain({"fact": odd})


@pytest.mark.parametrize("text", ["Đắk Lắk", "dak lak", "  ĐẮK–LẮK!"])
def test_words_are_found_with_or_without_marks(text: str) -> None:
    assert words(text) == "dak lak"


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.text()
    | st.floats()
    | st.decimals()
    | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


class RoundTrip(TestCase):
    @given(st.dictionaries(st.from_regex("[a-z]{1,6}", fullmatch=True), PLAIN, max_size=4))
    def test_any_fact_reads_back_with_the_same_digest(self, facts: dict[str, object]) -> None:
        reserved = {"actor", "verb", "thing", "area"}
        with transaction.atomic():
            entry = record(
                actor=None, verb=PICKED, thing=None, **{k: v for k, v in facts.items() if k not in reserved}
            )
        written = entry.digest
        entry = Entry.objects.get(pk=entry.pk)
        assert entry.digest == written == entry.expected_digest()


def test_pick_makes_one_entry_each(user: User) -> None:
    assert [entry.facts["kg"] for entry in pick(user, times=3)] == [0, 1, 2]
