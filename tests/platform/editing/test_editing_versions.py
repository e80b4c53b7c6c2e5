"""Two people at one record: one wins, the other sees what changed, and nothing is lost."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from basket import Basket, BasketForm, edit_basket
from django.core import signing
from django.test import Client
from django.utils import timezone
from people import MakeUser, Together, client_of

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.editing.seen import pack, unpack
from cungcau.platform.editing.versions import EditedMeanwhile

pytestmark = pytest.mark.urls("basket")


def opened(browser: Client, basket: Basket) -> dict[str, str]:
    """What the form holds when the page is opened, as a browser would send it."""
    return held(browser.get(f"/gio/{basket.pk}/").content.decode())


def held(page: str) -> dict[str, str]:
    fields = {}
    form = page[page.index("data-draft=") :]
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and (" checked" in tag or 'type="radio"' not in tag):
            fields[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    return fields


def save(browser: Client, basket: Basket, fields: dict[str, str], **changes: str) -> Any:
    return browser.post(f"/gio/{basket.pk}/", {**fields, **changes})


@pytest.fixture
def binh(make_user: MakeUser) -> User:
    return make_user("binh", full_name="Trần Thị Bình")


def test_a_quiet_edit_writes_only_what_was_changed(basket: Basket, as_user: Client) -> None:
    fields = opened(as_user, basket)
    assert fields["kg"] == "500" and fields["ready"] == "2021-09-15" and fields["version"] == "1"
    assert save(as_user, basket, fields, kg="700").status_code == 302
    basket.refresh_from_db()
    assert (basket.kg, basket.name, basket.price, basket.version) == (700, "Hồng nhà Lan", 25000, 2)


def test_without_a_clash_both_changes_stay(basket: Basket, as_user: Client, binh: User) -> None:
    theirs, mine = client_of(binh), as_user
    early, late = opened(theirs, basket), opened(mine, basket)
    save(theirs, basket, early, kg="450")
    asked = save(mine, basket, late, grade="2")
    page = asked.content.decode()
    assert asked.status_code == 409 and "Không ô nào bị sửa trùng" in page
    assert "Trần Thị Bình" in page and "<strong>450</strong>" in page
    assert Basket.objects.get().grade == "1"
    assert save(mine, basket, held(page)).status_code == 302
    basket.refresh_from_db()
    assert (basket.kg, basket.grade, basket.version) == (450, "2", 3)


def test_a_clash_must_be_chosen_and_the_choice_holds(basket: Basket, as_user: Client, binh: User) -> None:
    theirs, mine = client_of(binh), as_user
    early, late = opened(theirs, basket), opened(mine, basket)
    save(theirs, basket, early, kg="450", grade="2")
    page = save(mine, basket, late, kg="620", name="Hồng nhà Lan và Hùng").content.decode()
    assert "Có 1 ô cả hai cùng sửa" in page
    assert "<strong>450</strong>" in page and "<strong>620</strong>" in page and "Loại 2" in page
    again = held(page)
    assert again["kg"] == "620" and again["version"] == "2" and "merge-kg" not in again
    refused = save(mine, basket, again)
    assert refused.status_code == 200 and "Hãy chọn giữ giá trị nào" in refused.content.decode()
    assert Basket.objects.get().kg == 450
    for choice, kg in (("mine", 620), ("theirs", 450)):
        Basket.objects.filter(pk=basket.pk).update(kg=450, version=2, name=basket.name)
        assert save(mine, basket, again, **{"merge-kg": choice}, once_token="").status_code == 302
        after = Basket.objects.get()
        assert (after.kg, after.grade, after.name) == (kg, "2", "Hồng nhà Lan và Hùng")


def test_a_third_change_meanwhile_is_shown_again(basket: Basket, as_user: Client, binh: User) -> None:
    theirs = client_of(binh)
    late = opened(as_user, basket)
    save(theirs, basket, opened(theirs, basket), kg="450")
    again = held(save(as_user, basket, late, kg="620").content.decode())
    save(theirs, basket, opened(theirs, basket), kg="430", price="26000")
    third = save(as_user, basket, again, **{"merge-kg": "mine"})
    page = third.content.decode()
    assert third.status_code == 409 and "<strong>430</strong>" in page and "<strong>620</strong>" in page
    last = save(as_user, basket, held(page), **{"merge-kg": "mine"})
    assert last.status_code == 302
    basket.refresh_from_db()
    assert (basket.kg, basket.price, basket.version) == (620, 26000, 4)


def test_the_same_change_by_both_asks_for_no_choice(basket: Basket, as_user: Client, binh: User) -> None:
    theirs, late = client_of(binh), opened(as_user, basket)
    save(theirs, basket, opened(theirs, basket), kg="450")
    page = save(as_user, basket, late, kg="450", name="Hồng").content.decode()
    assert "Không ô nào của bạn bị ảnh hưởng" in page and "merge-kg" not in page
    assert save(as_user, basket, held(page)).status_code == 302
    assert Basket.objects.get().name == "Hồng"


def test_ones_own_other_window_is_named(basket: Basket, as_user: Client) -> None:
    early, late = opened(as_user, basket), opened(as_user, basket)
    save(as_user, basket, early, kg="450")
    assert "bạn, ở một cửa sổ khác" in save(as_user, basket, late, kg="620").content.decode()


def test_a_foreign_key_is_named_not_numbered(basket: Basket, as_user: Client, user: User, binh: User) -> None:
    theirs, late = client_of(binh), opened(as_user, basket)
    save(theirs, basket, opened(theirs, basket), keeper=str(binh.pk))
    page = save(as_user, basket, late, keeper=str(user.pk)).content.decode()
    assert "<strong>binh</strong>" in page and f"<strong>{user}</strong>" in page
    save(as_user, basket, held(page), **{"merge-keeper_id": "mine"})
    assert Basket.objects.get().keeper == user


@pytest.mark.parametrize(
    "seen", ["", "rác", signing.dumps({"kg": 1}, salt="khác")], ids=["none", "junk", "foreign"]
)
def test_an_altered_form_is_refused(basket: Basket, as_user: Client, seen: str) -> None:
    reply = save(as_user, basket, opened(as_user, basket), seen=seen, kg="700")
    assert reply.status_code == 200 and "Hãy mở lại trang" in reply.content.decode()
    assert Basket.objects.get().kg == 500


def test_a_form_without_a_record_is_an_ordinary_one() -> None:
    form = BasketForm({"name": "Mới"})
    assert form.is_valid() and form.cleaned_data["name"] == "Mới"


def test_values_come_back_as_the_types_they_were() -> None:
    values: dict[str, object] = {
        "int": 5, "none": None, "true": True, "text": "hồng", "empty": "", "date": date(2021, 9, 15),
        "moment": timezone.make_aware(datetime(2021, 9, 15, 7, 30)), "time": time(6, 30), "float": 0.1,
        "decimal": Decimal("25000.00"), "list": ["a", date(2021, 9, 1), [1]], "id": UUID(int=7),
    }  # fmt: skip
    back = unpack(pack(values))
    assert back == values and [type(back[name]) for name in values] == [type(v) for v in values.values()]
    with pytest.raises(TypeError):
        pack({"a": object()})
    with pytest.raises(DomainError) as refused:
        unpack(pack(values) + "x")
    assert refused.value.code == "form_token_invalid"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_one_moment_exactly_one_wins(
    basket: Basket, user: User, make_user: MakeUser, together: Together
) -> None:
    binh = make_user("binh")
    for round_ in range(5):
        Basket.objects.filter(pk=basket.pk).update(kg=500, grade="1", version=1)
        seen = {"kg": 500, "grade": "1"}

        def work(actor: User, mine: dict[str, object], seen: dict[str, object] = seen) -> object:
            return edit_basket(basket, version=1, seen=seen, mine=mine, actor=actor)

        results = together(
            [
                lambda: work(user, {"kg": 450, "grade": "1"}),
                lambda: work(binh, {"kg": 620, "grade": "2"}),
            ]
        )
        lost = [result for result in results if isinstance(result, EditedMeanwhile)]
        assert len(lost) == 1 and sum(isinstance(result, Basket) for result in results) == 1, round_
        basket.refresh_from_db()
        first_won = isinstance(results[0], Basket)
        assert (basket.kg, basket.grade) == ((450, "1") if first_won else (620, "2"))
        assert basket.version == 2 and lost[0].version == 2
        kg = next(clash for clash in lost[0].clashes if clash.field == "kg")
        assert (kg.seen, kg.theirs, kg.mine) == (500, basket.kg, 620 if first_won else 450)
