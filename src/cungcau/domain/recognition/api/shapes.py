"""The shapes of certificates, their renewal and the public look-up over the API; stars are 3 to 5, days ISO dates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, cast
from uuid import UUID

from ninja import Field, Schema

from cungcau.domain.ocop.models import Certificate
from cungcau.domain.ocop.selectors.certificates import standing
from cungcau.domain.recognition.selectors.public import Shown
from cungcau.domain.recognition.selectors.renewals import Renewal
from cungcau.platform.ui import clock

NO_NUL = r"^[^\x00]*$"
SAID = r"^[^\x00]*\S[^\x00]*$"
Number = Annotated[int, Field(ge=1, le=9_000_000_000_000_000)]
Text = Annotated[str, Field(max_length=200, pattern=NO_NUL)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
Why = Annotated[str, Field(min_length=1, max_length=300, pattern=SAID)]
Standing = Literal["valid", "not_yet", "lapsed", "revoked", "replaced"]
Stage = Literal["early", "open", "closing", "missed", "filed", "extended", "lapsed"]


class OcopAfterPageIn(Schema):
    """Which rows: ``q`` product, entity or code with or without marks; ``area`` a commune's code; paging."""

    q: Text = ""
    area: Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z.]*$")] = ""
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=1000)


class OcopCertificatePageIn(OcopAfterPageIn):
    """Certificates: how they stand today."""

    standing: Standing | None = None


class OcopRenewalPageIn(OcopAfterPageIn):
    """Renewals: ``stage`` blank gives those from T−180 on."""

    stage: Literal["", "early", "open", "closing", "missed", "filed", "extended", "lapsed", "all"] = ""


class OcopPublicIn(Schema):
    """What to look up: at least two letters or digits."""

    q: Annotated[str, Field(min_length=2, max_length=100, pattern=NO_NUL)]


class OcopPublicOut(Schema):
    """A certificate as anybody may read it today; ``star`` null where it may not be shown any more."""

    key: UUID
    standing: Standing
    product: str
    product_code: str
    entity: str
    place: str
    star: int | None
    number: str
    decision_no: str
    decided_on: date | None
    authority: str
    starts_on: date
    last_day: date
    revoked_on: date | None
    successor: UUID | None

    @classmethod
    def of(cls, shown: Shown) -> OcopPublicOut:
        """The shape of one."""
        one = shown.certificate
        return cls(
            key=one.key, standing=cast(Standing, shown.word), product=one.product.name,
            product_code=one.product.code or "", entity=one.product.entity.name, place=shown.place,
            star=shown.star, number=one.number,
            decision_no=one.decision_no, decided_on=one.decided_on, authority=one.authority,
            starts_on=one.starts_on, last_day=one.last_day, revoked_on=one.revoked_on, successor=shown.successor,
        )  # fmt: skip


class OcopCertificateOut(Schema):
    """A certificate as it stands today; ``average`` the council's as [numerator, denominator]."""

    id: int
    key: UUID
    product: int
    product_name: str
    entity_name: str
    area_code: str
    star: int
    standing: Standing
    kind: str
    number: str
    instrument: str
    decision_no: str
    decided_on: date | None
    authority: str
    starts_on: date
    expires_on: date
    extended_until: date | None
    revoked_on: date | None
    average: list[int] | None
    dossier: int | None
    source: str

    @classmethod
    def of(cls, one: Certificate) -> OcopCertificateOut:
        """The shape of one."""
        average = (
            None if one.average_num is None or one.average_den is None else [one.average_num, one.average_den]
        )
        return cls(
            id=one.pk, key=one.key, product=one.product_id, product_name=one.product.name,
            entity_name=one.product.entity.name, area_code=one.area_code, star=one.star,
            standing=cast(Standing, standing(one, clock.today())), kind=one.kind, number=one.number,
            instrument=one.instrument.number, decision_no=one.decision_no, decided_on=one.decided_on,
            authority=one.authority, starts_on=one.starts_on, expires_on=one.expires_on,
            extended_until=one.extended_until, revoked_on=one.revoked_on, average=average, dossier=one.dossier_id,
            source=one.source,
        )  # fmt: skip


class OcopOldCertificateIn(Schema):
    """A certificate known from a list; without ``expires_on`` it is 36 months from its first day."""

    product: Number
    star: Annotated[int, Field(ge=1, le=5)]
    starts_on: Day
    expires_on: Day | None = None
    instrument: Annotated[str, Field(max_length=20, pattern=NO_NUL)] = ""
    kind: Literal["first", "upgrade", "re_evaluation"] = "first"
    number: Annotated[str, Field(max_length=60, pattern=NO_NUL)] = ""
    decision_no: Annotated[str, Field(max_length=80, pattern=NO_NUL)] = ""
    decided_on: Day | None = None
    authority: Text = ""
    source: Why


class OcopCertificateReasonIn(Schema):
    """Why."""

    reason: Why


class OcopReminderOut(Schema):
    """Who was reminded at which point; ``people`` 0 and no ``called_at``: nobody could be told yet."""

    id: int
    stage: str
    audience: str
    people: int
    sent_at: datetime
    called_at: datetime | None


class OcopRenewalOut(Schema):
    """Where a certificate stands on its way to the re-evaluation; ``days_left`` negative once it lapsed."""

    certificate: int
    product: int
    product_name: str
    entity_name: str
    area_code: str
    star: int
    last_day: date
    days_left: int
    opens_on: date
    closes_on: date
    stage: Stage
    dossier: int | None
    dossier_state: str
    reminders: list[OcopReminderOut]

    @classmethod
    def of(cls, found: Renewal) -> OcopRenewalOut:
        """The shape of one."""
        one = found.certificate
        return cls(
            certificate=one.pk, product=one.product_id, product_name=one.product.name,
            entity_name=one.product.entity.name, area_code=one.area_code, star=one.star, last_day=one.last_day,
            days_left=found.days_left, opens_on=found.opens_on, closes_on=found.closes_on,
            stage=cast(Stage, found.stage),
            dossier=found.dossier.pk if found.dossier else None,
            dossier_state=found.dossier.state if found.dossier else "",
            reminders=[
                OcopReminderOut(
                    id=said.pk, stage=said.stage, audience=said.audience, people=said.people, sent_at=said.sent_at,
                    called_at=said.called_at,
                )
                for said in found.reminders
            ],
        )  # fmt: skip


class OcopCalledIn(Schema):
    """Whom one called and what was said."""

    note: Why
