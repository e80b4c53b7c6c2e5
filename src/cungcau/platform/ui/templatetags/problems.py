"""A refusal on a page: ``{% problem_alert error %}``."""

from __future__ import annotations

from django import template

from cungcau.kernel.errors import DomainError
from cungcau.platform.ui.messages import answer

register = template.Library()


@register.inclusion_tag("ui/problem_part.html")
def problem_alert(problem: DomainError | None) -> dict[str, object]:
    """The sentence for a refusal, read out by screen readers; nothing when there is none."""
    return {"said": answer(problem) if problem is not None else None}
