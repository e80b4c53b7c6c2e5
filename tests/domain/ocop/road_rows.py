"""Files on their road: people around one, a report to forward with, requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cungcau.domain.ocop.models import Citation, Dossier, ItemRequest, Step
from cungcau.domain.ocop.registration import FIELDS
from cungcau.domain.ocop.services import report
from cungcau.domain.ocop.services.report import Findings
from cungcau.domain.ocop.services.requests import Item
from cungcau.domain.ocop.services.road_commune import Letter
from cungcau.platform.accounts.models import User
from cungcau.platform.notify.models import Notification
from tests.domain.ocop import ocop_rows as rows

FINDINGS = Findings(
    complete=True, origin_ok=True, origin="Na trồng tại xã.", labour_ok=True, labour="12 trên 15 người trong xã.",
    idea_ok=True, idea="Giống na của vùng núi đá.", identity_ok=False, identity="Chưa nêu được nét riêng.",
    opinion="Đề nghị tỉnh đánh giá.",
)  # fmt: skip
LETTER = Letter("125/UBND", rows.DAY)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody a file meets."""

    entity: User
    commune: User
    other_commune: User
    office: User
    adviser: User
    stranger: User


def people(entity: rows.Entity) -> People:
    """The people around an entity's file, and those who have no business with it."""
    stranger = rows.entity_with_product("HTX-KHAC", "Hồng không hạt", rows.OTHER_COMMUNE)
    return People(
        entity.user, rows.officer(), rows.officer("can-bo-khac", rows.OTHER_AREA), rows.office(), rows.adviser(),
        stranger.user,
    )  # fmt: skip


def complete(dossier: Dossier) -> Dossier:
    """Fill in what a complete file has: form 01, and one piece of evidence for every criterion with points."""
    filled = {
        name: "3" if name == "target_star" else "12" for name, field in FIELDS.items() if field.required
    }
    Dossier.objects.filter(pk=dossier.pk).update(registration=filled)
    proof = rows.link_of(dossier.product.entity)
    Citation.objects.bulk_create(
        Citation(dossier=dossier, evidence=proof, criterion=code)
        for code in dossier.choices.filter(points__gt=0).values_list("criterion", flat=True)
    )
    dossier.refresh_from_db(fields=["registration"])
    return dossier


def reported(dossier: Dossier, actor: User | None = None) -> Dossier:
    """The same with the commune's report written."""
    report.save_report(dossier=complete(dossier), findings=FINDINGS, actor=actor)
    return dossier


def item(text: str = "Bổ sung phiếu kiểm nghiệm", days: int = 7, criterion: str = "8") -> Item:
    """One thing to ask."""
    return Item(text, rows.DAY + timedelta(days=days), criterion)


def open_step(dossier: Dossier) -> Step:
    """Where a file is."""
    return Step.objects.get(dossier=dossier, ended_at=None)


def asked(dossier: Dossier) -> list[ItemRequest]:
    """Its requests in order."""
    return list(ItemRequest.objects.filter(dossier=dossier).order_by("pk"))


def told(message: str) -> Mapping[str, int]:
    """Who was told of something, and how often."""
    found: dict[str, int] = {}
    for name in Notification.objects.filter(message=f"ocop.{message}").values_list(
        "user__username", flat=True
    ):
        found[name] = found.get(name, 0) + 1
    return found


def later(days: int) -> date:
    """A day after the tests' day."""
    return rows.DAY + timedelta(days=days)
