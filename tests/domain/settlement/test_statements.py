"""What households are owed and were paid: from weighed kg and frozen prices, never twice."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from cungcau.domain.orders import states as orders
from cungcau.domain.orders.models import Entry, Kind, OrderLine, PriceFlag, Slip, Terms
from cungcau.domain.orders.services import post
from cungcau.domain.settlement import states
from cungcau.domain.settlement.models import ItemKind, Payment, Statement
from cungcau.domain.settlement.services import (
    add_item,
    draft_statements,
    issue_statement,
    make_file,
    pay,
    record_deposit,
    remove_item,
    reverse,
    row_done,
    row_refused,
    set_account,
    set_price,
    void_statement,
)
from cungcau.kernel.errors import DomainError
from tests.at_once import at_once
from tests.domain.orders.order_rows import Ordered, agreed_order, organisation
from tests.domain.season_rows import SOURCE, Small, person
from tests.domain.settlement.settled_rows import arrived, weighed

TODAY = date(2021, 9, 27)


@pytest.fixture
def brought(small: Small) -> Ordered:
    return weighed(agreed_order(small), 600, 350)


def issued(ordered: Ordered) -> list[Statement]:
    return [
        issue_statement(statement=one, actor=None)
        for one in draft_statements(order=ordered.order, actor=None)
    ]


def paying(statement: Statement, amount: int, **facts: object) -> Payment:
    given = {"paid_on": TODAY, "actor": None, **facts}
    return pay(statement=statement, amount_vnd=amount, **given)  # type: ignore[arg-type]


def kg_paid_for(ordered: Ordered) -> tuple[int, ...]:
    slips = Slip.objects.filter(line=ordered.line).order_by("pk")
    return (OrderLine.objects.get(pk=ordered.line.pk).paid_kg, *(slip.paid_kg for slip in slips))


@pytest.mark.django_db
def test_a_household_is_owed_its_weighed_kg_at_the_frozen_price(brought: Ordered) -> None:
    first, second = issued(brought)
    assert (first.payee.code, first.kg, first.due_vnd) == ("H1", 600, 600 * 18_000)
    assert (second.payee.code, second.kg, second.due_vnd) == ("H2", 350, 350 * 18_000)
    assert (first.delivered_on, first.due_on) == (date(2021, 9, 29), date(2021, 10, 6))
    with pytest.raises(DomainError, match="nothing_to_settle"):
        draft_statements(order=brought.order, actor=None)


@pytest.mark.django_db
def test_deductions_stand_line_by_line(brought: Ordered) -> None:
    draft = draft_statements(order=brought.order, actor=None)[0]
    add_item(
        statement=draft, kind=ItemKind.ADVANCE, amount_vnd=1_000_000, text="Tạm ứng ngày 20/9", actor=None
    )
    fee = add_item(statement=draft, kind=ItemKind.FEE, amount_vnd=60_000, text="Phí sọt", actor=None)
    add_item(statement=draft, kind=ItemKind.OTHER_ON, amount_vnd=50_000, text="Thưởng đủ hàng", actor=None)
    remove_item(item=fee, actor=None)
    draft_statements(order=brought.order, actor=None)
    one = issue_statement(statement=draft, actor=None)
    assert one.due_vnd == 10_800_000 - 1_000_000 + 50_000
    assert [item.amount_vnd for item in one.items.exclude(kind=ItemKind.GOODS)] == [-1_000_000, 50_000]
    with pytest.raises(DomainError, match="statement_not_draft"):
        add_item(statement=one, kind=ItemKind.FEE, amount_vnd=1, text="muộn", actor=None)


@pytest.mark.django_db
def test_what_changed_since_the_draft_is_shown_before_it_is_issued(brought: Ordered) -> None:
    draft = draft_statements(order=brought.order, actor=None)[0]
    with transaction.atomic():
        for kind in (Kind.HARVESTED, Kind.RECEIVED):
            post(line=brought.line, kind=kind, kg=10, slip=brought.slips[0], actor=None)
    with pytest.raises(DomainError, match="statement_stale"):
        issue_statement(statement=draft, actor=None)
    assert Statement.objects.get(pk=draft.pk).kg == 610
    assert issue_statement(statement=draft, actor=None).due_vnd == 610 * 18_000


def weigh_again(ordered: Ordered, kg: int) -> None:
    """Correct what the first slip brought."""
    with transaction.atomic():
        post(
            line=ordered.line, kind=Kind.RECEIVED, kg=kg, slip=ordered.slips[0], actor=None, reason="cân nhầm"
        )  # fmt: skip


@pytest.mark.django_db
def test_a_later_correction_goes_on_the_next_statement(brought: Ordered) -> None:
    first = issued(brought)[0]
    weigh_again(brought, -20)
    (owes_back,) = draft_statements(order=brought.order, actor=None)
    back = issue_statement(statement=owes_back, actor=None)
    assert (back.number, back.due_vnd) == (2, -20 * 18_000)
    assert first.items.get().kg == 600
    paying(first, first.due_vnd)
    assert kg_paid_for(brought)[1] == 580


@pytest.mark.django_db
def test_what_was_paid_for_is_not_weighed_away(brought: Ordered) -> None:
    first = issued(brought)[0]
    done = paying(first, first.due_vnd)
    with pytest.raises(DomainError, match="paid_over_received"):
        weigh_again(brought, -20)
    reverse(payment=done, reason="cân nhầm", actor=None)
    void_statement(statement=first, reason="cân nhầm", actor=None)
    weigh_again(brought, -20)
    (again,) = draft_statements(order=brought.order, actor=None)
    assert (again.kg, again.due_vnd) == (580, 580 * 18_000)


@pytest.mark.django_db
def test_paid_in_parts_the_kg_follow_and_nothing_is_paid_beyond(brought: Ordered) -> None:
    first, second = issued(brought)
    paying(first, 4_000_000)
    assert (first.__class__.objects.get(pk=first.pk).state, kg_paid_for(brought)) == (
        "part_paid",
        (222, 222, 0),
    )
    with pytest.raises(DomainError, match="payment_beyond_due") as refused:
        paying(first, 6_800_001)
    assert refused.value.facts["left_vnd"] == 6_800_000
    paying(first, 6_800_000)
    paying(second, second.due_vnd)
    assert kg_paid_for(brought) == (950, 600, 350)
    assert set(Slip.objects.values_list("state", flat=True)) == {orders.SETTLED}
    assert Statement.objects.get(pk=first.pk).state == states.PAID
    with pytest.raises(DomainError, match="statement_not_payable"):
        paying(first, 1)


@pytest.mark.django_db
def test_a_payment_taken_back_gives_the_kg_back(brought: Ordered) -> None:
    first = issued(brought)[0]
    done = paying(first, first.due_vnd)
    reverse(payment=done, reason="ngân hàng trả lại", actor=None)
    assert kg_paid_for(brought) == (0, 0, 0)
    row = Statement.objects.get(pk=first.pk)
    assert (row.state, row.paid_vnd) == (states.ISSUED, 0)
    with pytest.raises(DomainError, match="payment_reversed_already"):
        reverse(payment=done, reason="lần nữa", actor=None)
    assert sum(Entry.objects.filter(kind=Kind.PAID).values_list("kg", flat=True)) == 0


@pytest.mark.django_db
def test_where_the_price_is_at_the_market_a_loss_is_borne_by_all(small: Small) -> None:
    ordered = agreed_order(small)
    market = Terms.objects.create(
        order=ordered.order, revision=2, price_vnd_per_kg=18_000, price_at="market", proposed_side="buyer",
        reason="giao tận chợ",
    )  # fmt: skip
    Terms.objects.filter(pk=ordered.terms.pk).update(state="superseded")
    yes = Terms.objects.get(pk=ordered.terms.pk).frozen_at
    Terms.objects.filter(pk=market.pk).update(
        state="frozen", seller_yes_at=yes, buyer_yes_at=yes, frozen_at=yes
    )
    weighed(ordered, 600, 350)
    with pytest.raises(DomainError, match="nothing_to_settle"):
        draft_statements(order=ordered.order, actor=None)
    arrived(ordered, 940, 900)
    first, second = issued(ordered)
    assert (first.kg, second.kg) == (568, 332) and first.kg + second.kg == 900
    for one in (first, second):
        paying(one, one.due_vnd)
    assert OrderLine.objects.get(pk=ordered.line.pk).state == orders.PAID


@pytest.mark.django_db
def test_another_price_needs_a_reason_and_stands_beside_the_frozen_one(brought: Ordered) -> None:
    draft = draft_statements(order=brought.order, actor=None)[0]
    item = draft.items.get()
    with pytest.raises(DomainError, match="reason_missing"):
        set_price(item=item, price_vnd_per_kg=15_000, reason=" ", actor=None)
    set_price(item=item, price_vnd_per_kg=15_000, reason="thương lái ép giá sau khi cắt", actor=None)
    draft_statements(order=brought.order, actor=None)
    kept = draft.items.get()
    assert (kept.price_vnd_per_kg, kept.frozen_vnd_per_kg, kept.amount_vnd) == (15_000, 18_000, 9_000_000)
    flag = PriceFlag.objects.get()
    assert (flag.said_vnd_per_kg, flag.frozen_vnd_per_kg, flag.line_id) == (15_000, 18_000, brought.line.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"amount": 0}, "amount_not_positive"),
        ({"amount": 1, "paid_on": date(2021, 9, 28)}, "payment_in_future"),
    ],
)
def test_senseless_payments_are_refused(brought: Ordered, facts: dict[str, object], code: str) -> None:
    one = issued(brought)[0]
    with pytest.raises(DomainError, match=code):
        paying(one, **facts)  # type: ignore[arg-type]
    assert not Payment.objects.exists()


@pytest.mark.django_db
def test_a_bank_transfer_counts_once(brought: Ordered) -> None:
    first, second = issued(brought)
    paying(first, 100, method="bank", bank_ref="FT21270001")
    with pytest.raises(DomainError, match="bank_ref_used"):
        paying(second, 100, method="bank", bank_ref="FT21270001")
    number = uuid.uuid4()
    assert paying(second, 50, client_uuid=number) == paying(second, 50, client_uuid=number)
    assert Statement.objects.get(pk=second.pk).paid_vnd == 50


@pytest.mark.django_db
def test_a_statement_waits_in_one_transfer_file(brought: Ordered) -> None:
    first, second = issued(brought)
    with pytest.raises(DomainError, match="account_missing"):
        make_file(statements=[first, second], actor=None)
    for code, number in (("H1", "0123 456 789"), ("H2", "99887766")):
        set_account(
            owner=organisation(code),
            bank_bin="970415",
            number=number,
            holder="MINH HOA",
            source=SOURCE,
            actor=None,
        )
    file = make_file(statements=[first, second], actor=None)
    one, two = file.rows.order_by("pk")
    assert (file.total_vnd, one.text, one.account.masked) == (
        950 * 18_000,
        "DH 1 Ho Nong Thi Dao",
        "••••••6789",
    )
    with pytest.raises(DomainError, match="statement_in_file"):
        make_file(statements=[first], actor=None)
    with pytest.raises(DomainError, match="statement_in_file"):
        paying(first, 100)
    row_done(row=one, bank_ref="FT1", paid_on=TODAY, actor=None)
    row_refused(row=two, reason="sai tên", actor=None)
    with pytest.raises(DomainError, match="transfer_done"):
        row_done(row=two, bank_ref="FT2", paid_on=TODAY, actor=None)
    file.refresh_from_db()
    assert (file.state, Statement.objects.get(pk=first.pk).state) == (states.DONE, states.PAID)
    paying(Statement.objects.get(pk=second.pk), 100)


@pytest.mark.django_db
def test_a_void_statement_frees_its_kg(brought: Ordered) -> None:
    first = issued(brought)[0]
    void_statement(statement=first, reason="nhầm hộ", actor=None)
    (again,) = draft_statements(order=brought.order, actor=None)
    assert (again.payee_id, again.number, again.kg) == (first.payee_id, 2, 600)


@pytest.mark.django_db
def test_deposits_are_rows_and_never_below_nothing(brought: Ordered) -> None:
    record_deposit(order=brought.order, amount_vnd=5_000_000, on=TODAY, actor=None)
    with pytest.raises(DomainError, match="reason_missing"):
        record_deposit(order=brought.order, amount_vnd=-1, on=TODAY, actor=None)
    with pytest.raises(DomainError, match="deposit_beyond_there"):
        record_deposit(order=brought.order, amount_vnd=-5_000_001, on=TODAY, reason="trả lại", actor=None)
    record_deposit(
        order=brought.order, amount_vnd=-5_000_000, on=TODAY, reason="trừ vào tiền hàng", actor=None
    )
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE settlement_deposit SET amount_vnd = 1")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "code"), [("viewer", "order_not_found"), ("commune_officer", "not_allowed")]
)
def test_who_may_not_settle_changes_nothing(brought: Ordered, role: str, code: str) -> None:
    somebody = person("ai-do", role)
    with pytest.raises(DomainError, match=code):
        draft_statements(order=brought.order, actor=somebody)
    assert not Statement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_paying_the_last_of_a_statement(small: Small) -> None:
    one = issued(weighed(agreed_order(small), 600, 350))[0]
    found = at_once(*[lambda: paying(one, 6_000_000)] * 6)
    done = [each for each in found if isinstance(each, Payment)]
    refused = [each.code for each in found if isinstance(each, DomainError)]
    assert len(done) == 1 and refused == ["payment_beyond_due"] * 5
    assert Statement.objects.get(pk=one.pk).paid_vnd == 6_000_000


@pytest.mark.django_db(transaction=True)
def test_two_people_drafting_at_once_make_one_statement_a_household(small: Small) -> None:
    ordered = weighed(agreed_order(small), 600, 350)
    found = at_once(*[lambda: draft_statements(order=ordered.order, actor=None)] * 5)
    assert not [each for each in found if isinstance(each, Exception)]
    assert sorted(Statement.objects.values_list("payee__code", flat=True)) == ["H1", "H2"]
