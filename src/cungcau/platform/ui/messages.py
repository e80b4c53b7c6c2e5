"""The one place where refusals become sentences: error code → HTTP status, Vietnamese, English."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from string import Formatter

from django.utils.translation import get_language

from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.kernel.vntext import show_date, show_number

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sentence:
    """How one code is answered; ``{blanks}`` are the facts of the error."""

    status: int
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An error as people and programs read it: code, HTTP status, both sentences, the faults of an input."""

    code: str
    status: int
    vi: str
    en: str
    faults: tuple[Fault, ...] = ()

    @property
    def text(self) -> str:
        """The sentence in the language of the moment."""
        return self.en if (get_language() or "vi").startswith("en") else self.vi


_UNKNOWN = Sentence(
    400,
    "Không thực hiện được yêu cầu này (mã lỗi: {code}). Hãy thử lại; nếu vẫn lỗi, báo người quản trị mã này.",
    "This request could not be carried out (code: {code}). Try again, or tell an administrator the code.",
)
_CATALOGUE: dict[str, Sentence] = {}


def register(code: str, status: int, vi: str, en: str) -> None:
    """Name the answer to a code (HTTP status 400–599). A second, other answer is a ``ValueError``."""
    if not 400 <= status <= 599:
        raise ValueError(f"{code}: {status} is not the status of a refusal")
    sentence = Sentence(status, vi, en)
    if _CATALOGUE.setdefault(code, sentence) != sentence:
        raise ValueError(f"error code {code} is answered twice, differently")


def known() -> Mapping[str, Sentence]:
    """Every code with its answer."""
    return dict(_CATALOGUE)


def answer(error: DomainError) -> Answer:
    """What to say to this error. A code without a sentence is logged and answered in general words."""
    sentence = _CATALOGUE.get(error.code)
    if sentence is None:
        _log.error("no sentence for error code %s (facts: %s)", error.code, ", ".join(sorted(error.facts)))
        sentence = _UNKNOWN
    facts = {**error.facts, "code": error.code}
    faults = error.faults if isinstance(error, InputInvalid) else ()
    return Answer(
        error.code,
        sentence.status,
        _Blanks(vietnamese=True).vformat(sentence.vi, (), facts),
        _Blanks(vietnamese=False).vformat(sentence.en, (), facts),
        faults,
    )


class _Blanks(Formatter):
    """Fills blanks with plain values, numbers and dates the way the language writes them."""

    def __init__(self, *, vietnamese: bool) -> None:
        self._vietnamese = vietnamese

    def get_field(self, field_name: str, args: object, kwargs: Mapping[str, object]) -> tuple[object, str]:
        """The fact behind a blank; "…" for one that was not given."""
        return kwargs.get(field_name, "…"), field_name

    def format_field(self, value: object, format_spec: str) -> str:
        """Numbers and dates as people write them, everything else as text."""
        if (
            isinstance(value, datetime)
            or not isinstance(value, int | Decimal | date)
            or isinstance(value, bool)
        ):
            return str(value)
        if isinstance(value, date):
            return show_date(value) if self._vietnamese else value.isoformat()
        return show_number(value) if self._vietnamese else f"{value:,}"


register(
    "verb_not_allowed",
    409,
    "Không làm được việc này vì trạng thái đã thay đổi. Hãy tải lại trang để xem tình trạng mới nhất.",
    "This cannot be done in the present state. Reload the page to see how things stand.",
)
register("not_found", 404, "Không tìm thấy, hoặc bạn không có quyền xem.", "Not found, or not yours to see.")
register(
    "address_invalid",
    400,
    "Địa chỉ trang có ký tự không hợp lệ. Hãy mở lại từ trình đơn.",
    "The address holds a character that cannot be. Open the page from the menu again.",
)
register("input_invalid", 400, "Dữ liệu có {faults} chỗ cần sửa:", "The input has {faults} faults:")
