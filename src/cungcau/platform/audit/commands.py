"""``cungcau audit …``: proving that the trail is as it was written."""

from __future__ import annotations

from typing import Annotated

import typer

from cungcau.platform.audit import selectors

_REASONS = {
    "missing": "thiếu mục số {n}: mục này đã bị xoá hoặc bị đổi số",
    "changed": "mục số {n} đã bị sửa nội dung",
    "chain": "mục số {n} không khớp với mục đứng trước nó",
    "unsealed": "có một mục không qua niêm phong, đứng sau mục số {n}",
}


def audit_verify(
    known: Annotated[
        str,
        typer.Option(help="SỐ:MÃ của một mục đã ghi lại trước đây, để phát hiện cả việc cắt bỏ phần cuối"),
    ] = "",
) -> None:
    """Kiểm tra toàn bộ nhật ký; thoát với mã 1 và chỉ ra mục đầu tiên bị can thiệp."""
    fault = selectors.verify(_known(known))
    if fault is not None:
        before = fault.sequence - 1 if fault.reason == "unsealed" else fault.sequence
        row = f" (dòng {fault.entry_id} của bảng)" if fault.entry_id is not None else ""
        typer.echo(f"Nhật ký đã bị can thiệp: {_REASONS[fault.reason].format(n=before)}{row}.", err=True)
        raise typer.Exit(1)
    sequence, seal = selectors.head()
    typer.echo(f"Nhật ký nguyên vẹn: {sequence} mục. Mục cuối: {sequence}:{seal}")


def _known(text: str) -> tuple[int, str] | None:
    if not text:
        return None
    sequence, _, seal = text.partition(":")
    if not sequence.isdecimal() or len(seal) != 64:
        raise typer.BadParameter("phải có dạng SỐ:MÃ, như dòng cuối mà lệnh này in ra", param_hint="--known")
    return int(sequence), seal.lower()
