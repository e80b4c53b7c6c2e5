"""Which channels this site has, and handing a message to the right one."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Sequence

import httpx

from cungcau.kernel.errors import DomainError
from cungcau.platform.notify import gateway, post
from cungcau.platform.notify.addresses import EMAIL, SMS, ZALO
from cungcau.platform.notify.models import Outgoing
from cungcau.platform.notify.outcome import Outcome, Verdict

log = logging.getLogger(__name__)


def configured(channel: str) -> bool:
    """Whether this site has a provider for the channel; nobody has one for ``hand``."""
    if channel == EMAIL:
        return bool(post.server())
    return channel in (SMS, ZALO) and bool(gateway.url_of(channel))


def first(ways: Sequence[str], after: str = "") -> str:
    """The first channel of a list, or the first after one of it, that this site has; blank when none is."""
    rest = list(ways)[list(ways).index(after) + 1 :] if after in ways else list(ways)
    return next((channel for channel in rest if configured(channel)), "")


def repeatable(channel: str) -> bool:
    """Whether a call whose end is unknown may be made again without a second delivery."""
    try:
        return channel in (SMS, ZALO) and configured(channel) and gateway.gateway(channel).repeatable
    except DomainError:
        return False


class Counter:
    """Hands messages over, keeping one mail connection and one HTTP client; a context manager."""

    def __init__(self) -> None:
        self._wire: post.Wire | None = None
        self._client: httpx.Client | None = None

    def __enter__(self) -> Counter:
        return self

    def __exit__(self, *fault: object) -> None:
        if self._wire is not None:
            self._wire.close()
        if self._client is not None:
            self._client.close()

    def hand_over(self, outgoing: Outgoing) -> Outcome:
        """Send one message by its channel; every fault becomes an outcome, an unforeseen one is logged too."""
        try:
            if outgoing.channel == EMAIL:
                return self._mail(outgoing)
            return gateway.send(gateway.gateway(outgoing.channel), outgoing, self._http())
        except DomainError as error:
            return Outcome(Verdict.LATER, "setting", str(error.facts.get("name", error.code))[:300])
        except Exception as error:
            log.exception("outgoing message %s by %s", outgoing.pk, outgoing.channel)
            return Outcome(Verdict.UNSURE, "crash", type(error).__name__)

    def _mail(self, outgoing: Outgoing) -> Outcome:
        if self._wire is None:
            self._wire = post.connection_to(post.server())
        try:
            self._wire.open()
        except smtplib.SMTPResponseException as error:
            return Outcome(Verdict.LATER, "unreachable", f"{error.smtp_code}")
        except (smtplib.SMTPException, OSError) as error:
            return Outcome(Verdict.LATER, "unreachable", type(error).__name__)
        return post.send(outgoing, self._wire)

    def _http(self) -> httpx.Client:
        if self._client is None:
            self._client = httpx.Client()
        return self._client
