"""What is doubtful about a growing area or an organisation, as questions; no rule of these ever blocks a save."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from cungcau.domain.survey.wording import Words, register
from cungcau.engines.plausibility import Doubt
from cungcau.engines.plausibility.land import areas_in_order

OUTLINE_TOLERANCE = 15
"""Percent by which the drawn outline may differ from the planted area: it is drawn by hand, paths included."""

_GROWING_CODE_LONGEST = 24

PLANTED_UNLIKE_OUTLINE = register(
    "planted_unlike_outline",
    Words(
        _("Diện tích trồng ghi %(planted_m2)s, đường bao trên bản đồ đo được %(outline_m2)s. Số nào đúng?"),
        _("Diện tích ghi và đường bao vẽ lệch nhau hơn 15 %."),
        (_("đường bao gồm cả đường đi, ao, nhà"), _("chỉ trồng một phần thửa"), _("đường bao vẽ áng chừng")),
    ),
)
GROWING_CODE_UNUSUAL = register(
    "growing_code_unusual",
    Words(
        _("Mã số vùng trồng «%(code)s» không giống mẫu thường gặp (ví dụ VN-LSOR-0012). Có đúng không?"),
        _("Mã gồm chữ in, số, dấu gạch hoặc chấm, có ít nhất một chữ số."),
        (_("mã do đơn vị khác cấp"), _("mã tạm, chờ cấp chính thức")),
    ),
)
ORGANISATION_ALIKE = register(
    "organisation_alike",
    Words(
        _("Có thể trùng với %(other)s (giống: %(agrees)s). Có phải là một không?"),
        _("Một hộ, một tổ chức ghi hai lần làm sai số lượng và cách chia phần."),
        (_("là hai tổ chức khác nhau"), _("hai hộ cùng dùng một số điện thoại")),
    ),
)


def land_doubts(
    *,
    planted_m2: int | None,
    bearing_m2: int | None,
    outline_m2: int | None,
    growing_code: str,
    place_m2: int | None = None,
    place: str = "",
) -> list[Doubt]:
    """Bearing ≤ planted ≤ the place; planted against the outline; the code against its usual pattern."""
    found = list(areas_in_order(bearing_m2=bearing_m2, planted_m2=planted_m2, place_m2=place_m2, place=place))
    if planted_m2 and outline_m2 and abs(planted_m2 - outline_m2) * 100 > outline_m2 * OUTLINE_TOLERANCE:
        facts = {"planted_m2": planted_m2, "outline_m2": outline_m2}
        found.append(Doubt(PLANTED_UNLIKE_OUTLINE, ("planted_m2", "polygon"), facts))
    if growing_code and not usual_code(growing_code):
        found.append(Doubt(GROWING_CODE_UNUSUAL, ("growing_code",), {"code": growing_code}))
    return found


def usual_code(code: str) -> bool:
    """Does a growing-area code look like those in use: capitals, digits, dashes and dots, at least one digit?"""
    allowed = all(one.isascii() and (one.isdigit() or one.isupper() or one in "-./_ ") for one in code)
    return allowed and any(one.isdigit() for one in code) and 4 <= len(code) <= _GROWING_CODE_LONGEST


def alike_doubts(found: Sequence[tuple[str, str]]) -> list[Doubt]:
    """One question for each (name of the other, what agrees)."""
    return [
        Doubt(ORGANISATION_ALIKE, ("name",), {"other": other, "agrees": agrees}) for other, agrees in found
    ]
