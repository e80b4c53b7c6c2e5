"""Refusals and form fields on a page: ``{% problem_alert error %}``, ``{% form_fields form %}``."""

from __future__ import annotations

from django import forms, template

from cungcau.kernel.errors import DomainError
from cungcau.platform.ui.messages import answer

register = template.Library()


@register.inclusion_tag("ui/problem_part.html")
def problem_alert(problem: DomainError | None) -> dict[str, object]:
    """The sentence for a refusal, read out by screen readers; nothing when there is none."""
    return {"said": answer(problem) if problem is not None else None}


@register.inclusion_tag("ui/form_fields.html")
def form_fields(form: forms.BaseForm) -> dict[str, object]:
    """Every field of a form with its label, help and errors, tied together for screen readers."""
    for bound in form.visible_fields():
        select = isinstance(bound.field.widget, forms.Select)
        classes = ["form-select" if select else "form-control", *(["is-invalid"] if bound.errors else [])]
        bound.field.widget.attrs["class"] = " ".join(classes)
    return {"form": form}


@register.inclusion_tag("ui/search_fields.html")
def search_fields(form: forms.BaseForm) -> dict[str, object]:
    """The fields of a filter form as columns of a row, to stand in ``<form method="get" class="row">``."""
    return form_fields(form)
