"""What tests of list pages share."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

from django.http import StreamingHttpResponse
from django.test import Client
from openpyxl import load_workbook

from cungcau.platform.accounts.models import User


def client_of(user: User) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    return client


def text_of(response: object) -> str:
    """The page's words, tags and runs of space removed."""
    html = response.content.decode()  # type: ignore[attr-defined]
    body = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def cells_of(response: object, column: int = 0) -> list[str]:
    """The first line of one column's cells, top to bottom."""
    html = response.content.decode()  # type: ignore[attr-defined]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html[html.index("<tbody") :], re.DOTALL)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
    lines = [row[column].split("<br>")[0] for row in cells if row]
    return [unescape(re.sub(r"<[^>]+>", "", line)).strip() for line in lines]


def csv_of(response: object) -> list[dict[str, str]]:
    """The rows of a CSV download."""
    assert isinstance(response, StreamingHttpResponse)
    content = b"".join(response.streaming_content)  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_of(response: object) -> list[tuple[object, ...]]:
    """The rows of a spreadsheet download, its header first."""
    assert isinstance(response, StreamingHttpResponse)
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)), read_only=True)  # type: ignore[arg-type]
    return list(book.worksheets[0].iter_rows(values_only=True))
