"""Every setting the product reads from the environment, in one table.

``docs/reference/settings.md`` is checked against :data:`VARIABLES` by the house tests, so a setting
without a line in the manual fails the build.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, the value when it is unset, and what it does."""

    name: str
    default: str
    meaning: str


VARIABLES: tuple[Variable, ...] = (
    Variable("DATABASE_URL", "", "PostgreSQL address; empty starts the embedded server under var/"),
    Variable(
        "CUNGCAU_VAR", "", "Folder for data, logs and built front-end files; empty is var/ in the project"
    ),
    Variable("CUNGCAU_HOST", "127.0.0.1", "Address the site listens on"),
    Variable("CUNGCAU_PORT", "8000", "Port the site listens on"),
    Variable("CUNGCAU_SECRET_KEY", "", "Signing key; empty makes one and keeps it in var/secret-key"),
    Variable("CUNGCAU_DEBUG", "0", "1 shows error details and the style page; never in public"),
    Variable("CUNGCAU_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]", "Host names the site answers to"),
    Variable("CUNGCAU_HTTPS", "0", "1 when the site stands behind TLS: secure cookies and HSTS"),
    Variable(
        "CUNGCAU_TILE_URL",
        "",
        "Map tile address such as …/{z}/{x}/{y}.png; empty draws the map without tiles",
    ),
    Variable(
        "CUNGCAU_TODAY", "", "ISO date to take for today (a past season on show); empty is the real day"
    ),
    Variable(
        "CUNGCAU_OCOP_TODAY",
        "",
        "ISO date the OCOP pages take for today on a site on show; empty is CUNGCAU_TODAY",
    ),
    Variable("CUNGCAU_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR"),
    Variable(
        "CUNGCAU_EMAIL_URL",
        "",
        "smtp://user:password@host:port for messages; empty keeps them in the site only",
    ),
    Variable("CUNGCAU_SITE_URL", "", "Public address of the site, as https://…, for links in messages"),
    Variable("CUNGCAU_EMAIL_FROM", "cungcau@localhost", "Sender of the messages that leave by e-mail"),
    Variable("CUNGCAU_CHANNELS", "zalo,sms,email", "In which order people without an account are told"),
    Variable(
        "CUNGCAU_QUIET_HOURS", "21:00-06:00", "When no SMS or Zalo message leaves unless urgent; 0 is never"
    ),
    Variable("CUNGCAU_SMS_URL", "", "HTTP address of the SMS provider; empty leaves SMS to be told by hand"),
    Variable(
        "CUNGCAU_SMS_TOKEN", "", "What {token} stands for in the headers, body and address of SMS calls"
    ),
    Variable(
        "CUNGCAU_SMS_HEADERS", "", 'JSON object of headers; empty is {"Authorization": "Bearer {token}"}'
    ),
    Variable(
        "CUNGCAU_SMS_BODY",
        "",
        "JSON object sent (as a form with that Content-Type); blanks {to} {to_84} {to_0} {text} {subject} {id} {token};"
        ' empty is {"to": "{to}", "text": "{text}", "id": "{id}"}',
    ),
    Variable(
        "CUNGCAU_SMS_ANSWER",
        "",
        'How answers are read: {"id": "path", "ok": {"path": [values]}, "later": {"path": [values]},'
        ' "repeatable": true}',
    ),
    Variable(
        "CUNGCAU_SMS_SECRET",
        "",
        "Secret the SMS provider signs its calls with (messages that come, receipts): header X-Signature is the hex"
        " HMAC-SHA256 of X-Timestamp.body; empty closes /api/v1/messages/sms",
    ),
    Variable("CUNGCAU_SMS_NUMBER", "", "Number people answer SMS to, told in the texts; empty tells none"),
    Variable(
        "CUNGCAU_SMS_INCOMING",
        "",
        'How calls with a message are read; empty is {"id": "id", "from": "from", "text": "text", "auth": "hmac"};'
        ' "auth": "token" takes the secret as Authorization: Bearer instead of a signature',
    ),
    Variable(
        "CUNGCAU_SMS_RECEIPT",
        "",
        'How receipts are read: {"id": "path", "reference": "path", "status": "path", "reason": "path",'
        ' "delivered": [values], "undelivered": [values]}',
    ),
    Variable(
        "CUNGCAU_ZALO_URL", "", "HTTP address of the Zalo provider; empty leaves Zalo to be told by hand"
    ),
    Variable("CUNGCAU_ZALO_TOKEN", "", "What {token} stands for in Zalo calls"),
    Variable("CUNGCAU_ZALO_HEADERS", "", 'As for SMS; empty is {"access_token": "{token}"}'),
    Variable(
        "CUNGCAU_ZALO_BODY",
        "",
        'As for SMS; empty is {"recipient": {"user_id": "{to}"}, "message": {"text": "{text}"}}',
    ),
    Variable(
        "CUNGCAU_ZALO_ANSWER", "", 'As for SMS; empty is {"id": "data.message_id", "ok": {"error": [0]}}'
    ),
    Variable(
        "CUNGCAU_OSRM_URL", "", "OSRM-compatible routing service; empty computes roads from coordinates"
    ),
    Variable("CUNGCAU_SLIP_ANSWER_HOURS", "12", "Hours a household has to answer a harvest slip"),
    Variable("CUNGCAU_CLAIM_DAYS", "3", "Days after an arrival within which a claim may be made"),
    Variable("CUNGCAU_CLAIM_ANSWER_DAYS", "3", "Days the other side has to answer a claim"),
    Variable(
        "CUNGCAU_ARRIVAL_DIFFERENCE_PERCENT",
        "1",
        "Percent by which the carrier's and the buyer's kg may differ before the coordinator is asked",
    ),
)

_KNOWN = {variable.name: variable for variable in VARIABLES}


def value(name: str) -> str:
    """The setting's text, or its default when unset or blank; a name outside the table is a crash."""
    variable = _KNOWN[name]
    return os.environ.get(name, "").strip() or variable.default


def flag(name: str) -> bool:
    """True for 1, true, yes, on (any case)."""
    return value(name).lower() in {"1", "true", "yes", "on"}


def project_root() -> Path:
    """The checkout this package stands in, or the working folder when it is installed elsewhere."""
    root = Path(__file__).resolve().parents[3]
    return root if (root / "pyproject.toml").exists() else Path.cwd()


def var_dir() -> Path:
    """The folder for everything the product writes; made when missing."""
    chosen = value("CUNGCAU_VAR")
    folder = Path(chosen).expanduser().resolve() if chosen else project_root() / "var"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key() -> str:
    """The signing key from the environment, else one made once and kept readable by the owner only."""
    given = value("CUNGCAU_SECRET_KEY")
    if given:
        return given
    path = var_dir() / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
