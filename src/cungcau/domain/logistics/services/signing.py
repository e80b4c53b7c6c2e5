"""Signing a transit paper's facts, and judging a code that was shown.

HMAC-SHA256 by ``django.core.signing``: only this site can make or check a signature, which suits a page that is
asked at the checkpoint. Keys are the site's ``SECRET_KEY`` and its ``SECRET_KEY_FALLBACKS``; each paper keeps the
id of the one it was signed with, so that papers outlive a change of keys while the old one is kept.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from cungcau.domain.logistics import plates, states
from cungcau.domain.logistics.models import TransitPaper

_SALT = "logistics.transit-paper"
VALID, NOT_YET, EXPIRED, REVOKED, ALTERED, FORGED = (
    "valid", "not_yet", "expired", "revoked", "altered", "forged",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a code: one of the words above; the paper only where its signature holds."""

    word: str
    paper: TransitPaper | None = None


def facts_of(paper: TransitPaper) -> dict[str, Any]:
    """Everything a paper says, as it is signed; plain values, days as ISO text, loads in kg."""
    return {
        "code": paper.code,
        "carrier": paper.carrier.name,
        "plate": paper.plate,
        "trailer": paper.trailer_plate,
        "capacity_kg": paper.capacity_kg,
        "load_kg": paper.load_kg,
        "goods": paper.goods,
        "route": paper.route_text,
        "leaves_on": paper.leaves_on.isoformat(),
        "back_on": paper.back_on.isoformat(),
        "valid_from": paper.valid_from.isoformat(),
        "valid_to": paper.valid_to.isoformat(),
        "wants_return": paper.wants_return,
        "driver": paper.driver_name,
        "phone": paper.driver_phone or "",
        "stops": [[stop.kind, stop.place] for stop in paper.stops.all()],
        "proofs": [
            [proof.kind, proof.number, proof.valid_to.isoformat() if proof.valid_to else ""]
            for proof in paper.proofs.all()
        ],
        "signer": paper.signer,
    }


def sign(facts: dict[str, Any]) -> tuple[str, str]:
    """(key id, signature) of a paper's facts, with the site's present key."""
    key_id, secret = next(iter(_keys().items()))
    return key_id, _signature(secret, facts)


def shown_on_code(paper: TransitPaper) -> dict[str, str]:
    """What the QR carries beside the number: readable by people offline, checked against what was signed."""
    return {
        "xe": paper.plate,
        "tu": paper.valid_from.strftime("%d-%m-%Y"),
        "den": paper.valid_to.strftime("%d-%m-%Y"),
        "k": paper.key_id,
        "s": paper.signature,
    }


def judge(code: str, shown: dict[str, str], *, on: date) -> Verdict:
    """What a scanned code is worth on a day.

    ``shown`` are the code's further parts, see :func:`shown_on_code`. Forged: this site never signed it. Altered:
    it was signed, and the code, or our own record, says something else now.
    """
    paper = (
        TransitPaper.objects.filter(code=code, signed_at__isnull=False)
        .select_related("carrier")
        .defer("words", "carrier__words")
        .first()
    )
    if paper is None:
        return Verdict(FORGED)
    given = shown.get("s", "")
    secret = _keys().get(paper.key_id)
    if secret is None or shown.get("k") != paper.key_id or not constant_time_compare(given, paper.signature):
        return Verdict(FORGED)
    own = shown_on_code(paper)
    if (
        not constant_time_compare(_signature(secret, paper.signed_facts), paper.signature)
        or {**facts_of(paper), "carrier": paper.signed_facts.get("carrier")} != paper.signed_facts
        or any(shown.get(name) != own[name] for name in ("xe", "tu", "den"))
    ):
        return Verdict(ALTERED)
    return Verdict(_WORDS[paper.state_on(on)], paper)


def judge_typed(code: str, plate: str, *, on: date) -> Verdict:
    """The same for a number and plate typed by hand: no paper is shown, and a wrong pair tells nothing."""
    paper = TransitPaper.objects.filter(code=code, signed_at__isnull=False).defer("words").first()
    if paper is None or not constant_time_compare(plates.kept(plate), paper.plate):
        return Verdict(FORGED)
    secret = _keys().get(paper.key_id)
    if secret is None or not constant_time_compare(_signature(secret, paper.signed_facts), paper.signature):
        return Verdict(ALTERED)
    return Verdict(_WORDS[paper.state_on(on)])


_WORDS = {
    states.APPROVED: VALID, states.NOT_YET: NOT_YET, states.EXPIRED: EXPIRED, states.REVOKED: REVOKED,
}  # fmt: skip


def _keys() -> dict[str, str]:
    secrets = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    return {hashlib.sha256(f"{_SALT}:{one}".encode()).hexdigest()[:8]: one for one in secrets}


def _signature(secret: str, facts: dict[str, Any]) -> str:
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Signer(key=secret, salt=_SALT).signature(text)
