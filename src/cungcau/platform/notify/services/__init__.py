"""Telling people things, once what they are told is true.

People with an account: ``tell(users, MESSAGE, link="/don/7/", kg=700)`` (notice in the site, and an e-mail).

People without one (a household, a driver), by Zalo, SMS, e-mail, or by hand where nothing is set up::

    # messages.py of your app
    SLIP_ASKED = catalogue.register(catalogue.Message(
        "slips.asked",
        "Phiếu hái ngày {day}", "Mời hái {kg} kg {goods} ngày {day}, giao tại {point}. Trả lời: {link}",
        "Harvest slip for {day}", "Please pick {kg} kg of {goods} on {day} for {point}. Answer: {link}",
        sms_vi="Mời hái {kg} kg {goods} ngày {day}, giao {point}. Trả lời: {link}",
        longest={"kg": "99.999", "goods": "hồng vành khuyên", "day": "27/9", "point": "Điểm Na Sầm",
                 "link": "https://cungcau.tinh.gov.vn/p/abcdefghij"},
    ))
    # services.py of your app, inside transaction.atomic
    send_text(
        to=Address(name="Hộ ông A", phone=household.phone, email="", zalo="", channels=("sms",)),
        message_id=SLIP_ASKED, link="/p/abcdefghij", actor=actor, area_code=slip.area_code,
        about=f"slip:{slip.pk}", once=f"slip:{slip.pk}:asked:{slip.round}",
        good_until=slip.answer_by, kg=show_number(slip.kg), goods=…, day=…, point=…,
    )

``sms_vi`` is written with marks and sent without; it must fit one SMS with the ``longest`` facts, which is checked when
the message is registered (the error tells the letters and how many SMS). ``once`` is unique in the database: the same
key again, by any worker or a retry of your transaction, gives back the first row (type ``Outgoing``: ``state``,
``label``, ``tone``, ``why``, ``sent_at``, ``shown`` masked). Put a round or a date into the key of a reminder.
``withdraw(about="slip:12", actor=actor)`` puts aside what has not gone when the thing changed or was answered.
``selectors.about(["slip:12", …])`` gives the latest message of each in one query; ``selectors.outbox_url("slip:12")``
the outbox of one. Facts may not be called to, message_id, link, actor, area_code, about, once, urgent, good_until,
is_demo.

What reaches people: a message is handed to its provider at most once, unless the provider or the person who
presses "Gửi lại" says that it did not arrive. A worker killed between handing over and writing it down leaves it
``unsure``: it is not sent again by itself (``"repeatable": true`` in the provider's setting allows it, where the
provider drops repeats of an id), but is counted on top of the outbox. What a provider has not taken is tried 6 more
times over about 10 hours, then (as at once after a refusal for good) by the person's next channel, then given up and
shown. E-mail ignores quiet hours. What a provider accepted it may later tell delivered or not (``services.receipts``).
"""

from cungcau.platform.notify.addresses import Address
from cungcau.platform.notify.services.carrying import carry
from cungcau.platform.notify.services.handling import (
    cancel,
    each,
    mark_sent,
    restore,
    retry,
    reveal,
    withdraw,
)
from cungcau.platform.notify.services.incoming import handle, receive, reveal_sender
from cungcau.platform.notify.services.keeping import send_text
from cungcau.platform.notify.services.receipts import note_receipt
from cungcau.platform.notify.services.telling import mark_all_read, mark_read, tell
from cungcau.platform.notify.services.waking import set_waker

__all__ = [
    "Address",
    "cancel",
    "carry",
    "each",
    "handle",
    "mark_all_read",
    "mark_read",
    "mark_sent",
    "note_receipt",
    "receive",
    "restore",
    "retry",
    "reveal",
    "reveal_sender",
    "send_text",
    "set_waker",
    "tell",
    "withdraw",
]
