"""The components of a page: ``{% load ui %}``; each is described in ``docs/reference/ui.md``."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import QueryDict
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cungcau.platform.ui import clock, fields, figures, slots
from cungcau.platform.ui.templatetags import charts
from cungcau.platform.ui.tones import MARKS, TONES

register = template.Library()
register.tags.update(charts.register.tags)

MISSING = "–"
NOTICE_ICONS = {"success": "success", "warning": "alert", "danger": "error", "info": "info"}


def _filter(name: str, show: Any) -> None:
    """A filter that prints a figure, and a dash for what is not known."""
    register.filter(name, lambda value: MISSING if value is None or value == "" else show(value))


_filter("kg", figures.kg)
_filter("tonnes", figures.tonnes)
_filter("mass", figures.mass)
_filter("money", figures.money)
_filter("money_short", lambda dong: figures.money(dong, short=True))
_filter("percent", figures.percent)
_filter("number", figures.number)
_filter("vndate", figures.date)
_filter("vntime", figures.moment)
register.filter("as_shown", clock.shown)


@register.simple_tag
def kg(value: figures.Value | None) -> str:
    """Kilograms, with tấn beside from one tấn on: "5.200 kg (5,2 tấn)"."""
    if value is None:
        return MISSING
    if not figures.is_tonnes(value):
        return figures.kg(value)
    return format_html(
        '<span class="nowrap">{}</span> <span class="beside">({})</span>',
        figures.kg(value),
        figures.tonnes(value),
    )


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon of ``static/ui/icons.svg``, for the eye only: words stand beside it or label its parent."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css,
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
def sample_mark() -> SafeString:
    """The mark of made-up data: "minh hoạ"."""
    return format_html('<span class="sample-mark">{}</span>', _("minh hoạ"))


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str) -> SafeString:
    """What apps above added to a place on the page (``platform.ui.slots``), drawn with the page's context."""
    request = context.get("request")
    if request is None:
        return mark_safe("")
    found = [template.loader.get_template(one) for one in slots.parts(name, request)]
    shown: dict[str, Any] = dict(context.flatten())  # type: ignore[arg-type]
    return mark_safe("".join(one.render(shown, request) for one in found))  # noqa: S308 - drawn templates


@register.inclusion_tag("ui/parts/notice.html")
def notice(message: str, level: str = "info") -> dict[str, object]:
    """A coloured notice with its icon; ``level`` is one of Django's message tags or of Bootstrap's."""
    kind = {"error": "danger", "debug": "info"}.get(level, level or "info")
    return {"message": message, "kind": kind, "icon_name": NOTICE_ICONS.get(kind, "info")}


@register.inclusion_tag("ui/parts/stat_card.html")
def stat_card(
    label: str,
    value: str,
    *,
    unit: str = "",
    note: str = "",
    icon: str = "",
    tone: str = "",
    url: str = "",
    wide: bool = False,
) -> dict[str, object]:
    """One figure with its name; ``tone`` is good, warn or bad. Stands in a ``stat-grid``."""
    _known_tone(tone)
    return {
        "label": label, "value": value, "unit": unit, "note": note, "icon_name": icon, "tone": tone,
        "url": url, "wide": wide,
    }  # fmt: skip


@register.inclusion_tag("ui/parts/progress_bar.html")
def progress_bar(
    value: figures.Value, most: figures.Value, label: str, *, figure: str = "", tone: str = ""
) -> dict[str, object]:
    """How much of ``most`` is reached, as a bar named ``label``; ``figure`` replaces the percentage."""
    part = max(0.0, min(1.0, float(value) / float(most))) if most else 0.0
    return {
        "label": label,
        "percent": f"{100 * part:.1f}",
        "figure": figure or figures.percent(part, 0),
        "tone": tone,
    }


def badge_state(label: str, tone: str = "") -> dict[str, object]:
    """What ``ui/parts/badge_state.html`` draws: a state in words, its tone and the mark of that tone."""
    _known_tone(tone)
    return {"label": label, "tone": tone, "mark": MARKS[tone]}


@register.simple_tag(name="badge_state")
def badge(label: object, tone: str = "") -> SafeString:
    """A state in words, with a mark whose shape tells the tone apart without colour; drawn once, then remembered."""
    return _badge(str(label), tone)


@lru_cache(maxsize=1024)
def _badge(label: str, tone: str) -> SafeString:
    return template.loader.render_to_string("ui/parts/badge_state.html", badge_state(label, tone))


