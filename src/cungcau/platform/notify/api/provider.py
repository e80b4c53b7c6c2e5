"""What the SMS provider calls: a message that came, and what became of one that went. Signed, without a session."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from cungcau.platform.notify import port, services
from cungcau.platform.ui.problems import PROBLEMS

router = Router(tags=["cổng tin nhắn"], auth=None)


def _body(**parts: str) -> dict[str, Any]:
    """A body's usual parts; ``CUNGCAU_SMS_INCOMING`` and ``CUNGCAU_SMS_RECEIPT`` may name them otherwise."""
    properties = {name: {"type": "string", "description": said} for name, said in parts.items()}
    media = {"schema": {"type": "object", "properties": properties}}
    headers = [
        {"name": name, "in": "header", "required": False, "schema": {"type": "string"}, "description": said}
        for name, said in (
            ("X-Timestamp", "seconds since 1970"),
            ("X-Signature", "hex HMAC-SHA256 of timestamp.body with the shared secret"),
        )
    ]
    content = {"application/json": media, "application/x-www-form-urlencoded": media}
    return {"requestBody": {"content": content, "required": True}, "parameters": headers}


class SmsTakenOut(Schema):
    """Whether it was new; a call made again changes nothing."""

    new: bool


@router.post(
    "/incoming", response={200: SmsTakenOut, **PROBLEMS}, summary="Nhà cung cấp chuyển tin nhắn đến",
    openapi_extra=_body(id="the provider's number for the message", text="what it says", **{"from": "sender's number"}),
)  # fmt: skip
def incoming(request: HttpRequest) -> dict[str, bool]:
    """A message somebody sent to the site. Nothing of what the site knows is told back."""
    said = port.incoming(request)
    _row, new = services.receive(gateway_id=said.number, phone=said.phone, text=said.text)
    return {"new": new}


class ReceiptTakenOut(Schema):
    """Whether it told something of a message of this site."""

    known: bool


@router.post(
    "/receipts", response={200: ReceiptTakenOut, **PROBLEMS}, summary="Nhà cung cấp báo tin đã tới hay chưa",
    openapi_extra=_body(
        id="the provider's number for the message", reference="the number this site gave it ({id})",
        status="delivered, undelivered …", reason="why it did not arrive",
    ),
)  # fmt: skip
def receipts(request: HttpRequest) -> dict[str, bool]:
    """What became of an SMS of this site; one nobody knows, or a state on the way, is taken without a word."""
    said = port.receipt(request)
    return {"known": services.note_receipt(said) if said is not None else False}
