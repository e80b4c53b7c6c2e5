"""Which rules transit papers are judged by on a day, and the editions there were."""

from __future__ import annotations

from datetime import date

from cungcau.domain.logistics import checklist
from cungcau.domain.logistics.checklist import Missing, RuleRow
from cungcau.domain.logistics.models import PaperRule, RuleEdition, TransitPaper
from cungcau.domain.logistics.selectors.papers import stated_of
from cungcau.platform.ui import clock

SHIPPED = 0
"""The number of the table the product comes with."""


def missing_of(paper: TransitPaper) -> list[Missing]:
    """Everything a paper lacks by the rules in force on its day of leaving."""
    return checklist.missing(stated_of(paper), today=clock.today(), by=rules_on(paper.leaves_on))


def rules_on(day: date) -> tuple[RuleRow, ...]:
    """The rules for journeys that leave on a day: of the latest edition begun by then, else those shipped."""
    edition = edition_on(day)
    return checklist.rules() if edition is None else rules_of(edition)


def rules_today() -> tuple[RuleRow, ...]:
    """The rules for journeys that leave today."""
    return rules_on(clock.today())


def edition_on(day: date) -> RuleEdition | None:
    """The edition in force on a day; None while it is the table the product comes with."""
    return RuleEdition.objects.filter(valid_from__lte=day).order_by("-valid_from", "-number").first()


def rules_of(edition: RuleEdition) -> tuple[RuleRow, ...]:
    """An edition's rules in their order."""
    return tuple(as_row(rule) for rule in PaperRule.objects.filter(edition=edition).order_by("no"))


def as_row(rule: PaperRule) -> RuleRow:
    """A rule as the check-list reads it."""
    return RuleRow(
        code=rule.code, check=rule.test, value=rule.value, when=rule.when, valid_from=rule.valid_from,
        valid_to=rule.valid_to, item_vi=rule.item_vi, item_en=rule.item_en, message_vi=rule.message_vi,
        message_en=rule.message_en, source=rule.source,
    )  # fmt: skip


def editions() -> list[RuleEdition]:
    """Every edition, the latest in force first; at most 200."""
    return list(RuleEdition.objects.select_related("loaded_by")[:200])


def edition_numbered(number: int) -> RuleEdition | None:
    """One edition, or None."""
    return RuleEdition.objects.select_related("loaded_by").filter(number=number).first()
