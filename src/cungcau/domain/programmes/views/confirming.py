"""The proposals of a text as one page of small forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cungcau.domain.programmes.forms.drafting import FORMS, ProposalForm
from cungcau.domain.programmes.models import Agency, Manuscript
from cungcau.domain.programmes.services.manuscripts import Taken

_GROUPS = (
    ("indicator", _("Chỉ tiêu")), ("task", _("Nhiệm vụ")), ("line", _("Kinh phí")), ("passage", _("Lời văn")),
    ("agency", _("Cơ quan chưa có trong danh mục")),
)  # fmt: skip


def head_initial(row: Manuscript, own: Sequence[Agency]) -> dict[str, Any]:
    """The head as recognised; one's own agency issues where the text's is not known."""
    facts = {name: value for name, value in _head(row)["facts"].items() if value is not None}
    facts.setdefault("issuer", own[0].pk if own else None)
    facts["source"] = f"Văn bản {row.name}"[:300]
    return facts


def _head(row: Manuscript) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in row.proposals if one["kind"] == "head")
    return found


class Confirming:
    """A form per proposal, in groups; bound to what was sent, or as proposed."""

    def __init__(self, row: Manuscript, data: QueryDict | None) -> None:
        self.head = _head(row)
        self.forms: list[ProposalForm] = [
            FORMS[one["kind"]](data, proposal=one, prefix=f"p{place}")
            for place, one in enumerate(row.proposals)
            if one["kind"] in FORMS
        ]

    @property
    def groups(self) -> list[tuple[str, Any, list[ProposalForm]]]:
        """(kind, label, forms), those that are empty left out."""
        found = [
            (kind, label, [one for one in self.forms if one.proposal["kind"] == kind])
            for kind, label in _GROUPS
        ]
        return [group for group in found if group[2]]

    def is_valid(self) -> bool:
        """Whether everything ticked can be written; every form is looked at."""
        return not sum(not one.is_valid() for one in self.forms)

    @property
    def wrong(self) -> int:
        """How many forms have something wrong."""
        return sum(bool(one.is_bound and one.errors) for one in self.forms)

    def taken(self) -> list[Taken]:
        """What was ticked, in the text's order."""
        found = []
        for one in self.forms:
            if one.taken:
                helpers = tuple(one.proposal["facts"].get("helper_names", ()))
                found.append(Taken(one.proposal["kind"], one.facts(), helpers))
        return found
