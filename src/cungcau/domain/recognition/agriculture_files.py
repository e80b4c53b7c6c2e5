"""The agriculture table as a file: in a workbook the codes stand on a page of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from django.db.models import QuerySet
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from cungcau.domain.ocop.models import Certificate
from cungcau.domain.recognition.selectors import agriculture_table as selectors
from cungcau.platform.exchange.services import export_response, write_cells

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def agriculture_response(rows: QuerySet[Certificate], year: int, kind: str) -> HttpResponseBase:
    """``PTNT_OCOP <year>.xlsx`` with its codes, or the table alone as csv; raises ``format_unknown``."""
    name = f"PTNT_OCOP {year}"
    if kind != "xlsx":
        return export_response(name, kind, selectors.COLUMNS, selectors.cells_of(rows, year))
    keys = [column.key for column in selectors.COLUMNS]
    cells = ([row[key] for key in keys] for row in selectors.cells_of(rows, year))
    known = ([one.column, one.code, one.meaning] for one in selectors.codes(year))
    file = write_cells(
        [
            ("PTNT_OCOP", [column.header for column in selectors.COLUMNS], cells),
            ("Danh mục mã", [column.header for column in selectors.CODE_COLUMNS], known),
        ]
    )
    response = StreamingHttpResponse(_drain(file), content_type=_XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or "attachment"
    response["Cache-Control"] = "no-store"
    return response


def _drain(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(65_536):
            yield piece
