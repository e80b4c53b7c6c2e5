"""Claims: opened in time by one side, answered by the other, ended with what was agreed as correcting entries."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.test import override_settings
from PIL import Image

from cungcau.domain.logistics import states
from cungcau.domain.logistics.models import Arrival, Claim
from cungcau.domain.logistics.selectors import claims as asked
from cungcau.domain.logistics.services import claims
from cungcau.domain.logistics.services.arrivals import Said, say
from cungcau.domain.logistics.services.claims import Asked
from cungcau.kernel.errors import DomainError, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.files.pictures import path_of
from cungcau.platform.notify.models import Notification
from tests.at_once import at_once
from tests.domain.logistics.road_rows import DAY, agent, arrival_of, came
from tests.domain.logistics.test_arrivals import kg_of
from tests.domain.orders.order_rows import Ordered, agreed_order
from tests.domain.season_rows import Small, person

pytestmark = pytest.mark.django_db
BAD = Asked("quality", "Năm mươi ký bị thối", kg=50)


def arrived(small: Small, code: str = "DH-1") -> tuple[Ordered, Arrival]:
    """880 kg came on 26/9, 60 of them refused, 20 lost."""
    ordered = agreed_order(small, code)
    arrival = arrival_of(ordered)
    said = Said(880, 60, "Dập", at=came(DAY - timedelta(days=2)))
    return ordered, say(arrival=arrival, speaker="buyer", said=said, by_link=True)


def people() -> tuple[User, User, User]:
    return (
        agent("ben_mua", "buyer", "TL"),
        agent("ben_ban", "representative", "HTX"),
        person("to_truong", "coordinator"),
    )


def test_a_claim_for_bad_goods_is_agreed_in_part(small: Small) -> None:
    ordered, arrival = arrived(small)
    buyer, seller, officer = people()
    claim = claims.open_claim(arrival=arrival, side="buyer", asked=BAD, actor=buyer)
    assert (claim.state, claim.answer_until - claim.opened_at) == (states.OPEN_CLAIM, timedelta(days=3))
    answered = claims.answer_claim(claim=claim, text="Chịu 30 kg", kg=30, vnd=0, actor=seller)
    assert (answered.state, kg_of(ordered.line)) == (states.ANSWERED, (880, 820, 20))
    ended = claims.accept_answer(claim=claim, actor=buyer)
    assert (ended.state, ended.outcome_kg, kg_of(ordered.line)) == (states.PARTLY_AGREED, 30, (880, 790, 20))
    told = Notification.objects.filter(message="logistics.claim_news")
    assert set(told.values_list("user__username", flat=True)) == {"ben_mua", "ben_ban", officer.username}
    with pytest.raises(DomainError, match="verb_not_allowed"):
        claims.withdraw_claim(claim=claim, reason="thôi", actor=buyer)


def test_an_answer_that_grants_everything_ends_it(small: Small) -> None:
    ordered, arrival = arrived(small)
    claim = claims.open_claim(
        arrival=arrival, side="buyer", asked=Asked("short", "Cân lại thiếu 10 kg", kg=10, vnd=50_000)
    )
    ended = claims.answer_claim(claim=claim, text="Đúng vậy", kg=10, vnd=50_000, actor=None)
    assert (ended.state, kg_of(ordered.line)) == (states.AGREED, (870, 810, 30))
    assert asked.owed_for_lines([ordered.line.pk]) == {ordered.line.pk: 50_000}


def test_the_seller_claims_goods_refused_without_cause(small: Small) -> None:
    ordered, arrival = arrived(small)
    buyer, seller, officer = people()
    wanted = Asked("refused", "Hàng đúng loại 1", kg=60, vnd=100_000)
    claim = claims.open_claim(arrival=arrival, side="seller", asked=wanted, actor=seller)
    with pytest.raises(DomainError, match="claim_still_waits"):
        claims.end_claim(claim=claim, kg=0, vnd=0, reason="x", actor=officer)
    claims.answer_claim(claim=claim, text="Không đúng", kg=0, vnd=0, actor=buyer)
    ended = claims.end_claim(
        claim=claim, kg=40, vnd=100_000, reason="Xem ảnh: 40 kg đúng loại", actor=officer
    )
    assert (ended.state, kg_of(ordered.line)) == (states.PARTLY_AGREED, (880, 860, 20))
    assert asked.owed_for_lines([ordered.line.pk]) == {ordered.line.pk: -100_000}


def test_past_its_deadline_the_coordinator_ends_it(small: Small) -> None:
    _ordered, arrival = arrived(small)
    claim = claims.open_claim(arrival=arrival, side="buyer", asked=BAD)
    Claim.objects.filter(pk=claim.pk).update(answer_until=claim.opened_at - timedelta(hours=1))
    assert list(asked.waiting(Claim.objects.all())) == [claim]
    ended = claims.end_claim(claim=claim, kg=0, vnd=0, reason="Không có ảnh", actor=None)
    assert ended.state == states.REFUSED


def test_withdrawn_corrects_nothing(small: Small) -> None:
    ordered, arrival = arrived(small)
    claim = claims.open_claim(arrival=arrival, side="buyer", asked=BAD, by_link=True)
    with pytest.raises(DomainError, match="reason_missing"):
        claims.withdraw_claim(claim=claim, reason="", by_link=True)
    assert claims.withdraw_claim(claim=claim, reason="Đã thoả thuận", by_link=True).state == states.WITHDRAWN
    assert kg_of(ordered.line) == (880, 820, 20)


@pytest.mark.parametrize(
    ("side", "wanted", "code"),
    [
        ("buyer", Asked("quality", "x", kg=821), "claim_over_arrival"),
        ("seller", Asked("refused", "x", kg=61), "claim_over_arrival"),
        ("seller", Asked("short", "x", kg=21), "claim_over_arrival"),
        ("buyer", Asked("late", "x", kg=1), "claim_over_arrival"),
        ("buyer", Asked("late", "x"), "claim_asks_nothing"),
        ("buyer", Asked("late", " ", vnd=1), "input_invalid"),
        ("buyer", Asked("nonsense", "x", kg=1), "input_invalid"),
    ],
)
def test_what_cannot_be_claimed(small: Small, side: str, wanted: Asked, code: str) -> None:
    _ordered, arrival = arrived(small)
    with pytest.raises((DomainError, InputInvalid)) as refused:
        claims.open_claim(arrival=arrival, side=side, asked=wanted)
    assert refused.value.code == code
    assert not Claim.objects.exists()


def test_claims_come_in_time(small: Small) -> None:
    ordered = agreed_order(small)
    arrival = arrival_of(ordered)
    with pytest.raises(DomainError, match="claim_before_arrival"):
        claims.open_claim(arrival=arrival, side="buyer", asked=BAD)
    say(arrival=arrival, speaker="buyer", said=Said(900, at=came(DAY - timedelta(days=2))), by_link=True)
    with override_settings(CLAIM_DAYS=-1), pytest.raises(DomainError, match="claim_too_late"):
        claims.open_claim(arrival=arrival, side="buyer", asked=BAD)


def test_nobody_else_knows_of_a_claim(small: Small) -> None:
    _ordered, arrival = arrived(small)
    buyer, seller, officer = people()
    claim = claims.open_claim(arrival=arrival, side="buyer", asked=BAD, actor=buyer)
    for other in (
        person("can_bo", "commune_officer"),
        person("buon", "buyer"),
        person("dp91", "coordinator", "91"),
    ):
        assert asked.claim_for(other, claim.pk) is None
        with pytest.raises(DomainError, match="claim_not_found"):
            claims.answer_claim(claim=claim, text="x", kg=0, vnd=0, actor=other)
    for one in (buyer, seller, officer):
        assert asked.claim_for(one, claim.pk) == claim
    with pytest.raises(DomainError, match="not_allowed"):
        claims.answer_claim(claim=claim, text="x", kg=0, vnd=0, actor=buyer)


def picture(colour: tuple[int, int, int] = (200, 80, 20), size: int = 60) -> bytes:
    image = Image.new("RGB", (size, size), colour)
    exif = Image.Exif()
    exif[0x010E] = "nhà ông A, toạ độ 21,9"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_pictures_are_drawn_anew_and_kept_once(small: Small) -> None:
    _ordered, arrival = arrived(small)
    claim = claims.open_claim(arrival=arrival, side="buyer", asked=BAD)
    photo = claims.add_photo(claim=claim, side="buyer", content=picture(), actor=None)
    assert claims.add_photo(claim=claim, side="buyer", content=picture(), actor=None) == photo
    kept = path_of(photo.sha256).read_bytes()
    assert b"to\xe1\xba\xa1" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()
    with pytest.raises(DomainError, match="photo_unreadable"):
        claims.add_photo(claim=claim, side="buyer", content=b"<svg/>", actor=None)
    for shade in range(5):
        claims.add_photo(claim=claim, side="buyer", content=picture((shade * 40, 0, 0)), actor=None)
    with pytest.raises(DomainError, match="photos_too_many"):
        claims.add_photo(claim=claim, side="buyer", content=picture((1, 200, 1)), actor=None)


@pytest.mark.django_db(transaction=True)
def test_ended_by_three_at_once_corrects_once(small: Small) -> None:
    ordered, arrival = arrived(small)
    claim = claims.open_claim(arrival=arrival, side="buyer", asked=BAD)
    claims.answer_claim(claim=claim, text="Chịu 30", kg=30, vnd=0, actor=None)
    found = at_once(
        lambda: claims.accept_answer(claim=claim, by_link=True),
        lambda: claims.end_claim(claim=claim, kg=50, vnd=0, reason="cả", actor=None),
        lambda: claims.withdraw_claim(claim=claim, reason="thôi", by_link=True),
    )
    assert sum(isinstance(one, DomainError) for one in found) == 2
    claim.refresh_from_db()
    assert kg_of(ordered.line) == (880, 820 - claim.outcome_kg, 20)
