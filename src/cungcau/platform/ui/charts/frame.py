"""What stands around a drawing: the figure, its caption and legend, and the table with the numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cungcau.platform.ui.charts.svg import el, ident_of

NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a drawing, for those who would rather read: headers, then rows of texts.

    The first cell of a row names the row; the others are figures.
    """

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]

    def render(self, caption: str) -> SafeString:
        """The table inside a region that scrolls by itself on a narrow screen."""
        heads = format_html_join(
            "",
            '<th scope="col"{}>{}</th>',
            ((SafeString(' class="num"') if i else "", head) for i, head in enumerate(self.headers)),
        )
        body = format_html_join(
            "",
            '<tr><th scope="row">{}</th>{}</tr>',
            (
                (row[0], format_html_join("", '<td class="num">{}</td>', ((c,) for c in row[1:])))
                for row in self.rows
            ),
        )
        return format_html(
            '<div class="table-region" tabindex="0" role="region" aria-label="{label}: {caption}">'
            '<table class="table"><caption class="visually-hidden">{caption}</caption>'
            "<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>",
            label=_("Bảng số liệu"),
            caption=caption,
            heads=heads,
            body=body,
        )


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG in the making: its ``body`` and how it fits the page.

    With ``view`` (width, height) it scales as a picture; without, ``height`` is in pixels, the width is the
    page's, and the body places things by percent, so text keeps its size. ``min_rem`` asks for at least that
    width, scrolled on narrow screens.
    """

    body: SafeString
    view: tuple[int, int] | None = None
    height: int = 0
    min_rem: int = 0
    classes: str = ""

    def render(self, title: str, description: str) -> SafeString:
        """The ``<svg>`` with its title and description, named by ids made from its own content."""
        ident = ident_of(title, description, self.body)
        css = ["chart__svg", self.classes]
        if self.view is None:
            css.append("chart__svg--flow")
        if self.min_rem:
            css.append(f"chart__svg--min-{min(120, math.ceil(self.min_rem / 10) * 10)}")
        return el(
            "svg",
            el("title", title, id=f"{ident}-t"),
            el("desc", description, id=f"{ident}-d"),
            self.body,
            class_=" ".join(filter(None, css)),
            viewBox=f"0 0 {self.view[0]} {self.view[1]}" if self.view else None,
            height=None if self.view else self.height,
            role="img",
            aria_labelledby=f"{ident}-t",
            aria_describedby=f"{ident}-d",
        )


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole figure: caption, drawing, legend and the table behind it.

    ``name`` says what kind of picture it is, for those who hear it; ``title``, when given, is shown
    instead. Where a heading stands above the figure anyway, leave the title blank.
    """

    kind: str
    name: str
    title: str
    description: str
    drawing: Drawing
    table: Table
    note: str = ""
    legend: Sequence[tuple[SafeString, str]] = ()

    def render(self) -> SafeString:
        """The HTML of the figure."""
        called = self.title or self.name
        svg = self.drawing.render(called, self.description)
        if self.drawing.min_rem:
            svg = format_html(
                '<div class="chart__scroll" tabindex="0" role="region" aria-label="{}">{}</div>', called, svg
            )
        return format_html(
            '<figure class="chart chart--{kind}"><figcaption><div class="{css}">{title}</div>{note}'
            "</figcaption>{svg}{legend}"
            '<details class="chart__data"><summary>{summary}</summary>{table}</details></figure>',
            kind=self.kind,
            css="chart__title" if self.title else "visually-hidden",
            title=called,
            note=format_html('<p class="chart__note">{}</p>', self.note) if self.note else "",
            svg=svg,
            legend=legend(self.legend),
            summary=_("Xem bảng số liệu"),
            table=self.table.render(called),
        )


def legend(entries: Sequence[tuple[SafeString, str]]) -> SafeString:
    """A list of keys: each a little drawing in a 24 × 16 box, and its meaning."""
    if not entries:
        return NOTHING
    rows = format_html_join(
        "",
        '<li><svg class="legend__key" viewBox="0 0 24 16" aria-hidden="true">{}</svg>{}</li>',
        entries,
    )
    return format_html('<ul class="legend">{}</ul>', rows)
