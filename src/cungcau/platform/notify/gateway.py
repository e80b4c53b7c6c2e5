"""The one way to an SMS or Zalo provider: an HTTP call as the environment describes it.

A provider is a URL, a token, headers, a body with blanks, and how its answers are read; see
``docs/reference/settings.md``. Blanks: ``{to}`` (``+84…`` or the Zalo id), ``{to_84}`` (without the plus),
``{to_0}`` (``0…``), ``{text}``, ``{subject}``, ``{id}`` (the same on every try), ``{token}``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from django.conf import settings

from cungcau.kernel.errors import DomainError
from cungcau.platform.notify.addresses import SMS, masked_phone, masked_zalo
from cungcau.platform.notify.models import Outgoing
from cungcau.platform.notify.outcome import Outcome, Verdict

TIMEOUT = httpx.Timeout(20.0, connect=10.0)
_FORM = "application/x-www-form-urlencoded"
_BODIES = {
    "sms": '{"to": "{to}", "text": "{text}", "id": "{id}"}',
    "zalo": '{"recipient": {"user_id": "{to}"}, "message": {"text": "{text}"}}',
}
_HEADERS = {"sms": '{"Authorization": "Bearer {token}"}', "zalo": '{"access_token": "{token}"}'}
_ANSWERS = {"sms": "{}", "zalo": '{"id": "data.message_id", "ok": {"error": [0]}}'}
_MOST_WAIT = 6 * 3600


@dataclass(frozen=True, slots=True)
class Gateway:
    """How one provider is spoken to.

    ``id_path`` is where its number for the message stands in a JSON answer ("data.message_id"). ``ok`` names
    fields and the values that mean accepted, for those who answer 200 to everything; ``later`` those that mean
    "try again". ``repeatable``: a second call with the same ``{id}`` is not delivered twice, so that a call
    whose end is unknown may be made again.
    """

    channel: str
    url: str
    token: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    id_path: str = ""
    ok: Mapping[str, list[object]] = field(default_factory=dict)
    later: Mapping[str, list[object]] = field(default_factory=dict)
    repeatable: bool = False


def url_of(channel: str) -> str:
    """The provider's address from the settings; blank when there is none."""
    return str(getattr(settings, f"{channel.upper()}_URL", ""))


def gateway(channel: str) -> Gateway:
    """The provider of a channel; raises ``gateway_invalid`` with the setting's name.

    From the settings ``SMS_URL``, ``SMS_TOKEN``, ``SMS_HEADERS``, ``SMS_BODY``, ``SMS_ANSWER``, or ``ZALO_…``.
    """
    name = channel.upper()
    url = url_of(channel)
    if not url.startswith(("http://", "https://")):
        raise DomainError("gateway_invalid", name=f"CUNGCAU_{name}_URL")
    headers = _object(channel, "HEADERS", _HEADERS)
    answer = _object(channel, "ANSWER", _ANSWERS)
    ok, later = answer.get("ok", {}), answer.get("later", {})
    lists = [*ok.values(), *later.values()] if isinstance(ok, dict) and isinstance(later, dict) else [None]
    if not all(isinstance(one, list) for one in lists):
        raise DomainError("gateway_invalid", name=f"CUNGCAU_{name}_ANSWER")
    return Gateway(
        channel=channel,
        url=url,
        token=str(getattr(settings, f"{name}_TOKEN", "")),
        headers={str(key): str(value) for key, value in headers.items()},
        body=_object(channel, "BODY", _BODIES),
        id_path=str(answer.get("id", "")),
        ok=ok,
        later=later,
        repeatable=answer.get("repeatable") is True,
    )


def send(provider: Gateway, outgoing: Outgoing, client: httpx.Client) -> Outcome:
    """Hand one message over and say what came of it; never raises what the network does.

    A connection that did not come about was no delivery, so it is tried later; a call that went out and got no
    answer may have been one, and is unsure.
    """
    blanks = _blanks(provider, outgoing)
    headers = {name: _filled(value, blanks) for name, value in provider.headers.items()}
    body = _tree(provider.body, blanks)
    try:
        answer = client.request(
            "POST",
            _filled(provider.url, {"token": provider.token}),
            headers=headers,
            timeout=TIMEOUT,
            follow_redirects=False,
            data=body if _is_form(headers) and isinstance(body, dict) else None,
            json=None if _is_form(headers) else body,
        )
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        return Outcome(Verdict.LATER, "unreachable", type(error).__name__)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError) as error:
        return Outcome(Verdict.LATER, "setting", type(error).__name__)
    except httpx.HTTPError as error:
        return Outcome(Verdict.UNSURE, "no_answer", type(error).__name__)
    return _judged(provider, outgoing, answer)


