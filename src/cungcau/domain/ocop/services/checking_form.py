"""Checking what was typed into form 01 before it is kept: every field by its kind, none of them required yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from cungcau.domain.ocop.registration import FIELDS, STARS, Field
from cungcau.kernel.errors import Fault, InputInvalid

_WEB = URLValidator(schemes=["http", "https"])
_LARGEST = 10**15


def checked(typed: Mapping[str, object]) -> dict[str, object]:
    """Texts by field as they are kept: blanks trimmed, numbers as plain digits, days as ISO dates.

    A file may be saved unfinished, so a blank field is no fault. Raises ``InputInvalid`` naming every field whose
    text is no such thing; unknown fields are among them.
    """
    faults: list[Fault] = []
    found: dict[str, object] = {}
    for name, value in typed.items():
        field = FIELDS.get(name)
        if field is None:
            faults.append(Fault("registration", 1, name[:60], "", "mẫu phiếu không có ô này"))
            continue
        text = _plain(field, str(value) if value is not None else "")
        wrong = _wrong(field, text)
        if wrong:
            faults.append(Fault("registration", 1, name, text[:60], wrong))
        found[name] = text
    if faults:
        raise InputInvalid(faults)
    return found


def _plain(field: Field, text: str) -> str:
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if field.kind != "text":
        text = " ".join(text.split())
    if field.kind in ("number", "money"):
        text = text.replace(".", "").replace(" ", "").replace("đ", "")
    return text


def _wrong(field: Field, text: str) -> str:
    """What is wrong with a field's text, blank for nothing."""
    if not text:
        return ""
    if field.kind in ("number", "money"):
        if not (text.isascii() and text.isdigit()) or len(text) > 15 or int(text) > _LARGEST:
            return "cần một số nguyên, không âm"
        return (
            ""
            if field.kind == "money" or len(text) <= field.most
            else f"cần số có nhiều nhất {field.most} chữ số"
        )
    if len(text) > field.most:
        return f"dài nhất {field.most} ký tự"
    if field.kind == "day":
        return _not_a_day(text)
    if field.kind == "choice":
        return "" if text in STARS else f"cần một trong: {', '.join(STARS)}"
    if field.kind == "phone":
        digits = text.replace(" ", "").replace(".", "").replace("-", "").removeprefix("+")
        return (
            ""
            if digits.isascii() and digits.isdigit() and 8 <= len(digits) <= 15
            else "cần số điện thoại, 8–15 chữ số"
        )
    return _not_an_address(field, text)


def _not_a_day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        return "cần một ngày"
    return ""


def _not_an_address(field: Field, text: str) -> str:
    try:
        if field.kind == "email":
            validate_email(text)
        elif field.kind == "url":
            _WEB(text if "://" in text else f"https://{text}")
    except ValidationError:
        return "cần địa chỉ thư đúng dạng" if field.kind == "email" else "cần địa chỉ trang đúng dạng"
    return ""
