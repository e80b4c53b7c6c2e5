"""What a provider tells later of a message it had accepted: that it reached the telephone, or that it did not."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cungcau.platform.notify import channels
from cungcau.platform.notify.addresses import SMS, masked_phone
from cungcau.platform.notify.models import Outgoing
from cungcau.platform.notify.port import Receipt
from cungcau.platform.notify.services.carrying import move
from cungcau.platform.notify.services.keeping import place
from cungcau.platform.notify.services.waking import wake
from cungcau.platform.notify.states import CANCELLED, DELIVERED, OUTGOING, UNDELIVERED
from cungcau.platform.ui import clock


@transaction.atomic
def note_receipt(receipt: Receipt) -> bool:
    """Write a receipt down; False where it speaks of no SMS of ours, or of none that waits for one.

    Told again, or of a message a person has decided over meanwhile, it changes nothing. One that did not arrive goes
    on by the person's next channel, or waits for somebody to tell it by hand.
    """
    row = _found(receipt)
    if row is None:
        return False
    if receipt.delivered:
        if "deliver" not in OUTGOING.verbs_from(row.state):
            return row.state == DELIVERED
        now = clock.now()
        move(
            row,
            "deliver",
            sent_at=row.sent_at or now,
            delivered_at=now,
            reason="",
            detail="",
            next_try_at=None,
        )
        return True
    if "bounce" not in OUTGOING.verbs_from(row.state):
        return row.state in (UNDELIVERED, CANCELLED)
    said = {
        "reason": "undelivered",
        "detail": _veiled(receipt.reason, row),
        "sent_at": None,
        "next_try_at": None,
    }
    following = channels.first(row.ways.split(","), after=row.channel)
    move(row, "turn" if following else "bounce", **said)
    if following:
        row.ways = ",".join(row.ways.split(",")[row.ways.split(",").index(row.channel) + 1 :])
        place(row)
        row.reason = "undelivered"
        row.save(update_fields=["state", "channel", "ways", "tries", "detail", "reason", "next_try_at"])
        wake()
    return True


def _found(receipt: Receipt) -> Outgoing | None:
    """The SMS a receipt speaks of: by the number we gave, else by the provider's own, the latest of several."""
    wanted = Q(provider_id=receipt.number) if receipt.number else Q(pk__in=[])
    if (ours := _uuid(receipt.reference or receipt.number)) is not None:
        wanted |= Q(reference=ours)
    rows = Outgoing.objects.filter(wanted, channel=SMS).defer("words").order_by("-pk")
    return rows.select_for_update(of=("self",)).first()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _veiled(said: str, row: Outgoing) -> str:
    """The provider's words without the whole number."""
    text = " ".join(said.replace("\x00", "").split())[:200]
    national = row.phone.removeprefix("+84")
    for spelled in (f"+84{national}", f"84{national}", f"0{national}", national):
        text = text.replace(spelled, masked_phone(row.phone)) if national else text
    return text
