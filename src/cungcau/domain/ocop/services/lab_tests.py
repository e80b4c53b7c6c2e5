"""Laboratory tests the advisory team asks for, and what came out of them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cungcau.domain.ocop import policies, states
from cungcau.domain.ocop.messages import road as said
from cungcau.domain.ocop.models import Dossier, Evidence, LabTest
from cungcau.domain.ocop.services import road_telling as telling
from cungcau.domain.ocop.services.rights import require_dossier
from cungcau.domain.ocop.services.road import clean, future, happened, held
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.ui import clock

_WHILE = (states.FORWARDED, states.REVIEWING, states.READY)


@transaction.atomic
def ask(
    *,
    dossier: Dossier,
    indicators: str,
    actor: User | None,
    laboratory: str = "",
    due_on: date | None = None,
) -> LabTest:
    """Have these indicators tested; the entity is told. Raises ``verb_not_allowed``, ``InputInvalid``, …"""
    row = held(dossier)
    require_dossier(actor, row, policies.REVIEW, "")
    if row.state not in _WHILE:
        raise DomainError("verb_not_allowed", state=row.state, verb="ask_test")
    what = clean(indicators, 400)
    if not what:
        raise InputInvalid([Fault("ocop", 1, "indicators", "", "hãy ghi kiểm nghiệm chỉ tiêu nào")])
    last = future(due_on, "due_on") if due_on is not None else None
    test = LabTest.objects.create(
        dossier=row, indicators=what, laboratory=clean(laboratory, 200), asked_on=clock.today(), due_on=last,
        made_by=actor,
    )  # fmt: skip
    record(actor=actor, verb=said.TEST_ASKED, thing=row, indicators=telling.short(what))
    telling.test_asked(test, actor)
    return test


@transaction.atomic
def finish(
    *,
    test: LabTest,
    result_on: date,
    passed: bool,
    result: str,
    actor: User | None,
    evidence: Evidence | None = None,
) -> LabTest:
    """What came out, and the entity's paper that says so where it was handed in. Raises ``ocop_test_over``, …"""
    file = held(test.dossier)
    require_dossier(actor, file, policies.REVIEW, "")
    row = LabTest.objects.select_for_update().get(pk=test.pk)
    if row.result_on is not None:
        raise DomainError("ocop_test_over")
    if evidence is not None and evidence.organisation_id != file.product.entity_id:
        raise InputInvalid(
            [Fault("ocop", 1, "evidence", evidence.title[:60], "không phải minh chứng của chủ thể")]
        )
    row.result_on, row.passed = happened(result_on, "result_on", since=row.asked_on), passed
    row.result, row.evidence = clean(result, 2000), evidence
    row.save(update_fields=["result_on", "passed", "result", "evidence"])
    record(
        actor=actor,
        verb=said.TEST_RESULT,
        thing=file,
        indicators=telling.short(row.indicators),
        passed=passed,
    )
    return row
