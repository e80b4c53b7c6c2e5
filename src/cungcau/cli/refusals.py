"""Refusals on standard error: one line per fault, and the exit code that goes with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from cungcau.kernel.errors import DomainError, Fault, InputInvalid

BREACHES, BAD_INPUT, CANCELLED, INTERRUPTED = 1, 2, 3, 130
"""Exit codes besides 0: a checked plan breaks rules; refused, nothing written; cancelled, the best plan so
far written; interrupted, nothing written."""

LONGEST_SHOWN = 80

_SENTENCES = {
    "folder_is_file": "{path}: đã có một tệp mang tên này; cần tên một thư mục",
    "folder_occupied": "{path}: thư mục đang chứa thứ khác (không có {mark}); chọn thư mục mới hoặc trống",
    "folder_not_writable": "{path}: không có quyền ghi vào đây",
    "scenario_not_synthetic": "{path}: thư mục chứa một kịch bản không phải do lệnh này tạo; không ghi đè",
    "set_unknown": "không có bộ tiêu chí {set}; cần một mã từ {first} đến {last} (xem cungcau ocop sets)",
    "lot_unknown": "không có lô {lot_id} trong kịch bản",
}


def say(text: str) -> None:
    """One line on standard error."""
    typer.echo(text, err=True)


def fault_line(fault: Fault) -> str:
    """``lots.csv:12: quantity_kg = “1.000”: cần số nguyên …``; without what does not apply."""
    where = f"{fault.file}:{fault.line}" if fault.line else fault.file
    value = fault.value if len(fault.value) <= LONGEST_SHOWN else fault.value[: LONGEST_SHOWN - 1] + "…"
    value = value.replace("\n", "⏎").replace("\r", "")
    column = f"{fault.column} = “{value}”" if fault.column else f"“{value}”" if value else ""
    return ": ".join(part for part in (where, column, fault.expected) if part)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn a refusal inside the block into its lines and exit code 2."""
    try:
        yield
    except InputInvalid as refused:
        for fault in refused.faults:
            say(fault_line(fault))
        count = len(refused.faults)
        say(f"Đầu vào có {count} lỗi; chưa ghi gì cả.")
        raise typer.Exit(BAD_INPUT) from None
    except DomainError as refused:
        sentence = _SENTENCES.get(refused.code)
        say(sentence.format(**refused.facts) if sentence else str(refused))
        raise typer.Exit(BAD_INPUT) from None
    except OSError as error:
        say(f"không đọc hoặc ghi được {error.filename or ''}: {error.strerror or error}")
        raise typer.Exit(BAD_INPUT) from None
    except KeyboardInterrupt:
        say("Đã dừng; chưa ghi gì cả.")
        raise typer.Exit(INTERRUPTED) from None
