"""A product's result: computed on the server from what was handed in, kept whole; opened again with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from cungcau.domain.council import policies, states
from cungcau.domain.council.messages import scoring as said
from cungcau.domain.council.models import AgreedValue, DecisionLine, EarlierResult, Item
from cungcau.domain.council.selectors.results import Table, as_data, table_of
from cungcau.domain.council.services import dossiers
from cungcau.domain.council.services.agreed import Agreement, agree
from cungcau.domain.council.services.items import conducted
from cungcau.domain.council.wording import result_words
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock

_RESULT = ("result_num", "result_den", "result_band_star", "result_star")


@transaction.atomic
def finish(*, item: Item, actor: User | None) -> Item:
    """Let the result stand and hand it to the dossier.

    Raises ``conducts_not``, ``result_not_open``, ``agreement_missing`` with the criteria the council has to agree on
    (not where a ground of rejection holds anyway).
    """
    found = conducted(item, actor)
    if found.state != states.AGREEING:
        raise DomainError("result_not_open", state=str(states.ITEM_LABELS[found.state]).lower())
    table = table_of(found)
    if table.left and not table.rejections:
        raise DomainError("agreement_missing", criteria=", ".join(row.code for row in table.left))
    _keep_agreed(found, table, actor)
    result = table.result
    values: dict[str, object] = dict.fromkeys(_RESULT)
    if result is not None:
        values = {
            "result_num": result.average.numerator, "result_den": result.average.denominator,
            "result_band_star": result.band_star, "result_star": result.star,
        }  # fmt: skip
    data = as_data(found, table)
    done = advance(
        found, "finish", actor=actor, permission=policies.VIEW, area=found.session.area_code,
        fields={**values, "result": data, "finished_at": clock.now()}, product=found.dossier.product.name,
        result=result_words(result.average if result else None, result.star if result else None),
    )  # fmt: skip
    dossiers.move(found.dossier, "score", actor=actor, fields=values)
    return done


@transaction.atomic
def agree_and_finish(
    *, item: Item, values: Mapping[str, Agreement], finish_too: bool, actor: User | None
) -> None:
    """Write the agreed levels down and, where asked, let the result stand: both or neither."""
    if values:
        agree(item=item, values=values, actor=actor)
    if finish_too:
        finish(item=item, actor=actor)


@transaction.atomic
def reopen(*, item: Item, reason: str, actor: User | None) -> Item:
    """Open a result again to agree anew; the result as it stood is kept beside the new one.

    Raises ``conducts_not``, ``result_not_there``, ``result_reason_missing``, ``result_in_decision``,
    ``verb_not_allowed`` where the file has gone on.
    """
    found = conducted(item, actor)
    if found.state != states.DONE or found.finished_at is None:
        raise DomainError("result_not_there")
    why = reason.strip()
    if not why:
        raise DomainError("result_reason_missing")
    line = DecisionLine.objects.filter(item=found).exclude(decision__state=states.CANCELLED).first()
    if line is not None:
        raise DomainError("result_in_decision", decision=str(line.decision))
    EarlierResult.objects.create(
        item=found, no=found.earlier.count() + 1, result=found.result, star=found.result_star,
        num=found.result_num, den=found.result_den, finished_at=found.finished_at, reason=why[:600],
        reopened_by=actor,
    )  # fmt: skip
    empty: dict[str, object] = dict.fromkeys(_RESULT)
    done = advance(
        found, "reopen", actor=actor, permission=policies.VIEW, area=found.session.area_code,
        fields={**empty, "result": {}, "finished_at": None}, product=found.dossier.product.name, reason=why[:300],
    )  # fmt: skip
    dossiers.move(found.dossier, "reopen_scoring", actor=actor, fields=empty, reason=why[:300])
    return done


def _keep_agreed(item: Item, table: Table, actor: User | None) -> None:
    """Write down the values the result was computed with, those taken as proposed too."""
    AgreedValue.objects.bulk_create(
        AgreedValue(item=item, criterion=code, points=points, recorded_by=actor)
        for code, points in table.agreed.items()
        if code not in table.said
    )
    if table.agreed:
        record(
            actor=actor, verb=said.AGREED, thing=item, area=item.session.area_code,
            product=item.dossier.product.name, values=dict(table.agreed),
        )  # fmt: skip
