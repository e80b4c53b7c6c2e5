"""Loading an edition of the rules of transit papers: whole, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from string import Formatter

from django.db import transaction
from django.db.models import Max

from cungcau.domain.logistics import messages, policies
from cungcau.domain.logistics.checklist import BLANKS, CHECKS, WHEN, RuleRow
from cungcau.domain.logistics.models import PaperRule, ProofKind, RuleEdition
from cungcau.domain.logistics.selectors.rules import edition_on, rules_of
from cungcau.kernel.errors import Fault, InputInvalid
from cungcau.platform.access.services import require
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record

MOST_RULES = 300
_LONGEST = {
    "code": 40, "value": 40, "item_vi": 120, "item_en": 120, "message_vi": 400, "message_en": 400, "source": 300,
}  # fmt: skip


@transaction.atomic
def load_rules(
    *, rules: Sequence[RuleRow], valid_from: date, source: str, actor: User | None, note: str = ""
) -> tuple[RuleEdition, bool]:
    """Keep a whole table of rules for journeys that leave on a day or later; (edition, whether it is new).

    The same rules from the same day again are the edition there is. Raises ``InputInvalid`` with every fault by its
    place (from 1), ``not_allowed``.
    """
    if actor is not None:
        require(actor, policies.LOAD_RULES)
    check_rules(rules)
    last = edition_on(valid_from)
    if last is not None and last.valid_from == valid_from and rules_of(last) == tuple(rules):
        return last, False
    number = (RuleEdition.objects.aggregate(most=Max("number"))["most"] or 0) + 1
    edition = RuleEdition.objects.create(
        number=number, valid_from=valid_from, source=source.strip()[:300] or "?", note=note.strip()[:300],
        loaded_by=actor,
    )  # fmt: skip
    PaperRule.objects.bulk_create(
        PaperRule(
            edition=edition, no=no, code=one.code, test=one.check, value=one.value, when=one.when,
            valid_from=one.valid_from, valid_to=one.valid_to, item_vi=one.item_vi, item_en=one.item_en,
            message_vi=one.message_vi, message_en=one.message_en, source=one.source,
        )
        for no, one in enumerate(rules, 1)
    )  # fmt: skip
    record(
        actor=actor, verb=messages.papers.RULES_LOADED, thing=edition, area="", rules=len(rules),
        valid_from=valid_from,
    )  # fmt: skip
    return edition, True


def check_rules(rules: Sequence[RuleRow]) -> None:
    """Raise ``InputInvalid`` naming every rule, by its place from 1, that nobody could judge by."""
    faults: list[Fault] = []

    def refuse(no: int, column: str, value: object, expected: str) -> None:
        faults.append(Fault("rules", no, column, str(value or "")[:200], expected))

    if not 0 < len(rules) <= MOST_RULES:
        refuse(0, "", len(rules), f"cần từ 1 đến {MOST_RULES} quy định")
    seen: dict[str, int] = {}
    for no, one in enumerate(rules, 1):
        if one.code in seen:
            refuse(no, "code", one.code, f"mã này đã có ở quy định thứ {seen[one.code]}")
        seen.setdefault(one.code, no)
        if one.check not in CHECKS:
            refuse(no, "check", one.check, "cần một trong: " + ", ".join(sorted(CHECKS)))
        if one.when not in WHEN:
            refuse(no, "when", one.when, "cần một trong: " + ", ".join(sorted(WHEN)))
        if one.check.startswith("proof_") and one.value not in ProofKind.values:
            refuse(
                no,
                "value",
                one.value,
                "phép kiểm giấy kèm theo cần một trong: " + ", ".join(ProofKind.values),
            )
        if one.valid_from and one.valid_to and one.valid_to < one.valid_from:
            refuse(no, "valid_to", one.valid_to, "không được trước ngày đầu")
        for name, most in _LONGEST.items():
            text = getattr(one, name)
            if name != "value" and not text.strip():
                refuse(no, name, "", "không được để trống")
            elif len(text) > most:
                refuse(no, name, text, f"nhiều nhất {most} ký tự")
        for name in ("message_vi", "message_en"):
            if wrong := _odd_blanks(getattr(one, name)):
                refuse(no, name, wrong, "trong ngoặc nhọn chỉ được: " + ", ".join(BLANKS))
    if faults:
        raise InputInvalid(faults)


def _odd_blanks(text: str) -> str:
    """What stands between braces and is no fact of a paper; "{" for braces that do not close."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return "{"
    odd = [
        name
        for _, name, shape, turned in parts
        if name is not None and (name not in BLANKS or shape or turned)
    ]
    return ", ".join(name or "{}" for name in odd)
