from __future__ import annotations

import re
from typing import Any

import django_tables2
import pytest
from django.template import Context, Template
from django.test import RequestFactory
from ui_markup import by_class, parsed, words

from cungcau.platform.ui.templatetags.tables import ExportLink


class Lines(django_tables2.Table):  # type: ignore[misc]
    lot = django_tables2.Column(verbose_name="Lô")
    kg = django_tables2.Column(verbose_name="Khối lượng", attrs={"td": {"class": "num"}})
    note = django_tables2.Column(verbose_name="Ghi chú", orderable=False, default="")

    caption = "Dòng kế hoạch"

    class Meta:
        template_name = "ui/table.html"


def drawn(path: str = "/", rows: int = 120, css: str = "", **more: Any) -> str:
    request = RequestFactory().get(path)
    data = [{"lot": f"L{i:03d}", "kg": i, "note": "<b>"} for i in range(rows)]
    table = Lines(data, attrs={"class": css}, **more)
    table.exports = [ExportLink("/tai-ve.xlsx")]
    django_tables2.RequestConfig(request, paginate={"per_page": 50}).configure(table)
    template = Template("{% load django_tables2 %}{% render_table table %}")
    return template.render(Context({"request": request, "table": table}))


def heads(markup: str) -> dict[str, Any]:
    return {words(head).strip(): head for head in parsed(markup).iter("th")}


def test_rows_pages_and_counts_are_said_in_vietnamese() -> None:
    markup = drawn("/?page=2")
    counts = [words(element) for element in by_class(markup, "data-table__count")]
    assert counts == ["Hiện 51–100 trong 120", "Trang 2 / 3"]
    assert len(list(parsed(markup).iter("tr"))) == 51
    assert "&lt;b&gt;" in markup and "<td ><b>" not in markup


def test_heads_sort_and_say_how_they_are_sorted() -> None:
    plain, up, down = (heads(drawn(path)) for path in ("/?page=2&q=a", "/?sort=kg", "/?sort=-kg"))
    assert plain["Khối lượng"][0].get("href") == "?q=a&sort=kg"
    assert plain["Khối lượng"].get("aria-sort") is None
    assert up["Khối lượng"].get("aria-sort") == "ascending"
    assert up["Khối lượng"][0].get("href") == "?sort=-kg"
    assert down["Khối lượng"].get("aria-sort") == "descending"
    assert "xếp giảm dần theo Khối lượng" in drawn("/?sort=-kg")


def test_a_column_that_cannot_be_sorted_has_no_link() -> None:
    assert len(heads(drawn())["Ghi chú"]) == 0


def test_the_table_stands_in_a_named_region_with_a_caption() -> None:
    markup = drawn()
    region = by_class(markup, "table-region")[0]
    assert (region.get("role"), region.get("tabindex"), region.get("aria-label")) == (
        "region",
        "0",
        "Dòng kế hoạch",
    )
    assert words(next(parsed(markup).iter("caption"))) == "Dòng kế hoạch"


def test_cards_keep_their_roles_and_labels() -> None:
    markup = drawn(css="table-cards", rows=1)
    cells = list(parsed(markup).iter("td"))
    assert [cell.get("data-label") for cell in cells] == ["Lô", "Khối lượng", "Ghi chú"]
    assert {cell.get("role") for cell in cells} == {"cell"}
    assert 'role="cell"' not in drawn(rows=1)


def test_links_work_alone_and_swap_only_the_table_with_htmx() -> None:
    markup = drawn("/?page=2")
    target = by_class(markup, "data-table")[0].get("id")
    boosted = [element for element in parsed(markup).iter() if element.get("hx-boost")]
    assert [element.tag for element in boosted] == ["thead", "div"]
    assert {element.get("hx-select") for element in boosted} == {f"#{target}"}


def test_two_tables_on_a_page_do_not_share_ids() -> None:
    ids = [set(re.findall(r' id="([^"]+)"', drawn(prefix=prefix))) for prefix in ("a-", "b-")]
    assert ids[0] and not ids[0] & ids[1]


def test_exports_stand_in_their_slot_and_no_rows_say_so() -> None:
    link = next(by_class(drawn(), "data-table__tools")[0].iter("a"))
    assert link.get("href") == "/tai-ve.xlsx"
    assert "Chưa có dòng nào" in drawn(rows=0)


@pytest.mark.parametrize("rows", [0, 1, 50])
def test_one_page_has_no_pager(rows: int) -> None:
    assert "pagination" not in drawn(rows=rows)