def _judged(provider: Gateway, outgoing: Outgoing, answer: httpx.Response) -> Outcome:
    """What an answer means: by its status, then by the fields the settings name."""
    said = _json(answer)
    detail = _said(answer, outgoing)
    number = str(_at(said, provider.id_path) or "")[:120] if provider.id_path else ""
    status = answer.status_code
    if status in (502, 504):
        return Outcome(Verdict.UNSURE, "no_answer", detail)
    if status in (408, 425, 429) or status >= 500:
        return Outcome(Verdict.LATER, "later", detail, wait=_wait(answer))
    if not 200 <= status < 300:
        return Outcome(Verdict.REFUSED, "refused", detail)
    if any(_at(said, path) in values for path, values in provider.later.items()):
        return Outcome(Verdict.LATER, "later", detail, wait=_wait(answer))
    if all(_at(said, path) in values for path, values in provider.ok.items()):
        return Outcome(Verdict.ACCEPTED, provider_id=number)
    return Outcome(Verdict.REFUSED, "refused", detail)


def _blanks(provider: Gateway, outgoing: Outgoing) -> dict[str, str]:
    by_sms = provider.channel == SMS
    to = outgoing.phone if by_sms else outgoing.zalo
    return {
        "to": to,
        "to_84": to.removeprefix("+"),
        "to_0": "0" + to[3:] if to.startswith("+84") else to,
        "text": outgoing.sms if by_sms else outgoing.text,
        "subject": outgoing.subject,
        "id": str(outgoing.reference),
        "token": provider.token,
    }


def _filled(text: str, blanks: Mapping[str, str]) -> str:
    """The text with its blanks filled in one pass: what a message says is never read as a blank."""
    pieces = text.split("{")
    done = [pieces[0]]
    for piece in pieces[1:]:
        name, closed, rest = piece.partition("}")
        done.append(blanks[name] + rest if closed and name in blanks else "{" + piece)
    return "".join(done)


def _tree(value: object, blanks: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return _filled(value, blanks)
    if isinstance(value, dict):
        return {key: _tree(item, blanks) for key, item in value.items()}
    return [_tree(item, blanks) for item in value] if isinstance(value, list) else value


def _is_form(headers: Mapping[str, str]) -> bool:
    return any(name.lower() == "content-type" and value.startswith(_FORM) for name, value in headers.items())


def _object(channel: str, part: str, usual: Mapping[str, str]) -> dict[str, Any]:
    name = f"{channel.upper()}_{part}"
    text = str(getattr(settings, name, "")) or usual[channel]
    try:
        found = json.loads(text)
    except ValueError as error:
        raise DomainError("gateway_invalid", name=f"CUNGCAU_{name}") from error
    if not isinstance(found, dict):
        raise DomainError("gateway_invalid", name=f"CUNGCAU_{name}")
    return found


def _json(answer: httpx.Response) -> object:
    try:
        return answer.json()
    except ValueError:
        return None


def _at(said: object, path: str) -> object:
    """The value at "data.message_id"; None where there is none."""
    for name in path.split("."):
        said = said.get(name) if isinstance(said, dict) else None
    return said


def _wait(answer: httpx.Response) -> int:
    asked = answer.headers.get("Retry-After", "")
    return min(int(asked), _MOST_WAIT) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0


def _said(answer: httpx.Response, outgoing: Outgoing) -> str:
    """The provider's words, short, without the contact in any of its spellings."""
    text = " ".join(answer.text[:2000].replace("\x00", "").split())
    national = outgoing.phone[3:] if outgoing.phone.startswith("+84") else outgoing.phone.removeprefix("+")
    for whole, mask in (
        (national, masked_phone(outgoing.phone)),
        (outgoing.zalo, masked_zalo(outgoing.zalo)),
    ):
        if whole:
            for spelled in (f"+84{whole}", f"84{whole}", f"0{whole}", whole):
                text = text.replace(spelled, mask)
    return f"{answer.status_code} {text}"[:300].strip()
