"""How a form field is drawn: which of three layouts, with the theme's classes."""

from __future__ import annotations

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

CHECK, GROUP, PLAIN = "check", "group", "plain"


def layout(bound: BoundField) -> str:
    """``check`` for a single tick box, ``group`` for a choice of boxes, ``plain`` for the rest."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return CHECK
    return GROUP if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple) else PLAIN


def css(bound: BoundField) -> str:
    """The theme's classes for the widget, beside those it brings itself."""
    widget = bound.field.widget
    if layout(bound) != PLAIN:
        base = "form-check-input"
    else:
        base = "form-select" if isinstance(widget, forms.Select) else "form-control"
    own = widget.attrs.get("class", "")
    return " ".join(filter(None, (own, base, "is-invalid" if bound.errors else "")))


def drawn(bound: BoundField) -> dict[str, object]:
    """The layout's name and the widget as HTML (in a group: the boxes, each with its label)."""
    kind = layout(bound)
    if kind == GROUP:
        bound.field.widget.attrs["class"] = css(bound)
        return {"layout": kind, "boxes": list(bound.subwidgets)}
    widget: SafeString = bound.as_widget(attrs={"class": css(bound)})
    return {"layout": kind, "widget": widget}
