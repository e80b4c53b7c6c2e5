"""Doubts as sentences: what stands against the figures, why it is asked, the usual reasons it is right anyway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cungcau.domain.survey import metrics
from cungcau.platform.ui import figures

_SUFFIXES = (metrics.VND_PER_KG, metrics.KG_PER_HA, metrics.VND, metrics.KG, metrics.M2)
"""Ends of fact names that tell their unit, the longest first."""
_COUNTS = frozenset({"count", "bags"})


@dataclass(frozen=True, slots=True)
class Words:
    """One rule in words: the ``sentence`` with blanks for the facts, ``why`` it is asked, usual ``reasons``.

    ``suggestion`` is said where the facts hold a proposed figure.
    """

    sentence: Any
    why: Any
    reasons: tuple[Any, ...] = ()
    suggestion: Any = ""


_RULES: dict[str, Words] = {}
_UNKNOWN = Words(_("Số liệu này cần được xem lại."), _("Số liệu khác với những gì đã biết."))


def register(rule: str, words: Words) -> str:
    """Give a rule its words and return it; another app names its own rules here. Two different ones: ``ValueError``."""
    if _RULES.setdefault(rule, words) != words:
        raise ValueError(f"rule {rule} has words already")
    return rule


def known() -> tuple[str, ...]:
    """The rules that have words."""
    return tuple(sorted(_RULES))


def sentence(rule: str, facts: Mapping[str, object]) -> str:
    """The doubt with its figures, in the language of the moment, with the proposed figure where there is one."""
    words = _RULES.get(rule, _UNKNOWN)
    filled = _Filled(said(facts))
    text = str(words.sentence) % filled
    suggested = any(name.startswith("suggested") for name in facts)
    return f"{text} {str(words.suggestion) % filled}" if suggested and str(words.suggestion) else text


def why(rule: str) -> str:
    """Why the question is asked."""
    return str(_RULES.get(rule, _UNKNOWN).why)


def reasons(rule: str) -> tuple[str, ...]:
    """The usual reasons why such figures are right as they are."""
    return tuple(str(reason) for reason in _RULES.get(rule, _UNKNOWN).reasons)


def said(facts: Mapping[str, object]) -> dict[str, str]:
    """Facts as people read them, by the unit their name or the fact ``unit`` tells; ``between`` is low to high."""
    unit = str(facts.get("unit", ""))
    texts = {name: _say(name, value, unit) for name, value in facts.items()}
    for name in facts:
        if name == "low" or name.startswith("low_"):
            own = unit if name == "low" else name.removeprefix("low_")
            low, high = facts[name], facts.get(f"high{name.removeprefix('low')}")
            texts["between"] = metrics.show_span(_whole(low), _whole(high), own)
    return texts


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


class _Filled(dict[str, str]):
    """Blanks without a fact show as "…"."""

    def __missing__(self, key: str) -> str:
        return "…"


def _say(name: str, value: object, unit: str) -> str:
    if isinstance(value, date):
        return figures.date(value)
    if isinstance(value, str):
        return _day(value)
    if not isinstance(value, int):
        return str(value)
    if name in _COUNTS:
        return figures.number(value)
    own = next((suffix for suffix in _SUFFIXES if name.endswith(f"_{suffix}")), unit)
    return metrics.show(value, own)


def _day(text: str) -> str:
    try:
        return figures.date(date.fromisoformat(text)) if len(text) == 10 else text
    except ValueError:
        return text


_ROUNDED = _("số liệu được làm tròn")
_SCOPE = _("hai số tính cho phạm vi hoặc thời gian khác nhau")
_CHECKED = _("đã kiểm tra lại tại nơi báo cáo")

for _rule, _words in {
    "output_beyond_area": Words(
        _(
            "%(area_m2)s × %(yield_kg_per_ha)s = %(expected_kg)s, nhưng sản lượng ghi %(output_kg)s. Số nào đúng?"
        ),
        _("Diện tích nhân năng suất lệch sản lượng hơn một phần mười."),
        (_("sản lượng gồm cả diện tích khác"), _("thu hoạch hai vụ trong năm"), _ROUNDED, _CHECKED),
        _("Có phải diện tích là %(suggested_m2)s?"),
    ),
    "bearing_beyond_planted": Words(
        _("Diện tích cho thu hoạch %(bearing_m2)s lớn hơn diện tích trồng %(planted_m2)s. Số nào đúng?"),
        _("Cây chỉ cho thu hoạch trên diện tích đã trồng."),
        (_("diện tích trồng chưa tính vườn tạp, xen canh"), _("thu hoạch nhiều vụ, cộng dồn"), _SCOPE),
    ),
    "planted_beyond_place": Words(
        _(
            "Diện tích %(planted_m2)s lớn hơn cả diện tích đã biết của %(place)s (%(place_m2)s). Có đúng không?"
        ),
        _("Diện tích trồng không thể lớn hơn diện tích của địa bàn."),
        (_("diện tích đã biết chưa cập nhật"), _("số này tính cả nơi khác")),
    ),
    "area_falling": Words(
        _("Diện tích giảm từ %(before_m2)s (năm %(since)s) còn %(now_m2)s. Có đúng không?"),
        _("Diện tích trồng hiếm khi giảm hơn một phần mười sau một năm."),
        (_("đã chặt bỏ, chuyển cây trồng"), _SCOPE, _("một trong hai nguồn ước lượng"), _CHECKED),
    ),
    "yield_unusual": Words(
        _("Năng suất %(yield_kg_per_ha)s khác thường: nơi khác và các năm khác %(between)s. Có đúng không?"),
        _("Năng suất nằm ngoài khoảng một nửa đến gấp đôi mức giữa của cây này."),
        (_("vườn thâm canh, năng suất cao thật"), _("mất mùa, cây còn non"), _SCOPE, _CHECKED),
    ),
    "digit_off": Words(
        _("Số ghi là %(value)s, trong khi các số khác cùng nơi %(between)s. Có thừa hay thiếu chữ số?"),
        _("Số này gấp hoặc kém các số khác nhiều lần; thêm hay bớt một chữ số thì vừa khớp."),
        (_("thay đổi thật so với trước"), _SCOPE, _CHECKED),
        _("Có phải là %(suggested)s?"),
    ),
    "parts_short_of_total": Words(
        _("Các phần cộng lại được %(parts)s, tổng ghi %(total)s: còn %(difference)s không rõ của phần nào."),
        _("Tổng và các phần lệch nhau hơn 1 %."),
        (_("còn phần không nêu tên"), _ROUNDED, _("tổng tính cả nơi khác")),
    ),
    "parts_beyond_total": Words(
        _("Các phần cộng lại được %(parts)s, nhiều hơn tổng ghi %(total)s là %(difference)s. Số nào đúng?"),
        _("Tổng và các phần lệch nhau hơn 1 %."),
        (_("có phần bị tính hai lần"), _ROUNDED, _("tổng chưa tính đủ các phần")),
    ),
    "part_beyond_whole": Words(
        _("%(part)s của một phần lại nhiều hơn %(whole)s của cả %(where)s. Số nào đúng?"),
        _("Một phần không thể lớn hơn toàn bộ."),
        (_SCOPE, _("số của toàn bộ chưa cập nhật")),
    ),
    "month_beyond_year": Words(
        _("Một tháng có %(month)s, cả năm chỉ %(year)s. Số nào đúng?"),
        _("Số của một tháng không thể lớn hơn số của cả năm."),
        (_("số cả năm là kế hoạch cũ"), _SCOPE),
    ),
    "cumulative_falling": Words(
        _("Số cộng dồn giảm từ %(before)s (%(since)s) còn %(now)s. Có đúng không?"),
        _("Số cộng dồn từ đầu vụ chỉ có thể tăng."),
        (_("lần báo cáo trước ghi nhầm, nay sửa lại"), _("bắt đầu đếm lại từ vụ mới")),
    ),
    "bags_unlike_weight": Words(
        _("%(bags)s bao × %(bag_kg)s = %(expected_kg)s, nhưng khối lượng ghi %(total_kg)s. Số nào đúng?"),
        _("Số bao nhân khối lượng mỗi bao lệch khối lượng ghi hơn 5 %."),
        (_("các bao không đều nhau"), _("có phần hàng không đóng bao")),
    ),
    "price_unlike_value": Words(
        _(
            "%(value_vnd)s / %(output_kg)s = %(implied_vnd_per_kg)s, trong khi giá ghi %(between)s."
            " Số nào đúng?"
        ),
        _("Giá trị chia cho sản lượng nằm ngoài khoảng giá đã ghi."),
        (
            _("chỉ một phần sản lượng được bán"),
            _("giá ghi là giá hàng loại tốt"),
            _("giá trị tính theo giá khác"),
            _ROUNDED,
        ),
    ),
    "price_unusual": Words(
        _("Giá %(price_vnd_per_kg)s khác thường: các nguồn khác ghi %(between)s."),
        _("Giá thấp hơn một nửa hoặc cao hơn gấp đôi các giá khác cùng thời gian."),
        (
            _("giá đầu vụ hoặc cuối vụ"),
            _("hàng loại đặc biệt"),
            _("giá bán lẻ, không phải tại vườn"),
            _CHECKED,
        ),
    ),
    "outside_season": Words(
        _("Ngày %(day)s nằm ngoài mùa vụ (từ %(first)s đến %(last)s). Có đúng không?"),
        _("Mùa vụ đã đặt không có ngày này."),
        (_("trái vụ"), _("vụ năm nay sớm hoặc muộn hơn")),
    ),
    "told_twice": Words(
        _("Trùng với %(other)s đã có. Có phải ghi hai lần?"),
        _("Các ô chính giống hệt một dòng đã ghi."),
        (_("là hai việc khác nhau, tình cờ giống nhau"),),
    ),
}.items():
    register(_rule, _words)
