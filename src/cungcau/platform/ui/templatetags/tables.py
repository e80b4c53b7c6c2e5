"""What ``ui/table.html`` draws around the rows of a django-tables2 table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.http import QueryDict
from django.template.base import render_value_in_context
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_tables2 import Table

from cungcau.platform.ui import figures
from cungcau.platform.ui.templatetags.ui import page_count, pagination

register = template.Library()


@dataclass(frozen=True, slots=True)
class ExportLink:
    """A file the rows can be taken away in; a view hangs a list of these on its table as ``exports``."""

    url: str
    kind: str = "xlsx"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """One column's head: label, attributes, the link that sorts by it (or blank), the present order."""

    label: str
    attrs: SafeString
    url: str
    state: str
    ident: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything but the rows."""

    ident: str
    caption: str
    css: str
    cards: bool
    rows: int
    count: str
    sorted: str
    nothing: str
    page_of: str
    heads: Sequence[Head]
    pages: dict[str, object] | None
    exports: Sequence[ExportLink]


@register.simple_tag(takes_context=True)
def table_frame(context: Context, table: Table) -> Frame:
    """The frame of ``table``; ``caption`` and ``exports`` are the table's own where it has them."""
    page = getattr(table, "page", None)
    rows = page.paginator.count if page else len(table.rows)
    heads = [_head(table, column, context["request"].GET) for column in table.columns]
    css = str(table.attrs.get("class", ""))
    ordered = next((head for head in heads if head.state), None)
    return Frame(
        ident=f"{table.prefix}table",
        caption=str(getattr(table, "caption", "") or _("Bảng dữ liệu")),
        css=css,
        cards="table-cards" in css.split(),
        rows=rows,
        count=page_count(page) if page else _("%(all)s dòng") % {"all": figures.number(rows)},
        sorted=_order_words(ordered),
        nothing=_("Chưa có dòng nào"),
        page_of=_page_words(page.number, page.paginator.num_pages) if page else "",
        heads=heads,
        pages=pagination(context, page, param=table.prefixed_page_field)
        if page and page.paginator.num_pages > 1
        else None,
        exports=getattr(table, "exports", ()),
    )


@register.simple_tag(takes_context=True)
def table_rows(context: Context, table: Table) -> SafeString:
    """The rows of the page of ``table``; a cell's attributes are its column's, asked for once."""
    cards = "table-cards" in str(table.attrs.get("class", "")).split()
    row_role, cell_role = (' role="row"', mark_safe(' role="cell"')) if cards else ("", "")
    cells = [
        (one.name, format_html('<td {} data-label="{}"{}>', one.attrs["td"].as_html(), one.header, cell_role))
        for one in table.columns
    ]
    drawn: list[str] = []
    for row in table.paginated_rows:
        drawn.append(f"<tr {row.attrs.as_html()}{row_role}>")
        for name, opening in cells:
            drawn += (opening, render_value_in_context(row.get_cell(name), context), "</td>")
        drawn.append("</tr>\n")
    return mark_safe("".join(drawn))  # noqa: S308 - each part is escaped above


def _head(table: Table, column: Any, query: QueryDict) -> Head:
    state = ""
    if column.is_ordered:
        state = "descending" if str(column.order_by_alias).startswith("-") else "ascending"
    url = ""
    if column.orderable:
        kept = query.copy()
        kept[table.prefixed_order_by_field] = str(column.order_by_alias.next)
        kept.pop(table.prefixed_page_field, None)
        url = f"?{kept.urlencode()}"
    return Head(
        str(column.header),
        column.attrs["th"].as_html(),
        url,
        state,
        f"{table.prefixed_order_by_field}-{column.name}",
    )


def _order_words(head: Head | None) -> str:
    """The present order in words, for those who hear the page."""
    if head is None:
        return ""
    words = (
        _("xếp tăng dần theo %(column)s") if head.state == "ascending" else _("xếp giảm dần theo %(column)s")
    )
    return words % {"column": head.label}


def _page_words(number: int, pages: int) -> str:
    return _("Trang %(here)s / %(all)s") % {"here": figures.number(number), "all": figures.number(pages)}
