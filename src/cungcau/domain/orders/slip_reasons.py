"""Why a slip or an entry is as it is, as sentences the system makes itself, said in the language of the reader.

What is kept is the Vietnamese sentence, so that whoever reads the trail or a paper reads what was said then. In
another language it is recognised by the same table and said anew; what people wrote themselves stays as they wrote it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.translation import get_language, gettext, gettext_noop

SOLD_ALONE = gettext_noop("đã bán %(share)s sản lượng chào bán của vụ, hộ duy nhất còn hàng")
SOLD_LEAST = gettext_noop("đã bán %(share)s sản lượng chào bán của vụ, thấp nhất nhóm")
SOLD_MOST = gettext_noop("đã bán %(share)s sản lượng chào bán của vụ, cao nhất nhóm")
SOLD_PLACE = gettext_noop("đã bán %(share)s sản lượng chào bán của vụ, thấp thứ %(place)s trong %(among)s hộ")
TOOK_ALL = gettext_noop("đã nhận hết phần còn lại (%(kg)s)")
INSTEAD = gettext_noop("thay %(household)s")
BY_PLAN = gettext_noop("theo kế hoạch phiên bản %(version)s: %(kg)s")
BY_PLAN_SHORT = gettext_noop("theo kế hoạch phiên bản %(version)s: %(kg)s, lô hoặc đơn không đủ")
NEW_TERMS = gettext_noop("hỏi lại theo điều khoản mới")
NEW_TERMS_ARE = gettext_noop("điều khoản mới: hái %(day)s, %(price)s đ/kg")
REDONE = gettext_noop("chia lại")
ANSWERED = gettext_noop("hộ trả lời")
TOOK_LESS = gettext_noop("hộ nhận ít hơn")
DECLINED = gettext_noop("hộ từ chối")
CHANGED_MIND = gettext_noop("hộ đổi ý")
LAPSED = gettext_noop("quá hạn trả lời")
TERMS_CHANGED = gettext_noop("điều khoản mới")
PLAN_CHANGED = gettext_noop("Kế hoạch phiên bản %(version)s đổi khối lượng hoặc ngày")
RESTATED = gettext_noop("tính lại theo bảng kê")
PROPOSED_AGAIN = gettext_noop("đề nghị lại trước khi chốt")

SENTENCES = (
    BY_PLAN_SHORT, BY_PLAN, SOLD_ALONE, SOLD_LEAST, SOLD_MOST, SOLD_PLACE, TOOK_ALL, INSTEAD, NEW_TERMS,
    NEW_TERMS_ARE, REDONE, ANSWERED, TOOK_LESS, DECLINED, CHANGED_MIND, LAPSED, TERMS_CHANGED, PLAN_CHANGED, RESTATED,
    PROPOSED_AGAIN,
)  # fmt: skip
WITH_NOTE = (ANSWERED, TOOK_LESS, DECLINED)
"""Sentences a person's own words may follow after a colon."""

_BLANK = re.compile(r"%\\\((\w+)\\\)s")


def said(sentence: str, **facts: object) -> str:
    """A sentence as it is kept: in Vietnamese."""
    return sentence % facts if facts else sentence


def in_words(kept: str) -> str:
    """What was kept, in the language of the reader: known sentences, parted by semicolons, are said anew."""
    if not kept or (get_language() or "vi").startswith("vi"):
        return kept
    return "; ".join(_said(part) for part in kept.split("; "))


def _said(part: str) -> str:
    for sentence, pattern in _patterns():
        found = pattern.fullmatch(part)
        if found is not None:
            return gettext(sentence) % found.groupdict() if found.groupdict() else gettext(sentence)
    head, colon, note = part.partition(": ")
    return f"{gettext(head)}: {note}" if colon and head in WITH_NOTE else part


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(one, re.compile(_BLANK.sub(r"(?P<\1>.+?)", re.escape(one)))) for one in SENTENCES]
