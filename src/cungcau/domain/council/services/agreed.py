"""What the council agrees on once a scoring is closed: levels of criteria with a minimum, grounds of rejection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from cungcau.domain.council import states
from cungcau.domain.council.messages import scoring as said
from cungcau.domain.council.models import AgreedValue, Item, ItemRejection
from cungcau.domain.council.selectors.results import table_of
from cungcau.domain.council.selectors.sheets import sheet_for
from cungcau.domain.council.services.items import conducted
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record

REASON = 600


@dataclass(frozen=True, slots=True)
class Agreement:
    """A level the council agreed on, and why."""

    points: int
    reason: str = ""


@transaction.atomic
def agree(*, item: Item, values: Mapping[str, Agreement], actor: User | None) -> list[AgreedValue]:
    """Write down levels the council agreed on: all or none.

    A level that no member gave, or another than all gave, needs its reason. Raises ``conducts_not``,
    ``result_not_open``, ``nothing_to_agree``, ``level_unknown``, ``agreed_reason_missing``.
    """
    found = _agreeing(item, actor)
    table = {one.criterion.code: one for one in table_of(found).matters}
    kept = {one.criterion: one for one in AgreedValue.objects.filter(item=found)}
    made = []
    for code, wanted in values.items():
        matter = table.get(code)
        if matter is None:
            raise DomainError("nothing_to_agree", criterion=code)
        if wanted.points not in matter.criterion.ladder:
            levels = ", ".join(map(str, matter.criterion.ladder))
            raise DomainError("level_unknown", criterion=code, points=wanted.points, levels=levels)
        reason = wanted.reason.strip()[:REASON]
        if wanted.points not in matter.given and not reason:
            raise DomainError("agreed_reason_missing", criterion=code)
        row = kept.get(code)
        if row is not None and (row.points, row.reason) == (wanted.points, reason):
            continue
        if row is None and matter.proposed == wanted.points and not reason:
            continue
        row = row or AgreedValue(item=found, criterion=code)
        row.points, row.reason, row.recorded_by = wanted.points, reason, actor
        row.save()
        made.append(row)
    if made:
        record(
            actor=actor, verb=said.AGREED, thing=found, area=found.session.area_code,
            product=found.dossier.product.name, values={row.criterion: row.points for row in made},
        )  # fmt: skip
    return made


@transaction.atomic
def reject(*, item: Item, code: str, reason: str, actor: User | None) -> ItemRejection:
    """Write down a ground of rejection the sheet prints.

    Raises ``conducts_not``, ``result_not_open``, ``ground_unknown``, ``ground_reason_missing``, ``ground_known``.
    """
    found = _agreeing(item, actor)
    ground = sheet_for(found).grounds.get(code)
    if ground is None:
        raise DomainError("ground_unknown", ground=code)
    if not reason.strip():
        raise DomainError("ground_reason_missing")
    if ItemRejection.objects.filter(item=found, code=code).exists():
        raise DomainError("ground_known")
    made = ItemRejection.objects.create(
        item=found, code=code, reason=reason.strip()[:REASON], recorded_by=actor
    )
    record(
        actor=actor, verb=said.REJECTED, thing=found, area=found.session.area_code,
        product=found.dossier.product.name, ground=ground.label, reason=made.reason[:300],
    )  # fmt: skip
    return made


@transaction.atomic
def drop_rejection(*, rejection: ItemRejection, reason: str, actor: User | None) -> None:
    """Take a ground of rejection back before the result stands; the trail keeps it.

    Raises ``conducts_not``, ``result_not_open``, ``ground_reason_missing``.
    """
    found = _agreeing(rejection.item, actor)
    if not reason.strip():
        raise DomainError("ground_reason_missing")
    ItemRejection.objects.filter(pk=rejection.pk).delete()
    record(
        actor=actor, verb=said.REJECTION_DROPPED, thing=found, area=found.session.area_code,
        product=found.dossier.product.name, code=rejection.code, was=rejection.reason[:300],
        reason=reason.strip()[:300],
    )  # fmt: skip


def _agreeing(item: Item, actor: User | None) -> Item:
    found = conducted(item, actor)
    if found.state != states.AGREEING:
        raise DomainError("result_not_open", state=str(states.ITEM_LABELS[found.state]).lower())
    return found
