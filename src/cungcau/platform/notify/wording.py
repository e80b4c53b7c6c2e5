"""What a message shows to whoever may see it but not act in its reader's name."""

from __future__ import annotations

import re
from urllib.parse import quote

from cungcau.platform.notify.models import Outgoing
from cungcau.platform.notify.services.keeping import whole

_ADDRESS = re.compile(r"(https?://[^\s/]+/)\S+")


def veiled(text: str, outgoing: Outgoing) -> str:
    """A text with its links shortened: a signed link opens without signing in, so it is shown by ``reveal`` alone.

    Blank for the letter of a notice, which is its reader's.
    """
    if outgoing.is_letter:
        return ""
    if outgoing.link:
        text = text.replace(whole(outgoing.link), f"{whole('/')}…").replace(outgoing.link, "/…")
    return _ADDRESS.sub(r"\1…", text)


def own_phone_url(outgoing: Outgoing) -> str:
    """A link that opens the officer's own telephone with the number and the text filled in; blank without a number."""
    return f"sms:{outgoing.phone}?body={quote(outgoing.sms)}" if outgoing.phone else ""