@register.inclusion_tag("ui/parts/age.html")
def age(when: dt.datetime | dt.date | None, *, stale_days: int = 2) -> dict[str, object]:
    """How old a figure is; marked stale after ``stale_days``; None is said to be missing."""
    if when is None:
        return {"missing": True}
    if not isinstance(when, dt.datetime):
        when = timezone.make_aware(dt.datetime.combine(when, dt.time()))
    now = timezone.now()
    if clock.today() != timezone.localdate():
        written_today = timezone.localdate(when) == clock.today()
        time = timezone.localtime(now).time() if written_today else dt.time(23, 59)
        now = timezone.make_aware(dt.datetime.combine(clock.today(), time.replace(tzinfo=None)))
    return {
        "missing": False,
        "when": timezone.localtime(when),
        "date": figures.date(when),
        "ago": figures.ago(when, now),
        "stale": now - when > dt.timedelta(days=stale_days),
    }


@register.simple_block_tag
def page_header(content: str, title: str, lead: str = "") -> SafeString:
    """The page's ``h1`` with a lead under it; what stands between the tags are its actions."""
    return template.loader.render_to_string(
        "ui/parts/page_header.html", {"title": title, "lead": lead, "actions": _block(content)}
    )


@register.simple_block_tag
def card(content: str, title: str = "", *, aside: str = "", css: str = "") -> SafeString:
    """A card around its content; ``title`` is its ``h2``, ``aside`` stands opposite."""
    return template.loader.render_to_string(
        "ui/parts/card.html", {"title": title, "aside": aside, "css": css, "content": _block(content)}
    )


@register.simple_block_tag
def empty_state(content: str, title: str, text: str = "", *, icon: str = "basket") -> SafeString:
    """What to say, and offer, where a list has nothing; what stands between the tags are the actions."""
    return template.loader.render_to_string(
        "ui/parts/empty_state.html",
        {"title": title, "text": text, "icon_name": icon, "actions": _block(content)},
    )


@register.inclusion_tag("ui/parts/download.html")
def download_button(
    url: str, label: str = "", *, kind: str = "xlsx", small: bool = True
) -> dict[str, object]:
    """A link that brings a file; the kind of file is part of its name."""
    return {"url": url, "label": label or _("Tải về"), "kind": kind.upper(), "small": small}


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(
    context: Context, page: Page[Any], *, param: str = "page", label: str = ""
) -> dict[str, object]:
    """Links to the pages of a list, keeping the address's other parameters; nothing for one page."""
    query: QueryDict = context["request"].GET
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)

    def link(number: int) -> str:
        kept = query.copy()
        kept[param] = str(number)
        return f"?{kept.urlencode()}"

    return {
        "page": page,
        "label": label or _("Các trang"),
        "pages": [(n, link(n) if isinstance(n, int) else "") for n in numbers],
        "previous": link(page.previous_page_number()) if page.has_previous() else "",
        "next": link(page.next_page_number()) if page.has_next() else "",
    }


@register.simple_tag
def page_count(page: Page[Any]) -> str:
    """Which rows a page shows: "Hiện 51–100 trong 2.000"."""
    if not page.paginator.count:
        return _("Không có dòng nào")
    return _("Hiện %(first)s–%(last)s trong %(all)s") % {
        "first": figures.number(page.start_index()),
        "last": figures.number(page.end_index()),
        "all": figures.number(page.paginator.count),
    }


@register.inclusion_tag("ui/parts/sort_header.html", takes_context=True)
def sort_header(
    context: Context, name: str, label: str, *, param: str = "sort", numeric: bool = False
) -> dict[str, object]:
    """A table head that sorts by ``name``, the other way round when it already does, from page one."""
    query: QueryDict = context["request"].GET
    now = query.get(param, "")
    state = {name: "ascending", f"-{name}": "descending"}.get(now, "")
    kept = query.copy()
    kept[param] = f"-{name}" if state == "ascending" else name
    kept.pop("page", None)
    return {
        "label": label,
        "state": state,
        "url": f"?{kept.urlencode()}",
        "numeric": numeric,
        "ident": f"{param}-{name}",
    }


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, *, wide: bool = False) -> dict[str, object]:
    """A form field with label, help and errors tied together for screen readers."""
    return {"field": bound, "wide": wide, **fields.drawn(bound)}


def _block(content: str) -> SafeString:
    """What stood between a pair of tags: already rendered, so escaped where it had to be."""
    return mark_safe(content.strip())  # noqa: S308


def _known_tone(tone: str) -> None:
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"tone = {tone!r}: {', '.join(filter(None, TONES))}")
