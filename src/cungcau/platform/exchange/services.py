"""Tables out to people and programs, and in from the files they send."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from cungcau.kernel.errors import DomainError
from cungcau.platform.exchange.columns import Cell, Column, Kind
from cungcau.platform.exchange.csv_out import csv_pieces
from cungcau.platform.exchange.grids import Limits
from cungcau.platform.exchange.reading import Sheet, SheetRow, read_sheet
from cungcau.platform.exchange.xlsx_out import write_cells, write_xlsx

__all__ = [
    "Cell",
    "Column",
    "Kind",
    "Limits",
    "Sheet",
    "SheetRow",
    "csv_pieces",
    "export_response",
    "read_sheet",
    "write_cells",
    "write_xlsx",
]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOT_IN_NAME = re.compile(r"[^\w. -]+")


def export_response(
    name: str, file_format: str, columns: Sequence[Column], rows: Iterable[object]
) -> StreamingHttpResponse:
    """A download of all the rows as ``<name>.csv`` or ``<name>.xlsx``; raises ``format_unknown``.

    Rows may be mappings or objects, and any iterable: it is read once, to its end, however long.
    """
    if file_format == "csv":
        response = StreamingHttpResponse(csv_pieces(columns, rows), content_type="text/csv; charset=utf-8")
    elif file_format == "xlsx":
        response = StreamingHttpResponse(_drain(write_xlsx(name, columns, rows)), content_type=_XLSX)
    else:
        raise DomainError("format_unknown", value=file_format)
    file_name = f"{_NOT_IN_NAME.sub(' ', name).strip() or 'bang'}.{file_format}"
    response["Content-Disposition"] = content_disposition_header(True, file_name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response


def _drain(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(65_536):
            yield piece
