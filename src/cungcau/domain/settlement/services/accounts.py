"""Bank accounts: written once, followed by another when they change, shown whole only on a logged look."""

from __future__ import annotations

import re

from django.db import transaction

from cungcau.domain.registry.models import Organisation
from cungcau.domain.registry.selectors import acting_for
from cungcau.domain.settlement import messages, policies
from cungcau.domain.settlement.models import BankAccount
from cungcau.kernel.errors import DomainError
from cungcau.platform.access import services as access
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock


def require_account(actor: User | None, owner: Organisation) -> None:
    """May they write or read this owner's account: an officer of its area, or who acts for it?"""
    if actor is None or access.allows(actor, policies.RECORD, owner.area_code):
        return
    if access.allows(actor, policies.RECORD_OWN) and owner.pk in acting_for(actor, clock.today()):
        return
    access.require(actor, policies.RECORD, owner.area_code)


@transaction.atomic
def set_account(
    *,
    owner: Organisation,
    bank_bin: str,
    number: str,
    holder: str,
    source: str,
    actor: User | None,
    bank_name: str = "",
) -> BankAccount:
    """Name the account money goes to from now on; the one before is closed, not changed.

    Raises ``bank_bin_invalid``, ``bank_account_invalid``, ``item_text_missing`` without holder or source,
    ``not_allowed``.
    """
    Organisation.objects.select_for_update(of=("self",)).get(pk=owner.pk)
    require_account(actor, owner)
    digits = re.sub(r"[\s.\-]+", "", number)
    if not re.fullmatch(r"[0-9]{6}", bank_bin.strip(), re.ASCII):
        raise DomainError("bank_bin_invalid", value=bank_bin[:20])
    if not re.fullmatch(r"[0-9A-Za-z]{1,19}", digits, re.ASCII):
        raise DomainError("bank_account_invalid")
    if not holder.strip() or not source.strip():
        raise DomainError("item_text_missing")
    BankAccount.objects.filter(owner=owner, closed_at=None).update(closed_at=clock.now())
    account = BankAccount.objects.create(
        owner=owner, bank_bin=bank_bin.strip(), number=digits, holder=holder.strip()[:120],
        bank_name=bank_name.strip()[:120], source=source.strip()[:300], entered_by=actor,
    )  # fmt: skip
    record(actor=actor, verb=messages.ACCOUNT_SET, thing=owner, area=owner.area_code, account=account.masked)
    return account


@transaction.atomic
def reveal_account(*, owner: Organisation, actor: User) -> BankAccount | None:
    """The open account with its whole number; the look is written to the trail."""
    require_account(actor, owner)
    account = BankAccount.objects.filter(owner=owner, closed_at=None).first()
    if account is not None:
        record(actor=actor, verb=messages.ACCOUNT_SHOWN, thing=owner, area=owner.area_code)
    return account
